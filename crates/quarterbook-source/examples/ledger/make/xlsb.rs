//! The ledger as a workbook of binary records, with shared texts.

use std::error::Error;
use std::path::Path;

use super::{COLUMNS, Entry, ROWS, TEXTS, text};
use crate::common::binary::{record, row, xlsb_with_styles};

/// Records of [MS-XLSB] 2.4 that hold a cell.
const REAL: u16 = 5;
const SHARED_TEXT: u16 = 7;
/// Records of cell formats: their list and one of them.
const CELL_FORMATS: u16 = 617;
const CELL_FORMAT: u16 = 47;
const CELL_FORMATS_END: u16 = 618;

/// Places among the cell formats: General, a date, an amount.
const GENERAL: u32 = 0;
const DATE: u32 = 1;
const AMOUNT: u32 = 2;
const NUMBER_FORMATS: [u16; 3] = [0, 14, 4];

pub(super) fn make(path: &Path) -> Result<(), Box<dyn Error>> {
    let texts: Vec<String> = (0..TEXTS).map(text).chain(COLUMNS.map(str::to_owned)).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let header = (0..).zip(TEXTS..).take(COLUMNS.len());
    let header = header.map(|(column, text)| shared_text(column, text));
    let header = [row(0)].into_iter().chain(header).collect::<Vec<_>>().concat();
    let rows = (0..ROWS).map(|number| entry_row(&Entry::new(number)));
    let records: Vec<Vec<u8>> = [header].into_iter().chain(rows).collect();
    std::fs::write(path, xlsb_with_styles(&records, &texts, &[], &styles()))?;
    Ok(())
}

fn entry_row(entry: &Entry) -> Vec<u8> {
    let mut records = row(entry.voucher);
    records.extend(real(0, DATE, f64::from(entry.day)));
    records.extend(real(1, GENERAL, f64::from(entry.voucher)));
    for (column, text) in (2..).zip(entry.texts) {
        records.extend(shared_text(column, text));
    }
    for (column, cents) in (6..).zip(entry.cents) {
        records.extend(real(column, AMOUNT, f64::from(cents) / 100.0));
    }
    records.extend(shared_text(8, entry.memo));
    records
}

fn real(column: u32, format: u32, number: f64) -> Vec<u8> {
    let place = [column.to_le_bytes(), format.to_le_bytes()].concat();
    record(REAL, &[&place[..], &number.to_le_bytes()].concat())
}

fn shared_text(column: u32, text: u32) -> Vec<u8> {
    record(SHARED_TEXT, &[column, GENERAL, text].map(u32::to_le_bytes).concat())
}

fn styles() -> Vec<Vec<u8>> {
    let count = record(CELL_FORMATS, &(NUMBER_FORMATS.len() as u32).to_le_bytes());
    let formats = NUMBER_FORMATS.map(|number| {
        let mut data = [0; 16];
        data[2..4].copy_from_slice(&number.to_le_bytes());
        record(CELL_FORMAT, &data)
    });
    [count]
        .into_iter()
        .chain(formats)
        .chain([record(CELL_FORMATS_END, &[])])
        .collect()
}
