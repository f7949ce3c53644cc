//! Sections with digits: thousands, decimals, percent, powers of ten.

use super::digits::{self, Digits};
use super::section::Section;
use super::token::Token;

/// The number through the section, with its sign.
pub(super) fn format(section: &Section, number: f64) -> String {
    let tokens = &section.tokens;
    let plan = Plan::new(tokens);
    let text = if let Some(exponent_at) = plan.exponent {
        power_of_ten(tokens, &plan, exponent_at, number)
    } else {
        let digits = digits::round(number, plan.shift, plan.decimals);
        place(tokens, &plan, &digits)
    };
    if number < 0.0 { format!("-{text}") } else { text }
}

/// The power of ten by which a section divides a number before it shows it: by its trailing commas, and by a point
/// among its digits that is only text.
pub(super) fn scaling(section: &Section) -> u32 {
    let tokens = &section.tokens;
    let plan = Plan::new(tokens);
    let percents = tokens.iter().filter(|token| matches!(token, Token::Percent)).count();
    let commas = 2 * percents as i32 - plan.shift;
    let text_point = tokens
        .iter()
        .position(|token| *token == Token::Literal(".".to_owned()))
        .filter(|_| !tokens.contains(&Token::Point));
    let is_digit = |token: &&Token| matches!(token, Token::Digit(_));
    let behind = text_point.map_or(0, |at| {
        let is_among = tokens[..at].iter().any(|token| is_digit(&token));
        if is_among {
            tokens[at..].iter().filter(is_digit).count()
        } else {
            0
        }
    });
    commas.unsigned_abs() + behind as u32
}

/// Where things stand in a section.
struct Plan {
    /// The index of the first point, or behind the last digit of the whole part.
    point: usize,
    /// The index of the power of ten.
    exponent: Option<usize>,
    decimals: usize,
    /// Digits asked for before the point.
    whole: usize,
    thousands: bool,
    /// The power of ten by which percent signs and trailing commas move the point.
    shift: i32,
}

impl Plan {
    fn new(tokens: &[Token]) -> Self {
        let is_digit = |index: &usize| matches!(tokens[*index], Token::Digit(_));
        let exponent = tokens.iter().position(|token| matches!(token, Token::Exponent(_)));
        let end = exponent.unwrap_or(tokens.len());
        let point = tokens[..end]
            .iter()
            .position(|token| matches!(token, Token::Point))
            .unwrap_or(end);
        let first = (0..end).find(is_digit);
        let last = (0..end).rev().find(is_digit);
        let last_whole = (0..point).rev().find(is_digit);
        let commas = |from: usize| {
            tokens[from..end]
                .iter()
                .take_while(|token| matches!(token, Token::Comma))
                .count()
        };
        let scaling =
            last_whole.map_or(0, |at| commas(at + 1)) + last.filter(|at| *at > point).map_or(0, |at| commas(at + 1));
        let thousands = match (first, last_whole) {
            (Some(first), Some(last)) if first < last => {
                tokens[first..last].iter().any(|token| matches!(token, Token::Comma))
            }
            _ => false,
        };
        let percents = tokens.iter().filter(|token| matches!(token, Token::Percent)).count();
        Self {
            point,
            exponent,
            decimals: (point..end).filter(is_digit).count(),
            whole: (0..point).filter(is_digit).count(),
            thousands,
            shift: 2 * percents as i32 - 3 * scaling as i32,
        }
    }
}

/// Puts digits in the places of the section.
fn place(tokens: &[Token], plan: &Plan, digits: &Digits) -> String {
    let end = plan.exponent.unwrap_or(tokens.len());
    let mut text = whole_part(&tokens[..plan.point], plan, &digits.whole);
    if plan.whole == 0 && plan.decimals > 0 {
        // `.00` asks for no digit before the point, yet Excel shows those there are.
        text.push_str(&digits.whole);
    }
    let mut fraction = digits.fraction.chars();
    for token in &tokens[plan.point..end] {
        match token {
            Token::Digit(kind) => {
                let rest_is_zero = fraction.as_str().bytes().all(|digit| digit == b'0');
                match (kind, fraction.next()) {
                    (_, Some(digit)) if *kind == '0' || !rest_is_zero => text.push(digit),
                    ('?', _) => text.push(' '),
                    _ => {}
                }
            }
            other => push_other(&mut text, other),
        }
    }
    text
}

/// The part before the point, filled from the right.
fn whole_part(tokens: &[Token], plan: &Plan, whole: &str) -> String {
    let mut left = whole.bytes().rev().map(char::from).peekable();
    let mut placed = 0;
    let mut remaining = plan.whole;
    // Built from right to left, character by character.
    let mut reversed = Vec::new();
    let mut push_digit = |reversed: &mut Vec<char>, digit: char, separator: char| {
        if plan.thousands && placed > 0 && placed % 3 == 0 {
            reversed.push(separator);
        }
        reversed.push(digit);
        placed += 1;
    };
    for token in tokens.iter().rev() {
        let Token::Digit(kind) = token else {
            let mut text = String::new();
            push_other(&mut text, token);
            reversed.extend(text.chars().rev());
            continue;
        };
        remaining -= 1;
        match (left.next(), kind) {
            (Some(digit), _) => push_digit(&mut reversed, digit, ','),
            (None, '0') => push_digit(&mut reversed, '0', ','),
            (None, '?') => push_digit(&mut reversed, ' ', ' '),
            _ => {}
        }
        while remaining == 0
            && let Some(digit) = left.next()
        {
            push_digit(&mut reversed, digit, ',');
        }
    }
    reversed.into_iter().rev().collect()
}

fn push_other(text: &mut String, token: &Token) {
    match token {
        Token::Literal(literal) => text.push_str(literal),
        Token::Percent => text.push('%'),
        Token::Slash => text.push('/'),
        Token::Point => text.push('.'),
        _ => {}
    }
}

/// `0.00E+00`, and `##0.0E+0` whose powers of ten are multiples of three.
fn power_of_ten(tokens: &[Token], plan: &Plan, exponent_at: usize, number: f64) -> String {
    let step = plan.whole.max(1) as i32;
    let start = |exponent: i32| {
        if step == 1 {
            exponent
        } else {
            exponent.div_euclid(step) * step
        }
    };
    let mut exponent = if number == 0.0 {
        0
    } else {
        start(digits::exponent(number))
    };
    let mut mantissa = digits::round(number, -exponent, plan.decimals);
    if mantissa.whole.len() > step as usize {
        exponent = start(exponent + step);
        mantissa = digits::round(number, -exponent, plan.decimals);
    }
    let mut text = place(tokens, plan, &mantissa);
    let plus = matches!(tokens[exponent_at], Token::Exponent(true));
    text.push('E');
    if exponent < 0 {
        text.push('-');
    } else if plus {
        text.push('+');
    }
    let after = &tokens[exponent_at + 1..];
    let width = after.iter().filter(|token| matches!(token, Token::Digit(_))).count();
    let exponent = exponent.abs().to_string();
    text.extend(std::iter::repeat_n('0', width.saturating_sub(exponent.len())));
    text.push_str(&exponent);
    for token in after {
        push_other(&mut text, token);
    }
    text
}
