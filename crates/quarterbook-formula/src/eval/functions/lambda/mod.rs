//! LET and LAMBDA, and the functions that call lambdas.

mod elements;
mod fold;

use std::rc::Rc;
use std::sync::Arc;

use self::elements::Elements;
use crate::eval::builtin::Builtin;
use crate::eval::coerce::to_number;
use crate::eval::interpreter::{Interpreter, Lambda, MAX_ARRAY_CELLS, Read, Scope, Stop};
use crate::eval::lambda::apply;
use crate::eval::lift;
use crate::eval::operand::Operand;
use crate::eval::results::Obstacle;
use crate::{Array, ErrorValue, Expr, Function, Reference, Value};

pub(crate) fn find(name: &str) -> Option<Builtin> {
    Some(Builtin::Special(match name {
        "LET" => let_,
        "LAMBDA" => |_, arguments, scope| Ok(lambda(arguments, scope)),
        "MAP" => map,
        "REDUCE" => fold::reduce,
        "SCAN" => fold::scan,
        "BYROW" => by_row,
        "BYCOL" => by_column,
        "MAKEARRAY" => make_array,
        _ => return None,
    }))
}

fn parameter_name(expression: &Expr) -> Option<&Arc<str>> {
    match expression {
        Expr::Parameter(name) => Some(name),
        _ => None,
    }
}

fn let_(interpreter: &Interpreter, arguments: &[Expr], scope: &Scope) -> Result<Operand, Stop> {
    let mut scope = scope.clone();
    let mut rest = arguments;
    while let [name, value, after @ ..] = rest {
        let Some(name) = parameter_name(name) else {
            return Ok(ErrorValue::Value.into());
        };
        let value = interpreter.evaluate(value, &scope)?;
        scope = scope.with(name, value);
        rest = after;
    }
    match rest {
        [result] => interpreter.evaluate(result, &scope),
        _ => Ok(ErrorValue::Value.into()),
    }
}

fn lambda(arguments: &[Expr], scope: &Scope) -> Operand {
    let Some((body, parameters)) = arguments.split_last() else {
        return ErrorValue::Value.into();
    };
    let parameters: Option<Vec<_>> = parameters.iter().map(|name| parameter_name(name).cloned()).collect();
    match parameters {
        Some(parameters) => Operand::Lambda(Rc::new(Lambda {
            parameters,
            body: body.clone(),
            scope: scope.clone(),
        })),
        None => ErrorValue::Value.into(),
    }
}

/// The lambda an argument gives, or the error to answer with. Excel takes the bare name of a function too, but
/// stores it in a way of its own; here it is refused.
fn lambda_argument(
    interpreter: &Interpreter,
    argument: &Expr,
    scope: &Scope,
) -> Result<Result<Rc<Lambda>, ErrorValue>, Stop> {
    if let Expr::Leaf(Reference::Name(name)) = argument
        && !interpreter.model.names.contains_key(&name.to_lowercase())
        && let Some(function) = Function::find(name)
    {
        return Err(Stop::Obstacle(Obstacle::BareFunction(function.name())));
    }
    Ok(match interpreter.evaluate(argument, scope)? {
        Operand::Lambda(lambda) => Ok(lambda),
        Operand::Value(Value::Error(error)) => Err(error),
        _ => Err(ErrorValue::Value),
    })
}

/// Calls a lambda that has to give one value; an array is `#CALC!`.
fn one_value(interpreter: &Interpreter, lambda: &Rc<Lambda>, arguments: Vec<Operand>) -> Result<Value, Stop> {
    Ok(match apply(interpreter, lambda, arguments)? {
        Operand::Lambda(_) => ErrorValue::Calc.into(),
        operand => match interpreter.read(operand)? {
            Read::Value(value) => value,
            Read::Array(array) => match array.values() {
                [value] => value.clone(),
                _ => ErrorValue::Calc.into(),
            },
        },
    })
}

