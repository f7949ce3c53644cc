//! Which of two values is the larger one.

use std::cmp::Ordering;

use quarterbook_format::compare_at_15_digits;

use crate::{BinaryOperator, ErrorValue, Value};

/// How two values compare: numbers before texts before booleans; numbers at 15 significant digits; texts
/// without regard to case; a blank as 0, "" or FALSE, whatever the other one is.
///
/// # Errors
/// The error of the left value, then that of the right one.
pub(crate) fn values(left: &Value, right: &Value) -> Result<Ordering, ErrorValue> {
    if let Value::Error(error) = left {
        return Err(*error);
    }
    if let Value::Error(error) = right {
        return Err(*error);
    }
    Ok(match (left, right) {
        (Value::Blank, Value::Blank) => Ordering::Equal,
        (Value::Number(left), Value::Number(right)) => compare_at_15_digits(*left, *right),
        (Value::Blank, Value::Number(right)) => compare_at_15_digits(0.0, *right),
        (Value::Number(left), Value::Blank) => compare_at_15_digits(*left, 0.0),
        (Value::Text(left), Value::Text(right)) => texts(left, right),
        (Value::Blank, Value::Text(right)) => texts("", right),
        (Value::Text(left), Value::Blank) => texts(left, ""),
        (Value::Bool(left), Value::Bool(right)) => left.cmp(right),
        (Value::Blank, Value::Bool(right)) => false.cmp(right),
        (Value::Bool(left), Value::Blank) => left.cmp(&false),
        _ => type_rank(left).cmp(&type_rank(right)),
    })
}

/// Where a value's type stands when values of different types are put in order; blanks come last.
pub(crate) fn type_rank(value: &Value) -> u8 {
    match value {
        Value::Number(_) => 0,
        Value::Text(_) => 1,
        Value::Bool(_) => 2,
        Value::Error(_) => 3,
        Value::Blank => 4,
    }
}

/// Whether a comparison holds.
///
/// # Errors
/// As [`values`].
pub(crate) fn with_operator(operator: BinaryOperator, left: &Value, right: &Value) -> Result<bool, ErrorValue> {
    let ordering = values(left, right)?;
    Ok(match operator {
        BinaryOperator::Equal => ordering.is_eq(),
        BinaryOperator::NotEqual => ordering.is_ne(),
        BinaryOperator::Less => ordering.is_lt(),
        BinaryOperator::LessOrEqual => ordering.is_le(),
        BinaryOperator::Greater => ordering.is_gt(),
        BinaryOperator::GreaterOrEqual => ordering.is_ge(),
        _ => false,
    })
}

/// How two texts compare without regard to case: punctuation before digits before letters.
pub(crate) fn texts(left: &str, right: &str) -> Ordering {
    // Criteria compare thousands of texts that begin alike: skip what is the same byte for byte.
    let mut same = left
        .bytes()
        .zip(right.bytes())
        .take_while(|(one, other)| one == other)
        .count();
    while !left.is_char_boundary(same) || !right.is_char_boundary(same) {
        same -= 1;
    }
    let (mut left, mut right) = (left[same..].chars(), right[same..].chars());
    loop {
        match (left.next(), right.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(one), Some(other)) if one == other => {}
            (Some(one), Some(other)) => {
                let ordering = rank(one).cmp(&rank(other));
                if ordering.is_ne() {
                    return ordering;
                }
            }
        }
    }
}

fn rank(char: char) -> (u8, char) {
    let char = lower(char);
    let class = match char {
        '0'..='9' => 1,
        char if char.is_alphabetic() => 2,
        _ => 0,
    };
    (class, char)
}

/// The character in lower case; characters whose lower case is longer than one stay.
pub(crate) fn lower(char: char) -> char {
    if char.is_ascii() {
        return char.to_ascii_lowercase();
    }
    let mut lower = char.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(only), None) => only,
        _ => char,
    }
}
