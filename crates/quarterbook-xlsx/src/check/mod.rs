//! What a workbook must keep to so that Excel opens it.

mod places;

use std::collections::BTreeMap;

use quarterbook_book::workbook::{Allowed, Cell, Content, Sheet, Validation};
use quarterbook_book::{ExportError, Workbook};
use quarterbook_data::CellAddress;
use quarterbook_formula::Value;

/// Characters in a cell, in UTF-16 units as Excel counts them.
const MAX_TEXT: usize = 32_767;
/// Characters in a formula.
const MAX_FORMULA: usize = 8_192;
/// Characters in a sheet name.
const MAX_SHEET_NAME: usize = 31;
/// Characters in a number format.
const MAX_NUMBER_FORMAT: usize = 255;
/// Characters in the formula or the choices of a validation, commas included, and in a footer.
const MAX_SHORT_TEXT: usize = 255;

/// Refuses what Excel would refuse or silently change, at the place where it stands.
pub(crate) fn check(workbook: &Workbook) -> Result<(), ExportError> {
    if workbook.sheets.is_empty() {
        return Err(ExportError::new("workbook", "has no sheet; a file needs at least one"));
    }
    sheet_names(workbook)?;
    number_formats(workbook)?;
    for sheet in &workbook.sheets {
        for (address, cell) in &sheet.cells {
            if let Some(message) = cell_fault(*address, cell) {
                return Err(ExportError::new(format!("{}!{address}", sheet.name), message));
            }
        }
        for validation in &sheet.validations {
            allowed(sheet, validation)?;
        }
        footer(sheet)?;
    }
    places::check(workbook)
}

fn sheet_names(workbook: &Workbook) -> Result<(), ExportError> {
    let mut seen = BTreeMap::new();
    for sheet in &workbook.sheets {
        let name = &sheet.name;
        let place = || format!("sheet `{}`", name.escape_debug());
        let length = utf16_length(name);
        if length == 0 || length > MAX_SHEET_NAME {
            let message = format!("a sheet name has 1 to {MAX_SHEET_NAME} characters, this one {length}");
            return Err(ExportError::new(place(), message));
        }
        let forbidden = |character: char| "[]:*?/\\".contains(character) || character.is_control();
        if let Some(character) = name.chars().find(|character| forbidden(*character)) {
            let message = format!("`{}` may not stand in a sheet name", character.escape_debug());
            return Err(ExportError::new(place(), message));
        }
        if name.starts_with('\'') || name.ends_with('\'') {
            return Err(ExportError::new(
                place(),
                "a sheet name may not begin or end with an apostrophe",
            ));
        }
        if name.eq_ignore_ascii_case("history") {
            return Err(ExportError::new(
                place(),
                "Excel keeps this name for itself; use another",
            ));
        }
        if let Some(other) = seen.insert(name.to_lowercase(), name) {
            let message = format!("is the same as `{other}` to Excel, which ignores case; rename one");
            return Err(ExportError::new(place(), message));
        }
    }
    Ok(())
}

fn number_formats(workbook: &Workbook) -> Result<(), ExportError> {
    for (_, style) in workbook.styles.iter() {
        let format = &style.number_format;
        let too_long = utf16_length(format) > MAX_NUMBER_FORMAT;
        if too_long || format.chars().any(char::is_control) {
            let message = format!("has at most {MAX_NUMBER_FORMAT} characters and no control characters");
            return Err(ExportError::new(
                format!("number format `{}`", format.escape_debug()),
                message,
            ));
        }
    }
    Ok(())
}

fn cell_fault(address: CellAddress, cell: &Cell) -> Option<String> {
    if !address.is_on_grid() {
        return Some("lies beyond the last row or column of a sheet".to_owned());
    }
    if let Content::Formula(formula) = &cell.content {
        let length = utf16_length(&formula.shown).max(utf16_length(&formula.stored));
        if length > MAX_FORMULA {
            return Some(format!(
                "the formula has {length} characters; Excel takes {MAX_FORMULA}"
            ));
        }
        if formula.spill.is_some_and(|spill| spill.first != address) {
            return Some("the formula's spill range does not begin at its cell".to_owned());
        }
        if formula.result == Value::Blank {
            return Some("the formula has no result; a reference to an empty cell gives 0".to_owned());
        }
    }
    let note = cell.note.as_deref().map_or(0, utf16_length);
    if note > MAX_TEXT {
        return Some(format!("the note has {note} characters; Excel takes {MAX_TEXT}"));
    }
    match cell.content.value() {
        Value::Number(number) if !number.is_finite() => Some(format!(
            "{number} is not a number Excel has; use an error value such as #NUM!"
        )),
        Value::Text(text) if utf16_length(&text) > MAX_TEXT => Some(format!(
            "the text has {} characters; a cell holds {MAX_TEXT}",
            utf16_length(&text)
        )),
        _ => None,
    }
}

fn allowed(sheet: &Sheet, validation: &Validation) -> Result<(), ExportError> {
    let fault = match &validation.allowed {
        Allowed::Choices(choices) => choices_fault(choices),
        Allowed::Formula(formula) => validation_formula_fault(formula),
    };
    match fault {
        Some(message) => Err(ExportError::new(
            format!("{}!{}", sheet.name, validation.range),
            message,
        )),
        None => Ok(()),
    }
}

fn choices_fault(choices: &[String]) -> Option<String> {
    let length = utf16_length(&choices.join(","));
    if length == 0 || length > MAX_SHORT_TEXT {
        return Some(format!(
            "the choices have {length} characters with their commas; Excel takes 1 to {MAX_SHORT_TEXT}"
        ));
    }
    let choice = choices.iter().find(|choice| choice.contains(','))?;
    Some(format!("the choice `{choice}` holds a comma, which separates choices"))
}

fn validation_formula_fault(formula: &str) -> Option<String> {
    let length = utf16_length(formula);
    (length == 0 || length > MAX_SHORT_TEXT)
        .then(|| format!("the formula of a validation has {length} characters; Excel takes 1 to {MAX_SHORT_TEXT}"))
}

fn footer(sheet: &Sheet) -> Result<(), ExportError> {
    let footer = &sheet.page.footer;
    let length = utf16_length(&footer.left) + utf16_length(&footer.centre) + utf16_length(&footer.right) + 6;
    if length > MAX_SHORT_TEXT {
        return Err(ExportError::new(
            format!("footer of `{}`", sheet.name),
            format!("has {length} characters; Excel takes {MAX_SHORT_TEXT}"),
        ));
    }
    Ok(())
}

fn utf16_length(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}