fn map(interpreter: &Interpreter, arguments: &[Expr], scope: &Scope) -> Result<Operand, Stop> {
    let Some((callee, arrays)) = arguments.split_last() else {
        return Ok(ErrorValue::Value.into());
    };
    let mut elements = Vec::with_capacity(arrays.len());
    for array in arrays {
        elements.push(Elements::new(interpreter, array, scope)?);
    }
    let lambda = match lambda_argument(interpreter, callee, scope)? {
        Ok(lambda) => lambda,
        Err(error) => return Ok(error.into()),
    };
    if let Some(error) = elements.iter().find_map(Elements::error) {
        return Ok(error.into());
    }
    let shape = elements
        .iter()
        .map(Elements::shape)
        .reduce(|one, other| (one.0.max(other.0), one.1.max(other.1)));
    lift::fill(interpreter, shape, |row, column| {
        let missing = elements
            .iter()
            .any(|array| row >= array.shape().0 || column >= array.shape().1);
        if missing {
            return Ok(ErrorValue::NotAvailable.into());
        }
        let parts = elements.iter().map(|array| array.part((row, column), (row, column)));
        one_value(interpreter, &lambda, parts.collect())
    })
    .map(Operand::from)
}

fn by_row(interpreter: &Interpreter, arguments: &[Expr], scope: &Scope) -> Result<Operand, Stop> {
    by_line(
        interpreter,
        arguments,
        scope,
        |elements, line| elements.part((line, 0), (line, elements.shape().1 - 1)),
        |(rows, _)| (rows, 1),
    )
}

fn by_column(interpreter: &Interpreter, arguments: &[Expr], scope: &Scope) -> Result<Operand, Stop> {
    by_line(
        interpreter,
        arguments,
        scope,
        |elements, line| elements.part((0, line), (elements.shape().0 - 1, line)),
        |(_, columns)| (1, columns),
    )
}

fn by_line(
    interpreter: &Interpreter,
    arguments: &[Expr],
    scope: &Scope,
    line: fn(&Elements, usize) -> Operand,
    result_shape: fn((usize, usize)) -> (usize, usize),
) -> Result<Operand, Stop> {
    let elements = Elements::new(interpreter, &arguments[0], scope)?;
    let lambda = match lambda_argument(interpreter, &arguments[1], scope)? {
        Ok(lambda) => lambda,
        Err(error) => return Ok(error.into()),
    };
    if let Some(error) = elements.error() {
        return Ok(error.into());
    }
    lift::fill(interpreter, Some(result_shape(elements.shape())), |row, column| {
        one_value(interpreter, &lambda, vec![line(&elements, row.max(column))])
    })
    .map(Operand::from)
}

fn make_array(interpreter: &Interpreter, arguments: &[Expr], scope: &Scope) -> Result<Operand, Stop> {
    let mut sizes = [0; 2];
    for (size, argument) in sizes.iter_mut().zip(arguments) {
        let read = interpreter.evaluate_read(argument, scope)?;
        match to_number(read.element(0, 0)) {
            Ok(number) if number >= 1.0 => *size = number.min(MAX_ARRAY_CELLS as f64 + 1.0) as usize,
            Ok(_) => return Ok(ErrorValue::Value.into()),
            Err(error) => return Ok(error.into()),
        }
    }
    let lambda = match lambda_argument(interpreter, &arguments[2], scope)? {
        Ok(lambda) => lambda,
        Err(error) => return Ok(error.into()),
    };
    lift::fill(interpreter, Some((sizes[0], sizes[1])), |row, column| {
        let place = vec![Operand::from(row as f64 + 1.0), Operand::from(column as f64 + 1.0)];
        one_value(interpreter, &lambda, place)
    })
    .map(Operand::from)
}

impl From<Rc<Array>> for Operand {
    fn from(array: Rc<Array>) -> Self {
        Self::Array(array)
    }
}
