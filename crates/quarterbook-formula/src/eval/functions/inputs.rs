//! Arguments by their place, read as numbers, dates and texts.

use std::sync::Arc;

use crate::eval::argument::Argument;
use crate::eval::coerce;
use crate::{ErrorValue, Value};

/// The number in a 0-based place; 0 where there is none.
pub(super) fn number(values: &[Value], place: usize) -> Result<f64, ErrorValue> {
    values.get(place).map_or(Ok(0.0), coerce::to_number)
}

/// The number in a place, or what stands in when the argument is not there at all. An argument left out
/// between commas is 0, as in Excel's older functions.
pub(super) fn number_or(values: &[Value], place: usize, default: f64) -> Result<f64, ErrorValue> {
    values.get(place).map_or(Ok(default), coerce::to_number)
}

/// The number in a place of a function that was born in Excel's analysis add-in: these refuse booleans.
pub(super) fn strict_number(values: &[Value], place: usize) -> Result<f64, ErrorValue> {
    strict_number_or(values, place, 0.0)
}

/// As [`strict_number`], with what stands in when the argument is not there.
pub(super) fn strict_number_or(values: &[Value], place: usize, default: f64) -> Result<f64, ErrorValue> {
    match values.get(place) {
        None => Ok(default),
        Some(Value::Bool(_)) => Err(ErrorValue::Value),
        Some(value) => coerce::to_number(value),
    }
}

/// The number in a place of a newer function, which takes its default also for an argument left out.
pub(super) fn number_unless_blank(values: &[Value], place: usize, default: f64) -> Result<f64, ErrorValue> {
    match values.get(place) {
        None | Some(Value::Blank) => Ok(default),
        Some(value) => coerce::to_number(value),
    }
}

/// The text in a place; empty where there is none.
pub(super) fn text(values: &[Value], place: usize) -> Result<Arc<str>, ErrorValue> {
    values.get(place).map_or_else(|| Ok(Arc::from("")), coerce::to_text)
}

/// The truth value in a place, or what stands in when the argument is not there.
pub(super) fn bool_or(values: &[Value], place: usize, default: bool) -> Result<bool, ErrorValue> {
    values.get(place).map_or(Ok(default), coerce::to_bool)
}

/// The number of an argument taken whole, or what stands in when it is not there.
pub(super) fn whole_number_or(arguments: &[Argument], place: usize, default: f64) -> Result<f64, ErrorValue> {
    arguments.get(place).map_or(Ok(default), Argument::number)
}

/// Every cell of an argument as a number, blanks as 0, the way Excel's analysis add-in reads lists.
///
/// # Errors
/// The first error; `#VALUE!` for booleans and for texts that are no numbers.
pub(super) fn every_number(argument: &Argument) -> Result<Vec<f64>, ErrorValue> {
    let array = argument.to_array()?;
    array
        .values()
        .iter()
        .map(|value| match value {
            Value::Bool(_) => Err(ErrorValue::Value),
            Value::Text(_) if argument.is_reference() => Err(ErrorValue::Value),
            value => coerce::to_number(value),
        })
        .collect()
}

/// A computed number as a function's result.
pub(super) fn give(result: Result<f64, ErrorValue>) -> Result<Value, ErrorValue> {
    coerce::number(result?)
}
