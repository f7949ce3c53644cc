//! LET and LAMBDA, and the functions that call lambdas.

use std::rc::Rc;
use std::sync::Arc;

use crate::eval::builtin::Builtin;
use crate::eval::coerce::to_number;
use crate::eval::interpreter::{Interpreter, Lambda, MAX_ARRAY_CELLS, Read, Scope, Stop};
use crate::eval::lambda::apply;
use crate::eval::lift;
use crate::eval::operand::{Areas, Operand, SheetRange};
use crate::eval::results::Obstacle;
use crate::{Array, ErrorValue, Expr, Function, Reference, Value};

pub(crate) fn find(name: &str) -> Option<Builtin> {
    Some(Builtin::Special(match name {
        "LET" => let_,
        "LAMBDA" => |_, arguments, scope| Ok(lambda(arguments, scope)),
        "MAP" => map,
        "REDUCE" => reduce,
        "SCAN" => scan,
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

/// A range or an array whose elements are handed to a lambda; cells of a range stay references.
enum Elements {
    Area(SheetRange),
    Read(Read),
}

impl Elements {
    fn new(interpreter: &Interpreter, argument: &Expr, scope: &Scope) -> Result<Self, Stop> {
        let operand = interpreter.evaluate(argument, scope)?;
        if let Operand::Areas(areas) = &operand
            && let Some(area) = areas.single()
        {
            interpreter.ready(areas)?;
            return Ok(Self::Area(area));
        }
        interpreter.read(operand).map(Self::Read)
    }

    fn error(&self) -> Option<ErrorValue> {
        match self {
            Self::Read(Read::Value(Value::Error(error))) => Some(*error),
            _ => None,
        }
    }

    fn shape(&self) -> (usize, usize) {
        match self {
            Self::Area(area) => (area.range.rows() as usize, area.range.columns() as usize),
            Self::Read(read) => read.shape(),
        }
    }

    /// The part from one place to another, both included.
    fn part(&self, first: (usize, usize), last: (usize, usize)) -> Operand {
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

fn reduce(interpreter: &Interpreter, arguments: &[Expr], scope: &Scope) -> Result<Operand, Stop> {
    let Fold {
        start,
        elements,
        lambda,
    } = match Fold::new(interpreter, arguments, scope)? {
        Ok(fold) => fold,
        Err(error) => return Ok(error.into()),
    };
    let (rows, columns) = elements.shape();
    interpreter.spend(rows.saturating_mul(columns))?;
    let mut accumulator = start;
    for row in 0..rows {
        for column in 0..columns {
            let element = elements.part((row, column), (row, column));
            accumulator = Some(match accumulator {
                Some(accumulator) => apply(interpreter, &lambda, vec![accumulator, element])?,
                None => element,
            });
        }
    }
    Ok(accumulator.unwrap_or(Operand::Omitted))
}

fn scan(interpreter: &Interpreter, arguments: &[Expr], scope: &Scope) -> Result<Operand, Stop> {
    let Fold {
        start,
        elements,
        lambda,
    } = match Fold::new(interpreter, arguments, scope)? {
        Ok(fold) => fold,
        Err(error) => return Ok(error.into()),
    };
    let mut accumulator = start;
    lift::fill(interpreter, Some(elements.shape()), |row, column| {
        let element = elements.part((row, column), (row, column));
        let value = match accumulator.take() {
            Some(accumulator) => one_value(interpreter, &lambda, vec![accumulator, element])?,
            None => interpreter.read(element)?.element(0, 0).clone(),
        };
        accumulator = Some(value.clone().into());
        Ok(value)
    })
    .map(Operand::from)
}

/// What REDUCE and SCAN start with, walk over and call. Without a start the first element is it.
struct Fold {
    start: Option<Operand>,
    elements: Elements,
    lambda: Rc<Lambda>,
}

impl Fold {
    fn new(interpreter: &Interpreter, arguments: &[Expr], scope: &Scope) -> Result<Result<Self, ErrorValue>, Stop> {
        let [start, elements, callee] = arguments else {
            return Ok(Err(ErrorValue::Value));
        };
        let start = match interpreter.evaluate(start, scope)? {
            Operand::Omitted => None,
            start => Some(start),
        };
        let elements = Elements::new(interpreter, elements, scope)?;
        let lambda = lambda_argument(interpreter, callee, scope)?;
        Ok(match (elements.error(), lambda) {
            (Some(error), _) | (None, Err(error)) => Err(error),
            (None, Ok(lambda)) => Ok(Self {
                start,
                elements,
                lambda,
            }),
        })
    }
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
