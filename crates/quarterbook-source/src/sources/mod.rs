//! A book's sources, all of them: rules → files → grids → figures, totals and problems.

mod ledger;
mod missing;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use quarterbook_data::{Figure, PrintedTotal, Problem, SourceFile, Vocabulary};

use crate::files::{is_one_of, matching_files};
use crate::map::{Mapped, Ranked, align_all, derive, map_workbook, prefer, scale_slips};
use crate::rules::{Derive, Prefer, Shape, Source, read_rules};
use crate::{ReadOptions, Refusal, Workbook};
use missing::{Missing, Seen};

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
    let (mut sources, problems) = read_rules(book.path, book.text, vocabulary);
    let mut run = Run {
        vocabulary,
        book,
        read: SourcesRead {
            problems,
            ..SourcesRead::default()
        },
        ranked: Vec::new(),
        missing: Vec::new(),
    };
    for source in &mut sources {
        source.context.as_of_day = as_of.filter(|_| source.as_of.is_none());
    }
    let found: Vec<Vec<String>> = sources.iter().map(|source| run.files_of(source)).collect();
    let files = found.iter().map(Vec::len).sum();
    let mut number = 0;
    for (source, own) in sources.iter().zip(&found) {
        let mut mapped = Mapped::default();
        let mut seen = Vec::new();
        for file in own {
            number += 1;
            let step = Progress {
                file,
                number,
                files,
                rows: 0,
            };
            progress(step);
            let before = mapped.figures.len();
            if !source.is_right {
                run.try_to_open(source, file, open);
            } else if source.rule.shape == Shape::Ledger {
                ledger::read(&mut run, (source, own.len()), step, open, progress, &mut mapped);
            } else {
                let workbook = open(file, &book.folder.join(file), &options(source));
                run.map(source, workbook, &mut mapped);
            }
            seen.push(Seen::of(file, &mut mapped, before));
        }
        if source.is_right {
            run.missing.extend(missing::labels(source, &seen));
            mapped.problems.extend(missing::renamed(source, &seen));
            run.take(source, mapped);
        }
    }
    run.finish()
}

/// What is read so far, and with what.
struct Run<'a> {
    vocabulary: &'a Vocabulary,
    book: BookPlace<'a>,
    read: SourcesRead,
    ranked: Vec<Ranked>,
    /// Labels that no row has.
    missing: Vec<Missing>,
}

impl Run<'_> {
    /// The files that a source names, each once however many of its patterns it fits.
    fn files_of(&mut self, source: &Source) -> Vec<String> {
        let (mut files, mut paths) = (Vec::new(), Vec::new());
        for pattern in source.rule.files.get_ref().texts() {
            match matching_files(self.book.folder, pattern, self.book.writes) {
                Ok(found) => {
                    for file in found {
                        let path = self.book.folder.join(&file);
                        if !files.contains(&file) && !is_one_of(&path, &paths) {
                            paths.push(path);
                            files.push(file);
                        }
                    }
                }
                Err(problem) => self.read.problems.push((*problem).at(source.place.clone())),
            }
        }
        files
    }

    /// Tells whether a file can be read, where the rule for what it holds is wrong.
    fn try_to_open(&mut self, source: &Source, file: &str, open: &Open<'_>) {
        if source.rule.shape != Shape::Ledger
            && let Err(refusal) = open(file, &self.book.folder.join(file), &options(source))
            && !self.read.problems.contains(&refusal.problem)
        {
            self.read.problems.push(*refusal.problem);
        }
    }

    /// Maps a workbook that is held.
    fn map(&mut self, source: &Source, workbook: Result<Workbook, Refusal>, mapped: &mut Mapped) {
        match workbook {
            Ok(workbook) => {
                self.keep_file(&workbook.file, &workbook.notes);
                map_workbook(source, self.vocabulary, &workbook, mapped);
            }
            Err(refusal) => mapped.problems.push(*refusal.problem),
        }
    }

    /// Keeps a file, and what is odd about it, the first time it is read.
    fn keep_file(&mut self, file: &Arc<SourceFile>, notes: &[Problem]) {
        if !self.read.files.contains(file) {
            self.read.files.push(Arc::clone(file));
            self.read.problems.extend_from_slice(notes);
        }
    }

    /// Takes what the files of one source gave.
    fn take(&mut self, source: &Source, mut mapped: Mapped) {
        mapped.take_sums(source);
        let derived = derive(&mapped.figures, &source.rule.derive, self.vocabulary);
        self.read
            .problems
            .extend(second_halves(source, &mapped.figures, self.vocabulary));
        mapped.figures.extend(derived.figures);
        self.read.problems.extend(derived.problems);
        self.read.problems.append(&mut mapped.problems.into_vec());
        self.read.totals.append(&mut mapped.totals);
        self.ranked.extend(mapped.figures.into_iter().map(|one| Ranked {
            rank: one.rank + source_rank(source),
            ..one
        }));
    }

    /// Puts the figures of all sources under the book's periods, and chooses among feeds.
    fn finish(self) -> SourcesRead {
        let Self {
            vocabulary,
            mut read,
            ranked,
            missing,
            ..
        } = self;
        let (ranked, totals) = align_all(ranked, read.totals, vocabulary, &mut read.problems);
        let (figures, problems) = prefer(ranked);
        read.problems.extend(problems);
        read.problems.extend(scale_slips(&figures));
        read.problems
            .extend(missing.into_iter().map(|one| one.problem(&figures)));
        SourcesRead {
            figures,
            totals,
            ..read
        }
    }
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

/// A note that second halves follow from what a source of years and halves prints, where it says nothing of them.
fn second_halves(source: &Source, printed: &[Ranked], vocabulary: &Vocabulary) -> Option<Problem> {
    let is_finer = |one: &Ranked| !one.figure.period.months().is_multiple_of(6);
    if !source.rule.derive.is_empty() || printed.iter().any(is_finer) {
        return None;
    }
    let could = derive(printed, &[Derive::H2], vocabulary);
    let could = could.figures;
    let first = &could.first()?.figure;
    let others = match could.len() {
        1 => String::new(),
        more => format!(" and {} more", more - 1),
    };
    let problem = Problem::note(format!(
        "{} in {}{others} would follow from the year and its first half",
        first.series, first.period
    ));
    Some(
        problem
            .at(source.place.clone())
            .hint("write derive = [\"h2\"] in this [[source]]"),
    )
}
