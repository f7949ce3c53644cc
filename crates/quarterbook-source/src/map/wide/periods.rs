//! Which period each column of a table holds.

use std::collections::BTreeMap;

use quarterbook_data::{CellAddress, FiscalCalendar, Period, Problem, column_name};

use super::TableReader;
use super::matrix::{is_of_either_year, of_either_year};
use crate::map::rows::Row;
use crate::map::settled::Settled;
use crate::map::table::{PeriodColumn, Words, text_of};
use crate::map::{Mapped, Scope};
use crate::period::{is_current, is_of_report, is_year_ago, is_year_to_date};
use crate::text::folded;
use crate::{PeriodContext, PeriodError, PeriodReading, read_period};

/// The readings of a table's period columns under one calendar.
pub(super) type Readings = Vec<Option<PeriodReading>>;

/// How the labels of a sheet's periods are read under a calendar.
pub(in crate::map) fn context(scope: Scope<'_>, calendar: FiscalCalendar) -> PeriodContext {
    PeriodContext {
        calendar,
        as_of: scope.as_of,
        as_of_doubt: scope.doubt.cloned(),
        ..scope.source.context.clone()
    }
}

/// What names one of two columns of one period: its header, words that stand over it alone of the two, or its letters.
fn left_out(first: &PeriodColumn, second: &PeriodColumn) -> String {
    if folded(&first.label) != folded(&second.label) {
        return second.label.clone();
    }
    let is_own = |words: &&Words| {
        first
            .heads
            .iter()
            .all(|other| folded(&other.text) != folded(&words.text))
    };
    let letters = column_name(second.address.column);
    let own = second.heads.iter().find(is_own);
    own.map_or(format!("{letters}:{letters}"), |words| words.text.trim().to_owned())
}

/// All that stands over a column, in one line.
fn shown(column: &PeriodColumn) -> String {
    let texts: Vec<&str> = column.heads.iter().map(|words| words.text.trim()).collect();
    if column.words.is_empty() {
        column.label.clone()
    } else {
        texts.join(" ")
    }
}

/// Whether a header cell stands alone, with no words above it that say more of its period.
fn has_nothing_above(column: &PeriodColumn) -> bool {
    column.heads.iter().all(|words| words.address.row >= column.period.row)
}

/// The third quarter of nine months.
fn third_quarter(period: Period) -> Option<Period> {
    let is_nine_months = period == Period::to_date(period.fiscal_year(), 9);
    is_nine_months.then(|| Period::quarter(period.fiscal_year(), 3))
}

