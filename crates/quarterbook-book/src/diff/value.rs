//! Values as differences and traces compare and print them: at the 15 significant digits a spreadsheet shows.

use quarterbook_formula::Value;

/// Whether a reader sees the same.
pub(super) fn is_same(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::Number(a), Value::Number(b)) => fifteen_digits(*a) == fifteen_digits(*b),
        _ => old == new,
    }
}

/// Whether two results are one: computed numbers that differ behind their twelfth digit were added up in another order.
pub(super) fn is_same_result(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::Number(a), Value::Number(b)) => (a - b).abs() <= 1e-12 * a.abs().max(b.abs()).max(1e-3),
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
    digits(number, 15)
}

/// How many digits of a computed number are told, and those before the point in any case: more say nothing to a
/// reader.
const OF_A_RESULT: usize = 5;
/// How many digits of a movement are told.
const OF_A_MOVEMENT: usize = 3;

/// A constant with its unit: `5.36 USD m`, `49.1%`.
pub(super) fn constant_with_unit(value: &Value, unit: &str) -> String {
    with_unit(value, unit, 15)
}

/// A result with its unit, to five digits.
pub(super) fn result_with_unit(value: &Value, unit: &str) -> String {
    with_unit(value, unit, OF_A_RESULT)
}

/// Two values and their unit, said once: `5.4 → 5.36 USD m`.
pub(super) fn constants_with_unit(old: &Value, new: &Value, unit: &str) -> String {
    both(old, new, unit, 15)
}

/// Two results and their unit, to five digits.
pub(super) fn results_with_unit(old: &Value, new: &Value, unit: &str) -> String {
    both(old, new, unit, OF_A_RESULT)
}

fn both(old: &Value, new: &Value, unit: &str, most: usize) -> String {
    let said_once = if unit == "%" { "%" } else { "" };
    format!("{} → {}", with_unit(old, said_once, most), with_unit(new, unit, most))
}

fn with_unit(value: &Value, unit: &str, most: usize) -> String {
    match value {
        Value::Number(number) if unit == "%" => format!("{}%", digits(number * 100.0, most)),
        Value::Number(number) if unit.is_empty() => digits(*number, most).to_string(),
        Value::Number(number) => format!("{} {unit}", digits(*number, most)),
        other => shown_value(other),
    }
}

/// How far a number moved: `(-0.04, -0.7%)`; in points for a rate; empty where one side is no number.
pub(super) fn movement(old: &Value, new: &Value, unit: &str) -> String {
    let (Value::Number(old), Value::Number(new)) = (old, new) else {
        return String::new();
    };
    let change = new - old;
    if unit == "%" {
        return format!(" ({:+} pp)", digits(change * 100.0, OF_A_MOVEMENT));
    }
    let amount = digits(change, OF_A_MOVEMENT);
    if unit == "pp" || unit == "bps" {
        format!(" ({amount:+} {unit})")
    } else if *old > 0.0 {
        format!(" ({amount:+}, {:+.1}%)", change / old * 100.0)
    } else {
        format!(" ({amount:+})")
    }
}

/// The number at so many significant digits, those before the point kept.
fn digits(number: f64, count: usize) -> f64 {
    let before_point = number.abs().max(1.0).log10().floor() as usize + 1;
    let count = count.max(before_point);
    format!("{number:.*e}", count.saturating_sub(1))
        .parse()
        .unwrap_or(number)
}
