//! What changed between two workbooks: rows are matched by their id and columns by their header, never by
//! address, so that an added period or row is that and not a change of everything behind it.

mod compare;
mod formula;
mod render;
mod snapshot;
mod table;
mod value;

pub use compare::{Change, ChangeKind, diff};
pub use render::render;
pub use snapshot::{Previous, Snapshot, SnapshotCell, SnapshotSheet};
pub(crate) use table::{Table, is_running_number};
pub(crate) use value::{fifteen_digits, shown_value};
