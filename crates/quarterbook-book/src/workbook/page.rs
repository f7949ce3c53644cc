//! How a sheet prints.

use quarterbook_data::CellRange;

/// Print set-up: A4, margins of the exporter's choice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PageSetup {
    /// Wider than high.
    pub landscape: bool,
    /// The size of the print in per cent, where it is not made to fit so many pages; 0 when it is.
    pub scale: u16,
    /// How many pages wide; 0 for as many as it takes.
    pub pages_wide: u16,
    /// How many pages high; 0 for as many as it takes.
    pub pages_high: u16,
    /// 0-based first and last row repeated at the top of every page.
    pub repeat_rows: Option<(u32, u32)>,
    /// 0-based first and last column repeated at the left of every page.
    pub repeat_columns: Option<(u32, u32)>,
    /// What is printed; `None` for all there is, charts included.
    pub print_area: Option<CellRange>,
    /// 0-based rows that begin a new page.
    pub breaks: Vec<u32>,
    /// 0-based columns that begin a new page; Excel heeds them only where `scale` is set.
    pub column_breaks: Vec<u32>,
    /// What stands at the foot of each page.
    pub footer: Footer,
}

/// The three parts of a footer, in Excel's footer code (`&P` for the page); `&` in texts is doubled.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Footer {
    /// Left.
    pub left: String,
    /// Centre.
    pub centre: String,
    /// Right.
    pub right: String,
}
