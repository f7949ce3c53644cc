//! The functions, one file a family; each file says which names it computes.

mod aggregate;
mod criteria;
mod dates;
mod finance;
mod information;
mod inputs;
mod logic;
mod mathematics;
mod rounding;
mod statistics;
mod text;

use crate::eval::builtin::Builtin;

/// The families in the order in which they are asked for a name.
pub(crate) const FAMILIES: &[fn(&str) -> Option<Builtin>] = &[
    logic::find,
    aggregate::find,
    criteria::find,
    information::find,
    rounding::find,
    mathematics::find,
    dates::find,
    statistics::find,
    finance::find,
    text::find,
];
