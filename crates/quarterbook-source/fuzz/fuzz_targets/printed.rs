//! Any text is a value, a unit, a period, or refused; it never panics, and never takes long.

#![no_main]

use libfuzzer_sys::fuzz_target;
use quarterbook_source::{DecimalMark, PeriodContext, find_period, find_unit, read_period, read_unit, read_value};

fuzz_target!(|text: &str| {
    for mark in [DecimalMark::Unknown, DecimalMark::Point, DecimalMark::Comma] {
        let _ = read_value(text, mark);
    }
    let _ = read_unit(text);
    let _ = find_unit(text);
    let _ = read_period(text, &PeriodContext::default());
    let _ = find_period(text, &PeriodContext::default());
});
