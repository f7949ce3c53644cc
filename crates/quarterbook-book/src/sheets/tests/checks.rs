//! The Checks sheet.

use std::collections::BTreeMap;

use quarterbook_data::{Label, Period, Series, Status};
use quarterbook_formula::Expr;

use super::fixture::snapshot_of;
use crate::checks::{PlacedCheck, Relation};
use crate::layout::Layout;
use crate::template::{CheckKind, Consequence, FormatWord, UnitWord};

/// One check for each outcome, and an identity.
pub(super) fn placed_checks(layout: &Layout) -> Vec<PlacedCheck> {
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
        is_one_cell: false,
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

#[test]
fn every_outcome_of_a_check_shows_and_identities_are_counted_apart() {
    insta::assert_snapshot!(snapshot_of("checks", None));
}
