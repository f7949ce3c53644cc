//! Structured references: what stands in the brackets behind a table's name.

use std::sync::Arc;

use super::{Cursor, ParseError};
use crate::{TableColumns, TableReference, TableRows};

/// Reads `[收入]`, `[@收入]`, `[#All]` or `[[#Headers],[a]:[b]]` behind the name of a table.
pub(super) fn specifier(cursor: &mut Cursor<'_>, table: Option<Arc<str>>) -> Result<TableReference, ParseError> {
    let opened = cursor.here();
    cursor.bump();
    cursor.skip_space();
    let (rows, columns) = match cursor.peek() {
        Some(']') => (TableRows::Data, TableColumns::All),
        Some('@') => {
            cursor.bump();
            (TableRows::ThisRow, columns_of_this_row(cursor)?)
        }
        Some('#') => (rows(cursor)?, TableColumns::All),
        Some('[') => parts(cursor)?,
        _ => (TableRows::Data, TableColumns::One(column_text(cursor)?)),
    };
    cursor.skip_space();
    if cursor.eat("]") {
        return Ok(TableReference { table, rows, columns });
    }
    if cursor.peek().is_none() {
        return Err(ParseError::new(opened, "this `[` is never closed"));
    }
    Err(expected(cursor, "`]`"))
}

fn columns_of_this_row(cursor: &mut Cursor<'_>) -> Result<TableColumns, ParseError> {
    match cursor.peek() {
        Some(']') => Ok(TableColumns::All),
        Some('[') => columns(cursor),
        _ => column_text(cursor).map(TableColumns::One),
    }
}

/// Reads a list of parts in brackets of their own: `[#Headers],[#Data],[a]:[b]`.
fn parts(cursor: &mut Cursor<'_>) -> Result<(TableRows, TableColumns), ParseError> {
    let mut seen: Vec<TableRows> = Vec::new();
    let mut found = TableColumns::All;
    loop {
        cursor.skip_space();
        let before = *cursor;
        if !cursor.eat("[") {
            return Err(expected(cursor, "`[`"));
        }
        cursor.skip_space();
        if cursor.peek() == Some('#') {
            seen.push(rows(cursor)?);
            cursor.skip_space();
            if !cursor.eat("]") {
                return Err(expected(cursor, "`]`"));
            }
        } else {
            *cursor = before;
            found = columns(cursor)?;
        }
        cursor.skip_space();
        let goes_on = found == TableColumns::All && cursor.eat(",");
        if !goes_on {
            return together(&seen).map(|rows| (rows, found)).ok_or_else(|| {
                ParseError::new(before.here(), "these parts of a table do not go together")
                    .hint("Excel takes `[#Headers],[#Data]` and `[#Data],[#Totals]` together")
            });
        }
    }
}

fn together(rows: &[TableRows]) -> Option<TableRows> {
    use TableRows as T;
    match rows {
        [] => Some(T::Data),
        [one] => Some(*one),
        [T::Headers, T::Data] | [T::Data, T::Headers] => Some(T::HeadersAndData),
        [T::Data, T::Totals] | [T::Totals, T::Data] => Some(T::DataAndTotals),
        _ => None,
    }
}

fn rows(cursor: &mut Cursor<'_>) -> Result<TableRows, ParseError> {
    let start = cursor.position();
    let word = cursor.take_while(|character| character == '#' || character == ' ' || character.is_ascii_alphabetic());
    match word.trim_end().to_ascii_lowercase().as_str() {
        "#all" => Ok(TableRows::All),
        "#data" => Ok(TableRows::Data),
        "#headers" => Ok(TableRows::Headers),
        "#totals" => Ok(TableRows::Totals),
        "#this row" => Ok(TableRows::ThisRow),
        other => Err(
            ParseError::new(cursor.span_from(start), format!("a table has no part `{other}`"))
                .hint("write #All, #Data, #Headers, #Totals or #This Row; a `#` in a column's name is written `'#`"),
        ),
    }
}

/// Reads `[a]` or `[a]:[b]`.
fn columns(cursor: &mut Cursor<'_>) -> Result<TableColumns, ParseError> {
    let first = bracketed_column(cursor)?;
    let before_colon = *cursor;
    cursor.skip_space();
    if cursor.eat(":") {
        cursor.skip_space();
        return Ok(TableColumns::Through(first, bracketed_column(cursor)?));
    }
    *cursor = before_colon;
    Ok(TableColumns::One(first))
}

fn bracketed_column(cursor: &mut Cursor<'_>) -> Result<Arc<str>, ParseError> {
    if !cursor.eat("[") {
        return Err(expected(cursor, "`[` and a column"));
    }
    let name = column_text(cursor)?;
    if cursor.eat("]") {
        return Ok(name);
    }
    Err(expected(cursor, "`]`"))
}

/// Reads a column's name up to a bracket; an apostrophe makes the character behind it part of the name.
fn column_text(cursor: &mut Cursor<'_>) -> Result<Arc<str>, ParseError> {
    let mut name = String::new();
    loop {
        match cursor.peek() {
            Some('\'') => {
                cursor.bump();
                name.push(
                    cursor
                        .bump()
                        .ok_or_else(|| expected(cursor, "a character behind `'`"))?,
                );
            }
            None | Some('[' | ']' | '#') => break,
            Some(other) => {
                cursor.bump();
                name.push(other);
            }
        }
    }
    if name.is_empty() {
        return Err(expected(cursor, "a column"));
    }
    Ok(name.into())
}

fn expected(cursor: &Cursor<'_>, what: &str) -> ParseError {
    ParseError::new(
        cursor.here(),
        format!("expected {what} in a reference to a table, found {}", cursor.found()),
    )
    .hint("such as `Table[column]`, `Table[@column]` or `Table[[#Headers],[first]:[last]]`")
}
