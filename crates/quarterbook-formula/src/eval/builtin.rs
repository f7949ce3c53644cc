//! How a function of the table finds the code that computes it.

use crate::eval::argument::Argument;
use crate::eval::functions;
use crate::eval::interpreter::{Interpreter, Scope, Stop};
use crate::eval::operand::Operand;
use crate::{ErrorValue, Expr, Value};

/// How a function computes.
///
/// Arguments that the table of signatures calls `Scalar` never arrive as arrays at the first two kinds: the
/// engine calls the function once for every element and gathers an array of the results.
#[derive(Clone, Copy)]
pub(crate) enum Builtin {
    /// Takes values; references are read, and an omitted argument arrives blank. An error among the arguments
    /// is the result, the first one from the left, before the function is asked.
    Scalar(fn(&[Value], &Context) -> Result<Value, ErrorValue>),
    /// Like `Scalar`, but sees errors as values (ISERROR, TYPE).
    Lenient(fn(&[Value], &Context) -> Result<Value, ErrorValue>),
    /// Takes arguments that still know whether they are references, arrays or values. Errors in `Scalar`
    /// places are the result before the function is asked, those in other places are the function's own.
    Whole(fn(&[Argument], &Context) -> Result<Operand, ErrorValue>),
    /// Like `Whole`, and knows the model and the cell that holds the formula (ROW, SUBTOTAL, SUMIFS).
    Engine(fn(&[Argument], &Interpreter) -> Result<Operand, ErrorValue>),
    /// Like `Engine`, but asks nothing of the cells behind its references (ROWS, INDEX): they may not be
    /// evaluated yet.
    Unread(fn(&[Argument], &Interpreter) -> Result<Operand, ErrorValue>),
    /// Takes its arguments unevaluated (IF, LET, MAP).
    Special(fn(&Interpreter, &[Expr], &Scope) -> Result<Operand, Stop>),
}

/// What a function may know apart from its arguments.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Context {
    /// The date that stands in for the clock, as a serial number.
    pub(crate) as_of: Option<f64>,
}

/// The code for a function by its name, upper case and without prefix; `None` when there is none.
pub(crate) fn find(name: &str) -> Option<Builtin> {
    functions::FAMILIES.iter().find_map(|family| family(name))
}
