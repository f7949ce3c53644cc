//! Constants: numbers, texts, errors and arrays.

use std::sync::Arc;

use super::{ParseError, Parser, Syntax};
use crate::{Array, ErrorValue, Value, written_number};

impl<S: Syntax> Parser<'_, '_, S> {
    /// Reads `12`, `.5`, `1.5E-3` at 15 significant digits; `None` when no number begins here.
    pub(super) fn number(&mut self) -> Result<Option<f64>, ParseError> {
        let start = self.cursor;
        let is_digit = |character: char| character.is_ascii_digit();
        let whole = self.cursor.take_while(is_digit);
        let fraction = if self.cursor.eat(".") {
            self.cursor.take_while(is_digit)
        } else {
            ""
        };
        if whole.is_empty() && fraction.is_empty() {
            self.cursor = start;
            return Ok(None);
        }
        let before_exponent = self.cursor;
        if matches!(self.cursor.peek(), Some('e' | 'E')) {
            self.cursor.bump();
            let _sign = self.cursor.eat("+") || self.cursor.eat("-");
            if self.cursor.take_while(is_digit).is_empty() {
                self.cursor = before_exponent;
            }
        }
        let text = &start.rest()[..self.cursor.position() - start.position()];
        let number = written_number::read(text).unwrap_or(f64::INFINITY);
        if number.is_finite() {
            return Ok(Some(number));
        }
        let span = self.cursor.span_from(start.position());
        Err(ParseError::new(span, "the number is too large").hint("Excel's largest is 9.99999999999999E+307"))
    }

    /// Reads `"…"` with quotes doubled inside.
    pub(super) fn text(&mut self) -> Result<Arc<str>, ParseError> {
        let opened = self.cursor.here();
        self.cursor.bump();
        let mut text = String::new();
        loop {
            text.push_str(self.cursor.take_while(|character| character != '"'));
            if !self.cursor.eat("\"") {
                return Err(ParseError::new(opened, "this text is never closed")
                    .hint("end it with `\"`; a quote inside a text is doubled"));
            }
            if !self.cursor.eat("\"") {
                return Ok(text.into());
            }
            text.push('"');
        }
    }

    /// Reads `#N/A` and its like.
    pub(super) fn error_value(&mut self) -> Result<ErrorValue, ParseError> {
        let rest = self.cursor.rest();
        let found = ErrorValue::ALL.into_iter().find(|error| {
            let code = error.code();
            rest.get(..code.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(code))
        });
        if let Some(error) = found {
            let length = error.code().len();
            let end = self.cursor.position() + length;
            while self.cursor.position() < end {
                self.cursor.bump();
            }
            return Ok(error);
        }
        let known: Vec<&str> = ErrorValue::ALL.iter().map(|error| error.code()).collect();
        Err(
            ParseError::new(self.cursor.here(), "expected an error value behind `#`")
                .hint(format!("write one of {}", known.join(", "))),
        )
    }

    /// Reads `{1,2;3,4}`.
    pub(super) fn array(&mut self) -> Result<Array, ParseError> {
        let opened = self.cursor.here();
        self.cursor.bump();
        let mut values = Vec::new();
        let mut columns = None;
        let mut row_start = 0;
        loop {
            values.push(self.array_value()?);
            self.cursor.skip_space();
            let separator = self.cursor.here();
            let next = self.cursor.bump();
            if next == Some(',') {
                continue;
            }
            if !matches!(next, Some(';' | '}')) {
                let span = if next.is_none() { opened } else { separator };
                return Err(
                    ParseError::new(span, "expected `,`, `;` or `}` in an array of constants")
                        .hint("commas part columns, semicolons part rows: `{1,2;3,4}`"),
                );
            }
            let width = values.len() - row_start;
            if *columns.get_or_insert(width) != width {
                return Err(ParseError::new(
                    separator,
                    format!("this row is {width} wide, the first one {}", columns.unwrap_or(width)),
                )
                .hint("every row of an array has as many values as the first"));
            }
            row_start = values.len();
            if next == Some('}') {
                let whole = self.cursor.span_from(opened.start);
                return Array::new(width, values)
                    .ok_or_else(|| ParseError::new(whole, "an array holds at least one value"));
            }
        }
    }

    fn array_value(&mut self) -> Result<Value, ParseError> {
        self.cursor.skip_space();
        let sign = if self.cursor.eat("-") {
            -1.0
        } else {
            let _plus = self.cursor.eat("+");
            1.0
        };
        match self.cursor.peek() {
            Some('"') => return self.text().map(Value::Text),
            Some('#') => return self.error_value().map(Value::Error),
            _ => {}
        }
        if let Some(number) = self.number()? {
            return Ok(Value::Number(if number == 0.0 { 0.0 } else { sign * number }));
        }
        let start = self.cursor;
        let name = self.cursor.take_name();
        if name.eq_ignore_ascii_case("TRUE") {
            return Ok(Value::Bool(true));
        }
        if name.eq_ignore_ascii_case("FALSE") {
            return Ok(Value::Bool(false));
        }
        self.cursor = start;
        Err(self
            .expected("a constant")
            .hint("an array in braces holds numbers, texts, TRUE, FALSE and errors; for cells use HSTACK or VSTACK"))
    }
}
