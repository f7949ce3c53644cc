//! Columns that the book does not name and that tell rows apart: scenario, version, currency, region.

use std::collections::BTreeMap;

use quarterbook_data::{CellAddress, Period, Problem, Series};

use super::LongReader;
use super::kinds::{Tells, is_actual, is_aside, is_planned, is_to_date, is_version, tells};
use crate::Cell;
use crate::map::columns::{Columns, text_at};
use crate::map::lines::where_line;
use crate::map::table::text_of;
use crate::map::{Scope, is_figure};
use crate::rules::{Dates, Shape};
use crate::text::folded;

/// How many different words of a column are kept.
const MOST_WORDS: usize = 16;

/// Longer texts are remarks.
const LONGEST: usize = 40;

/// The columns whose headers say that they tell versions, with the words under them; currencies and units are held
/// against the figures of each row.
#[derive(Debug, Default)]
pub(super) struct Unnamed {
    columns: Vec<Watched>,
}

#[derive(Debug)]
struct Watched {
    column: u32,
    tells: Tells,
    words: Vec<(String, CellAddress)>,
}

impl Watched {
    fn see(&mut self, cells: &[Cell]) {
        let Ok(at) = cells.binary_search_by_key(&self.column, |cell| cell.address.column) else {
            return;
        };
        let Some(text) = cells[at].value.text() else { return };
        if self.words.iter().any(|(word, _)| word == text) || self.words.len() >= MOST_WORDS || text.trim().is_empty() {
            return;
        }
        self.words.push((text.to_owned(), cells[at].address));
    }
}

impl Unnamed {
    /// The columns under a header that are to be watched.
    pub(super) fn under(columns: &Columns, header: &[Cell]) -> Self {
        let watched = header.iter().filter_map(|cell| {
            let column = cell.address.column;
            let tells = tells(&text_of(cell)).filter(|_| !columns.names(column))?;
            let words = Vec::new();
            Some(Watched { column, tells, words })
        });
        Self {
            columns: watched.collect(),
        }
    }

    /// Takes a row that counts.
    pub(super) fn see(&mut self, cells: &[Cell]) {
        for watched in &mut self.columns {
            watched.see(cells);
        }
    }
}

/// A row of a figure, to be compared with another of the same series and period.
type Rows = BTreeMap<(Series, Period, usize), usize>;

impl LongReader {
    /// The errors for columns that the book does not name and that tell its rows apart. Of two rows that only such a
    /// column tells apart the second is left out.
    pub(super) fn check_unnamed(&mut self, scope: Scope<'_>) -> Vec<Problem> {
        let mut told: BTreeMap<u32, Problem> = BTreeMap::new();
        if scope.source.rule.shape == Shape::Long {
            self.rows_apart(scope, &mut told);
            for (_, row) in self.rows.iter().filter(|(_, row)| row.is_line) {
                for figure in &row.figures {
                    self.unnamed.see(scope.grid.row(figure.origin.cell.row));
                }
            }
        }
        for watched in &self.unnamed.columns {
            if let std::collections::btree_map::Entry::Vacant(entry) = told.entry(watched.column)
                && let Some(problem) = versions(scope, watched, &self.column_name(watched.column))
            {
                entry.insert(problem);
            }
        }
        told.into_values().collect()
    }

    /// Finds rows of one series and period that a column tells apart.
    fn rows_apart(&mut self, scope: Scope<'_>, told: &mut BTreeMap<u32, Problem>) {
        let mut first = Rows::new();
        let mut left_out = Vec::new();
        for (at, (rank, row)) in self.rows.iter().enumerate().filter(|(_, (_, row))| row.is_line) {
            for figure in &row.figures {
                let key = (figure.series.clone(), figure.period, *rank);
                let known = *first.entry(key).or_insert(at);
                let is_like = self.reported[known] == self.reported[at]
                    && self.rows[known]
                        .1
                        .figures
                        .iter()
                        .all(|other| other.status == figure.status);
                if known == at || !is_like {
                    continue;
                }
                let one = &self.rows[known].1.figures[0].origin;
                let (row, other) = (figure.origin.cell.row, one.cell.row);
                let Some((column, words)) = self.apart(scope, other, row) else {
                    continue;
                };
                left_out.push(at);
                told.entry(column).or_insert_with(|| {
                    let name = self.column_name(column);
                    let message = format!(
                        "`{name}` tells two rows of {} in {} apart, and the book does not name it: `{}` in {} and `{}` here",
                        figure.series,
                        figure.period,
                        words[0].trim(),
                        CellAddress::new(other, column),
                        words[1].trim(),
                    );
                    Problem::error(message)
                        .at(scope.grid.place(CellAddress::new(row, column)))
                        .hint(choose(scope, &name, &words))
                });
            }
        }
        for at in left_out {
            self.rows[at].1.is_line = false;
        }
    }

