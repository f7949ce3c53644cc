//! Numbers to text and back: TEXT, FIXED, DOLLAR, VALUE, NUMBERVALUE, VALUETOTEXT.

use quarterbook_format::NumberFormat;

use crate::eval::coerce;
use crate::eval::functions::rounding::{Direction, round};

use crate::number_format::show;
use crate::{ErrorValue, Value};

/// TEXT; a text that reads as a number is formatted as one.
///
/// # Errors
/// `#VALUE!` for a code Excel refuses and for a number the code cannot show.
pub(super) fn text(value: &Value, code: &str) -> Result<String, ErrorValue> {
    let format = NumberFormat::parse(code).ok_or(ErrorValue::Value)?;
    let shown = match value {
        Value::Text(text) => match coerce::parse_number(text) {
            Some(number) => format.number(number),
            None => show(&format, value),
        },
        Value::Blank => format.number(0.0),
        value => show(&format, value),
    };
    shown.ok_or(ErrorValue::Value)
}

/// FIXED
///
/// # Errors
/// `#VALUE!` for more than 127 decimals.
pub(super) fn fixed(number: f64, decimals: f64, thousands: bool) -> Result<String, ErrorValue> {
    let whole = if thousands { "#,##0" } else { "0" };
    with_decimals(number, decimals, |places| format!("{whole}{places}"))
}

/// DOLLAR
///
/// # Errors
/// As [`fixed`].
pub(super) fn dollar(number: f64, decimals: f64) -> Result<String, ErrorValue> {
    with_decimals(number, decimals, |places| format!("$#,##0{places};($#,##0{places})"))
}

fn with_decimals(number: f64, decimals: f64, code: impl Fn(&str) -> String) -> Result<String, ErrorValue> {
    let decimals = decimals.trunc();
    if decimals > 127.0 {
        return Err(ErrorValue::Value);
    }
    let decimals = decimals.max(-400.0) as i32;
    // Rounded first, so that what becomes zero has no sign.
    let number = round(number, decimals, Direction::Nearest);
    let places = match decimals {
        ..=0 => String::new(),
        decimals => format!(".{}", "0".repeat(decimals as usize)),
    };
    NumberFormat::parse(&code(&places))
        .and_then(|format| format.number(number))
        .ok_or(ErrorValue::Value)
}

/// NUMBERVALUE: spaces and group separators are skipped, percent signs divide.
///
/// # Errors
/// `#VALUE!` for what is no number, a group separator behind the decimal one, an empty separator, or one that is
/// both.
pub(super) fn numbervalue(text: &str, decimal: &str, group: &str) -> Result<f64, ErrorValue> {
    let first = |separator: &str| separator.chars().next().ok_or(ErrorValue::Value);
    let (decimal, group) = (first(decimal)?, first(group)?);
    if decimal == group {
        return Err(ErrorValue::Value);
    }
    let text: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    let digits = text.trim_end_matches('%');
    let percents = text.len() - digits.len();
    let (whole, fraction) = match digits.split_once(decimal) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    if fraction.is_some_and(|fraction| fraction.contains([decimal, group])) {
        return Err(ErrorValue::Value);
    }
    let whole = whole.replace(group, "");
    let plain = match fraction {
        Some(fraction) => format!("{whole}.{fraction}"),
        None => whole,
    };
    if plain.is_empty() {
        return if text.is_empty() {
            Ok(0.0)
        } else {
            Err(ErrorValue::Value)
        };
    }
    if plain.contains([',', '/', ':']) {
        return Err(ErrorValue::Value);
    }
    let number = coerce::parse_number(&plain).ok_or(ErrorValue::Value)?;
    Ok((0..percents).fold(number, |number, _| number / 100.0))
}

/// VALUETOTEXT: as shown, or (strict) as the formula bar has it, texts in quotes.
///
/// # Errors
/// `#VALUE!` for a format other than 0 and 1.
pub(super) fn value_to_text(value: &Value, format: f64) -> Result<String, ErrorValue> {
    let strict = match format.trunc() {
        0.0 => false,
        1.0 => true,
        _ => return Err(ErrorValue::Value),
    };
    Ok(match value {
        Value::Text(text) if strict => format!("\"{}\"", text.replace('"', "\"\"")),
        Value::Error(error) => error.code().to_owned(),
        other => coerce::to_text(other)?.to_string(),
    })
}
