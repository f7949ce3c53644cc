//! `quarterbook new`: a starting book.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use quarterbook_data::{Place, Problem};
use quarterbook_source::{Draft, ReadOptions, Report, inspect, reason};

use super::starting::{Beginning, merged, text};
use crate::args::{BookArguments, NewArguments};
use crate::library::{shipped, unknown_template, vocabulary};
use crate::load::shown;
use crate::open::Open;
use crate::outcome::Outcome;
use crate::output::Output;
use crate::pipeline::{Wanted, make};
use crate::progress::Progress;
use crate::write::replace_files;

pub(crate) fn new(arguments: &NewArguments, open: &Open, output: &mut Output<'_>) -> Outcome {
    match begin(arguments, open) {
        Ok(begun) => {
            output.problems(&begun.notes);
            tell(arguments, &begun, open, output);
            Outcome::Done
        }
        Err(problems) => {
            output.problems(&problems);
            Outcome::Failed
        }
    }
}

/// A book that was begun.
struct Begun {
    notes: Vec<Problem>,
    sources: Vec<Draft>,
}

/// Reads every file first and writes then, so that a file that cannot be read leaves no half a book.
fn begin(arguments: &NewArguments, open: &Open) -> Result<Begun, Vec<Problem>> {
    let folder = &arguments.folder;
    let mut problems = Vec::new();
    if folder.join("quarterbook.toml").exists() {
        let problem = Problem::error("there is a book already").at(Place::File(shown(folder)));
        problems.push(problem.hint("name a new folder, or change its quarterbook.toml"));
    }
    let template = shipped(&arguments.template);
    if template.is_none() {
        problems.push(unknown_template(&arguments.template));
    }
    let lines = template.map(vocabulary).unwrap_or_default();
    problems.extend(taken_names(arguments));
    let mut reports: Vec<Report> = Vec::new();
    for path in &arguments.from {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match open.read(&format!("data/{name}"), path, &ReadOptions::default()) {
            Ok(workbook) => reports.push(inspect(&workbook, &lines)),
            Err(refusal) => problems.push(*refusal.problem),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let sources = merged(&reports);
    let (text, left_out) = text(&Beginning {
        folder,
        template: &arguments.template,
        vocabulary: &lines,
        reports: &reports,
        sources: &sources,
    });
    write(arguments, text).map_err(|problem| vec![problem])?;
    let notes = reports
        .into_iter()
        .flat_map(|report| report.notes)
        .chain(left_out)
        .collect();
    Ok(Begun { notes, sources })
}

/// Says whether the book builds as it is, and if not, what is to be filled in.
fn tell(arguments: &NewArguments, begun: &Begun, open: &Open, output: &mut Output<'_>) {
    let folder = shown(&arguments.folder);
    let book = format!("{folder}/quarterbook.toml");
    if arguments.from.is_empty() {
        output.line(format!(
            "{book} is ready; put files into {folder}/data, describe them with [[source]], then"
        ));
    } else if begun.sources.iter().any(Draft::reads) {
        tell_of_build(&arguments.folder, &book, open, output);
    } else {
        tell_of_rows(begun, &book, &arguments.template, output);
    }
    output.line(format!("  quarterbook build {folder}"));
}

/// Builds the book without writing, and says what came of it.
fn tell_of_build(folder: &Path, book: &str, open: &Open, output: &mut Output<'_>) {
    let arguments = BookArguments {
        books: Vec::new(),
        as_of: None,
        previous: None,
        quiet: true,
    };
    let wanted = Wanted {
        book: folder,
        arguments: &arguments,
        output: None,
    };
    match make(&wanted, open, &mut Progress::new()) {
        Ok(made) => {
            let figures = made.built.counts.figures;
            let plural = if figures == 1 { "" } else { "s" };
            output.line(format!(
                "{book} is ready and builds: it reads {figures} figure{plural}."
            ));
            output.line("Look at what it marks as a guess, name the rows that you want besides, then");
        }
        Err(problems) => {
            output.problems(&problems.into_iter().filter(Problem::is_error).collect::<Vec<_>>());
            output.line(format!("{book} is there and needs the above to be settled first, then"));
        }
    }
}

/// Says that no row is known to be a line, and what to write.
fn tell_of_rows(begun: &Begun, book: &str, template: &str, output: &mut Output<'_>) {
    output.line(format!(
        "{book} is there, and no label of its files is known to be a line of `{template}`."
    ));
    let first = begun.sources.iter().flat_map(|draft| &draft.rows).next();
    output.line(match first {
        Some(row) => format!(
            "Take the # away from the rows that you want, such as # \"{}\" = \"\", and write a line between the last quotes",
            row.label
        ),
        None => "Say in a [[source]] where the table is, with `files`, `sheet`, `header` and `rows`".to_owned(),
    });
    output.line("(`quarterbook templates` lists them), then");
}

/// The source files that would fall on one another, or on a file that is in the book's `data` already.
fn taken_names(arguments: &NewArguments) -> Vec<Problem> {
    let data = arguments.folder.join("data");
    let mut names = BTreeSet::new();
    arguments
        .from
        .iter()
        .filter(|path| {
            let name = path.file_name().unwrap_or_default();
            !names.insert(name) || data.join(name).exists()
        })
        .map(|path| {
            Problem::error("a file of this name is in the book already")
                .at(Place::File(shown(path)))
                .hint("rename one of the two: both would be copied into `data`")
        })
        .collect()
}

/// Writes the book and copies of its sources; when that fails half way, what was begun is taken back.
fn write(arguments: &NewArguments, text: String) -> Result<(), Problem> {
    let data = arguments.folder.join("data");
    let missing: Vec<&Path> = data.ancestors().take_while(|folder| !folder.exists()).collect();
    let written = fs::create_dir_all(&data)
        .map_err(|error| {
            Problem::error(format!("the book cannot be written: {}", reason(&error)))
                .at(Place::File(shown(&arguments.folder)))
                .hint("name a folder you may write to")
        })
        .and_then(|()| replace_files(&files(arguments, &data, text)?));
    if written.is_err() {
        for folder in missing {
            // Only an empty folder goes.
            let _ = fs::remove_dir(folder);
        }
    }
    written
}

fn files(arguments: &NewArguments, data: &Path, text: String) -> Result<Vec<(PathBuf, Vec<u8>)>, Problem> {
    let copies = arguments.from.iter().map(|path| {
        let bytes = fs::read(path).map_err(|error| {
            Problem::error(format!("the file cannot be read: {}", reason(&error))).at(Place::File(shown(path)))
        })?;
        Ok((data.join(path.file_name().unwrap_or_default()), bytes))
    });
    let book = (arguments.folder.join("quarterbook.toml"), text.into_bytes());
    copies.chain([Ok(book)]).collect()
}
