//! What a run tells in the end: one screen.

use std::path::PathBuf;

use quarterbook_book::{CheckResult, Outcome as Result};

use crate::load::shown;
use crate::outcome::Outcome;
use crate::output::Output;
use crate::pipeline::Made;

/// How a run with this workbook ends: findings when a check fails.
pub(crate) fn outcome(made: &Made) -> Outcome {
    if made.built.counts.fail > 0 {
        Outcome::Findings
    } else {
        Outcome::Done
    }
}

/// What was read, what is in the workbook, what the checks say, where it went.
pub(crate) fn summary(made: &Made, files: &[PathBuf], output: &mut Output<'_>) {
    let counts = made.built.counts;
    output.line(made.loaded.book.text(&made.loaded.book.title));
    output.line(format!(
        "  read      {}, {}",
        many(made.files, "file"),
        many(counts.figures, "figure")
    ));
    output.line(format!(
        "  built     {}, {}, {}",
        many(counts.sheets, "sheet"),
        many(counts.formulas, "formula"),
        many(counts.charts, "chart")
    ));
    output.line(format!(
        "  checks    {} OK, {} WARN, {} FAIL, {} n.a.",
        counts.ok, counts.warn, counts.fail, counts.not_available
    ));
    for check in made
        .built
        .checks
        .iter()
        .filter(|check| matches!(check.outcome, Result::Warn | Result::Fail))
    {
        output.line(format!("            {}", line(check)));
    }
    for file in files {
        output.line(format!("  written   {}", shown(file)));
    }
}

/// A line for every check.
pub(crate) fn every_check(made: &Made, output: &mut Output<'_>) {
    for check in &made.built.checks {
        output.line(line(check));
    }
}

/// `WARN claimed-growth FY2024: 0.8685 recomputed, 1.86 stated, within 0.02 (Growth on the year-ago period)`
fn line(check: &CheckResult) -> String {
    let number = |value: Option<f64>| value.map_or("n.a.".to_owned(), short);
    format!(
        "{:<4} {} {}: {} recomputed, {} stated, within {} ({})",
        check.outcome.word(),
        check.id,
        check.period,
        number(check.actual),
        number(check.expected),
        number(check.tolerance),
        check.label
    )
}

/// A number with up to five significant digits.
fn short(number: f64) -> String {
    let digits = (4 - number.abs().max(1e-9).log10().floor() as i32).clamp(0, 12) as usize;
    let text = format!("{number:.digits$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

fn many(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
