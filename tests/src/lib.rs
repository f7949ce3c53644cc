//! Cases, snapshots and independent checks over the whole of quarterbook.

pub mod readback;
pub mod recalculate;
pub mod run;
pub mod schemas;
pub mod written;
mod xml;
