//! TREND and GROWTH over arrays.

use super::regression::Plane;
use crate::eval::argument::Argument;
use crate::eval::builtin::Builtin;
use crate::eval::coerce;
use crate::eval::operand::Operand;
use crate::{Array, ErrorValue, Value};

/// The code of a function of this part of the family.
pub(super) fn find(name: &str) -> Option<Builtin> {
    Some(match name {
        "TREND" => Builtin::Whole(|arguments, _| continued(arguments, Ok, |value| value)),
        "GROWTH" => Builtin::Whole(|arguments, _| {
            let log = |value: f64| {
                if value > 0.0 {
                    Ok(value.ln())
                } else {
                    Err(ErrorValue::Num)
                }
            };
            continued(arguments, log, f64::exp)
        }),
        _ => return None,
    })
}

/// A rectangle of numbers.
struct Table {
    columns: usize,
    numbers: Vec<f64>,
}

impl Table {
    /// # Errors
    /// `#VALUE!` for anything but numbers.
    fn read(argument: &Argument) -> Result<Self, ErrorValue> {
        let array = argument.to_array()?;
        let numbers = array.values().iter().map(|value| match value {
            Value::Number(number) => Ok(*number),
            Value::Error(error) => Err(*error),
            _ => Err(ErrorValue::Value),
        });
        Ok(Self {
            columns: array.columns(),
            numbers: numbers.collect::<Result<_, _>>()?,
        })
    }

    fn rows(&self) -> usize {
        self.numbers.len() / self.columns
    }

    fn column(&self, column: usize) -> Vec<f64> {
        self.numbers
            .iter()
            .skip(column)
            .step_by(self.columns)
            .copied()
            .collect()
    }

    fn row(&self, row: usize) -> Vec<f64> {
        self.numbers[row * self.columns..(row + 1) * self.columns].to_vec()
    }
}

/// Fits a line or plane through known values, taken through `enter`, and continues it.
fn continued(
    arguments: &[Argument],
    enter: fn(f64) -> Result<f64, ErrorValue>,
    leave: fn(f64) -> f64,
) -> Result<Operand, ErrorValue> {
    let given = |place: usize| {
        arguments
            .get(place)
            .filter(|argument| !matches!(argument, Argument::Omitted))
    };
    let known = Table::read(&arguments[0])?;
    let counting = || Table {
        columns: known.columns,
        numbers: (1..=known.numbers.len()).map(|number| number as f64).collect(),
    };
    let xs = given(1).map_or_else(|| Ok(counting()), Table::read)?;
    let (points, width) = match given(2) {
        Some(argument) => {
            let table = Table::read(argument)?;
            let width = table.columns;
            (table, width)
        }
        None => (
            Table {
                columns: xs.columns,
                numbers: xs.numbers.clone(),
            },
            xs.columns,
        ),
    };
    let has_constant = given(3).map_or(Ok(true), |argument| coerce::to_bool(argument.value()))?;
    let values = known
        .numbers
        .iter()
        .map(|value| enter(*value))
        .collect::<Result<Vec<_>, _>>()?;
    let layout = Layout::new(&known, &xs)?;
    let plane = Plane::fit(&values, &layout.variables(&xs), has_constant)?;
    let fitted = layout.points(&points)?;
    let results = fitted
        .iter()
        .map(|point| coerce::number(leave(plane.at(point))))
        .collect::<Result<Vec<_>, _>>()?;
    let columns = match layout {
        Layout::One => width,
        Layout::Columns(_) => 1,
        Layout::Rows(_) => results.len(),
    };
    Array::new(columns, results).map(Operand::from).ok_or(ErrorValue::Calc)
}

/// How the known variables stand.
#[derive(Clone, Copy)]
enum Layout {
    /// One variable in the shape of the values.
    One,
    /// One variable a column, the values being a column.
    Columns(usize),
    /// One variable a row, the values being a row.
    Rows(usize),
}

impl Layout {
    fn new(known: &Table, xs: &Table) -> Result<Self, ErrorValue> {
        if known.numbers.len() == xs.numbers.len() {
            Ok(Self::One)
        } else if known.columns == 1 && xs.rows() == known.rows() {
            Ok(Self::Columns(xs.columns))
        } else if known.rows() == 1 && xs.columns == known.columns {
            Ok(Self::Rows(xs.rows()))
        } else {
            Err(ErrorValue::Ref)
        }
    }

    fn variables(self, xs: &Table) -> Vec<Vec<f64>> {
        match self {
            Self::One => vec![xs.numbers.clone()],
            Self::Columns(count) => (0..count).map(|column| xs.column(column)).collect(),
            Self::Rows(count) => (0..count).map(|row| xs.row(row)).collect(),
        }
    }

    fn points(self, new: &Table) -> Result<Vec<Vec<f64>>, ErrorValue> {
        match self {
            Self::One => Ok(new.numbers.iter().map(|number| vec![*number]).collect()),
            Self::Columns(count) if new.columns == count => Ok((0..new.rows()).map(|row| new.row(row)).collect()),
            Self::Rows(count) if new.rows() == count => Ok((0..new.columns).map(|column| new.column(column)).collect()),
            _ => Err(ErrorValue::Ref),
        }
    }
}
