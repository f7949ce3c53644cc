//! Checks for each period and member, with live formulas for both sides and for the tolerance.

use quarterbook_data::{CellAddress, Frequency, Period, PrintedTotal, Problem, Status};
use quarterbook_formula::{EvaluateError, Expr, Model, SheetId, Value};

use super::inline::{Origins, fixed};
use super::read::ReadCheck;
use super::tolerance::tolerance;
use super::{PlacedCheck, Relation};
use crate::book::Book;
use crate::formula::{
    Frame, Leaf, Meaning, NOT_AVAILABLE, Scope, Written, call, fixed_at, fixed_cells, format, leaves, lower, problem,
    resolve, unit,
};
use crate::layout::{Band, Layout, PlacedRow, RowContent, SheetCell};
use crate::template::{CheckKind, Consequence, FormatWord, UnitWord};

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

/// A check of one period, before it is known whether there is anything to hold against.
#[derive(Debug, Clone)]
struct Candidate<'a> {
    check: &'a ReadCheck<'a>,
    period: Period,
    actual: Expr,
    expected: Expr,
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
        let rests_on_itself =
            candidate.check.table.kind == CheckKind::Claim && rests_on_itself(candidate, row, &trial, origins)?;
        placed.push(finish(book, candidate, rests_on_itself, origins));
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

/// The model with both sides of every candidate on a sheet of their own.
struct Trial {
    model: Model,
    sheet: SheetId,
}

const ACTUAL: u32 = 0;
const EXPECTED: u32 = 1;

impl Trial {
    fn new(model: &Model, candidates: &[Candidate<'_>]) -> Self {
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

fn finish(book: &Book, candidate: &Candidate<'_>, rests_on_itself: bool, origins: Origins<'_>) -> PlacedCheck {
    let Candidate {
        check,
        period,
        actual,
        expected,
    } = candidate;
    let (unit, format) = shown_as(book, check, origins.layout);
    PlacedCheck {
        id: check.table.id.as_str().to_owned(),
        kind: if rests_on_itself {
            CheckKind::Identity
        } else {
            check.table.kind
        },
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
    let layout = origins.layout;
    let (sheet, range) = fixed_cells(&reference)?;
    let row = layout.rows_of(sheet).find(|row| row.row == range.first.row)?;
    let RowContent::Input(series) = &row.content else {
        return None;
    };
    let mut columns = layout.axis.bands.iter().flat_map(Band::columns);
    let (_, period) = columns.find(|(column, _)| *column == range.first.column)?;
    let place = *layout.source_of.get(&(series.clone(), period))?;
    Some(layout.sources[place].figure.status)
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

/// Checks of printed totals against the figures they sum, from what the sources say of themselves.
pub(crate) fn place_totals(book: &Book, origins: Origins<'_>, totals: &[PrintedTotal]) -> Vec<PlacedCheck> {
    totals
        .iter()
        .filter_map(|total| place_total(book, origins, total))
        .collect()
}

fn place_total(book: &Book, origins: Origins<'_>, total: &PrintedTotal) -> Option<PlacedCheck> {
    let layout = origins.layout;
    let figure = &total.figure;
    let column = layout.axis.column(figure.period)?;
    let input = |series| {
        layout.input(series).map(|row| {
            fixed(SheetCell {
                sheet: row.sheet,
                cell: CellAddress::new(row.row, column),
            })
        })
    };
    let expected = input(&figure.series)?;
    let parts: Vec<Expr> = total.parts.iter().map(input).collect::<Option<_>>()?;
    let all_there = call("COUNT", parts.clone()).equals(Expr::number(parts.len() as f64));
    let actual = call("IF", [all_there, call("SUM", parts), Expr::text(NOT_AVAILABLE)]);
    let line = book.template.lines.get(&figure.series.line)?;
    Some(PlacedCheck {
        id: format!("total-{}", figure.series),
        kind: CheckKind::TieOut,
        label: crate::layout::series_label(&figure.series, book),
        period: figure.period,
        tolerance: tolerance(&actual, &expected, origins),
        actual,
        expected,
        relation: Relation::Equal,
        consequence: Consequence::Fail,
        note: quarterbook_data::Label::default(),
        status: Some(figure.status),
        format: None,
        unit: Some(line.unit),
    })
}
