//! Values as differences and traces compare and print them: at the 15 significant digits a spreadsheet shows.

use quarterbook_formula::Value;

/// Whether a reader sees the same.
pub(super) fn is_same(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::Number(a), Value::Number(b)) => fifteen_digits(*a) == fifteen_digits(*b),
        _ => old == new,
    }
}

/// A value in words.
pub(crate) fn shown_value(value: &Value) -> String {
    match value {
        Value::Blank => "nothing".to_owned(),
        Value::Number(number) => fifteen_digits(*number).to_string(),
        Value::Text(text) => text.to_string(),
        Value::Bool(true) => "TRUE".to_owned(),
        Value::Bool(false) => "FALSE".to_owned(),
        Value::Error(error) => error.to_string(),
    }
}

/// The number at 15 significant digits.
pub(crate) fn fifteen_digits(number: f64) -> f64 {
    format!("{number:.14e}").parse().unwrap_or(number)
}
