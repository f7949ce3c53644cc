//! What a function that takes ranges and arrays whole is given.

use std::rc::Rc;

use quarterbook_data::CellAddress;

use crate::eval::coerce;
use crate::eval::grid::{BLANK, Grid};
use crate::eval::interpreter::MAX_ARRAY_CELLS;
use crate::eval::operand::{Areas, SheetRange};
use crate::{Array, ErrorValue, Value};

/// An argument as it was given. Every cell behind a reference is evaluated by the time a function sees it.
pub(crate) enum Argument<'a> {
    /// Nothing between the commas, as in `IF(A1,,2)`. Arguments that are not there at all are not in the list.
    Omitted,
    /// One value, written in the formula or computed.
    Value(Value),
    /// A computed array or an array constant.
    Array(Rc<Array>),
    /// A reference.
    Reference(Cells<'a>),
}

/// The cells behind a reference.
#[derive(Clone)]
pub(crate) struct Cells<'a> {
    pub(crate) grid: &'a Grid,
    pub(crate) areas: Areas,
}

impl<'a> Cells<'a> {
    /// The range, when the reference is not a union and not 3-D.
    ///
    /// # Errors
    /// `#VALUE!` for several ranges.
    pub(crate) fn single(&self) -> Result<SheetRange, ErrorValue> {
        self.areas.single().ok_or(ErrorValue::Value)
    }

    /// Every value that is not blank, area by area, row by row from the left.
    pub(crate) fn filled(&self) -> impl Iterator<Item = &'a Value> {
        let grid = self.grid;
        self.areas
            .as_slice()
            .iter()
            .flat_map(move |area| grid.filled(*area).map(|(_, value)| value))
    }
}

impl Argument<'_> {
    /// The same argument once more, without copying what it holds.
    pub(crate) fn share(&self) -> Self {
        match self {
            Self::Omitted => Self::Omitted,
            Self::Value(value) => Self::Value(value.clone()),
            Self::Array(array) => Self::Array(array.clone()),
            Self::Reference(cells) => Self::Reference(cells.clone()),
        }
    }

    /// Whether it is a reference, which SUM and its kind read differently from values and arrays.
    pub(crate) fn is_reference(&self) -> bool {
        matches!(self, Self::Reference(_))
    }

    /// How many rows and columns it has; the first area counts when there are several.
    pub(crate) fn shape(&self) -> (usize, usize) {
        match self {
            Self::Omitted | Self::Value(_) => (1, 1),
            Self::Array(array) => (array.rows(), array.columns()),
            Self::Reference(cells) => {
                let range = cells.areas.as_slice()[0].range;
                (range.rows() as usize, range.columns() as usize)
            }
        }
    }

    /// The value at a 0-based row and column of it (of the first area); blank beyond.
    pub(crate) fn get(&self, row: usize, column: usize) -> &Value {
        match self {
            Self::Omitted => BLANK,
            Self::Value(value) => value,
            Self::Array(array) => array.get(row, column).unwrap_or(BLANK),
            Self::Reference(cells) => {
                let area = cells.areas.as_slice()[0];
                let first = area.range.first;
                let cell = CellAddress::new(first.row + row as u32, first.column + column as u32);
                cells.grid.value(area.sheet, cell)
            }
        }
    }

    /// The one value of a `Scalar` place; the upper left one of anything larger.
    pub(crate) fn value(&self) -> &Value {
        self.get(0, 0)
    }

    /// The one value as a number; see [`coerce::to_number`].
    pub(crate) fn number(&self) -> Result<f64, ErrorValue> {
        coerce::to_number(self.value())
    }

    /// Every value that is not blank, row by row, errors among them.
    pub(crate) fn filled(&self) -> Box<dyn Iterator<Item = &Value> + '_> {
        match self {
            Self::Omitted => Box::new(std::iter::empty()),
            Self::Value(value) => Box::new(std::iter::once(value)),
            Self::Array(array) => Box::new(array.values().iter()),
            Self::Reference(cells) => Box::new(cells.filled()),
        }
    }

    /// Every number as SUM takes it: in references and arrays numbers count and texts, booleans and blanks do
    /// not; a value given directly is read as a number, an omitted argument is 0.
    ///
    /// # Errors
    /// The first error among the values; `#VALUE!` for a directly given text that is no number.
    pub(crate) fn numbers(&self) -> Result<Vec<f64>, ErrorValue> {
        match self {
            Self::Omitted => Ok(vec![0.0]),
            Self::Value(value) => Ok(vec![coerce::to_number(value)?]),
            Self::Array(_) | Self::Reference(_) => self
                .filled()
                .filter_map(|value| match value {
                    Value::Number(number) => Some(Ok(*number)),
                    Value::Error(error) => Some(Err(*error)),
                    _ => None,
                })
                .collect(),
        }
    }

    /// Every value, blanks included, as an array of its own shape.
    ///
    /// # Errors
    /// `#VALUE!` for several areas, `#NUM!` when it is too large to copy.
    pub(crate) fn to_array(&self) -> Result<Rc<Array>, ErrorValue> {
        if let Self::Array(array) = self {
            return Ok(array.clone());
        }
        if let Self::Reference(cells) = self {
            cells.single()?;
        }
        let (rows, columns) = self.shape();
        if rows.saturating_mul(columns) > MAX_ARRAY_CELLS {
            return Err(ErrorValue::Num);
        }
        let values = (0..rows)
            .flat_map(|row| (0..columns).map(move |column| self.get(row, column).clone()))
            .collect();
        Array::new(columns, values).map(Rc::new).ok_or(ErrorValue::Calc)
    }
}

/// Every number in all the arguments, as [`Argument::numbers`] takes it.
///
/// # Errors
/// The first error.
pub(crate) fn all_numbers(arguments: &[Argument]) -> Result<Vec<f64>, ErrorValue> {
    let mut numbers = Vec::new();
    for argument in arguments {
        numbers.extend(argument.numbers()?);
    }
    Ok(numbers)
}
