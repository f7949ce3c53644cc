//! What is wrong with formulas as texts, before names mean anything.

use quarterbook_data::Problem;

use super::read;
use crate::read::TextFiles;
use crate::template::{CheckTable, Located, SheetTable};

/// A problem for every formula of these sheets and checks that cannot be read. Building finds the same; this is for
/// books that cannot be built because of other mistakes, so that one run shows all of them.
pub fn unreadable_formulas(sheets: &[SheetTable], checks: &[CheckTable], texts: &TextFiles) -> Vec<Problem> {
    let rows = sheets.iter().flat_map(|sheet| &sheet.rows);
    let of_rows = rows.flat_map(|row| row.formula.iter().chain(row.formula_by_band.values()));
    let all = of_rows.chain(checks.iter().map(|check| &check.formula));
    all.filter_map(|formula| unreadable(formula, texts)).collect()
}

fn unreadable(formula: &Located, texts: &TextFiles) -> Option<Problem> {
    let error = read(formula.as_str()).err()?;
    let place = texts.place_in(formula, error.span.clone());
    Some(Problem::error(error.message).at(place).maybe_hint(error.hint))
}
