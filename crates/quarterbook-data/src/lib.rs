//! Figures and where they came from: periods, units, figures, the dataset, addresses and problems.
//!
//! Everything in this crate is plain data. It reads no file, prints nothing and never exits;
//! whatever goes wrong is a [`Problem`] with a place and a hint, handed back to the caller.

mod address;
mod currency;
mod dataset;
mod figure;
mod label;
mod name;
mod period;
mod problem;
mod unit;
mod vocabulary;

pub use address::{CellAddress, CellRange, MAX_COLUMNS, MAX_ROWS, ParseAddressError, column_name};
pub use currency::Currency;
pub use dataset::{Conflict, Dataset, Entry, Restatement};
pub use figure::{Amount, Derivation, Figure, Origin, PrintedTotal, Series, SourceFile, Status, compared};
pub use label::{Label, Language};
pub use name::{nearest, suggestion};
pub use period::{FiscalCalendar, Frequency, ParsePeriodError, Period};
pub use problem::{Place, Problem, Severity, TextPlace};
pub use unit::{Measure, ParseUnitError, Scale, Unit};
pub use vocabulary::{Dimension, Line, LineKind, Member, Vocabulary};
