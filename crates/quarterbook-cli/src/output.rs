//! Where the command's words go, and how problems look there.

use std::collections::BTreeMap;
use std::io::Write;

use quarterbook_data::{Place, Problem, Severity};
use serde::Serialize;

use crate::args::MessageFormat;

/// The two streams of a run: results on one, problems and progress on the other.
pub(crate) struct Output<'a> {
    pub(crate) out: &'a mut dyn Write,
    pub(crate) err: &'a mut dyn Write,
    pub(crate) format: MessageFormat,
    /// Whether only what is wrong is said.
    pub(crate) is_quiet: bool,
    /// The book that problems are told of, for programs.
    pub(crate) book: Option<String>,
}

impl Output<'_> {
    /// Prints a line of the result. A reader that has gone away is no error: `quarterbook … | head` is fine.
    pub(crate) fn line(&mut self, text: impl AsRef<str>) {
        let _ = writeln!(self.out, "{}", text.as_ref());
    }

    /// Prints a line beside the result.
    pub(crate) fn aside(&mut self, text: impl AsRef<str>) {
        let _ = writeln!(self.err, "{}", text.as_ref());
    }

    /// Prints a result for a program: one JSON object a line.
    pub(crate) fn object(&mut self, object: &impl Serialize) {
        self.line(serde_json::to_string(object).unwrap_or_default());
    }

    /// Prints warnings and errors, and how many notes there are besides; a program gets them all.
    pub(crate) fn findings(&mut self, problems: &[Problem]) {
        if self.format == MessageFormat::Json {
            return self.problems(problems);
        }
        let (notes, findings): (Vec<Problem>, Vec<Problem>) = problems
            .iter()
            .cloned()
            .partition(|problem| problem.severity == Severity::Note);
        self.problems(&findings);
        if !notes.is_empty() && !self.is_quiet {
            let plural = if notes.len() == 1 { "" } else { "s" };
            self.aside(format!(
                "{} note{plural} on what was read: see `quarterbook check`",
                notes.len()
            ));
        }
    }

    /// Prints every problem, errors last so that they stand nearest to the prompt, and those of one file by line; no
    /// notes when quiet.
    pub(crate) fn problems(&mut self, problems: &[Problem]) {
        let told = problems
            .iter()
            .filter(|problem| !self.is_quiet || problem.severity != Severity::Note);
        let sorted = in_order(&told.collect::<Vec<_>>());
        for problem in &sorted {
            let line = match self.format {
                MessageFormat::Human => format!("{problem}\n"),
                MessageFormat::Json => {
                    serde_json::to_string(&JsonProblem::new(problem, self.book.as_deref())).unwrap_or_default()
                }
            };
            self.aside(line);
        }
        if self.format == MessageFormat::Human
            && let Some(count) = count(&sorted)
        {
            self.aside(count);
        }
    }
}

/// Problems by severity; those with a line of a text file stand where the first of their file does, by line.
fn in_order<'a>(problems: &[&'a Problem]) -> Vec<&'a Problem> {
    let mut first_of_file = BTreeMap::new();
    let mut keyed: Vec<_> = problems
        .iter()
        .enumerate()
        .map(|(at, problem)| {
            let (at, line) = match &problem.place {
                Place::Text(place) => {
                    let first = first_of_file.entry((problem.severity, place.file.as_str()));
                    (*first.or_insert(at), (place.line, place.column))
                }
                _ => (at, (0, 0)),
            };
            ((problem.severity, at, line), *problem)
        })
        .collect();
    keyed.sort_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, problem)| problem).collect()
}

/// `2 errors, 1 warning`; `None` when there are neither.
fn count(problems: &[&Problem]) -> Option<String> {
    let named = |severity: Severity| {
        let count = problems.iter().filter(|problem| problem.severity == severity).count();
        (count > 0).then(|| format!("{count} {severity}{}", if count == 1 { "" } else { "s" }))
    };
    let counts: Vec<String> = [Severity::Error, Severity::Warning]
        .into_iter()
        .filter_map(named)
        .collect();
    (!counts.is_empty()).then(|| counts.join(", "))
}

/// A problem as JSON: the keys are part of the command line's contract.
#[derive(Serialize)]
struct JsonProblem<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    book: Option<&'a str>,
    severity: String,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
}

impl<'a> JsonProblem<'a> {
    fn new(problem: &'a Problem, book: Option<&'a str>) -> Self {
        let message = Self {
            book,
            severity: problem.severity.to_string(),
            message: &problem.message,
            hint: problem.hint.as_deref(),
            file: None,
            sheet: None,
            cell: None,
            line: None,
            column: None,
        };
        match &problem.place {
            Place::Nowhere => message,
            Place::File(file) => Self {
                file: Some(file),
                ..message
            },
            Place::Sheet { file, sheet } => Self {
                file: Some(file),
                sheet: Some(sheet),
                ..message
            },
            Place::Cell { file, sheet, cell } => {
                let sheet = Some(sheet.as_str()).filter(|sheet| !sheet.is_empty());
                Self {
                    file: Some(file),
                    sheet,
                    cell: Some(cell.to_string()),
                    ..message
                }
            }
            Place::Text(place) => Self {
                file: Some(&place.file),
                line: Some(place.line),
                column: Some(place.column),
                ..message
            },
        }
    }
}
