//! `quarterbook build`: the workbook, written.

use std::path::{Path, PathBuf};

use quarterbook_book::Workbook;
use quarterbook_data::{Place, Problem};

use crate::args::BuildArguments;
use crate::exporters::{Target, targets};
use crate::load::shown;
use crate::open::Open;
use crate::outcome::Outcome;
use crate::output::Output;
use crate::pipeline::{Made, file_name, make};
use crate::progress::Progress;
use crate::summary::{outcome, summary};
use crate::write::replace_file;

pub(crate) fn build(arguments: &BuildArguments, open: &Open, output: &mut Output<'_>) -> Outcome {
    let written = targets(&arguments.to).and_then(|targets| {
        let made = make(&arguments.book, open, &mut Progress::new())?;
        let files = write(&made, &targets, arguments.output.as_deref())?;
        Ok((made, files))
    });
    match written {
        Ok((made, files)) => {
            output.findings(&made.problems);
            summary(&made, &files, output);
            outcome(&made)
        }
        Err(problems) => {
            output.findings(&problems);
            Outcome::Failed
        }
    }
}

/// Exports everything first and writes then, so that one exporter's failure leaves every file as it was.
fn write(made: &Made, targets: &[Target<'_>], asked: Option<&Path>) -> Result<Vec<PathBuf>, Vec<Problem>> {
    let name = file_name(&made.loaded);
    let first = asked.map_or_else(|| made.loaded.folder.join(&name), Path::to_path_buf);
    let exported = |workbook: &Workbook| -> Result<Vec<(PathBuf, Vec<u8>)>, Problem> {
        targets
            .iter()
            .map(|target| {
                let path = if asked.is_some() && targets.len() == 1 {
                    first.clone()
                } else if asked.is_some() {
                    first.with_extension(target.extension())
                } else {
                    made.loaded.folder.join(format!("{name}.{}", target.extension()))
                };
                Ok((path, target.export(workbook)?))
            })
            .collect()
    };
    let files = exported(&made.built.workbook).map_err(|problem| vec![problem])?;
    for (path, bytes) in &files {
        replace_file(path, bytes).map_err(|error| {
            vec![
                Problem::error(format!("the file cannot be written: {error}"))
                    .at(Place::File(shown(path)))
                    .hint("close it where it is open, or name another place with -o"),
            ]
        })?;
    }
    Ok(files.into_iter().map(|(path, _)| path).collect())
}
