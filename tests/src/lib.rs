//! Cases, snapshots and checks over the whole of quarterbook.
