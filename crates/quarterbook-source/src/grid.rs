//! Grids: what a file holds, cell by cell, before anybody asks what it means.

use std::ops::RangeInclusive;
use std::sync::Arc;

use jiff::civil::DateTime;
use quarterbook_data::{CellAddress, CellRange, Origin, Place, Problem, SourceFile};
use rust_decimal::Decimal;

use crate::sink::Cut;
use crate::{TextEncoding, number_format};

/// A file as it was read: its sheets in the order of their tabs, and what a reader should know about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Workbook {
    /// The file.
    pub file: Arc<SourceFile>,
    /// What its bytes turned out to be, whatever its name says.
    pub format: Format,
    /// Its sheets, hidden ones too; a delimited text has one, without a name.
    pub sheets: Vec<Grid>,
    /// Choices made while reading, and oddities: encodings, hidden rows, error cells, numbers stored as text.
    pub notes: Vec<Problem>,
}

impl Workbook {
    /// The sheet of this name.
    pub fn sheet(&self, name: &str) -> Option<&Grid> {
        self.sheets.iter().find(|grid| &*grid.sheet == name)
    }
}

/// The formats that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Office Open XML: `.xlsx` and, with macros, `.xlsm`.
    Xlsx,
    /// Excel's binary workbook: `.xlsb`.
    Xlsb,
    /// Excel 97 to 2003: `.xls`.
    Xls,
    /// The open document format of LibreOffice: `.ods`.
    Ods,
    /// Text in columns: `.csv`, `.tsv`.
    Delimited,
}

impl Format {
    /// The word used in messages and listings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Xlsb => "xlsb",
            Self::Xls => "xls",
            Self::Ods => "ods",
            Self::Delimited => "delimited text",
        }
    }
}

/// Whether a sheet's tab can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Visibility {
    /// It can.
    #[default]
    Visible,
    /// Hidden, and listed under Unhide.
    Hidden,
    /// Hidden by a program, and not listed there.
    VeryHidden,
}

/// The cells of one sheet that hold something, in reading order. A sheet with two cells far apart takes two cells.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// The file it belongs to.
    pub file: Arc<SourceFile>,
    /// Its name; empty for a delimited text.
    pub sheet: Arc<str>,
    /// Whether its tab can be seen.
    pub visibility: Visibility,
    /// Merged ranges.
    pub merges: Vec<CellRange>,
    /// Hidden rows, 0-based, as sorted stretches.
    pub hidden_rows: Vec<RangeInclusive<u32>>,
    /// Hidden columns, 0-based, as sorted stretches.
    pub hidden_columns: Vec<RangeInclusive<u32>>,
    /// How the rows of a delimited text fall into fields, from the top.
    pub(crate) cuts: Vec<(u32, Cut)>,
    /// The encoding of a delimited text, where it is a guess that the book has to settle.
    pub(crate) guessed: Option<TextEncoding>,
    cells: Vec<Cell>,
}

impl Grid {
    /// A visible sheet of these cells, in any order; where two have one address the first is kept.
    pub fn new(file: Arc<SourceFile>, sheet: impl Into<Arc<str>>, mut cells: Vec<Cell>) -> Self {
        cells.sort_by_key(|cell| cell.address);
        cells.dedup_by_key(|cell| cell.address);
        Self {
            file,
            sheet: sheet.into(),
            visibility: Visibility::Visible,
            merges: Vec::new(),
            hidden_rows: Vec::new(),
            hidden_columns: Vec::new(),
            cuts: Vec::new(),
            guessed: None,
            cells,
        }
    }

    /// Every cell that holds something, row by row and from left to right.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The cell at an address; `None` when it is empty, as all cells of a merge but the first are.
    pub fn cell(&self, address: CellAddress) -> Option<&Cell> {
        let at = self.cells.binary_search_by_key(&address, |cell| cell.address).ok()?;
        self.cells.get(at)
    }

    /// The cell a reader sees at an address: the first cell of the merge it lies in, or the cell itself.
    pub fn shown_at(&self, address: CellAddress) -> Option<&Cell> {
        self.cell(self.merge_at(address).map_or(address, |merge| merge.first))
    }

    /// The merged range an address lies in.
    pub fn merge_at(&self, address: CellAddress) -> Option<CellRange> {
        self.merges.iter().copied().find(|merge| merge.contains(address))
    }

    /// The rows that hold something, each with its 0-based number and its cells from left to right.
    pub fn rows(&self) -> impl Iterator<Item = (u32, &[Cell])> {
        self.cells
            .chunk_by(|one, other| one.address.row == other.address.row)
            .filter_map(|row| Some((row.first()?.address.row, row)))
    }

    /// The cells of one row, from left to right; empty when the row holds nothing.
    pub fn row(&self, row: u32) -> &[Cell] {
        let start = self.cells.partition_point(|cell| cell.address.row < row);
        let end = self.cells.partition_point(|cell| cell.address.row <= row);
        &self.cells[start..end]
    }

    /// How a row of a delimited text falls into fields.
    pub(crate) fn cut(&self, row: u32) -> Option<Cut> {
        let at = self.cuts.binary_search_by_key(&row, |(row, _)| *row).ok()?;
        Some(self.cuts[at].1)
    }

