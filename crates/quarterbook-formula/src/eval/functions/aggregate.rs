//! Sums, counts, averages and extremes of many numbers.

use crate::eval::argument::Argument;
use crate::eval::builtin::{Builtin, Context};
use crate::eval::coerce::{number, to_number};
use crate::eval::operand::Operand;
use crate::eval::operators::snap;
use crate::{ErrorValue, Value};

pub(crate) fn find(name: &str) -> Option<Builtin> {
    Some(Builtin::Whole(match name {
        "SUM" => sum,
        "AVERAGE" => average,
        "COUNT" => |arguments, _| Ok(count(arguments)),
        "COUNTA" => |arguments, _| Ok(count_all(arguments)),
        "MAX" => |arguments, _| extreme(arguments, f64::max),
        "MIN" => |arguments, _| extreme(arguments, f64::min),
        "PRODUCT" => product,
        "SUMSQ" => sum_of_squares,
        "AVERAGEA" => average_all,
        "MAXA" => |arguments, _| extreme_all(arguments, f64::max),
        "MINA" => |arguments, _| extreme_all(arguments, f64::min),
        _ => return None,
    }))
}

/// A sum from left to right whose last addition snaps to 0 when it almost cancels out.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct SnappingSum {
    before: f64,
    last: f64,
    /// How many numbers have been added.
    pub(crate) count: usize,
}

impl SnappingSum {
    /// Adds a number.
    pub(crate) fn add(&mut self, number: f64) {
        self.before += self.last;
        self.last = number;
        self.count += 1;
    }

    /// The sum.
    pub(crate) fn total(self) -> f64 {
        snap(self.before + self.last, self.before, self.last)
    }
}

/// Hands every number to `take`, as SUM reads its arguments.
///
/// # Errors
/// The first error; `#VALUE!` for a directly given text that is no number.
pub(crate) fn each_number(arguments: &[Argument], mut take: impl FnMut(f64)) -> Result<(), ErrorValue> {
    for argument in arguments {
        match argument {
            Argument::Omitted => take(0.0),
            Argument::Value(value) => take(to_number(value)?),
            Argument::Array(_) | Argument::Reference(_) => {
                for value in argument.filled() {
                    match value {
                        Value::Number(number) => take(*number),
                        Value::Error(error) => return Err(*error),
                        Value::Blank | Value::Text(_) | Value::Bool(_) => {}
                    }
                }
            }
        }
    }
    Ok(())
}

/// Hands every value to `take` as a number, as AVERAGEA reads its arguments: texts in references and arrays
/// are 0, TRUE is 1.
fn each_value(arguments: &[Argument], mut take: impl FnMut(f64)) -> Result<(), ErrorValue> {
    for argument in arguments {
        match argument {
            Argument::Omitted => take(0.0),
            Argument::Value(value) => take(to_number(value)?),
            Argument::Array(_) | Argument::Reference(_) => {
                for value in argument.filled() {
                    match value {
                        Value::Text(_) => take(0.0),
                        Value::Blank => {}
                        other => take(to_number(other)?),
                    }
                }
            }
        }
    }
    Ok(())
}

fn sum(arguments: &[Argument], _: &Context) -> Result<Operand, ErrorValue> {
    let mut sum = SnappingSum::default();
    each_number(arguments, |number| sum.add(number))?;
    number(sum.total()).map(Operand::from)
}

fn average(arguments: &[Argument], _: &Context) -> Result<Operand, ErrorValue> {
    let mut sum = SnappingSum::default();
    each_number(arguments, |number| sum.add(number))?;
    mean(sum)
}

fn average_all(arguments: &[Argument], _: &Context) -> Result<Operand, ErrorValue> {
    let mut sum = SnappingSum::default();
    each_value(arguments, |number| sum.add(number))?;
    mean(sum)
}

fn mean(sum: SnappingSum) -> Result<Operand, ErrorValue> {
    if sum.count == 0 {
        return Err(ErrorValue::Div0);
    }
    number(sum.total() / sum.count as f64).map(Operand::from)
}

fn count(arguments: &[Argument]) -> Operand {
    let count: usize = arguments
        .iter()
        .map(|argument| match argument {
            Argument::Omitted => 1,
            Argument::Value(value) => usize::from(to_number(value).is_ok()),
            Argument::Array(_) | Argument::Reference(_) => argument
                .filled()
                .filter(|value| matches!(value, Value::Number(_)))
                .count(),
        })
        .sum();
    (count as f64).into()
}

fn count_all(arguments: &[Argument]) -> Operand {
    let count: usize = arguments
        .iter()
        .map(|argument| match argument {
            Argument::Omitted => 1,
            Argument::Reference(_) => argument.filled().filter(|value| **value != Value::Blank).count(),
            // A blank inside an array shows as 0 and counts.
            Argument::Value(_) | Argument::Array(_) => argument.filled().count(),
        })
        .sum();
    (count as f64).into()
}

fn extreme(arguments: &[Argument], choose: fn(f64, f64) -> f64) -> Result<Operand, ErrorValue> {
    let mut best: Option<f64> = None;
    each_number(arguments, |number| {
        best = Some(best.map_or(number, |best| choose(best, number)));
    })?;
    Ok(best.unwrap_or(0.0).into())
}

fn extreme_all(arguments: &[Argument], choose: fn(f64, f64) -> f64) -> Result<Operand, ErrorValue> {
    let mut best: Option<f64> = None;
    each_value(arguments, |number| {
        best = Some(best.map_or(number, |best| choose(best, number)));
    })?;
    Ok(best.unwrap_or(0.0).into())
}

fn product(arguments: &[Argument], _: &Context) -> Result<Operand, ErrorValue> {
    let mut product: Option<f64> = None;
    let present = arguments
        .iter()
        .filter(|argument| !matches!(argument, Argument::Omitted));
    let present: Vec<Argument> = present.map(Argument::share).collect();
    each_number(&present, |number| product = Some(product.unwrap_or(1.0) * number))?;
    number(product.unwrap_or(0.0)).map(Operand::from)
}

fn sum_of_squares(arguments: &[Argument], _: &Context) -> Result<Operand, ErrorValue> {
    let mut sum = 0.0;
    each_number(arguments, |number| sum += number * number)?;
    number(sum).map(Operand::from)
}
