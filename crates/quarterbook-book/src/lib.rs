//! Template and dataset in, workbook model out; and the trait that exporters implement.
//!
//! The crate reads and writes no file: it takes texts and figures, and returns a [`Workbook`] with an
//! address, a style and a result for every cell, or the problems that stand in the way.

mod export;
pub mod read;
pub mod template;
pub mod workbook;

pub use export::{ExportError, Exporter};
pub use workbook::Workbook;