    /// The smallest range with every cell that holds something; `None` for an empty sheet.
    pub fn extent(&self) -> Option<CellRange> {
        let columns = || self.cells.iter().map(|cell| cell.address.column);
        Some(CellRange {
            first: CellAddress::new(self.cells.first()?.address.row, columns().min()?),
            last: CellAddress::new(self.cells.last()?.address.row, columns().max()?),
        })
    }

    /// Whether a cell's row or column is hidden.
    pub fn is_hidden(&self, address: CellAddress) -> bool {
        let lies_in = |stretches: &[RangeInclusive<u32>], at: u32| stretches.iter().any(|hidden| hidden.contains(&at));
        lies_in(&self.hidden_rows, address.row) || lies_in(&self.hidden_columns, address.column)
    }

    /// A cell of this sheet as the place of a problem.
    pub fn place(&self, cell: CellAddress) -> Place {
        Place::Cell {
            file: self.file.path.clone(),
            sheet: self.sheet.to_string(),
            cell,
        }
    }

    /// Where a figure read from this cell comes from.
    pub fn origin(&self, cell: &Cell) -> Origin {
        Origin {
            file: Arc::clone(&self.file),
            sheet: Arc::clone(&self.sheet),
            cell: cell.address,
            printed: cell.printed(),
        }
    }
}

/// A cell that holds something.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Where it stands.
    pub address: CellAddress,
    /// What it holds.
    pub value: CellValue,
    /// Its number format as Excel writes it, such as `0.0%`; `None` for General.
    pub number_format: Option<Arc<str>>,
    /// How far its text is indented by alignment; leading blanks are part of the text.
    pub indent: u8,
}

impl Cell {
    /// A cell without format or indent.
    pub fn new(address: CellAddress, value: CellValue) -> Self {
        Self {
            address,
            value,
            number_format: None,
            indent: 0,
        }
    }

    /// The cell as a reader of the source sees it: 0.308 under `0.0%` is `30.8%`. A number without a format
    /// prints all its digits, at most 15, as Excel's formula bar does.
    pub fn printed(&self) -> String {
        let format = self.number_format.as_deref();
        match &self.value {
            CellValue::Number(number) => number_format::print_number(*number, format),
            CellValue::Text(text) => text.to_string(),
            CellValue::Bool(true) => "TRUE".to_owned(),
            CellValue::Bool(false) => "FALSE".to_owned(),
            CellValue::Date(date) => number_format::print_date(*date, format),
            CellValue::Error(literal) => literal.to_string(),
        }
    }
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum CellValue {
    /// A finite number. From a delimited text nothing is a number: every field is text.
    Number(f64),
    /// A text, never empty; nothing in it is trimmed or changed.
    Text(Arc<str>),
    /// TRUE or FALSE.
    Bool(bool),
    /// A number under a date format, as a date and time of day without a zone.
    Date(DateTime),
    /// An error as Excel prints it, such as `#N/A` or `#SPILL!`.
    Error(Arc<str>),
}

impl CellValue {
    /// A number as the shortest decimal that reads back as the same double; `None` for everything else
    /// and for a number beyond 28 digits.
    ///
    /// ```
    /// use quarterbook_source::CellValue;
    /// assert_eq!(CellValue::Number(0.308).decimal(), "0.308".parse().ok());
    /// ```
    pub fn decimal(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => in_hundredths(*number).or_else(|| number.to_string().parse().ok()),
            _ => None,
        }
    }

    /// The same at 15 significant digits, all that Excel shows, without zeros behind them.
    pub(crate) fn shown_decimal(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => in_hundredths(*number).or_else(|| {
                let stored = self.decimal()?;
                Some(stored.round_sf(15).unwrap_or(stored).normalize())
            }),
            _ => None,
        }
    }

    /// The text of a text cell.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// A number with at most two decimals and fifteen digits, as most amounts are. Doubles keep fifteen digits apart,
/// so that hundredths which give back the same double are its shortest decimal.
fn in_hundredths(number: f64) -> Option<Decimal> {
    let hundredths = (number * 100.0).round();
    let is_exact = hundredths.abs() < 1e15 && hundredths / 100.0 == number;
    is_exact.then(|| Decimal::new(hundredths as i64, 2).normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_its_shortest_decimal() {
        for text in [
            "0",
            "-0.01",
            "0.29",
            "-1234.5",
            "9999999999999.99",
            "99999999999999.9",
            "0.005",
            "1.005",
            "0.1234567",
            "30.599999999999998",
            "1e15",
            "1e27",
            "12345678901234567",
        ] {
            let number: f64 = text.parse().unwrap();
            let expected = number.to_string().parse::<Decimal>().unwrap();
            let decimal = CellValue::Number(number).decimal().unwrap();
            assert_eq!(
                decimal.normalize().to_string(),
                expected.normalize().to_string(),
                "{text}"
            );
        }
        let shown = |number| CellValue::Number(number).shown_decimal().unwrap().to_string();
        let cases = [
            (30.599_999_999_999_998, "30.6"),
            (0.29, "0.29"),
            (1200.0, "1200"),
            (123_456_789_012_345_670.0, "123456789012346000"),
        ];
        for (number, expected) in cases {
            assert_eq!(shown(number), expected);
        }
        assert_eq!(CellValue::Number(-0.0).decimal(), Some(Decimal::ZERO));
        assert_eq!(CellValue::Number(1e300).decimal(), None);
    }
}
