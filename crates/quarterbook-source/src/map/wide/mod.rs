//! Periods across, lines down.

mod captions;
mod cut;
mod heads;
mod left_out;
mod matrix;
mod periods;
mod standing;
mod unread;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use quarterbook_data::{CellAddress, Figure, FiscalCalendar, Period, Series};

use super::cell::{Taken, What, figure, newest};
use super::doubt::Doubt;
use super::header_rows::MOST_TABLES;
use super::label::{Named, calendar, series};
use super::measured::{contradiction, is_measured};
use super::percent::{self, Bare};
use super::rows::{Row, has_labels, rows};
use super::table::{PeriodColumn, Table, TableNote, Words, find_tables};
use super::totals::{self, RowFigures};
use super::unit::{BY_BOOK, Stated, StatedBy, by_book, no_unit};
use super::{Mapped, Ranked, Scope, named_by_file};
use crate::rules::{Pattern, Shape, Target};
use periods::Readings;
pub(super) use periods::context;

/// How many columns of periods a table may have: months of more than a century and a half.
const MOST_PERIODS: usize = 2_000;

/// Reads every table of a sheet that the rule wants.
pub(super) fn read(scope: Scope<'_>, mapped: &mut Mapped) {
    let rule = &scope.source.rule;
    let context = context(scope, scope.vocabulary.calendar);
    let accepts_pieces = rule.shape == Shape::Matrix;
    let all = find_tables(scope.grid, &context, &rule.header, accepts_pieces);
    if all.len() > MOST_TABLES {
        mapped.problems.push(left_out::too_many_tables(scope));
        return;
    }
    if let Some(table) = all.iter().find(|table| table.periods.len() > MOST_PERIODS) {
        mapped.problems.push(left_out::too_many_periods(scope, table));
        return;
    }
    let tables = all
        .iter()
        .filter(|table| is_wanted(scope, table) && has_labels(scope, table));
    let tables: Vec<&Table> = tables.collect();
    if tables.is_empty() {
        mapped.problems.push(left_out::no_table(scope, &all));
    }
    mapped.problems.extend(left_out::rows_as_headers(scope, &all));
    for table in tables {
        let reader = TableReader {
            scope,
            table,
            periods: BTreeMap::new(),
            reported: BTreeMap::new(),
            unmapped: Vec::new(),
            doubted: BTreeSet::new(),
            unitless: BTreeSet::new(),
            rates: OnceCell::new(),
        };
        reader.read(mapped);
    }
}

fn is_wanted(scope: Scope<'_>, table: &Table) -> bool {
    scope.source.rule.table.as_ref().is_none_or(|wanted| {
        let pattern = Pattern::new(&format!("*{wanted}*"));
        table.captions.iter().any(|(_, text)| pattern.matches_text(text))
    })
}

struct TableReader<'a> {
    scope: Scope<'a>,
    table: &'a Table,
    /// Readings of the header, by the month in which a calendar's year ends.
    periods: BTreeMap<u8, Readings>,
    reported: BTreeMap<u8, Option<Period>>,
    unmapped: Vec<String>,
    /// Cells of unit notes of which a doubt was told.
    doubted: BTreeSet<CellAddress>,
    /// What was told of rows whose figures have no unit.
    unitless: BTreeSet<String>,
    /// The words by which all columns hold growth or shares, once they are looked for.
    rates: OnceCell<Option<&'a Words>>,
}

impl<'a> TableReader<'a> {
    fn read(mut self, mapped: &mut Mapped) {
        mapped.problems.extend(self.beside_another());
        mapped.problems.extend(self.doubtful_headers());
        let mut read: Vec<RowFigures> = Vec::new();
        let rows = rows(self.scope, self.table);
        let cut = self.tell_cut_rows(&rows, mapped);
        self.tell_unread_columns(&rows, &cut, mapped);
        mapped.problems.extend(self.labels_elsewhere(&rows));
        if !rows.iter().any(|row| row.has_figures) {
            mapped.problems.push(self.no_figures());
        }
        for row in &rows {
            mapped.labels.insert(row.text.clone());
            if !row.has_figures || self.skips_row(row) {
                continue;
            }
            match self.under_plan(row) {
                Some(problem) => mapped.problems.push(problem),
                None => self.row(row, &mut read, mapped),
            }
        }
        mapped.problems.extend(self.rows_of_one(&rows, &mut read));
        mapped.totals.extend(totals::tie_outs(&read));
        if self.is_matrix() {
            self.report_in_newest(&mut read);
        }
        let figures = read.into_iter().filter(|row| row.is_line).flat_map(|row| row.figures);
        mapped.figures.extend(figures.map(|figure| Ranked { figure, rank: 0 }));
        self.note_unmapped(mapped);
    }

    fn is_matrix(&self) -> bool {
        self.scope.source.rule.shape == Shape::Matrix
    }

    fn is_skipped(&self, text: &str) -> bool {
        self.scope.source.skip.iter().any(|skip| skip.matches_text(text))
    }

