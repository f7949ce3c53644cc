//! What an exporter is.

use crate::Workbook;

/// Turns a workbook model into the bytes of a file.
///
/// An exporter does no IO and decides nothing about content: which cells there are, what they hold and
/// how they look is settled in the model. The same model gives the same bytes, on every machine.
pub trait Exporter {
    /// The word for `--to`, lower case: `xlsx`.
    fn name(&self) -> &'static str;

    /// The ending of the files it makes, without the dot.
    fn extension(&self) -> &'static str;

    /// The file's bytes.
    ///
    /// # Errors
    /// When the model holds what the format cannot, such as a sheet name that is too long.
    fn export(&self, workbook: &Workbook) -> Result<Vec<u8>, ExportError>;
}

/// Why a workbook could not be exported.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {message}")]
pub struct ExportError {
    /// The sheet, cell or part that stands in the way.
    pub place: String,
    /// What is wrong and what to do about it.
    pub message: String,
}

impl ExportError {
    /// An error at a place.
    pub fn new(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            message: message.into(),
        }
    }
}
