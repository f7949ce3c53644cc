//! What a reader sees on each sheet of a small book: every text, number and formula with its result.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use quarterbook_data::{
    Amount, CellAddress, Dataset, Figure, Frequency, Label, Measure, Origin, Period, Scale, Series, SourceFile, Status,
    Unit,
};
use quarterbook_formula::{Expr, Model, Results, Value};

use super::{Comparison, Context, CoverPlan, KeyRow, changes, checks, cover, sources};
use crate::checks::{PlacedCheck, Relation};
use crate::compose::compose;
use crate::diff::{Change, ChangeKind};
use crate::draft::{DraftContent, DraftSheet};
use crate::layout::{Layout, Needs, PlacedSheet, RowId, expand, periods, place};
use crate::look::{Decimals, Look};
use crate::read::{TextFiles, read_book, read_template};
use crate::template::{CheckKind, Consequence, FormatWord, SheetKind, UnitWord};
use crate::workbook::Link;
use crate::{Book, Run};

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

fn book() -> Book {
    let mut files = TextFiles::default();
    let (template, problems) = read_template(&mut files, "t.toml", TEMPLATE);
    assert_eq!(problems, []);
    let (book, problems) = read_book(&mut files, "quarterbook.toml", BOOK);
    assert_eq!(problems, []);
    let (book, problems) = Book::new(book.unwrap(), template, files);
    assert_eq!(problems, []);
    book.unwrap()
}

/// A figure as a file prints it; `cell` tells it from others.
fn figure(line: &str, period: Period, printed: &str, unit: Unit, file: &str, cell: &str) -> Figure {
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
    }
}

fn source_file(path: &str) -> Arc<SourceFile> {
    let letter = if path.contains("2023") { "a" } else { "b" };
    Arc::new(SourceFile {
        path: path.to_owned(),
        sha256: letter.repeat(64),
    })
}

fn money(scale: Scale) -> Unit {
    Unit::new(Measure::Money("CNY".parse().unwrap()), scale)
}

/// Revenue of two years, the first restated, a half-year in thousands, and a margin that is not disclosed, one
/// that is and one that is "at least".
fn dataset() -> Dataset {
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

/// Everything a context borrows.
struct Fixture {
    book: Book,
    dataset: Dataset,
    layout: Layout,
    run: Run,
    look: Look,
    trees: BTreeMap<(RowId, Frequency), Expr>,
    checks: Vec<PlacedCheck>,
}

impl Fixture {
    fn new(dataset: Dataset) -> Self {
        let book = book();
        let (bands, problems) = periods(&book, &dataset);
        assert_eq!(problems, []);
        let (plan, problems) = expand(&book, &dataset, &book.bands);
        assert_eq!(problems, []);
        let needs = Needs {
            lags: BTreeMap::from([(Frequency::Half, crate::layout::Lags { back: 2, ahead: 0 })]),
            ..Needs::default()
        };
        let layout = place(&book, &dataset, plan, bands, &needs, &[]);
        let decimals = Decimals::for_book(&book, &dataset);
        let look = Look::new(book.colours, book.up, &book.languages, decimals);
        let run = Run {
            tool: "quarterbook 0.1.0".to_owned(),
            id: "3f9a2c".to_owned(),
            file_name: "A&B.xlsx".to_owned(),
            files: vec![
                (*source_file("data/2023.xlsx")).clone(),
                (*source_file("data/2024.xlsx")).clone(),
            ],
            ..Run::default()
        };
        Self {
            checks: if layout.input(&Series::total("gross_margin")).is_some() {
                placed_checks(&layout)
            } else {
                Vec::new()
            },
            book,
            dataset,
            layout,
            run,
            look,
            trees: BTreeMap::new(),
        }
    }

    fn context(&self) -> Context<'_> {
        Context {
            book: &self.book,
            dataset: &self.dataset,
            run: &self.run,
            layout: &self.layout,
            look: &self.look,
            trees: &self.trees,
            checks: &self.checks,
            comparison: None,
            values: None,
            as_of: jiff::civil::date(2024, 12, 31),
        }
    }

    fn placed(&self, kind: SheetKind) -> &PlacedSheet {
        self.layout.sheet_of(kind).unwrap()
    }

    fn key_rows(&self) -> CoverPlan {
        let sheet = self.placed(SheetKind::Calculation).handle;
        let row = self.layout.rows.iter().position(|row| row.sheet == sheet).unwrap();
        CoverPlan {
            key_rows: vec![KeyRow {
                row: RowId(row),
                label: Label::default(),
            }],
            chart_rows: 14,
        }
    }

    fn sheets(&self, comparison: Option<&Comparison>) -> BTreeMap<&'static str, DraftSheet> {
        let context = self.context();
        let draft = compose(context);
        let composed = |kind| draft.sheets[self.placed(kind).handle.0 as usize].clone();
        BTreeMap::from([
            (
                "cover",
                cover(&context, self.placed(SheetKind::Cover), &self.key_rows()).sheet,
            ),
            ("inputs", composed(SheetKind::Inputs)),
            ("revenue", composed(SheetKind::Calculation)),
            ("checks", checks(&context, self.placed(SheetKind::Checks), &self.checks)),
            ("sources", sources(&context, self.placed(SheetKind::Sources))),
            (
                "changes",
                changes(&context, self.placed(SheetKind::Changes), comparison),
            ),
        ])
    }
}

