//! MATCH, VLOOKUP, HLOOKUP and LOOKUP.

use std::cmp::Ordering;

use super::error_of;
use super::find::{Vector, exact, order, sorted, wanted};
use crate::eval::argument::Argument;
use crate::eval::coerce::{to_bool, to_integer, to_number};
use crate::eval::interpreter::Interpreter;
use crate::eval::operand::Operand;
use crate::{ErrorValue, Value};

pub(super) fn match_(arguments: &[Argument], interpreter: &Interpreter) -> Result<Operand, ErrorValue> {
    let value = wanted(&arguments[0])?;
    if let Some(error) = error_of(&arguments[1]) {
        return Err(error);
    }
    let kind = match arguments.get(2) {
        None => 1.0,
        Some(kind) => to_number(kind.value())?,
    };
    let vector = Vector::new(&arguments[1]).ok_or(ErrorValue::NotAvailable)?;
    let found = if kind > 0.0 {
        sorted(&vector, &value, Ordering::Greater)
    } else if kind < 0.0 {
        sorted_downwards(&vector, &value)
    } else {
        exact(interpreter, &vector, &value, true, false)
    };
    let found = found.ok_or(ErrorValue::NotAvailable)?;
    Ok((found as f64 + 1.0).into())
}

/// In values sorted downwards: the first one that is equal, or the last one that is larger. Excel walks from the
/// first value to the first smaller one, so values that are not sorted give what Microsoft's page on MATCH shows.
fn sorted_downwards(vector: &Vector, value: &Value) -> Option<usize> {
    let mut larger = None;
    for at in 0..vector.used {
        match order(vector.get(at), value) {
            Some(Ordering::Equal) => return Some(at),
            Some(Ordering::Greater) => larger = Some(at),
            Some(Ordering::Less) => break,
            None => {}
        }
    }
    larger
}

pub(super) fn vlookup(arguments: &[Argument], interpreter: &Interpreter) -> Result<Operand, ErrorValue> {
    table_lookup(arguments, interpreter, false)
}

pub(super) fn hlookup(arguments: &[Argument], interpreter: &Interpreter) -> Result<Operand, ErrorValue> {
    table_lookup(arguments, interpreter, true)
}

fn table_lookup(arguments: &[Argument], interpreter: &Interpreter, is_horizontal: bool) -> Result<Operand, ErrorValue> {
    let value = wanted(&arguments[0])?;
    let table = &arguments[1];
    if let Some(error) = error_of(table) {
        return Err(error);
    }
    let place = to_integer(arguments[2].value())?;
    let is_sorted = match arguments.get(3) {
        None => true,
        Some(flag) => to_bool(flag.value())?,
    };
    let (rows, columns) = table.shape();
    let (vector, lines) = if is_horizontal {
        (Vector::row(table, 0), rows)
    } else {
        (Vector::column(table, 0), columns)
    };
    if place < 1 {
        return Err(ErrorValue::Value);
    }
    if place as usize > lines {
        return Err(ErrorValue::Ref);
    }
    let found = if is_sorted {
        sorted(&vector, &value, Ordering::Greater)
    } else {
        exact(interpreter, &vector, &value, true, false)
    };
    let found = found.ok_or(ErrorValue::NotAvailable)?;
    let line = place as usize - 1;
    let (row, column) = if is_horizontal { (line, found) } else { (found, line) };
    Ok(table.get(row, column).clone().into())
}

pub(super) fn lookup(arguments: &[Argument], _: &Interpreter) -> Result<Operand, ErrorValue> {
    let value = wanted(&arguments[0])?;
    let table = &arguments[1];
    for argument in &arguments[1..] {
        if let Some(error) = error_of(argument) {
            return Err(error);
        }
    }
    let (rows, columns) = table.shape();
    let is_horizontal = columns > rows;
    let vector = if is_horizontal {
        Vector::row(table, 0)
    } else {
        Vector::column(table, 0)
    };
    let found = sorted(&vector, &value, Ordering::Greater).ok_or(ErrorValue::NotAvailable)?;
    let result = match arguments.get(2) {
        Some(results) => {
            let results = Vector::new(results).ok_or(ErrorValue::NotAvailable)?;
            if found >= results.length {
                return Err(ErrorValue::NotAvailable);
            }
            results.get(found).clone()
        }
        None if is_horizontal => table.get(rows - 1, found).clone(),
        None => table.get(found, columns - 1).clone(),
    };
    Ok(result.into())
}
