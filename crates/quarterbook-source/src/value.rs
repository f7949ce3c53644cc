//! What calamine reads, as cell values.

use std::collections::HashMap;
use std::marker::PhantomData;
use std::sync::Arc;

use calamine::{Data, DataRef, ExcelDateTime};
use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, ToSpan};

use crate::CellValue;

/// The literals Excel itself writes into error cells.
const ERRORS: [&str; 17] = [
    "#NULL!",
    "#DIV/0!",
    "#VALUE!",
    "#REF!",
    "#NAME?",
    "#NUM!",
    "#N/A",
    "#GETTING_DATA",
    "#SPILL!",
    "#CONNECT!",
    "#BLOCKED!",
    "#UNKNOWN!",
    "#FIELD!",
    "#CALC!",
    "#BUSY!",
    "#PYTHON!",
    "#EXTERNAL!",
];

/// What stands in the place of an error's literal for a formula whose result the file does not hold.
pub(crate) const NO_RESULT: &str = "formula without a result";

/// Calamine's values as cell values. A text that cells share is held once, however many they are.
#[derive(Debug, Default)]
pub(crate) struct Values<'a> {
    is_1904: bool,
    /// By where calamine holds them, so that a long text is not gone through again.
    shared: HashMap<*const str, Arc<str>>,
    texts: PhantomData<&'a str>,
}

impl<'a> Values<'a> {
    pub(crate) fn new(is_1904: bool) -> Self {
        Self {
            is_1904,
            ..Self::default()
        }
    }

    /// The value of one cell; `None` for an empty one.
    pub(crate) fn of(&mut self, value: &DataRef<'a>) -> Option<CellValue> {
        match value {
            DataRef::SharedString("") => None,
            DataRef::SharedString(text) => {
                let shared = self.shared.entry(std::ptr::from_ref(*text));
                Some(CellValue::Text(Arc::clone(shared.or_insert_with(|| Arc::from(*text)))))
            }
            other => cell_value(other, self.is_1904),
        }
    }
}

/// One of calamine's values; `None` for an empty cell. A number that is not finite is the error `#NUM!`.
fn cell_value(value: &DataRef<'_>, is_1904: bool) -> Option<CellValue> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::Int(number) => CellValue::Number(*number as f64),
        DataRef::Float(number) => number_value(*number),
        DataRef::String(text) => return text_value(text),
        DataRef::SharedString(text) => return text_value(text),
        DataRef::Bool(bool) => CellValue::Bool(*bool),
        DataRef::DateTime(date) => date_value(*date, is_1904),
        DataRef::DateTimeIso(text) => iso_value(text),
        DataRef::DurationIso(text) => CellValue::Text(text.as_str().into()),
        DataRef::Error(calamine::CellErrorType::GettingData) => CellValue::Error("#GETTING_DATA".into()),
        DataRef::Error(error) => CellValue::Error(error.to_string().into()),
    })
}

/// The same for the values of ranges. Calamine reads the errors of an .ods as texts; they are errors here.
pub(crate) fn range_value(value: &Data, is_1904: bool) -> Option<CellValue> {
    match value {
        Data::String(text) if is_error_literal(text) => Some(CellValue::Error(text.as_str().into())),
        Data::String(text) if text.contains('\0') => text_value(&without_nulls(text)),
        Data::String(text) => text_value(text),
        Data::Empty => None,
        Data::Int(number) => Some(CellValue::Number(*number as f64)),
        Data::Float(number) => Some(number_value(*number)),
        Data::Bool(bool) => Some(CellValue::Bool(*bool)),
        Data::DateTime(date) => Some(date_value(*date, is_1904)),
        Data::DateTimeIso(text) => Some(iso_value(text)),
        Data::DurationIso(text) => Some(CellValue::Text(text.as_str().into())),
        Data::Error(error) => cell_value(&DataRef::Error(error.clone()), is_1904),
    }
}

/// A text that some writers of xls store as wide characters and declare as narrow ones: every other is a NUL, or the
/// upper half of a character.
fn without_nulls(text: &str) -> String {
    let bytes: Option<Vec<u8>> = text.chars().map(|character| u8::try_from(character).ok()).collect();
    match bytes {
        Some(bytes) if bytes.len().is_multiple_of(2) => {
            let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
            let units: Vec<u16> = units.filter(|unit| *unit != 0).collect();
            String::from_utf16_lossy(&units)
        }
        _ => text.replace('\0', ""),
    }
}

fn is_error_literal(text: &str) -> bool {
    ERRORS.contains(&text)
        || text
            .strip_prefix("Err:")
            .is_some_and(|code| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether calamine knows this error of an xlsx cell; the others stop its reader.
pub(crate) fn is_classic_error(literal: &str) -> bool {
    ERRORS[..7].contains(&literal)
}

pub(crate) fn number_value(number: f64) -> CellValue {
    if number.is_finite() {
        CellValue::Number(number)
    } else {
        CellValue::Error("#NUM!".into())
    }
}

fn text_value(text: &str) -> Option<CellValue> {
    (!text.is_empty()).then(|| CellValue::Text(text.into()))
}

fn date_value(date: ExcelDateTime, is_1904: bool) -> CellValue {
    if date.is_duration() {
        number_value(date.as_f64())
    } else {
        serial_value(date.as_f64(), is_1904)
    }
}

/// A number under a date format; one that is no date stays a number.
pub(crate) fn serial_value(serial: f64, is_1904: bool) -> CellValue {
    serial_date(serial, is_1904).map_or_else(|| number_value(serial), CellValue::Date)
}

/// The date of a serial number, to the nearest second. Serial 1 is 1900-01-01; 60 is the 29 February 1900 that
/// never was, so it has no date; with the 1904 flag 0 is 1904-01-01. See ECMA-376 part 1, 18.17.4.1.
pub(crate) fn serial_date(serial: f64, is_1904: bool) -> Option<DateTime> {
    if !(0.0..2_958_466.0).contains(&serial) || (!is_1904 && serial.trunc() == 60.0) {
        return None;
    }
    let epoch = if is_1904 {
        Date::constant(1904, 1, 1)
    } else if serial < 60.0 {
        Date::constant(1899, 12, 31)
    } else {
        Date::constant(1899, 12, 30)
    };
    let seconds = (serial.fract() * 86_400.0).round() as i64;
    let day = epoch.checked_add((serial.trunc() as i64).days()).ok()?;
    day.at(0, 0, 0, 0).checked_add(SignedDuration::from_secs(seconds)).ok()
}

pub(crate) fn iso_value(text: &str) -> CellValue {
    let plain = text.trim_end_matches('Z');
    let date = plain.parse::<DateTime>().ok();
    date.map_or_else(|| CellValue::Text(text.into()), CellValue::Date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serial_numbers_are_the_dates_excel_shows() {
        let cases = [
            (1.0, false, Some("1900-01-01T00:00:00")),
            (59.0, false, Some("1900-02-28T00:00:00")),
            (60.0, false, None),
            (61.0, false, Some("1900-03-01T00:00:00")),
            (45_838.0, false, Some("2025-06-30T00:00:00")),
            (45_838.5, false, Some("2025-06-30T12:00:00")),
            (44_376.0, true, Some("2025-06-30T00:00:00")),
            (2_958_466.0, false, None),
            (-1.0, false, None),
        ];
        for (serial, is_1904, date) in cases {
            let read = serial_date(serial, is_1904).map(|date| date.to_string());
            assert_eq!(read.as_deref(), date, "{serial}");
        }
    }
}
