//! Checks for each period and member, with live formulas for both sides and for the tolerance.

use quarterbook_data::{CellAddress, Frequency, Problem, Status};
use quarterbook_formula::{EvaluateError, Expr, Model, Value};

use super::PlacedCheck;
use super::evidence::{Candidate, EXPECTED, Evidence, Trial, evidence, figure_at};
use super::inline::{Origins, single};
use super::read::ReadCheck;
use super::tolerance::tolerance;
use crate::book::Book;
use crate::formula::{Frame, Leaf, Meaning, Scope, Written, fixed_at, format, leaves, lower, problem, resolve, unit};
use crate::layout::{Layout, PlacedRow, SheetCell};
use crate::template::{CheckKind, FormatWord, UnitWord};

/// Both sides of a check in one band, their references relative to any column of it.
#[derive(Debug, Clone)]
pub(crate) struct LoweredCheck<'a> {
    pub(crate) check: &'a ReadCheck<'a>,
    pub(crate) band: Frequency,
    pub(crate) actual: Expr,
    pub(crate) expected: Expr,
}

/// Writes both sides of every check for every band.
pub(crate) fn lower_checks<'a>(
    book: &Book,
    layout: &Layout,
    checks: &'a [ReadCheck<'a>],
) -> (Vec<LoweredCheck<'a>>, Vec<Problem>) {
    let mut lowered = Vec::new();
    let mut problems = Vec::new();
    for check in checks {
        let bands = layout
            .axis
            .bands
            .iter()
            .filter(|band| check.bands.contains(&band.frequency));
        for band in bands {
            let scope = Scope {
                book,
                index: &layout.index,
                sheet: None,
                members: &check.members,
            };
            let frame = Frame {
                scope,
                layout,
                band,
                host_row: 0,
            };
            let mut side = |written: &Written<'_>| {
                lower(&written.tree, frame)
                    .map_err(|error| problems.push(problem(book, written.text, &error)))
                    .ok()
            };
            if let (Some(actual), Some(expected)) = (side(&check.actual), side(&check.expected)) {
                lowered.push(LoweredCheck {
                    check,
                    band: band.frequency,
                    actual,
                    expected,
                });
            }
        }
    }
    (lowered, problems)
}

/// The checks of the workbook: one for each period in which the expected side has a figure. `model` holds
/// every cell but those of the Checks sheet.
///
/// # Errors
/// When the model cannot be evaluated.
pub(crate) fn place_checks(
    book: &Book,
    origins: Origins<'_>,
    lowered: &[LoweredCheck<'_>],
    model: &Model,
) -> Result<Vec<PlacedCheck>, Vec<EvaluateError>> {
    let candidates: Vec<Candidate<'_>> = lowered
        .iter()
        .flat_map(|check| candidates(check, origins.layout))
        .collect();
    let trial = Trial::new(model, &candidates);
    let results = trial.model.evaluate()?;
    let known = |cell: SheetCell| results.get(cell.sheet, cell.cell).clone();
    let origins = Origins {
        known: &known,
        ..origins
    };
    let mut placed = Vec::new();
    for (row, candidate) in (0..).zip(&candidates) {
        if !matches!(
            results.get(trial.sheet, CellAddress::new(row, EXPECTED)),
            Value::Number(_)
        ) {
            continue;
        }
        let evidence = evidence(candidate, row, &trial, origins)?;
        placed.push(finish(book, candidate, evidence, origins));
    }
    Ok(placed)
}

fn candidates<'a>(lowered: &LoweredCheck<'a>, layout: &Layout) -> Vec<Candidate<'a>> {
    let Some(band) = layout.axis.band(lowered.band) else {
        return Vec::new();
    };
    let fixed = |tree: &Expr, column| fixed_at(tree.clone(), CellAddress::new(0, column));
    band.columns()
        .map(|(column, period)| Candidate {
            check: lowered.check,
            period,
            actual: fixed(&lowered.actual, column),
            expected: fixed(&lowered.expected, column),
        })
        .collect()
}

fn finish(book: &Book, candidate: &Candidate<'_>, evidence: Evidence, origins: Origins<'_>) -> PlacedCheck {
    let Candidate {
        check,
        period,
        actual,
        expected,
    } = candidate;
    let (unit, format) = shown_as(book, check, origins.layout);
    PlacedCheck {
        id: check.table.id.as_str().to_owned(),
        kind: match evidence {
            Evidence::Own => check.table.kind,
            Evidence::RestsOnItself | Evidence::OneCell => CheckKind::Identity,
        },
        is_one_cell: evidence == Evidence::OneCell,
        label: check.label.clone(),
        period: *period,
        tolerance: tolerance(actual, expected, origins),
        actual: actual.clone(),
        expected: expected.clone(),
        relation: check.relation,
        consequence: check.table.otherwise,
        note: check.table.note.label(),
        status: status(expected, origins),
        format,
        unit,
    }
}

/// How firmly the expected figure is stated, when the expected side is one figure.
fn status(expected: &Expr, origins: Origins<'_>) -> Option<Status> {
    let Expr::Leaf(reference) = origins.carry(expected.clone()) else {
        return None;
    };
    let figure = figure_at(single(&reference)?, origins.layout)?;
    Some(figure.status)
}

/// The unit and format of what is compared: of the first row the expected side names, else of the
/// actual side's.
fn shown_as(book: &Book, check: &ReadCheck<'_>, layout: &Layout) -> (Option<UnitWord>, Option<FormatWord>) {
    let scope = Scope {
        book,
        index: &layout.index,
        sheet: None,
        members: &check.members,
    };
    let of = |written: &Written<'_>| {
        let word = unit(&written.tree).map(|unit| (Some(unit), format(&written.tree)));
        word.or_else(|| first_row(&written.tree, scope, layout).map(|row| (row.unit, row.format)))
    };
    of(&check.expected).or_else(|| of(&check.actual)).unwrap_or_default()
}

fn first_row<'a>(tree: &Expr<Leaf>, scope: Scope<'_>, layout: &'a Layout) -> Option<&'a PlacedRow> {
    let mut leaves = leaves(tree).into_iter();
    leaves.find_map(|leaf| match leaf {
        Leaf::Rows(rows) => match resolve(rows, scope).ok()? {
            Meaning::Rows(ids) => ids.first().map(|id| layout.row(*id)),
            Meaning::Inputs(series) => layout.input(series.first()?),
        },
        _ => None,
    })
}
