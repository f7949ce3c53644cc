//! A book's sources, all of them: rules → files → grids → figures, totals and problems.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use quarterbook_data::{Figure, Period, Place, PrintedTotal, Problem, SourceFile, Vocabulary, suggestion};

use crate::files::matching_files;
use crate::map::{LongReader, Mapped, Ranked, Scope, align_all, derive, map_workbook, prefer, scale_slips};
use crate::rules::{Pattern, Prefer, Shape, Source, read_rules};
use crate::{Grid, ReadOptions, Refusal, Visibility, Workbook, find_period, for_each_row};

/// What was read out of a book's sources.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SourcesRead {
    /// Figures, in the order of the sources, files and cells they stand in.
    pub figures: Vec<Figure>,
    /// Totals that the sources print, each with the series that should add up to it.
    pub totals: Vec<PrintedTotal>,
    /// The files that were read, in order, each once.
    pub files: Vec<Arc<SourceFile>>,
    /// What is wrong, odd, or was settled by a rule; nothing is left out silently.
    pub problems: Vec<Problem>,
}

/// A sign of life while files are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress<'a> {
    /// The file that is read now.
    pub file: &'a str,
    /// Which file it is, from 1.
    pub number: usize,
    /// How many there are.
    pub files: usize,
    /// How many of its rows were read so far; only ledgers are counted.
    pub rows: u64,
}

/// How a file is opened: its path as it is shown, its path, and how to read it. Usually [`read_file`].
///
/// [`read_file`]: crate::read_file
pub type Open<'a> = dyn Fn(&str, &Path, &ReadOptions) -> Result<Workbook, Refusal> + 'a;

/// Where a book stands, as far as reading its sources needs to know.
#[derive(Debug, Clone, Copy)]
pub struct BookPlace<'a> {
    /// Its path as problems show it.
    pub path: &'a str,
    /// Its text.
    pub text: &'a str,
    /// The folder that its `files` are relative to.
    pub folder: &'a Path,
    /// The files that the book writes: patterns pass over them.
    pub writes: &'a [PathBuf],
}

/// Reads every `[[source]]` of a book.
///
/// What 本期, 上年同期 and 今年上半年 mean is told, first come first served, by `as-of` in the `[[source]]`; by
/// `as_of`, the day of the run, which settles the year of labels that say how long they are (今年上半年) and
/// cannot settle a bare 本期; by the period in the file's name; by the one in a sheet's title. A day and a name
/// that contradict each other are an error. A header that names its period is never overridden by any of them.
///
/// Nothing is an error by itself: whatever is wrong is among the problems, and what could be read is read.
pub fn read_sources(
    book: BookPlace<'_>,
    vocabulary: &Vocabulary,
    as_of: Option<Date>,
    open: &Open<'_>,
    progress: &mut dyn FnMut(Progress<'_>),
) -> SourcesRead {
    let folder = book.folder;
    let (mut sources, problems) = read_rules(book.path, book.text, vocabulary);
    let mut read = SourcesRead {
        problems,
        ..SourcesRead::default()
    };
    if read.problems.iter().any(Problem::is_error) {
        return read;
    }
    for source in &mut sources {
        source.context.as_of_day = as_of.filter(|_| source.as_of.is_none());
    }
    let mut files: Vec<(usize, String)> = Vec::new();
    for (at, source) in sources.iter().enumerate() {
        for pattern in source.rule.files.get_ref().texts() {
            match matching_files(folder, pattern, book.writes) {
                Ok(found) => files.extend(found.into_iter().map(|file| (at, file))),
                Err(problem) => read.problems.push((*problem).at(source.place.clone())),
            }
        }
    }
    let mut ranked: Vec<Ranked> = Vec::new();
    let mut number = 0;
    for (at, source) in sources.iter().enumerate() {
        let mut mapped = Mapped::default();
        let own = files.iter().filter(|(source, _)| *source == at);
        for (_, file) in own {
            number += 1;
            let step = Progress {
                file,
                number,
                files: files.len(),
                rows: 0,
            };
            progress(step);
            if source.rule.shape == Shape::Ledger {
                let opened = Opened {
                    source,
                    vocabulary,
                    folder,
                };
                read_ledger(opened, step, progress, &mut mapped, &mut read);
            } else {
                let workbook = open(file, &folder.join(file), &options(source));
                map_one(source, vocabulary, workbook, &mut mapped, &mut read);
            }
        }
        let derived = derive(&mapped.figures, &source.rule.derive, vocabulary);
        mapped.figures.extend(derived);
        read.problems.extend(unused_patterns(source, &mapped));
        read.problems.append(&mut mapped.problems);
        read.totals.append(&mut mapped.totals);
        ranked.extend(mapped.figures.into_iter().map(|one| Ranked {
            rank: one.rank + source_rank(source),
            ..one
        }));
    }
    let printed = std::mem::take(&mut read.totals);
    let (ranked, totals) = align_all(ranked, printed, vocabulary, &mut read.problems);
    read.totals = totals;
    let (figures, problems) = prefer(ranked);
    read.figures = figures;
    read.problems.extend(problems);
    read.problems.extend(scale_slips(&read.figures));
    read
}

fn map_one(
    source: &Source,
    vocabulary: &Vocabulary,
    workbook: Result<Workbook, Refusal>,
    mapped: &mut Mapped,
    read: &mut SourcesRead,
) {
    match workbook {
        Ok(workbook) => {
            if !read.files.contains(&workbook.file) {
                read.files.push(Arc::clone(&workbook.file));
                read.problems.extend(workbook.notes.iter().cloned());
            }
            map_workbook(source, vocabulary, &workbook, mapped);
        }
        Err(refusal) => mapped.problems.push(*refusal.problem),
    }
}

/// What a ledger is read with.
#[derive(Clone, Copy)]
struct Opened<'a> {
    source: &'a Source,
    vocabulary: &'a Vocabulary,
    folder: &'a Path,
}

