//! Which cells of a range fulfil all criteria.

use quarterbook_data::CellAddress;

use crate::eval::criteria::Criterion;
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

impl Slice<'_> {
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
    let slices: Vec<Slice> = conditions
        .iter()
        .map(|condition| Slice {
            column: interpreter
                .grid
                .column(condition.area.sheet, condition.area.range.first.column + column),
            first_row: condition.area.range.first.row,
            criterion: &condition.criterion,
        })
        .collect();
    let indexed = conditions
        .iter()
        .enumerate()
        .filter_map(|(at, condition)| Some((at, rows_by_index(interpreter, condition, column)?)))
        .min_by_key(|(_, rows)| rows.len());
    let (used, candidates) = match indexed {
        Some((at, rows)) => (Some(at), rows),
        None => slices
            .iter()
            .enumerate()
            .find_map(|(at, slice)| Some((Some(at), slice.matching_rows(limit)?)))
            .unwrap_or_else(|| (None, (0..limit).collect())),
    };
    let others: Vec<&Slice> = slices
        .iter()
        .enumerate()
        .filter(|(at, _)| Some(*at) != used)
        .map(|(_, slice)| slice)
        .collect();
    candidates
        .into_iter()
        .filter(|&row| row < limit && others.iter().all(|slice| slice.criterion.matches(slice.value(row))))
        .collect()
}

/// The rows an equality finds in the index of its column, from the range's first row.
fn rows_by_index(interpreter: &Interpreter, condition: &Condition, column: u32) -> Option<Vec<u32>> {
    let Criterion::Equal(wanted) = &condition.criterion else {
        return None;
    };
    let SheetRange { sheet, range } = condition.area;
    let cell = CellAddress::new(range.first.row, range.first.column + column);
    let cells = interpreter.grid.column(sheet, cell.column)?;
    let part = (sheet, cell.column, range.first.row, range.last.row);
    let index = interpreter.caches.criteria.borrow_mut().index(part, cells)?;
    let rows = index.rows(wanted)?;
    Some(rows.iter().map(|row| row - range.first.row).collect())
}
