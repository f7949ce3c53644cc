//! How Excel shows numbers and dates.
//!
//! Numbers have 15 significant digits, dates are days counted from 1900, and a [`NumberFormat`] says how either
//! looks in a cell. What formulas turn into text and what the reader of a source sees come from here, so that the
//! two are the same.
//!
//! ```
//! use quarterbook_format::NumberFormat;
//! let money = NumberFormat::parse("#,##0.00_);(#,##0.00)").unwrap();
//! assert_eq!(money.number(-1234.5).as_deref(), Some("(1,234.50)"));
//! ```

mod decimal;
mod month;
mod number_format;
mod serial;

pub use decimal::{Decimal15, compare_at_15_digits, number_to_text, round_to_15_digits};
pub use month::{MONTHS, month_named};
pub use number_format::{NumberFormat, PercentSign, general};
pub use serial::{
    CalendarDay, LAST_SERIAL, day_of_serial, days_in_month, is_leap_year, serial_of_day, serial_of_moment,
};