impl<'a> Opened<'a> {
    fn scope(self, grid: &'a Grid, as_of: Option<Period>) -> Scope<'a> {
        let Self { source, vocabulary, .. } = self;
        Scope {
            source,
            vocabulary,
            grid,
            as_of,
        }
    }
}

/// Reads a ledger row by row: whatever its length, only its sums are held.
fn read_ledger(
    opened: Opened<'_>,
    step: Progress<'_>,
    progress: &mut dyn FnMut(Progress<'_>),
    mapped: &mut Mapped,
    read: &mut SourcesRead,
) {
    let Opened { source, folder, .. } = opened;
    let as_of = source
        .as_of
        .or_else(|| find_period(step.file, &source.context).map(|reading| reading.period));
    let wanted = |name: &str| {
        let names = source.rule.sheet.as_ref();
        names.is_none_or(|names| {
            names
                .texts()
                .iter()
                .any(|wanted| Pattern::new(wanted).matches_text(name))
        })
    };
    let mut sheets: Vec<(Grid, LongReader)> = Vec::new();
    let mut rows = 0;
    let streamed = for_each_row(
        step.file,
        &folder.join(step.file),
        &options(source),
        &wanted,
        &mut |row| {
            if source.rule.sheet.is_none() && row.visibility != Visibility::Visible {
                return ControlFlow::Continue(());
            }
            rows += 1;
            if rows % 10_000 == 0 {
                progress(Progress { rows, ..step });
            }
            if sheets.last().is_none_or(|(grid, _)| grid.sheet != *row.sheet) {
                let grid = Grid::new(Arc::clone(row.file), Arc::clone(row.sheet), Vec::new());
                sheets.push((grid, LongReader::default()));
            }
            if let Some((grid, reader)) = sheets.last_mut() {
                reader.row(opened.scope(grid, as_of), row.row, row.cells, mapped);
            }
            ControlFlow::Continue(())
        },
    );
    match streamed {
        Ok(streamed) => {
            if !read.files.contains(&streamed.file) {
                read.files.push(streamed.file);
                read.problems.extend(streamed.notes);
            }
            if sheets.is_empty() {
                mapped.problems.push(no_rows(source, step.file));
            }
            for (grid, reader) in sheets {
                reader.finish(opened.scope(&grid, as_of), mapped);
            }
        }
        Err(refusal) => mapped.problems.push(*refusal.problem),
    }
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

fn options(source: &Source) -> ReadOptions {
    ReadOptions {
        encoding: source.rule.encoding,
        separator: source.rule.separator,
        limits: source.rule.limits.clone(),
    }
}

/// Higher numbers are preferred; ranks count downwards from them.
fn source_rank(source: &Source) -> usize {
    const LOWEST: i32 = 1_000;
    match source.rule.prefer {
        Some(Prefer::Rank(rank)) => (LOWEST - rank.clamp(-LOWEST, LOWEST)) as usize * LOWEST as usize,
        _ => (LOWEST * LOWEST) as usize,
    }
}

/// A warning for each label of the book that no file has.
fn unused_patterns(source: &Source, mapped: &Mapped) -> Vec<Problem> {
    if mapped.labels.is_empty() {
        return Vec::new();
    }
    let unused = source
        .rows
        .iter()
        .filter(|(pattern, _)| !mapped.used.contains(&pattern.text));
    unused
        .map(|(pattern, _)| {
            let last = pattern.text.rsplit(" > ").next().unwrap_or_default();
            let labels = || mapped.labels.iter().map(String::as_str);
            let problem = if labels().any(|label| crate::rules::Pattern::new(last).matches_text(label)) {
                Problem::warning(format!(
                    "the rows that `{}` names have no figures, or another label is closer",
                    pattern.text
                ))
            } else {
                Problem::warning(format!("no row is labelled `{}`", pattern.text))
                    .maybe_hint(suggestion(last, labels()))
            };
            problem.at(source.place.clone())
        })
        .collect()
}
