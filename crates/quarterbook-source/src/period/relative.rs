//! Labels that point from the report: 本期, 上年同期, 今年上半年.

use quarterbook_data::Period;

use super::parts::{Parts, Relative};
use super::{PeriodContext, PeriodError, unclear, undated};

/// Why the period that 本期 speaks of is not known, though something says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AsOfDoubt {
    /// What is wrong, without the label it is wrong for: `may be of FY2025, … or of …`.
    pub message: String,
    /// What to write.
    pub hint: String,
    /// The month that the report ends with, where only the length of its period is not known.
    pub end: Option<Period>,
}

/// 今年上半年 follows from the day or from the period reported for, which must not contradict each other; a bare
/// 本期 from the latter alone.
pub(super) fn relative_period(
    parts: &Parts,
    relative: Relative,
    context: &PeriodContext,
) -> Result<(Period, String), PeriodError> {
    let label = parts.label.trim();
    let says_length = parts.span.is_some() || matches!(relative, Relative::YearToDate | Relative::YearEndBefore);
    let day = context.as_of_day.filter(|_| says_length);
    let month = day.and_then(|day| context.calendar.period_ending(day, 1));
    let seen_from = |base: Option<Period>| base.map(|base| seen_from(parts, relative, base, context)).transpose();
    match (seen_from(month)?, seen_from(context.as_of)?) {
        (Some(by_day), Some(by_report)) if by_day != by_report => Err(unclear(
            format!("`{label}` is {by_day} as of the day given, and {by_report} by the file's name or title"),
            AS_OF_HINT,
        )),
        (_, Some(period)) => {
            let as_of = context.as_of.unwrap_or(period);
            Ok((period, format!("{label} → {period} ({as_of})")))
        }
        (Some(period), None) => {
            let day = day.unwrap_or_default();
            Ok((period, format!("{label} → {period} ({day})")))
        }
        (None, None) => unknown_base(parts, relative, context),
    }
}

/// What a label says of which only the month is known with which the report ends, as 年初至报告期末 does; else the
/// error that names what is not known.
fn unknown_base(parts: &Parts, relative: Relative, context: &PeriodContext) -> Result<(Period, String), PeriodError> {
    let label = parts.label.trim();
    let Some(doubt) = &context.as_of_doubt else {
        return Err(unclear(
            format!("`{label}` needs to know the period it is reported for"),
            AS_OF_HINT,
        ));
    };
    let needs_length = matches!(relative, Relative::Current | Relative::YearAgo) && !parts.is_to_date;
    match doubt.end.filter(|_| !needs_length) {
        Some(end) => {
            let period = seen_from(parts, relative, end, context)?;
            Ok((period, format!("{label} → {period} ({end})")))
        }
        None => Err(unclear(format!("`{label}` {}", doubt.message), &doubt.hint)),
    }
}

const AS_OF_HINT: &str =
    "write `as-of = \"2025H1\"` in this [[source]], or name the period in the file's name or title";

fn seen_from(parts: &Parts, relative: Relative, as_of: Period, context: &PeriodContext) -> Result<Period, PeriodError> {
    let base = match relative {
        Relative::Current => as_of,
        Relative::YearAgo => as_of.year_ago(),
        Relative::YearToDate => Period::to_date(as_of.fiscal_year(), as_of.last_month()),
        Relative::YearEndBefore => as_of.whole_year().year_ago(),
    };
    if parts.span.is_none() {
        let so_far = Period::to_date(base.fiscal_year(), base.last_month());
        return Ok(if parts.is_to_date { so_far } else { base });
    }
    let parts = Parts {
        year: Some(base.fiscal_year()),
        ..parts.clone()
    };
    undated(&parts, context)
}
