//! The block of chart data below the charts of a sheet.

use quarterbook_formula::Expr;

/// Rows of cells that charts draw and rows of figures do not have.
#[derive(Debug, Clone, Default)]
pub(in crate::compose) struct DataBlock {
    /// The 0-based row of its heading.
    pub(in crate::compose) first_row: u32,
    /// Its rows, below the heading.
    pub(in crate::compose) rows: Vec<DataRow>,
}

/// A row of the block.
#[derive(Debug, Clone, Default)]
pub(in crate::compose) struct DataRow {
    /// What stands in the label column.
    pub(in crate::compose) label: Option<Label>,
    /// Texts by column: the heads of a list.
    pub(in crate::compose) heads: Vec<(u32, &'static str)>,
    /// Formulas by column.
    pub(in crate::compose) cells: Vec<(u32, Expr)>,
    /// Excel's number format code of the formulas.
    pub(in crate::compose) format: String,
}

/// What stands in the label column of a row.
#[derive(Debug, Clone)]
pub(in crate::compose) enum Label {
    /// A word of the program's own.
    Text(String),
    /// The label of another row.
    Link(Expr),
}

impl DataBlock {
    /// An empty block whose heading stands in this 0-based row.
    pub(super) const fn new(first_row: u32) -> Self {
        Self {
            first_row,
            rows: Vec::new(),
        }
    }

    /// Whether there is nothing in it.
    pub(super) const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The 0-based row the next row will stand in.
    pub(super) fn next_row(&self) -> u32 {
        self.first_row + 1 + self.rows.len() as u32
    }

    /// Adds a row.
    pub(super) fn push(&mut self, row: DataRow) {
        self.rows.push(row);
    }
}