    /// Whether a column is left out, by its header or its letters.
    fn skips(&self, header: CellAddress, text: &str) -> bool {
        let mut skips = self.scope.source.skip.iter();
        self.is_skipped(text) || skips.any(|skip| skip.is_column(header.column))
    }

    /// Whether a column of a period is left out: by its label, by a cell of the header over it, by all of these
    /// together, or by its letters.
    fn skips_column(&self, column: &PeriodColumn) -> bool {
        let mut texts: Vec<&str> = column.heads.iter().map(|words| words.text.trim()).collect();
        let joined = texts.join(" ");
        texts.extend([joined.as_str(), column.label.as_str()]);
        texts.iter().any(|text| self.skips(column.address, text))
    }

    /// Takes one row with figures: a line, a total, or one that the book does not speak of.
    fn row(&mut self, row: &Row, read: &mut Vec<RowFigures>, mapped: &mut Mapped) {
        let totals = &self.scope.source.total;
        let is_total = totals::is_total_word(&row.text) || totals.iter().any(|total| total.matches_text(&row.text));
        let Some((target, capture)) = self.target(row, mapped) else {
            if is_total {
                self.sum_row(row, read, mapped);
            } else {
                self.unmapped.push(row.text.clone());
            }
            return;
        };
        let named = Named {
            capture: &capture,
            label: &row.text,
            by: BTreeMap::new(),
        };
        match series(self.scope.vocabulary, target, &named) {
            Ok(series) => read.push(RowFigures {
                figures: self.figures(row, target, &series, mapped),
                series,
                is_total,
                is_line: true,
            }),
            Err(problem) => mapped.problems.push(problem.at(self.scope.grid.place(row.address))),
        }
    }

    /// What the book says the row is, and the part of its label that stands for `*`.
    fn target(&self, row: &Row, mapped: &mut Mapped) -> Option<(&'a Target, String)> {
        let source = self.scope.source;
        if let Some(line) = source.line.as_ref().filter(|_| self.is_matrix()) {
            return Some((line, String::new()));
        }
        let paths = row.paths();
        let (pattern, target, capture) = source.rows.iter().find_map(|(pattern, target)| {
            let capture = paths.iter().find_map(|path| pattern.matches(path));
            Some((pattern, target, capture?))
        })?;
        mapped.used.insert(pattern.text.clone());
        // 合计 is no member, even where a pattern takes every label.
        let is_sum = !pattern.is_exact() && totals::is_total_word(&row.text);
        (!is_sum).then_some((target, capture))
    }

    /// A total that is no line of its own: what it sums are the rows above it, when they are of one line.
    fn sum_row(&mut self, row: &Row, read: &mut Vec<RowFigures>, mapped: &mut Mapped) {
        let Some(target) = totals::target_of_sum(read) else {
            self.unmapped.push(row.text.clone());
            return;
        };
        if let Ok(series) = series(self.scope.vocabulary, &target, &Named::default()) {
            read.push(RowFigures {
                figures: self.figures(row, &target, &series, mapped),
                series,
                is_total: true,
                is_line: false,
            });
        }
    }

    fn figures(&mut self, row: &Row, target: &Target, series: &Series, mapped: &mut Mapped) -> Vec<Figure> {
        if let Some((at, text)) = self.unit_cell(row)
            && Stated::in_unit_column(&text, false).is_none()
        {
            mapped.problems.push(no_unit(&text).at(self.scope.grid.place(at)));
        }
        let calendar = calendar(self.scope.vocabulary, series);
        let readings = self.readings(calendar, row, mapped);
        let reported = self.reported.get(&calendar.year_end_month()).copied().flatten();
        let reported = self.scope.source.as_of.or(reported);
        if let Some(problem) = self.no_amounts(&target.line, &readings) {
            mapped
                .problems
                .extend(self.unitless.insert(problem.message.clone()).then_some(problem));
            return Vec::new();
        }
        let mut taken: Vec<Taken> = Vec::new();
        for (column, reading) in self.table.periods.iter().zip(&readings) {
            let at = CellAddress::new(row.address.row, column.address.column);
            let (Some(period), Some(cell)) = (reading, self.scope.grid.cell(at)) else {
                continue;
            };
            let what = What {
                target,
                series: series.clone(),
                period,
                stated: self.stated(row, target, at.column),
                status: None,
            };
            match figure(self.scope, &what, cell) {
                Ok(one) if self.is_contradicted(&what, &one.figure, mapped) => {}
                Ok(mut one) => {
                    self.tell(one.doubt.take(), mapped);
                    one.figure.reported_in = reported.unwrap_or(one.figure.period);
                    taken.push(one);
                }
                Err(refused) if refused.is_of_all && !self.unitless.insert(refused.problem.message.clone()) => {}
                Err(refused) => mapped.problems.push(refused.problem),
            }
        }
        let bare = taken.iter().filter(|one| one.is_bare).map(|one| &one.figure);
        let bare = Bare {
            series,
            target,
            figures: bare.collect(),
        };
        mapped.problems.extend(percent::check(self.scope, &bare));
        taken.into_iter().map(|one| one.figure).collect()
    }

