//! Criteria, as SUMIFS and its kind take them.

pub(crate) mod codes;
pub(crate) mod index;
pub(crate) mod select;
pub(crate) mod wildcard;

use std::cmp::Ordering;

use quarterbook_format::compare_at_15_digits;

use crate::eval::coerce::parse_number;
use crate::eval::compare;
use crate::eval::criteria::wildcard::Pattern;
use crate::{BinaryOperator, ErrorValue, Value};

/// A condition on one cell.
#[derive(Debug, Clone)]
pub(crate) enum Criterion {
    /// `"=x"`, `"x"` or a value: equal to it.
    Equal(Wanted),
    /// `"<>x"`: everything else, blanks among it.
    NotEqual(Wanted),
    /// `">=x"` and its kind; holds for cells of the same type only.
    Order(BinaryOperator, Value),
}

/// What an equality looks for.
#[derive(Debug, Clone)]
pub(crate) enum Wanted {
    /// A number; texts that read as this number are equal to it.
    Number(f64),
    /// A text, perhaps with wildcards.
    Text(Pattern),
    /// TRUE or FALSE.
    Bool(bool),
    /// An error.
    Error(ErrorValue),
    /// `"="`: a cell with nothing in it.
    Nothing,
    /// `""`: a cell with nothing in it or with an empty text.
    NothingOrEmptyText,
}

impl Criterion {
    /// The condition a criterion argument stands for; a blank one asks for 0.
    pub(crate) fn new(value: &Value) -> Self {
        match value {
            Value::Blank => Self::Equal(Wanted::Number(0.0)),
            Value::Number(number) => Self::Equal(Wanted::Number(*number)),
            Value::Bool(bool) => Self::Equal(Wanted::Bool(*bool)),
            Value::Error(error) => Self::Equal(Wanted::Error(*error)),
            Value::Text(text) => Self::from_text(text),
        }
    }

    fn from_text(text: &str) -> Self {
        use BinaryOperator::{Greater, GreaterOrEqual, Less, LessOrEqual};
        if text.is_empty() {
            return Self::Equal(Wanted::NothingOrEmptyText);
        }
        if let Some(rest) = text.strip_prefix("<>") {
            return Self::NotEqual(Wanted::new(rest));
        }
        let orders = [(">=", GreaterOrEqual), ("<=", LessOrEqual), (">", Greater), ("<", Less)];
        for (prefix, operator) in orders {
            if let Some(rest) = text.strip_prefix(prefix) {
                return Self::Order(operator, bound(rest));
            }
        }
        Self::Equal(Wanted::new(text.strip_prefix('=').unwrap_or(text)))
    }

    /// Whether a cell fulfils the condition.
    pub(crate) fn matches(&self, value: &Value) -> bool {
        match self {
            Self::Equal(wanted) => wanted.is(value),
            Self::NotEqual(wanted) => !wanted.is(value),
            Self::Order(operator, bound) => {
                let ordering = match (value, bound) {
                    (Value::Number(number), Value::Number(bound)) => compare_at_15_digits(*number, *bound),
                    (Value::Text(text), Value::Text(bound)) => compare::texts(text, bound),
                    (Value::Bool(bool), Value::Bool(bound)) => bool.cmp(bound),
                    _ => return false,
                };
                match operator {
                    BinaryOperator::GreaterOrEqual => ordering != Ordering::Less,
                    BinaryOperator::LessOrEqual => ordering != Ordering::Greater,
                    BinaryOperator::Greater => ordering == Ordering::Greater,
                    _ => ordering == Ordering::Less,
                }
            }
        }
    }
}

/// What a text behind an operator is compared as.
fn bound(text: &str) -> Value {
    if let Some(number) = parse_number(text) {
        return Value::Number(number);
    }
    match parse_bool(text) {
        Some(bool) => Value::Bool(bool),
        None => Value::text(text),
    }
}

fn parse_bool(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("TRUE") {
        Some(true)
    } else if text.eq_ignore_ascii_case("FALSE") {
        Some(false)
    } else {
        None
    }
}

impl Wanted {
    fn new(text: &str) -> Self {
        if text.is_empty() {
            Self::Nothing
        } else if let Ok(error) = text.parse() {
            Self::Error(error)
        } else {
            match bound(text) {
                Value::Number(number) => Self::Number(number),
                Value::Bool(bool) => Self::Bool(bool),
                _ => Self::Text(Pattern::new(text)),
            }
        }
    }

    fn is(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Number(wanted), Value::Number(number)) => compare_at_15_digits(*wanted, *number).is_eq(),
            (Self::Number(wanted), Value::Text(text)) => {
                parse_number(text).is_some_and(|number| compare_at_15_digits(*wanted, number).is_eq())
            }
            (Self::Text(pattern), Value::Text(text)) => pattern.matches(text),
            (Self::Bool(wanted), Value::Bool(bool)) => wanted == bool,
            (Self::Error(wanted), Value::Error(error)) => wanted == error,
            (Self::Nothing | Self::NothingOrEmptyText, Value::Blank) => true,
            (Self::NothingOrEmptyText, Value::Text(text)) => text.is_empty(),
            _ => false,
        }
    }
}
