//! Formulas that show one of Excel's error values.

use std::collections::BTreeSet;

use quarterbook_data::{CellAddress, CellRange, Problem};
use quarterbook_formula::{ErrorValue, Expr, Results, SheetId, Value, precedents};

use crate::compose::Context;
use crate::draft::{Draft, DraftContent};
use crate::validate::{name_of, place_of};

/// The error values of a workbook that nobody asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Faults {
    /// How many cells show one.
    pub(crate) cells: usize,
    /// A warning for each row in which errors begin.
    pub(crate) problems: Vec<Problem>,
}

/// Finds the cells that show an error. One that is meant is none: the formula writes it itself, as `na()`, or another
/// formula tests the cell, as `iferror(x, 0)` does. A cell that only passes an error on is counted, and the row it comes
/// from is named.
pub(crate) fn faults(draft: &Draft, results: &Results, context: Context<'_>) -> Faults {
    let found: Vec<Fault<'_>> = errors(draft, results);
    if found.is_empty() {
        return Faults::default();
    }
    let tested = tested_ranges(draft);
    let is_tested = |fault: &Fault<'_>| {
        let mut ranges = tested.iter();
        ranges.any(|(sheet, range)| *sheet == fault.sheet && range.contains(fault.cell))
    };
    let found: Vec<Fault<'_>> = found
        .into_iter()
        .filter(|fault| !writes_errors(fault.tree) && !is_tested(fault))
        .collect();
    let wrong: BTreeSet<(SheetId, CellAddress)> = found.iter().map(|fault| (fault.sheet, fault.cell)).collect();
    let passes_on = |fault: &Fault<'_>| {
        let read = precedents(fault.tree, fault.sheet, fault.cell, &draft.handles);
        let mut wrong = wrong.iter();
        wrong.any(|(sheet, cell)| read.iter().any(|(on, range)| on == sheet && range.contains(*cell)))
    };
    let mut rows: Vec<(&Fault<'_>, usize)> = Vec::new();
    for fault in found.iter().filter(|fault| !passes_on(fault)) {
        match rows.last_mut() {
            Some((first, more)) if first.sheet == fault.sheet && first.cell.row == fault.cell.row => *more += 1,
            _ => rows.push((fault, 0)),
        }
    }
    Faults {
        cells: found.len(),
        problems: rows
            .iter()
            .map(|(first, more)| problem(first, *more, context))
            .collect(),
    }
}

/// A formula cell that shows an error.
struct Fault<'a> {
    sheet: SheetId,
    cell: CellAddress,
    error: ErrorValue,
    tree: &'a Expr,
}

fn errors<'a>(draft: &'a Draft, results: &Results) -> Vec<Fault<'a>> {
    formulas(draft)
        .filter_map(|(sheet, cell, tree)| match results.get(sheet, cell) {
            Value::Error(error) => Some(Fault {
                sheet,
                cell,
                error: *error,
                tree,
            }),
            _ => None,
        })
        .collect()
}

fn formulas(draft: &Draft) -> impl Iterator<Item = (SheetId, CellAddress, &Expr)> {
    draft.sheets.iter().flat_map(|sheet| {
        sheet.cells.iter().filter_map(|(cell, content)| match &content.content {
            DraftContent::Formula(tree) => Some((sheet.handle, *cell, tree)),
            _ => None,
        })
    })
}

/// The cells that formulas test for errors.
fn tested_ranges(draft: &Draft) -> BTreeSet<(SheetId, CellRange)> {
    let mut ranges = BTreeSet::new();
    for (sheet, cell, tree) in formulas(draft) {
        for part in tree.parts().filter(|part| tests_for_errors(part)) {
            ranges.extend(precedents(part, sheet, cell, &draft.handles));
        }
    }
    ranges
}

fn tests_for_errors(part: &Expr) -> bool {
    let Expr::Call(function, _) = part else {
        return false;
    };
    matches!(
        function.name(),
        "IFERROR" | "IFNA" | "ISERROR" | "ISERR" | "ISNA" | "ERROR.TYPE"
    )
}

/// Whether a formula writes an error itself.
fn writes_errors(tree: &Expr) -> bool {
    tree.any(|part| match part {
        Expr::Error(_) => true,
        Expr::Call(function, _) => function.name() == "NA",
        _ => false,
    })
}

fn problem(first: &Fault<'_>, more: usize, context: Context<'_>) -> Problem {
    let name = name_of(context, first.sheet, first.cell);
    let sheet = context.layout.handles.name(first.sheet);
    let others = match more {
        0 => String::new(),
        1 => ", and one more cell of its row".to_owned(),
        more => format!(", and {more} more cells of its row"),
    };
    let message = format!("{name} is {}: {sheet}!{}{others}", first.error.code(), first.cell);
    Problem::warning(message)
        .at(place_of(context, first.sheet, first.cell))
        .hint("say what it is then, such as iferror(…, \"n.a.\"); an error that is meant is written na()")
}
