//! Calls, and the names that LET and LAMBDA bind.

use std::ops::Range;
use std::sync::Arc;

use super::operator::without_needed_group;
use super::{NamedCall, ParseError, Parser, Part, Size, Syntax, is_like_a_cell};
use crate::precedence::{Level, can_be_reference, level_inside, unary_level};
use crate::{Expr, Function, UnaryOperator};

/// What stands between a call's parentheses.
struct Arguments<Leaf> {
    list: Vec<Expr<Leaf>>,
    size: Size,
}

/// Which arguments of a call are names to be bound.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Binding {
    None,
    /// LET: every second one, from the first.
    Pairs,
    /// LAMBDA: all of them.
    All,
}

impl<S: Syntax> Parser<'_, '_, S> {
    /// Reads the arguments of a name that has just been read and makes the call.
    pub(super) fn call(&mut self, written: &str, name_span: Range<usize>) -> Result<Part<S::Leaf>, ParseError> {
        let (name, stored) = without_prefix(written);
        if let Some(parameter) = self.parameter(written) {
            return self.invoked(Part::shallow(Expr::Parameter(parameter)));
        }
        let is_word = !stored && self.syntax.has_word(name);
        let function = if is_word { None } else { self.syntax.function(name) };
        let binding = match function.map(Function::name) {
            Some("LET") => Binding::Pairs,
            Some("LAMBDA") => Binding::All,
            _ => Binding::None,
        };
        let bound_before = self.scope.len();
        let arguments = self.arguments(binding)?;
        self.scope.truncate(bound_before);
        let size = arguments.size.enclosed();
        if let Some(operator) = stored_operator(name).filter(|_| stored) {
            return self.stored_operation(operator, name, arguments, name_span);
        }
        let Some(function) = function else {
            let call = NamedCall {
                name: name.to_owned(),
                span: self.cursor.span_from(name_span.start),
                name_span,
                arguments: arguments.list,
            };
            let expr = self.syntax.call(call)?;
            return self.grown(expr, size);
        };
        let count = arguments.list.len();
        if !function.accepts(count) {
            return Err(wrong_count(
                function.name(),
                &function.signature().counts(),
                count,
                name_span,
            ));
        }
        self.grown(Expr::Call(function, arguments.list), size)
    }

    /// Makes the operator that the file spells as a call of this name.
    fn stored_operation(
        &mut self,
        operator: UnaryOperator,
        name: &str,
        arguments: Arguments<S::Leaf>,
        name_span: Range<usize>,
    ) -> Result<Part<S::Leaf>, ParseError> {
        let start = name_span.start;
        let [operand] = <[_; 1]>::try_from(arguments.list)
            .map_err(|list| wrong_count(name, "1 argument", list.len(), name_span))?;
        if operator == UnaryOperator::Spill && !can_be_reference(&operand) {
            let span = self.cursor.span_from(start);
            return Err(ParseError::new(span, "only a reference can spill"));
        }
        let size = if level_inside(&operand) < unary_level(operator) {
            arguments.size.enclosed()
        } else {
            arguments.size
        };
        self.applied(operator, Part { expr: operand, size })
    }

    /// Reads the arguments of a lambda.
    pub(super) fn invoked(&mut self, callee: Part<S::Leaf>) -> Result<Part<S::Leaf>, ParseError> {
        let arguments = self.arguments(Binding::None)?;
        let callee = without_needed_group(callee, Level::Primary);
        let size = callee.size.max(arguments.size.enclosed());
        self.grown(Expr::Invoke(Box::new(callee.expr), arguments.list), size)
    }

    fn arguments(&mut self, binding: Binding) -> Result<Arguments<S::Leaf>, ParseError> {
        self.nested(|parser| parser.argument_list(binding))
    }

