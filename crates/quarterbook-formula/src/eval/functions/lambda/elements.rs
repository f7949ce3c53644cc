//! What a lambda is called with, one after the other.

use crate::eval::interpreter::{Interpreter, Read, Scope, Stop};
use crate::eval::lift;
use crate::eval::operand::{Areas, Operand, SheetRange};
use crate::{ErrorValue, Expr, Value};

/// A range or an array whose elements are handed to a lambda; cells of a range stay references.
pub(super) enum Elements {
    Area(SheetRange),
    Read(Read),
}

impl Elements {
    pub(super) fn new(interpreter: &Interpreter, argument: &Expr, scope: &Scope) -> Result<Self, Stop> {
        let operand = interpreter.evaluate(argument, scope)?;
        if let Operand::Areas(areas) = &operand
            && let Some(area) = areas.single()
        {
            interpreter.ready(areas)?;
            return Ok(Self::Area(area));
        }
        interpreter.read(operand).map(Self::Read)
    }

    pub(super) fn error(&self) -> Option<ErrorValue> {
        match self {
            Self::Read(Read::Value(Value::Error(error))) => Some(*error),
            _ => None,
        }
    }

    pub(super) fn shape(&self) -> (usize, usize) {
        match self {
            Self::Area(area) => (area.range.rows() as usize, area.range.columns() as usize),
            Self::Read(read) => read.shape(),
        }
    }

    /// The part from one place to another, both included.
    pub(super) fn part(&self, first: (usize, usize), last: (usize, usize)) -> Operand {
        match self {
            Self::Area(area) => {
                let mut part = *area;
                let corner = area.range.first;
                part.range.first.row = corner.row + first.0 as u32;
                part.range.first.column = corner.column + first.1 as u32;
                part.range.last.row = corner.row + last.0 as u32;
                part.range.last.column = corner.column + last.1 as u32;
                Operand::Areas(Areas::One(part))
            }
            Self::Read(read) if first == last => read.element(first.0, first.1).clone().into(),
            Self::Read(read) => {
                let places = (first.0..=last.0).flat_map(|row| (first.1..=last.1).map(move |column| (row, column)));
                let values = places.map(|(row, column)| read.element(row, column).clone()).collect();
                Operand::from(lift::array(last.1 - first.1 + 1, values))
            }
        }
    }
}
