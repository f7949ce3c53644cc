//! What is asked of a label beside its period: whether it is a day, a bare year, a word that points elsewhere.

use jiff::civil::Date;

use super::dates::month_name;
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

/// Whether a label is a month of a year of which nothing says whether it is a fiscal or a calendar one.
pub(crate) fn is_month_of_bare_year(label: &str) -> bool {
    read_parts(label, false).is_ok_and(|parts| parts.month().is_some() && !parts.by_calendar)
}

/// Whether a label that is not understood speaks of a period all the same: it has a year, a month or a word for a part of
/// a year.
pub(crate) fn looks_like_period(label: &str) -> bool {
    const WORDS: [&str; 16] = [
        "q", "fq", "cq", "fy", "cy", "quarter", "half", "ytd", "ltm", "ttm", "weeks", "month", "months", "季", "半",
        "月",
    ];
    let Some(tokens) = tokens::tokens(label) else {
        return false;
    };
    // 24P and 25B, plans and budgets.
    let is_short = matches!(tokens.as_slice(), [Token::Number { digits: 2, .. }, Token::Word(kind)] if kind.len() == 1)
        || matches!(
            tokens.as_slice(),
            [
                Token::Number { value: 1..=12, .. },
                Token::Mark('/'),
                Token::Number { digits: 2, .. },
                ..
            ]
        );
    let is_year = |at: usize| {
        let two_digits = tokens[at].short_year().is_some();
        let is_marked = at > 0 && (tokens[at - 1].is_mark('\'') || tokens[at - 1].is("fy"));
        let is_named = tokens.get(at + 1).is_some_and(|next| next.is("年") || next.is("财"));
        tokens[at].year().is_some() || (two_digits && (is_marked || is_named))
    };
    let is_month = |token: &Token| month_name(token).is_some() || matches!(token, Token::Number { digits: 6 | 8, .. });
    let is_relative = ["本期", "上期", "本年", "上年"]
        .iter()
        .any(|word| folded(label).contains(word));
    let is_word = |token: &Token| WORDS.iter().any(|word| token.is(word));
    is_short || is_relative || (0..tokens.len()).any(|at| is_year(at) || is_month(&tokens[at]) || is_word(&tokens[at]))
}

/// The first year of four digits, or of two behind FY or a stroke, that a label names.
pub(crate) fn any_year(label: &str) -> Option<i16> {
    let tokens = tokens::tokens(label)?;
    let whole = tokens.iter().find_map(Token::year);
    let of_month = |token: &Token| match token {
        Token::Number { value, digits: 6 } => Some((value / 100) as i16).filter(|year| (1950..2150).contains(year)),
        _ => None,
    };
    let short = || tokens.iter().rev().find_map(Token::short_year);
    whole.or_else(|| tokens.iter().find_map(of_month)).or_else(short)
}
