//! Periods as a letter with numbers.

use super::parts::Span;
use super::pieces::year_span;
use super::tokens::Token;

/// 1H25, 25H1, Q3, 3Q2025, FQ2 2026, HY25, 9M22, 2025M09: a letter with a number on one side or both.
pub(super) fn short_form(rest: &[Token]) -> Option<(Option<i16>, Span, usize)> {
    let letter = |token: Option<&Token>| -> Option<char> {
        match token? {
            Token::Word(word) if ["h", "hy", "fh", "hfy"].contains(&word.as_str()) => Some('h'),
            Token::Word(word) if ["q", "fq", "cq", "qfy"].contains(&word.as_str()) => Some('q'),
            Token::Word(word) if ["m", "mfy"].contains(&word.as_str()) => Some('m'),
            _ => None,
        }
    };
    let number = |at: usize| match rest.get(at) {
        Some(Token::Number { value, digits }) => Some((*value, *digits)),
        _ => None,
    };
    let as_year = |(value, digits): (u32, usize)| match digits {
        4 => Token::Number { value, digits }.year(),
        _ => Token::Number { value, digits }.short_year(),
    };
    if let (Some(before), Some(letter)) = (number(0), letter(rest.get(1))) {
        // 9M22 counts months from the year's beginning; 2025M09 is one month.
        if before.1 <= 2
            && let Some(span) = ordinal(letter, before.0, false)
        {
            if let Some((year, taken)) = rest.get(2..).filter(|rest| !rest.is_empty()).and_then(year_span) {
                return Some((Some(year), span, 2 + taken));
            }
            let year = number(2).and_then(as_year);
            return Some((year, span, if year.is_some() { 3 } else { 2 }));
        }
        let span = ordinal(letter, number(2).filter(|after| after.1 <= 2)?.0, true)?;
        return Some((Some(as_year(before)?), span, 3));
    }
    let letter = letter(rest.first())?;
    let after = number(1)?;
    let numbered = ordinal(letter, after.0, true).filter(|_| after.1 <= 2);
    match numbered {
        Some(span) => Some(with_year_behind(rest, span)),
        // HY25 is the half-year, as a report of six months names it.
        None => rest[0]
            .is("hy")
            .then(|| Some((Some(as_year(after)?), Span::ToDate(6), 2)))?,
    }
}

/// Q1-25 and Q1/25 with their year: behind a quarter or a half, a stroke with two digits can lead to nothing else.
fn with_year_behind(rest: &[Token], span: Span) -> (Option<i16>, Span, usize) {
    let is_joined = matches!(rest.get(2), Some(Token::Mark('-' | '/'))) && !matches!(span, Span::Month(_));
    let goes_on = matches!(rest.get(4), Some(Token::Mark('-' | '/')));
    let year = rest
        .get(3)
        .filter(|_| is_joined && !goes_on)
        .and_then(Token::short_year);
    match year {
        Some(year) => (Some(year), span, 4),
        None => (None, span, 2),
    }
}

fn ordinal(letter: char, number: u32, is_behind: bool) -> Option<Span> {
    let number = u8::try_from(number).ok()?;
    match letter {
        'h' if (1..=2).contains(&number) => Some(Span::Half(number)),
        'q' if (1..=4).contains(&number) => Some(Span::Quarter(number)),
        'm' if (1..=12).contains(&number) && is_behind => Some(Span::Month(number)),
        'm' if (1..=12).contains(&number) => Some(Span::ToDate(number)),
        _ => None,
    }
}
