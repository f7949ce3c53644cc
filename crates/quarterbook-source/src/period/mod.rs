//! Period labels as sources write them: `1H25`, 2025年1-6月, `3 Months Ended Dec. 31, 2017`, 上年同期.

mod ask;
mod dates;
mod find;
mod names;
mod parts;
mod pieces;
mod relative;
mod short;
mod tokens;
mod words;

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use quarterbook_data::{FiscalCalendar, Frequency, Period};

use crate::footnote::without_footnotes;
use crate::text::plain;
pub(crate) use ask::{
    any_year, bare_month, bare_year, is_current, is_month_of_bare_year, is_of_report, is_year_ago, is_year_to_date,
    looks_like_period, names_two_years, read_day,
};
pub use find::find_period;
pub(crate) use find::{Named, find_stretch, months_up_to, named_periods};
pub use names::PeriodNames;
use parts::{Parts, Span};
pub use relative::AsOfDoubt;
use relative::relative_period;

/// What a label needs beside itself to become a period.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PeriodContext {
    /// When fiscal years end.
    pub calendar: FiscalCalendar,
    /// The period that 本期 and 上年同期 speak of.
    pub as_of: Option<Period>,
    /// Why that period is not known, where places disagree or do not say enough.
    pub as_of_doubt: Option<Arc<AsOfDoubt>>,
    /// The day that 今年 and 去年 are seen from. It says nothing of a length: a bare 本期 needs `as_of`.
    pub as_of_day: Option<Date>,
    /// Whether labels count by calendar years whatever the fiscal year: `2024Q1` is January to March.
    pub by_calendar: bool,
    /// How long the periods are that a plain date ends.
    pub plain_dates: PlainDates,
    /// Which day of its period a plain date is.
    pub plain_day: PlainDay,
    /// Whether 2010/11 is the year from 2010 to 2011, and not November.
    pub years_as_spans: bool,
    /// Whether a month such as 2024-12 stands for the period that ends with it, as long as `plain_dates` says.
    pub months_are_ends: bool,
    /// Labels that the book explains.
    pub names: PeriodNames,
}

/// Which day of its period a plain date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PlainDay {
    /// The last, or one up to the 15th of the month after it.
    #[default]
    Last,
    /// The first, as pandas and FRED date their rows.
    First,
}

/// What a date without a length ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PlainDates {
    /// Not known: plain dates are refused.
    #[default]
    Unknown,
    /// Periods of this frequency.
    Every(Frequency),
    /// The stretch from the beginning of the fiscal year.
    Cumulative,
}

/// A label that is a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodReading {
    /// The period, in the context's calendar.
    pub period: Period,
    /// Whether it is marked as an estimate or forecast: `2025E`.
    pub is_estimate: bool,
    /// How it was read, for people; empty when nothing had to be inferred.
    pub rule: String,
}

/// Why a label is not a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PeriodError {
    /// It speaks of something else.
    NotAPeriod,
    /// It is a piece of one: `Q1`, `3 Months Ended`, 截至6月30日止六个月, to be completed by another header row.
    Incomplete,
    /// It can be read in two ways, or needs to be told something.
    Unclear {
        /// What is wrong.
        message: String,
        /// What to write.
        hint: String,
    },
}

impl fmt::Display for PeriodError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAPeriod => f.write_str("not a period"),
            Self::Incomplete => f.write_str("not a whole period"),
            Self::Unclear { message, .. } => f.write_str(message),
        }
    }
}

impl std::error::Error for PeriodError {}

/// Reads a label. Several header cells above one another are read as one label, joined by blanks.
///
/// A label with a date is placed by the date and takes its length from the words beside it (`Q3`, six months,
/// 半年报); a day up to the 15th counts for the month before, as years of 52 weeks need it. Month names and
/// numbers are calendar months; halves and quarters are fiscal, unless the context counts by calendar.
///
/// ```
/// use quarterbook_data::Period;
/// use quarterbook_source::{PeriodContext, read_period};
/// let reading = read_period("9 Months Ended Dec. 31, 2017", &PeriodContext::default());
/// assert!(reading.is_ok());
/// let half = read_period("2025年上半年", &PeriodContext::default()).unwrap();
/// assert_eq!(half.period, Period::half(2025, 1));
/// ```
pub fn read_period(label: &str, context: &PeriodContext) -> Result<PeriodReading, PeriodError> {
    let label = context.names.explained(label);
    let parts = read_parts(label, context.years_as_spans)?;
    let (period, rule) = match (parts.relative, parts.date) {
        (Some(relative), None) => relative_period(&parts, relative, context)?,
        (None, Some(date)) => dated(&parts, date, context)?,
        (None, None) if context.months_are_ends && parts.month().is_some() => month_end(&parts, context)?,
        (None, None) => (undated(&parts, context)?, String::new()),
        (Some(_), Some(_)) => return Err(PeriodError::NotAPeriod),
    };
    Ok(PeriodReading {
        period,
        is_estimate: parts.is_estimate,
        rule,
    })
}

