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

/// The cells of a column that have something in them; lists of the same length.
#[derive(Debug, Clone, Default)]
pub(crate) struct Column {
    /// 0-based rows, ascending.
    pub(crate) rows: Vec<u32>,
    /// What stands in them; blank until it is known.
    pub(crate) values: Vec<Value>,
    /// The formula that fills the cell, by writing its result or by spilling; or [`CONSTANT`].
    pub(crate) owners: Vec<u32>,
    /// Whether the cell is filled by spilling from another cell.
    pub(crate) spilled: Vec<bool>,
    /// How many cells wait for their formula.
    pub(crate) pending: usize,
}

impl Column {
    /// An empty column with room for so many cells.
    pub(crate) fn with_capacity(cells: usize) -> Self {
        Self {
            rows: Vec::with_capacity(cells),
            values: Vec::with_capacity(cells),
            owners: Vec::with_capacity(cells),
            spilled: Vec::with_capacity(cells),
            pending: 0,
        }
    }

    /// Adds a cell at the end; rows have to be brought into order with [`Column::sort`].
    pub(crate) fn push(&mut self, row: u32, value: Value, owner: u32, is_spilled: bool) {
        self.rows.push(row);
        self.values.push(value);
        self.owners.push(owner);
        self.spilled.push(is_spilled);
        self.pending += usize::from(owner != CONSTANT);
    }

    /// Puts the cells in the order of their rows.
    pub(crate) fn sort(&mut self) {
        if self.rows.is_sorted() {
            return;
        }
        let mut order: Vec<u32> = (0..self.rows.len() as u32).collect();
        order.sort_by_key(|&index| self.rows[index as usize]);
        let unsorted = std::mem::take(self);
        for index in order {
            let index = index as usize;
            self.push(
                unsorted.rows[index],
                unsorted.values[index].clone(),
                unsorted.owners[index],
                unsorted.spilled[index],
            );
        }
    }

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

    /// The columns of a range, as far as they are in use.
    pub(crate) fn columns(&self, area: SheetRange) -> &[Column] {
        self.sheet(area.sheet).map_or(&[], |sheet| {
            let end = sheet.columns.len().min(area.range.last.column as usize + 1);
            sheet.columns.get(area.range.first.column as usize..end).unwrap_or(&[])
        })
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

    /// Writes a formula's result.
    pub(crate) fn set(&mut self, sheet: SheetId, cell: CellAddress, value: Value) {
        let column = self.sheets.get_mut(sheet.0 as usize);
        let column = column.and_then(|sheet| sheet.columns.get_mut(cell.column as usize));
        if let Some(column) = column
            && let Some(at) = column.position(cell.row)
        {
            column.values[at] = value;
            column.pending -= 1;
        }
    }

    /// Writes every cell of a spilled range but the first one, which holds the formula.
    pub(crate) fn fill_spill(
        &mut self,
        sheet: SheetId,
        range: Option<&CellRange>,
        value: impl Fn(CellAddress) -> Value,
    ) {
        for cell in range.iter().flat_map(|range| range.cells()).skip(1) {
            self.set(sheet, cell, value(cell));
        }
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
        let cursors = self
            .columns(area)
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
