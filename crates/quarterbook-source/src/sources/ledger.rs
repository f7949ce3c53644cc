//! Ledgers, read row by row: whatever their length, only their sums are held.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use quarterbook_data::{Period, Place, Problem, SourceFile, Vocabulary};

use super::{Open, Progress, Run, options};
use crate::map::{DayOrder, LongReader, Mapped, Reported, Scope, named_by_file};
use crate::read::format_at;
use crate::rules::{Pattern, Source};
use crate::{AsOfDoubt, Format, Grid, ReadOptions, Refusal, StreamedRow, Visibility, Workbook, for_each_row};

/// How many rows pass between two signs of life.
const ROWS_A_STEP: u64 = 10_000;

/// Reads one file of a source that has so many. Where only all of its dates together say how they are written, its rows
/// are looked at once more.
pub(super) fn read(
    run: &mut Run<'_>,
    (source, files): (&Source, usize),
    step: Progress<'_>,
    open: &Open<'_>,
    progress: &mut dyn FnMut(Progress<'_>),
    mapped: &mut Mapped,
) {
    let reported = match source.as_of {
        Some(_) => Reported::default(),
        None => named_by_file(step.file, &source.context),
    };
    let mut sheets = Sheets {
        source,
        vocabulary: run.vocabulary,
        as_of: source.as_of.or(reported.period),
        doubt: reported.doubt,
        orders: Vec::new(),
        has_other_files: files > 1,
        read: Vec::new(),
    };
    let path = run.book.folder.join(step.file);
    let mut passed = Mapped::default();
    let mut streamed = pass(&mut sheets, &path, step, open, progress, &mut passed);
    let orders: Vec<Option<DayOrder>> = sheets.read.iter().map(|(_, reader)| reader.day_order_found()).collect();
    if orders.iter().any(Option::is_some) {
        sheets.orders = orders;
        sheets.read.clear();
        passed = Mapped::default();
        streamed = pass(&mut sheets, &path, step, open, progress, &mut passed);
    }
    mapped.take_passed(passed);
    match streamed {
        Ok((file, notes)) => {
            mapped.problems.extend(copy_of(&file, &mapped.files));
            run.keep_file(&file, &notes);
            mapped.files.push(file);
            if sheets.read.is_empty() {
                mapped.problems.push(no_rows(source, step.file));
            }
            sheets.finish(mapped);
        }
        Err(refusal) => mapped.problems.push(*refusal.problem),
    }
}

/// Lets the rows of a file pass.
fn pass(
    sheets: &mut Sheets<'_>,
    path: &Path,
    step: Progress<'_>,
    open: &Open<'_>,
    progress: &mut dyn FnMut(Progress<'_>),
    passed: &mut Mapped,
) -> Result<(Arc<SourceFile>, Vec<Problem>), Refusal> {
    let source = sheets.source;
    let mut rows = 0;
    each_row(
        step.file,
        path,
        &options(source),
        open,
        &|name| is_wanted(source, name),
        &mut |row| {
            if source.rule.sheet.is_none() && row.visibility != Visibility::Visible {
                return ControlFlow::Continue(());
            }
            rows += 1;
            if rows % ROWS_A_STEP == 0 {
                progress(Progress { rows, ..step });
            }
            sheets.row(&row, passed);
            ControlFlow::Continue(())
        },
    )
}

/// Shows every row of the wanted sheets to `visit`. Files of the formats that can be streamed are; the others are held
/// for the while, opened as `open` does it, since a hostile one could bring their parser down.
fn each_row(
    label: &str,
    path: &Path,
    options: &ReadOptions,
    open: &Open<'_>,
    wanted: &dyn Fn(&str) -> bool,
    visit: &mut dyn FnMut(StreamedRow<'_>) -> ControlFlow<()>,
) -> Result<(Arc<SourceFile>, Vec<Problem>), Refusal> {
    if !matches!(format_at(path, options), Some(Format::Xls | Format::Ods)) {
        return for_each_row(label, path, options, wanted, visit).map(|streamed| (streamed.file, streamed.notes));
    }
    let Workbook {
        file, sheets, notes, ..
    } = open(label, path, options)?;
    for grid in sheets.iter().filter(|grid| wanted(&grid.sheet)) {
        let stopped = grid.rows().try_for_each(|(row, cells)| {
            visit(StreamedRow {
                file: &file,
                sheet: &grid.sheet,
                visibility: grid.visibility,
                row,
                cells,
                cut: None,
            })
        });
        if stopped.is_break() {
            break;
        }
    }
    Ok((file, notes))
}

/// The sheets of a file, each with what was read of it.
struct Sheets<'a> {
    source: &'a Source,
    vocabulary: &'a Vocabulary,
    as_of: Option<Period>,
    /// How the dates of each sheet are written, where an earlier look settled it.
    orders: Vec<Option<DayOrder>>,
    /// Whether other files may hold the same rows.
    has_other_files: bool,
    doubt: Option<Arc<AsOfDoubt>>,
    read: Vec<(Grid, LongReader)>,
}

impl Sheets<'_> {
    /// Takes a row; those of one sheet follow one another.
    fn row(&mut self, row: &StreamedRow<'_>, mapped: &mut Mapped) {
        if self.read.last().is_none_or(|(grid, _)| grid.sheet != *row.sheet) {
            let grid = Grid::new(Arc::clone(row.file), Arc::clone(row.sheet), Vec::new());
            let order = self.orders.get(self.read.len()).copied().flatten();
            let reader = LongReader::with_day_order(order, self.has_other_files);
            self.read.push((grid, reader));
        }
        let (source, vocabulary, as_of) = (self.source, self.vocabulary, self.as_of);
        if let Some((grid, reader)) = self.read.last_mut() {
            let scope = Scope {
                source,
                vocabulary,
                grid,
                as_of,
                doubt: self.doubt.as_ref(),
            };
            reader.row(scope, row.row, row.cells, row.cut, mapped);
        }
    }

    fn finish(self, mapped: &mut Mapped) {
        for (grid, reader) in self.read {
            let scope = Scope {
                source: self.source,
                vocabulary: self.vocabulary,
                grid: &grid,
                as_of: self.as_of,
                doubt: self.doubt.as_ref(),
            };
            reader.finish(scope, mapped);
        }
    }
}

/// Whether a sheet is to be read; a stream tells later whether it is hidden.
fn is_wanted(source: &Source, name: &str) -> bool {
    source.rule.sheet.as_ref().is_none_or(|names| {
        let mut names = names.texts().iter();
        names.any(|wanted| Pattern::new(wanted).matches_text(name))
    })
}

/// The error for a file that the source has read under another name already: its rows would count twice.
fn copy_of(file: &SourceFile, known: &[Arc<SourceFile>]) -> Option<Problem> {
    let is_copy = |other: &&Arc<SourceFile>| other.sha256 == file.sha256 && other.path != file.path;
    let other = known.iter().find(is_copy)?;
    let problem = Problem::error(format!(
        "this is a copy of {}, and its rows would count twice",
        other.path
    ));
    Some(
        problem
            .at(Place::File(file.path.clone()))
            .hint("take one of the two out of the folder, or name the files under `files` one by one"),
    )
}

/// The error for a ledger that gave nothing to sum.
fn no_rows(source: &Source, file: &str) -> Problem {
    let message = match &source.rule.sheet {
        Some(names) => format!("no sheet named `{}` has rows", names.texts().join("`, `")),
        None => "no visible sheet has rows".to_owned(),
    };
    Problem::error(message)
        .at(Place::File(file.to_owned()))
        .hint("write the name of the ledger's sheet under `sheet`; `quarterbook inspect` lists them")
}
