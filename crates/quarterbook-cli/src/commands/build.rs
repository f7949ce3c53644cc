//! `quarterbook build`: the workbook, written.

use std::path::{Path, PathBuf};

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
use crate::write::replace_files;

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
    let paths: Vec<PathBuf> = match (asked, targets) {
        (Some(asked), [_]) => vec![asked.to_path_buf()],
        (Some(asked), _) => {
            let others = targets.iter().map(|target| asked.with_extension(target.extension()));
            others.collect()
        }
        (None, _) => {
            let name = file_name(&made.loaded);
            let named = targets.iter().map(|target| format!("{name}.{}", target.extension()));
            named.map(|name| made.loaded.folder.join(name)).collect()
        }
    };
    refuse_to_overwrite(&paths, made)?;
    let mut files = Vec::new();
    for (target, path) in targets.iter().zip(&paths) {
        let bytes = target.export(&made.built.workbook).map_err(|problem| vec![problem])?;
        files.push((path.clone(), bytes));
    }
    replace_files(&files).map_err(|problem| vec![problem])?;
    Ok(paths)
}

/// A file that was read, or that another exporter writes, is never the place of a workbook.
fn refuse_to_overwrite(paths: &[PathBuf], made: &Made) -> Result<(), Vec<Problem>> {
    let same = |one: &Path, other: &Path| match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    };
    let mut problems = Vec::new();
    for (at, path) in paths.iter().enumerate() {
        let problem = |what: &str| Problem::error(what).at(Place::File(shown(path)));
        if made.read.iter().any(|read| same(path, read)) {
            let problem = problem("this file is one the book is read from");
            problems.push(problem.hint("name another place with -o"));
        } else if paths[..at].contains(path) {
            let problem = problem("two exporters would write this file");
            problems.push(
                problem.hint("name each exporter once in --to, and those with the same ending in runs of their own"),
            );
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}
