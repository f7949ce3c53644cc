//! Small books over files that a test writes.

use std::path::Path;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

use crate::figures::{listing, read, vocabulary};
use quarterbook_source::{ReadOptions, inspect, read_file};

/// What comes out of a book over the files that `write` makes.
pub(crate) fn listed(book: &str, write: impl Fn(&Path)) -> String {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    listing(&read(book, folder.path(), &vocabulary("CNY")))
}

/// What inspect says of a delimited text, and what its first block reads.
pub(crate) fn inspected_and_read(text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    std::fs::write(data.join("a.csv"), text).unwrap();
    let workbook = read_file("a.csv", &data.join("a.csv"), &ReadOptions::default()).unwrap();
    let report = inspect(&workbook, &vocabulary("CNY"));
    let Some(block) = report.drafts.first() else {
        return report.to_string();
    };
    let book = block.to_string().replace("USD", "CNY");
    let figures = listing(&read(&book, folder.path(), &vocabulary("CNY")));
    format!("{report}{}", section("read by it", &figures))
}

/// One case of a snapshot.
pub(crate) fn section(name: &str, text: &str) -> String {
    format!("== {name}\n{text}")
}

/// Writes a file as it is.
pub(crate) fn file(name: &'static str, bytes: impl AsRef<[u8]>) -> impl Fn(&Path) {
    move |folder| std::fs::write(folder.join(name), &bytes).unwrap()
}

/// Writes an Excel file with these sheets.
pub(crate) fn xlsx(name: &'static str, sheets: &[(&str, &[&[&str]])]) -> impl Fn(&Path) {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).unwrap();
        fill(sheet, rows);
    }
    file(name, workbook.save_to_buffer().unwrap())
}

/// Fills a sheet from A1 on: dates and numbers where a text is one, nothing for an empty text.
pub(crate) fn fill(sheet: &mut Worksheet, rows: &[&[&str]]) {
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for (row, cells) in rows.iter().enumerate() {
        for (column, text) in cells.iter().enumerate() {
            let (row, column) = (row as u32, column as u16);
            if let Ok(number) = text.parse::<f64>() {
                sheet.write(row, column, number).unwrap();
            } else if let Some(date) = is_day(text).then(|| ExcelDateTime::parse_from_str(text).unwrap()) {
                sheet.write_with_format(row, column, date, &day).unwrap();
            } else if !text.is_empty() {
                sheet.write(row, column, *text).unwrap();
            }
        }
    }
}

fn is_day(text: &str) -> bool {
    text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}
