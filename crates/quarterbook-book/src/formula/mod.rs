//! Template formulas: texts in which names stand for rows → Excel formulas over addresses.
//!
//! | stage | in → out | where |
//! |---|---|---|
//! | read | text → tree of names, steps in time and words | `syntax` |
//! | resolve | name → rows | `resolve` |
//! | lower | tree + layout → one Excel tree a row and band | `lower`, with `first`, `spread`, `cells`, `setting`, `word` |

mod cells;
mod first;
mod fixed;
mod leaf;
mod lower;
mod resolve;
mod row;
mod setting;
mod spread;
mod syntax;
mod time;
mod well_formed;
mod wide_signs;
mod word;

pub(crate) use fixed::{fixed_at, fixed_cells, longest_steps};
pub(crate) use leaf::{Leaf, leaves};
pub(crate) use lower::{Frame, NOT_AVAILABLE, call, lower};
pub(crate) use resolve::{Meaning, Scope, resolve};
pub(crate) use row::{RowFormulas, Written, complete_units, lower_rows, needed_series, problem, read_rows, series_of};
pub(crate) use syntax::read;
pub(crate) use time::{Rows, added_over_time};
pub use well_formed::unreadable_formulas;
pub(crate) use word::{format, unit};
