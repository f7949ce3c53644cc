//! Text read as a number, as VALUE and arithmetic on texts do it (English, United States).

use crate::eval::coerce::date_text::parse_date_time;
use crate::written_number;

/// The number a text stands for: digits with thousands separators, sign, parentheses, currency, percent and
/// power of ten, a fraction (`1 1/2`), a date or a time. `None` when it is none of them.
pub(crate) fn parse_number(text: &str) -> Option<f64> {
    let text = text.trim_matches([' ', '\u{a0}', '\t', '\n', '\r']);
    let number = parse_plain(text)
        .or_else(|| parse_fraction(text))
        .or_else(|| parse_date_time(text))?;
    number.is_finite().then_some(if number == 0.0 { 0.0 } else { number })
}

fn parse_plain(text: &str) -> Option<f64> {
    let (text, negative) = strip_sign(text)?;
    let (text, percents) = strip_percents(text);
    let number = parse_digits(text)?;
    let number = if negative { -number } else { number };
    Some((0..percents).fold(number, |number, _| number / 100.0))
}

/// Takes off parentheses, sign and currency in any order Excel accepts, each at most once.
fn strip_sign(text: &str) -> Option<(&str, bool)> {
    let (mut rest, mut negative) = match text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
        Some(inner) => (inner.trim(), true),
        None => (text, false),
    };
    let (mut has_sign, mut has_currency) = (negative, false);
    loop {
        let first = rest.chars().next()?;
        match first {
            '+' | '-' if !has_sign => {
                negative = first == '-';
                has_sign = true;
            }
            '$' | '¥' | '￥' | '€' | '£' if !has_currency => has_currency = true,
            _ => return Some((rest, negative)),
        }
        rest = rest[first.len_utf8()..].trim_start();
    }
}

fn strip_percents(text: &str) -> (&str, usize) {
    let rest = text.trim_end_matches('%');
    let percents = text.len() - rest.len();
    if percents > 1 {
        return (text, 0);
    }
    (rest.trim_end(), percents)
}

/// Digits with an optional point, thousands separators before it, and a power of ten.
fn parse_digits(text: &str) -> Option<f64> {
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let whole = strip_thousands(whole)?;
    if !is_digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let exponent = match exponent {
        Some(exponent) => {
            let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            if digits.is_empty() || !is_digits(digits) {
                return None;
            }
            exponent
        }
        None => "0",
    };
    written_number::read(&format!("{whole}.{fraction}0e{exponent}"))
}

/// `1,234,567` without its separators; a group after a separator has at least three digits.
fn strip_thousands(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let has_groups = whole.contains(',');
    let ok = first.bytes().all(|byte| byte.is_ascii_digit())
        && !(has_groups && first.is_empty())
        && groups.all(|group| group.len() >= 3 && group.bytes().all(|byte| byte.is_ascii_digit()));
    ok.then(|| format!("0{}", whole.replace(',', "")))
        .filter(|_| !whole.is_empty() || !has_groups)
}

/// `1 1/2` or `-0 3/4`.
fn parse_fraction(text: &str) -> Option<f64> {
    let (text, negative) = strip_sign(text)?;
    let (whole, fraction) = text.split_once(' ')?;
    let (numerator, denominator) = fraction.trim_start().split_once('/')?;
    let part = |text: &str, longest: usize| -> Option<f64> {
        let ok = (1..=longest).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        ok.then(|| text.parse().ok())?
    };
    let denominator = part(denominator, 5).filter(|denominator| *denominator != 0.0)?;
    let number = part(whole, 15)? + part(numerator, 5)? / denominator;
    Some(if negative { -number } else { number })
}
