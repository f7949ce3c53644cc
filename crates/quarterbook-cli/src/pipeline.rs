//! The way from a book's folder to its workbook: load, read, collect, build.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use quarterbook_book::diff::Previous;
use quarterbook_book::{Built, Run, build};
use quarterbook_data::{Dataset, Entry, Problem};
use quarterbook_source::{SourcesRead, read_sources};
use sha2::{Digest, Sha256};

use crate::args::BookArguments;
use crate::load::{Loaded, load};
use crate::open::Open;
use crate::place::from_here;
use crate::progress::Progress;
use crate::snapshot::read_snapshot;

/// A workbook that was built, from which book and files, and everything there is to say of it.
pub(crate) struct Made {
    pub(crate) loaded: Loaded,
    pub(crate) built: Built,
    /// The source files that were read, and the book.
    pub(crate) read: Vec<PathBuf>,
    /// How many of them are source files.
    pub(crate) files: usize,
    pub(crate) problems: Vec<Problem>,
}

/// Builds the workbook of a book.
///
/// # Errors
/// Everything that stands in the way, together with the warnings found on the way there.
pub(crate) fn make(arguments: &BookArguments, open: &Open, progress: &mut Progress) -> Result<Made, Vec<Problem>> {
    let (loaded, mut problems) = load(&arguments.book);
    let Some(loaded) = loaded else { return Err(problems) };
    let as_of = arguments.as_of.or(loaded.book.as_of);
    let mut sources = read_sources(
        &loaded.path,
        &loaded.text,
        &loaded.folder,
        loaded.book.vocabulary(),
        as_of,
        &|label, path, options| open.read(label, path, options),
        &mut |reading| progress.show(&format!("{} ({} of {})", reading.file, reading.number, reading.files)),
    );
    progress.finish();
    let folder = loaded.folder.clone();
    problems.extend(sources.problems.drain(..).map(|problem| from_here(problem, &folder)));
    let files = sources.files.len();
    let mut read: Vec<PathBuf> = sources.files.iter().map(|file| folder.join(&file.path)).collect();
    read.push(PathBuf::from(&loaded.path));
    let previous = match arguments.previous.as_deref().map(previous).transpose() {
        Ok(previous) => previous,
        Err(problem) => {
            problems.push(problem);
            None
        }
    };
    let run = run(&loaded, &sources, arguments, previous);
    let (dataset, conflicts) = Dataset::collect(sources.figures);
    problems.extend(conflicts.iter().map(|conflict| from_here(conflict.problem(), &folder)));
    let restatements = dataset.entries().flat_map(Entry::restatement_problems);
    problems.extend(restatements.map(|problem| from_here(problem, &folder)));
    // What was read is not whole when a file was refused: what the template then misses would only hide why.
    if problems.iter().any(Problem::is_error) {
        return Err(problems);
    }
    match build(&loaded.book, &dataset, &run) {
        Ok(mut built) => {
            problems.append(&mut built.problems);
            Ok(Made {
                loaded,
                built,
                read,
                files,
                problems,
            })
        }
        Err(found) => {
            problems.extend(found);
            Err(problems)
        }
    }
}

/// The workbook of the quarter before.
fn previous(path: &Path) -> Result<Previous, Problem> {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    Ok(Previous {
        name,
        snapshot: read_snapshot(path)?,
    })
}

fn run(loaded: &Loaded, sources: &SourcesRead, arguments: &BookArguments, previous: Option<Previous>) -> Run {
    Run {
        as_of: arguments.as_of,
        tool: concat!("quarterbook ", env!("CARGO_PKG_VERSION")).to_owned(),
        id: run_id(loaded, sources),
        file_name: file_name(loaded),
        files: sources.files.iter().map(|file| (**file).clone()).collect(),
        totals: sources.totals.clone(),
        previous,
    }
}

/// Twelve hexadecimal digits that the same texts and files always give, and others practically never.
fn run_id(loaded: &Loaded, sources: &SourcesRead) -> String {
    let mut hash = Sha256::new();
    for (_, text) in loaded.book.texts.iter() {
        hash.update(Sha256::digest(text));
    }
    for file in &sources.files {
        hash.update(&file.sha256);
    }
    hash.finalize().iter().take(6).fold(String::new(), |mut id, byte| {
        // Writing to a string cannot fail.
        let _ = write!(id, "{byte:02x}");
        id
    })
}

/// The workbook's name without its ending: what the book says, else the name of its folder.
pub(crate) fn file_name(loaded: &Loaded) -> String {
    let named = loaded
        .book
        .output
        .as_deref()
        .map(|name| name.trim_end_matches(".xlsx").to_owned());
    named.unwrap_or_else(|| {
        let folder = if loaded.folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            &loaded.folder
        };
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
        folder
            .file_name()
            .map_or("workbook".to_owned(), |name| name.to_string_lossy().into_owned())
    })
}
