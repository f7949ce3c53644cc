//! SUMIF(S), COUNTIF(S), AVERAGEIF(S), MAXIFS, MINIFS and COUNTBLANK.

use quarterbook_data::CellAddress;

use crate::eval::argument::Argument;
use crate::eval::builtin::Builtin;
use crate::eval::coerce::number;
use crate::eval::criteria::Criterion;
use crate::eval::criteria::select::{Condition, Selection, select};
use crate::eval::interpreter::Interpreter;
use crate::eval::operand::{Operand, SheetRange};
use crate::{ErrorValue, Value};

pub(crate) fn find(name: &str) -> Option<Builtin> {
    Some(Builtin::Engine(match name {
        "SUMIF" => sum_if,
        "SUMIFS" => sum_ifs,
        "COUNTIF" | "COUNTIFS" => count_ifs,
        "AVERAGEIF" => average_if,
        "AVERAGEIFS" => average_ifs,
        "MAXIFS" => max_ifs,
        "MINIFS" => min_ifs,
        "COUNTBLANK" => count_blank,
        _ => return None,
    }))
}

fn sum_if(arguments: &[Argument], interpreter: &Interpreter) -> Result<Operand, ErrorValue> {
    let (values, tested) = one_condition(arguments);
    sum(&selected_numbers(interpreter, values, tested)?)
}

fn sum_ifs(arguments: &[Argument], interpreter: &Interpreter) -> Result<Operand, ErrorValue> {
    sum(&selected_numbers(interpreter, &arguments[0], &arguments[1..])?)
}

fn average_if(arguments: &[Argument], interpreter: &Interpreter) -> Result<Operand, ErrorValue> {
    let (values, tested) = one_condition(arguments);
    average(&selected_numbers(interpreter, values, tested)?)
}

fn average_ifs(arguments: &[Argument], interpreter: &Interpreter) -> Result<Operand, ErrorValue> {
    average(&selected_numbers(interpreter, &arguments[0], &arguments[1..])?)
}

fn max_ifs(arguments: &[Argument], interpreter: &Interpreter) -> Result<Operand, ErrorValue> {
    let numbers = selected_numbers(interpreter, &arguments[0], &arguments[1..])?;
    Ok(numbers.into_iter().reduce(f64::max).unwrap_or(0.0).into())
}

fn min_ifs(arguments: &[Argument], interpreter: &Interpreter) -> Result<Operand, ErrorValue> {
    let numbers = selected_numbers(interpreter, &arguments[0], &arguments[1..])?;
    Ok(numbers.into_iter().reduce(f64::min).unwrap_or(0.0).into())
}

fn count_ifs(arguments: &[Argument], interpreter: &Interpreter) -> Result<Operand, ErrorValue> {
    let selection = select(interpreter, &conditions(arguments)?)?;
    Ok((selection.places.len() as f64 + selection.blank_rest as f64).into())
}

fn count_blank(arguments: &[Argument], interpreter: &Interpreter) -> Result<Operand, ErrorValue> {
    let condition = Condition {
        area: area(&arguments[0])?,
        criterion: Criterion::new(&Value::text("")),
    };
    let selection = select(interpreter, &[condition])?;
    Ok((selection.places.len() as f64 + selection.blank_rest as f64).into())
}

/// SUMIF's range of values, which is the tested range itself when it is left out, and its condition.
fn one_condition<'s, 'a>(arguments: &'s [Argument<'a>]) -> (&'s Argument<'a>, &'s [Argument<'a>]) {
    match arguments.get(2) {
        None | Some(Argument::Omitted) => (&arguments[0], &arguments[..2]),
        Some(values) => (values, &arguments[..2]),
    }
}

fn conditions(arguments: &[Argument]) -> Result<Vec<Condition>, ErrorValue> {
    arguments
        .chunks_exact(2)
        .map(|pair| {
            Ok(Condition {
                area: area(&pair[0])?,
                criterion: Criterion::new(pair[1].value()),
            })
        })
        .collect()
}

fn area(argument: &Argument) -> Result<SheetRange, ErrorValue> {
    match argument {
        Argument::Reference(cells) => cells.single(),
        Argument::Value(Value::Error(error)) => Err(*error),
        _ => Err(ErrorValue::Value),
    }
}

/// The numbers in the places that fulfil the conditions; texts, booleans and blanks are passed over.
fn selected_numbers(interpreter: &Interpreter, values: &Argument, tested: &[Argument]) -> Result<Vec<f64>, ErrorValue> {
    let values = area(values)?;
    let conditions = conditions(tested)?;
    let shape = |area: SheetRange| (area.range.rows(), area.range.columns());
    if conditions
        .first()
        .is_some_and(|first| shape(first.area) != shape(values))
    {
        return Err(ErrorValue::Value);
    }
    let Selection { places, .. } = select(interpreter, &conditions)?;
    let first = values.range.first;
    let mut numbers = Vec::with_capacity(places.len());
    for (row, column) in places {
        let cell = CellAddress::new(first.row + row, first.column + column);
        match interpreter.grid.value(values.sheet, cell) {
            Value::Number(number) => numbers.push(*number),
            Value::Error(error) => return Err(*error),
            Value::Blank | Value::Text(_) | Value::Bool(_) => {}
        }
    }
    Ok(numbers)
}

fn sum(numbers: &[f64]) -> Result<Operand, ErrorValue> {
    number(numbers.iter().sum()).map(Operand::from)
}

fn average(numbers: &[f64]) -> Result<Operand, ErrorValue> {
    if numbers.is_empty() {
        return Err(ErrorValue::Div0);
    }
    number(numbers.iter().sum::<f64>() / numbers.len() as f64).map(Operand::from)
}
