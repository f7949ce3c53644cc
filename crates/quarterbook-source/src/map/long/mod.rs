//! One row a figure, or one row a period with a column for each line; and ledgers, whose rows are summed.

mod cut;
mod days;
mod facts;
mod header;
mod kinds;
mod odd;
mod repeats;
mod sums;
mod told;
mod under;
mod unnamed;
mod when;

use std::collections::{BTreeMap, BTreeSet};

use quarterbook_data::{CellAddress, Measure, Period, Place, Problem, Series};

use super::cell::{Taken, What, figure, newest};
use super::columns::{Columns, text_at};
use super::label::{Named, calendar, series};
use super::ledger::Sums;
use super::overlap::Days;
use super::plain::{PlainFormats, plain_number};
use super::settled::Settled;
use super::totals::{self, RowFigures};
use super::unit::Stated;
use super::{Mapped, Ranked, Scope, more_fields};
use crate::footnote::without_footnotes;
use crate::rules::{Shape, Target};
use crate::text::folded;
use crate::{Cell, Cut, PeriodReading};
use cut::CutAmounts;
pub(crate) use days::DayOrder;
use days::Orders;
use facts::rank;
use odd::OddRows;
use repeats::{Addend, Becomes, Kind, Repeats};
use sums::SumRows;
use told::Passed;
use unnamed::Unnamed;

/// Reads a sheet that is held.
pub(super) fn read(scope: Scope<'_>, mapped: &mut Mapped) {
    let mut reader = LongReader::default();
    for (row, cells) in scope.grid.rows() {
        reader.row(scope, row, cells, scope.grid.cut(row), mapped);
    }
    reader.finish(scope, mapped);
}

/// Takes the rows of a long table or a ledger one by one.
#[derive(Default)]
pub(crate) struct LongReader {
    columns: Option<Columns>,
    /// How the header falls into fields, in a delimited text.
    header_cut: Option<Cut>,
    /// Rows before the header, as long as it is looked for, and the header.
    before: Vec<(u32, Vec<Cell>)>,
    /// What the periods of all rows settle, where they are held.
    settled: Settled,
    periods: BTreeMap<(String, u8), Option<PeriodReading>>,
    rows: Vec<(usize, RowFigures)>,
    reported: Vec<Option<Period>>,
    sums: Sums,
    /// The kinds of rows that a ledger was found to have.
    repeats: Repeats,
    formats: PlainFormats,
    unmapped: BTreeMap<String, usize>,
    said: BTreeSet<String>,
    /// Units stated above the header.
    notes: Vec<Stated>,
    passed: Passed,
    odd: OddRows,
    cut_amounts: CutAmounts,
    /// Rows of a ledger that sum others.
    sum_rows: SumRows,
    /// Whether rows of a ledger name less than the period they are summed by.
    has_shorter: bool,
    /// The first row of a ledger that names no less, with its words.
    whole: Option<(Place, String)>,
    /// In which order the numbers of dates stand, and what was met of them while that is not known.
    day_order: Option<DayOrder>,
    orders: Orders,
    /// Whether dates could not be read for want of that.
    unread_days: bool,
    /// The days of a ledger's rows, where it has several files.
    days: Option<Days>,
    unnamed: Unnamed,
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

/// How many labels or cells a problem lists.
const LISTED: usize = 8;

/// How many different texts are kept; a ledger may have a million that are no period, label or unit.
const MOST_TEXTS: usize = 1 << 14;

impl LongReader {
    /// Takes one row of the sheet in `scope`; the cells that hold something, from left to right.
    pub(crate) fn row(&mut self, scope: Scope<'_>, row: u32, cells: &[Cell], cut: Option<Cut>, mapped: &mut Mapped) {
        let Some(mut columns) = self.columns.take() else {
            self.look_for_header(scope, row, cells, mapped);
            self.header_cut = cut;
            return;
        };
        if self.is_under_header(scope, &mut columns, cells) {
            self.columns = Some(columns);
            return;
        }
        let here = Here {
            scope,
            columns: &columns,
            cells,
        };
        self.passed.rows += 1;
        if let Some(cell) = columns.beyond(cells).filter(|_| scope.is_delimited()) {
            mapped.problems.push(more_fields(scope, cell, self.header_cut));
        } else if self.is_odd(here, cut, mapped) {
            self.passed.odd += 1;
        } else if scope.source.rule.shape == Shape::Ledger {
            self.ledger_row(here, cut, mapped);
        } else if columns.wants(cells) {
            self.passed.wanted += 1;
            self.cut_amounts.see(here, cut);
            self.figures(here, mapped);
        }
        self.columns = Some(columns);
    }