    /// The periods of the columns; those of a matrix differ from row to row.
    fn readings(&mut self, calendar: FiscalCalendar, row: &Row, mapped: &mut Mapped) -> Readings {
        if self.is_matrix() {
            return self.read_periods(calendar, Some(row), mapped);
        }
        let year_end = calendar.year_end_month();
        if let Some(known) = self.periods.get(&year_end) {
            return known.clone();
        }
        let readings = self.read_periods(calendar, None, mapped);
        self.reported.insert(year_end, self.report(&readings, calendar));
        self.periods.insert(year_end, readings.clone());
        readings
    }

    /// The period of the report that the table is from: the newest of its periods, or a later one that its file's
    /// name states, as that of a half-year's report does which prints only whole years.
    fn report(&self, readings: &Readings, calendar: FiscalCalendar) -> Option<Period> {
        let newest = newest(readings.iter().flatten());
        let has_estimates = readings.iter().flatten().any(|reading| reading.is_estimate);
        let is_own = calendar == self.scope.vocabulary.calendar;
        if !is_own || has_estimates || newest.is_none() {
            return newest;
        }
        // A bare year in a name says little: 2025.csv may be written long before the year is over.
        let named = named_by_file(&self.scope.grid.file.path, &self.scope.source.context);
        newest.max(named.period.filter(|period| period.months() < 12))
    }

    /// The figures of a matrix, known now as a whole, are from the report of the newest.
    fn report_in_newest(&self, read: &mut [RowFigures]) {
        let figures = || read.iter().flat_map(|row| &row.figures);
        let newest = figures().map(|figure| figure.period).max();
        let reported = self.scope.source.as_of.or(newest);
        for figure in read.iter_mut().flat_map(|row| &mut row.figures) {
            figure.reported_in = reported.unwrap_or(figure.period);
        }
    }

    /// Tells of a doubtful unit, once for each note.
    fn tell(&mut self, doubt: Option<Doubt>, mapped: &mut Mapped) {
        if let Some(doubt) = doubt
            && self.doubted.insert(doubt.at())
        {
            let header = CellAddress::new(self.table.header, 0);
            mapped.problems.push(doubt.problem(self.scope, header));
        }
    }

    /// Tells of a column beside the periods that gives the figure another unit, if there is one.
    fn is_contradicted(&mut self, what: &What<'_>, figure: &Figure, mapped: &mut Mapped) -> bool {
        let cells = self.scope.grid.row(figure.origin.cell.row).iter();
        let columns = &self.table.columns;
        let mut beside = cells.filter(|cell| {
            columns.contains(&cell.address.column) && Some(cell.address.column) != self.table.unit_column
        });
        let problem = beside.find_map(|cell| {
            let at = CellAddress::new(self.table.header, cell.address.column);
            let header = self.scope.grid.shown_at(at)?.printed();
            let is_open = is_measured(&header) && !self.skips(at, &header);
            is_open.then(|| contradiction(self.scope, what, figure, (&header, cell)))?
        });
        let is_contradicted = problem.is_some();
        mapped
            .problems
            .extend(problem.filter(|problem| self.unitless.insert(problem.message.clone())));
        is_contradicted
    }

    /// The cell of the row in the column of units, and its text.
    fn unit_cell(&self, row: &Row) -> Option<(CellAddress, String)> {
        let at = CellAddress::new(row.address.row, self.table.unit_column?);
        let text = self.scope.grid.cell(at).filter(|_| at != row.address)?.printed();
        (!text.trim().is_empty()).then_some((at, text))
    }

    /// Units stated around a cell, the closest first.
    fn stated(&self, row: &Row, target: &Target, column: u32) -> Vec<Stated> {
        let of_line = target.unit.iter().map(|note| Stated {
            note: note.clone(),
            words: BY_BOOK.to_owned(),
            by: StatedBy::Close,
        });
        let of_unit_column = self
            .unit_cell(row)
            .and_then(|(_, text)| Stated::in_unit_column(&text, false));
        let of_row = row.units.iter().enumerate().map(|(at, (note, words))| Stated {
            note: note.clone(),
            words: words.clone(),
            by: if at == 0 && row.has_own_unit {
                StatedBy::Label
            } else {
                StatedBy::Aside
            },
        });
        let of_column = self.table.column_units.get(&column);
        let stated = |note: &TableNote, by| Stated {
            note: note.note.clone(),
            words: note.words.clone(),
            by,
        };
        let of_column = of_column.map(|note| stated(note, StatedBy::UnderHeader(note.address)));
        let of_table = self.table.notes.iter().map(|note| {
            let by = if note.is_inherited {
                StatedBy::TableAbove
            } else {
                StatedBy::Table
            };
            stated(note, by(note.address))
        });
        of_line
            .chain(of_unit_column)
            .chain(of_row)
            .chain(by_book(self.scope.source))
            .chain(of_column)
            .chain(of_table)
            .collect()
    }
}
