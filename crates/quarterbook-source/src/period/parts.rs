//! What the pieces of a label say, whatever order they stand in.

use jiff::civil::Date;

use super::PeriodError;
use super::dates::{full_date, month_and_day, year_and_month};
use super::pieces::{months_of_two_years, months_of_year, time_of_day, two_digits_alone, year, year_span};
use super::short::short_form;
use super::tokens::{Token, tokens};
use super::words::{NOISE, Phrases, RELATIVES, SPANS, STANDINGS, TO_DATE};

/// How long, and where in the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    Year,
    Half(u8),
    Quarter(u8),
    /// From the beginning of the year.
    ToDate(u8),
    /// A calendar month.
    Month(u8),
    /// Calendar months.
    Months {
        first: u8,
        last: u8,
    },
    /// So many months, placed by a date.
    Length(u8),
}

impl Span {
    pub(super) fn months(self) -> u8 {
        match self {
            Self::Year => 12,
            Self::Half(_) => 6,
            Self::Quarter(_) => 3,
            Self::Month(_) => 1,
            Self::ToDate(months) | Self::Length(months) => months,
            Self::Months { first, last } => last - first + 1,
        }
    }

    /// The stretch from the beginning of the year to its end: Q3 累计 are nine months.
    pub(super) fn since_the_beginning(self) -> Self {
        match self {
            Self::Quarter(quarter) => Self::ToDate(quarter * 3).shortest(),
            Self::Half(half) => Self::ToDate(half * 6).shortest(),
            Self::Month(last) if last > 1 => Self::Months { first: 1, last },
            other => other,
        }
    }

    /// Whether it says where in the year it lies, by a word for it.
    fn has_place(self) -> bool {
        matches!(self, Self::Quarter(_) | Self::Half(_) | Self::ToDate(_))
    }

    /// The same as a quarter, a half or the year where it is one.
    fn shortest(self) -> Self {
        match self {
            Self::ToDate(3) => Self::Quarter(1),
            Self::ToDate(6) => Self::Half(1),
            Self::ToDate(12) => Self::Year,
            other => other,
        }
    }
}

/// Words that point from the report's own period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relative {
    Current,
    YearAgo,
    YearToDate,
    YearEndBefore,
}

/// Everything a label says.
#[expect(
    clippy::struct_excessive_bools,
    reason = "a label may say any of these beside the others"
)]
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Parts {
    pub(super) label: String,
    pub(super) year: Option<i16>,
    pub(super) date: Option<Date>,
    /// The day on which it begins, where two are given.
    pub(super) start: Option<Date>,
    pub(super) span: Option<Span>,
    pub(super) relative: Option<Relative>,
    pub(super) is_estimate: bool,
    pub(super) month_day: Option<(u8, u8)>,
    /// Whether it counts from the beginning of the year: 累计, YTD.
    pub(super) is_to_date: bool,
    /// Whether it counts by calendar years: `CY2025`.
    pub(super) by_calendar: bool,
    /// Whether its year is a fiscal one: `FY2024`.
    pub(super) is_fiscal: bool,
    /// The same stretch said once more, in months: 7-9月 of 第三季度(7-9月).
    pub(super) also: Option<Span>,
    /// How many months end with the month it names: `Quarter ended Jun-25`.
    pub(super) ends: Option<u8>,
    /// Whether something says that a stretch ends: 止, `ended`, `to`.
    pub(super) has_end: bool,
    /// Whether the month came with its year, as in `Mar-25`.
    pub(super) has_own_year: bool,
}

impl Parts {
    pub(super) fn read(label: &str) -> Result<Self, PeriodError> {
        Self::read_as(label, false)
    }

    /// Reads a label; with `years_as_spans` 2010/11 is the year that ends in 2011.
    pub(super) fn read_as(label: &str, years_as_spans: bool) -> Result<Self, PeriodError> {
        if label.len() > 200 {
            return Err(PeriodError::NotAPeriod);
        }
        let tokens = tokens(label).ok_or(PeriodError::NotAPeriod)?;
        let mut parts = Self {
            label: label.to_owned(),
            ..Self::default()
        };
        let mut rest = tokens.as_slice();
        if let Some(year) = two_digits_alone(label, rest) {
            parts.year = Some(year);
            rest = &rest[1..];
        }
        while !rest.is_empty() {
            let span = if years_as_spans { year_span(rest) } else { None };
            let taken = match span {
                Some((year, taken)) => parts.set_year(year).map(|()| taken)?,
                None => parts.take(rest)?,
            };
            rest = &rest[taken..];
        }
        parts.finish()
    }

