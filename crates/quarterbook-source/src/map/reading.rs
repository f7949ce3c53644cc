//! What one cell says, before anything is known of its line.

use quarterbook_data::{Amount, Status, Unit};
use quarterbook_format::{NumberFormat, PercentSign};
use rust_decimal::Decimal;

use super::Scope;
use super::scaled::Scaled;
use crate::oddities::reads_as_number;
use crate::printed::{Reading, ValueError};
use crate::rules::{Pattern, Source};
use crate::unit::UnitNote;
use crate::value::NO_RESULT;
use crate::{Cell, CellValue, read_value};

/// What a cell says: its text, or its number as far as Excel shows it.
pub(super) fn read_cell(scope: Scope<'_>, cell: &Cell) -> Result<Reading, ValueError> {
    let nil = |text: &str| {
        let mut words = scope.source.rule.nil.iter();
        words.any(|nil| Pattern::new(nil).matches_text(text))
    };
    match &cell.value {
        CellValue::Text(text) if nil(text) => Ok(undisclosed(text)),
        CellValue::Text(text) => read_text(scope.source, text).map(|reading| with_text_rule(scope, text, reading)),
        CellValue::Number(_) => number(cell),
        CellValue::Error(literal) if nil(literal) => Ok(undisclosed(literal)),
        CellValue::Error(literal) if **literal == *NO_RESULT => Err(ValueError {
            message: "a formula without a result where a figure is expected".to_owned(),
            hint:
                "open the file in Excel or LibreOffice and save it there: the program that made it does not calculate"
                    .to_owned(),
        }),
        CellValue::Error(literal) => Err(ValueError {
            message: format!("the error {literal} where a figure is expected"),
            hint: format!("mend the source, or write `nil = [\"{literal}\"]` if it means not disclosed"),
        }),
        CellValue::Bool(_) | CellValue::Date(_) => Err(ValueError {
            message: format!("`{}` where a figure is expected", cell.printed()),
            hint: "leave its row or column out with `skip`".to_owned(),
        }),
    }
}

/// What a text says, its marks taken for what the book says they are.
pub(super) fn read_text(source: &Source, text: &str) -> Result<Reading, ValueError> {
    let marked = source.rule.marks.iter().find_map(|(mark, sign)| {
        let (text, mark) = (text.trim(), mark.get_ref().as_str());
        Some((text.strip_prefix(mark).or_else(|| text.strip_suffix(mark))?, *sign))
    });
    let Some((rest, sign)) = marked else {
        return read_value(text, source.mark);
    };
    let reading = read_value(rest, source.mark)?;
    let Amount::Number(number) = reading.amount else {
        return Err(only_a_mark(text));
    };
    if sign < 0 && number.is_sign_negative() && !number.is_zero() {
        return Err(ValueError {
            message: format!("`{}` has more than one sign", text.trim()),
            hint: "leave one of them in the source, or give its mark the sign 1 under `marks`".to_owned(),
        });
    }
    let number = if sign < 0 { -number } else { number };
    Ok(Reading {
        amount: Amount::Number(number),
        rule: format!("[book] {} → {number}", text.trim()),
        ..reading
    })
}

/// The reading of a text, with a rule where the sheet tells numbers from texts and a plain number stands as one. One
/// word for all of them: a column of a thousand such cells is one line where readings are listed.
fn with_text_rule(scope: Scope<'_>, text: &str, reading: Reading) -> Reading {
    let is_stored_as_text = !scope.is_delimited() && reading.rule.is_empty() && reads_as_number(text);
    let rule = if is_stored_as_text {
        "text \"#\" → #".to_owned()
    } else {
        reading.rule
    };
    Reading { rule, ..reading }
}

fn only_a_mark(text: &str) -> ValueError {
    ValueError {
        message: format!("`{}` is a mark without a number", text.trim()),
        hint: "list it under `nil` if it means not disclosed, or leave its row out with `skip`".to_owned(),
    }
}

fn undisclosed(text: &str) -> Reading {
    Reading {
        amount: Amount::Undisclosed,
        status: Status::Reported,
        decimals: 0,
        unit: None,
        rule: format!("[book] {text} → n.a."),
    }
}

/// A number cell at 15 significant digits, all that Excel shows; under a per cent format it is in per cent.
fn number(cell: &Cell) -> Result<Reading, ValueError> {
    let stored = cell.value.decimal().ok_or_else(|| ValueError {
        message: format!("`{}` has more digits than can be kept exactly", cell.printed()),
        hint: "28 digits can be; put a shorter number into the source".to_owned(),
    })?;
    let shown = stored.round_sf(15).unwrap_or(stored).normalize();
    let sign = percent_sign(cell);
    let value = if sign == Some(PercentSign::Scales) {
        shown.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(shown).normalize()
    } else {
        shown
    };
    let printed = cell.printed();
    let scaled = Scaled::of(cell);
    let decimals = match scaled.as_ref().map_or(0, |scaled| scaled.power) {
        0 => i8::try_from(value.scale())
            .unwrap_or(i8::MAX)
            .max(printed_decimals(&printed)),
        // What is shown of it is all that a reader knows.
        power => printed_decimals(&printed).saturating_sub(power),
    };
    let rule = if stored.normalize() == shown {
        String::new()
    } else {
        format!("{stored} → {shown}")
    };
    Ok(Reading {
        amount: Amount::Number(value),
        status: scaled.map_or(Status::Reported, |scaled| scaled.status),
        decimals,
        unit: sign.map(|_| UnitNote::of(&Unit::PERCENT)),
        rule,
    })
}

/// The per cent sign behind a cell's number, when its format shows one.
fn percent_sign(cell: &Cell) -> Option<PercentSign> {
    let CellValue::Number(number) = cell.value else {
        return None;
    };
    let format = cell
        .number_format
        .as_deref()
        .filter(|format| format.contains(['%', '%']))?;
    NumberFormat::parse(format)?.percent_sign(number)
}

/// How many decimals a number format shows: 2 for `6.10`, 1 for `(30.8%)`.
pub(super) fn printed_decimals(printed: &str) -> i8 {
    let behind = printed.split_once('.').map_or("", |(_, behind)| behind);
    let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
    let is_plain = !behind[digits..].contains(|c: char| c.is_ascii_digit() || c == 'E');
    if is_plain { digits as i8 } else { 0 }
}
