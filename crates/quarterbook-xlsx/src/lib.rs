//! Writes a workbook model as an Excel file.
//!
//! Two steps. `draft` hands sheets, looks, charts and names to `rust_xlsxwriter`, which knows the file
//! format but guesses the type of a formula's result from its text, rewrites some formulas and leaves the
//! points of charts over formulas empty. `exact` then goes once through the parts of that file and puts
//! in what the model says: every formula as stored, every result with its type, every chart point.

mod check;
mod draft;
mod escape;
mod exact;

use quarterbook_book::{ExportError, Exporter, Workbook};

/// The Excel exporter: an `.xlsx` file that shows in a viewer what Excel computes.
///
/// ```
/// use quarterbook_book::{Exporter, Workbook, workbook::Sheet};
///
/// let mut workbook = Workbook::default();
/// workbook.sheets.push(Sheet { name: "收入".to_owned(), ..Sheet::default() });
/// let bytes = quarterbook_xlsx::Xlsx.export(&workbook)?;
/// assert_eq!(bytes[..2], *b"PK");
/// # Ok::<(), quarterbook_book::ExportError>(())
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Xlsx;

impl Exporter for Xlsx {
    fn name(&self) -> &'static str {
        "xlsx"
    }

    fn extension(&self) -> &'static str {
        "xlsx"
    }

    fn export(&self, workbook: &Workbook) -> Result<Vec<u8>, ExportError> {
        check::check(workbook)?;
        let draft = draft::draft(workbook)?;
        exact::exact(workbook, &draft)
    }
}
