//! What a value or a cell is.

use crate::eval::argument::Argument;
use crate::eval::builtin::Builtin;
use crate::eval::coerce::to_number;
use crate::eval::grid::CONSTANT;
use crate::eval::interpreter::{Interpreter, Read, Scope, Stop};
use crate::eval::operand::Operand;
use crate::{ErrorValue, Expr, Value};

pub(crate) fn find(name: &str) -> Option<Builtin> {
    Some(match name {
        "ISBLANK" => Builtin::Lenient(|values, _| Ok((values[0] == Value::Blank).into())),
        "ISERROR" => Builtin::Lenient(|values, _| Ok(matches!(values[0], Value::Error(_)).into())),
        "ISERR" => Builtin::Lenient(|values, _| {
            Ok(matches!(values[0], Value::Error(error) if error != ErrorValue::NotAvailable).into())
        }),
        "ISNA" => Builtin::Lenient(|values, _| Ok((values[0] == ErrorValue::NotAvailable.into()).into())),
        "ISNUMBER" => Builtin::Lenient(|values, _| Ok(matches!(values[0], Value::Number(_)).into())),
        "ISTEXT" => Builtin::Lenient(|values, _| Ok(matches!(values[0], Value::Text(_)).into())),
        "ISNONTEXT" => Builtin::Lenient(|values, _| Ok((!matches!(values[0], Value::Text(_))).into())),
        "ISLOGICAL" => Builtin::Lenient(|values, _| Ok(matches!(values[0], Value::Bool(_)).into())),
        "ISEVEN" => Builtin::Scalar(|values, _| Ok((parity(&values[0])? == 0.0).into())),
        "ISODD" => Builtin::Scalar(|values, _| Ok((parity(&values[0])? == 1.0).into())),
        "N" => Builtin::Lenient(|values, _| Ok(as_number(&values[0]))),
        "T" => Builtin::Lenient(|values, _| Ok(as_text(&values[0]))),
        "NA" => Builtin::Scalar(|_, _| Err(ErrorValue::NotAvailable)),
        "ERROR.TYPE" => Builtin::Lenient(error_type),
        "TYPE" => Builtin::Special(type_),
        "ISREF" => Builtin::Special(is_reference),
        "ISFORMULA" => Builtin::Unread(is_formula),
        "SHEET" => Builtin::Unread(sheet),
        "SHEETS" => Builtin::Unread(sheets),
        _ => return None,
    })
}

/// 0 for an even number, 1 for an odd one; a fraction is cut off. TRUE and FALSE are no numbers here.
fn parity(value: &Value) -> Result<f64, ErrorValue> {
    if matches!(value, Value::Bool(_)) {
        return Err(ErrorValue::Value);
    }
    Ok((to_number(value)?.trunc() % 2.0).abs())
}

fn as_number(value: &Value) -> Value {
    match value {
        Value::Bool(bool) => Value::Number(f64::from(u8::from(*bool))),
        Value::Blank | Value::Text(_) => Value::Number(0.0),
        other => other.clone(),
    }
}

fn as_text(value: &Value) -> Value {
    match value {
        Value::Text(_) | Value::Error(_) => value.clone(),
        _ => Value::text(""),
    }
}

fn error_type(values: &[Value], _: &crate::eval::builtin::Context) -> Result<Value, ErrorValue> {
    let Value::Error(error) = values[0] else {
        return Err(ErrorValue::NotAvailable);
    };
    // #SPILL! and #CALC! are 9 and 14; the eight before them count from 1.
    Ok(Value::Number(match error {
        ErrorValue::Spill => 9.0,
        ErrorValue::Calc => 14.0,
        other => ErrorValue::ALL.iter().position(|known| *known == other).unwrap_or(0) as f64 + 1.0,
    }))
}

fn type_(interpreter: &Interpreter, arguments: &[Expr], scope: &Scope) -> Result<Operand, Stop> {
    let operand = interpreter.evaluate(&arguments[0], scope)?;
    if matches!(operand, Operand::Lambda(_)) {
        return Ok(128.0.into());
    }
    Ok(match interpreter.read(operand)? {
        Read::Array(_) => 64.0.into(),
        Read::Value(Value::Blank | Value::Number(_)) => 1.0.into(),
        Read::Value(Value::Text(_)) => 2.0.into(),
        Read::Value(Value::Bool(_)) => 4.0.into(),
        Read::Value(Value::Error(_)) => 16.0.into(),
    })
}

fn is_reference(interpreter: &Interpreter, arguments: &[Expr], scope: &Scope) -> Result<Operand, Stop> {
    let operand = interpreter.evaluate(&arguments[0], scope)?;
    Ok(matches!(operand, Operand::Areas(_)).into())
}

fn is_formula(arguments: &[Argument], interpreter: &Interpreter) -> Result<Operand, ErrorValue> {
    let Argument::Reference(cells) = &arguments[0] else {
        return Err(ErrorValue::Value);
    };
    let area = cells.single()?;
    let cell = area.range.first;
    let owner = interpreter.grid.owner(area.sheet, cell);
    let holds_it = owner != CONSTANT && interpreter.model.formulas[owner as usize].cell == cell;
    Ok(holds_it.into())
}

fn sheet(arguments: &[Argument], interpreter: &Interpreter) -> Result<Operand, ErrorValue> {
    let sheet = match arguments.first() {
        None => interpreter.sheet,
        Some(Argument::Reference(cells)) => cells.areas.as_slice()[0].sheet,
        Some(argument) => match argument.value() {
            Value::Text(name) => interpreter.model.sheets.find(name).ok_or(ErrorValue::NotAvailable)?,
            Value::Error(error) => return Err(*error),
            _ => return Err(ErrorValue::NotAvailable),
        },
    };
    Ok((f64::from(sheet.0) + 1.0).into())
}

fn sheets(arguments: &[Argument], interpreter: &Interpreter) -> Result<Operand, ErrorValue> {
    let count = match arguments.first() {
        None => interpreter.model.sheets.iter().count(),
        Some(Argument::Reference(cells)) => cells.areas.as_slice().len(),
        Some(_) => return Err(ErrorValue::Ref),
    };
    Ok((count as f64).into())
}
