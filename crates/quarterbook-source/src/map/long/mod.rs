//! One row a figure, or one row a period with a column for each line; and ledgers, whose rows are summed.

mod facts;

use std::collections::BTreeMap;

use quarterbook_data::{CellAddress, Figure, Measure, Period, Place, Problem, Series};

use super::cell::{Taken, What, figure, newest};
use super::columns::{Columns, find_columns, text_at};
use super::label::{Named, calendar, series};
use super::ledger::Sums;
use super::percent::{self, Bare};
use super::totals::{self, RowFigures};
use super::unit::Stated;
use super::wide::context;
use super::{Mapped, Ranked, Scope};
use crate::rules::{Shape, Target};
use crate::text::folded;
use crate::{Cell, PeriodReading, read_period};
use facts::rank;

/// Reads a sheet that is held.
pub(super) fn read(scope: Scope<'_>, mapped: &mut Mapped) {
    let mut reader = LongReader::default();
    for (row, cells) in scope.grid.rows() {
        reader.row(scope, row, cells, mapped);
    }
    reader.finish(scope, mapped);
}

/// Takes the rows of a long table or a ledger one by one.
#[derive(Default)]
pub(crate) struct LongReader {
    columns: Option<Columns>,
    /// Rows before the header, as long as it is looked for.
    before: Vec<(u32, Vec<Cell>)>,
    periods: BTreeMap<(String, u8), Option<PeriodReading>>,
    rows: Vec<(usize, RowFigures)>,
    reported: Vec<Option<Period>>,
    sums: Sums,
    unmapped: BTreeMap<String, usize>,
    said: BTreeMap<String, usize>,
    /// Units stated above the header.
    notes: Vec<Stated>,
    /// Ratios whose cells say nothing of a unit, by series: what the book says of them, and their places in `rows`.
    bare: BTreeMap<Series, (Target, Vec<usize>)>,
}

/// The row at hand.
#[derive(Clone, Copy)]
struct Here<'a> {
    scope: Scope<'a>,
    columns: &'a Columns,
    cells: &'a [Cell],
}

impl Here<'_> {
    /// The row's cell in a column.
    fn place(self, column: u32) -> Place {
        let row = self.cells.first().map_or(0, |cell| cell.address.row);
        self.scope.grid.place(CellAddress::new(row, column))
    }
}

/// How many rows may stand above a header.
const LATEST_HEADER: usize = 50;

impl LongReader {
    /// Takes one row of the sheet in `scope`; the cells that hold something, from left to right.
    pub(crate) fn row(&mut self, scope: Scope<'_>, row: u32, cells: &[Cell], mapped: &mut Mapped) {
        let Some(columns) = self.columns.take() else {
            self.look_for_header(scope, row, cells);
            return;
        };
        if columns.wants(scope.source, cells) {
            let here = Here {
                scope,
                columns: &columns,
                cells,
            };
            self.figures(here, mapped);
        }
        self.columns = Some(columns);
    }

    fn look_for_header(&mut self, scope: Scope<'_>, row: u32, cells: &[Cell]) {
        if self.before.len() >= LATEST_HEADER {
            return;
        }
        self.columns = find_columns(scope.source, cells).ok();
        self.before.push((row, cells.to_vec()));
        if self.columns.is_some() {
            self.keep_notes();
        }
    }

    fn figures(&mut self, here: Here<'_>, mapped: &mut Mapped) {
        let Here { scope, columns, cells } = here;
        let label = columns.line.map(|column| text_at(cells, column)).unwrap_or_default();
        let members: Vec<String> = columns.by_texts(cells).collect();
        let is_skipped = |text: &str| scope.source.skip.iter().any(|skip| skip.matches_text(text));
        if is_skipped(&label) || members.iter().any(|text| is_skipped(text)) {
            return;
        }
        let is_total = is_total(scope, &label) || members.iter().any(|text| is_total(scope, text));
        let dimensions = scope.source.rule.by.keys().map(|key| key.get_ref().as_str());
        let by: BTreeMap<&str, String> = dimensions
            .zip(members)
            .map(|(dimension, text)| (dimension, if is_total { String::new() } else { text }))
            .collect();
        mapped.labels.insert(label.clone());
        for (column, target, capture) in self.targets(scope, columns, &label, mapped) {
            let Some(cell) = cells.iter().find(|cell| cell.address.column == column) else {
                continue;
            };
            let named = Named {
                capture: &capture,
                label: &label,
                by: BTreeMap::clone(&by),
            };
            match series(scope.vocabulary, target, &named) {
                Ok(series) => self.figure(here, target, series, cell, is_total, mapped),
                Err(problem) => self.say_once(problem.at(scope.grid.place(cell.address)), mapped),
            }
        }
    }

    /// Takes the figure of one cell.
    fn figure(
        &mut self,
        here: Here<'_>,
        target: &Target,
        series: Series,
        cell: &Cell,
        is_total: bool,
        mapped: &mut Mapped,
    ) {
        let calendar = calendar(here.scope.vocabulary, &series);
        let Some(period) = self.period(here, calendar, mapped) else {
            return;
        };
        let what = What {
            target,
            series,
            period: &period,
            stated: self.stated(here, target, cell.address.column, mapped),
            status: self.status(here, mapped),
        };
        match figure(here.scope, &what, cell) {
            Ok(taken) => self.take(here, &what, taken, is_total, mapped),
            Err(refused) if refused.is_of_all => self.say_once(refused.problem, mapped),
            Err(refused) => mapped.problems.push(refused.problem),
        }
    }

