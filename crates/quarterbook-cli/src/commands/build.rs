//! `quarterbook build`: the workbooks, written.

use std::path::{Path, PathBuf};

use quarterbook_data::{Place, Problem};

use super::books::each_book;
use crate::args::BuildArguments;
use crate::exporters::{Target, targets};
use crate::load::shown;
use crate::open::Open;
use crate::outcome::Outcome;
use crate::output::Output;
use crate::pipeline::{Made, Wanted, file_name, make};
use crate::progress::Progress;
use crate::write::{lock_of, replace_files};

pub(crate) fn build(arguments: &BuildArguments, open: &Open, output: &mut Output<'_>) -> Outcome {
    let targets = match targets(&arguments.to) {
        Ok(targets) => targets,
        Err(problems) => {
            output.problems(&problems);
            return Outcome::Failed;
        }
    };
    let books = &arguments.book.books;
    if let (Some(asked), [_, _, ..]) = (arguments.output.as_deref(), books.as_slice())
        && !asked.is_dir()
    {
        let (what, hint) = if shown(asked).ends_with('/') {
            (
                "this folder does not exist",
                "make it first: each workbook goes there under its own name",
            )
        } else {
            let hint = "name a folder that exists: each workbook goes there under its own name";
            ("several books cannot go into one file", hint)
        };
        output.problems(&[Problem::error(what).at(Place::File(shown(asked))).hint(hint)]);
        return Outcome::Failed;
    }
    let mut written: Vec<PathBuf> = Vec::new();
    each_book(&arguments.book, output, |book, output| {
        let wanted = Wanted {
            book,
            arguments: &arguments.book,
            output: arguments.output.as_deref(),
        };
        let mut made = make(&wanted, open, &mut Progress::new())?;
        let files = write(&made, &targets, arguments.output.as_deref(), &written)?;
        made.problems.extend(files.iter().filter_map(|path| is_open(path)));
        written.extend(files.iter().cloned());
        output.findings(&made.problems);
        Ok((made, files))
    })
}

/// A workbook that somebody has open while it is replaced.
fn is_open(path: &Path) -> Option<Problem> {
    lock_of(path)?;
    let problem = Problem::warning("somebody seems to have this workbook open").at(Place::File(shown(path)));
    Some(problem.hint("they see the old one until they open it again, and would save it over the new one"))
}

/// Exports everything first and writes then, so that one exporter's failure leaves every file as it was.
fn write(
    made: &Made,
    targets: &[Target<'_>],
    asked: Option<&Path>,
    written: &[PathBuf],
) -> Result<Vec<PathBuf>, Vec<Problem>> {
    let named_in = |folder: &Path| -> Vec<PathBuf> {
        let name = file_name(&made.loaded);
        let names = targets.iter().map(|target| format!("{name}.{}", target.extension()));
        names.map(|name| folder.join(name)).collect()
    };
    let paths: Vec<PathBuf> = match (asked, targets) {
        (None, _) => named_in(&made.loaded.folder),
        (Some(asked), _) if asked.is_dir() => named_in(asked),
        (Some(asked), [_]) => vec![asked.to_path_buf()],
        (Some(asked), _) => {
            let others = targets.iter().map(|target| asked.with_extension(target.extension()));
            others.collect()
        }
    };
    refuse_to_overwrite(&paths, made, written)?;
    let mut files = Vec::new();
    for (target, path) in targets.iter().zip(&paths) {
        let bytes = target.export(&made.built.workbook).map_err(|problem| vec![problem])?;
        files.push((path.clone(), bytes));
    }
    replace_files(&files).map_err(|problem| vec![problem])?;
    Ok(paths)
}

/// A file that was read, or that another exporter or book of this run writes, is never the place of a workbook.
fn refuse_to_overwrite(paths: &[PathBuf], made: &Made, written: &[PathBuf]) -> Result<(), Vec<Problem>> {
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
        } else if written.iter().any(|other| same(path, other)) {
            let problem = problem("another book of this run has just written this file");
            problems.push(problem.hint("give each book an `output` of its own"));
        } else if paths[..at].contains(path) {
            let problem = problem("two exporters would write this file");
            problems.push(
                problem.hint("name each exporter once in --to, and those with the same ending in runs of their own"),
            );
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}
