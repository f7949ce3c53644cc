//! Finding a value in a row or a column. Numbers are compared exactly here, as Excel does in lookups, and not
//! at 15 digits.

use std::cmp::Ordering;

use crate::eval::argument::Argument;
use crate::eval::compare;
use crate::eval::criteria::Wanted;
use crate::eval::criteria::codes::Codes;
use crate::eval::criteria::wildcard::Pattern;
use crate::eval::interpreter::Interpreter;
use crate::{ErrorValue, Value};

/// A row or a column of an argument.
pub(super) struct Vector<'s, 'a> {
    argument: &'s Argument<'a>,
    /// How many values it has.
    pub(super) length: usize,
    is_row: bool,
    offset: usize,
    /// Values beyond this one are blank.
    pub(super) used: usize,
}

impl<'s, 'a> Vector<'s, 'a> {
    /// The argument as a vector; `None` when it has several rows and several columns.
    pub(super) fn new(argument: &'s Argument<'a>) -> Option<Self> {
        match argument.shape() {
            (_, 1) => Some(Self::column(argument, 0)),
            (1, _) => Some(Self::row(argument, 0)),
            _ => None,
        }
    }

    /// A column of the argument, 0-based.
    pub(super) fn column(argument: &'s Argument<'a>, offset: usize) -> Self {
        let length = argument.shape().0;
        let used = used_shape(argument).0.min(length);
        Self {
            argument,
            length,
            is_row: false,
            offset,
            used,
        }
    }

    /// A row of the argument, 0-based.
    pub(super) fn row(argument: &'s Argument<'a>, offset: usize) -> Self {
        let length = argument.shape().1;
        let used = used_shape(argument).1.min(length);
        Self {
            argument,
            length,
            is_row: true,
            offset,
            used,
        }
    }

    /// Whether its values stand side by side.
    pub(super) fn is_row(&self) -> bool {
        self.is_row
    }

    /// The value at a 0-based place.
    pub(super) fn get(&self, index: usize) -> &Value {
        if self.is_row {
            self.argument.get(self.offset, index)
        } else {
            self.argument.get(index, self.offset)
        }
    }

    /// The rows an index of the column finds for a value, when there is one.
    fn indexed(&self, interpreter: &Interpreter, value: &Value, pattern: Option<&Pattern>) -> Option<Vec<usize>> {
        let Argument::Reference(cells) = self.argument else {
            return None;
        };
        let area = cells.single().ok().filter(|_| !self.is_row)?;
        let wanted = match (value, pattern) {
            (Value::Number(number), _) => Wanted::Number(*number),
            (Value::Text(_), Some(pattern)) => Wanted::Text(pattern.clone()),
            _ => return None,
        };
        let column = area.range.first.column + self.offset as u32;
        let part = (area.sheet, column, area.range.first.row, area.range.last.row);
        let cells = interpreter.grid.column(area.sheet, column)?;
        let index = interpreter.caches.criteria.borrow_mut().index(part, cells)?;
        let rows = index.rows(&Codes::equal(&wanted, &index));
        Some(rows.iter().map(|row| (row - area.range.first.row) as usize).collect())
    }
}

fn used_shape(argument: &Argument) -> (usize, usize) {
    let Argument::Reference(cells) = argument else {
        return argument.shape();
    };
    let area = cells.areas.as_slice()[0];
    match cells.grid.used_part(area) {
        Some(used) => (used.rows() as usize, used.columns() as usize),
        None => (0, 0),
    }
}

/// The first (or last) place that equals the value; wildcards count when the value is a text and `is_wild`.
pub(super) fn exact(
    interpreter: &Interpreter,
    vector: &Vector,
    value: &Value,
    is_wild: bool,
    from_the_end: bool,
) -> Option<usize> {
    let pattern = match value {
        Value::Text(text) if is_wild => Some(Pattern::new(text)),
        Value::Text(text) => Some(Pattern::literal(text)),
        _ => None,
    };
    let is_found = |at: &usize| match (vector.get(*at), &pattern) {
        (Value::Text(text), Some(pattern)) => pattern.matches(text),
        (Value::Text(_), None) => false,
        (found, _) => order(found, value) == Some(Ordering::Equal),
    };
    match vector.indexed(interpreter, value, pattern.as_ref()) {
        Some(rows) if from_the_end => rows.into_iter().rev().find(is_found),
        Some(rows) => rows.into_iter().find(is_found),
        None if from_the_end => (0..vector.used).rev().find(is_found),
        None => (0..vector.used).find(is_found),
    }
}

/// How two values of the same type compare; `None` for different types, blanks and errors.
pub(super) fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.partial_cmp(right),
        (Value::Text(left), Value::Text(right)) => Some(compare::texts(left, right)),
        (Value::Bool(left), Value::Bool(right)) => Some(left.cmp(right)),
        _ => None,
    }
}

/// The last place that is not beyond the value in a sorted vector, found by halving; values of other types
/// are passed over. `beyond` is `Greater` for ascending values and `Less` for descending ones.
pub(super) fn sorted(vector: &Vector, value: &Value, beyond: Ordering) -> Option<usize> {
    let (mut low, mut high) = (0, vector.used);
    let mut found = None;
    while low < high {
        let middle = usize::midpoint(low, high);
        let next = (middle..high).find_map(|at| Some((at, order(vector.get(at), value)?)));
        match next {
            None => high = middle,
            Some((_, ordering)) if ordering == beyond => high = middle,
            Some((at, _)) => {
                found = Some(at);
                low = at + 1;
            }
        }
    }
    found
}

/// The place of the value, or of the nearest one on the wanted side when it is not there: `Less` for the next
/// smaller one, `Greater` for the next larger one. The vector need not be sorted.
pub(super) fn nearest(vector: &Vector, value: &Value, side: Ordering, from_the_end: bool) -> Option<usize> {
    let mut best: Option<usize> = None;
    let mut consider = |at: usize| -> bool {
        match order(vector.get(at), value) {
            Some(Ordering::Equal) => {
                best = Some(at);
                true
            }
            Some(ordering) if ordering == side => {
                let is_nearer = best.is_none_or(|best| order(vector.get(at), vector.get(best)) == Some(side.reverse()));
                if is_nearer {
                    best = Some(at);
                }
                false
            }
            _ => false,
        }
    };
    if from_the_end {
        (0..vector.used).rev().any(&mut consider);
    } else {
        (0..vector.used).any(&mut consider);
    }
    best
}

/// The value that is looked for: an empty cell looks for 0.
///
/// # Errors
/// The value's own error.
pub(super) fn wanted(argument: &Argument) -> Result<Value, ErrorValue> {
    match argument.value() {
        Value::Blank => Ok(Value::Number(0.0)),
        Value::Error(error) => Err(*error),
        other => Ok(other.clone()),
    }
}
