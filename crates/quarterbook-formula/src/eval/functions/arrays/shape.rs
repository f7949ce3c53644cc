//! Taking arrays apart and putting them into another shape.

use super::{Source, build, integer};
use crate::eval::argument::Argument;
use crate::eval::coerce::{to_bool, to_integer};
use crate::eval::operand::Operand;
use crate::{ErrorValue, Value};

/// TAKE: so many rows and columns from the start, or from the end when negative.
pub(super) fn take(arguments: &[Argument]) -> Result<Operand, ErrorValue> {
    let source = Source::new(&arguments[0])?;
    let kept = |count: Option<i64>, length: usize| match count {
        None => Ok(0..length),
        Some(0) => Err(ErrorValue::Calc),
        Some(count @ 1..) => Ok(0..length.min(count as usize)),
        Some(count) => Ok(length.saturating_sub(count.unsigned_abs() as usize)..length),
    };
    let rows = kept(integer(arguments, 1)?, source.rows)?;
    let columns = kept(integer(arguments, 2)?, source.columns)?;
    part(&source, rows, columns)
}

/// DROP: all but so many rows and columns from the start, or from the end when negative.
pub(super) fn drop(arguments: &[Argument]) -> Result<Operand, ErrorValue> {
    let source = Source::new(&arguments[0])?;
    let kept = |count: Option<i64>, length: usize| {
        let count = count.unwrap_or(0);
        let dropped = length.min(count.unsigned_abs() as usize);
        if count < 0 {
            0..length - dropped
        } else {
            dropped..length
        }
    };
    let rows = kept(integer(arguments, 1)?, source.rows);
    let columns = kept(integer(arguments, 2)?, source.columns);
    part(&source, rows, columns)
}

fn part(source: &Source, rows: std::ops::Range<usize>, columns: std::ops::Range<usize>) -> Result<Operand, ErrorValue> {
    let places = rows.flat_map(|row| columns.clone().map(move |column| (row, column)));
    build(
        columns.len(),
        places.map(|(row, column)| source.get(row, column)).collect(),
    )
}

/// CHOOSECOLS and CHOOSEROWS: the lines with these 1-based numbers, from the end when negative.
pub(super) fn choose(arguments: &[Argument], is_columns: bool) -> Result<Operand, ErrorValue> {
    let source = Source::new(&arguments[0])?;
    let length = if is_columns { source.columns } else { source.rows } as i64;
    let mut lines = Vec::new();
    for argument in &arguments[1..] {
        let argument = argument.to_array()?;
        for value in argument.values() {
            let number = to_integer(value)?;
            if number == 0 || number.abs() > length {
                return Err(ErrorValue::Value);
            }
            lines.push(if number > 0 { number - 1 } else { length + number } as usize);
        }
    }
    if is_columns {
        source.pick_columns(&lines)
    } else {
        source.pick_rows(&lines)
    }
}

/// TOCOL and TOROW: one line of all values; 1 leaves out blanks, 2 errors, 3 both.
pub(super) fn to_line(arguments: &[Argument], is_column: bool) -> Result<Operand, ErrorValue> {
    let source = Source::new(&arguments[0])?;
    let ignored = integer(arguments, 1)?.unwrap_or(0);
    if !(0..=3).contains(&ignored) {
        return Err(ErrorValue::Value);
    }
    let by_column = match arguments.get(2) {
        None | Some(Argument::Omitted) => false,
        Some(argument) => to_bool(argument.value())?,
    };
    let is_kept = |value: &Value| match value {
        Value::Blank => ignored & 1 == 0,
        Value::Error(_) => ignored & 2 == 0,
        _ => true,
    };
    let count = source.rows * source.columns;
    let values: Vec<Value> = (0..count)
        .map(|at| {
            if by_column {
                source.get(at % source.rows, at / source.rows)
            } else {
                source.get(at / source.columns, at % source.columns)
            }
        })
        .filter(is_kept)
        .collect();
    build(if is_column { 1 } else { values.len() }, values)
}

/// WRAPROWS and WRAPCOLS: a line broken into rows or columns of a length; what is missing at the end is padded.
pub(super) fn wrap(arguments: &[Argument], into_rows: bool) -> Result<Operand, ErrorValue> {
    let source = Source::new(&arguments[0])?;
    if source.rows > 1 && source.columns > 1 {
        return Err(ErrorValue::Value);
    }
    let length = match integer(arguments, 1)? {
        Some(length @ 1..) => length as usize,
        _ => return Err(ErrorValue::Num),
    };
    let padding = match arguments.get(2) {
        None | Some(Argument::Omitted) => ErrorValue::NotAvailable.into(),
        Some(argument) => argument.value().clone(),
    };
    let values = source.array.values();
    // A line no longer than that is given as it is.
    let length = length.min(values.len());
    let lines = values.len().div_ceil(length);
    let wrapped = (0..lines * length).map(|at| {
        let from = if into_rows {
            at
        } else {
            at % lines * length + at / lines
        };
        values.get(from).unwrap_or(&padding).clone()
    });
    build(if into_rows { length } else { lines }, wrapped.collect())
}

/// TRANSPOSE.
pub(super) fn transpose(arguments: &[Argument]) -> Result<Operand, ErrorValue> {
    let source = Source::new(&arguments[0])?;
    let places = (0..source.columns).flat_map(|column| (0..source.rows).map(move |row| (row, column)));
    build(
        source.rows,
        places.map(|(row, column)| source.get(row, column)).collect(),
    )
}