/// What a label says, without the footnote marks behind it: `2025 (note 3)`.
fn read_parts(label: &str, years_as_spans: bool) -> Result<Parts, PeriodError> {
    let without_mark = || {
        let label = plain(label);
        let shorter = without_footnotes(&label);
        let shortened = (shorter.len() < label.len()).then(|| Parts::read_as(shorter, years_as_spans));
        shortened?.ok()
    };
    Parts::read_as(label, years_as_spans).or_else(|error| without_mark().ok_or(error))
}

/// How many months lie between two days, the first and the last of them; years of 52 weeks are some days off.
fn months_between(start: Date, end: Date) -> Result<u8, PeriodError> {
    const DAYS_IN_MONTH: f64 = 365.25 / 12.0;
    const MOST_OFF: f64 = 0.35;
    let days = start.until(end).map_or(0, |span| span.get_days()) + 1;
    let months = (f64::from(days) / DAYS_IN_MONTH).round();
    let is_whole = (f64::from(days) / DAYS_IN_MONTH - months).abs() <= MOST_OFF;
    if is_whole && (1.0..=12.0).contains(&months) {
        return Ok(months as u8);
    }
    Err(unclear(
        format!("{start} to {end} are {days} days, which are no months of one year"),
        "name the columns of the first and the last day under `columns.period`, or that of the last day alone",
    ))
}

fn dated(parts: &Parts, date: Date, context: &PeriodContext) -> Result<(Period, String), PeriodError> {
    let is_first_to_date =
        parts.span.is_none() && context.plain_dates == PlainDates::Cumulative && context.plain_day == PlainDay::First;
    let date = if is_first_to_date { date.last_of_month() } else { date };
    let between = parts.start.map(|start| months_between(start, date)).transpose()?;
    let span = parts.span.map(|span| {
        if parts.is_to_date {
            span.since_the_beginning()
        } else {
            span
        }
    });
    let months = match (span.map(Span::months).or(between), context.plain_dates) {
        (Some(months), _) if between.is_some_and(|between| between != months) => {
            return Err(unclear(
                format!("`{}` says two things of how long it is", parts.label.trim()),
                "leave the column of its first day, or that of its kind, out of `columns.period`",
            ));
        }
        (Some(months), _) => months,
        (None, _) if parts.is_to_date => months_to_date(date, context),
        (None, PlainDates::Every(frequency)) if context.plain_day == PlainDay::First => {
            let period = period_with(date, frequency.months(), context.calendar);
            return Ok((period.ok_or(PeriodError::NotAPeriod)?, String::new()));
        }
        (None, PlainDates::Every(frequency)) => frequency.months(),
        (None, PlainDates::Cumulative) => months_to_date(date, context),
        (None, PlainDates::Unknown) => {
            return Err(unclear(
                format!("{date} does not say how long the period is that it ends"),
                "write `dates = \"half\"` (or \"annual\", \"quarter\", \"month\", \"cumulative\") in this [[source]]",
            ));
        }
    };
    let period = context
        .calendar
        .period_ending(date, months)
        .ok_or_else(|| straddles(&format!("{months} months to {date}")))?;
    let is_odd = match parts.span {
        Some(Span::Quarter(quarter)) => period.ordinal() != quarter,
        Some(Span::Half(half)) => period.ordinal() != half,
        _ => false,
    };
    let named_year = parts.year.is_some_and(|year| year != period.fiscal_year());
    let rule = if is_odd || named_year {
        format!("{} → {date}", parts.label.trim())
    } else {
        String::new()
    };
    Ok((period, rule))
}

/// The period that ends with a month.
fn month_end(parts: &Parts, context: &PeriodContext) -> Result<(Period, String), PeriodError> {
    let label = parts.label.trim();
    let (year, month) = parts.month().ok_or(PeriodError::NotAPeriod)?;
    let last = Date::new(year, month as i8, 1)
        .map_err(|_| PeriodError::NotAPeriod)?
        .last_of_month();
    if context.plain_dates == PlainDates::Unknown {
        let over_two = match names_two_years(label) {
            Some(true) => format!(", or the year from {year} to {}", year + 1),
            _ => String::new(),
        };
        let of_book = if over_two.is_empty() {
            ""
        } else {
            "; a year over two needs its `fiscal-year-end` in [book] too"
        };
        return Err(unclear(
            format!("`{label}` may be the month, or a longer period that ends with it{over_two}"),
            &format!(
                "write `dates = \"annual\"` (or \"half\", \"quarter\", \"cumulative\"; \"month\" for the month) in this [[source]]{of_book}"
            ),
        ));
    }
    let alone = Parts {
        span: None,
        year: None,
        ..parts.clone()
    };
    let context = PeriodContext {
        plain_day: PlainDay::Last,
        ..context.clone()
    };
    let (period, _) = dated(&alone, last, &context)?;
    Ok((period, format!("{label} → {period}")))
}

