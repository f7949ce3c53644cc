//! What the captions of a table say of columns that name only their year.
//!
//! 截至6月30日止六个月 above 2025年 makes it the half-year, and taking it for the year would double every growth.

use quarterbook_data::{CellAddress, Period};

use super::table::Table;
use crate::period::{bare_year, find_stretch};
use crate::text::plain;
use crate::{PeriodContext, PeriodError, PlainDates, find_period, read_period};

/// How many captions above a table are asked for its periods, the lowest ones.
const MOST_CAPTIONS: usize = 40;

/// What a caption says.
pub(crate) enum Caption {
    /// How long the periods of the columns are, of those that name only their year; and the caption's words.
    Spans(String, Vec<Option<Period>>),
    /// In this cell a part of the year that the column at this place names.
    Part(CellAddress, usize, Period),
}

/// The lowest caption of a table that says something of its columns of years.
pub(crate) fn caption_of_years(table: &Table, context: &PeriodContext) -> Option<Caption> {
    let years: Vec<Option<i16>> = table.periods.iter().map(|column| bare_year(&column.label)).collect();
    if years.iter().all(Option::is_none) {
        return None;
    }
    let context = PeriodContext {
        plain_dates: PlainDates::Unknown,
        as_of: None,
        as_of_day: None,
        ..context.clone()
    };
    table
        .captions
        .iter()
        .rev()
        .take(MOST_CAPTIONS)
        .find_map(|(address, text)| {
            let piece = read_period(text, &context) == Err(PeriodError::Incomplete);
            let named = if piece { None } else { find_stretch(text, &context) };
            let span_of = |year: &Option<i16>| {
                let year = (*year)?;
                if piece {
                    return completed(text, year, &context);
                }
                of_year(named?, year, &years, &context)
            };
            let spans: Vec<Option<Period>> = years.iter().map(span_of).collect();
            if spans.iter().any(Option::is_some) {
                return Some(Caption::Spans(plain(text), spans));
            }
            let (at, period) = part_of_year(text, &years, &context)?;
            Some(Caption::Part(*address, at, period))
        })
}

/// The place of a year of which the caption names only a part, longer than a month.
fn part_of_year(caption: &str, years: &[Option<i16>], context: &PeriodContext) -> Option<(usize, Period)> {
    let period = find_period(caption, context)?.period;
    let year = context.calendar.end_date(period).year();
    let is_part = (2..12).contains(&period.months());
    let at = years
        .iter()
        .position(|known| *known == Some(year))
        .filter(|_| is_part)?;
    Some((at, period))
}

/// The stretch of a year that a caption without a year names: 截至6月30日止六个月 of any.
fn completed(caption: &str, year: i16, context: &PeriodContext) -> Option<Period> {
    let whole = read_period(&format!("{caption} {year}"), context).ok()?.period;
    (whole.months() < 12).then_some(whole)
}

/// The stretch of a year like one that a caption names: 截至2025年6月30日止六个月 of each year when one of the columns is of
/// 2025.
fn of_year(named: Period, year: i16, years: &[Option<i16>], context: &PeriodContext) -> Option<Period> {
    let ends_in = context.calendar.end_date(named).year();
    if named.months() >= 12 || !years.contains(&Some(ends_in)) {
        return None;
    }
    Period::new(
        named.fiscal_year() + (year - ends_in),
        named.last_month(),
        named.months(),
    )
}
