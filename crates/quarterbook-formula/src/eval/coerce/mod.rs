//! One kind of value read as another, as Excel does it without being asked.

mod date_text;
mod number_text;

use std::sync::Arc;

use quarterbook_format::number_to_text;

pub(crate) use crate::eval::coerce::date_text::{parse_day, parse_time_of_day};
pub(crate) use crate::eval::coerce::number_text::parse_number;
use crate::{ErrorValue, Value};

/// Texts longer than this are `#VALUE!`.
pub(crate) const MAX_TEXT_LENGTH: usize = 32_767;

/// The value as a number: blank is 0, TRUE is 1, a text is what VALUE makes of it.
///
/// # Errors
/// The value's own error; `#VALUE!` for a text that is no number.
pub(crate) fn to_number(value: &Value) -> Result<f64, ErrorValue> {
    match value {
        Value::Blank => Ok(0.0),
        Value::Number(number) => Ok(*number),
        Value::Bool(bool) => Ok(f64::from(u8::from(*bool))),
        Value::Text(text) => parse_number(text).ok_or(ErrorValue::Value),
        Value::Error(error) => Err(*error),
    }
}

/// The value as a whole number, cut towards zero, as functions take counts and positions.
///
/// # Errors
/// As [`to_number`].
pub(crate) fn to_integer(value: &Value) -> Result<i64, ErrorValue> {
    Ok(to_number(value)?.trunc() as i64)
}

/// The value as text: blank is empty, a number has up to 15 significant digits.
///
/// # Errors
/// The value's own error.
pub(crate) fn to_text(value: &Value) -> Result<Arc<str>, ErrorValue> {
    match value {
        Value::Blank => Ok(Arc::from("")),
        Value::Number(number) => Ok(Arc::from(number_to_text(*number))),
        Value::Bool(bool) => Ok(Arc::from(if *bool { "TRUE" } else { "FALSE" })),
        Value::Text(text) => Ok(text.clone()),
        Value::Error(error) => Err(*error),
    }
}

/// The value as a truth value: every number but 0 is TRUE, and so is the text "true".
///
/// # Errors
/// The value's own error; `#VALUE!` for any other text.
pub(crate) fn to_bool(value: &Value) -> Result<bool, ErrorValue> {
    match value {
        Value::Blank => Ok(false),
        Value::Number(number) => Ok(*number != 0.0),
        Value::Bool(bool) => Ok(*bool),
        Value::Text(text) if text.eq_ignore_ascii_case("TRUE") => Ok(true),
        Value::Text(text) if text.eq_ignore_ascii_case("FALSE") => Ok(false),
        Value::Text(_) => Err(ErrorValue::Value),
        Value::Error(error) => Err(*error),
    }
}

/// A computed number as a value: `#NUM!` for what is not finite, 0 for −0 and for what lies below the
/// smallest normal double.
pub(crate) fn number(number: f64) -> Result<Value, ErrorValue> {
    if !number.is_finite() {
        Err(ErrorValue::Num)
    } else if number.is_normal() {
        Ok(Value::Number(number))
    } else {
        Ok(Value::Number(0.0))
    }
}

/// A computed text as a value.
///
/// # Errors
/// `#VALUE!` when it is longer than a cell can hold.
pub(crate) fn text(text: impl AsRef<str>) -> Result<Value, ErrorValue> {
    let text = text.as_ref();
    // UTF-16 units, as Excel counts; no text has more of them than bytes.
    if text.len() > MAX_TEXT_LENGTH && text.encode_utf16().count() > MAX_TEXT_LENGTH {
        return Err(ErrorValue::Value);
    }
    Ok(Value::text(text))
}
