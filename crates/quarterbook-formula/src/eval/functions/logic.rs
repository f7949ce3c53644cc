//! Conditions: IF and its kind evaluate only what they need, array or not.

use crate::eval::argument::Argument;
use crate::eval::builtin::{Builtin, Context};
use crate::eval::coerce::{to_bool, to_number};
use crate::eval::interpreter::{Interpreter, Read, Scope, Stop};
use crate::eval::operand::Operand;
use crate::eval::{compare, lift};
use crate::{ErrorValue, Expr, Value};

pub(crate) fn find(name: &str) -> Option<Builtin> {
    Some(match name {
        "IF" => Builtin::Special(if_),
        "IFS" => Builtin::Special(ifs),
        "IFERROR" => Builtin::Special(if_error),
        "IFNA" => Builtin::Special(if_na),
        "SWITCH" => Builtin::Special(switch),
        "CHOOSE" => Builtin::Special(choose),
        "AND" => Builtin::Whole(and),
        "OR" => Builtin::Whole(or),
        "XOR" => Builtin::Whole(xor),
        "NOT" => Builtin::Scalar(|values, _| Ok((!to_bool(&values[0])?).into())),
        "TRUE" => Builtin::Scalar(|_, _| Ok(true.into())),
        "FALSE" => Builtin::Scalar(|_, _| Ok(false.into())),
        _ => return None,
    })
}

type Branch<'a> = &'a dyn Fn() -> Result<Operand, Stop>;

/// One branch or the other. With an array as condition both are read, as far as an element needs them, and
/// put together element by element.
fn select(
    interpreter: &Interpreter,
    condition: &Read,
    test: &dyn Fn(&Value) -> Result<bool, ErrorValue>,
    then: Branch,
    otherwise: Branch,
) -> Result<Operand, Stop> {
    let array = match condition {
        Read::Value(value) => {
            return match test(value) {
                Ok(true) => then(),
                Ok(false) => otherwise(),
                Err(error) => Ok(error.into()),
            };
        }
        Read::Array(array) => array,
    };
    let tests: Vec<_> = array.values().iter().map(test).collect();
    let read_if = |is_needed: bool, branch: Branch| {
        let operand = if is_needed { branch()? } else { Operand::Omitted };
        interpreter.read(operand)
    };
    let then = read_if(tests.contains(&Ok(true)), then)?;
    let otherwise = read_if(tests.contains(&Ok(false)), otherwise)?;
    let shape = lift::common_shape([condition, &then, &otherwise]);
    lift::fill(interpreter, shape, |row, column| {
        Ok(match test(condition.element(row, column)) {
            Ok(true) => then.element(row, column).clone(),
            Ok(false) => otherwise.element(row, column).clone(),
            Err(error) => error.into(),
        })
    })
    .map(Operand::from)
}

/// An argument's result; blank when there is nothing between the commas.
fn branch(interpreter: &Interpreter, argument: &Expr, scope: &Scope) -> Result<Operand, Stop> {
    Ok(match interpreter.evaluate(argument, scope)? {
        Operand::Omitted => Value::Blank.into(),
        operand => operand,
    })
}

fn if_(interpreter: &Interpreter, arguments: &[Expr], scope: &Scope) -> Result<Operand, Stop> {
    let condition = interpreter.evaluate_read(&arguments[0], scope)?;
    let then = || branch(interpreter, &arguments[1], scope);
    let otherwise = || match arguments.get(2) {
        Some(argument) => branch(interpreter, argument, scope),
        None => Ok(false.into()),
    };
    select(interpreter, &condition, &to_bool, &then, &otherwise)
}

fn ifs(interpreter: &Interpreter, arguments: &[Expr], scope: &Scope) -> Result<Operand, Stop> {
    let [condition, value, rest @ ..] = arguments else {
        return Ok(ErrorValue::NotAvailable.into());
    };
    let condition = interpreter.evaluate_read(condition, scope)?;
    let then = || branch(interpreter, value, scope);
    let otherwise = || ifs(interpreter, rest, scope);
    select(interpreter, &condition, &to_bool, &then, &otherwise)
}

fn if_error(interpreter: &Interpreter, arguments: &[Expr], scope: &Scope) -> Result<Operand, Stop> {
    replace_errors(interpreter, arguments, scope, &|value| {
        Ok(matches!(value, Value::Error(_)))
    })
}

