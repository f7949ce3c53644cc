//! References, kept relative to the cell that holds the formula.

use std::sync::Arc;

use quarterbook_data::CellAddress;

/// A handle for a sheet; its name lives in [`Sheets`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SheetId(pub u32);

/// The sheets of a workbook in their order, so that trees can hold handles instead of names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheets {
    names: Vec<Arc<str>>,
}

impl Sheets {
    /// Adds a sheet behind the others. Names are told apart as Excel does, without regard to case:
    /// a name that is there already gives the handle it has.
    pub fn add(&mut self, name: &str) -> SheetId {
        self.find(name).unwrap_or_else(|| {
            self.names.push(Arc::from(name));
            SheetId(self.names.len() as u32 - 1)
        })
    }

    /// The handle of the sheet with this name, without regard to case.
    pub fn find(&self, name: &str) -> Option<SheetId> {
        let wanted = name.to_lowercase();
        self.names
            .iter()
            .position(|known| known.to_lowercase() == wanted)
            .map(|index| SheetId(index as u32))
    }

    /// The sheet's name; empty for a handle of another workbook.
    pub fn name(&self, sheet: SheetId) -> &str {
        self.names.get(sheet.0 as usize).map_or("", |name| name)
    }

    /// Every sheet, in order.
    pub fn iter(&self) -> impl Iterator<Item = (SheetId, &str)> {
        self.names
            .iter()
            .enumerate()
            .map(|(index, name)| (SheetId(index as u32), &**name))
    }
}

/// One coordinate of a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Axis {
    /// So many rows or columns from the cell that holds the formula.
    Relative(i32),
    /// A fixed 0-based row or column, printed with `$`.
    Absolute(u32),
}

impl Axis {
    /// The 0-based coordinate seen from `host`; `None` below zero. The upper bound is not checked.
    pub fn resolve(self, host: u32) -> Option<u32> {
        match self {
            Self::Relative(offset) => host.checked_add_signed(offset),
            Self::Absolute(index) => Some(index),
        }
    }

    /// The relative coordinate that leads from `host` to `target`.
    pub const fn relative(target: u32, host: u32) -> Self {
        Self::Relative(target as i32 - host as i32)
    }
}

/// One cell, seen from the formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CellReference {
    /// The row.
    pub row: Axis,
    /// The column.
    pub column: Axis,
}

impl CellReference {
    /// The relative reference that leads from `host` to `target`.
    pub const fn relative(target: CellAddress, host: CellAddress) -> Self {
        Self {
            row: Axis::relative(target.row, host.row),
            column: Axis::relative(target.column, host.column),
        }
    }

    /// The fixed reference to `target`: `$B$7`.
    pub const fn absolute(target: CellAddress) -> Self {
        Self {
            row: Axis::Absolute(target.row),
            column: Axis::Absolute(target.column),
        }
    }

    /// The cell it means in a formula held by `host`; `None` off the grid.
    pub fn resolve(self, host: CellAddress) -> Option<CellAddress> {
        let cell = CellAddress::new(self.row.resolve(host.row)?, self.column.resolve(host.column)?);
        cell.is_on_grid().then_some(cell)
    }
}

/// What a reference covers on its sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Area {
    /// `B7`
    Cell(CellReference),
    /// `B7:D9`; both corners belong to it.
    Range(CellReference, CellReference),
    /// `2:5`: whole rows.
    Rows(Axis, Axis),
    /// `B:D`: whole columns.
    Columns(Axis, Axis),
}

/// Which sheets a reference speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SheetSpan {
    /// `收入!`
    One(SheetId),
    /// `Q1:Q4!`: a 3-D reference over the sheets from the first to the last.
    Through(SheetId, SheetId),
}

/// What a formula can point at.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Reference {
    /// Cells; without a sheet those of the formula's own.
    Cells {
        /// The sheet or sheets; `None` for the formula's own.
        sheets: Option<SheetSpan>,
        /// The cells.
        area: Area,
    },
    /// Part of a table: `tblRevenue[收入]`.
    Table(TableReference),
    /// A defined name.
    Name(Arc<str>),
}

/// A structured reference.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TableReference {
    /// The table's name; `None` inside the table itself, for `[@收入]`.
    pub table: Option<Arc<str>>,
    /// Which rows.
    pub rows: TableRows,
    /// Which columns.
    pub columns: TableColumns,
}

/// Which rows of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum TableRows {
    /// The rows between headers and totals.
    #[default]
    Data,
    /// `[#All]`
    All,
    /// `[#Headers]`
    Headers,
    /// `[#Totals]`
    Totals,
    /// `[#Headers],[#Data]`
    HeadersAndData,
    /// `[#Data],[#Totals]`
    DataAndTotals,
    /// `@`: the row the formula stands in.
    ThisRow,
}

/// Which columns of a table.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TableColumns {
    /// All of them.
    All,
    /// One column, by its header.
    One(Arc<str>),
    /// From one column to another.
    Through(Arc<str>, Arc<str>),
}
