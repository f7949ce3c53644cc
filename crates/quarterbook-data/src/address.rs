//! Cell addresses, as Excel writes them.

use std::fmt;
use std::str::FromStr;

/// How many rows a sheet has.
pub const MAX_ROWS: u32 = 1_048_576;
/// How many columns a sheet has.
pub const MAX_COLUMNS: u32 = 16_384;

/// A cell's place on its sheet; row and column are 0-based, printed they read as in Excel (`B7`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellAddress {
    /// 0-based row.
    pub row: u32,
    /// 0-based column.
    pub column: u32,
}

impl CellAddress {
    /// The cell in this row and column, both 0-based.
    pub const fn new(row: u32, column: u32) -> Self {
        Self { row, column }
    }

    /// Whether the cell lies on a sheet of Excel's size.
    pub const fn is_on_grid(self) -> bool {
        self.row < MAX_ROWS && self.column < MAX_COLUMNS
    }
}

impl fmt::Display for CellAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", column_name(self.column), self.row + 1)
    }
}

/// Why a text is not a cell address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseAddressError {
    text: String,
}

impl fmt::Display for ParseAddressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not a cell address; write a column and a row, such as B7",
            self.text
        )
    }
}

impl std::error::Error for ParseAddressError {}

impl FromStr for CellAddress {
    type Err = ParseAddressError;

    /// Reads `B7`, in either case and without `$`; anything beyond `XFD1048576` is refused.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || ParseAddressError { text: text.to_owned() };
        let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (column, row) = text.split_at(letters);
        let is_number = !row.is_empty() && row.len() <= 7 && row.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number || !(1..=3).contains(&letters) {
            return Err(error());
        }
        let column = column.bytes().fold(0, |sum, byte| {
            sum * 26 + u32::from(byte.to_ascii_uppercase() - b'A') + 1
        });
        let row: u32 = row.parse().map_err(|_| error())?;
        if row == 0 {
            return Err(error());
        }
        let address = Self::new(row - 1, column - 1);
        if address.is_on_grid() {
            Ok(address)
        } else {
            Err(error())
        }
    }
}

/// A rectangle of cells; both corners belong to it, and `first` is the upper left one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRange {
    /// Upper left corner.
    pub first: CellAddress,
    /// Lower right corner.
    pub last: CellAddress,
}

impl CellRange {
    /// The rectangle between two corners, whichever they are.
    pub fn new(one: CellAddress, other: CellAddress) -> Self {
        Self {
            first: CellAddress::new(one.row.min(other.row), one.column.min(other.column)),
            last: CellAddress::new(one.row.max(other.row), one.column.max(other.column)),
        }
    }

    /// The range that is one cell.
    pub const fn cell(cell: CellAddress) -> Self {
        Self {
            first: cell,
            last: cell,
        }
    }

    /// How many rows it spans.
    pub const fn rows(self) -> u32 {
        self.last.row - self.first.row + 1
    }

    /// How many columns it spans.
    pub const fn columns(self) -> u32 {
        self.last.column - self.first.column + 1
    }

    /// Whether the cell lies inside.
    pub fn contains(self, cell: CellAddress) -> bool {
        (self.first.row..=self.last.row).contains(&cell.row)
            && (self.first.column..=self.last.column).contains(&cell.column)
    }

    /// Its cells, row by row.
    pub fn cells(self) -> impl Iterator<Item = CellAddress> {
        (self.first.row..=self.last.row).flat_map(move |row| {
            (self.first.column..=self.last.column).map(move |column| CellAddress::new(row, column))
        })
    }
}

impl fmt::Display for CellRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            self.first.fmt(f)
        } else {
            write!(f, "{}:{}", self.first, self.last)
        }
    }
}

/// The letters of a 0-based column: 0 is `A`, 16383 is `XFD`.
pub fn column_name(column: u32) -> String {
    let mut rest = column + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push((b'A' + (rest % 26) as u8) as char);
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_print_and_read_the_same() {
        for text in ["A1", "Z26", "AA1", "AZ10", "ZZ100", "AAA1", "XFD1048576"] {
            assert_eq!(text.parse::<CellAddress>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn cells_beyond_the_grid_are_refused() {
        for text in [
            "XFE1",
            "A1048577",
            "A0",
            "A",
            "1",
            "",
            "AAAA1",
            "A4294967297",
            "收1",
            "$A$1",
        ] {
            assert!(text.parse::<CellAddress>().is_err(), "{text}");
        }
    }

    #[test]
    fn ranges_order_their_corners() {
        let range = CellRange::new("D2".parse().unwrap(), "B9".parse().unwrap());
        assert_eq!(range.to_string(), "B2:D9");
        assert_eq!((range.rows(), range.columns()), (8, 3));
        assert_eq!(range.cells().count(), 24);
    }
}