fn if_na(interpreter: &Interpreter, arguments: &[Expr], scope: &Scope) -> Result<Operand, Stop> {
    replace_errors(interpreter, arguments, scope, &|value| {
        Ok(*value == Value::Error(ErrorValue::NotAvailable))
    })
}

fn replace_errors(
    interpreter: &Interpreter,
    arguments: &[Expr],
    scope: &Scope,
    is_replaced: &dyn Fn(&Value) -> Result<bool, ErrorValue>,
) -> Result<Operand, Stop> {
    let value = interpreter.evaluate_read(&arguments[0], scope)?;
    let replacement = || branch(interpreter, &arguments[1], scope);
    let kept = || Ok(Operand::from(value.clone()));
    select(interpreter, &value, is_replaced, &replacement, &kept)
}

fn switch(interpreter: &Interpreter, arguments: &[Expr], scope: &Scope) -> Result<Operand, Stop> {
    let value = interpreter.evaluate_read(&arguments[0], scope)?;
    if let Read::Value(Value::Error(error)) = value {
        return Ok(error.into());
    }
    switch_cases(interpreter, &value, &arguments[1..], scope)
}

fn switch_cases(interpreter: &Interpreter, value: &Read, cases: &[Expr], scope: &Scope) -> Result<Operand, Stop> {
    let (case, result, rest) = match cases {
        [] => return Ok(ErrorValue::NotAvailable.into()),
        [default] => return branch(interpreter, default, scope),
        [case, result, rest @ ..] => (case, result, rest),
    };
    let case = interpreter.evaluate_read(case, scope)?;
    let is_equal = lift::fill(interpreter, lift::common_shape([value, &case]), |row, column| {
        let (value, case) = (value.element(row, column), case.element(row, column));
        Ok(compare::values(value, case).map_or_else(Value::Error, |ordering| ordering.is_eq().into()))
    })?;
    let then = || branch(interpreter, result, scope);
    let otherwise = || switch_cases(interpreter, value, rest, scope);
    select(interpreter, &is_equal, &to_bool, &then, &otherwise)
}

fn choose(interpreter: &Interpreter, arguments: &[Expr], scope: &Scope) -> Result<Operand, Stop> {
    let index = interpreter.evaluate_read(&arguments[0], scope)?;
    choose_from(interpreter, &index, 1.0, &arguments[1..], scope)
}

fn choose_from(
    interpreter: &Interpreter,
    index: &Read,
    position: f64,
    choices: &[Expr],
    scope: &Scope,
) -> Result<Operand, Stop> {
    let [choice, rest @ ..] = choices else {
        return Ok(ErrorValue::Value.into());
    };
    let is_here = |value: &Value| Ok(to_number(value)?.trunc() == position);
    let then = || branch(interpreter, choice, scope);
    let otherwise = || choose_from(interpreter, index, position + 1.0, rest, scope);
    select(interpreter, index, &is_here, &then, &otherwise)
}

/// Every truth value in the arguments: in references and arrays texts and blanks are passed over.
///
/// # Errors
/// The first error; `#VALUE!` for a directly given text that is none, or when there is no truth value at all.
fn truth_values(arguments: &[Argument]) -> Result<Vec<bool>, ErrorValue> {
    let mut truths = Vec::new();
    for argument in arguments {
        match argument {
            Argument::Omitted => truths.push(false),
            Argument::Value(value) => truths.push(to_bool(value)?),
            Argument::Array(_) | Argument::Reference(_) => {
                for value in argument.filled() {
                    match value {
                        Value::Number(_) | Value::Bool(_) | Value::Error(_) => truths.push(to_bool(value)?),
                        Value::Blank | Value::Text(_) => {}
                    }
                }
            }
        }
    }
    if truths.is_empty() {
        Err(ErrorValue::Value)
    } else {
        Ok(truths)
    }
}

fn and(arguments: &[Argument], _: &Context) -> Result<Operand, ErrorValue> {
    Ok(truth_values(arguments)?.into_iter().all(|truth| truth).into())
}

fn or(arguments: &[Argument], _: &Context) -> Result<Operand, ErrorValue> {
    Ok(truth_values(arguments)?.into_iter().any(|truth| truth).into())
}

fn xor(arguments: &[Argument], _: &Context) -> Result<Operand, ErrorValue> {
    let count = truth_values(arguments)?.into_iter().filter(|truth| *truth).count();
    Ok((count % 2 == 1).into())
}
