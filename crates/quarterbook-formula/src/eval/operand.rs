//! What evaluating a part of a formula gives.

use std::rc::Rc;

use quarterbook_data::{CellAddress, CellRange};

use crate::eval::interpreter::Lambda;
use crate::{Array, ErrorValue, SheetId, Value};

/// The result of a part of a formula, before anything is read through references.
#[derive(Debug, Clone)]
pub(crate) enum Operand {
    /// One value.
    Value(Value),
    /// An array.
    Array(Rc<Array>),
    /// One or more ranges of cells, not read yet.
    Areas(Areas),
    /// A function made by LAMBDA.
    Lambda(Rc<Lambda>),
    /// An argument left out.
    Omitted,
}

impl<T: Into<Value>> From<T> for Operand {
    fn from(value: T) -> Self {
        Self::Value(value.into())
    }
}

impl From<Array> for Operand {
    fn from(array: Array) -> Self {
        Self::Array(Rc::new(array))
    }
}

impl From<Result<Value, ErrorValue>> for Operand {
    fn from(result: Result<Value, ErrorValue>) -> Self {
        Self::Value(result.unwrap_or_else(Value::Error))
    }
}

/// A range on a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SheetRange {
    pub(crate) sheet: SheetId,
    pub(crate) range: CellRange,
}

impl SheetRange {
    /// The range that is one cell.
    pub(crate) const fn cell(sheet: SheetId, cell: CellAddress) -> Self {
        Self {
            sheet,
            range: CellRange::cell(cell),
        }
    }

    /// Whether it is one cell.
    pub(crate) fn is_cell(&self) -> bool {
        self.range.first == self.range.last
    }
}

/// The ranges a reference means: one, or several by a union or a 3-D reference.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Areas {
    One(SheetRange),
    Many(Rc<[SheetRange]>),
}

impl Areas {
    /// Every range, in order.
    pub(crate) fn as_slice(&self) -> &[SheetRange] {
        match self {
            Self::One(area) => std::slice::from_ref(area),
            Self::Many(areas) => areas,
        }
    }

    /// The range, when there is just one.
    pub(crate) fn single(&self) -> Option<SheetRange> {
        match self.as_slice() {
            [area] => Some(*area),
            _ => None,
        }
    }
}
