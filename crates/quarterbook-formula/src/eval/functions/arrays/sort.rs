//! FILTER, SORT, SORTBY and UNIQUE.

use std::cmp::Ordering;
use std::collections::HashSet;

use super::{Source, integer};
use crate::eval::argument::Argument;
use crate::eval::coerce::to_bool;
use crate::eval::compare::{self, lower, type_rank};
use crate::eval::operand::Operand;
use crate::{ErrorValue, Value};

pub(super) fn filter(arguments: &[Argument]) -> Result<Operand, ErrorValue> {
    let source = Source::new(&arguments[0])?;
    let included = Source::new(&arguments[1])?;
    let by_row = included.columns == 1 && included.rows == source.rows;
    let by_column = included.rows == 1 && included.columns == source.columns;
    if !by_row && !by_column {
        return Err(ErrorValue::Value);
    }
    let mut kept = Vec::new();
    for (at, value) in included.array.values().iter().enumerate() {
        if to_bool(value)? {
            kept.push(at);
        }
    }
    match (kept.is_empty(), arguments.get(2)) {
        (true, None | Some(Argument::Omitted)) => Err(ErrorValue::Calc),
        (true, Some(replacement)) => Ok(replacement.value().clone().into()),
        (false, _) if by_row => source.pick_rows(&kept),
        (false, _) => source.pick_columns(&kept),
    }
}

/// How values stand in sorted order: numbers, texts, booleans, errors, and blanks at the end in either
/// direction.
fn order(left: &Value, right: &Value, is_descending: bool) -> Ordering {
    match (left, right) {
        (Value::Blank, Value::Blank) => return Ordering::Equal,
        (Value::Blank, _) => return Ordering::Greater,
        (_, Value::Blank) => return Ordering::Less,
        _ => {}
    }
    let ordering = type_rank(left)
        .cmp(&type_rank(right))
        .then_with(|| match (left, right) {
            (Value::Number(left), Value::Number(right)) => left.total_cmp(right),
            (Value::Text(left), Value::Text(right)) => compare::texts(left, right),
            (Value::Bool(left), Value::Bool(right)) => left.cmp(right),
            _ => Ordering::Equal,
        });
    if is_descending { ordering.reverse() } else { ordering }
}

fn is_descending(direction: i64) -> Result<bool, ErrorValue> {
    match direction {
        1 => Ok(false),
        -1 => Ok(true),
        _ => Err(ErrorValue::Value),
    }
}

pub(super) fn sort(arguments: &[Argument]) -> Result<Operand, ErrorValue> {
    let source = Source::new(&arguments[0])?;
    let key = integer(arguments, 1)?.unwrap_or(1);
    let is_descending = is_descending(integer(arguments, 2)?.unwrap_or(1))?;
    let by_column = match arguments.get(3) {
        None | Some(Argument::Omitted) => false,
        Some(argument) => to_bool(argument.value())?,
    };
    let (lines, keys) = if by_column {
        (source.columns, source.rows)
    } else {
        (source.rows, source.columns)
    };
    if key < 1 || key as usize > keys {
        return Err(ErrorValue::Value);
    }
    let key = key as usize - 1;
    let value = |line: usize| {
        if by_column {
            source.get(key, line)
        } else {
            source.get(line, key)
        }
    };
    let values: Vec<Value> = (0..lines).map(value).collect();
    let mut order_of_lines: Vec<usize> = (0..lines).collect();
    order_of_lines.sort_by(|&one, &other| order(&values[one], &values[other], is_descending));
    if by_column {
        source.pick_columns(&order_of_lines)
    } else {
        source.pick_rows(&order_of_lines)
    }
}

pub(super) fn sort_by(arguments: &[Argument]) -> Result<Operand, ErrorValue> {
    let source = Source::new(&arguments[0])?;
    let mut keys = Vec::new();
    let mut by_column = None;
    for pair in arguments[1..].chunks(2) {
        let key = Source::new(&pair[0])?;
        let fits_rows = key.columns == 1 && key.rows == source.rows;
        let fits_columns = key.rows == 1 && key.columns == source.columns;
        match by_column {
            None if fits_rows => by_column = Some(false),
            None if fits_columns => by_column = Some(true),
            Some(false) if fits_rows => {}
            Some(true) if fits_columns => {}
            _ => return Err(ErrorValue::Value),
        }
        keys.push((key, is_descending(integer(pair, 1)?.unwrap_or(1))?));
    }
    let by_column = by_column.unwrap_or(false);
    let lines = if by_column { source.columns } else { source.rows };
    let mut order_of_lines: Vec<usize> = (0..lines).collect();
    order_of_lines.sort_by(|&one, &other| {
        keys.iter()
            .map(|(key, is_descending)| order(&key.array.values()[one], &key.array.values()[other], *is_descending))
            .find(|ordering| ordering.is_ne())
            .unwrap_or(Ordering::Equal)
    });
    if by_column {
        source.pick_columns(&order_of_lines)
    } else {
        source.pick_rows(&order_of_lines)
    }
}

pub(super) fn unique(arguments: &[Argument]) -> Result<Operand, ErrorValue> {
    let source = Source::new(&arguments[0])?;
    let flag = |at: usize| match arguments.get(at) {
        None | Some(Argument::Omitted) => Ok(false),
        Some(argument) => to_bool(argument.value()),
    };
    let (by_column, exactly_once) = (flag(1)?, flag(2)?);
    let lines = if by_column { source.columns } else { source.rows };
    let key = |line: usize| -> Vec<Key> {
        if by_column {
            (0..source.rows).map(|row| Key::new(&source.get(row, line))).collect()
        } else {
            (0..source.columns)
                .map(|column| Key::new(&source.get(line, column)))
                .collect()
        }
    };
    let keys: Vec<Vec<Key>> = (0..lines).map(key).collect();
    let mut seen = HashSet::new();
    let mut repeated = HashSet::new();
    let mut kept = Vec::new();
    for (line, key) in keys.iter().enumerate() {
        if seen.insert(key) {
            kept.push(line);
        } else {
            repeated.insert(key);
        }
    }
    if exactly_once {
        kept.retain(|line| !repeated.contains(&keys[*line]));
    }
    if by_column {
        source.pick_columns(&kept)
    } else {
        source.pick_rows(&kept)
    }
}

/// What makes a value the same as another: texts without regard to case.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Blank,
    Number(u64),
    Text(String),
    Bool(bool),
    Error(ErrorValue),
}

impl Key {
    fn new(value: &Value) -> Self {
        match value {
            Value::Blank => Self::Blank,
            Value::Number(number) => Self::Number(number.to_bits()),
            Value::Text(text) => Self::Text(text.chars().map(lower).collect()),
            Value::Bool(bool) => Self::Bool(*bool),
            Value::Error(error) => Self::Error(*error),
        }
    }
}
