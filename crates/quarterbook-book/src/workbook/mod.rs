//! The workbook model: every cell with its place, content, result and look, before any file format.
//!
//! It is what exporters get. Nothing in it is left to be worked out: formulas carry their text and their
//! result, styles are resolved, every address is final.

mod chart;
mod format;
mod number;
mod page;
mod style;
mod width;

use std::collections::BTreeMap;

use quarterbook_data::{CellAddress, CellRange};
use quarterbook_formula::{ErrorValue, Value};

pub use chart::{Axis, Chart, ChartKind, ChartSeries, DataLabels, SeriesKind};
pub use format::{Allowed, Condition, ConditionalFormat, Sparkline, SparklineKind, Validation};
pub use number::exact_number;
pub use page::{Footer, PageSetup};
pub use style::{Border, Colour, Horizontal, Style, StyleId, Styles};
pub use width::{MAX_DESCRIPTION, characters, display_width, shortened};

/// A workbook, ready to be written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Workbook {
    /// Title and the like, for the file's properties.
    pub properties: Properties,
    /// The sheets, in the order of their tabs.
    pub sheets: Vec<Sheet>,
    /// Names for cells and ranges.
    pub names: Vec<DefinedName>,
    /// The styles that cells point at.
    pub styles: Styles,
}

impl Workbook {
    /// The sheet with this name.
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.name == name)
    }

    /// What a viewer shows for each cell of a range, row by row; blank where nothing stands.
    pub fn values(&self, range: &SheetRange) -> Vec<Value> {
        let sheet = self.sheet(&range.sheet);
        range
            .range
            .cells()
            .map(|cell| sheet.map_or(Value::Blank, |sheet| sheet.value(cell)))
            .collect()
    }

    /// Every cell with its sheet, in the order of tabs, rows and columns.
    pub fn cells(&self) -> impl Iterator<Item = (&Sheet, CellAddress, &Cell)> {
        self.sheets
            .iter()
            .flat_map(|sheet| sheet.cells.iter().map(move |(address, cell)| (sheet, *address, cell)))
    }
}

/// What a file says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Properties {
    /// The workbook's title.
    pub title: String,
    /// What it is about.
    pub subject: String,
    /// A run id and what made the file.
    pub comments: String,
    /// Year, month and day the file says it was created: the as-of date, never the clock.
    pub created: Option<(i16, u8, u8)>,
}

/// One sheet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// The tab's name: legal in Excel, told apart without regard to case, at most 31 characters.
    pub name: String,
    /// The cells that hold something or look like something.
    pub cells: BTreeMap<CellAddress, Cell>,
    /// Columns by 0-based index; those not named have Excel's default width.
    pub columns: BTreeMap<u32, Column>,
    /// Rows by 0-based index; those not named fit their content.
    pub rows: BTreeMap<u32, Row>,
    /// The first cell that scrolls: what is above it and left of it stays.
    pub freeze: Option<CellAddress>,
    /// The table whose rows can be picked by value: its header row and the rows below it.
    pub filter: Option<CellRange>,
    /// Cells merged into one; only for titles and texts, never among figures.
    pub merges: Vec<CellRange>,
    /// How it prints.
    pub page: PageSetup,
    /// Charts, in the order they were asked for.
    pub charts: Vec<Chart>,
    /// Sparklines.
    pub sparklines: Vec<Sparkline>,
    /// Looks that depend on values.
    pub conditional_formats: Vec<ConditionalFormat>,
    /// What may be typed into cells.
    pub validations: Vec<Validation>,
    /// The tab's colour.
    pub tab_colour: Option<Colour>,
    /// Whether Excel draws its grid lines on screen.
    pub gridlines: bool,
    /// Zoom in per cent; 0 stands for 100.
    pub zoom: u16,
}

impl Sheet {
    /// What a viewer shows in a cell: the constant, or the formula's result.
    pub fn value(&self, cell: CellAddress) -> Value {
        self.cells.get(&cell).map_or(Value::Blank, |cell| cell.content.value())
    }

    /// The smallest range from A1 that holds every cell; `None` on an empty sheet.
    pub fn extent(&self) -> Option<CellRange> {
        let last_row = self.cells.keys().map(|cell| cell.row).max()?;
        let last_column = self.cells.keys().map(|cell| cell.column).max()?;
        Some(CellRange::new(
            CellAddress::new(0, 0),
            CellAddress::new(last_row, last_column),
        ))
    }
}

/// A column's look.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Column {
    /// Width in characters of the default font, as Excel counts it.
    pub width: f64,
    /// Outline level: 0 for none, 1 for grouped.
    pub outline: u8,
}

/// A row's look.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Row {
    /// Height in points; `None` for the height its content needs.
    pub height: Option<f64>,
    /// Outline level: 0 for none, 1 for grouped.
    pub outline: u8,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// What it holds.
    pub content: Content,
    /// How it looks.
    pub style: StyleId,
    /// Where a click leads.
    pub link: Option<Link>,
    /// A comment that shows when the pointer rests on the cell.
    pub note: Option<String>,
    /// Where the constant comes from, in a few words for listings: `S07 data/2025H1.xlsx 摘要!C8`.
    pub origin: Option<String>,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Content {
    /// Nothing; the cell has a look only.
    #[default]
    Blank,
    /// A number; dates are serial numbers with a date format.
    Number(f64),
    /// A text, always a text: one that begins with `=` stays what it is.
    Text(String),
    /// TRUE or FALSE.
    Bool(bool),
    /// An error, where a formula's array spills one.
    Error(ErrorValue),
    /// A formula with its result.
    Formula(Formula),
}

impl Content {
    /// What a viewer shows. A formula that gives an empty cell shows 0, as in Excel.
    pub fn value(&self) -> Value {
        match self {
            Self::Blank => Value::Blank,
            Self::Number(number) => Value::Number(*number),
            Self::Text(text) => Value::text(text),
            Self::Bool(bool) => Value::Bool(*bool),
            Self::Error(error) => Value::Error(*error),
            Self::Formula(formula) => formula.result.clone(),
        }
    }
}

/// A formula, as text, with what it gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    /// As Excel shows it, without `=`.
    pub shown: String,
    /// As the file holds it, without `=`: with `_xlfn.` and the like.
    pub stored: String,
    /// The result, exactly typed; for an array the value of its first cell. Never blank.
    pub result: Value,
    /// The cells an array formula fills, the formula's own first; `None` for an ordinary formula. The
    /// other cells stand in the sheet as constants of the same value.
    pub spill: Option<CellRange>,
}

/// Where a click on a cell leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// A cell of this workbook.
    Cell {
        /// The sheet's name.
        sheet: String,
        /// The cell.
        cell: CellAddress,
    },
}

/// A range on a named sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRange {
    /// The sheet's name.
    pub sheet: String,
    /// The cells.
    pub range: CellRange,
}

/// A name for a cell or a range, valid in the whole workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinedName {
    /// The name; legal in Excel and not an address.
    pub name: String,
    /// What it stands for.
    pub target: SheetRange,
    /// A sentence for the name manager; may be empty.
    pub comment: String,
}