    /// Sums a row of a ledger: like an earlier one where there was one.
    fn ledger_row(&mut self, here: Here<'_>, cut: Option<Cut>, mapped: &mut Mapped) {
        if !self.repeats.accepts(here) {
            return;
        }
        self.passed.wanted += 1;
        if self.sum_rows.has(here) {
            return;
        }
        self.cut_amounts.see(here, cut);
        self.unnamed.see(here.cells);
        self.see_day(here);
        if let Some(kind) = self.repeats.find(here)
            && kind.add(here, &mut self.sums)
        {
            kind.repeats += 1;
            return;
        }
        let kind = self.figures(here, mapped);
        self.repeats.keep(kind);
    }

    /// Takes the figures of a row, and says what rows of its kind are.
    fn figures(&mut self, here: Here<'_>, mapped: &mut Mapped) -> Kind {
        let Here { scope, columns, cells } = here;
        let mut kind = Kind::default();
        let label = columns.line.map(|column| text_at(cells, column)).unwrap_or_default();
        let members: Vec<String> = columns.by_texts(cells).collect();
        let is_skipped = |text: &str| scope.source.skip.iter().any(|skip| skip.matches_text(text));
        if is_skipped(&label) || members.iter().any(|text| is_skipped(text)) {
            return kind;
        }
        let is_total = is_total(scope, &label) || members.iter().any(|text| is_total(scope, text));
        let dimensions = scope.source.rule.by.keys().map(|key| key.get_ref().as_str());
        let by: BTreeMap<&str, String> = dimensions
            .zip(members)
            .map(|(dimension, text)| (dimension, if is_total { String::new() } else { text }))
            .collect();
        if mapped.labels.len() < MOST_TEXTS {
            mapped.labels.insert(label.clone());
        }
        let targets = self.targets(scope, columns, &label, mapped);
        kind.unmapped = self.unmapped.contains_key(&label).then(|| label.clone());
        for (column, target, capture) in targets {
            let Some(cell) = cells.iter().find(|cell| cell.address.column == column) else {
                kind.cells.push((column, Becomes::Unknown));
                continue;
            };
            let named = Named {
                capture: &capture,
                label: &label,
                by: BTreeMap::clone(&by),
            };
            let becomes = match series(scope.vocabulary, target, &named) {
                Ok(series) => self.figure(here, target, series, cell, is_total, mapped),
                Err(problem) => {
                    self.say_once(problem.at(scope.grid.place(cell.address)), mapped);
                    Becomes::Nothing
                }
            };
            kind.cells.push((column, becomes));
        }
        kind
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
    ) -> Becomes {
        let calendar = calendar(here.scope.vocabulary, &series);
        let Some(period) = self.period(here, cell.address.column, calendar, mapped) else {
            return Becomes::Nothing;
        };
        let what = What {
            target,
            series,
            period: &period,
            stated: self.stated(here, target, cell.address.column, mapped),
            status: self.status(here, mapped),
        };
        match figure(here.scope, &what, cell) {
            Ok(taken) if self.is_contradicted(here, &what, &taken, mapped) => return Becomes::Nothing,
            Ok(taken) if here.scope.source.rule.shape == Shape::Ledger => {
                return self.sum(here, target, cell, taken, mapped);
            }
            Ok(taken) => self.take(here, &what, taken, is_total, mapped),
            Err(refused) if refused.is_of_all => self.say_once(refused.problem, mapped),
            Err(refused) => mapped.problems.push(refused.problem),
        }
        Becomes::Unknown
    }

    /// Adds a figure of a ledger to its sum.
    fn sum(&mut self, here: Here<'_>, target: &Target, cell: &Cell, taken: Taken, mapped: &mut Mapped) -> Becomes {
        let Here { scope, columns, cells } = here;
        if let Some(doubt) = taken.doubt {
            self.say_once(doubt.problem(scope, cell.address), mapped);
        }
        let sign = match columns.sign(scope.source, cells) {
            Ok(sign) => sign,
            Err(problem) => {
                self.say_once(problem.at(scope.grid.place(cell.address)), mapped);
                return Becomes::Nothing;
            }
        };
        let number = taken.figure.amount.number();
        let unit = taken.figure.unit.clone();
        let sum = self.sums.add(taken.figure, sign);
        let format = self.formats.of(cell);
        let plain =
            plain_number(scope.source, cell, &format).map(|(plain, _)| if target.negate { -plain } else { plain });
        if plain.is_none() || plain != number {
            return Becomes::Unknown;
        }
        Becomes::Addend(Addend {
            sum,
            unit,
            sign: if target.negate { -sign } else { sign },
            most_decimals: taken.most_decimals,
            format,
        })
    }

