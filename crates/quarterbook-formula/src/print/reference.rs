//! References in a formula: A1 and R1C1 addresses, sheets before them, tables.

use std::fmt::Write;

use quarterbook_data::{CellAddress, MAX_COLUMNS, MAX_ROWS, column_name};

use super::Form;
use crate::parse::is_like_a_cell;
use crate::{
    Area, Axis, CellReference, ErrorValue, Reference, SheetSpan, Sheets, TableColumns, TableReference, TableRows,
};

pub(super) fn write_reference(out: &mut String, leaf: &Reference, form: Form, host: CellAddress, sheets: &Sheets) {
    match leaf {
        Reference::Name(name) => out.push_str(name),
        Reference::Table(table) => write_table(out, table, form),
        Reference::Cells { sheets: span, area } => {
            let text = match span {
                Some(span) => sheet_text(*span, sheets).zip(area_text(*area, form, host)),
                None => area_text(*area, form, host).map(|area| (String::new(), area)),
            };
            match text {
                Some((sheet, area)) => {
                    out.push_str(&sheet);
                    out.push_str(&area);
                }
                None => out.push_str(ErrorValue::Ref.code()),
            }
        }
    }
}

/// A sheet's name as it stands before `!`: in quotes, with apostrophes doubled, when Excel needs them.
///
/// Excel needs them when the name holds anything but letters, digits and `_`, begins with a digit, or
/// reads as a cell, TRUE or FALSE. Chinese letters are letters.
///
/// ```
/// use quarterbook_formula::quoted_sheet;
///
/// assert_eq!(quoted_sheet("收入"), "收入");
/// assert_eq!(quoted_sheet("收入 明细"), "'收入 明细'");
/// assert_eq!(quoted_sheet("Q1's"), "'Q1''s'");
/// assert_eq!(quoted_sheet("FY24"), "'FY24'", "a cell's address");
/// ```
pub fn quoted_sheet(name: &str) -> String {
    if needs_quotes(name) {
        format!("'{}'", name.replace('\'', "''"))
    } else {
        name.to_owned()
    }
}

fn needs_quotes(name: &str) -> bool {
    let is_plain = name
        .chars()
        .all(|character| character.is_alphanumeric() || character == '_');
    let begins_well = name.chars().next().is_some_and(|first| !first.is_numeric());
    let is_bool = name.eq_ignore_ascii_case("TRUE") || name.eq_ignore_ascii_case("FALSE");
    !is_plain || !begins_well || is_bool || is_like_a_cell(name)
}

fn sheet_text(span: SheetSpan, sheets: &Sheets) -> Option<String> {
    let known = |sheet| Some(sheets.name(sheet)).filter(|name| !name.is_empty());
    match span {
        SheetSpan::One(sheet) => Some(format!("{}!", quoted_sheet(known(sheet)?))),
        SheetSpan::Through(first, last) => {
            let (first, last) = (known(first)?, known(last)?);
            if needs_quotes(first) || needs_quotes(last) {
                let both = format!("{first}:{last}").replace('\'', "''");
                Some(format!("'{both}'!"))
            } else {
                Some(format!("{first}:{last}!"))
            }
        }
    }
}

/// The address; `None` when it leaves the grid.
fn area_text(area: Area, form: Form, host: CellAddress) -> Option<String> {
    if form == Form::R1C1 {
        return Some(r1c1_text(area));
    }
    match area {
        Area::Cell(cell) => cell_text(cell, host),
        Area::Range(first, last) => Some(format!("{}:{}", cell_text(first, host)?, cell_text(last, host)?)),
        Area::Rows(first, last) => Some(format!("{}:{}", row_text(first, host.row)?, row_text(last, host.row)?)),
        Area::Columns(first, last) => Some(format!(
            "{}:{}",
            column_text(first, host.column)?,
            column_text(last, host.column)?
        )),
    }
}

fn cell_text(cell: CellReference, host: CellAddress) -> Option<String> {
    let column = column_text(cell.column, host.column)?;
    Some(column + &row_text(cell.row, host.row)?)
}

const fn dollar(axis: Axis) -> &'static str {
    match axis {
        Axis::Relative(_) => "",
        Axis::Absolute(_) => "$",
    }
}

fn column_text(axis: Axis, host: u32) -> Option<String> {
    let column = axis.resolve(host).filter(|column| *column < MAX_COLUMNS)?;
    Some(format!("{}{}", dollar(axis), column_name(column)))
}

fn row_text(axis: Axis, host: u32) -> Option<String> {
    let row = axis.resolve(host).filter(|row| *row < MAX_ROWS)?;
    Some(format!("{}{}", dollar(axis), row + 1))
}

fn r1c1_text(area: Area) -> String {
    let cell = |cell: CellReference| r1c1_axis('R', cell.row) + &r1c1_axis('C', cell.column);
    match area {
        Area::Cell(only) => cell(only),
        Area::Range(first, last) => format!("{}:{}", cell(first), cell(last)),
        Area::Rows(first, last) => format!("{}:{}", r1c1_axis('R', first), r1c1_axis('R', last)),
        Area::Columns(first, last) => format!("{}:{}", r1c1_axis('C', first), r1c1_axis('C', last)),
    }
}

fn r1c1_axis(letter: char, axis: Axis) -> String {
    match axis {
        Axis::Relative(0) => letter.to_string(),
        Axis::Relative(offset) => format!("{letter}[{offset}]"),
        Axis::Absolute(index) => format!("{letter}{}", index + 1),
    }
}

fn write_table(out: &mut String, table: &TableReference, form: Form) {
    out.push_str(table.table.as_deref().unwrap_or(""));
    let part = match table.rows {
        TableRows::Data => "",
        TableRows::All => "#All",
        TableRows::Headers => "#Headers",
        TableRows::Totals => "#Totals",
        TableRows::HeadersAndData => "#Headers],[#Data",
        TableRows::DataAndTotals => "#Data],[#Totals",
        TableRows::ThisRow if form == Form::Stored => "#This Row",
        TableRows::ThisRow => return write_this_row(out, &table.columns),
    };
    let columns = bracketed_columns(&table.columns);
    let _infallible = match (&table.columns, part) {
        (TableColumns::One(name), "") if is_trimmed(name) => write!(out, "[{}]", escaped(name)),
        (TableColumns::All, _) if part.contains(']') => write!(out, "[[{part}]]"),
        (TableColumns::All, _) => write!(out, "[{part}]"),
        (_, "") => write!(out, "[{columns}]"),
        _ => write!(out, "[[{part}],{columns}]"),
    };
}

/// `[@收入]`, the short form that only the formula bar knows.
fn write_this_row(out: &mut String, columns: &TableColumns) {
    let _infallible = match columns {
        TableColumns::One(name) if name.chars().all(|letter| letter.is_alphanumeric() || letter == '_') => {
            write!(out, "[@{name}]")
        }
        _ => write!(out, "[@{}]", bracketed_columns(columns)),
    };
}

fn bracketed_columns(columns: &TableColumns) -> String {
    match columns {
        TableColumns::All => String::new(),
        TableColumns::One(name) => format!("[{}]", escaped(name)),
        TableColumns::Through(first, last) => format!("[{}]:[{}]", escaped(first), escaped(last)),
    }
}

fn is_trimmed(name: &str) -> bool {
    name.trim() == name
}

/// A column's name with an apostrophe before each character that means something in the brackets.
fn escaped(name: &str) -> String {
    let mut text = String::new();
    for character in name.chars() {
        if matches!(character, '[' | ']' | '#' | '\'' | '@') {
            text.push('\'');
        }
        text.push(character);
    }
    text
}
