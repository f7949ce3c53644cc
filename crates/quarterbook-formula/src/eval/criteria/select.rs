//! Which cells of a range fulfil all criteria.

use std::rc::Rc;

use crate::eval::criteria::Criterion;
use crate::eval::criteria::codes::Codes;
use crate::eval::criteria::index::ColumnIndex;
use crate::eval::grid::{BLANK, Column};
use crate::eval::interpreter::Interpreter;
use crate::eval::operand::SheetRange;
use crate::{ErrorValue, Value};

/// A range with the condition on its cells.
pub(crate) struct Condition {
    pub(crate) area: SheetRange,
    pub(crate) criterion: Criterion,
}

/// The places that fulfil every condition, as rows and columns from the upper left corner, row by row; beside
/// them how many cells below the last used row fulfil them too.
#[derive(Debug, Default)]
pub(crate) struct Selection {
    pub(crate) places: Vec<(u32, u32)>,
    pub(crate) blank_rest: u64,
}

/// Finds the places that fulfil every condition.
///
/// # Errors
/// `#VALUE!` when the ranges differ in shape.
pub(crate) fn select(interpreter: &Interpreter, conditions: &[Condition]) -> Result<Selection, ErrorValue> {
    let Some(first) = conditions.first() else {
        return Err(ErrorValue::Value);
    };
    let (rows, columns) = (first.area.range.rows(), first.area.range.columns());
    let differs = |other: &Condition| (other.area.range.rows(), other.area.range.columns()) != (rows, columns);
    if conditions.iter().any(differs) {
        return Err(ErrorValue::Value);
    }
    let used_rows = |condition: &Condition| {
        let used = interpreter
            .grid
            .sheet(condition.area.sheet)
            .map_or(0, |sheet| sheet.used_rows);
        used.saturating_sub(condition.area.range.first.row)
    };
    let limit = conditions.iter().map(used_rows).max().unwrap_or(0).min(rows);
    let used_columns = |condition: &Condition| {
        let used = interpreter
            .grid
            .sheet(condition.area.sheet)
            .map_or(0, |sheet| sheet.columns.len() as u32);
        used.saturating_sub(condition.area.range.first.column)
    };
    let column_limit = conditions.iter().map(used_columns).max().unwrap_or(0).min(columns);
    let mut selection = Selection::default();
    for column in 0..column_limit {
        let rows = select_in_column(interpreter, conditions, column, limit);
        selection.places.extend(rows.into_iter().map(|row| (row, column)));
    }
    if column_limit > 1 {
        selection.places.sort_unstable();
    }
    if conditions.iter().all(|condition| condition.criterion.matches(BLANK)) {
        let all = u64::from(rows) * u64::from(columns);
        selection.blank_rest = all - u64::from(limit) * u64::from(column_limit);
    }
    Ok(selection)
}

/// One column of one condition.
struct Slice<'a> {
    column: Option<&'a Column>,
    first_row: u32,
    criterion: &'a Criterion,
}

impl<'a> Slice<'a> {
    fn new(interpreter: &'a Interpreter, condition: &'a Condition, column: u32) -> Self {
        let SheetRange { sheet, range } = condition.area;
        Self {
            column: interpreter.grid.column(sheet, range.first.column + column),
            first_row: range.first.row,
            criterion: &condition.criterion,
        }
    }

    fn value(&self, row: u32) -> &Value {
        self.column
            .and_then(|column| column.values.get(column.position(self.first_row + row)?))
            .unwrap_or(BLANK)
    }

    /// The rows below `limit` that fulfil the condition; `None` when blank cells do, which are not listed.
    fn matching_rows(&self, limit: u32) -> Option<Vec<u32>> {
        if self.criterion.matches(BLANK) {
            return None;
        }
        let Some(column) = self.column.filter(|_| limit > 0) else {
            return Some(Vec::new());
        };
        let span = column.span(self.first_row, self.first_row + limit - 1);
        let rows = column.rows[span.clone()].iter().zip(&column.values[span]);
        Some(
            rows.filter(|(_, value)| self.criterion.matches(value))
                .map(|(row, _)| row - self.first_row)
                .collect(),
        )
    }
}

fn select_in_column(interpreter: &Interpreter, conditions: &[Condition], column: u32, limit: u32) -> Vec<u32> {
    let (mut indexed, mut read) = (Vec::<Indexed>::new(), Vec::new());
    for condition in conditions {
        let Some(found) = Indexed::new(interpreter, condition, column) else {
            read.push(Slice::new(interpreter, condition, column));
            continue;
        };
        // Two bounds on one column are one stretch of its values.
        match indexed.iter_mut().find(|known| Rc::ptr_eq(&known.index, &found.index)) {
            Some(known) => known.narrow(&found),
            None => indexed.push(found),
        }
    }
    let narrowest = (0..indexed.len())
        .filter(|&at| !indexed[at].takes_blanks)
        .min_by_key(|&at| indexed[at].index.count(&indexed[at].codes));
    let candidates = match narrowest {
        Some(at) => indexed.swap_remove(at).rows(),
        None => (0..read.len())
            .find_map(|at| {
                let rows = read[at].matching_rows(limit)?;
                read.swap_remove(at);
                Some(rows)
            })
            .unwrap_or_else(|| (0..limit).collect()),
    };
    candidates
        .into_iter()
        .filter(|&row| {
            row < limit
                && indexed.iter().all(|condition| condition.holds(row))
                && read.iter().all(|slice| slice.criterion.matches(slice.value(row)))
        })
        .collect()
}

/// A condition on an indexed column, or several on the same one.
struct Indexed {
    index: Rc<ColumnIndex>,
    first_row: u32,
    codes: Codes,
    takes_blanks: bool,
}

impl Indexed {
    fn new(interpreter: &Interpreter, condition: &Condition, column: u32) -> Option<Self> {
        let SheetRange { sheet, range } = condition.area;
        let column = range.first.column + column;
        let cells = interpreter.grid.column(sheet, column)?;
        let part = (sheet, column, range.first.row, range.last.row);
        let index = interpreter.caches.criteria.borrow_mut().index(part, cells)?;
        Some(Self {
            codes: Codes::new(&condition.criterion, &index),
            index,
            first_row: range.first.row,
            takes_blanks: condition.criterion.matches(BLANK),
        })
    }

    fn narrow(&mut self, other: &Self) {
        self.codes = self.codes.intersection(&other.codes);
        self.takes_blanks &= other.takes_blanks;
    }

    /// The rows that fulfil it, from the range's first one; without those that have nothing in them.
    fn rows(&self) -> Vec<u32> {
        let mut rows = self.index.rows(&self.codes);
        for row in &mut rows {
            *row -= self.first_row;
        }
        rows
    }

    fn holds(&self, row: u32) -> bool {
        match self.index.code(self.first_row + row) {
            Some(code) => self.codes.contains(code),
            None => self.takes_blanks,
        }
    }
}
