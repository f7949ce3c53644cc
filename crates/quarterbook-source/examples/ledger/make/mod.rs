//! Ledgers of a million rows: date, voucher, account, name, department, currency, debit, credit and memo.

mod csv;
mod xlsb;
mod xlsx;

use std::error::Error;
use std::path::Path;

pub(crate) const COLUMNS: [&str; 9] = [
    "Date",
    "Voucher",
    "Account",
    "Name",
    "Department",
    "Currency",
    "Debit",
    "Credit",
    "Memo",
];
const ROWS: u32 = 1_000_000;
const TEXTS: u32 = 2_000;

/// Writes the ledger in the format that the file's name says.
pub(crate) fn make(path: &Path) -> Result<(), Box<dyn Error>> {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("csv") => csv::make(path),
        Some("xlsb") => xlsb::make(path),
        _ => xlsx::make(path),
    }
}

/// The text with this number, as every format writes it.
fn text(number: u32) -> String {
    format!("分录 entry {number}")
}

/// One row of the ledger.
struct Entry {
    day: u32,
    voucher: u32,
    /// Account, name, department, currency: places in the table of texts.
    texts: [u32; 4],
    cents: [u32; 2],
    memo: u32,
}

impl Entry {
    fn new(number: u32) -> Self {
        let scattered = (number + 1).wrapping_mul(2_654_435_761);
        Self {
            day: 45_000 + number % 900,
            voucher: number + 1,
            texts: [0, 5, 10, 15].map(|shift| (scattered >> shift) % TEXTS),
            cents: [0, 3].map(|shift| (scattered >> shift) % 10_000_000),
            memo: scattered % 1_999,
        }
    }
}
