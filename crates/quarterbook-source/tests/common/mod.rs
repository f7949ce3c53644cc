//! What the tests of reading share: builders of small files in every format, and the listing of a workbook.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "builders for tests, of which each test binary and the corruption example use a part"
)]

pub mod binary;
pub mod damage;
pub mod listing;
pub mod package;
pub mod samples;
