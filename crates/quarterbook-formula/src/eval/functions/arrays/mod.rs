//! Functions that make and shape arrays.

mod make;
mod shape;
mod sort;

use std::rc::Rc;

use crate::eval::argument::Argument;
use crate::eval::builtin::Builtin;
use crate::eval::coerce::to_integer;
use crate::eval::operand::Operand;
use crate::{Array, ErrorValue, Value};

pub(crate) fn find(name: &str) -> Option<Builtin> {
    Some(Builtin::Engine(match name {
        "FILTER" => |arguments, _| sort::filter(arguments),
        "SORT" => |arguments, _| sort::sort(arguments),
        "SORTBY" => |arguments, _| sort::sort_by(arguments),
        "UNIQUE" => |arguments, _| sort::unique(arguments),
        "SEQUENCE" => |arguments, _| make::sequence(arguments),
        "EXPAND" => |arguments, _| make::expand(arguments),
        "HSTACK" => |arguments, _| make::stack(arguments, true),
        "VSTACK" => |arguments, _| make::stack(arguments, false),
        "MUNIT" => |arguments, _| make::unit_matrix(arguments),
        "MMULT" => |arguments, _| make::matrix_product(arguments),
        "TAKE" => |arguments, _| shape::take(arguments),
        "DROP" => |arguments, _| shape::drop(arguments),
        "CHOOSECOLS" => |arguments, _| shape::choose(arguments, true),
        "CHOOSEROWS" => |arguments, _| shape::choose(arguments, false),
        "TOCOL" => |arguments, _| shape::to_line(arguments, true),
        "TOROW" => |arguments, _| shape::to_line(arguments, false),
        "WRAPROWS" => |arguments, _| shape::wrap(arguments, true),
        "WRAPCOLS" => |arguments, _| shape::wrap(arguments, false),
        "TRANSPOSE" => |arguments, _| shape::transpose(arguments),
        _ => return None,
    }))
}

/// An argument as an array with its rows and columns.
struct Source {
    array: Rc<Array>,
    rows: usize,
    columns: usize,
}

impl Source {
    /// # Errors
    /// An error given directly; `#VALUE!` for several areas, `#NUM!` when it is too large.
    fn new(argument: &Argument) -> Result<Self, ErrorValue> {
        if let Argument::Value(Value::Error(error)) = argument {
            return Err(*error);
        }
        let array = argument.to_array()?;
        let (rows, columns) = (array.rows(), array.columns());
        Ok(Self { array, rows, columns })
    }

    fn get(&self, row: usize, column: usize) -> Value {
        self.array.get(row, column).cloned().unwrap_or_default()
    }

    /// The rows with these numbers.
    fn pick_rows(&self, rows: &[usize]) -> Result<Operand, ErrorValue> {
        let columns = self.columns;
        let places = rows
            .iter()
            .flat_map(|&row| (0..columns).map(move |column| (row, column)));
        build(columns, places.map(|(row, column)| self.get(row, column)).collect())
    }

    /// The columns with these numbers.
    fn pick_columns(&self, columns: &[usize]) -> Result<Operand, ErrorValue> {
        let places = (0..self.rows).flat_map(|row| columns.iter().map(move |&column| (row, column)));
        build(
            columns.len(),
            places.map(|(row, column)| self.get(row, column)).collect(),
        )
    }
}

/// An array from its values; `#CALC!` for an empty one.
fn build(columns: usize, values: Vec<Value>) -> Result<Operand, ErrorValue> {
    Array::new(columns, values).map(Operand::from).ok_or(ErrorValue::Calc)
}

/// An optional whole number.
fn integer(arguments: &[Argument], at: usize) -> Result<Option<i64>, ErrorValue> {
    match arguments.get(at) {
        None | Some(Argument::Omitted) => Ok(None),
        Some(argument) => to_integer(argument.value()).map(Some),
    }
}
