//! The Changes sheet.

use quarterbook_data::{CellAddress, Dataset, Period, Scale, Series};
use quarterbook_formula::Value;

use super::figures::{dataset, figure, money};
use super::fixture::{Fixture, snapshot_of};
use crate::diff::{Change, ChangeKind};
use crate::draft::DraftContent;
use crate::sheets::{Comparison, changes};
use crate::template::SheetKind;

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
