//! Pieces of labels: years, months and times of day.

use jiff::civil::Date;

use super::dates::month_name;
use super::parts::Span;
use super::tokens::Token;

/// 2010/11, 2010-11, 2010/2011, FY10/11: a year that ends in the one after it begins.
pub(super) fn year_span(rest: &[Token]) -> Option<(i16, usize)> {
    let skipped = usize::from(rest[0].is("fy"));
    let (first, joint, last) = (rest.get(skipped)?, rest.get(skipped + 1)?, rest.get(skipped + 2)?);
    let year = |token: &Token| token.short_year().or_else(|| token.year());
    let is_year = skipped == 1 || first.year().is_some();
    let is_joined = joint.is_mark('/') || (joint.is_mark('-') && last.year().is_none());
    let next = (is_year && is_joined).then(|| year(last))??;
    (year(first)? + 1 == next).then_some((next, skipped + 3))
}

/// `00:00:00`, `T13:45:00.000Z`, `00:00+08:00`: what stands behind a date and says nothing of its day.
pub(super) fn time_of_day(rest: &[Token]) -> Option<usize> {
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
pub(super) fn year(rest: &[Token]) -> Option<(i16, usize)> {
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
pub(super) fn months_of_year(rest: &[Token]) -> Option<(Span, usize)> {
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

/// The year of 24A and 25E, which say nothing else.
pub(super) fn two_digits_alone(label: &str, tokens: &[Token]) -> Option<i16> {
    let [number, Token::Word(standing)] = tokens else {
        return None;
    };
    let is_whole = ["a", "e", "f"].contains(&standing.as_str()) && label.trim().len() == 3;
    number
        .short_year()
        .filter(|year| is_whole && (2000..2070).contains(year))
}

/// The first day and the last of `Jan 2025 - Jun 2025`, `Apr'24-Mar'25`, 2025/1-2025/6, 2025年1月至2025年6月 and 2025.1-6.
pub(super) fn months_of_two_years(rest: &[Token]) -> Option<(Date, Date, usize)> {
    let first_day = |(year, month): (i16, u8)| Date::new(year, month as i8, 1).ok();
    let (from, taken) = month_with_year(rest)?;
    let joint = rest.get(taken).filter(|token| "-~–—至到to".contains(&token.text()))?;
    let behind = &rest[taken + 1..];
    let (until, more) = month_with_year(behind).or_else(|| {
        let has_other_stroke = rest[1].is_mark('.') || (rest[1].is_mark('/') && joint.is_mark('-'));
        let last = month_number(behind.first()?).filter(|_| has_other_stroke && behind.len() == 1)?;
        Some(((from.0, last), 1))
    })?;
    let (first, last) = (first_day(from)?, first_day(until)?.last_of_month());
    (first < last).then_some((first, last, taken + 1 + more))
}

/// A month and its year, and how many tokens they are.
fn month_with_year(rest: &[Token]) -> Option<((i16, u8), usize)> {
    let is = |at: usize, word: &str| rest.get(at).is_some_and(|token| token.is(word));
    if let Some(month) = rest.first().and_then(month_name) {
        let joint = usize::from(matches!(rest.get(1), Some(Token::Mark('-' | '/' | '\'' | '.' | ','))));
        let year = rest.get(1 + joint)?;
        let short = year.short_year().filter(|_| joint == 1);
        return Some(((year.year().or(short)?, month), 2 + joint));
    }
    let year = rest.first()?.year()?;
    let month = month_number(rest.get(2)?)?;
    if is(1, "年") {
        return is(3, "月").then_some(((year, month), 4));
    }
    matches!(rest.get(1), Some(Token::Mark('/' | '.' | '-'))).then_some(((year, month), 3))
}

/// A month by its number.
fn month_number(token: &Token) -> Option<u8> {
    match token {
        Token::Number {
            value: value @ 1..=12,
            digits: 1..=2,
        } => u8::try_from(*value).ok(),
        _ => None,
    }
}
