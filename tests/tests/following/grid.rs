//! Where the periods and rows of a written sheet are, found by what the sheet shows.

use quarterbook_data::{CellAddress, CellRange};
use quarterbook_tests::written::WrittenSheet;

/// The 0-based row of the periods' names.
const PERIODS: u32 = 2;
/// The first row below the header.
const FIRST_ROW: u32 = 7;

/// The periods' names, in runs of columns that stand side by side: one run a band.
pub(crate) fn bands(sheet: &WrittenSheet) -> Vec<Vec<(u32, &str)>> {
    let is_period = |text: &str| text.chars().any(|letter| letter.is_ascii_digit());
    let mut bands: Vec<Vec<(u32, &str)>> = Vec::new();
    for (address, cell) in &sheet.cells {
        if address.row != PERIODS || !is_period(&cell.value) {
            continue;
        }
        let period = (address.column, cell.value.as_str());
        match bands.last_mut() {
            Some(band) if band.last().is_some_and(|(column, _)| column + 1 == address.column) => band.push(period),
            _ => bands.push(vec![period]),
        }
    }
    bands
}

/// First and last column of each band.
pub(crate) fn edges(sheet: &WrittenSheet) -> Vec<(u32, u32)> {
    let bands = bands(sheet);
    bands.iter().map(|band| (band[0].0, band[band.len() - 1].0)).collect()
}

/// The rows whose code is `name` or begins with `name.`, from top to bottom. On Inputs the half units have the
/// figures' codes once more: only the first row of each code counts.
pub(crate) fn rows(sheet: &WrittenSheet, name: &str) -> Vec<u32> {
    let mut codes: Vec<&str> = Vec::new();
    let mut rows = Vec::new();
    for (address, cell) in &sheet.cells {
        let code = cell.value.as_str();
        let is_meant = code == name || code.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
        if address.column == 0 && address.row >= FIRST_ROW && is_meant && !codes.contains(&code) {
            codes.push(code);
            rows.push(address.row);
        }
    }
    rows
}

/// A stretch of one row.
pub(crate) fn across(row: u32, (first, last): (u32, u32)) -> CellRange {
    CellRange::new(CellAddress::new(row, first), CellAddress::new(row, last))
}
