//! Reads thousands of damaged copies of a file of every format and counts what comes of it. Run it where memory is
//! short, and a copy that asks for too much brings it down:
//!
//! ```text
//! (ulimit -v 1048576; cargo run -p quarterbook-source --example corrupt 5000)
//! ```
#![expect(clippy::print_stdout, reason = "an example shows its result")]

use std::panic::catch_unwind;
use std::time::{Duration, Instant};

use quarterbook_source::{ReadOptions, read};

#[path = "../tests/common/mod.rs"]
mod common;

fn main() {
    let copies = std::env::args()
        .nth(1)
        .and_then(|count| count.parse().ok())
        .unwrap_or(1000);
    for (name, bytes) in common::samples::all() {
        let (mut grids, mut refusals, mut panics) = (0, 0, 0);
        let mut slowest = (Duration::ZERO, 0);
        for seed in 0..copies {
            let damaged = common::damage::damaged(&bytes, seed);
            let start = Instant::now();
            match catch_unwind(|| read(name, &damaged, &ReadOptions::default()).is_ok()) {
                Ok(true) => grids += 1,
                Ok(false) => refusals += 1,
                Err(_) => panics += 1,
            }
            slowest = slowest.max((start.elapsed(), seed));
        }
        println!(
            "{name}: {grids} read, {refusals} refused, {panics} panics, slowest {:?} (seed {})",
            slowest.0, slowest.1
        );
    }
}