    /// The first column that the book does not name and that tells two rows apart, those that say versions before others.
    fn apart(&self, scope: Scope<'_>, one: u32, other: u32) -> Option<(u32, [String; 2])> {
        let columns = self.columns.as_ref()?;
        let (_, header) = self.before.last()?;
        let differing = header.iter().filter_map(|cell| {
            let column = cell.address.column;
            let header = text_of(cell);
            if columns.names(column) || header.trim().is_empty() || is_aside(&header) {
                return None;
            }
            let words = [one, other].map(|row| text_at(scope.grid.row(row), column));
            let is_word = |row: u32| {
                let cell = scope.grid.cell(CellAddress::new(row, column));
                cell.is_some_and(|cell| cell.value.text().is_some() && !is_figure(cell) || tells(&header).is_some())
            };
            let is_short = |text: &String| !text.trim().is_empty() && text.chars().count() <= LONGEST;
            let differ = folded(&words[0]) != folded(&words[1]);
            (differ && [one, other].into_iter().all(is_word) && words.iter().all(is_short))
                .then(|| (tells(&header).is_none(), column, words))
        });
        differing.min().map(|(_, column, words)| (column, words))
    }
}

/// The error for a column with several versions, or with figures that are planned or to date.
fn versions(scope: Scope<'_>, watched: &Watched, name: &str) -> Option<Problem> {
    let words: Vec<String> = watched.words.iter().map(|(word, _)| word.clone()).collect();
    let (_, first) = watched.words.first()?;
    let is_any = |is: fn(&str) -> bool| words.iter().any(|word| is(word));
    let differ = words.iter().any(|word| folded(word) != folded(&words[0]));
    let are_versions = differ && (watched.tells == Tells::Version || is_any(is_version));
    let are_planned = is_any(is_planned) && scope.source.rule.status.is_none();
    let are_to_date = is_any(is_to_date) && scope.source.rule.dates != Some(Dates::Cumulative);
    if !(are_versions || are_planned || are_to_date) {
        return None;
    }
    let shown = watched.words.iter().take(4);
    let shown: Vec<String> = shown
        .map(|(word, cell)| format!("`{}` in {cell}", word.trim()))
        .collect();
    let message = format!(
        "`{name}` says what the rows are, and the book does not name it: {}",
        shown.join(", ")
    );
    let problem = Problem::error(message).at(scope.grid.place(*first));
    Some(problem.hint(choose(scope, name, &words)))
}

/// The line that keeps the rows of one version: the actual ones, those of single periods, or the first.
fn choose(scope: Scope<'_>, name: &str, words: &[String]) -> String {
    let actual = words.iter().find(|word| is_actual(word));
    let chosen = actual.or_else(|| words.iter().find(|word| !is_to_date(word) && !is_planned(word)));
    let wanted = chosen.or(words.first()).map(|word| word.trim().to_owned());
    let line = where_line(scope.source, name, wanted.as_slice());
    if words.iter().all(|word| is_to_date(word)) {
        return format!(
            "write `dates = \"cumulative\"` if dates end stretches from the beginning of the year, or `{line}` to read the rows as they are"
        );
    }
    if scope.source.rule.shape == Shape::Ledger {
        let all = where_line(scope.source, name, &["*".to_owned()]);
        return format!("write `{line}`, or `{all}` if all rows count");
    }
    format!("write `{line}`, or name the column under `by` if its words are members of a dimension")
}
