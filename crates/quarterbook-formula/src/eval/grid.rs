//! The cells while they are evaluated: columns of values sorted by row.

use quarterbook_data::{CellAddress, CellRange};

use crate::eval::operand::SheetRange;
use crate::{SheetId, Value};

/// Marks a cell that no formula fills.
pub(crate) const CONSTANT: u32 = u32::MAX;

/// A cell with nothing in it.
pub(crate) const BLANK: &Value = &Value::Blank;

/// Every sheet's cells.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grid {
    pub(crate) sheets: Vec<SheetGrid>,
}

/// A sheet's columns, from A on.
#[derive(Debug, Clone, Default)]
pub(crate) struct SheetGrid {
    pub(crate) columns: Vec<Column>,
    /// One past the last row in use.
    pub(crate) used_rows: u32,
}

/// The cells of a column that have something in them; three lists of the same length.
#[derive(Debug, Clone, Default)]
pub(crate) struct Column {
    /// 0-based rows, ascending.
    pub(crate) rows: Vec<u32>,
    /// What stands in them; blank until it is known.
    pub(crate) values: Vec<Value>,
    /// The formula that fills the cell, by writing its result or by spilling; or [`CONSTANT`].
    pub(crate) owners: Vec<u32>,
    /// How many cells wait for their formula.
    pub(crate) pending: usize,
}

impl Column {
    /// Where the row stands in the lists.
    pub(crate) fn position(&self, row: u32) -> Option<usize> {
        let guess = row.checked_sub(*self.rows.first()?)? as usize;
        if self.rows.get(guess) == Some(&row) {
            return Some(guess);
        }
        self.rows.binary_search(&row).ok()
    }

    /// The part of the lists that lies between two rows, both included.
    pub(crate) fn span(&self, first: u32, last: u32) -> std::ops::Range<usize> {
        let bound = |row: u32| match self.rows.first() {
            Some(&start) if row >= start => {
                let guess = (row - start) as usize;
                if self.rows.get(guess) == Some(&row) {
                    guess
                } else {
                    self.rows.partition_point(|&known| known < row)
                }
            }
            _ => 0,
        };
        let start = bound(first);
        start..bound(last + 1).max(start)
    }
}

impl Grid {
    /// The sheet's cells; `None` when it has none.
    pub(crate) fn sheet(&self, sheet: SheetId) -> Option<&SheetGrid> {
        self.sheets.get(sheet.0 as usize)
    }

    /// A column of a sheet; `None` when it is empty.
    pub(crate) fn column(&self, sheet: SheetId, column: u32) -> Option<&Column> {
        self.sheet(sheet)?.columns.get(column as usize)
    }

    /// What stands in a cell.
    pub(crate) fn value(&self, sheet: SheetId, cell: CellAddress) -> &Value {
        self.column(sheet, cell.column)
            .and_then(|column| column.values.get(column.position(cell.row)?))
            .unwrap_or(BLANK)
    }

    /// The formula that fills a cell, or [`CONSTANT`].
    pub(crate) fn owner(&self, sheet: SheetId, cell: CellAddress) -> u32 {
        self.column(sheet, cell.column)
            .and_then(|column| column.owners.get(column.position(cell.row)?))
            .map_or(CONSTANT, |owner| *owner)
    }

    /// The part of a range that lies within the sheet's used rows and columns; `None` when there is none.
    pub(crate) fn used_part(&self, area: SheetRange) -> Option<CellRange> {
        let sheet = self.sheet(area.sheet)?;
        let last = CellAddress::new(
            area.range.last.row.min(sheet.used_rows.checked_sub(1)?),
            area.range.last.column.min((sheet.columns.len() as u32).checked_sub(1)?),
        );
        let first = area.range.first;
        (first.row <= last.row && first.column <= last.column).then_some(CellRange { first, last })
    }

    /// The values of a range that are not blank, row by row from the left.
    pub(crate) fn filled(&self, area: SheetRange) -> Filled<'_> {
        let range = area.range;
        let columns: &[Column] = self.sheet(area.sheet).map_or(&[], |sheet| {
            let end = sheet.columns.len().min(range.last.column as usize + 1);
            sheet.columns.get(range.first.column as usize..end).unwrap_or(&[])
        });
        let cursors = columns
            .iter()
            .enumerate()
            .map(|(offset, column)| {
                let span = column.span(range.first.row, range.last.row);
                Cursor {
                    column: range.first.column + offset as u32,
                    rows: &column.rows[span.clone()],
                    values: &column.values[span],
                }
            })
            .filter(|cursor| !cursor.rows.is_empty())
            .collect();
        Filled { cursors }
    }
}

struct Cursor<'a> {
    column: u32,
    rows: &'a [u32],
    values: &'a [Value],
}

/// Iterates over cells with their places; see [`Grid::filled`].
pub(crate) struct Filled<'a> {
    cursors: Vec<Cursor<'a>>,
}

impl<'a> Iterator for Filled<'a> {
    type Item = (CellAddress, &'a Value);

    fn next(&mut self) -> Option<Self::Item> {
        let cursor = match &mut *self.cursors {
            [only] => only,
            many => many
                .iter_mut()
                .filter(|cursor| !cursor.rows.is_empty())
                .min_by_key(|cursor| (cursor.rows[0], cursor.column))?,
        };
        let (row, value) = (*cursor.rows.first()?, cursor.values.first()?);
        cursor.rows = &cursor.rows[1..];
        cursor.values = &cursor.values[1..];
        Some((CellAddress::new(row, cursor.column), value))
    }
}
