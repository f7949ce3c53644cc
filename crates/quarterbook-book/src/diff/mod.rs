//! What changed between two workbooks, as an analyst would tell it: periods, figures, lines, checks, formulas.
//! Sheets are matched by what they are for and by the ids of their rows, rows by their id and columns by their header,
//! never by address, so that an added period or row is that and not a change of everything behind it, and another
//! leading language changes labels only.

mod change;
mod checks;
mod compare;
mod cover;
mod figures;
mod formula;
mod meaning;
mod pairs;
mod render;
mod snapshot;
mod sources;
mod table;
mod value;

pub use change::{Change, ChangeKind};
pub use compare::diff;
pub use render::render;
pub use snapshot::{Previous, Snapshot, SnapshotCell, SnapshotSheet};
pub(crate) use table::{Table, is_period, is_running_number};
pub(crate) use value::{fifteen_digits, shown_value};
