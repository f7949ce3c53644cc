//! Computes one formula.

use std::rc::Rc;
use std::sync::Arc;

use crate::Expr;
use crate::eval::operand::Operand;

/// Arrays larger than this are `#NUM!`.
pub(crate) const MAX_ARRAY_CELLS: usize = 4_000_000;

/// Computes a formula over the cells known so far.
pub(crate) struct Interpreter;

/// The names LET and LAMBDA have bound around an expression, innermost first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scope(pub(crate) Option<Rc<Binding>>);

/// A bound name.
#[derive(Debug)]
pub(crate) struct Binding {
    pub(crate) name: Arc<str>,
    pub(crate) value: Operand,
    pub(crate) outer: Scope,
}

/// A function made by LAMBDA, with the names that were bound where it was made.
#[derive(Debug)]
pub(crate) struct Lambda {
    pub(crate) parameters: Vec<Arc<str>>,
    pub(crate) body: Expr,
    pub(crate) scope: Scope,
}

/// Why a formula could not be computed to its end.
#[derive(Debug)]
pub(crate) enum Stop {}
