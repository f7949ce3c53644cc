//! SUMPRODUCT and the sums over pairs.

use crate::eval::argument::Argument;
use crate::eval::builtin::{Builtin, Context};
use crate::eval::coerce::number;
use crate::eval::operand::Operand;
use crate::{ErrorValue, Value};

pub(crate) fn find(name: &str) -> Option<Builtin> {
    Some(Builtin::Whole(match name {
        "SUMPRODUCT" => sum_product,
        "SUMXMY2" => |arguments, _| over_pairs(arguments, |x, y| (x - y) * (x - y)),
        "SUMX2MY2" => |arguments, _| over_pairs(arguments, |x, y| x * x - y * y),
        "SUMX2PY2" => |arguments, _| over_pairs(arguments, |x, y| x * x + y * y),
        _ => return None,
    }))
}

/// How many rows and columns of a reference are in use; all of anything else.
fn used_shape(argument: &Argument) -> (usize, usize) {
    let Argument::Reference(cells) = argument else {
        return argument.shape();
    };
    let used = cells.single().ok().and_then(|area| cells.grid.used_part(area));
    used.map_or((0, 0), |used| (used.rows() as usize, used.columns() as usize))
}

fn check_shapes(arguments: &[Argument]) -> Result<(), ErrorValue> {
    let shape = arguments[0].shape();
    for argument in arguments {
        match argument {
            Argument::Value(Value::Error(error)) => return Err(*error),
            Argument::Reference(cells) => drop(cells.single()?),
            _ => {}
        }
        if argument.shape() != shape {
            return Err(ErrorValue::Value);
        }
    }
    Ok(())
}

/// Products of the values in the same place, summed row by row; what is not a number counts as 0. Never snaps.
fn sum_product(arguments: &[Argument], _: &Context) -> Result<Operand, ErrorValue> {
    check_shapes(arguments)?;
    // Beyond the used part of one of them every product is 0; but errors elsewhere still count.
    let used = arguments
        .iter()
        .map(used_shape)
        .reduce(|one, other| (one.0.max(other.0), one.1.max(other.1)));
    let (rows, columns) = used.unwrap_or((0, 0));
    let mut sum = 0.0;
    for row in 0..rows {
        for column in 0..columns {
            let mut product = 1.0;
            for argument in arguments {
                product *= match argument.get(row, column) {
                    Value::Number(number) => *number,
                    Value::Error(error) => return Err(*error),
                    Value::Blank | Value::Text(_) | Value::Bool(_) => 0.0,
                };
            }
            sum += product;
        }
    }
    number(sum).map(Operand::from)
}

/// A sum over the places where both arguments have a number.
fn over_pairs(arguments: &[Argument], term: fn(f64, f64) -> f64) -> Result<Operand, ErrorValue> {
    let (left, right) = (&arguments[0], &arguments[1]);
    let count = |argument: &Argument| argument.shape().0 * argument.shape().1;
    if count(left) != count(right) {
        return Err(ErrorValue::NotAvailable);
    }
    check_shapes(arguments)?;
    let (one, other) = (used_shape(left), used_shape(right));
    let mut sum = 0.0;
    for row in 0..one.0.max(other.0) {
        for column in 0..one.1.max(other.1) {
            match (left.get(row, column), right.get(row, column)) {
                (Value::Error(error), _) | (_, Value::Error(error)) => return Err(*error),
                (Value::Number(x), Value::Number(y)) => sum += term(*x, *y),
                _ => {}
            }
        }
    }
    number(sum).map(Operand::from)
}
