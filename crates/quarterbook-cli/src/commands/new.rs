//! `quarterbook new`: a starting book.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use quarterbook_data::{Place, Problem};
use quarterbook_source::{ReadOptions, inspect, reason};

use crate::args::NewArguments;
use crate::library::{shipped, unknown_template};
use crate::load::shown;
use crate::open::Open;
use crate::outcome::Outcome;
use crate::output::Output;
use crate::write::replace_files;

pub(crate) fn new(arguments: &NewArguments, open: &Open, output: &mut Output<'_>) -> Outcome {
    match begin(arguments, open) {
        Ok(notes) => {
            output.problems(&notes);
            let folder = shown(&arguments.folder);
            output.line(format!(
                "{folder}/quarterbook.toml is ready; name the rows it lists, then"
            ));
            output.line(format!("  quarterbook build {folder}"));
            Outcome::Done
        }
        Err(problems) => {
            output.problems(&problems);
            Outcome::Failed
        }
    }
}

/// Reads every file first and writes then, so that a file that cannot be read leaves no half a book.
fn begin(arguments: &NewArguments, open: &Open) -> Result<Vec<Problem>, Vec<Problem>> {
    let folder = &arguments.folder;
    let mut problems = Vec::new();
    if folder.join("quarterbook.toml").exists() {
        let problem = Problem::error("there is a book already").at(Place::File(shown(folder)));
        problems.push(problem.hint("name a new folder, or change its quarterbook.toml"));
    }
    if shipped(&arguments.template).is_none() {
        problems.push(unknown_template(&arguments.template));
    }
    problems.extend(taken_names(arguments));
    let mut text = heading(folder, &arguments.template);
    let mut notes = Vec::new();
    for path in &arguments.from {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match open.read(&format!("data/{name}"), path, &ReadOptions::default()) {
            Ok(workbook) => {
                let report = inspect(&workbook);
                text.push('\n');
                text.push_str(report.block.trim_end());
                text.push('\n');
                notes.extend(report.notes);
            }
            Err(refusal) => problems.push(*refusal.problem),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    write(arguments, text).map_err(|problem| vec![problem])?;
    Ok(notes)
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

fn heading(folder: &Path, template: &str) -> String {
    let name = folder
        .file_name()
        .map_or("My company".to_owned(), |name| name.to_string_lossy().into_owned());
    // The folder's name is somebody's text: as a TOML string it stays one.
    let title = serde_json::to_string(&name).unwrap_or_default();
    format!(
        "[book]\n\
         template = \"{template}\"\n\
         title = {title}\n\
         languages = [\"en\"]\n\
         money = \"USD m\"              # the currency and scale shown: \"CNY 亿\", \"RMB'000\"\n\
         bands = [\"annual\", \"quarter\"]  # or \"half\", \"month\"\n\
         fiscal-year-end = \"12-31\"\n\
         \n\
         # What each line is split by, in the order it is shown:\n\
         # [members.product]\n\
         # chips = {{ en = \"Chips\", match = [\"Chips*\"] }}\n"
    )
}
