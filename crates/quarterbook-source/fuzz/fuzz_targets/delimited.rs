//! Any bytes are a workbook that can be inspected, or refused with a hint.

#![no_main]

use libfuzzer_sys::fuzz_target;
use quarterbook_data::Vocabulary;
use quarterbook_source::{ReadOptions, inspect, read};

fuzz_target!(|bytes: &[u8]| {
    match read("fuzzed.csv", bytes, &ReadOptions::default()) {
        Ok(workbook) => assert!(!inspect(&workbook, &Vocabulary::default()).to_string().is_empty()),
        Err(refusal) => assert!(refusal.problem.hint.is_some(), "{}", refusal.problem),
    }
});