    fn take(&mut self, here: Here<'_>, what: &What<'_>, taken: Taken, is_total: bool, mapped: &mut Mapped) {
        let scope = here.scope;
        let Taken {
            figure, doubt, is_bare, ..
        } = taken;
        let address = figure.origin.cell;
        if let Some(doubt) = doubt {
            self.say_once(doubt.problem(scope, address), mapped);
        }
        if is_bare && figure.unit.measure == Measure::Ratio {
            let bare = self.bare.entry(figure.series.clone());
            let (_, figures) = bare.or_insert_with(|| (what.target.clone(), Vec::new()));
            figures.push(self.rows.len());
        }
        let calendar = calendar(scope.vocabulary, &figure.series);
        let reported = self.report(here, calendar, mapped);
        self.reported.push(reported);
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
        let keys = [key.as_str(), without_footnotes(&key)];
        let found = scope.source.rows.iter().find_map(|(pattern, target)| {
            let capture = keys.iter().find_map(|key| pattern.matches(&[key]));
            Some((pattern, target, capture?))
        });
        match found {
            Some((pattern, target, capture)) => {
                mapped.used.insert(pattern.text.clone());
                targets.push((value, target, capture));
            }
            None if self.unmapped.len() < MOST_TEXTS || self.unmapped.contains_key(label) => {
                *self.unmapped.entry(label.to_owned()).or_default() += 1;
            }
            None => {}
        }
        targets
    }

    /// Says the same about many rows only once.
    fn say_once(&mut self, problem: Problem, mapped: &mut Mapped) {
        if self.said.len() >= MOST_TEXTS {
            self.said.clear();
        }
        if self.said.insert(problem.message.clone()) {
            mapped.problems.push(problem);
        }
    }

    /// Hands over what the rows gave.
    pub(crate) fn finish(mut self, scope: Scope<'_>, mapped: &mut Mapped) {
        if self.columns.is_none() {
            mapped.problems.push(super::columns::no_header(scope, &self.before));
            return;
        }
        mapped.problems.extend(self.passed.problem(scope));
        mapped.problems.extend(self.check_unnamed(scope));
        self.check_bare(scope, mapped);
        let readings: Vec<PeriodReading> = self.periods.values().flatten().cloned().collect();
        let newest = scope.source.as_of.or_else(|| newest(readings.iter()));
        for ((_, row), reported) in self.rows.iter_mut().zip(&self.reported) {
            for figure in &mut row.figures {
                figure.reported_in = reported.or(newest).unwrap_or(figure.period);
            }
        }
        for (label, rows) in self.repeats.unmapped() {
            *self.unmapped.entry(label).or_default() += rows;
        }
        let fields = self.columns.as_ref().map_or(0, |columns| columns.last() + 1);
        mapped.problems.extend(odd::told(scope, &self.odd, fields));
        mapped
            .problems
            .extend(self.cut_amounts.problems(scope, |column| self.header_text(column)));
        mapped.problems.extend(told::unmapped_rows(scope, &self.unmapped));
        mapped.problems.extend(told::whole_among_parts(&self));
        mapped.problems.extend(told::sums_left_out(scope, &self.sum_rows));
        mapped.problems.extend(told::perhaps_sums(scope, &self.sum_rows));
        mapped.problems.extend(told::no_bookings(scope, &self));
        if let Some(days) = self.days.take() {
            mapped.overlaps.add(&scope.grid.file, days);
        }
        let rows: Vec<RowFigures> = self.rows.iter().map(|(_, row)| row.clone()).collect();
        mapped.totals.extend(totals::tie_outs(&rows));
        let lines = self.rows.into_iter().filter(|(_, row)| row.is_line);
        mapped
            .figures
            .extend(lines.flat_map(|(rank, row)| row.figures.into_iter().map(move |figure| Ranked { figure, rank })));
        mapped.sums.merge(self.sums);
    }
}

fn is_total(scope: Scope<'_>, text: &str) -> bool {
    totals::is_total_word(text) || scope.source.total.iter().any(|total| total.matches_text(text))
}
