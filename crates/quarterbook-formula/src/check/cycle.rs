//! Formulas that lead back to themselves.

use std::collections::BTreeMap;
use std::fmt::Write;

use quarterbook_data::{CellAddress, CellRange, MAX_COLUMNS, MAX_ROWS};

use crate::{Area, Expr, Reference, SheetId, SheetSpan, Sheets, quoted_sheet};

/// A cell with a formula, and the cells the formula reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormulaCell {
    /// Its sheet.
    pub sheet: SheetId,
    /// Where it stands.
    pub cell: CellAddress,
    /// What it reads; see [`precedents`].
    pub precedents: Vec<(SheetId, CellRange)>,
}

/// Cells that each read the next one, the last one reading the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cycle(pub Vec<(SheetId, CellAddress)>);

impl Cycle {
    /// The cycle spelled out, back to where it began: `A1 → 收入!B2 → A1`, sheets named where they change.
    pub fn text(&self, sheets: &Sheets) -> String {
        let mut text = String::new();
        let mut before = None;
        for (sheet, cell) in self.0.iter().chain(self.0.first()) {
            let arrow = if text.is_empty() { "" } else { " → " };
            let _infallible = if before == Some(*sheet) {
                write!(text, "{arrow}{cell}")
            } else {
                write!(text, "{arrow}{}!{cell}", quoted_sheet(sheets.name(*sheet)))
            };
            before = Some(*sheet);
        }
        text
    }
}

/// The ranges that a formula in this cell reads, without names and tables, which only their workbook can place.
pub fn precedents(formula: &Expr, sheet: SheetId, host: CellAddress, sheets: &Sheets) -> Vec<(SheetId, CellRange)> {
    let mut found = Vec::new();
    for leaf in formula.leaves() {
        let Reference::Cells { sheets: span, area } = leaf else {
            continue;
        };
        let Some(range) = range(*area, host) else {
            continue;
        };
        match span {
            None => found.push((sheet, range)),
            Some(SheetSpan::One(other)) => found.push((*other, range)),
            Some(SheetSpan::Through(first, last)) => found.extend(
                sheets
                    .iter()
                    .filter(|(id, _)| (first.min(last)..=first.max(last)).contains(&id))
                    .map(|(id, _)| (id, range)),
            ),
        }
    }
    found
}

fn range(area: Area, host: CellAddress) -> Option<CellRange> {
    let whole = |first: CellAddress, last: CellAddress| Some(CellRange::new(first, last));
    match area {
        Area::Cell(cell) => cell.resolve(host).map(CellRange::cell),
        Area::Range(first, last) => whole(first.resolve(host)?, last.resolve(host)?),
        Area::Rows(first, last) => whole(
            CellAddress::new(first.resolve(host.row)?, 0),
            CellAddress::new(last.resolve(host.row)?, MAX_COLUMNS - 1),
        ),
        Area::Columns(first, last) => whole(
            CellAddress::new(0, first.resolve(host.column)?),
            CellAddress::new(MAX_ROWS - 1, last.resolve(host.column)?),
        ),
    }
}

/// The first cycle among these formulas, beginning at the cell that stands first in the list; `None` when
/// every formula can be computed. Takes about as long as sorting the cells, however large the ranges are,
/// and never recurses.
///
/// ```
/// use quarterbook_data::{CellAddress, CellRange};
/// use quarterbook_formula::{FormulaCell, Sheets, find_cycle};
///
/// let mut sheets = Sheets::default();
/// let sheet = sheets.add("Data");
/// let at = |text: &str| text.parse::<CellAddress>().unwrap();
/// let reads = |cell: &str, read: &str| FormulaCell {
///     sheet,
///     cell: at(cell),
///     precedents: vec![(sheet, CellRange::cell(at(read)))],
/// };
/// let cycle = find_cycle(&[reads("A1", "B1"), reads("B1", "C1"), reads("C1", "A1")]).unwrap();
/// assert_eq!(cycle.text(&sheets), "Data!A1 → B1 → C1 → A1");
/// ```
pub fn find_cycle(formulas: &[FormulaCell]) -> Option<Cycle> {
    let mut search = Search::new(formulas);
    for start in 0..formulas.len() {
        if search.take(start)
            && let Some(path) = search.walk(start)
        {
            let place = |index: usize| (formulas[index].sheet, formulas[index].cell);
            return Some(Cycle(path.into_iter().map(place).collect()));
        }
    }
    None
}

