//! FILTER, SORT, SORTBY and UNIQUE.

use std::cmp::Ordering;
use std::collections::HashSet;

use super::{Source, integer};
use crate::eval::argument::Argument;
use crate::eval::coerce::{to_bool, to_integer};
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
    let numbers = integers(arguments, 1, 1)?;
    let directions = integers(arguments, 2, 1)?;
    if directions.len() != 1 && directions.len() != numbers.len() {
        return Err(ErrorValue::Value);
    }
    let by_column = match arguments.get(3) {
        None | Some(Argument::Omitted) => false,
        Some(argument) => to_bool(argument.value())?,
    };
    let line = |number: usize| -> Vec<Value> {
        if by_column {
            (0..source.columns).map(|column| source.get(number, column)).collect()
        } else {
            (0..source.rows).map(|row| source.get(row, number)).collect()
        }
    };
    let count = if by_column { source.rows } else { source.columns };
    let mut keys = Vec::with_capacity(numbers.len());
    for (&number, &direction) in numbers.iter().zip(directions.iter().cycle()) {
        if number < 1 || number as usize > count {
            return Err(ErrorValue::Value);
        }
        keys.push((line(number as usize - 1), is_descending(direction)?));
    }
    in_order_of(&source, by_column, &keys)
}

/// Every value of an argument as a whole number, or what stands in for all when it is left out.
fn integers(arguments: &[Argument], at: usize, default: i64) -> Result<Vec<i64>, ErrorValue> {
    match arguments.get(at) {
        None | Some(Argument::Omitted) => Ok(vec![default]),
        Some(argument) => Source::new(argument)?.array.values().iter().map(to_integer).collect(),
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
        let values = key.array.values().to_vec();
        keys.push((values, is_descending(integer(pair, 1)?.unwrap_or(1))?));
    }
    in_order_of(&source, by_column.unwrap_or(false), &keys)
}

/// The rows, or the columns, in the order of keys with their directions; lines with equal keys stay in theirs.
fn in_order_of(source: &Source, by_column: bool, keys: &[(Vec<Value>, bool)]) -> Result<Operand, ErrorValue> {
    let lines = if by_column { source.columns } else { source.rows };
    let mut order_of_lines: Vec<usize> = (0..lines).collect();
    order_of_lines.sort_by(|&one, &other| {
        keys.iter()
            .map(|(values, is_descending)| order(&values[one], &values[other], *is_descending))
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
