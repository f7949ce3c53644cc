//! The functions, one file a family; each file says which names it computes.

mod aggregate;
mod arrays;
mod criteria;
mod dates;
mod finance;
mod information;
mod inputs;
mod lambda;
mod logic;
mod lookup;
mod mathematics;
mod products;
mod rounding;
mod statistics;
mod subtotal;
mod text;

use crate::eval::builtin::Builtin;

/// The families in the order in which they are asked for a name.
pub(crate) const FAMILIES: &[fn(&str) -> Option<Builtin>] = &[
    logic::find,
    aggregate::find,
    criteria::find,
    information::find,
    lookup::find,
    arrays::find,
    lambda::find,
    products::find,
    subtotal::find,
    rounding::find,
    mathematics::find,
    dates::find,
    statistics::find,
    finance::find,
    text::find,
];
