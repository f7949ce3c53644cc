//! What a build is told besides book and figures.

use jiff::civil::Date;
use quarterbook_data::{PrintedTotal, SourceFile};

use crate::diff::Previous;

/// One run of the tool over a book.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Run {
    /// The date of the workbook, where the command line says it; before the book's, and that before the
    /// last period's end.
    pub as_of: Option<Date>,
    /// What made the workbook, for the cover: `quarterbook 0.1.0`.
    pub tool: String,
    /// The run's id: made of the inputs' hashes, so that the same inputs give the same one.
    pub id: String,
    /// The workbook's file name, for the footer.
    pub file_name: String,
    /// The files that were read, in order.
    pub files: Vec<SourceFile>,
    /// Totals that sources print, with the series they sum.
    pub totals: Vec<PrintedTotal>,
    /// The workbook that the Changes sheet compares this one with.
    pub previous: Option<Previous>,
}
