//! The functions, one file a family; each file says which names it computes.

mod dates;
mod finance;
mod inputs;
mod mathematics;
mod rounding;

use crate::eval::builtin::Builtin;

/// The families in the order in which they are asked for a name.
pub(crate) const FAMILIES: [fn(&str) -> Option<Builtin>; 4] =
    [rounding::find, mathematics::find, dates::find, finance::find];
