//! A sheet as a person types it: rows of cells, each a text or a number with its format.

use std::error::Error;
use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet};

/// One cell as typed.
#[derive(Clone, Copy)]
pub(crate) enum Typed<'a> {
    /// Nothing.
    Blank,
    /// A text.
    Text(&'a str),
    /// A number and the format it is shown with.
    Number(f64, &'a str),
}

/// A new workbook whose bytes do not depend on the day it is written.
pub(crate) fn workbook() -> Result<Workbook, Box<dyn Error>> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2025, 9, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    Ok(workbook)
}

/// Types a row of cells from column A.
pub(crate) fn row(sheet: &mut Worksheet, row: u32, cells: &[Typed<'_>]) -> Result<(), Box<dyn Error>> {
    for (column, cell) in (0u16..).zip(cells) {
        match cell {
            Typed::Blank => {}
            Typed::Text(text) if column == 0 => {
                let indent = text.chars().take_while(|character| *character == '　').count();
                sheet.write_with_format(
                    row,
                    column,
                    text.trim_start_matches('　'),
                    &Format::new().set_indent(indent as u8),
                )?;
            }
            Typed::Text(text) => {
                sheet.write_with_format(row, column, *text, &Format::new().set_align(FormatAlign::Right))?;
            }
            Typed::Number(number, format) => {
                sheet.write_with_format(row, column, *number, &Format::new().set_num_format(*format))?;
            }
        }
    }
    Ok(())
}

/// The look of a header cell.
pub(crate) fn header() -> Format {
    Format::new()
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_border_bottom(FormatBorder::Thin)
}

/// Saves the workbook at `path`, making its folder.
pub(crate) fn save(mut workbook: Workbook, path: &Path) -> Result<(), Box<dyn Error>> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, workbook.save_to_buffer()?)?;
    Ok(())
}
