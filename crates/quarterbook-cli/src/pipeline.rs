//! The way from a book's folder to its workbook: load, read, collect, build.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use quarterbook_book::diff::Previous;
use quarterbook_book::template::SheetKind;
use quarterbook_book::{Built, Run, build, mistakes};
use quarterbook_data::{Conflict, Dataset, Entry, Place, Problem};
use quarterbook_source::{BookPlace, SourcesRead, read_sources};
use sha2::{Digest, Sha256};

use crate::args::BookArguments;
use crate::load::{Loaded, load, shown, tell};
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

/// What is asked for: a book and where its workbook goes.
pub(crate) struct Wanted<'a> {
    pub(crate) book: &'a Path,
    pub(crate) arguments: &'a BookArguments,
    /// The file or folder that the workbook goes to; beside the book when there is none.
    pub(crate) output: Option<&'a Path>,
}

/// Builds the workbook of a book.
///
/// # Errors
/// Everything that stands in the way, together with the warnings found on the way there.
pub(crate) fn make(wanted: &Wanted<'_>, open: &Open, progress: &mut Progress) -> Result<Made, Vec<Problem>> {
    let (loaded, mut problems) = load(wanted.book);
    let Some(loaded) = loaded else { return Err(problems) };
    let mut sources = read(&loaded, wanted, open, progress);
    let is_whole = !sources.problems.iter().any(Problem::is_error);
    tell(&mut problems, judged(std::mem::take(&mut sources.problems), &loaded));
    let files = sources.files.len();
    let read = files_read(&sources, &loaded, wanted);
    let previous = wanted
        .arguments
        .previous
        .as_deref()
        .and_then(|path| previous(path, &loaded, &mut problems));
    let run = run(&loaded, &sources, wanted.arguments, previous);
    let (dataset, conflicts) = Dataset::collect(sources.figures);
    let conflicts = conflicts.iter().map(Conflict::problem);
    let found = conflicts.chain(dataset.entries().flat_map(Entry::restatement_problems));
    problems.extend(judged(found.collect(), &loaded));
    // What was read is not whole when a file was refused: what the template then misses would only hide why.
    if problems.iter().any(Problem::is_error) {
        let is_whole = is_whole && loaded.book.can_judge_figures();
        tell(&mut problems, mistakes(&loaded.book, is_whole.then_some(&dataset)));
        return Err(problems);
    }
    match build(&loaded.book, &dataset, &run) {
        Ok(mut built) => {
            let found = built.problems.drain(..);
            problems.extend(found.map(|problem| from_here(problem, &loaded.folder)));
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

/// Reads the sources of a book.
fn read(loaded: &Loaded, wanted: &Wanted<'_>, open: &Open, progress: &mut Progress) -> SourcesRead {
    let place = BookPlace {
        path: &loaded.path,
        text: &loaded.text,
        folder: &loaded.folder,
        writes: &own_files(loaded, wanted.output),
    };
    let sources = read_sources(
        place,
        loaded.book.vocabulary(),
        wanted.arguments.as_of.or(loaded.book.as_of),
        &|label, path, options| open.read(label, path, options),
        &mut |reading| progress.show(&format!("{} ({} of {})", reading.file, reading.number, reading.files)),
    );
    progress.finish();
    sources
}

/// Everything that the workbook is made from: the source files, the book, and the previous workbook.
fn files_read(sources: &SourcesRead, loaded: &Loaded, wanted: &Wanted<'_>) -> Vec<PathBuf> {
    let sources = sources.files.iter().map(|file| loaded.folder.join(&file.path));
    let book = PathBuf::from(&loaded.path);
    sources.chain([book]).chain(wanted.arguments.previous.clone()).collect()
}

/// The problems of sources that do not follow from mistakes in book and template, as seen from here: without the right
/// lines, members and units only what is wrong with files and with the `[[source]]` tables can be told.
fn judged(mut problems: Vec<Problem>, loaded: &Loaded) -> Vec<Problem> {
    if !loaded.book.can_judge_figures() {
        problems.retain(|problem| matches!(problem.place, Place::File(_) | Place::Text(_)));
    }
    let problems = loaded.book.texts.without_consequences(problems);
    problems
        .into_iter()
        .map(|problem| from_here(problem, &loaded.folder))
        .collect()
}

/// The files that a run of this book writes, or has written before: they are no sources of it.
fn own_files(loaded: &Loaded, asked: Option<&Path>) -> Vec<PathBuf> {
    let name = format!("{}.xlsx", file_name(loaded));
    let beside = loaded.folder.join(&name);
    let asked = asked.map(|path| {
        if path.is_dir() {
            path.join(&name)
        } else {
            path.to_path_buf()
        }
    });
    [Some(beside), asked].into_iter().flatten().collect()
}

/// The workbook of the quarter before, at a path or in a folder under the name this one has.
fn previous(path: &Path, loaded: &Loaded, problems: &mut Vec<Problem>) -> Option<Previous> {
    let sheets = &loaded.book.template.sheets;
    if !sheets.iter().any(|sheet| sheet.kind == SheetKind::Changes) {
        let problem = Problem::warning("--previous changes nothing: the template has no sheet of kind `changes`");
        let hint =
            "add [[sheet]] with id = \"changes\" and kind = \"changes\", or compare with `quarterbook diff OLD NEW`";
        problems.push(problem.at(Place::File(loaded.path.clone())).hint(hint));
    }
    let name = format!("{}.xlsx", file_name(loaded));
    let file = if path.is_dir() {
        path.join(name)
    } else {
        path.to_path_buf()
    };
    if path.is_dir() && !file.exists() {
        let problem = Problem::warning("there is no previous workbook of this name").at(Place::File(shown(&file)));
        problems.push(problem.hint("a book's first workbook has none; one under another name is named by its file"));
        return None;
    }
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    match read_snapshot(&file) {
        Ok(snapshot) => Some(Previous { name, snapshot }),
        Err(problem) => {
            problems.push(problem);
            None
        }
    }
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
