//! Evaluates formulas as Excel does.

mod argument;
mod builtin;
mod coerce;
mod decimal;
mod functions;
mod grid;
mod interpreter;
mod operand;