impl TableReader<'_> {
    /// Reads the headers of the period columns, in a matrix together with the row's own part of the year.
    pub(super) fn read_periods(&self, calendar: FiscalCalendar, row: Option<&Row>, mapped: &mut Mapped) -> Readings {
        let context = self.settled_context(calendar, row, mapped);
        let mut led: Option<(u8, &PeriodColumn)> = None;
        let mut readings = Vec::new();
        for column in &self.table.periods {
            let reading = match self.year_before_of_first(column, &readings, &context) {
                Some(reading) => Some(reading),
                None => self.read_header(column, row, &context, mapped),
            };
            let alone = self.read_alone(column, &context);
            match (&reading, alone, led) {
                (Some(reading), Some(alone), _) if reading.period != alone => led = Some((alone.months(), column)),
                (Some(_), Some(alone), Some((months, leader)))
                    if row.is_none() && alone.months() == months && has_nothing_above(column) =>
                {
                    mapped.problems.push(self.lost_merge(leader, column));
                }
                _ => {}
            }
            readings.push(reading);
        }
        let quarters = self.single_quarters(&mut readings);
        self.follow_leader(&mut readings, &quarters);
        let mut told = self.apply_standings(&mut readings, &context);
        if row.is_none() {
            told.extend(self.apply_titles(&mut readings, &context));
        }
        mapped
            .problems
            .extend(told.into_iter().filter(|_| row.is_none_or(|row| self.is_first(row))));
        if row.is_none() {
            mapped.problems.extend(self.lost_words());
            mapped.problems.extend(self.all_skipped());
            mapped.problems.extend(self.quarter_or_year_to_date(&readings));
            mapped.problems.extend(self.year_ago_of_either());
            self.apply_captions(&mut readings, &context, mapped);
        }
        let mut seen: BTreeMap<Period, &PeriodColumn> = BTreeMap::new();
        for (column, reading) in self.table.periods.iter().zip(&readings) {
            if let Some(reading) = reading
                && let Some(first) = seen.insert(reading.period, column)
            {
                mapped.problems.push(self.twice(reading.period, first, column));
            }
        }
        readings
    }

    /// Reads 去年同期 right beside the first period as the year before of that, where nothing says what the file reports:
    /// 今年上半年 of a day says it of itself alone.
    fn year_before_of_first(
        &self,
        column: &PeriodColumn,
        readings: &Readings,
        context: &PeriodContext,
    ) -> Option<PeriodReading> {
        let [Some(first)] = readings.as_slice() else {
            return None;
        };
        let is_asked = context.as_of.is_none() && is_year_ago(&column.label);
        let leader = self.table.periods.first().filter(|_| is_asked)?;
        let period = first.period.year_ago();
        (!self.skips(column.address, &column.label)).then(|| PeriodReading {
            period,
            is_estimate: false,
            rule: format!("{} + {} → {period}", leader.label, column.label),
        })
    }

    /// Reads 本报告期 of a report on nine months as the third quarter where 年初至报告期末 stands in the same header, as
    /// the forms of such reports define it; the places of such columns.
    fn single_quarters(&self, readings: &mut Readings) -> Vec<usize> {
        let columns = &self.table.periods;
        let is_read = |column: &PeriodColumn, reading: &Option<PeriodReading>| {
            reading.is_some() && is_year_to_date(&column.label)
        };
        if !columns
            .iter()
            .zip(&*readings)
            .any(|(column, reading)| is_read(column, reading))
        {
            return Vec::new();
        }
        let mut found = Vec::new();
        for (at, (column, reading)) in columns.iter().zip(readings).enumerate() {
            let Some(reading) = reading.as_mut().filter(|_| is_of_report(&column.label)) else {
                continue;
            };
            if let Some(quarter) = third_quarter(reading.period) {
                reading.rule = format!("{} → {quarter} ({})", column.label, reading.period);
                reading.period = quarter;
                found.push(at);
            }
        }
        found
    }

    /// The error for 本报告期 of a report on nine months where nothing else says which of the two it is.
    fn quarter_or_year_to_date(&self, readings: &Readings) -> Option<Problem> {
        if self.scope.source.as_of.is_some() {
            return None;
        }
        let mut columns = self.table.periods.iter().zip(readings);
        let (column, period) = columns.find_map(|(column, reading)| {
            let period = reading.as_ref()?.period;
            (is_of_report(&column.label) && third_quarter(period).is_some()).then_some((column, period))
        })?;
        let quarter = third_quarter(period)?;
        let label = &column.label;
        Some(
            Problem::error(format!(
                "`{label}` of {period} may be its last three months or all nine"
            ))
            .at(self.scope.grid.place(column.address))
            .hint(format!(
                "write `as-of = \"{quarter}\"` or `as-of = \"{period}\"` in this [[source]]"
            )),
        )
    }

    /// Reads 上年同期 as the year before of the column to its left that does not count like the report itself:
    /// 年初至报告期末, or a single quarter in a report on nine months.
    fn follow_leader(&self, readings: &mut Readings, quarters: &[usize]) {
        let mut beside: Option<(Period, &PeriodColumn)> = None;
        for (at, (column, reading)) in self.table.periods.iter().zip(readings).enumerate() {
            let Some(reading) = reading else {
                continue;
            };
            if let Some((period, leader)) = beside.filter(|_| is_year_ago(&column.label)) {
                reading.period = period.year_ago();
                reading.rule = format!("{} + {} → {}", leader.label, column.label, reading.period);
            } else {
                let leads = is_year_to_date(&column.label) || quarters.contains(&at);
                beside = leads.then_some((reading.period, column));
            }
        }
    }

    /// The note on a table of which `skip` leaves out every period.
    fn all_skipped(&self) -> Option<Problem> {
        let first = self.table.periods.first()?;
        let problem = Problem::note("`skip` leaves out every period of this table");
        let are_skipped = self.table.periods.iter().all(|column| self.skips_column(column));
        are_skipped.then(|| problem.at(self.scope.grid.place(first.address)))
    }

    /// The error for one 上年同期 beside both 本报告期 and 年初至报告期末.
    fn year_ago_of_either(&self) -> Option<Problem> {
        let wanted = self.table.periods.iter().filter(|column| !self.skips_column(column));
        let columns: Vec<&PeriodColumn> = wanted.collect();
        let find = |is: fn(&str) -> bool| columns.iter().copied().filter(move |column| is(&column.label));
        let (to_date, current) = (find(is_year_to_date).next()?, find(is_current).next()?);
        let mut ago = find(is_year_ago);
        let (Some(one), None) = (ago.next(), ago.next()) else {
            return None;
        };
        // Between the two it is that of the one to its left.
        let is_left = |other: &PeriodColumn| other.address.column < one.address.column;
        let is_either = is_left(current) == is_left(to_date);
        let problem = Problem::error(format!(
            "`{}` may be the year before of `{}` or of `{}`",
            one.label, current.label, to_date.label
        ))
        .at(self.scope.grid.place(one.address))
        .hint(format!(
            "name its period in the source, or write `skip = [\"{}\"]`",
            one.label
        ));
        is_either.then_some(problem)
    }

    /// How the header is read when all of it is seen together.
    fn settled_context(&self, calendar: FiscalCalendar, row: Option<&Row>, mapped: &mut Mapped) -> PeriodContext {
        let labels = self.table.periods.iter().filter(|column| !self.skips_column(column));
        let labels = labels.filter_map(|column| Some((column.label.clone(), self.scope.grid.shown_at(column.period)?)));
        let (settled, problem) = Settled::of(self.scope, &labels.collect::<Vec<_>>());
        mapped.problems.extend(problem.filter(|_| row.is_none()));
        settled.context(context(self.scope, calendar))
    }

    /// The period of a column that is not to be skipped; what can be read in two ways is a problem.
    fn read_header(
        &self,
        column: &PeriodColumn,
        row: Option<&Row>,
        context: &PeriodContext,
        mapped: &mut Mapped,
    ) -> Option<PeriodReading> {
        if self.skips_column(column) {
            return None;
        }
        let label = row.map_or(column.label.clone(), |row| self.label_in_matrix(column, row, context));
        if row.is_some() && is_of_either_year(&label, context) {
            let at = self.scope.grid.place(column.address);
            mapped.problems.push(of_either_year(&label, column).at(at));
            return None;
        }
        let read = read_period(&label, context);
        if let (Some(row), false) = (row, matches!(&read, Ok(_) | Err(PeriodError::Unclear { .. }))) {
            self.no_part(column, row, mapped);
        }
        let mut problems = Vec::new();
        let reading = self.told(read, column.address, &mut problems);
        let above = column
            .heads
            .first()
            .filter(|words| words.address.row < column.period.row);
        mapped
            .problems
            .extend(problems.into_iter().map(|problem| match (above, problem.hint.clone()) {
                (Some(words), Some(hint)) => {
                    let text = words.text.trim();
                    problem.hint(format!("{hint}; or leave it out with `skip = [\"{text}\"]`"))
                }
                _ => problem,
            }));
        reading
    }

    /// Whether a row is the first of its table with figures.
    fn is_first(&self, row: &Row) -> bool {
        let mut rows = self.table.body.clone();
        rows.find(|row| self.table.has_figures(self.scope.grid, *row)) == Some(row.address.row)
    }

    /// What a header is read as; what can be read in two ways is a problem.
    pub(super) fn told(
        &self,
        read: Result<PeriodReading, PeriodError>,
        at: CellAddress,
        problems: &mut Vec<Problem>,
    ) -> Option<PeriodReading> {
        match read {
            Ok(reading) => Some(reading),
            Err(PeriodError::Unclear { message, hint }) => {
                let place = self.scope.grid.place(at);
                problems.push(Problem::error(message).at(place).hint(hint));
                None
            }
            Err(_) => None,
        }
    }

    /// What a header cell says without those above it.
    fn read_alone(&self, column: &PeriodColumn, context: &PeriodContext) -> Option<Period> {
        let cell = self.scope.grid.shown_at(column.period)?;
        Some(read_period(&text_of(cell), context).ok()?.period)
    }

    fn lost_merge(&self, leader: &PeriodColumn, column: &PeriodColumn) -> Problem {
        self.lost_merge_of(&leader.label, leader.address, column)
    }

    pub(super) fn lost_merge_of(&self, words: &str, at: CellAddress, column: &PeriodColumn) -> Problem {
        Problem::error(format!(
            "`{}` has nothing above it, and {at} is `{words}`: it may stand under the same words",
            column.label
        ))
        .at(self.scope.grid.place(column.address))
        .hint("write `header = { fill = true }` if it does, or `header = { rows = 1 }` to leave the words above out")
    }

    fn twice(&self, period: Period, first: &PeriodColumn, second: &PeriodColumn) -> Problem {
        Problem::error(format!(
            "{period} has two columns: {} `{}` and {} `{}`",
            first.address,
            shown(first),
            second.address,
            shown(second)
        ))
        .at(self.scope.grid.place(second.address))
        .hint(format!(
            "leave one of them out: `skip = [\"{}\"]`",
            left_out(first, second)
        ))
    }
}
