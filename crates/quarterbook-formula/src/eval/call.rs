//! Calling functions of the table.

use crate::eval::argument::{Argument, Cells};
use crate::eval::builtin::{self, Builtin, Context};
use crate::eval::interpreter::{Interpreter, Read, Scope, Stop};
use crate::eval::lift;
use crate::eval::operand::{Areas, Operand};
use crate::eval::results::Obstacle;
use crate::{ArgumentKind, ErrorValue, Expr, Function, Value};

/// Calls a function with unevaluated arguments.
pub(crate) fn call(
    interpreter: &Interpreter,
    function: Function,
    arguments: &[Expr],
    scope: &Scope,
) -> Result<Operand, Stop> {
    let name = function.name();
    let has_clock = interpreter.context.as_of.is_some() && matches!(name, "TODAY" | "NOW");
    if function.signature().volatile && !has_clock {
        return Err(Stop::Obstacle(Obstacle::Volatile(name)));
    }
    let Some(builtin) = interpreter.caches.builtin(name, builtin::find) else {
        return Err(Stop::Obstacle(Obstacle::UnknownFunction(name)));
    };
    match builtin {
        Builtin::Special(compute) => compute(interpreter, arguments, scope),
        Builtin::Scalar(compute) => scalar(interpreter, arguments, scope, compute, true),
        Builtin::Lenient(compute) => scalar(interpreter, arguments, scope, compute, false),
        Builtin::Whole(compute) => {
            let compute = |arguments: &[Argument]| compute(arguments, &interpreter.context);
            whole(interpreter, function, arguments, scope, &compute, STRICT)
        }
        Builtin::Engine(compute) => {
            let compute = |arguments: &[Argument]| compute(arguments, interpreter);
            whole(interpreter, function, arguments, scope, &compute, LENIENT)
        }
        Builtin::Unread(compute) => {
            let compute = |arguments: &[Argument]| compute(arguments, interpreter);
            whole(interpreter, function, arguments, scope, &compute, UNREAD)
        }
    }
}

type ScalarFunction = fn(&[Value], &Context) -> Result<Value, ErrorValue>;
type WholeFunction<'f> = &'f dyn Fn(&[Argument]) -> Result<Operand, ErrorValue>;

/// How a function that takes arguments whole wants them.
#[derive(Clone, Copy)]
struct Handling {
    /// The cells behind its references have to be evaluated.
    reads_cells: bool,
    /// An error in a `Scalar` place is the result.
    stops_at_errors: bool,
}

const STRICT: Handling = Handling {
    reads_cells: true,
    stops_at_errors: true,
};
const LENIENT: Handling = Handling {
    reads_cells: true,
    stops_at_errors: false,
};
const UNREAD: Handling = Handling {
    reads_cells: false,
    stops_at_errors: false,
};

fn scalar(
    interpreter: &Interpreter,
    arguments: &[Expr],
    scope: &Scope,
    compute: ScalarFunction,
    stops_at_errors: bool,
) -> Result<Operand, Stop> {
    let reads = arguments
        .iter()
        .map(|argument| interpreter.evaluate_read(argument, scope))
        .collect::<Result<Vec<_>, _>>()?;
    let context = &interpreter.context;
    let mut values = vec![Value::Blank; reads.len()];
    lift::fill(interpreter, lift::common_shape(&reads), |row, column| {
        for (value, read) in values.iter_mut().zip(&reads) {
            value.clone_from(read.element(row, column));
        }
        let result = match values.iter().find_map(error_of).filter(|_| stops_at_errors) {
            Some(error) => Err(error),
            None => compute(&values, context),
        };
        Ok(result.unwrap_or_else(Value::Error))
    })
    .map(Operand::from)
}

fn error_of(value: &Value) -> Option<ErrorValue> {
    match value {
        Value::Error(error) => Some(*error),
        _ => None,
    }
}

/// An argument in a `Scalar` place is read and lifted over; the others stay whole.
enum Prepared<'a> {
    Lifted(Read),
    Whole(Argument<'a>),
}

