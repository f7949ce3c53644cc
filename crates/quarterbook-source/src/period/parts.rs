//! What the pieces of a label say, whatever order they stand in.

use jiff::civil::Date;

use super::PeriodError;
use super::dates::{full_date, month_and_day, month_name, year_and_month};
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
            self.set_year(year)?;
            return Ok(taken);
        }
        if let Some((span, taken)) = months_of_year(rest).or_else(|| phrase(rest, &SPANS)) {
            self.set_span(span)?;
            return Ok(taken);
        }
        if self.is_fiscal(rest) {
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

    /// Whether the tokens begin with the F of `F1Q25`, which says fiscal where that of `1Q25F` says forecast.
    fn is_fiscal(&self, rest: &[Token]) -> bool {
        let says_nothing = self.year.is_none() && self.span.is_none() && self.date.is_none();
        says_nothing && rest[0].is("f") && rest.len() > 1
    }

    /// Takes in what says how a period is counted, or a time of day behind a date.
    fn take_qualifier(&mut self, rest: &[Token]) -> Option<usize> {
        if let Some(taken) = time_of_day(rest).filter(|_| self.date.is_some()) {
            return Some(taken);
        }
        self.by_calendar |= rest[0].is("cy");
        let ((), taken) = phrase(rest, &TO_DATE)?;
        self.is_to_date = true;
        Some(taken)
    }

    /// The month of a year that is all the label names.
    pub(super) fn month(&self) -> Option<(i16, u8)> {
        let is_alone = self.date.is_none() && self.relative.is_none() && !self.is_to_date;
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

    /// Two spans must agree, but a general one (FY, six months) gives way to an exact one.
    fn set_span(&mut self, span: Span) -> Result<(), PeriodError> {
        let span = span.shortest();
        self.span = Some(match (self.span, span) {
            (None | Some(Span::Year), span) => span,
            (Some(Span::Length(months)), exact) if exact == Span::Year || exact.months() == months => exact,
            (Some(exact), Span::Length(months)) if exact.months() == months => exact,
            (Some(known), span) if known == span || span == Span::Year => known,
            _ => return Err(PeriodError::NotAPeriod),
        });
        Ok(())
    }

    fn finish(mut self) -> Result<Self, PeriodError> {
        if let Some((month, day)) = self.month_day {
            let year = self.year.ok_or(PeriodError::Incomplete)?;
            let date = Date::new(year, month as i8, day as i8).map_err(|_| PeriodError::NotAPeriod)?;
            self.set_date(date)?;
        }
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

/// 2010/11, 2010-11, 2010/2011, FY10/11: a year that ends in the one after it begins.
fn year_span(rest: &[Token]) -> Option<(i16, usize)> {
    let skipped = usize::from(rest[0].is("fy"));
    let (first, joint, last) = (rest.get(skipped)?, rest.get(skipped + 1)?, rest.get(skipped + 2)?);
    let year = |token: &Token| token.short_year().or_else(|| token.year());
    let is_year = skipped == 1 || first.year().is_some();
    let is_joined = joint.is_mark('/') || (joint.is_mark('-') && last.year().is_none());
    let next = (is_year && is_joined).then(|| year(last))??;
    (year(first)? + 1 == next).then_some((next, skipped + 3))
}

/// `00:00:00`, `T13:45:00.000Z`, `00:00+08:00`: what stands behind a date and says nothing of its day.
fn time_of_day(rest: &[Token]) -> Option<usize> {
    let is_number = |at: usize| rest.get(at).is_some_and(|token| token.number().is_some());
    let is_joint = |at: usize, marks: &[char]| {
        rest.get(at)
            .is_some_and(|token| marks.iter().any(|m| token.is_mark(*m)))
    };
    let start = usize::from(rest[0].is("t"));
    if !(is_number(start) && is_joint(start + 1, &[':']) && is_number(start + 2)) {
        return None;
    }
    let mut taken = start + 3;
    while is_joint(taken, &[':', '.', '+', '-']) && is_number(taken + 1) {
        taken += 2;
    }
    Some(taken + usize::from(rest.get(taken).is_some_and(|token| token.is("z"))))
}

/// 2025年, 2024/25, FY25, '25 and a bare 2025.
fn year(rest: &[Token]) -> Option<(i16, usize)> {
    if let Some(span) = year_span(rest) {
        return Some(span);
    }
    if let Some(year) = rest[0].year() {
        if matches!(
            rest.get(1..3),
            Some([Token::Mark('/' | '-'), Token::Number { digits: 2, .. }])
        ) {
            return None;
        }
        let behind = usize::from(rest.get(1).is_some_and(|token| token.is("年")));
        return Some((year, 1 + behind));
    }
    let two_digits = |token: Option<&Token>| token.and_then(Token::short_year);
    if let (true, Some(Token::Number { value, digits: 4 })) = (rest[0].is("fy"), rest.get(1)) {
        // FY2425 is 2024/25; no book reaches the year 2122.
        let (first, next) = (value / 100, value % 100);
        return (*value > 2100 && first + 1 == next).then_some((2000 + next as i16, 2));
    }
    if rest[0].is_mark('\'') || rest[0].is("fy") || rest[0].is("cy") {
        return Some((two_digits(rest.get(1))?, 2));
    }
    let is_year = rest.get(1).is_some_and(|token| token.is("年"));
    Some((two_digits(rest.first()).filter(|_| is_year)?, 2))
}

/// 1-6月, 9月, 前9个月, 1-3季度, 6 months, 26 weeks, Apr-Jun, `Jan`.
fn months_of_year(rest: &[Token]) -> Option<(Span, usize)> {
    let word = |at: usize, text: &str| rest.get(at).is_some_and(|token| token.is(text));
    let number = |at: usize| {
        let number = u8::try_from(rest.get(at)?.number()?).ok()?;
        (1..=12).contains(&number).then_some(number)
    };
    if (word(0, "前") || word(0, "首")) && number(1).is_some() {
        let skipped = if word(2, "个") { 3 } else { 2 };
        return word(skipped, "月").then_some((Span::ToDate(number(1)?), skipped + 1));
    }
    let is_joined = |at: usize| rest.get(at).is_some_and(|token| "-~–—至to".contains(&token.text()));
    if let (Some(first), true, Some(last)) = (month_name(&rest[0]), is_joined(1), rest.get(2).and_then(month_name)) {
        return (first < last).then_some((Span::Months { first, last }, 3));
    }
    if let Some(month) = month_name(&rest[0]) {
        let dot = usize::from(rest.get(1).is_some_and(|token| token.is_mark('.')));
        return Some((Span::Month(month), 1 + dot));
    }
    if let Some(Token::Number { value, .. }) = rest.first()
        && (word(1, "weeks") || word(1, "week"))
    {
        let months = match value {
            13 | 14 => 3,
            26 | 27 => 6,
            39 | 40 => 9,
            52 | 53 => 12,
            _ => return None,
        };
        return Some((Span::Length(months), 2));
    }
    let first = number(0)?;
    let behind = if word(1, "月") { 2 } else { 1 };
    if is_joined(behind) && word(behind + 2, "月") {
        let last = number(behind + 1).filter(|last| *last > first)?;
        return Some((Span::Months { first, last }, behind + 3));
    }
    if word(1, "个") && word(2, "月") {
        return Some((Span::Length(first), 3));
    }
    if word(1, "months") || word(1, "month") {
        return Some((Span::Length(first), 2));
    }
    if is_joined(1) && first == 1 && word(3, "季") {
        let last = number(2).filter(|last| (2..=4).contains(last))?;
        return Some((Span::ToDate(last * 3), if word(4, "度") { 5 } else { 4 }));
    }
    (word(1, "月") && rest.get(2).is_none_or(|token| token.number().is_none())).then_some((Span::Month(first), 2))
}
