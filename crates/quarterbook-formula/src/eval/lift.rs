//! Computing element by element over arrays.

use std::rc::Rc;

use crate::eval::interpreter::{Interpreter, MAX_ARRAY_CELLS, Read, Stop};
use crate::{Array, ErrorValue, Value};

/// An array as a read operand; `#CALC!` when it would be empty.
pub(crate) fn array(columns: usize, values: Vec<Value>) -> Read {
    match Array::new(columns, values) {
        Some(array) => Read::Array(Rc::new(array)),
        None => Read::Value(ErrorValue::Calc.into()),
    }
}

/// The shape that holds all of these, the most rows by the most columns; `None` when none of them is an array.
pub(crate) fn common_shape<'a>(operands: impl IntoIterator<Item = &'a Read>) -> Option<(usize, usize)> {
    operands
        .into_iter()
        .filter(|operand| matches!(operand, Read::Array(_)))
        .map(Read::shape)
        .reduce(|one, other| (one.0.max(other.0), one.1.max(other.1)))
}

/// Calls `compute` for every place of a shape and gathers the values; once for a shape of `None`.
pub(crate) fn fill(
    interpreter: &Interpreter,
    shape: Option<(usize, usize)>,
    mut compute: impl FnMut(usize, usize) -> Result<Value, Stop>,
) -> Result<Read, Stop> {
    let Some((rows, columns)) = shape else {
        return Ok(Read::Value(compute(0, 0)?));
    };
    if rows.saturating_mul(columns) > MAX_ARRAY_CELLS {
        return Ok(Read::Value(ErrorValue::Num.into()));
    }
    interpreter.spend(rows * columns)?;
    let mut values = Vec::with_capacity(rows * columns);
    for row in 0..rows {
        for column in 0..columns {
            values.push(compute(row, column)?);
        }
    }
    Ok(array(columns, values))
}