fn whole(
    interpreter: &Interpreter,
    function: Function,
    arguments: &[Expr],
    scope: &Scope,
    compute: WholeFunction,
    handling: Handling,
) -> Result<Operand, Stop> {
    let mut prepared = Vec::with_capacity(arguments.len());
    for (place, argument) in arguments.iter().enumerate() {
        let kind = function.argument(place, arguments.len()).unwrap_or(ArgumentKind::Array);
        let operand = interpreter.evaluate(argument, scope)?;
        prepared.push(prepare(interpreter, kind, operand, handling.reads_cells)?);
    }
    resize_sum_range(interpreter, function.name(), &mut prepared)?;
    let reads = prepared.iter().filter_map(|argument| match argument {
        Prepared::Lifted(read) => Some(read),
        Prepared::Whole(_) => None,
    });
    let shape = lift::common_shape(reads);
    if shape.is_none() {
        return Ok(compute_at(&prepared, (0, 0), compute, handling));
    }
    lift::fill(interpreter, shape, |row, column| {
        let operand = compute_at(&prepared, (row, column), compute, handling);
        Ok(match interpreter.read(operand)? {
            Read::Value(value) => value,
            Read::Array(array) => array.values()[0].clone(),
        })
    })
    .map(Operand::from)
}

fn prepare<'a>(
    interpreter: &'a Interpreter,
    kind: ArgumentKind,
    operand: Operand,
    reads_cells: bool,
) -> Result<Prepared<'a>, Stop> {
    let is_omitted = matches!(operand, Operand::Omitted);
    if kind == ArgumentKind::Scalar && !is_omitted {
        return Ok(Prepared::Lifted(interpreter.read(operand)?));
    }
    Ok(Prepared::Whole(match operand {
        Operand::Omitted => Argument::Omitted,
        Operand::Areas(areas) => {
            if reads_cells {
                interpreter.ready(&areas)?;
            }
            Argument::Reference(Cells {
                grid: interpreter.grid,
                areas,
            })
        }
        Operand::Value(value @ Value::Error(_)) => Argument::Value(value),
        Operand::Lambda(_) => Argument::Value(ErrorValue::Value.into()),
        _ if kind == ArgumentKind::Reference => Argument::Value(ErrorValue::Value.into()),
        Operand::Value(value) => Argument::Value(value),
        Operand::Array(array) => Argument::Array(array),
    }))
}

fn compute_at(
    prepared: &[Prepared],
    (row, column): (usize, usize),
    compute: WholeFunction,
    handling: Handling,
) -> Operand {
    let mut arguments: Vec<Argument> = Vec::with_capacity(prepared.len());
    for argument in prepared {
        arguments.push(match argument {
            Prepared::Lifted(read) => match read.element(row, column) {
                Value::Error(error) if handling.stops_at_errors => return (*error).into(),
                value => Argument::Value(value.clone()),
            },
            Prepared::Whole(argument) => argument.share(),
        });
    }
    compute(&arguments).unwrap_or_else(Operand::from)
}

/// SUMIF and AVERAGEIF take from their last range only the corner; its size is that of the first.
fn resize_sum_range(interpreter: &Interpreter, name: &str, prepared: &mut [Prepared]) -> Result<(), Stop> {
    if !matches!(name, "SUMIF" | "AVERAGEIF") {
        return Ok(());
    }
    let [
        Prepared::Whole(Argument::Reference(tested)),
        _,
        Prepared::Whole(Argument::Reference(summed)),
    ] = prepared
    else {
        return Ok(());
    };
    let (Some(tested), Some(area)) = (tested.areas.single(), summed.areas.single()) else {
        return Ok(());
    };
    let mut resized = area;
    resized.range.last.row = area.range.first.row + (tested.range.rows() - 1);
    resized.range.last.column = area.range.first.column + (tested.range.columns() - 1);
    summed.areas = Areas::One(resized);
    interpreter.ready(&summed.areas)
}
