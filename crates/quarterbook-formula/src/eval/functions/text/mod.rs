//! Texts: taking apart, putting together, numbers to text and back.

mod join;
mod letters;
mod number;
mod search;
mod split;
mod units;

use crate::eval::builtin::Builtin;
use crate::eval::coerce;
use crate::eval::functions::inputs::{bool_or, give, number as number_at, number_or, text};
use crate::{ErrorValue, Value};

/// The code of a function of this family.
pub(crate) fn find(name: &str) -> Option<Builtin> {
    cut(name)
        .or_else(|| changed(name))
        .or_else(|| numbers(name))
        .or_else(|| join::find(name))
}

fn cut(name: &str) -> Option<Builtin> {
    Some(match name {
        "LEN" => Builtin::Scalar(|values, _| give(Ok(units::length(&text(values, 0)?) as f64))),
        "LEFT" => Builtin::Scalar(|values, _| {
            let (text, count) = (text(values, 0)?, count(values, 1)?);
            coerce::text(units::slice(&text, 0, count))
        }),
        "RIGHT" => Builtin::Scalar(|values, _| {
            let (text, count) = (text(values, 0)?, count(values, 1)?);
            coerce::text(units::slice(&text, units::length(&text).saturating_sub(count), count))
        }),
        "MID" => Builtin::Scalar(|values, _| {
            let (start, count) = (position(values, 1)?, count(values, 2)?);
            coerce::text(units::slice(&text(values, 0)?, start, count))
        }),
        "REPLACE" => Builtin::Scalar(|values, _| {
            let (old, start, count) = (text(values, 0)?, position(values, 1)?, count(values, 2)?);
            let tail = units::slice(&old, start.saturating_add(count), usize::MAX);
            coerce::text(format!("{}{}{tail}", units::slice(&old, 0, start), text(values, 3)?))
        }),
        "FIND" => Builtin::Scalar(|values, _| {
            give(search::find(
                &text(values, 0)?,
                &text(values, 1)?,
                number_or(values, 2, 1.0)?,
            ))
        }),
        "SEARCH" => Builtin::Scalar(|values, _| {
            give(search::search(
                &text(values, 0)?,
                &text(values, 1)?,
                number_or(values, 2, 1.0)?,
            ))
        }),
        _ => return None,
    })
}

fn changed(name: &str) -> Option<Builtin> {
    Some(match name {
        "SUBSTITUTE" => Builtin::Scalar(|values, _| {
            let occurrence = values.get(3).map(coerce::to_number).transpose()?;
            coerce::text(search::substitute(
                &text(values, 0)?,
                &text(values, 1)?,
                &text(values, 2)?,
                occurrence,
            )?)
        }),
        "UPPER" => Builtin::Scalar(|values, _| coerce::text(text(values, 0)?.to_uppercase())),
        "LOWER" => Builtin::Scalar(|values, _| coerce::text(text(values, 0)?.to_lowercase())),
        "PROPER" => Builtin::Scalar(|values, _| coerce::text(letters::proper(&text(values, 0)?))),
        "TRIM" => Builtin::Scalar(|values, _| coerce::text(letters::trim(&text(values, 0)?))),
        "CLEAN" => Builtin::Scalar(|values, _| coerce::text(letters::clean(&text(values, 0)?))),
        "REPT" => Builtin::Scalar(|values, _| rept(&text(values, 0)?, number_at(values, 1)?)),
        "EXACT" => Builtin::Scalar(|values, _| Ok(Value::Bool(text(values, 0)? == text(values, 1)?))),
        "CHAR" => Builtin::Scalar(|values, _| coerce::text(letters::char(number_at(values, 0)?)?)),
        "CODE" => Builtin::Scalar(|values, _| give(letters::code(&text(values, 0)?))),
        "UNICHAR" => Builtin::Scalar(|values, _| coerce::text(letters::unichar(number_at(values, 0)?)?)),
        "UNICODE" => Builtin::Scalar(|values, _| give(letters::unicode(&text(values, 0)?))),
        _ => return None,
    })
}

fn numbers(name: &str) -> Option<Builtin> {
    Some(match name {
        "TEXT" => Builtin::Scalar(|values, _| {
            let value = values.first().unwrap_or(&Value::Blank);
            coerce::text(number::text(value, &text(values, 1)?)?)
        }),
        "FIXED" => Builtin::Scalar(|values, _| {
            let thousands = !bool_or(values, 2, false)?;
            coerce::text(number::fixed(
                number_at(values, 0)?,
                number_or(values, 1, 2.0)?,
                thousands,
            )?)
        }),
        "DOLLAR" => Builtin::Scalar(|values, _| {
            coerce::text(number::dollar(number_at(values, 0)?, number_or(values, 1, 2.0)?)?)
        }),
        "VALUE" => Builtin::Scalar(|values, _| match values.first() {
            Some(Value::Bool(_)) => Err(ErrorValue::Value),
            _ => give(number_at(values, 0)),
        }),
        "NUMBERVALUE" => Builtin::Scalar(|values, _| {
            let separator = |place: usize, default: &'static str| match values.get(place) {
                None | Some(Value::Blank) => Ok(default.into()),
                Some(_) => text(values, place),
            };
            give(number::numbervalue(
                &text(values, 0)?,
                &separator(1, ".")?,
                &separator(2, ",")?,
            ))
        }),
        _ => return None,
    })
}

fn rept(text: &str, times: f64) -> Result<Value, ErrorValue> {
    let times = times.trunc();
    let length = times * units::length(text) as f64;
    if times < 0.0 || length > coerce::MAX_TEXT_LENGTH as f64 {
        return Err(ErrorValue::Value);
    }
    coerce::text(if text.is_empty() {
        String::new()
    } else {
        text.repeat(times as usize)
    })
}

/// A count of characters, 1 when it is not there.
fn count(values: &[Value], place: usize) -> Result<usize, ErrorValue> {
    let count = number_or(values, place, 1.0)?.trunc();
    if count < 0.0 {
        return Err(ErrorValue::Value);
    }
    Ok(count as usize)
}

/// A 1-based place as a 0-based one.
fn position(values: &[Value], place: usize) -> Result<usize, ErrorValue> {
    let position = number_at(values, place)?.trunc();
    if position < 1.0 {
        return Err(ErrorValue::Value);
    }
    Ok(position as usize - 1)
}
