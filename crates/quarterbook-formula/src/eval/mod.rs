//! Evaluates formulas as Excel does.

mod argument;
mod build;
mod builtin;
mod cache;
mod call;
pub(crate) mod coerce;
mod compare;
mod criteria;
mod functions;
mod grid;
mod interpreter;
mod lambda;
mod lift;
mod model;
mod operand;
mod operators;
pub(crate) mod parts;
mod resolve;
mod results;
mod session;
mod spill;

pub use model::{Model, Table};
pub use parts::PartValue;
pub use results::{EvaluateError, Obstacle, Results};
