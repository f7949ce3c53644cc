//! Everything a context borrows, and the sheets written from it with their results.

use std::collections::BTreeMap;
use std::fmt::Write;

use quarterbook_data::{Dataset, Frequency, Label, Series};
use quarterbook_formula::{Expr, Model, Results, Value};

use super::checks::placed_checks;
use super::figures::{book, dataset, source_file};
use crate::checks::PlacedCheck;
use crate::compose::compose;
use crate::draft::{DraftContent, DraftSheet};
use crate::layout::{Layout, Needs, PlacedSheet, RowId, expand, periods, place};
use crate::look::{Decimals, Look};
use crate::sheets::{Comparison, Context, CoverPlan, KeyRow, changes, checks, cover, sources};
use crate::template::SheetKind;
use crate::workbook::Link;
use crate::{Book, Run};

/// Everything a context borrows.
pub(super) struct Fixture {
    book: Book,
    dataset: Dataset,
    pub(super) layout: Layout,
    run: Run,
    look: Look,
    trees: BTreeMap<(RowId, Frequency), Expr>,
    checks: Vec<PlacedCheck>,
}

impl Fixture {
    pub(super) fn new(dataset: Dataset) -> Self {
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

    pub(super) fn context(&self) -> Context<'_> {
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

    pub(super) fn placed(&self, kind: SheetKind) -> &PlacedSheet {
        self.layout.sheet_of(kind).unwrap()
    }

    pub(super) fn key_rows(&self) -> CoverPlan {
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

    pub(super) fn sheets(&self, comparison: Option<&Comparison>) -> BTreeMap<&'static str, DraftSheet> {
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

/// A sheet of the book, listed.
pub(super) fn snapshot_of(name: &str, comparison: Option<&Comparison>) -> String {
    let fixture = Fixture::new(dataset());
    let sheets = fixture.sheets(comparison);
    let results = evaluated(&fixture, &sheets);
    listing(&fixture, &sheets[name], &results)
}
