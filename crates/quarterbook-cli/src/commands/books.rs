//! One book after the other: every one is tried, whatever became of those before it.

use std::path::{Path, PathBuf};

use quarterbook_data::Problem;

use crate::args::{BookArguments, MessageFormat};
use crate::load::shown;
use crate::outcome::Outcome;
use crate::output::Output;
use crate::pipeline::Made;
use crate::summary::{Told, outcome, summary, table};

/// Does something with each book and tells how it went; of several, with a table of all in the end. The worst
/// outcome is the run's.
pub(crate) fn each_book(
    arguments: &BookArguments,
    output: &mut Output<'_>,
    mut act: impl FnMut(&Path, &mut Output<'_>) -> Result<(Made, Vec<PathBuf>), Vec<Problem>>,
) -> Outcome {
    output.is_quiet = arguments.quiet;
    let several = arguments.books.len() > 1;
    let mut rows = Vec::new();
    for book in &arguments.books {
        if several && output.format == MessageFormat::Human && !output.is_quiet {
            output.aside(format!("{}:", shown(book)));
        }
        let told = match act(book, output) {
            Ok((made, files)) => {
                summary(&made, &files, output);
                Told {
                    book: shown(book),
                    outcome: outcome(&made),
                    counts: Some(made.built.counts),
                    errors: 0,
                }
            }
            Err(problems) => {
                output.findings(&problems);
                Told {
                    book: shown(book),
                    outcome: Outcome::Failed,
                    counts: None,
                    errors: problems.iter().filter(|problem| problem.is_error()).count(),
                }
            }
        };
        rows.push(told);
    }
    if several {
        table(&rows, output);
    }
    rows.iter().map(|row| row.outcome).max().unwrap_or(Outcome::Done)
}
