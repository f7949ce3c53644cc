//! What a check's result is worth: one that holds whatever was printed is no evidence for the figures.

use std::collections::BTreeSet;

use quarterbook_data::{CellAddress, Figure, Period};
use quarterbook_formula::{EvaluateError, Expr, Model, SheetId, Value};

use super::Relation;
use super::inline::Origins;
use super::read::ReadCheck;
use crate::formula::fixed_cells;
use crate::layout::{Band, Layout, RowContent, SheetCell};
use crate::template::CheckKind;

/// A check of one period, before it is known whether there is anything to hold against.
#[derive(Debug, Clone)]
pub(super) struct Candidate<'a> {
    pub(super) check: &'a ReadCheck<'a>,
    pub(super) period: Period,
    pub(super) actual: Expr,
    pub(super) expected: Expr,
}

/// What stands behind a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Evidence {
    /// Each side has figures of its own.
    Own,
    /// A claim is held against what was worked out from it, or a figure against those it was derived from.
    RestsOnItself,
    /// Both sides were read from the same printed cells: where one feed fills the gaps of another, a comparison of the
    /// two compares a cell with itself.
    OneCell,
}

/// What stands behind a check; `row` is its place on the trial sheet.
pub(super) fn evidence(
    candidate: &Candidate<'_>,
    row: u32,
    trial: &Trial,
    origins: Origins<'_>,
) -> Result<Evidence, Vec<EvaluateError>> {
    let kind = candidate.check.table.kind;
    if kind == CheckKind::Claim && rests_on_itself(candidate, row, trial, origins)? {
        return Ok(Evidence::RestsOnItself);
    }
    let compares = matches!(kind, CheckKind::TieOut | CheckKind::Claim) && candidate.check.relation == Relation::Equal;
    if !compares {
        return Ok(Evidence::Own);
    }
    let (actual, expected) = (
        known_figures(&candidate.actual, origins),
        known_figures(&candidate.expected, origins),
    );
    if !expected.is_empty() && printed_cells(&expected) == printed_cells(&actual) {
        return Ok(Evidence::OneCell);
    }
    let all: Vec<&Figure> = actual.into_iter().chain(expected).collect();
    let is_derived = all.iter().any(|figure| follows_from(figure, &all));
    Ok(if is_derived {
        Evidence::RestsOnItself
    } else {
        Evidence::Own
    })
}

/// Whether a derived figure was worked out from the others of a check, so that they agree whatever was printed.
fn follows_from(figure: &Figure, all: &[&Figure]) -> bool {
    let others: Vec<&Figure> = all.iter().copied().filter(|other| *other != figure).collect();
    figure.derivation.is_some() && printed_cells(&[figure]).is_subset(&printed_cells(&others))
}

/// The cells of sources that figures were read from: file, sheet and cell.
fn printed_cells<'a>(figures: &[&'a Figure]) -> BTreeSet<(&'a str, &'a str, CellAddress)> {
    let cells = figures.iter().flat_map(|figure| figure.cells());
    cells
        .map(|origin| (&*origin.file.path, &*origin.sheet, origin.cell))
        .collect()
}

/// The figures on Inputs that a side of a check reads and that are numbers.
fn known_figures<'a>(side: &Expr, origins: Origins<'a>) -> Vec<&'a Figure> {
    let cells = inputs_of(&origins.carry(side.clone()), origins);
    let known = cells
        .into_iter()
        .filter(|cell| matches!((origins.known)(*cell), Value::Number(_)));
    let layout: &'a Layout = origins.layout;
    known.filter_map(|cell| figure_at(cell, layout)).collect()
}

/// The figure that an Inputs cell holds.
pub(super) fn figure_at(cell: SheetCell, layout: &Layout) -> Option<&Figure> {
    let row = layout.rows_of(cell.sheet).find(|row| row.row == cell.cell.row)?;
    let RowContent::Input(series) = &row.content else {
        return None;
    };
    let mut columns = layout.axis.bands.iter().flat_map(Band::columns);
    let (_, period) = columns.find(|(column, _)| *column == cell.cell.column)?;
    let place = *layout.source_of.get(&(series.clone(), period))?;
    Some(&layout.sources[place].figure)
}

/// The model with both sides of every candidate on a sheet of their own.
pub(super) struct Trial {
    pub(super) model: Model,
    pub(super) sheet: SheetId,
}

pub(super) const ACTUAL: u32 = 0;
pub(super) const EXPECTED: u32 = 1;

impl Trial {
    pub(super) fn new(model: &Model, candidates: &[Candidate<'_>]) -> Self {
        let mut model = model.clone();
        let sheet = model.sheets.add("\u{1}checks");
        for (row, candidate) in (0..).zip(candidates) {
            model.set_formula(sheet, CellAddress::new(row, ACTUAL), candidate.actual.clone());
            model.set_formula(sheet, CellAddress::new(row, EXPECTED), candidate.expected.clone());
        }
        Self { model, sheet }
    }
}

/// Whether what a claim is held against moves with the claim itself: the claim's figures are nudged, and
/// the recomputed side is looked at again.
fn rests_on_itself(
    candidate: &Candidate<'_>,
    row: u32,
    trial: &Trial,
    origins: Origins<'_>,
) -> Result<bool, Vec<EvaluateError>> {
    let claimed = inputs_of(&origins.carry(candidate.expected.clone()), origins);
    let basis = inputs_of(&origins.carry(candidate.actual.clone()), origins);
    let shared: Vec<SheetCell> = claimed.into_iter().filter(|cell| basis.contains(cell)).collect();
    if shared.is_empty() {
        return Ok(false);
    }
    let mut nudged = trial.model.clone();
    for cell in shared {
        if let Value::Number(number) = (origins.known)(cell) {
            nudged.set_value(cell.sheet, cell.cell, number + number.abs().max(1.0) / 64.0);
        }
    }
    let results = nudged.evaluate()?;
    let cell = CellAddress::new(row, ACTUAL);
    Ok(*results.get(trial.sheet, cell)
        != (origins.known)(SheetCell {
            sheet: trial.sheet,
            cell,
        }))
}

fn inputs_of(expr: &Expr, origins: Origins<'_>) -> Vec<SheetCell> {
    let cells = expr
        .leaves()
        .filter_map(fixed_cells)
        .flat_map(|(sheet, range)| range.cells().map(move |cell| SheetCell { sheet, cell }));
    cells.filter(|cell| origins.is_input(*cell)).collect()
}
