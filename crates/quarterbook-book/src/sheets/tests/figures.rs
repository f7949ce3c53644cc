//! The book all sheets are shown for, and the figures of its sources.

use std::sync::Arc;

use quarterbook_data::{Amount, Dataset, Figure, Measure, Origin, Period, Scale, Series, SourceFile, Status, Unit};

use crate::Book;
use crate::read::{TextFiles, read_book, read_template};

const TEMPLATE: &str = r#"
[template]
label = { en = "Quarterly review", zh = "季度回顾" }
version = "1.0"

[lines.revenue]
label = { en = "Revenue", zh = "收入" }
unit = "money"

[lines.gross_margin]
label = { en = "Gross margin", zh = "毛利率" }
unit = "percent"

[parameters.change_percent]
label = { en = "Highlight changes from", zh = "标示变动率" }
default = 0.02
format = "percent"

[[sheet]]
id = "cover"
kind = "cover"
label = { en = "Cover", zh = "封面" }

[[sheet]]
id = "inputs"
kind = "inputs"
label = { en = "Inputs", zh = "数据" }

[[sheet]]
id = "revenue"
label = { en = "Revenue", zh = "收入" }

[[sheet.row]]
line = "revenue"

[[sheet]]
id = "checks"
kind = "checks"
label = { en = "Checks", zh = "检查" }

[[sheet]]
id = "sources"
kind = "sources"
label = { en = "Sources", zh = "来源" }

[[sheet]]
id = "changes"
kind = "changes"
label = { en = "Changes", zh = "变动" }
"#;

const BOOK: &str = r#"
[book]
template = "t"
title = { zh = "天数智芯", en = "Iluvatar CoreX" }
languages = ["zh", "en"]
money = "CNY 亿"
price = "CNY 万"
bands = ["annual", "half"]
"#;

pub(super) fn book() -> Book {
    let mut files = TextFiles::default();
    let (template, problems) = read_template(&mut files, "t.toml", TEMPLATE);
    assert_eq!(problems, []);
    let (book, problems) = read_book(&mut files, "quarterbook.toml", BOOK);
    assert_eq!(problems, []);
    let (book, problems) = Book::new(book.unwrap(), template, files);
    assert_eq!(problems, []);
    book
}

/// A figure as a file prints it; `cell` tells it from others.
pub(super) fn figure(line: &str, period: Period, printed: &str, unit: Unit, file: &str, cell: &str) -> Figure {
    let number = printed.trim_end_matches('%').parse();
    let decimals = printed
        .trim_end_matches('%')
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len() as i8);
    Figure {
        series: Series::total(line),
        period,
        amount: number.map_or(Amount::Undisclosed, Amount::Number),
        decimals,
        unit,
        status: Status::Reported,
        reported_in: if file.contains("2023") {
            Period::year(2023)
        } else {
            Period::year(2024)
        },
        origin: Origin {
            file: source_file(file),
            sheet: "摘要".into(),
            cell: cell.parse().unwrap(),
            printed: printed.to_owned(),
        },
        rule: String::new(),
        derivation: None,
    }
}

pub(super) fn source_file(path: &str) -> Arc<SourceFile> {
    let letter = if path.contains("2023") { "a" } else { "b" };
    Arc::new(SourceFile {
        path: path.to_owned(),
        sha256: letter.repeat(64),
    })
}

pub(super) fn money(scale: Scale) -> Unit {
    Unit::new(Measure::Money("CNY".parse().unwrap()), scale)
}

/// Revenue of two years, the first restated, a half-year in thousands, and a margin that is not disclosed, one
/// that is and one that is "at least".
pub(super) fn dataset() -> Dataset {
    let (old, new) = ("data/2023.xlsx", "data/2024.xlsx");
    let mut half = figure(
        "revenue",
        Period::half(2024, 1),
        "324000",
        money(Scale::THOUSAND),
        new,
        "C9",
    );
    half.rule = "单位:人民币千元 → CNY ×10³".to_owned();
    let mut at_least = figure("gross_margin", Period::half(2024, 1), "64%", Unit::PERCENT, new, "C10");
    at_least.status = Status::AtLeast;
    let (dataset, conflicts) = Dataset::collect([
        figure("revenue", Period::year(2023), "2.89", money(Scale::YI), old, "B4"),
        figure("revenue", Period::year(2023), "2.95", money(Scale::YI), new, "B4"),
        figure("revenue", Period::year(2024), "5.4", money(Scale::YI), new, "C4"),
        half,
        figure("gross_margin", Period::year(2023), "n/a", Unit::PERCENT, new, "B5"),
        figure("gross_margin", Period::year(2024), "30.8%", Unit::PERCENT, new, "C5"),
        at_least,
    ]);
    assert_eq!(conflicts, []);
    dataset
}