/// A depth-first search that looks at every cell once: cells leave `fresh` when they are reached, and stand
/// in `open` as long as the path leads through them.
struct Search<'a> {
    formulas: &'a [FormulaCell],
    fresh: Columns,
    open: Columns,
}

/// Cells by sheet and column, each with its place in the list.
type Columns = BTreeMap<(SheetId, u32), BTreeMap<u32, usize>>;

/// A step of the path: a formula, and the precedent that is being looked at.
struct Step {
    formula: usize,
    precedent: usize,
}

impl<'a> Search<'a> {
    fn new(formulas: &'a [FormulaCell]) -> Self {
        let mut fresh = Columns::new();
        for (index, formula) in formulas.iter().enumerate() {
            let column = fresh.entry((formula.sheet, formula.cell.column)).or_default();
            column.entry(formula.cell.row).or_insert(index);
        }
        Self {
            formulas,
            fresh,
            open: Columns::new(),
        }
    }

    /// Moves a formula from the fresh ones to the path; false when it was not fresh.
    fn take(&mut self, index: usize) -> bool {
        let FormulaCell { sheet, cell, .. } = self.formulas[index];
        let key = (sheet, cell.column);
        let was_fresh = remove(&mut self.fresh, key, cell.row, index);
        if was_fresh {
            self.open.entry(key).or_default().insert(cell.row, index);
        }
        was_fresh
    }

    /// Follows the precedents from `start`, which has been taken; the cycle's formulas if there is one.
    fn walk(&mut self, start: usize) -> Option<Vec<usize>> {
        let mut path = vec![Step {
            formula: start,
            precedent: 0,
        }];
        while let Some(step) = path.last_mut() {
            let formula = &self.formulas[step.formula];
            let Some((sheet, range)) = formula.precedents.get(step.precedent) else {
                let key = (formula.sheet, formula.cell.column);
                remove(&mut self.open, key, formula.cell.row, step.formula);
                path.pop();
                continue;
            };
            if let Some(again) = first_in(&self.open, *sheet, *range) {
                let from = path.iter().position(|step| step.formula == again).unwrap_or(0);
                return Some(in_list_order(path[from..].iter().map(|step| step.formula).collect()));
            }
            match first_in(&self.fresh, *sheet, *range) {
                Some(next) => {
                    self.take(next);
                    path.push(Step {
                        formula: next,
                        precedent: 0,
                    });
                }
                None => step.precedent += 1,
            }
        }
        None
    }
}

fn remove(columns: &mut Columns, key: (SheetId, u32), row: u32, index: usize) -> bool {
    let Some(column) = columns.get_mut(&key) else {
        return false;
    };
    if column.get(&row) != Some(&index) {
        return false;
    }
    column.remove(&row);
    if column.is_empty() {
        columns.remove(&key);
    }
    true
}

fn first_in(columns: &Columns, sheet: SheetId, range: CellRange) -> Option<usize> {
    columns
        .range((sheet, range.first.column)..=(sheet, range.last.column))
        .find_map(|(_, rows)| rows.range(range.first.row..=range.last.row).next())
        .map(|(_, index)| *index)
}

/// The same round, beginning at the cell that stands first in the list.
fn in_list_order(mut round: Vec<usize>) -> Vec<usize> {
    let first = round.iter().enumerate().min_by_key(|(_, index)| **index);
    let place = first.map_or(0, |(place, _)| place);
    round.rotate_left(place);
    round
}
