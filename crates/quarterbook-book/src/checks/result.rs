//! How the checks came out, read from the finished workbook.

use quarterbook_data::CellAddress;
use quarterbook_formula::Value;

use super::{CheckResult, Outcome, PlacedCheck};
use crate::book::Book;
use crate::layout::{CHECK_COLUMNS, CHECKS_FIRST_ROW, Layout};
use crate::template::SheetKind;
use crate::workbook::Workbook;

/// The results, in the order of the Checks sheet; none when the template has no such sheet.
pub(crate) fn check_results(
    book: &Book,
    layout: &Layout,
    checks: &[PlacedCheck],
    workbook: &Workbook,
) -> Vec<CheckResult> {
    let sheet = layout
        .sheet_of(SheetKind::Checks)
        .and_then(|sheet| workbook.sheet(&sheet.name));
    let Some(sheet) = sheet else {
        return Vec::new();
    };
    let result = |(row, check): (u32, &PlacedCheck)| {
        let value = |column| sheet.value(CellAddress::new(row, column));
        let number = |column| match value(column) {
            Value::Number(number) => Some(number),
            _ => None,
        };
        CheckResult {
            id: check.id.clone(),
            kind: check.kind,
            label: book.text(&check.label).to_owned(),
            period: check.period,
            actual: number(CHECK_COLUMNS.actual),
            expected: number(CHECK_COLUMNS.expected),
            tolerance: number(CHECK_COLUMNS.tolerance),
            outcome: outcome(&value(CHECK_COLUMNS.result)),
        }
    };
    (CHECKS_FIRST_ROW..).zip(checks).map(result).collect()
}

fn outcome(value: &Value) -> Outcome {
    let known = [Outcome::Ok, Outcome::NotAvailable, Outcome::Warn];
    match value {
        Value::Text(text) => known
            .into_iter()
            .find(|outcome| outcome.word() == &**text)
            .unwrap_or(Outcome::Fail),
        _ => Outcome::Fail,
    }
}
