//! Periods somewhere in longer texts: titles, names of files and sheets.

use quarterbook_data::{FiscalCalendar, Period};

use super::parts::{Parts, Span};
use super::{PeriodContext, PeriodError, PeriodReading, read_period, tokens};

/// What a stretch of a longer text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Named {
    /// A period, and the words for it.
    Period(PeriodReading, String),
    /// A day, or a month of six digits that ends the text as in 利润表202506: the month it lies in, and the words for it. Nothing says
    /// how long the period is that it ends.
    End(Period, String),
}

/// The period named somewhere in a longer text, such as a title or a file's name: 天数智芯2025年半年度报告.
pub fn find_period(text: &str, context: &PeriodContext) -> Option<PeriodReading> {
    named_periods(text, context).into_iter().find_map(|named| match named {
        Named::Period(reading, _) => Some(reading),
        Named::End(..) => None,
    })
}

/// All that a longer text names, the longest first; no word counts twice, so that 2025-06-30 is no June.
pub(crate) fn named_periods(text: &str, context: &PeriodContext) -> Vec<Named> {
    let mut taken: Vec<std::ops::Range<usize>> = Vec::new();
    let mut found = Vec::new();
    for (at, stretch) in tokens::stretches_at(text) {
        if taken.iter().any(|other| at.start < other.end && other.start < at.end) {
            continue;
        }
        let named = match read_period(&stretch, context) {
            Ok(reading) if tokens::is_end_of_name(text, &stretch) => Named::End(reading.period, stretch),
            Ok(reading) => Named::Period(reading, stretch),
            Err(PeriodError::Unclear { .. }) => match month_of_day(&stretch, context) {
                Some(month) => Named::End(month, stretch),
                None => continue,
            },
            Err(_) => continue,
        };
        taken.push(at);
        found.push(named);
    }
    found
}

/// The month that a day counts for, where a label names nothing else.
fn month_of_day(label: &str, context: &PeriodContext) -> Option<Period> {
    context.calendar.period_ending(super::read_day(label)?, 1)
}

/// The stretch of months up to a day that a longer text names: 截至2025年6月30日止六个月的综合损益表.
pub(crate) fn find_stretch(text: &str, context: &PeriodContext) -> Option<Period> {
    let is_stretch = |parts: Parts| matches!(parts.span, Some(Span::Length(_)));
    tokens::stretches(text)
        .into_iter()
        .filter(|stretch| Parts::read(stretch).is_ok_and(is_stretch))
        .find_map(|stretch| Some(read_period(&stretch, context).ok()?.period))
}

/// How many months a text counts up to a day, and the month in which that day lies: (9, 12) of `9 Months Ended Dec. 31,
/// 2017`. A day up to the 15th counts for the month before.
pub(crate) fn months_up_to(text: &str) -> Option<(u8, u8)> {
    tokens::stretches(text).into_iter().find_map(|stretch| {
        let parts = Parts::read(&stretch).ok()?;
        let Some(Span::Length(_) | Span::Year) = parts.span else {
            return None;
        };
        let end = FiscalCalendar::default().period_ending(parts.date?, 1)?;
        Some((parts.span?.months(), end.last_month()))
    })
}
