//! Spreadsheets as people have them, written for a test.

use std::path::Path;

use rust_xlsxwriter::{Format, Workbook, Worksheet};

/// Writes a workbook of one sheet from lines whose cells are parted by `|`; what reads as a number is one, and an
/// apostrophe in front keeps it a text. `more` does the rest.
pub(crate) fn write(path: &Path, name: &str, lines: &str, more: fn(&mut Worksheet)) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(name).unwrap();
    fill(sheet, lines);
    more(sheet);
    book.save(path).unwrap();
}

/// Fills a sheet from lines whose cells are parted by `|`.
pub(crate) fn fill(sheet: &mut Worksheet, lines: &str) {
    for (row, line) in (0..).zip(lines.lines()) {
        for (column, text) in (0..).zip(line.split('|')) {
            match (text.strip_prefix('\''), text.parse::<f64>()) {
                (Some(text), _) => sheet.write(row, column, text).unwrap(),
                (None, Ok(number)) => sheet.write(row, column, number).unwrap(),
                (None, Err(_)) if text.is_empty() => continue,
                (None, Err(_)) => sheet.write(row, column, text).unwrap(),
            };
        }
    }
}

/// Merges two cells of a row under one text.
pub(crate) fn merge(sheet: &mut Worksheet, row: u32, first: u16, last: u16, text: &str) {
    sheet.merge_range(row, first, row, last, text, &Format::new()).unwrap();
}
