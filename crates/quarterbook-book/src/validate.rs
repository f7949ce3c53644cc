//! What has to hold before a workbook is evaluated, and what evaluation may trip over, in the template's words.

use std::collections::{BTreeMap, BTreeSet};

use quarterbook_data::{CellAddress, Place, Problem};
use quarterbook_formula::{EvaluateError, FormulaCell, Known, Obstacle, SheetId, check, find_cycle, precedents};

use crate::compose::Context;
use crate::draft::{Draft, DraftContent};
use crate::layout::PlacedRow;

/// Checks every formula against Excel's limits, and looks for a cycle.
///
/// # Errors
/// Each formula that Excel would not take, once a row, and the first cycle with its rows by name.
pub(crate) fn validate(draft: &Draft, context: Context<'_>) -> Result<(), Vec<Problem>> {
    let names: BTreeSet<String> = draft.names.iter().map(|name| name.name.clone()).collect();
    let tables = BTreeMap::new();
    let known = Known {
        sheets: &draft.handles,
        names: &names,
        tables: &tables,
        own_table: None,
    };
    let mut problems: Vec<Problem> = Vec::new();
    let mut cells = Vec::new();
    for sheet in &draft.sheets {
        for (cell, content) in &sheet.cells {
            let DraftContent::Formula(tree) = &content.content else {
                continue;
            };
            for finding in check(tree, *cell, known) {
                let mut problem = finding.problem();
                problem.place = place_of(context, sheet.handle, *cell);
                problem.message = format!("{}: {}", name_of(context, sheet.handle, *cell), problem.message);
                if problem.is_error() && !problems.iter().any(|known| known.place == problem.place) {
                    problems.push(problem);
                }
            }
            cells.push(FormulaCell {
                sheet: sheet.handle,
                cell: *cell,
                precedents: precedents(tree, sheet.handle, *cell, &draft.handles),
            });
        }
    }
    if let Some(cycle) = find_cycle(&cells) {
        problems.push(cycle_problem(context, &cycle.0));
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

fn cycle_problem(context: Context<'_>, cells: &[(SheetId, CellAddress)]) -> Problem {
    let names: Vec<String> = cells
        .iter()
        .chain(cells.first())
        .map(|(sheet, cell)| name_of(context, *sheet, *cell))
        .collect();
    let place = cells
        .first()
        .map_or(Place::Nowhere, |(sheet, cell)| place_of(context, *sheet, *cell));
    Problem::error(format!("a row depends on itself: {}", names.join(" → ")))
        .at(place)
        .hint("a row that has the name of a line hides it; write inputs.NAME to read the figure itself")
}

/// What evaluation could not do, in the template's words.
pub(crate) fn evaluation_problems(errors: &[EvaluateError], context: Context<'_>) -> Vec<Problem> {
    let mut problems: Vec<Problem> = Vec::new();
    for error in errors {
        let what = match &error.reason {
            Obstacle::Cycle(cells) => format!("it depends on itself: {}", cells.join(" → ")),
            other => other.to_string(),
        };
        let name = name_of(context, error.sheet, error.cell);
        let problem = Problem::error(format!("{name}: {what}")).at(place_of(context, error.sheet, error.cell));
        if !problems
            .iter()
            .any(|known| known.place == problem.place && known.place != Place::Nowhere)
        {
            problems.push(problem);
        }
    }
    problems
}

/// `growth in 1H25` for a row's cell, `Checks!E8` for any other.
pub(crate) fn name_of(context: Context<'_>, sheet: SheetId, cell: CellAddress) -> String {
    let row = row_at(context, sheet, cell).and_then(|row| row.name.as_ref());
    let mut columns = context.layout.axis.bands.iter().flat_map(crate::layout::Band::columns);
    let period = columns
        .find(|(column, _)| *column == cell.column)
        .map(|(_, period)| period);
    match (row, period) {
        (Some(name), Some(period)) => format!("{name} in {}", context.period_label(period, None)),
        _ => format!("{}!{cell}", context.layout.handles.name(sheet)),
    }
}

/// Where the template says what a cell holds.
pub(crate) fn place_of(context: Context<'_>, sheet: SheetId, cell: CellAddress) -> Place {
    let table = row_at(context, sheet, cell).and_then(|row| row.table);
    let formula = table.and_then(|place| {
        let row = &context.book.template.sheets[place.sheet].rows[place.row];
        row.formula.as_ref().or_else(|| row.formula_by_band.values().next())
    });
    formula.map_or(Place::Nowhere, |formula| context.book.texts.place_of(formula))
}

fn row_at(context: Context<'_>, sheet: SheetId, cell: CellAddress) -> Option<&PlacedRow> {
    context.layout.rows_of(sheet).find(|row| row.row == cell.row)
}