    /// Takes the longest piece that the tokens begin with in, and says how many tokens it was.
    fn take(&mut self, rest: &[Token]) -> Result<usize, PeriodError> {
        if let Some((first, last, taken)) = months_of_two_years(rest) {
            self.set_date(first)?;
            self.set_date(last)?;
            return Ok(taken);
        }
        if let Some((date, taken)) = full_date(rest)? {
            self.set_date(date)?;
            return Ok(taken);
        }
        if self.leads_to_last_day(rest) {
            return Ok(1);
        }
        if let Some((year, month, taken)) = year_and_month(rest) {
            self.set_year(year)?;
            self.set_span(Span::Month(month))?;
            self.has_own_year = true;
            return Ok(taken);
        }
        if let Some(taken) = self.take_qualifier(rest) {
            return Ok(taken);
        }
        if let Some((relative, taken)) = phrase(rest, &RELATIVES) {
            if self.relative.is_some() {
                return Err(PeriodError::NotAPeriod);
            }
            self.relative = Some(relative);
            return Ok(taken);
        }
        if let Some((year, span, taken)) = short_form(rest) {
            if let Some(year) = year {
                self.set_year(year)?;
            }
            self.set_span(span)?;
            return Ok(taken);
        }
        if let Some((month_day, taken)) = month_and_day(rest) {
            self.month_day = Some(month_day);
            return Ok(taken);
        }
        if let Some((year, taken)) = year(rest) {
            self.is_fiscal |= rest[0].is("fy");
            self.set_year(year)?;
            return Ok(taken);
        }
        if let Some(taken) = self.take_span(rest)? {
            return Ok(taken);
        }
        if self.begins_fiscal(rest) {
            return Ok(1);
        }
        if let Some((is_estimate, taken)) = phrase(rest, &STANDINGS) {
            self.is_estimate |= is_estimate;
            return Ok(taken);
        }
        let is_colon = rest[0].is_mark(':');
        let noise = phrase(rest, &NOISE).map(|((), taken)| taken);
        noise.or(is_colon.then_some(1)).ok_or(PeriodError::NotAPeriod)
    }

    /// Takes the words for a length in, and how the year behind them is counted.
    fn take_span(&mut self, rest: &[Token]) -> Result<Option<usize>, PeriodError> {
        let Some((span, taken)) = months_of_year(rest).or_else(|| phrase(rest, &SPANS)) else {
            return Ok(None);
        };
        let is_bare = |rest: &[Token]| !rest.is_empty() && year(rest).is_some() && year_and_month(rest).is_none();
        self.is_fiscal |= span == Span::Year && !rest[0].is("cy") && (rest[0].is("财") || is_bare(&rest[taken..]));
        self.set_span(span)?;
        Ok(Some(taken))
    }

    /// Whether the tokens begin with the F of `F1Q25`, which says fiscal where that of `1Q25F` says forecast.
    fn begins_fiscal(&self, rest: &[Token]) -> bool {
        let says_nothing = self.year.is_none() && self.span.is_none() && self.date.is_none();
        says_nothing && rest[0].is("f") && rest.len() > 1
    }

    /// Takes in what says how a period is counted, or a time of day behind a date.
    fn take_qualifier(&mut self, rest: &[Token]) -> Option<usize> {
        self.has_end |= ["止", "ended", "ending", "to"].iter().any(|word| rest[0].is(word));
        if let Some(taken) = time_of_day(rest).filter(|_| self.date.is_some()) {
            return Some(taken);
        }
        self.by_calendar |= rest[0].is("cy") || rest[0].is("cq");
        let ((), taken) = phrase(rest, &TO_DATE)?;
        self.is_to_date = true;
        Some(taken)
    }

    /// The month of a year that is all the label names.
    pub(super) fn month(&self) -> Option<(i16, u8)> {
        let is_alone = self.date.is_none() && self.relative.is_none() && !self.is_to_date && !self.is_fiscal;
        match self.span {
            Some(Span::Month(month)) if is_alone => Some((self.year?, month)),
            _ => None,
        }
    }

