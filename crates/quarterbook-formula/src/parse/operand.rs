//! What operators work on: constants, parentheses, calls, parameters and leaves.

use super::{ParseError, Parser, Part, Syntax};
use crate::{BinaryOperator, Expr};

impl<S: Syntax> Parser<'_, '_, S> {
    /// Reads an operand with what clings to it: `#`, or the arguments of a lambda.
    pub(super) fn operand(&mut self) -> Result<Part<S::Leaf>, ParseError> {
        let mut part = self.bare_operand()?;
        loop {
            let can_spill = crate::precedence::can_be_reference(&part.expr);
            let can_be_invoked = matches!(part.expr, Expr::Call(..) | Expr::Invoke(..) | Expr::Group(_));
            part = match self.cursor.peek() {
                Some('#') if can_spill => {
                    self.cursor.bump();
                    self.spilled(part)?
                }
                Some('(') if can_be_invoked => self.invoked(part)?,
                _ => return Ok(part),
            };
        }
    }

    fn bare_operand(&mut self) -> Result<Part<S::Leaf>, ParseError> {
        match self.cursor.peek() {
            Some('"') => self.text().map(|text| Part::shallow(Expr::Text(text))),
            Some('{') => self.array().map(|array| Part::shallow(Expr::Array(array))),
            Some('#') => self.error_value().map(|error| Part::shallow(Expr::Error(error))),
            Some('(') => self.nested(Self::group),
            Some(_) => self.word_or_number(),
            None => Err(self.expected_value()),
        }
    }

    fn word_or_number(&mut self) -> Result<Part<S::Leaf>, ParseError> {
        let start = self.cursor;
        let name = self.cursor.take_name();
        if !name.is_empty() {
            let next = self.cursor.peek();
            if next == Some('(') {
                let span = self.cursor.span_from(start.position());
                return self.call(name, span);
            }
            let may_go_on = matches!(next, Some('!' | '[' | ':'));
            if let Some(bool) = bool_named(name).filter(|_| !may_go_on) {
                return Ok(Part::shallow(Expr::Bool(bool)));
            }
            if let Some(parameter) = self.parameter(name) {
                let end = self.cursor;
                self.cursor = start;
                if !may_go_on || self.leaf()?.is_none() || self.cursor.position() <= end.position() {
                    self.cursor = end;
                    return Ok(Part::shallow(Expr::Parameter(parameter)));
                }
            }
        }
        self.cursor = start;
        if let Some(leaf) = self.leaf()? {
            return Ok(Part::shallow(leaf));
        }
        self.cursor = start;
        match self.number()? {
            Some(number) => Ok(Part::shallow(Expr::Number(number))),
            None => Err(self.expected_value()),
        }
    }

    fn leaf(&mut self) -> Result<Option<Expr<S::Leaf>>, ParseError> {
        self.syntax.leaf(&mut self.cursor)
    }

    /// Reads `(…)`. Every pair is kept at first; an operator that needs it drops it again.
    fn group(&mut self) -> Result<Part<S::Leaf>, ParseError> {
        let opened = self.cursor.here();
        self.cursor.bump();
        self.cursor.skip_space();
        let start = self.cursor.position();
        let mut inner = self.expression()?;
        let is_union = self.cursor.peek() == Some(',');
        if is_union {
            inner = self.union(inner, start)?;
        }
        self.close(opened)?;
        if is_union {
            debug_assert!(matches!(inner.expr, Expr::Binary(BinaryOperator::Union, ..)));
            inner.size = inner.size.enclosed();
            return Ok(inner);
        }
        let size = inner.size.enclosed();
        self.grown(Expr::Group(Box::new(inner.expr)), size)
    }

    /// Reads `)`.
    pub(super) fn close(&mut self, opened: std::ops::Range<usize>) -> Result<(), ParseError> {
        self.cursor.skip_space();
        if self.cursor.eat(")") {
            return Ok(());
        }
        if self.cursor.peek().is_none() {
            return Err(ParseError::new(opened, "this `(` is never closed").hint("write `)` where it should end"));
        }
        Err(self.expected("an operator or `)`"))
    }

    fn expected_value(&self) -> ParseError {
        self.expected("a value")
            .hint("write a cell, a name, a number, a text in quotes, a function or `(`")
    }
}

fn bool_named(name: &str) -> Option<bool> {
    if name.eq_ignore_ascii_case("TRUE") {
        Some(true)
    } else if name.eq_ignore_ascii_case("FALSE") {
        Some(false)
    } else {
        None
    }
}
