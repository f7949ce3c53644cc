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
    let revenue = Change {
        sheet,
        row: "revenue".to_owned(),
        label: "收入".to_owned(),
        unit: "人民币亿元".to_owned(),
        column: "FY2024".to_owned(),
        cell: Some(cell),
        kind: ChangeKind::Restated {
            old: Value::Number(5.0),
            new: Value::Number(5.4),
            old_source: "data/2023.xlsx, 摘要!C4 “5.0”".to_owned(),
            new_source: "data/2024.xlsx, 摘要!C4 “5.4”".to_owned(),
        },
    };
    let margin = fixture.layout.input(&Series::total("gross_margin")).unwrap();
    let margin = Change {
        row: "gross_margin".to_owned(),
        label: "毛利率".to_owned(),
        unit: "%".to_owned(),
        cell: Some(fixture.layout.cell(margin, Period::year(2024)).unwrap().cell),
        kind: ChangeKind::NewFigure(Value::Number(0.491)),
        ..revenue.clone()
    };
    let restated_margin = Change {
        kind: ChangeKind::ResultChanged(Value::Number(0.45), Value::Number(0.491)),
        ..margin.clone()
    };
    let comparison = Comparison {
        previous: "2024-06.xlsx".to_owned(),
        changes: [
            vec![revenue.clone(), margin, restated_margin],
            events(&revenue, &fixture.placed(SheetKind::Checks).name),
        ]
        .concat(),
    };
    insta::assert_snapshot!(snapshot_of("changes", Some(&comparison)));
}

/// What can come, go and turn between two quarters, and a figure of a new period, which is no change.
fn events(of: &Change, checks: &str) -> Vec<Change> {
    let turned = ChangeKind::CheckChanged {
        old: "OK".to_owned(),
        new: "FAIL".to_owned(),
        sides: (Value::Number(5.3), Value::Number(5.4)),
    };
    let event = |sheet: &str, label: &str, column: &str, kind| Change {
        sheet: sheet.to_owned(),
        label: label.to_owned(),
        column: column.to_owned(),
        kind,
        ..of.clone()
    };
    vec![
        event("", "", "1H25", ChangeKind::PeriodAdded(7)),
        event("", "", "FY2019", ChangeKind::PeriodRemoved),
        event(&of.sheet, "收入", "1H25", ChangeKind::NewFigure(Value::Number(3.24))),
        event(&of.sheet, "研发费用", "", ChangeKind::RowAdded(3)),
        event(&of.sheet, "销量", "", ChangeKind::RowRemoved),
        event(checks, "各产品之和等于收入", "FY2024", turned),
        event(checks, "占比之和", "FY2024", ChangeKind::CheckAdded("OK".to_owned())),
        event("", "data/2024.xlsx", "", ChangeKind::FileAdded(12)),
        event("", "data/2022.xlsx", "", ChangeKind::FileRemoved),
    ]
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
    let text = &sheet.cells[&CellAddress::new(9, 0)].content;
    assert!(
        matches!(text, DraftContent::Text(text) if text.starts_with("无重述")),
        "{text:?}"
    );
}