/// How many months of its fiscal year have passed with a date.
fn months_to_date(date: Date, context: &PeriodContext) -> u8 {
    context.calendar.period_ending(date, 1).map_or(12, Period::last_month)
}

/// The month, quarter, half or year that a day lies in.
pub(crate) fn period_with(day: Date, months: u8, calendar: FiscalCalendar) -> Option<Period> {
    let month = calendar.period_of_month(day.year(), day.month() as u8, 1)?;
    Period::new(
        month.fiscal_year(),
        month.last_month().div_ceil(months) * months,
        months,
    )
}

fn undated(parts: &Parts, context: &PeriodContext) -> Result<Period, PeriodError> {
    let year = parts.year.ok_or(PeriodError::Incomplete)?;
    let span = match (parts.span, parts.is_to_date) {
        (None | Some(Span::Year), true) => {
            return Err(unclear(
                format!("`{}` does not say up to which month it counts", parts.label.trim()),
                "write the last month too, such as 2025年1-9月 or 9M2025, or 2025年度 for the whole year",
            ));
        }
        (Some(span), true) => span.since_the_beginning(),
        (span, false) => span.unwrap_or(Span::Year),
    };
    let calendar = context.calendar;
    let is_by_calendar = context.by_calendar || parts.by_calendar;
    let is_fiscal = parts.is_fiscal && !is_by_calendar;
    let by_calendar = |last: u8, months: u8| {
        calendar
            .period_of_month(year, last, months)
            .ok_or_else(|| straddles(parts.label.trim()))
    };
    if let Some(other) = parts.also {
        return both(parts, other, context);
    }
    match span {
        Span::Month(month) if is_fiscal => of_fiscal_year(year, month, 1, context),
        Span::Month(month) => by_calendar(month, 1),
        Span::Months { first, last } if is_fiscal => of_fiscal_year(year, last, last - first + 1, context),
        Span::Months { first, last } => by_calendar(last, last - first + 1),
        Span::Length(_) => Err(PeriodError::Incomplete),
        Span::Year if is_by_calendar => by_calendar(12, 12),
        Span::Half(half) if is_by_calendar => by_calendar(half * 6, 6),
        Span::Quarter(quarter) if is_by_calendar => by_calendar(quarter * 3, 3),
        Span::ToDate(months) if is_by_calendar => by_calendar(months, months),
        Span::Year => Ok(Period::year(year)),
        Span::Half(half) => Ok(Period::half(year, half)),
        Span::Quarter(quarter) => Ok(Period::quarter(year, quarter)),
        Span::ToDate(months) => Ok(Period::to_date(year, months)),
    }
}

/// Months of a fiscal year: `FY2024 Apr` is in 2023 where the year ends with March.
fn of_fiscal_year(year: i16, last: u8, months: u8, context: &PeriodContext) -> Result<Period, PeriodError> {
    let of_years = [year, year - 1, year + 1].into_iter();
    let mut periods = of_years.filter_map(|of| context.calendar.period_of_month(of, last, months));
    periods
        .find(|period| period.fiscal_year() == year)
        .ok_or(PeriodError::NotAPeriod)
}

/// The period of a label that says it twice, as 第三季度(7-9月) does.
fn both(parts: &Parts, other: Span, context: &PeriodContext) -> Result<Period, PeriodError> {
    let of = |span| {
        let parts = Parts {
            span: Some(span),
            also: None,
            ..parts.clone()
        };
        undated(&parts, context)
    };
    let (one, other) = (of(parts.span.ok_or(PeriodError::NotAPeriod)?)?, of(other)?);
    if one == other {
        return Ok(one);
    }
    let label = parts.label.trim();
    let key = toml::Value::String(label.to_owned());
    Err(unclear(
        format!("`{label}` says {one} and {other}"),
        &format!("write `periods = {{ {key} = \"{one}\" }}` in this [[source]], with the one that it is"),
    ))
}

fn straddles(label: &str) -> PeriodError {
    unclear(
        format!("{label} reaches over the end of a fiscal year"),
        "check `fiscal-year-end` in [book], or give the member its own calendar",
    )
}

fn unclear(message: String, hint: &str) -> PeriodError {
    PeriodError::Unclear {
        message,
        hint: hint.to_owned(),
    }
}
