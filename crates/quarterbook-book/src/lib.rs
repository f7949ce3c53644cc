//! Template and dataset in, workbook model out; and the trait that exporters implement.
//!
//! The crate reads and writes no file: it takes texts and figures, and returns a [`Workbook`] with an
//! address, a style and a result for every cell, or the problems that stand in the way.

pub mod book;
mod build;
mod checks;
mod compose;
pub mod diff;
mod draft;
mod evaluate;
mod export;
mod faults;
mod formula;
mod layout;
mod look;
mod presumed;
pub mod read;
mod register;
mod run;
mod sheets;
pub mod template;
pub mod trace;
mod validate;
pub mod workbook;

pub use book::Book;
pub use build::{Built, Counts, build, mistakes};
pub use checks::{CheckResult, Outcome, Relation};
pub use export::{ExportError, Exporter};
pub use formula::unreadable_formulas;
pub use run::Run;
pub use workbook::Workbook;
