//! Damaged files end in a grid or in a refusal, never in a panic, an endless loop or much memory.

use crate::common::damage::damaged;
use crate::common::samples;
use quarterbook_source::{ReadOptions, read};

#[test]
fn a_few_hundred_damaged_copies_of_each_format_are_read_or_refused() {
    for (name, bytes) in samples::all() {
        for seed in 0..200 {
            // Whatever comes of it, the call returns, and a refusal says what to do.
            if let Err(refusal) = read(name, &damaged(&bytes, seed), &ReadOptions::default()) {
                assert!(refusal.problem.hint.is_some(), "{name}, seed {seed}: {refusal}");
            }
        }
    }
}
