//! Number formats: how a number or a date looks to a reader of the source.

use jiff::civil::DateTime;

/// A number through a number format.
pub(crate) fn print_number(number: f64, _format: Option<&str>) -> String {
    number.to_string()
}

/// A date through a number format.
pub(crate) fn print_date(date: DateTime, _format: Option<&str>) -> String {
    date.date().to_string()
}
