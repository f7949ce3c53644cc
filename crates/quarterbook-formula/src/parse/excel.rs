//! Excel's own leaves: cells, sheets before them, tables and names.

use std::ops::Range;
use std::sync::Arc;

use quarterbook_data::{CellAddress, suggestion};

use super::cursor::{Cursor, is_name_part};
use super::{NamedCall, ParseError, Syntax, cell, table};
use crate::{ErrorValue, Expr, Reference, SheetId, SheetSpan, Sheets};

/// The language of Excel's cells.
#[derive(Debug, Clone)]
pub struct Excel<'a> {
    host: CellAddress,
    sheets: &'a Sheets,
    lambdas: Vec<Arc<str>>,
}

impl<'a> Excel<'a> {
    /// Formulas held by `host` in a workbook with these sheets.
    pub const fn new(host: CellAddress, sheets: &'a Sheets) -> Self {
        Self {
            host,
            sheets,
            lambdas: Vec::new(),
        }
    }

    /// The same with defined names that stand for lambdas and may be called: `MARGIN(B2,B5)`.
    #[must_use]
    pub fn lambdas(mut self, names: impl IntoIterator<Item = Arc<str>>) -> Self {
        self.lambdas.extend(names);
        self
    }

    /// Reads `收入!`, `'Q1:Q4'!` or `Q1:Q4!`; nothing is read when no sheet begins here.
    fn sheets(&self, cursor: &mut Cursor<'_>) -> Result<Option<SheetSpan>, ParseError> {
        let start = *cursor;
        let Some(name) = sheet_prefix(cursor)? else {
            *cursor = start;
            return Ok(None);
        };
        let span = start.position()..cursor.position() - 1;
        if let Some(sheet) = self.sheets.find(&name) {
            return Ok(Some(SheetSpan::One(sheet)));
        }
        match name.split_once(':') {
            None => Err(self.unknown_sheet(&name, span)),
            Some((first, last)) => Ok(Some(SheetSpan::Through(
                self.sheet(first, span.clone())?,
                self.sheet(last, span)?,
            ))),
        }
    }

    fn sheet(&self, name: &str, span: Range<usize>) -> Result<SheetId, ParseError> {
        self.sheets.find(name).ok_or_else(|| self.unknown_sheet(name, span))
    }

    fn unknown_sheet(&self, name: &str, span: Range<usize>) -> ParseError {
        let known: Vec<&str> = self.sheets.iter().map(|(_, name)| name).collect();
        ParseError::new(span, format!("there is no sheet `{name}`")).maybe_hint(suggestion(name, known))
    }
}

impl Syntax for Excel<'_> {
    type Leaf = Reference;

    fn leaf(&mut self, cursor: &mut Cursor<'_>) -> Result<Option<Expr>, ParseError> {
        if let Some(bracket) = link_to_a_workbook(*cursor) {
            return Err(ParseError::new(bracket, "links to other workbooks are not taken")
                .hint("read the other file as a source, so that its figures keep their origin"));
        }
        let sheets = self.sheets(cursor)?;
        if let Some(area) = cell::area(cursor, self.host) {
            return Ok(Some(Expr::Leaf(Reference::Cells { sheets, area })));
        }
        if sheets.is_some() {
            if cursor.eat(ErrorValue::Ref.code()) {
                return Ok(Some(Expr::Error(ErrorValue::Ref)));
            }
            return Err(ParseError::new(
                cursor.here(),
                format!("expected a cell behind the sheet, found {}", cursor.found()),
            )
            .hint("write a cell or a range of Excel's grid, such as `B7` or `B7:D9`"));
        }
        let name = cursor.take_name();
        if cursor.peek() == Some('[') {
            let table = (!name.is_empty()).then(|| Arc::from(name));
            return table::specifier(cursor, table).map(|table| Some(Expr::Leaf(Reference::Table(table))));
        }
        Ok((!name.is_empty()).then(|| Expr::Leaf(Reference::Name(Arc::from(name)))))
    }

    fn call(&mut self, call: NamedCall<Reference>) -> Result<Expr, ParseError> {
        let wanted = call.name.to_lowercase();
        match self.lambdas.iter().find(|name| name.to_lowercase() == wanted) {
            Some(name) => Ok(Expr::Invoke(
                Box::new(Expr::Leaf(Reference::Name(Arc::clone(name)))),
                call.arguments,
            )),
            None => Err(call.unknown(self.lambdas.iter().map(|name| &**name))),
        }
    }
}

/// The bytes of `[Book.xlsx]` or `'[Book.xlsx]` where a sheet's name follows.
fn link_to_a_workbook(mut cursor: Cursor<'_>) -> Option<Range<usize>> {
    let start = cursor.position();
    let quoted = cursor.eat("'");
    if !cursor.eat("[") {
        return None;
    }
    let name = cursor.take_while(|character| !matches!(character, '[' | ']' | '@' | '#'));
    // Behind an odd number of apostrophes the bracket belongs to the name of a table's column.
    let apostrophes = name.len() - name.trim_end_matches('\'').len();
    let closed = (quoted || apostrophes.is_multiple_of(2)) && cursor.eat("]");
    let span = cursor.span_from(start);
    let names_a_sheet = quoted || (!cursor.take_while(is_name_part).is_empty() && cursor.eat("!"));
    (closed && names_a_sheet).then_some(span)
}

/// Reads the name before a `!`, and the `!`; `None` when there is none.
fn sheet_prefix(cursor: &mut Cursor<'_>) -> Result<Option<String>, ParseError> {
    if cursor.peek() == Some('\'') {
        return quoted_name(cursor).map(Some);
    }
    let start = *cursor;
    let first = cursor.take_while(is_name_part);
    if !first.is_empty() && cursor.eat(":") {
        cursor.take_while(is_name_part);
    }
    let name = &start.rest()[..cursor.position() - start.position()];
    Ok((!name.is_empty() && cursor.eat("!")).then(|| name.to_owned()))
}

fn quoted_name(cursor: &mut Cursor<'_>) -> Result<String, ParseError> {
    let opened = cursor.here();
    cursor.bump();
    let mut name = String::new();
    loop {
        name.push_str(cursor.take_while(|character| character != '\''));
        if !cursor.eat("'") {
            return Err(ParseError::new(opened, "this sheet name is never closed")
                .hint("end it with `'!`; an apostrophe inside a name is doubled"));
        }
        if !cursor.eat("'") {
            break;
        }
        name.push('\'');
    }
    if cursor.eat("!") {
        return Ok(name);
    }
    Err(ParseError::new(
        cursor.here(),
        format!("expected `!` behind the sheet's name, found {}", cursor.found()),
    )
    .hint("a text stands in double quotes"))
}
