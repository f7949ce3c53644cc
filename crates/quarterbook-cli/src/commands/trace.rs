//! `quarterbook trace`: where a number comes from.

use quarterbook_book::trace::{find, render, trace as follow};

use crate::args::TraceArguments;
use crate::outcome::Outcome;
use crate::output::Output;
use crate::snapshot::read_snapshot;

pub(crate) fn trace(arguments: &TraceArguments, output: &mut Output<'_>) -> Outcome {
    let traced = read_snapshot(&arguments.file).and_then(|snapshot| {
        let (sheet, cell) = find(&snapshot, &arguments.cell).map_err(|problem| *problem)?;
        follow(&snapshot, &sheet, cell).map_err(|problem| *problem)
    });
    match traced {
        Ok(traced) => {
            output.line(render(&traced).trim_end());
            Outcome::Done
        }
        Err(problem) => {
            output.problems(&[problem]);
            Outcome::Failed
        }
    }
}
