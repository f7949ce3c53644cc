//! One book after the other: every one is tried, whatever became of those before it.

use std::path::Path;

use crate::args::{BookArguments, MessageFormat};
use crate::load::{book_file, shown};
use crate::outcome::Outcome;
use crate::output::Output;
use crate::summary::{Told, Went, summary, table};

/// Does something with each book and tells how it went; of several, with a table of all in the end. The worst
/// outcome is the run's.
pub(crate) fn each_book(
    arguments: &BookArguments,
    output: &mut Output<'_>,
    mut act: impl FnMut(&Path, &mut Output<'_>) -> Went,
) -> Outcome {
    output.is_quiet = arguments.quiet;
    let several = arguments.books.len() > 1;
    let mut rows = Vec::new();
    for book in &arguments.books {
        if several && output.format == MessageFormat::Human && !output.is_quiet {
            output.aside(format!("{}:", shown(book)));
        }
        output.book = Some(shown(&book_file(book)));
        let went = act(book, output);
        if let Err(problems) = &went {
            output.findings(problems);
        }
        summary(book, &went, output);
        rows.push(Told::new(book, &went));
    }
    if several {
        table(&rows, output);
    }
    rows.iter().map(|row| row.outcome).max().unwrap_or(Outcome::Done)
}
