//! Cases, snapshots and independent checks over the whole of quarterbook.

pub mod recalculate;
