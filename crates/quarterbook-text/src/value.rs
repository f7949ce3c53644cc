//! Values, texts and ranges in listings.

use std::fmt::Write;

use quarterbook_book::Workbook;
use quarterbook_book::workbook::{SheetRange, exact_number};
use quarterbook_data::CellAddress;
use quarterbook_formula::Value;

/// Every cell that holds something as a line of [`typed_line`], in the order of tabs, rows and columns.
///
/// What a reader of the written file finds has to give the same lines.
pub fn typed_lines(workbook: &Workbook) -> Vec<String> {
    workbook
        .cells()
        .map(|(sheet, address, cell)| (sheet, address, cell.content.value()))
        .filter(|(_, _, value)| *value != Value::Blank)
        .map(|(sheet, address, value)| typed_line(&sheet.name, address, &value))
        .collect()
}

/// Sheet, address, type and value of a cell with tabs between: `Revenue!F5<TAB>number<TAB>3.79`.
///
/// The types are number, text, boolean, error and blank; texts are quoted and escaped.
pub fn typed_line(sheet: &str, address: CellAddress, value: &Value) -> String {
    let kind = match value {
        Value::Blank => "blank",
        Value::Number(_) => "number",
        Value::Text(_) => "text",
        Value::Bool(_) => "boolean",
        Value::Error(_) => "error",
    };
    format!("{}!{address}\t{kind}\t{}", escaped(sheet), shown(value))
}

/// A value: `12.5`, `"text"`, `TRUE`, `#N/A`; nothing for a blank.
pub(crate) fn shown(value: &Value) -> String {
    match value {
        Value::Blank => String::new(),
        Value::Number(number) => exact_number(*number),
        Value::Text(text) => quoted(text),
        Value::Bool(bool) => if *bool { "TRUE" } else { "FALSE" }.to_owned(),
        Value::Error(error) => error.code().to_owned(),
    }
}

/// A text in quotation marks, on one line.
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text).replace('"', "\\\""))
}

/// A text on one line: `\n`, `\t`, `\\` and `\u{…}` for what would break or hide in it.
pub(crate) fn escaped(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' => line.push_str("\\\\"),
            '\n' => line.push_str("\\n"),
            '\r' => line.push_str("\\r"),
            '\t' => line.push_str("\\t"),
            hidden if hidden.is_control() || is_invisible(hidden) => {
                let _ = write!(line, "\\u{{{:x}}}", u32::from(hidden));
            }
            plain => line.push(plain),
        }
    }
    line
}

/// `Revenue!D5:H5`, with apostrophes where Excel asks for them.
pub(crate) fn range(range: &SheetRange) -> String {
    format!("{}!{}", sheet_name(&range.sheet), range.range)
}

/// A sheet's name as a reference begins with it.
pub(crate) fn sheet_name(sheet: &str) -> String {
    let plain = sheet
        .chars()
        .all(|character| character.is_alphanumeric() || character == '_')
        && !sheet.starts_with(|first: char| first.is_ascii_digit());
    if plain {
        sheet.to_owned()
    } else {
        format!("'{}'", escaped(&sheet.replace('\'', "''")))
    }
}

/// Characters that take no room or look like a space but are none.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{A0}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202F}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}
