//! The model handed to `rust_xlsxwriter`: everything but what it would guess.

mod chart;
mod conditional;
mod look;
mod page;
mod sheet;

use quarterbook_book::workbook::{DefinedName, Properties, SheetRange};
use quarterbook_book::{ExportError, Workbook};
use quarterbook_data::{CellAddress, CellRange, column_name};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, XlsxError};

pub(crate) use sheet::is_lost_as_string;

use crate::escape::plain_text;

/// The file with placeholders for formulas and without chart points.
pub(crate) fn draft(workbook: &Workbook) -> Result<Vec<u8>, ExportError> {
    let failed = |error| explain("workbook", &error);
    let mut file = rust_xlsxwriter::Workbook::new();
    file.set_properties(&properties(&workbook.properties)?);
    let looks = look::Looks::new(&workbook.styles);
    for sheet in &workbook.sheets {
        file.push_worksheet(sheet::worksheet(sheet, &looks)?);
    }
    for name in &workbook.names {
        define(&mut file, name)?;
    }
    file.save_to_buffer().map_err(failed)
}

fn properties(properties: &Properties) -> Result<DocProperties, ExportError> {
    // Files without a date of their own all say the same, so that they do not differ by the day they were made.
    let (year, month, day) = properties.created.unwrap_or((2000, 1, 1));
    let created = u16::try_from(year)
        .map_err(|_| ExportError::new("properties", format!("{year} is not a year a file can carry")))
        .and_then(|year| ExcelDateTime::from_ymd(year, month, day).map_err(|error| explain("properties", &error)))?;
    Ok(DocProperties::new()
        .set_title(plain_text(&properties.title))
        .set_subject(plain_text(&properties.subject))
        .set_comment(plain_text(&properties.comments))
        .set_creation_datetime(&created))
}

fn define(file: &mut rust_xlsxwriter::Workbook, name: &DefinedName) -> Result<(), ExportError> {
    file.define_name(&name.name, &format!("={}", absolute(&name.target)))
        .map_err(|error| explain(format!("name `{}`", name.name), &error))?;
    Ok(())
}

/// `'Sheet name'!$B$3:$D$3`.
fn absolute(range: &SheetRange) -> String {
    let CellRange { first, last } = range.range;
    let corner = |cell: CellAddress| format!("${}${}", column_name(cell.column), cell.row + 1);
    let sheet = quoted(&range.sheet);
    if first == last {
        format!("{sheet}!{}", corner(first))
    } else {
        format!("{sheet}!{}:{}", corner(first), corner(last))
    }
}

/// A sheet name with the apostrophes that are never wrong.
fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}

fn explain(place: impl Into<String>, error: &XlsxError) -> ExportError {
    ExportError::new(place, error.to_string())
}

/// Row and column as `rust_xlsxwriter` counts them; the grid has been checked.
fn at(cell: CellAddress) -> (u32, u16) {
    (cell.row, cell.column as u16)
}