    fn argument_list(&mut self, binding: Binding) -> Result<Arguments<S::Leaf>, ParseError> {
        let opened = self.cursor.here();
        self.cursor.bump();
        let mut arguments = Arguments {
            list: Vec::new(),
            size: Size::SMALLEST,
        };
        self.cursor.skip_space();
        if self.cursor.eat(")") {
            return Ok(arguments);
        }
        loop {
            let binds = match binding {
                Binding::None => false,
                Binding::Pairs => arguments.list.len().is_multiple_of(2),
                Binding::All => true,
            };
            let argument = self.argument(if binds { binding } else { Binding::None })?;
            arguments.size = arguments.size.max(argument.size);
            arguments.list.push(argument.expr);
            if !self.cursor.eat(",") {
                break;
            }
        }
        if self.cursor.peek() == Some(';') {
            return Err(self.expected("`,` or `)`").hint("arguments are parted by commas"));
        }
        self.close(opened)?;
        Ok(arguments)
    }

    /// Reads an argument up to its `,` or `)`. Where a name may be bound, a name before a comma is one.
    fn argument(&mut self, binding: Binding) -> Result<Part<S::Leaf>, ParseError> {
        self.cursor.skip_space();
        if matches!(self.cursor.peek(), Some(',' | ')')) {
            return Ok(Part::shallow(Expr::Omitted));
        }
        let start = self.cursor;
        let binds = binding != Binding::None;
        if binds {
            let name = without_prefix(self.cursor.take_name()).0;
            let span = self.cursor.span_from(start.position());
            self.cursor.skip_space();
            if !name.is_empty() && self.cursor.peek() == Some(',') {
                return self.bind(name, span, binding);
            }
            self.cursor = start;
        }
        let argument = self.expression()?;
        self.cursor.skip_space();
        if binds && self.cursor.peek() == Some(',') {
            return Err(ParseError::new(self.cursor.span_from(start.position()), "expected a name to bind")
                .hint("LET takes a name and its value in turns and ends in the result, LAMBDA takes names and ends in the result"));
        }
        Ok(argument)
    }

    fn bind(&mut self, name: &str, span: Range<usize>, binding: Binding) -> Result<Part<S::Leaf>, ParseError> {
        let is_row_or_column = name.eq_ignore_ascii_case("r") || name.eq_ignore_ascii_case("c");
        // Microsoft's page on LET refuses `c`, the one on MAKEARRAY has LAMBDA(r,c,r*c).
        let is_reserved = if is_row_or_column {
            binding == Binding::Pairs
        } else {
            is_like_a_cell(name)
        };
        let is_bool = name.eq_ignore_ascii_case("true") || name.eq_ignore_ascii_case("false");
        if is_reserved || is_bool || name.contains(['.', '\\', '?']) {
            return Err(ParseError::new(span, format!("`{name}` cannot name a value"))
                .hint("use letters, digits and `_`; not what reads as a cell, TRUE, FALSE, R or C"));
        }
        let name: Arc<str> = Arc::from(name);
        self.scope.push(Arc::clone(&name));
        Ok(Part::shallow(Expr::Parameter(name)))
    }

    /// The bound name that a written name means.
    pub(super) fn parameter(&self, written: &str) -> Option<Arc<str>> {
        let (name, _) = without_prefix(written);
        let wanted = name.to_lowercase();
        self.scope
            .iter()
            .rev()
            .find(|bound| bound.to_lowercase() == wanted)
            .cloned()
    }
}

/// The operator that has this name where a file spells it as a call.
fn stored_operator(name: &str) -> Option<UnaryOperator> {
    match name.to_ascii_uppercase().as_str() {
        "SINGLE" => Some(UnaryOperator::Implicit),
        "ANCHORARRAY" => Some(UnaryOperator::Spill),
        _ => None,
    }
}

/// The name behind `_xlfn.`, `_xlws.` and `_xlpm.`, and whether there was any of them.
fn without_prefix(written: &str) -> (&str, bool) {
    let mut name = written;
    while let Some((prefix, rest)) = name.split_at_checked(6)
        && ["_xlfn.", "_xlws.", "_xlpm."]
            .iter()
            .any(|known| prefix.eq_ignore_ascii_case(known))
    {
        name = rest;
    }
    (name, name.len() < written.len())
}

fn wrong_count(name: &str, wanted: &str, found: usize, span: Range<usize>) -> ParseError {
    ParseError::new(span, format!("{name} takes {wanted}, found {found}"))
}
