//! The sheets that are not rows over periods: Cover, Checks, Sources, Changes; and what every sheet has: its
//! title rows with the master check, and its print set-up.
//!
//! Each sheet is a function from a [`Context`] to a draft sheet. Addresses that formulas elsewhere rely on come
//! from [`crate::layout::Anchors`] and are only filled here.

mod canvas;
mod changes;
mod checks;
mod cover;
mod frame;
mod origin;
mod sources;
#[cfg(test)]
mod tests;

pub(crate) use canvas::Canvas;
pub(crate) use changes::{Comparison, changes};
pub(crate) use checks::checks;
pub(crate) use cover::{CoverPlan, KeyRow, cover};
pub(crate) use frame::{header_rows, page};
pub(crate) use origin::provenance;
pub(crate) use sources::sources;

pub(crate) use crate::compose::Context;
