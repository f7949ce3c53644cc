//! Files of every kind, read: one binary, so that the crate is linked once and what the cases share is compiled once.

#![allow(clippy::unwrap_used, reason = "an input that cannot be made fails its test")]

mod any_text;
mod apart;
mod balances;
mod bases;
mod below;
mod cases;
#[path = "../common/mod.rs"]
mod common;
mod conclusions;
mod corruption;
mod currencies;
mod days;
mod encodings;
mod figures;
mod filing;
mod formats;
mod headers;
mod labels;
mod ledgers;
mod lengths;
mod mapping;
mod marks;
mod oddities;
mod periods;
mod places;
mod raised;
mod refusals;
mod roll_forward;
mod rows;
mod scaled;
mod separated;
mod shapes;
mod streaming;
mod sums;
mod tables;
mod terminals;
mod text;
mod twice;
mod units;
mod values;
mod wild;
