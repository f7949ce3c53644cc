//! Dates and months of the calendar.

use jiff::civil::Date;
use quarterbook_format::month_named;

use super::tokens::Token;
use super::{PeriodError, unclear};

/// 2025-06-30, 2025/6/30, 20250630, 2025年6月30日, Dec. 31, 2017, 31 December 2017, 31-Dec-17, Dec-31-2024, 12/31/2017,
/// 31.12.2017, 12/31/17;
/// as months 2025-06 and 202506 are left to others.
pub(super) fn full_date(rest: &[Token]) -> Result<Option<(Date, usize)>, PeriodError> {
    let date = |year: i16, month: u32, day: u32| Date::new(year, month as i8, day as i8).ok();
    if let Token::Number { value, digits: 8 } = rest[0] {
        let found = date((value / 10_000) as i16, value / 100 % 100, value % 100);
        return Ok(found
            .filter(|date| (1950..2150).contains(&date.year()))
            .map(|date| (date, 1)));
    }
    let number = |at: usize| rest.get(at).and_then(Token::number).filter(|number| *number <= 31);
    let separators = [rest.get(1), rest.get(3)].map(|token| token.map(Token::text).unwrap_or_default());
    let is_written_as_date = ["--", "//", "..", "年月"].contains(&separators.concat().as_str());
    if let (Some(year), true, Some(month), Some(day)) = (rest[0].year(), is_written_as_date, number(2), number(4)) {
        let behind = usize::from(rest.get(5).is_some_and(|token| token.is("日")));
        return Ok(date(year, month, day).map(|date| (date, 5 + behind)));
    }
    if let Some(((month, day), taken)) = month_and_day(rest) {
        let is_joined = rest[1].is_mark('-') || rest[1].is_mark('/');
        let joint = usize::from(rest.get(taken).is_some_and(|token| match token {
            Token::Mark('-' | '/') => is_joined,
            other => other.is_mark(','),
        }));
        let year = rest.get(taken + joint);
        let short = || year.and_then(Token::short_year).filter(|_| is_joined && joint == 1);
        if let Some(year) = year.and_then(Token::year).or_else(short) {
            return Ok(date(year, month.into(), day.into()).map(|date| (date, taken + joint + 1)));
        }
    }
    if let (Some(month), "--", Some(day), Some(year)) = (
        month_name(&rest[0]),
        separators.concat().as_str(),
        number(2),
        rest.get(4).and_then(Token::year),
    ) {
        return Ok(date(year, month.into(), day).map(|date| (date, 5)));
    }
    day_first_or_last(rest)
}

/// 12/31/2017, 31/12/2017, 31.12.2017, 12/31/17: numbers with the year behind them.
fn day_first_or_last(rest: &[Token]) -> Result<Option<(Date, usize)>, PeriodError> {
    let date = |year: i16, month: u32, day: u32| Date::new(year, month as i8, day as i8).ok();
    let number = |at: usize| rest.get(at).and_then(Token::number).filter(|number| *number <= 31);
    let is_joined = |mark: char| {
        [1, 3]
            .iter()
            .all(|at| rest.get(*at).is_some_and(|token| token.is_mark(mark)))
    };
    let slashed = is_joined('/');
    let (one, other) = (
        number(0).filter(|_| slashed || is_joined('.') || is_joined('-')),
        number(2),
    );
    // 25/6/30 may begin with the year, 6/30/25 cannot.
    let short = rest.get(4).filter(|_| slashed).and_then(Token::short_year);
    if let (Some(month @ 1..=12), Some(day @ 13..), Some(year)) = (one, other, short) {
        return Ok(date(year, month, day).map(|date| (date, 5)));
    }
    if let (Some(one), Some(other), Some(year)) = (one, other, rest.get(4).and_then(Token::year)) {
        let mark = rest[1].text();
        return match (one > 12, other > 12) {
            (false, true) => Ok(date(year, one, other).map(|date| (date, 5))),
            (true, false) => Ok(date(year, other, one).map(|date| (date, 5))),
            _ if one == other => Ok(date(year, one, other).map(|date| (date, 5))),
            _ => Err(unclear(
                format!("{one}{mark}{other}{mark}{year} may begin with the month or with the day"),
                "write the dates of the source as 2025-06-30",
            )),
        };
    }
    Ok(None)
}

/// `Dec. 31`, `31 December`, `31-Dec`, 12月31日, without the year.
pub(super) fn month_and_day(rest: &[Token]) -> Option<((u8, u8), usize)> {
    let day = |at: usize| {
        let Some(Token::Number { value, digits: 1..=2 }) = rest.get(at) else {
            return None;
        };
        u8::try_from(*value).ok().filter(|day| (1..=31).contains(day))
    };
    if let Some(month) = month_name(&rest[0]) {
        let dot = usize::from(rest.get(1).is_some_and(|token| token.is_mark('.')));
        return Some(((month, day(1 + dot)?), 2 + dot));
    }
    let joint = usize::from(matches!(rest.get(1), Some(Token::Mark('-' | '/'))));
    if let (Some(day), Some(month)) = (day(0), rest.get(1 + joint).and_then(month_name)) {
        return Some(((month, day), 2 + joint));
    }
    let is = |at: usize, word: &str| rest.get(at).is_some_and(|token| token.is(word));
    let month = day(0).filter(|month| *month <= 12 && is(1, "月") && is(3, "日"))?;
    Some(((month, day(2)?), 4))
}

pub(super) fn month_name(token: &Token) -> Option<u8> {
    match token {
        Token::Word(word) if word == "sept" => Some(9),
        Token::Word(word) => month_named(word),
        _ => None,
    }
}

/// 2025-09, 202509, `Sep-25`, `September 2025`, 9/2025: a calendar month and its year.
pub(super) fn year_and_month(rest: &[Token]) -> Option<(i16, u8, usize)> {
    let month = |number: u32| u8::try_from(number).ok().filter(|month| (1..=12).contains(month));
    if let Token::Number { value, digits: 6 } = rest[0] {
        let year = (value / 100) as i16;
        return (1950..2150).contains(&year).then_some((year, month(value % 100)?, 1));
    }
    let is_joint = |at: usize| rest.get(at).is_some_and(|token| "-/.".contains(&token.text()));
    if let (Some(year), true, Some(Token::Number { value, digits: 1..=2 })) = (rest[0].year(), is_joint(1), rest.get(2))
    {
        let is_range = is_joint(3) || rest.get(3).is_some_and(|token| token.is("月"));
        return if is_range {
            None
        } else {
            Some((year, month(*value)?, 3))
        };
    }
    if let (Some(Token::Number { value, digits: 1..=2 }), true, Some(year)) = (
        rest.first(),
        rest.get(1).is_some_and(|token| token.is_mark('/')),
        rest.get(2).and_then(Token::year),
    ) {
        return if is_joint(3) {
            None
        } else {
            Some((year, month(*value)?, 3))
        };
    }
    let month = month_name(&rest[0])?;
    let joint = usize::from(is_joint(1));
    match rest.get(1 + joint)? {
        Token::Number { value, digits: 2 } if joint == 1 && !rest[1].is_mark('.') => {
            Some((2000 + *value as i16, month, 3))
        }
        other => Some((other.year()?, month, 2 + joint)),
    }
}
