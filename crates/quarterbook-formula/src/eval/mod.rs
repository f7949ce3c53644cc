//! Evaluates formulas as Excel does.

mod argument;
mod builtin;
pub(crate) mod coerce;
pub(crate) mod decimal;
mod functions;
mod grid;
mod interpreter;
mod operand;
