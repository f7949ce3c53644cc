//! One row a figure, or one row a period with a column for each line; and ledgers, whose rows are summed.

use std::collections::BTreeMap;

use quarterbook_data::{CellAddress, Figure, FiscalCalendar, Period, Problem, Status};

use super::cell::{What, figure, newest};
use super::columns::{Columns, find_columns, text_at};
use super::label::{Named, calendar, series};
use super::ledger::Sums;
use super::totals::{self, RowFigures};
use super::unit::{BY_BOOK, Stated};
use super::wide::context;
use super::{Mapped, Ranked, Scope};
use crate::period::read_day;
use crate::rules::{Dates, Prefer, Shape, Target};
use crate::text::folded;
use crate::{Cell, PeriodError, PeriodReading, read_period, read_unit};

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
            self.figures(scope, &columns, cells, mapped);
        }
        self.columns = Some(columns);
    }

    fn look_for_header(&mut self, scope: Scope<'_>, row: u32, cells: &[Cell]) {
        if self.before.len() >= LATEST_HEADER {
            return;
        }
        self.columns = find_columns(scope.source, cells).ok();
        self.before.push((row, cells.to_vec()));
    }

    fn figures(&mut self, scope: Scope<'_>, columns: &Columns, cells: &[Cell], mapped: &mut Mapped) {
        let label = columns.line.map(|column| text_at(cells, column)).unwrap_or_default();
        if scope
            .source
            .skip
            .iter()
            .any(|skip| skip.matches_text(&label) || columns.by_texts(cells).any(|text| skip.matches_text(&text)))
        {
            return;
        }
        let by: BTreeMap<&str, String> = scope
            .source
            .rule
            .by
            .keys()
            .zip(columns.by_texts(cells))
            .map(|(dimension, text)| (dimension.get_ref().as_str(), text))
            .collect();
        let is_total = by.values().any(|text| is_total(scope, text)) || is_total(scope, &label);
        let by = by
            .into_iter()
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
                Ok(series) => {
                    let calendar = calendar(scope.vocabulary, &series);
                    let Some(period) = self.period(scope, columns, cells, calendar, mapped) else {
                        continue;
                    };
                    let what = What {
                        target,
                        series,
                        period: &period,
                        stated: self.stated(scope, columns, (target, column), cells, mapped),
                        status: self.status(scope, columns, cells, mapped),
                    };
                    self.take(scope, columns, &what, cell, cells, is_total, mapped);
                }
                Err(problem) => self.say_once(problem.at(scope.grid.place(cell.address)), mapped),
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one row's worth of facts, used once")]
    fn take(
        &mut self,
        scope: Scope<'_>,
        columns: &Columns,
        what: &What<'_>,
        cell: &Cell,
        cells: &[Cell],
        is_total: bool,
        mapped: &mut Mapped,
    ) {
        let figure = match figure(scope, what, cell) {
            Ok(figure) => figure,
            Err(problem) => return mapped.problems.push(*problem),
        };
        if scope.source.rule.shape == Shape::Ledger {
            match columns.sign(scope.source, cells) {
                Ok(sign) => self.sums.add(figure, sign),
                Err(problem) => self.say_once(problem.at(scope.grid.place(cell.address)), mapped),
            }
            return;
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
        self.rows.push((rank(scope, columns, cells), row));
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

    fn period(
        &mut self,
        scope: Scope<'_>,
        columns: &Columns,
        cells: &[Cell],
        calendar: FiscalCalendar,
        mapped: &mut Mapped,
    ) -> Option<PeriodReading> {
        if columns.periods.is_empty() {
            let period = scope.source.period.or(scope.as_of)?;
            return Some(PeriodReading {
                period,
                is_estimate: false,
                rule: String::new(),
            });
        }
        let texts: Vec<String> = columns.periods.iter().map(|column| text_at(cells, *column)).collect();
        let label = texts.join(" ");
        let key = (label, calendar.year_end_month());
        if let Some(known) = self.periods.get(&key) {
            return known.clone();
        }
        let read = match bucket(scope, &key.0, calendar) {
            Some(reading) => Ok(reading),
            None => read_period(&key.0, &context(scope, calendar)),
        };
        let first = columns.periods.first().copied().unwrap_or_default();
        let row = cells.first().map_or(0, |cell| cell.address.row);
        let place = scope.grid.place(CellAddress::new(row, first));
        let reading = read.map_err(|error| {
            let problem = match error {
                PeriodError::Unclear { message, hint } => Problem::error(message).hint(hint),
                _ => Problem::error(format!("`{}` is not a period", key.0.trim()))
                    .hint("name the columns that say it under `columns.period`, or leave the row out with `where`"),
            };
            mapped.problems.push(problem.at(place));
        });
        self.periods.entry(key).or_insert(reading.ok()).clone()
    }

    fn stated(
        &mut self,
        scope: Scope<'_>,
        columns: &Columns,
        (target, figure_column): (&Target, u32),
        cells: &[Cell],
        mapped: &mut Mapped,
    ) -> Vec<Stated> {
        let mut stated = Vec::new();
        let mut state = |note: &crate::UnitNote, words: &str, is_close| {
            stated.push(Stated {
                note: note.clone(),
                words: words.to_owned(),
                is_close,
            });
        };
        if let Some(note) = &target.unit {
            state(note, BY_BOOK, true);
        }
        if let Some(column) = columns.unit {
            let text = text_at(cells, column);
            match read_unit(&text).map(|note| (note.unit(), note)) {
                Some((unit, note)) => state(&unit.map_or(note, |unit| crate::UnitNote::of(&unit)), text.trim(), true),
                None if text.trim().is_empty() => {}
                None => {
                    let row = cells.first().map_or(0, |cell| cell.address.row);
                    let place = scope.grid.place(CellAddress::new(row, column));
                    let problem = Problem::warning(format!("`{}` is not a unit", text.trim()));
                    self.say_once(problem.at(place).hint("give the line its unit in `rows`"), mapped);
                }
            }
        }
        if let Some((note, words)) = columns.header_unit(figure_column) {
            state(note, words, false);
        }
        if let Some(note) = &scope.source.unit {
            let whole = note
                .unit()
                .map_or_else(|| note.clone(), |unit| crate::UnitNote::of(&unit));
            state(&whole, BY_BOOK, false);
        }
        for (_, cells) in &self.before {
            for text in cells.iter().filter_map(|cell| cell.value.text()) {
                for note in crate::unit::find_units(text) {
                    let words = crate::unit::unit_words(text, &note);
                    stated.push(Stated {
                        note,
                        words,
                        is_close: false,
                    });
                }
            }
        }
        stated
    }

    fn status(&mut self, scope: Scope<'_>, columns: &Columns, cells: &[Cell], mapped: &mut Mapped) -> Option<Status> {
        let column = columns.status?;
        let text = text_at(cells, column);
        match folded(&text).as_str() {
            "" | "reported" | "actual" | "实际" | "披露" => None,
            "about" | "approx" | "约" | "qual" => Some(Status::About),
            "at least" | "at-least" | "over" | "以上" => Some(Status::AtLeast),
            "at most" | "at-most" | "under" | "以下" => Some(Status::AtMost),
            "estimate" | "forecast" | "预测" | "预计" => Some(Status::Estimate),
            "claim" | "说法" | "推算" => Some(Status::Claim),
            _ => {
                let row = cells.first().map_or(0, |cell| cell.address.row);
                let problem = Problem::warning(format!("`{}` is not a status; it is read as reported", text.trim()))
                    .at(scope.grid.place(CellAddress::new(row, column)))
                    .hint("a status is reported, about, at least, at most, estimate or claim");
                self.say_once(problem, mapped);
                None
            }
        }
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
        let readings: Vec<PeriodReading> = self.periods.values().flatten().cloned().collect();
        let newest = scope.source.as_of.or_else(|| newest(readings.iter()));
        for ((_, row), reported) in self.rows.iter_mut().zip(&self.reported) {
            for figure in &mut row.figures {
                figure.reported_in = reported.or(newest).unwrap_or(figure.period);
            }
        }
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
        if !self.unmapped.is_empty() {
            let shown: Vec<String> = self
                .unmapped
                .iter()
                .take(8)
                .map(|(text, count)| format!("`{}` ({count})", text.trim()))
                .collect();
            let place = quarterbook_data::Place::Sheet {
                file: scope.grid.file.path.clone(),
                sheet: scope.grid.sheet.to_string(),
            };
            mapped
                .problems
                .push(Problem::note(format!("rows not mapped: {}", shown.join(", "))).at(place));
        }
    }
}

fn is_total(scope: Scope<'_>, text: &str) -> bool {
    totals::is_total_word(text) || scope.source.total.iter().any(|total| total.matches_text(text))
}

fn rank(scope: Scope<'_>, columns: &Columns, cells: &[Cell]) -> usize {
    let Some(Prefer::Column(order)) = &scope.source.rule.prefer else {
        return 0;
    };
    let ranks = order.iter().map(|(header, texts)| {
        let text = columns
            .named
            .get(header)
            .map(|column| text_at(cells, *column))
            .unwrap_or_default();
        texts
            .iter()
            .position(|known| crate::rules::Pattern::new(known).matches_text(&text))
            .unwrap_or(texts.len())
    });
    ranks.sum()
}

/// The month, quarter, half or year that a ledger's date lies in.
fn bucket(scope: Scope<'_>, label: &str, calendar: FiscalCalendar) -> Option<PeriodReading> {
    if scope.source.rule.shape != Shape::Ledger {
        return None;
    }
    let months = match scope.source.rule.dates? {
        Dates::Annual => 12,
        Dates::Half => 6,
        Dates::Quarter => 3,
        Dates::Month => 1,
        Dates::Cumulative => return None,
    };
    let day = read_day(label)?;
    let month = calendar.period_of_month(day.year(), day.month() as u8, 1)?;
    let last = month.last_month().div_ceil(months) * months;
    let period = Period::new(month.fiscal_year(), last, months)?;
    Some(PeriodReading {
        period,
        is_estimate: false,
        rule: String::new(),
    })
}
