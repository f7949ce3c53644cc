//! What a run tells in the end: one screen.

use std::path::{Path, PathBuf};

use quarterbook_book::{CheckResult, Counts, Outcome as Result};
use quarterbook_data::{Problem, Severity};
use serde::Serialize;

use crate::args::MessageFormat;
use crate::load::{book_file, shown};
use crate::outcome::Outcome;
use crate::output::Output;
use crate::pipeline::Made;

/// What became of a book: the workbook and the files it was written to, or what stood in the way.
pub(crate) type Went = std::result::Result<(Made, Vec<PathBuf>), Vec<Problem>>;

/// How a run over this book ends: findings when a check fails or a cell shows an error.
fn outcome(went: &Went) -> Outcome {
    match went {
        Err(_) => Outcome::Failed,
        Ok((made, _)) if made.built.counts.fail > 0 || made.built.counts.errors > 0 => Outcome::Findings,
        Ok(_) => Outcome::Done,
    }
}

/// What was read, what is in the workbook, what the checks say, where it went; failed checks alone when quiet. A program
/// gets one object for every book, whatever became of it.
pub(crate) fn summary(book: &Path, went: &Went, output: &mut Output<'_>) {
    if output.format == MessageFormat::Json {
        return output.object(&JsonSummary::new(book, went));
    }
    let Ok((made, files)) = went else { return };
    let counts = made.built.counts;
    if output.is_quiet {
        let failed = made.built.checks.iter().filter(|check| check.outcome == Result::Fail);
        for check in failed {
            output.line(format!("{}: {}", made.loaded.path, line(check)));
        }
        if counts.errors > 0 {
            output.line(format!("{}: {}", made.loaded.path, error_cells(counts)));
        }
        return;
    }
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
    if counts.errors > 0 {
        output.line(format!("  errors    {}", error_cells(counts)));
    }
    for file in files {
        output.line(format!("  written   {}", shown(file)));
    }
}

/// `3 cells show an Excel error`
fn error_cells(counts: Counts) -> String {
    let verb = if counts.errors == 1 { "shows" } else { "show" };
    format!("{} {verb} an Excel error", many(counts.errors, "cell"))
}

/// A line for every check.
pub(crate) fn every_check(made: &Made, output: &mut Output<'_>) {
    if output.is_quiet || output.format == MessageFormat::Json {
        return;
    }
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

/// How one book of several went.
pub(crate) struct Told {
    book: String,
    pub(crate) outcome: Outcome,
    /// `None` for a book that could not be built.
    counts: Option<Counts>,
    errors: usize,
}

impl Told {
    pub(crate) fn new(book: &Path, went: &Went) -> Self {
        Self {
            book: shown(book),
            outcome: outcome(went),
            counts: went.as_ref().ok().map(|(made, _)| made.built.counts),
            errors: JsonProblems::of(went).errors,
        }
    }
}

/// One line a book, and how many went how; when quiet, only the books in which something is wrong.
pub(crate) fn table(rows: &[Told], output: &mut Output<'_>) {
    if output.format == MessageFormat::Json {
        return;
    }
    let count = |outcome: Outcome| rows.iter().filter(|row| row.outcome == outcome).count();
    let (done, findings, failed) = (count(Outcome::Done), count(Outcome::Findings), count(Outcome::Failed));
    if output.is_quiet && done == rows.len() {
        return;
    }
    let counts = format!("{done} done, {findings} with failed checks or errors, {failed} could not be done");
    output.line(format!("{}: {counts}", many(rows.len(), "book")));
    let widest = rows.iter().map(|row| row.book.chars().count()).max().unwrap_or(0);
    for row in rows
        .iter()
        .filter(|row| !output.is_quiet || row.outcome != Outcome::Done)
        .collect::<Vec<_>>()
    {
        let (word, what) = match (row.outcome, row.counts) {
            (Outcome::Failed, _) | (_, None) => ("not done", many(row.errors, "error")),
            (outcome, Some(counts)) => (
                if outcome == Outcome::Done { "done" } else { "FAIL" },
                format!(
                    "{} OK, {} WARN, {} FAIL, {} n.a.{}",
                    counts.ok,
                    counts.warn,
                    counts.fail,
                    counts.not_available,
                    if counts.errors > 0 {
                        format!("; {}", error_cells(counts))
                    } else {
                        String::new()
                    }
                ),
            ),
        };
        let blanks = " ".repeat(widest - row.book.chars().count());
        output.line(format!("  {}{blanks}  {word:<8}  {what}", row.book));
    }
}

/// A book's summary as JSON: the keys are part of the command line's contract (docs/commands.md).
#[derive(Serialize)]
struct JsonSummary<'a> {
    book: String,
    exit_code: u8,
    problems: JsonProblems,
    #[serde(flatten)]
    made: Option<JsonMade<'a>>,
    written: Vec<String>,
}

/// How many problems of each severity a book has.
#[derive(Serialize)]
struct JsonProblems {
    errors: usize,
    warnings: usize,
    notes: usize,
}

/// What there is to say of a workbook that was built.
#[derive(Serialize)]
struct JsonMade<'a> {
    title: &'a str,
    read: JsonRead,
    built: JsonBuilt,
    checks: Vec<JsonCheck<'a>>,
}

#[derive(Serialize)]
struct JsonRead {
    files: usize,
    figures: usize,
}

#[derive(Serialize)]
struct JsonBuilt {
    sheets: usize,
    formulas: usize,
    charts: usize,
    /// Formula cells that show an Excel error.
    errors: usize,
}

#[derive(Serialize)]
struct JsonCheck<'a> {
    outcome: &'a str,
    id: &'a str,
    period: String,
    label: &'a str,
    actual: Option<f64>,
    expected: Option<f64>,
    tolerance: Option<f64>,
}

impl<'a> JsonSummary<'a> {
    fn new(book: &Path, went: &'a Went) -> Self {
        let (made, files) = went
            .as_ref()
            .map_or((None, &[][..]), |(made, files)| (Some(made), files));
        Self {
            book: shown(&book_file(book)),
            exit_code: outcome(went).code(),
            problems: JsonProblems::of(went),
            made: made.map(JsonMade::new),
            written: files.iter().map(|file| shown(file)).collect(),
        }
    }
}

impl JsonProblems {
    fn of(went: &Went) -> Self {
        let problems = went
            .as_ref()
            .map_or_else(|problems| problems, |(made, _)| &made.problems);
        let count = |severity| problems.iter().filter(|problem| problem.severity == severity).count();
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
        }
    }
}

impl<'a> JsonMade<'a> {
    fn new(made: &'a Made) -> Self {
        let counts = made.built.counts;
        let checks = made.built.checks.iter().map(|check| JsonCheck {
            outcome: check.outcome.word(),
            id: &check.id,
            period: check.period.to_string(),
            label: &check.label,
            actual: check.actual,
            expected: check.expected,
            tolerance: check.tolerance,
        });
        Self {
            title: made.loaded.book.text(&made.loaded.book.title),
            read: JsonRead {
                files: made.files,
                figures: counts.figures,
            },
            built: JsonBuilt {
                sheets: counts.sheets,
                formulas: counts.formulas,
                charts: counts.charts,
                errors: counts.errors,
            },
            checks: checks.collect(),
        }
    }
}

fn many(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
