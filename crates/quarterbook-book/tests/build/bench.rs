//! A bench for small books: template, book and figures as texts.

use std::sync::Arc;

use quarterbook_book::read::{TextFiles, read_book, read_template};
use quarterbook_book::{Book, Built, Exporter, Run, build};
use quarterbook_data::{
    Amount, CellAddress, Dataset, Figure, Origin, Period, Problem, Series, SourceFile, Status, Unit,
};
use quarterbook_text::Text;

/// A book of money in 亿, by product and vendor.
pub(crate) const BOOK: &str = r#"
[book]
template = "small"
title = { en = "Small company", zh = "小公司" }
languages = ["en"]
money = "CNY 亿"
price = "CNY 万"
bands = ["annual", "half"]

[members.product]
training = { en = "Training", zh = "训练" }
inference = { en = "Inference", zh = "推理" }
"#;

/// Lines, dimensions and the sheets that are not calculated.
pub(crate) const LINES: &str = r#"
[lines.revenue]
label = { en = "Revenue", zh = "收入" }
unit = "money"
by = ["product"]

[lines.gross_margin]
label = "Gross margin"
unit = "percent"

[lines.units]
label = "Units"
unit = "count"
counted = "pcs"
by = ["product"]

[lines.growth_printed]
label = "Growth as printed"
unit = "percent"

[dimensions.product]
label = { en = "Product", zh = "产品" }

[[sheet]]
id = "inputs"
label = "Inputs"
kind = "inputs"
"#;

/// The dataset of lines such as `revenue.training FY2024 2.7 亿` or `growth_printed 2025H1 64.47 % claim`.
pub(crate) fn figures(text: &str) -> Dataset {
    let figures = text.lines().map(str::trim).filter(|line| !line.is_empty());
    Dataset::collect(figures.enumerate().map(|(place, line)| figure(place as u32, line))).0
}

fn figure(place: u32, line: &str) -> Figure {
    let words: Vec<&str> = line.split_whitespace().collect();
    let mut names = words[0].split('.').map(str::to_owned);
    let series = Series {
        line: names.next().expect("a right case"),
        members: names.collect(),
    };
    let period: Period = words[1].parse().expect("a right case");
    let amount = match words[2] {
        "n/a" => Amount::Undisclosed,
        number => Amount::Number(number.parse().expect("a right case")),
    };
    let decimals = words[2].split_once('.').map_or(0, |(_, behind)| behind.len() as i8);
    let status = match words.get(4) {
        Some(&"claim") => Status::Claim,
        Some(&"about") => Status::About,
        Some(&"estimate") => Status::Estimate,
        _ => Status::Reported,
    };
    Figure {
        series,
        period,
        amount,
        unit: unit(words.get(3).copied().unwrap_or("亿")),
        status,
        decimals,
        reported_in: period,
        origin: Origin {
            file: Arc::new(SourceFile {
                path: "data/a.xlsx".into(),
                sha256: "0".repeat(64),
            }),
            sheet: "S".into(),
            cell: CellAddress::new(place, 1),
            printed: words[2].to_owned(),
        },
        rule: String::new(),
        derivation: None,
    }
}

fn unit(word: &str) -> Unit {
    use quarterbook_data::{Measure, Scale};
    match word {
        "%" => Unit::PERCENT,
        "pcs" => Unit::new(Measure::Count("片".into()), Scale::ONE),
        "price" => Unit::new(Measure::MoneyEach("CNY".parse().expect("a right case")), Scale::WAN),
        "rank" => Unit::new(Measure::Rank, Scale::ONE),
        money => format!("CNY {money}").parse().expect("a right case"),
    }
}

/// Builds a workbook; its problems are shown as a reader sees them.
pub(crate) fn built(book: &str, template: &str, dataset: &Dataset) -> Result<Built, String> {
    let mut texts = TextFiles::default();
    let (template, mut problems) = read_template(&mut texts, "small.toml", template);
    let (file, found) = read_book(&mut texts, "quarterbook.toml", book);
    problems.extend(found);
    let book = file.map(|file| {
        let (book, found) = Book::new(file, template, texts);
        problems.extend(found);
        book
    });
    if problems.iter().any(Problem::is_error) {
        return Err(shown(&problems));
    }
    build(&book.expect("a right case"), dataset, &Run::default()).map_err(|problems| shown(&problems))
}

/// Problems as a reader sees them.
pub(crate) fn shown(problems: &[Problem]) -> String {
    problems.iter().map(Problem::to_string).collect::<Vec<_>>().join("\n")
}

/// The listing of one sheet's cells.
pub(crate) fn listing(built: &Built, sheet: &str) -> String {
    let text = String::from_utf8(Text.export(&built.workbook).expect("a right case")).expect("a right case");
    let start = text.find(&format!("\n# {sheet}\n")).expect("the sheet is there");
    let rest = &text[start + 1..];
    let end = rest.find("\n# ").unwrap_or(rest.len());
    rest[..end].to_owned()
}