    fn take(&mut self, here: Here<'_>, what: &What<'_>, taken: Taken, is_total: bool, mapped: &mut Mapped) {
        let Here { scope, columns, cells } = here;
        let Taken { figure, doubt, is_bare } = taken;
        let address = figure.origin.cell;
        if let Some(doubt) = doubt {
            self.say_once(doubt.problem(scope, address), mapped);
        }
        if scope.source.rule.shape == Shape::Ledger {
            match columns.sign(scope.source, cells) {
                Ok(sign) => self.sums.add(figure, sign),
                Err(problem) => self.say_once(problem.at(scope.grid.place(address)), mapped),
            }
            return;
        }
        if is_bare && figure.unit.measure == Measure::Ratio {
            let bare = self.bare.entry(figure.series.clone());
            let (_, figures) = bare.or_insert_with(|| (what.target.clone(), Vec::new()));
            figures.push(self.rows.len());
        }
        let reported = columns.reported.and_then(|column| {
            let calendar = calendar(scope.vocabulary, &figure.series);
            read_period(&text_at(cells, column), &context(scope, calendar)).ok()
        });
        self.reported.push(reported.map(|reading| reading.period));
        let row = RowFigures {
            series: figure.series.clone(),
            figures: vec![figure],
            is_total,
            is_line: !is_total,
        };
        self.rows.push((rank(here), row));
    }

    /// The cells of a row that hold figures, with what they are.
    fn targets<'a>(
        &mut self,
        scope: Scope<'a>,
        columns: &Columns,
        label: &str,
        mapped: &mut Mapped,
    ) -> Vec<(u32, &'a Target, String)> {
        let mut targets = Vec::new();
        for (column, at) in &columns.values {
            if let Some((pattern, target)) = scope.source.values.get(*at) {
                mapped.used.insert(pattern.text.clone());
                targets.push((*column, target, String::new()));
            }
        }
        let (Some(_), Some(value)) = (columns.line, columns.value) else {
            return targets;
        };
        let key = folded(label);
        let found = scope
            .source
            .rows
            .iter()
            .find_map(|(pattern, target)| Some((pattern, target, pattern.matches(&[&key])?)));
        match found {
            Some((pattern, target, capture)) => {
                mapped.used.insert(pattern.text.clone());
                targets.push((value, target, capture));
            }
            None => *self.unmapped.entry(label.to_owned()).or_default() += 1,
        }
        targets
    }

    /// Says the same about many rows only once.
    fn say_once(&mut self, problem: Problem, mapped: &mut Mapped) {
        let times = self.said.entry(problem.message.clone()).or_default();
        *times += 1;
        if *times == 1 {
            mapped.problems.push(problem);
        }
    }

    /// Hands over what the rows gave.
    pub(crate) fn finish(mut self, scope: Scope<'_>, mapped: &mut Mapped) {
        if self.columns.is_none() {
            mapped.problems.push(super::columns::no_header(scope, &self.before));
            return;
        }
        self.check_bare(scope, mapped);
        let readings: Vec<PeriodReading> = self.periods.values().flatten().cloned().collect();
        let newest = scope.source.as_of.or_else(|| newest(readings.iter()));
        for ((_, row), reported) in self.rows.iter_mut().zip(&self.reported) {
            for figure in &mut row.figures {
                figure.reported_in = reported.or(newest).unwrap_or(figure.period);
            }
        }
        mapped.problems.extend(self.unmapped_rows(scope));
        let rows: Vec<RowFigures> = self.rows.iter().map(|(_, row)| row.clone()).collect();
        mapped.totals.extend(totals::tie_outs(&rows));
        let lines = self.rows.into_iter().filter(|(_, row)| row.is_line);
        mapped
            .figures
            .extend(lines.flat_map(|(rank, row)| row.figures.into_iter().map(move |figure| Ranked { figure, rank })));
        let sums = self.sums.figures().map(|mut figure: Figure| {
            figure.reported_in = newest.unwrap_or(figure.period);
            Ranked { figure, rank: 0 }
        });
        mapped.figures.extend(sums);
    }

    /// Holds bare ratios against the size that their unit says.
    fn check_bare(&self, scope: Scope<'_>, mapped: &mut Mapped) {
        for (series, (target, places)) in &self.bare {
            let figures = places.iter().flat_map(|place| &self.rows[*place].1.figures);
            let bare = Bare {
                series,
                target,
                figures: figures.collect(),
            };
            mapped.problems.extend(percent::check(scope, &bare));
        }
    }

    /// A note on rows whose line the book does not speak of.
    fn unmapped_rows(&self, scope: Scope<'_>) -> Option<Problem> {
        if self.unmapped.is_empty() {
            return None;
        }
        let listed = self.unmapped.iter().take(8);
        let shown: Vec<String> = listed
            .map(|(text, count)| format!("`{}` ({count})", text.trim()))
            .collect();
        let place = Place::Sheet {
            file: scope.grid.file.path.clone(),
            sheet: scope.grid.sheet.to_string(),
        };
        Some(Problem::note(format!("rows not mapped: {}", shown.join(", "))).at(place))
    }
}

fn is_total(scope: Scope<'_>, text: &str) -> bool {
    totals::is_total_word(text) || scope.source.total.iter().any(|total| total.matches_text(text))
}
