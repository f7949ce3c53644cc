//! A book's sources, all of them: rules → files → grids → figures, totals and problems.

mod ledger;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use quarterbook_data::{Figure, PrintedTotal, Problem, SourceFile, Vocabulary, suggestion};

use crate::files::{is_one_of, matching_files};
use crate::map::{Mapped, Ranked, align_all, derive, map_workbook, prefer, scale_slips};
use crate::rules::{Derive, Pattern, Prefer, Shape, Source, read_rules};
use crate::{ReadOptions, Refusal, Workbook};

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
    };
    if run.read.problems.iter().any(Problem::is_error) {
        return run.read;
    }
    for source in &mut sources {
        source.context.as_of_day = as_of.filter(|_| source.as_of.is_none());
    }
    let found: Vec<Vec<String>> = sources.iter().map(|source| run.files_of(source)).collect();
    let files = found.iter().map(Vec::len).sum();
    let mut number = 0;
    for (source, own) in sources.iter().zip(&found) {
        let mut mapped = Mapped::default();
        for file in own {
            number += 1;
            let step = Progress {
                file,
                number,
                files,
                rows: 0,
            };
            progress(step);
            if source.rule.shape == Shape::Ledger {
                ledger::read(&mut run, source, step, progress, &mut mapped);
            } else {
                let workbook = open(file, &book.folder.join(file), &options(source));
                run.map(source, workbook, &mut mapped);
            }
        }
        run.take(source, mapped);
    }
    run.finish()
}

/// What is read so far, and with what.
struct Run<'a> {
    vocabulary: &'a Vocabulary,
    book: BookPlace<'a>,
    read: SourcesRead,
    ranked: Vec<Ranked>,
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
        mapped.figures.extend(derived);
        self.read.problems.extend(unused_patterns(source, &mapped));
        self.read.problems.append(&mut mapped.problems);
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
            ..
        } = self;
        let (ranked, totals) = align_all(ranked, read.totals, vocabulary, &mut read.problems);
        let (figures, problems) = prefer(ranked);
        read.problems.extend(problems);
        read.problems.extend(scale_slips(&figures));
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
            let problem = if labels().any(|label| Pattern::new(last).matches_text(label)) {
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
