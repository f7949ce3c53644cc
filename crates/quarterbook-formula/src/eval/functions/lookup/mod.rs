//! Looking things up, and functions that speak of references.

mod find;
mod index;
mod legacy;
mod xlookup;

use crate::eval::argument::Argument;
use crate::eval::builtin::Builtin;
use crate::eval::interpreter::Interpreter;
use crate::eval::operand::Operand;
use crate::{Array, ErrorValue, Value};

pub(crate) fn find(name: &str) -> Option<Builtin> {
    Some(match name {
        "MATCH" => Builtin::Engine(legacy::match_),
        "VLOOKUP" => Builtin::Engine(legacy::vlookup),
        "HLOOKUP" => Builtin::Engine(legacy::hlookup),
        "LOOKUP" => Builtin::Engine(legacy::lookup),
        "XLOOKUP" => Builtin::Engine(xlookup::xlookup),
        "XMATCH" => Builtin::Engine(xlookup::xmatch),
        "INDEX" => Builtin::Unread(index::index),
        "ROW" => Builtin::Unread(row),
        "COLUMN" => Builtin::Unread(column),
        "ROWS" => Builtin::Unread(|arguments, _| size(&arguments[0], |(rows, _)| rows)),
        "COLUMNS" => Builtin::Unread(|arguments, _| size(&arguments[0], |(_, columns)| columns)),
        "AREAS" => Builtin::Unread(areas),
        _ => return None,
    })
}

fn size(argument: &Argument, pick: fn((usize, usize)) -> usize) -> Result<Operand, ErrorValue> {
    match argument {
        Argument::Value(Value::Error(error)) => Err(*error),
        Argument::Reference(cells) => {
            cells.single().map_err(|_| ErrorValue::Ref)?;
            Ok((pick(argument.shape()) as f64).into())
        }
        Argument::Omitted => Err(ErrorValue::Value),
        _ => Ok((pick(argument.shape()) as f64).into()),
    }
}

fn areas(arguments: &[Argument], _: &Interpreter) -> Result<Operand, ErrorValue> {
    match &arguments[0] {
        Argument::Reference(cells) => Ok((cells.areas.as_slice().len() as f64).into()),
        argument => Err(error_of(argument).unwrap_or(ErrorValue::Value)),
    }
}

fn row(arguments: &[Argument], interpreter: &Interpreter) -> Result<Operand, ErrorValue> {
    let Some(argument) = arguments.first() else {
        return Ok((f64::from(interpreter.host.row) + 1.0).into());
    };
    let Argument::Reference(cells) = argument else {
        return Err(error_of(argument).unwrap_or(ErrorValue::Value));
    };
    let range = cells.single()?.range;
    if range.rows() == 1 {
        return Ok((f64::from(range.first.row) + 1.0).into());
    }
    let rows = range.first.row..=range.last.row;
    numbers(1, rows.map(|row| f64::from(row) + 1.0))
}

fn column(arguments: &[Argument], interpreter: &Interpreter) -> Result<Operand, ErrorValue> {
    let Some(argument) = arguments.first() else {
        return Ok((f64::from(interpreter.host.column) + 1.0).into());
    };
    let Argument::Reference(cells) = argument else {
        return Err(error_of(argument).unwrap_or(ErrorValue::Value));
    };
    let range = cells.single()?.range;
    if range.columns() == 1 {
        return Ok((f64::from(range.first.column) + 1.0).into());
    }
    let columns = range.first.column..=range.last.column;
    numbers(range.columns() as usize, columns.map(|column| f64::from(column) + 1.0))
}

fn numbers(columns: usize, numbers: impl Iterator<Item = f64>) -> Result<Operand, ErrorValue> {
    let array = Array::new(columns, numbers.map(Value::Number).collect());
    array.map(Operand::from).ok_or(ErrorValue::Calc)
}

/// The error an argument is, when it is one.
fn error_of(argument: &Argument) -> Option<ErrorValue> {
    match argument {
        Argument::Value(Value::Error(error)) => Some(*error),
        _ => None,
    }
}