    fn set_date(&mut self, date: Date) -> Result<(), PeriodError> {
        match self.date {
            Some(start) if start < date && self.start.is_none() => {
                self.start = Some(start);
                self.date = Some(date);
                Ok(())
            }
            Some(known) if known != date => Err(PeriodError::NotAPeriod),
            _ => {
                self.date = Some(date);
                Ok(())
            }
        }
    }

    /// Whether the tokens begin with a word or a stroke that leads from the first day to the last.
    fn leads_to_last_day(&self, rest: &[Token]) -> bool {
        let is_joint = rest[0].is("至") || rest[0].is("到") || rest[0].is("to") || "-~–—".contains(&rest[0].text());
        let has_day = |rest: &[Token]| !rest.is_empty() && matches!(full_date(rest), Ok(Some(_)));
        self.date.is_some() && self.start.is_none() && is_joint && has_day(&rest[1..])
    }

    fn set_year(&mut self, year: i16) -> Result<(), PeriodError> {
        match self.year {
            Some(known) if known != year => Err(PeriodError::NotAPeriod),
            _ => {
                self.year = Some(year);
                Ok(())
            }
        }
    }

    /// Two spans must agree, but a general one (FY, six months) gives way to an exact one. Beside a month a general one
    /// is the length of what ends with it.
    fn set_span(&mut self, span: Span) -> Result<(), PeriodError> {
        let span = span.shortest();
        self.span = Some(match (self.span, span) {
            (Some(Span::Year | Span::Length(2..)), Span::Month(_)) => {
                self.ends = self.span.map(Span::months);
                span
            }
            (Some(month @ Span::Month(_)), Span::Year | Span::Length(2..)) => {
                self.ends = Some(span.months());
                month
            }
            (Some(known), Span::Months { .. }) if known.has_place() && known.months() == span.months() => {
                self.also = Some(span);
                known
            }
            (None | Some(Span::Year), span) => span,
            (Some(Span::Length(months)), exact) if exact == Span::Year || exact.months() == months => exact,
            (Some(exact), Span::Length(months)) if exact.months() == months => exact,
            (Some(known), span) if known == span || span == Span::Year => known,
            _ => return Err(PeriodError::NotAPeriod),
        });
        Ok(())
    }

    /// Places a stretch that ends with the month named by that month's last day. In `FY2024 Apr` the year is the
    /// month's, and no length.
    fn end_with_month(&mut self) -> Result<(), PeriodError> {
        let (Some(months), Some(Span::Month(month))) = (self.ends, self.span) else {
            return Ok(());
        };
        if months == 12 && self.is_fiscal && !self.has_end {
            // The month of `FY2025 (Mar-25)` may be the one that the year ends with.
            return if self.has_own_year {
                Err(PeriodError::NotAPeriod)
            } else {
                Ok(())
            };
        }
        let year = self.year.ok_or(PeriodError::Incomplete)?;
        let first = Date::new(year, month as i8, 1).map_err(|_| PeriodError::NotAPeriod)?;
        self.set_date(first.last_of_month())?;
        self.span = Some(Span::Length(months));
        self.year = None;
        Ok(())
    }

    fn finish(mut self) -> Result<Self, PeriodError> {
        if let Some((month, day)) = self.month_day {
            let year = self.year.ok_or(PeriodError::Incomplete)?;
            let date = Date::new(year, month as i8, day as i8).map_err(|_| PeriodError::NotAPeriod)?;
            self.set_date(date)?;
        }
        self.end_with_month()?;
        let says_when = self.year.is_some() || self.date.is_some() || self.relative.is_some();
        match (says_when, self.span) {
            (false, None) => Err(PeriodError::NotAPeriod),
            (false, Some(_)) => Err(PeriodError::Incomplete),
            _ => Ok(self),
        }
    }
}

/// The meaning of the longest phrase the tokens begin with.
fn phrase<M: Copy>(rest: &[Token], phrases: &Phrases<M>) -> Option<(M, usize)> {
    let fitting = phrases.iter().filter(|(words, _)| rest.starts_with(words));
    fitting
        .map(|(words, meaning)| (*meaning, words.len()))
        .max_by_key(|(_, length)| *length)
}
