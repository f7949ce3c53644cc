//! What is asked of a label beside its period: whether it is a day, a bare year, a word that points elsewhere.

use jiff::civil::Date;

use super::parts::{Parts, Relative};
use super::read_parts;
use super::tokens::{self, Token};
use crate::text::folded;

/// The day that a label names, and nothing else.
pub(crate) fn read_day(label: &str) -> Option<Date> {
    let parts = Parts::read(label).ok()?;
    let is_alone = parts.span.is_none() && parts.relative.is_none() && parts.start.is_none();
    parts.date.filter(|_| is_alone)
}

/// The year of a label that names it with four digits and says nothing of a part of it: `2025`, `2025年(未经审计)`.
pub(crate) fn bare_year(label: &str) -> Option<i16> {
    let parts = read_parts(label, false).ok()?;
    let says_more = parts.span.is_some() || parts.date.is_some() || parts.relative.is_some() || parts.is_estimate;
    let year = parts.year.filter(|_| !says_more)?;
    let is_written_out = !label.contains(['/', '-']) && folded(label).contains(&year.to_string());
    is_written_out.then_some(year)
}

/// The year and the month that a label names, and nothing else.
pub(crate) fn bare_month(label: &str) -> Option<(i16, u8)> {
    read_parts(label, false).ok()?.month()
}

/// Whether a label points to the stretch from the beginning of the report's year, and says nothing else.
pub(crate) fn is_year_to_date(label: &str) -> bool {
    points_alone(label) == Some(Relative::YearToDate)
}

/// Whether a label points to the report's own period, and says nothing else.
pub(crate) fn is_current(label: &str) -> bool {
    points_alone(label) == Some(Relative::Current)
}

/// Whether a label is 本报告期, which in the forms of quarterly reports is the quarter.
pub(crate) fn is_of_report(label: &str) -> bool {
    is_current(label) && folded(label).contains("本报告期") && !folded(label).contains('末')
}

/// Whether a label points to the same stretch a year before, and does not say how long it is.
pub(crate) fn is_year_ago(label: &str) -> bool {
    points_alone(label) == Some(Relative::YearAgo)
}

fn points_alone(label: &str) -> Option<Relative> {
    let parts = read_parts(label, false).ok()?;
    parts.relative.filter(|_| parts.span.is_none() && !parts.is_to_date)
}

/// Whether a label of the form 2010/11 names a year and the one after it; `None` for any other label.
pub(crate) fn names_two_years(label: &str) -> Option<bool> {
    let tokens = tokens::tokens(label)?;
    let mut windows = tokens.windows(3).enumerate();
    windows.find_map(|(at, window)| {
        let [first, Token::Mark('/' | '-'), Token::Number { value, digits: 2 }] = window else {
            return None;
        };
        let goes_on = tokens.get(at + 3).is_some_and(|next| matches!(next, Token::Mark(_)));
        let next = (first.year().filter(|_| !goes_on)? + 1).rem_euclid(100);
        Some(u32::from(next.unsigned_abs()) == *value)
    })
}
