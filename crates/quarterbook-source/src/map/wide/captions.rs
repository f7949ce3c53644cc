//! What the captions of a table say of columns that name only their year.
//!
//! 截至6月30日止六个月 above 2025年 makes it the half-year, and taking it for the year would double every growth.

use quarterbook_data::{Period, Problem};

use super::TableReader;
use super::periods::Readings;
use crate::map::Mapped;
use crate::map::table::PeriodColumn;
use crate::period::{find_stretch, read_period};
use crate::text::plain;
use crate::{PeriodContext, PeriodError, PeriodReading, find_period};

impl TableReader<'_> {
    /// Gives columns that name only their year the months that a caption says they have. A caption that merely
    /// names a shorter period of such a year is told of: the year may not be over.
    pub(super) fn apply_captions(&self, readings: &mut Readings, context: &PeriodContext, mapped: &mut Mapped) {
        if self.scope.source.rule.header.rows.is_some() {
            return;
        }
        let columns = || self.table.periods.iter();
        let years: Vec<Option<i16>> = columns().map(|column| bare_year(&column.label)).collect();
        if years.iter().all(Option::is_none) {
            return;
        }
        let context = PeriodContext {
            plain_dates: crate::PlainDates::Unknown,
            as_of: None,
            as_of_day: None,
            ..*context
        };
        for (address, caption) in self.table.captions.iter().rev() {
            let spans: Vec<Option<Period>> = years
                .iter()
                .map(|year| span(caption, (*year)?, &years, &context))
                .collect();
            if spans.iter().any(Option::is_some) {
                for ((reading, span), column) in readings.iter_mut().zip(spans).zip(columns()) {
                    if let (Some(reading), Some(period)) = (reading, span) {
                        let rule = format!("{} + {} → {period}", plain(caption), column.label);
                        *reading = PeriodReading {
                            period,
                            rule,
                            ..reading.clone()
                        };
                    }
                }
                return;
            }
            if let Some((column, period)) = self.unfinished(caption, &years, &context) {
                mapped.problems.push(
                    Problem::warning(format!(
                        "`{}` is read as the whole year, and {address} speaks of {period}",
                        column.label
                    ))
                    .at(self.scope.grid.place(column.address))
                    .hint("write `header = { rows = 1 }` if it is the year; else say 2025H1 in the header, or give the table a [[source]] with `period`"),
                );
                return;
            }
        }
    }

    /// The column of a year of which the caption names only a part.
    fn unfinished(
        &self,
        caption: &str,
        years: &[Option<i16>],
        context: &PeriodContext,
    ) -> Option<(&PeriodColumn, Period)> {
        let period = find_period(caption, context)?.period;
        let year = context.calendar.end_date(period).year();
        let is_part = (2..12).contains(&period.months());
        let at = years
            .iter()
            .position(|known| *known == Some(year))
            .filter(|_| is_part)?;
        Some((self.table.periods.get(at)?, period))
    }
}

/// The stretch of a year that a caption names: 截至6月30日止六个月 of any, 截至2025年6月30日止六个月 of each when one of
/// the columns is of 2025.
fn span(caption: &str, year: i16, years: &[Option<i16>], context: &PeriodContext) -> Option<Period> {
    if read_period(caption, context) == Err(PeriodError::Incomplete) {
        let whole = read_period(&format!("{caption} {year}"), context).ok()?.period;
        return (whole.months() < 12).then_some(whole);
    }
    let named = find_stretch(caption, context)?;
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

/// The year of a label that says nothing else: `2025`, `2025年`.
fn bare_year(label: &str) -> Option<i16> {
    let label = plain(label);
    let digits = label.trim_end_matches('年').trim();
    let is_year = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| is_year)
}