/// One check for each outcome, and an identity.
fn placed_checks(layout: &Layout) -> Vec<PlacedCheck> {
    let input = |line: &str, period: Period| {
        let cell = layout
            .cell(layout.input(&Series::total(line)).unwrap(), period)
            .unwrap();
        Expr::fixed_cell(Some(cell.sheet), cell.cell)
    };
    let check = |id: &str, kind, period, actual: Expr, expected: f64, tolerance: f64| PlacedCheck {
        id: id.to_owned(),
        kind,
        label: Label::new(BTreeMap::from([
            ("en".to_owned(), format!("{id} holds")),
            ("zh".to_owned(), format!("{id} 成立")),
        ])),
        period,
        actual,
        expected: Expr::number(expected),
        relation: Relation::Equal,
        tolerance: Expr::number(tolerance),
        consequence: Consequence::Fail,
        note: Label::default(),
        status: None,
        format: None,
        unit: Some(UnitWord::Money),
    };
    let year = |year| input("revenue", Period::year(year));
    let mut claim = check("claim", CheckKind::Claim, Period::year(2024), year(2024), 5.5, 0.05);
    claim.consequence = Consequence::Warn;
    claim.note = Label::plain("from the article");
    let mut at_least = check(
        "at-least",
        CheckKind::Claim,
        Period::half(2024, 1),
        input("gross_margin", Period::half(2024, 1)),
        0.6,
        0.005,
    );
    at_least.status = Some(Status::AtLeast);
    at_least.format = Some(FormatWord::Percent);
    vec![
        // 5.4 against 5.35 with a tolerance of exactly 0.05: the difference in doubles is a hair more.
        check("edge", CheckKind::TieOut, Period::year(2024), year(2024), 5.35, 0.05),
        check("broken", CheckKind::TieOut, Period::year(2023), year(2023), 2.0, 0.05),
        claim,
        at_least,
        check(
            "missing",
            CheckKind::TieOut,
            Period::year(2023),
            input("gross_margin", Period::year(2023)),
            0.3,
            0.001,
        ),
        check("same", CheckKind::Identity, Period::year(2024), year(2024), 5.4, 0.0),
    ]
}

fn evaluated(fixture: &Fixture, sheets: &BTreeMap<&str, DraftSheet>) -> Results {
    let mut model = Model::new();
    model.sheets = fixture.layout.handles.clone();
    for sheet in sheets.values() {
        for (address, cell) in &sheet.cells {
            match &cell.content {
                DraftContent::Blank => {}
                DraftContent::Number(number) => model.set_value(sheet.handle, *address, *number),
                DraftContent::Text(text) => model.set_value(sheet.handle, *address, text.as_str()),
                DraftContent::Formula(tree) => model.set_formula(sheet.handle, *address, tree.clone()),
            }
        }
    }
    model.evaluate().unwrap()
}

/// One line a cell, as a reader would copy it down.
fn listing(fixture: &Fixture, sheet: &DraftSheet, results: &Results) -> String {
    let mut text = String::new();
    for (address, cell) in &sheet.cells {
        let content = match &cell.content {
            DraftContent::Blank => continue,
            DraftContent::Number(number) => format!("{number}"),
            DraftContent::Text(text) => text.clone(),
            DraftContent::Formula(tree) => {
                let result = shown(results.get(sheet.handle, *address));
                format!("={} → {result}", tree.shown(*address, &fixture.layout.handles))
            }
        };
        let link = match &cell.link {
            Some(Link::Cell { sheet, cell }) => format!(" ↗ {sheet}!{cell}"),
            None => String::new(),
        };
        let _ = writeln!(text, "{address} {content}{link}");
    }
    text
}

