//! Texts of whole ranges: CONCAT, TEXTJOIN, TEXTSPLIT and what splits at delimiters.

use std::sync::Arc;

use super::number::value_to_text;
use super::split::{self, Choice, Side};
use super::units;
use crate::eval::argument::Argument;
use crate::eval::builtin::Builtin;
use crate::eval::coerce;
use crate::eval::functions::inputs::text as text_at;
use crate::eval::operand::Operand;
use crate::{Array, ErrorValue, Value};

/// The code of a function of this part of the family.
pub(super) fn find(name: &str) -> Option<Builtin> {
    Some(match name {
        "CONCATENATE" => Builtin::Scalar(|values, _| {
            let texts = (0..values.len()).map(|place| text_at(values, place));
            coerce::text(texts.collect::<Result<Vec<_>, _>>()?.concat())
        }),
        "CONCAT" => Builtin::Whole(|arguments, _| {
            let mut joined = Joined::default();
            for value in arguments.iter().flat_map(Argument::filled) {
                joined.push("", &coerce::to_text(value)?)?;
            }
            joined.give()
        }),
        "TEXTJOIN" => Builtin::Whole(|arguments, _| textjoin(arguments)),
        "TEXTBEFORE" => Builtin::Whole(|arguments, _| beside(arguments, Side::Before)),
        "TEXTAFTER" => Builtin::Whole(|arguments, _| beside(arguments, Side::After)),
        "TEXTSPLIT" => Builtin::Whole(|arguments, _| textsplit(arguments)),
        "VALUETOTEXT" => Builtin::Whole(|arguments, _| {
            let format = number(arguments, 1, 0.0)?;
            coerce::text(value_to_text(arguments[0].value(), format)?).map(Operand::Value)
        }),
        "ARRAYTOTEXT" => Builtin::Whole(|arguments, _| array_to_text(arguments)),
        _ => return None,
    })
}

/// A text that grows no longer than a cell can hold.
#[derive(Default)]
struct Joined {
    text: String,
    units: usize,
}

impl Joined {
    fn push(&mut self, delimiter: &str, text: &str) -> Result<(), ErrorValue> {
        self.units += units::length(delimiter) + units::length(text);
        if self.units > coerce::MAX_TEXT_LENGTH {
            return Err(ErrorValue::Value);
        }
        self.text.push_str(delimiter);
        self.text.push_str(text);
        Ok(())
    }

    fn give(self) -> Result<Operand, ErrorValue> {
        coerce::text(self.text).map(Operand::Value)
    }
}

/// TEXTJOIN; several delimiters take turns.
fn textjoin(arguments: &[Argument]) -> Result<Operand, ErrorValue> {
    let delimiters = texts(&arguments[0])?;
    let skip_empty = coerce::to_bool(arguments[1].value())?;
    let mut joined = Joined::default();
    let mut count = 0;
    let mut push = |value: &Value| {
        let text = coerce::to_text(value)?;
        if skip_empty && text.is_empty() {
            return Ok(());
        }
        let delimiter = match count {
            0 => "",
            _ => delimiters[(count - 1) % delimiters.len()].as_str(),
        };
        count += 1;
        joined.push(delimiter, &text)
    };
    for argument in &arguments[2..] {
        if skip_empty {
            argument.filled().try_for_each(&mut push)?;
        } else {
            argument.to_array()?.values().iter().try_for_each(&mut push)?;
        }
    }
    joined.give()
}

/// TEXTBEFORE and TEXTAFTER.
fn beside(arguments: &[Argument], side: Side) -> Result<Operand, ErrorValue> {
    let text = coerce::to_text(arguments[0].value())?;
    let choice = Choice {
        instance: number(arguments, 2, 1.0)?,
        ignore_case: number(arguments, 3, 0.0)? != 0.0,
        match_end: number(arguments, 4, 0.0)? != 0.0,
    };
    match split::beside(&text, &texts(&arguments[1])?, choice, side)? {
        Some(part) => coerce::text(part).map(Operand::Value),
        None => match arguments.get(5) {
            Some(Argument::Omitted) | None => Err(ErrorValue::NotAvailable),
            Some(fallback) => Ok(Operand::Value(fallback.value().clone())),
        },
    }
}

/// TEXTSPLIT: rows of pieces, filled up to the longest.
fn textsplit(arguments: &[Argument]) -> Result<Operand, ErrorValue> {
    let text = coerce::to_text(arguments[0].value())?;
    let delimiters = |place: usize| match arguments.get(place) {
        None | Some(Argument::Omitted) => Ok(Vec::new()),
        Some(argument) => texts(argument),
    };
    let (columns, rows) = (delimiters(1)?, delimiters(2)?);
    if (columns.is_empty() && rows.is_empty()) || columns.iter().chain(&rows).any(String::is_empty) {
        return Err(ErrorValue::Value);
    }
    let skip_empty = match arguments.get(3) {
        None | Some(Argument::Omitted) => false,
        Some(argument) => coerce::to_bool(argument.value())?,
    };
    let ignore_case = number(arguments, 4, 0.0)? != 0.0;
    let filler = match arguments.get(5) {
        None | Some(Argument::Omitted) => Value::Error(ErrorValue::NotAvailable),
        Some(argument) => argument.value().clone(),
    };
    let lines: Vec<Vec<&str>> = split::pieces(&text, &rows, ignore_case)
        .into_iter()
        .filter(|line| !(skip_empty && line.is_empty()))
        .map(|line| {
            let mut pieces = split::pieces(line, &columns, ignore_case);
            pieces.retain(|piece| !(skip_empty && piece.is_empty()));
            pieces
        })
        .collect();
    let width = lines.iter().map(Vec::len).max().unwrap_or(0);
    let values = lines
        .iter()
        .flat_map(|line| (0..width).map(|column| line.get(column).map_or_else(|| filler.clone(), Value::text)))
        .collect();
    Array::new(width, values).map(Operand::from).ok_or(ErrorValue::Calc)
}

/// ARRAYTOTEXT: `1, 2, 3` or, strictly, `{1,2;3,4}`.
fn array_to_text(arguments: &[Argument]) -> Result<Operand, ErrorValue> {
    let format = number(arguments, 1, 0.0)?;
    let array = arguments[0].to_array()?;
    let strict = format.trunc() == 1.0;
    let mut joined = Joined::default();
    for (index, value) in array.values().iter().enumerate() {
        let delimiter = match index {
            0 if strict => "{",
            0 => "",
            _ if !strict => ", ",
            _ if index % array.columns() == 0 => ";",
            _ => ",",
        };
        joined.push(delimiter, &value_to_text(value, format)?)?;
    }
    if strict {
        joined.push("}", "")?;
    }
    joined.give()
}

fn texts(argument: &Argument) -> Result<Vec<String>, ErrorValue> {
    let array = argument.to_array()?;
    let texts = array.values().iter().map(coerce::to_text);
    texts.map(|text| text.map(|text: Arc<str>| text.to_string())).collect()
}

fn number(arguments: &[Argument], place: usize, default: f64) -> Result<f64, ErrorValue> {
    match arguments.get(place) {
        None | Some(Argument::Omitted) => Ok(default),
        Some(argument) => argument.number(),
    }
}
