//! SEQUENCE, EXPAND, stacking, and products of matrices.

use super::{Source, build, integer};
use crate::eval::argument::Argument;
use crate::eval::coerce::{number, to_number};
use crate::eval::interpreter::MAX_ARRAY_CELLS;
use crate::eval::operand::Operand;
use crate::{ErrorValue, Value};

pub(super) fn sequence(arguments: &[Argument]) -> Result<Operand, ErrorValue> {
    let size = |at: usize| match integer(arguments, at)?.unwrap_or(1) {
        ..0 => Err(ErrorValue::Value),
        0 => Err(ErrorValue::Calc),
        size => Ok(size as usize),
    };
    let float = |at: usize| match arguments.get(at) {
        None | Some(Argument::Omitted) => Ok(1.0),
        Some(argument) => argument.number(),
    };
    let (rows, columns, start, step) = (size(0)?, size(1)?, float(2)?, float(3)?);
    let count = rows.saturating_mul(columns);
    if count > MAX_ARRAY_CELLS {
        return Err(ErrorValue::Num);
    }
    let values: Result<Vec<_>, _> = (0..count).map(|at| number(start + at as f64 * step)).collect();
    build(columns, values?)
}

pub(super) fn expand(arguments: &[Argument]) -> Result<Operand, ErrorValue> {
    let source = Source::new(&arguments[0])?;
    let rows = integer(arguments, 1)?.unwrap_or(source.rows as i64);
    let columns = integer(arguments, 2)?.unwrap_or(source.columns as i64);
    if rows < source.rows as i64 || columns < source.columns as i64 {
        return Err(ErrorValue::Value);
    }
    let (rows, columns) = (rows as usize, columns as usize);
    if rows.saturating_mul(columns) > MAX_ARRAY_CELLS {
        return Err(ErrorValue::Num);
    }
    let padding = match arguments.get(3) {
        None | Some(Argument::Omitted) => ErrorValue::NotAvailable.into(),
        Some(argument) => argument.value().clone(),
    };
    let places = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    let value = |(row, column)| source.array.get(row, column).unwrap_or(&padding).clone();
    // A place beyond the last row but within the columns is outside of the source too.
    let is_inside = |row: usize, column: usize| row < source.rows && column < source.columns;
    build(
        columns,
        places
            .map(|(row, column)| {
                if is_inside(row, column) {
                    value((row, column))
                } else {
                    padding.clone()
                }
            })
            .collect(),
    )
}

/// HSTACK and VSTACK: arrays side by side or below each other; what is missing is `#N/A`.
pub(super) fn stack(arguments: &[Argument], is_horizontal: bool) -> Result<Operand, ErrorValue> {
    let mut sources = Vec::with_capacity(arguments.len());
    for argument in arguments {
        // An error among the arrays is stacked like any other value.
        let array = argument.to_array()?;
        let (rows, columns) = (array.rows(), array.columns());
        sources.push(Source { array, rows, columns });
    }
    let longest = |length: fn(&Source) -> usize| sources.iter().map(length).max().unwrap_or(0);
    let total = |length: fn(&Source) -> usize| sources.iter().map(length).sum::<usize>();
    let (rows, columns) = if is_horizontal {
        (longest(|source| source.rows), total(|source| source.columns))
    } else {
        (total(|source| source.rows), longest(|source| source.columns))
    };
    if rows.saturating_mul(columns) > MAX_ARRAY_CELLS {
        return Err(ErrorValue::Num);
    }
    let mut values = vec![Value::Error(ErrorValue::NotAvailable); rows * columns];
    let (mut top, mut left) = (0, 0);
    for source in &sources {
        for row in 0..source.rows {
            for column in 0..source.columns {
                values[(top + row) * columns + left + column] = source.get(row, column);
            }
        }
        if is_horizontal {
            left += source.columns;
        } else {
            top += source.rows;
        }
    }
    build(columns, values)
}

pub(super) fn unit_matrix(arguments: &[Argument]) -> Result<Operand, ErrorValue> {
    let size = match integer(arguments, 0)? {
        Some(size @ 1..=2000) => size as usize,
        _ => return Err(ErrorValue::Value),
    };
    let values = (0..size * size).map(|at| Value::Number(f64::from(u8::from(at / size == at % size))));
    build(size, values.collect())
}

pub(super) fn matrix_product(arguments: &[Argument]) -> Result<Operand, ErrorValue> {
    let (left, right) = (Source::new(&arguments[0])?, Source::new(&arguments[1])?);
    if left.columns != right.rows {
        return Err(ErrorValue::Value);
    }
    if left.rows.saturating_mul(right.columns).saturating_mul(left.columns) > 20 * MAX_ARRAY_CELLS {
        return Err(ErrorValue::Num);
    }
    let numbers = |source: &Source| -> Result<Vec<f64>, ErrorValue> {
        let only_numbers = source.array.values().iter().map(|value| match value {
            Value::Number(_) | Value::Error(_) => to_number(value),
            _ => Err(ErrorValue::Value),
        });
        only_numbers.collect()
    };
    let (first, second) = (numbers(&left)?, numbers(&right)?);
    let mut values = Vec::with_capacity(left.rows * right.columns);
    for row in 0..left.rows {
        for column in 0..right.columns {
            let products =
                (0..left.columns).map(|at| first[row * left.columns + at] * second[at * right.columns + column]);
            values.push(number(products.sum())?);
        }
    }
    build(right.columns, values)
}