fn shown(value: &Value) -> String {
    match value {
        Value::Blank => "blank".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => format!("\"{text}\""),
        Value::Bool(bool) => bool.to_string(),
        Value::Error(error) => error.to_string(),
    }
}

fn snapshot_of(name: &str, comparison: Option<&Comparison>) -> String {
    let fixture = Fixture::new(dataset());
    let sheets = fixture.sheets(comparison);
    let results = evaluated(&fixture, &sheets);
    listing(&fixture, &sheets[name], &results)
}

#[test]
fn the_cover_says_what_the_workbook_is() {
    insta::assert_snapshot!(snapshot_of("cover", None));
}

#[test]
fn every_outcome_of_a_check_shows_and_identities_are_counted_apart() {
    insta::assert_snapshot!(snapshot_of("checks", None));
}

#[test]
fn sources_have_one_row_a_figure_with_what_was_printed_and_its_bounds() {
    insta::assert_snapshot!(snapshot_of("sources", None));
}

#[test]
fn a_restatement_shows_both_figures_and_both_cells() {
    insta::assert_snapshot!(snapshot_of("changes", None));
}

#[test]
fn differences_from_the_previous_workbook_are_live_against_its_figures() {
    let fixture = Fixture::new(dataset());
    let row = fixture.layout.input(&Series::total("revenue")).unwrap();
    let cell = fixture.layout.cell(row, Period::year(2024)).unwrap().cell;
    let sheet = fixture.placed(SheetKind::Inputs).name.clone();
    let comparison = Comparison {
        previous: "2024-06.xlsx".to_owned(),
        changes: vec![Change {
            sheet,
            row: "revenue".to_owned(),
            label: "收入".to_owned(),
            unit: "人民币亿元".to_owned(),
            column: "FY2024".to_owned(),
            cell: Some(cell),
            kind: ChangeKind::Restated {
                old: Value::Number(5.0),
                new: Value::Number(5.4),
                old_source: String::new(),
                new_source: String::new(),
            },
        }],
    };
    insta::assert_snapshot!(snapshot_of("changes", Some(&comparison)));
}

#[test]
fn without_restatements_the_sheet_says_so() {
    let only = figure(
        "revenue",
        Period::year(2024),
        "5.4",
        money(Scale::YI),
        "data/2024.xlsx",
        "C4",
    );
    let half = figure(
        "revenue",
        Period::half(2024, 1),
        "2.1",
        money(Scale::YI),
        "data/2024.xlsx",
        "C5",
    );
    let (dataset, _) = Dataset::collect([only, half]);
    let fixture = Fixture::new(dataset);
    let sheet = changes(&fixture.context(), fixture.placed(SheetKind::Changes), None);
    let text = &sheet.cells[&CellAddress::new(8, 0)].content;
    assert!(
        matches!(text, DraftContent::Text(text) if text.starts_with("无重述")),
        "{text:?}"
    );
}

#[test]
fn every_sheet_prints_one_page_wide_with_file_sheet_page_and_run_below() {
    let fixture = Fixture::new(dataset());
    let sheets = fixture.sheets(None);
    for name in ["cover", "checks", "sources", "changes"] {
        let page = &sheets[name].frame.page;
        assert!(page.landscape && page.pages_wide == 1, "{name}");
        assert_eq!(page.footer.left, "A&&B.xlsx", "{name}");
        assert!(
            page.footer.centre.contains("&P") && page.footer.centre.contains("&N"),
            "{name}"
        );
        assert_eq!(page.footer.right, "运行编号 3f9a2c", "{name}");
    }
}

#[test]
fn scales_parameters_and_master_check_have_names() {
    let fixture = Fixture::new(dataset());
    let cover = cover(
        &fixture.context(),
        fixture.placed(SheetKind::Cover),
        &fixture.key_rows(),
    );
    let names: Vec<String> = cover
        .names
        .iter()
        .map(|name| format!("{} {}!{}", name.name, name.target.sheet, name.target.range))
        .collect();
    assert_eq!(
        names,
        [
            "scale_money 封面!C9",
            "scale_price 封面!C10",
            "master_check 检查!K2",
            "parameter_change_percent 封面!C11",
        ]
    );
}
