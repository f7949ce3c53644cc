//! Panics of a parser, caught where it is called.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::refusal::{Refusal, refuse_damaged};

/// Runs one call into calamine. It indexes into what a damaged file says is there, and panics when it is not;
/// nothing it was working on is used after that, so nothing half-done is ever seen.
pub(crate) fn guarded<T>(label: &str, call: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    catch_unwind(AssertUnwindSafe(call))
        .unwrap_or_else(|_| Err(refuse_damaged(label, "its structure contradicts itself")))
}
