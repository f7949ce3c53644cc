//! `quarterbook trace`: where a number comes from.

use quarterbook_book::trace::{render, trace as follow};
use quarterbook_data::{CellAddress, Problem};

use crate::args::TraceArguments;
use crate::outcome::Outcome;
use crate::output::Output;
use crate::snapshot::read_snapshot;

pub(crate) fn trace(arguments: &TraceArguments, output: &mut Output<'_>) -> Outcome {
    let traced = place(&arguments.cell).and_then(|(sheet, cell)| {
        let snapshot = read_snapshot(&arguments.file)?;
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

/// Takes `Revenue!F8` or `'Market share'!$F$8` apart.
fn place(text: &str) -> Result<(String, CellAddress), Problem> {
    let hint = "write a sheet and a cell, such as Revenue!F8 or 'Market share'!F8";
    let (sheet, cell) = text
        .rsplit_once('!')
        .ok_or_else(|| Problem::error(format!("`{text}` names no sheet")).hint(hint))?;
    let quoted = sheet.strip_prefix('\'').and_then(|sheet| sheet.strip_suffix('\''));
    let sheet = quoted.map_or_else(|| sheet.to_owned(), |sheet| sheet.replace("''", "'"));
    let cell = cell
        .replace('$', "")
        .parse()
        .map_err(|error| Problem::error(format!("{error}")).hint(hint))?;
    Ok((sheet, cell))
}
