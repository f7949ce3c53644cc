//! `quarterbook diff`: what changed between two workbooks.

use quarterbook_book::diff::{diff as compare, render};
use quarterbook_data::Problem;

use crate::args::DiffArguments;
use crate::outcome::Outcome;
use crate::output::Output;
use crate::snapshot::read_snapshot;

pub(crate) fn diff(arguments: &DiffArguments, output: &mut Output<'_>) -> Outcome {
    let (old, new) = (read_snapshot(&arguments.old), read_snapshot(&arguments.new));
    match (old, new) {
        (Ok(old), Ok(new)) => {
            let changes = compare(&old, &new);
            output.line(render(&changes).trim_end());
            if changes.is_empty() {
                Outcome::Done
            } else {
                Outcome::Findings
            }
        }
        (old, new) => {
            let problems: Vec<Problem> = [old.err(), new.err()].into_iter().flatten().collect();
            output.problems(&problems);
            Outcome::Failed
        }
    }
}
