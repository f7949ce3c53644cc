//! XLOOKUP and XMATCH.

use std::cmp::Ordering;

use super::error_of;
use super::find::{Vector, exact, nearest, order, sorted};
use super::index::line;
use crate::eval::argument::Argument;
use crate::eval::coerce::to_integer;
use crate::eval::interpreter::Interpreter;
use crate::eval::operand::Operand;
use crate::{ErrorValue, Value};

pub(super) fn xmatch(arguments: &[Argument], interpreter: &Interpreter) -> Result<Operand, ErrorValue> {
    if let Some(error) = arguments[..2].iter().find_map(error_of) {
        return Err(error);
    }
    let vector = Vector::new(&arguments[1]).ok_or(ErrorValue::Value)?;
    let found = search(
        interpreter,
        &vector,
        arguments[0].value(),
        arguments.get(2),
        arguments.get(3),
    )?;
    Ok((found.ok_or(ErrorValue::NotAvailable)? as f64 + 1.0).into())
}

pub(super) fn xlookup(arguments: &[Argument], interpreter: &Interpreter) -> Result<Operand, ErrorValue> {
    if let Some(error) = arguments[..3].iter().find_map(error_of) {
        return Err(error);
    }
    let vector = Vector::new(&arguments[1]).ok_or(ErrorValue::Value)?;
    let results = &arguments[2];
    let (rows, columns) = results.shape();
    if vector.length != if vector.is_row() { columns } else { rows } {
        return Err(ErrorValue::Value);
    }
    let value = arguments[0].value();
    match search(interpreter, &vector, value, arguments.get(4), arguments.get(5))? {
        Some(found) if vector.is_row() => line(results, None, Some(found)),
        Some(found) => line(results, Some(found), None),
        None => match arguments.get(3) {
            None | Some(Argument::Omitted) => Err(ErrorValue::NotAvailable),
            Some(replacement) => Ok(replacement.value().clone().into()),
        },
    }
}

fn search(
    interpreter: &Interpreter,
    vector: &Vector,
    value: &Value,
    match_mode: Option<&Argument>,
    search_mode: Option<&Argument>,
) -> Result<Option<usize>, ErrorValue> {
    let mode = |argument: Option<&Argument>, default: i64| match argument {
        None | Some(Argument::Omitted) => Ok(default),
        Some(argument) => to_integer(argument.value()),
    };
    let match_mode = mode(match_mode, 0)?;
    let search_mode = mode(search_mode, 1)?;
    if !(-1..=2).contains(&match_mode) || !matches!(search_mode, -2 | -1 | 1 | 2) {
        return Err(ErrorValue::Value);
    }
    if *value == Value::Blank {
        // An empty cell looks for an empty cell.
        return Ok((0..vector.length).find(|at| *vector.get(*at) == Value::Blank));
    }
    if search_mode.abs() == 2 {
        if match_mode == 2 {
            return Err(ErrorValue::Value);
        }
        return Ok(binary(vector, value, match_mode, search_mode));
    }
    let from_the_end = search_mode == -1;
    Ok(match match_mode {
        -1 => nearest(vector, value, Ordering::Less, from_the_end),
        1 => nearest(vector, value, Ordering::Greater, from_the_end),
        _ => exact(interpreter, vector, value, match_mode == 2, from_the_end),
    })
}

/// The search by halving in ascending (2) or descending (−2) values.
fn binary(vector: &Vector, value: &Value, match_mode: i64, search_mode: i64) -> Option<usize> {
    let beyond = if search_mode == 2 {
        Ordering::Greater
    } else {
        Ordering::Less
    };
    let before = sorted(vector, value, beyond);
    let is_equal = |at: usize| order(vector.get(at), value) == Some(Ordering::Equal);
    if let Some(mut at) = before.filter(|at| is_equal(*at)) {
        while at > 0 && is_equal(at - 1) {
            at -= 1;
        }
        return Some(at);
    }
    let after = || {
        let next = before.map_or(0, |before| before + 1);
        (next < vector.length && order(vector.get(next), value).is_some()).then_some(next)
    };
    match (match_mode, search_mode) {
        (-1, 2) | (1, -2) => before,
        (1, 2) | (-1, -2) => after(),
        _ => None,
    }
}
