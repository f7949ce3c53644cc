//! `General`, and the text of a section with `@`.

use super::digits;
use super::section::Section;
use super::token::Token;
use crate::decimal::Decimal15;

/// A number in the room of eleven characters that `General` gives it.
///
/// ```
/// assert_eq!(quarterbook_format::general(1.0 / 3.0), "0.333333333");
/// assert_eq!(quarterbook_format::general(123_456_789_012.0), "1.23457E+11");
/// ```
pub fn general(number: f64) -> String {
    let decimal = Decimal15::new(number);
    if decimal.digits == 0 {
        return "0".to_owned();
    }
    let text = match decimal.exponent {
        -4..=-1 => fixed(number, 9),
        -9..=10 => {
            let decimals = if decimal.exponent < 0 {
                9
            } else {
                9 - decimal.exponent.min(9)
            };
            let text = fixed(number, decimals as usize);
            // Tiny numbers keep their digits only as long as these fit.
            let lost = decimal.exponent < -4 && significant_digits(decimal.digits) > (10 + decimal.exponent) as usize;
            if lost || text.len() > 11 {
                scientific(number)
            } else {
                text
            }
        }
        _ => scientific(number),
    };
    if number < 0.0 { format!("-{text}") } else { text }
}

/// The number through a section with `General` or `@` among literals.
pub(super) fn format_section(section: &Section, number: f64) -> String {
    let shown = general(number.abs());
    let body: String = section.tokens.iter().filter_map(|token| piece(token, &shown)).collect();
    if number < 0.0 { format!("-{body}") } else { body }
}

/// A text through a section: `@` stands for it.
pub(super) fn format_text(section: &Section, text: &str) -> String {
    section.tokens.iter().filter_map(|token| piece(token, text)).collect()
}

fn piece<'a>(token: &'a Token, value: &'a str) -> Option<&'a str> {
    match token {
        Token::Literal(literal) => Some(literal),
        Token::General | Token::Text => Some(value),
        Token::Percent => Some("%"),
        Token::Slash => Some("/"),
        Token::Point => Some("."),
        Token::Comma => Some(","),
        _ => None,
    }
}

fn fixed(number: f64, decimals: usize) -> String {
    let digits = digits::round(number, 0, decimals);
    let whole = if digits.whole.is_empty() { "0" } else { &digits.whole };
    match digits.fraction.trim_end_matches('0') {
        "" => whole.to_owned(),
        fraction => format!("{whole}.{fraction}"),
    }
}

fn scientific(number: f64) -> String {
    let mut exponent = digits::exponent(number);
    let mut mantissa = digits::round(number, -exponent, 5);
    if mantissa.whole.len() > 1 {
        exponent += 1;
        mantissa = digits::round(number, -exponent, 5);
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    let fraction = mantissa.fraction.trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{}{point}{fraction}E{sign}{:02}", mantissa.whole, exponent.abs())
}

fn significant_digits(digits: u64) -> usize {
    digits.to_string().trim_end_matches('0').len()
}
