//! Which period each column of a table holds.

use std::collections::BTreeMap;

use quarterbook_data::{FiscalCalendar, Period, Problem};

use super::TableReader;
use crate::map::rows::Row;
use crate::map::settled::Settled;
use crate::map::table::{PeriodColumn, text_of};
use crate::map::{Mapped, Scope};
use crate::period::{is_current, is_year_ago, is_year_to_date};
use crate::{PeriodContext, PeriodError, PeriodReading, read_period};

/// The readings of a table's period columns under one calendar.
pub(super) type Readings = Vec<Option<PeriodReading>>;

/// How the labels of a sheet's periods are read under a calendar.
pub(in crate::map) fn context(scope: Scope<'_>, calendar: FiscalCalendar) -> PeriodContext {
    PeriodContext {
        calendar,
        as_of: scope.as_of,
        ..scope.source.context
    }
}

impl TableReader<'_> {
    /// Reads the headers of the period columns, in a matrix together with the row's own part of the year.
    pub(super) fn read_periods(&self, calendar: FiscalCalendar, row: Option<&Row>, mapped: &mut Mapped) -> Readings {
        let context = self.settled_context(calendar, row, mapped);
        let mut led: Option<(u8, &PeriodColumn)> = None;
        let mut readings = Vec::new();
        for column in &self.table.periods {
            let reading = self.read_header(column, row, &context, mapped);
            let alone = self.read_alone(column, &context);
            match (&reading, alone, led) {
                (Some(reading), Some(alone), _) if reading.period != alone => led = Some((alone.months(), column)),
                (Some(_), Some(alone), Some((months, leader))) if row.is_none() && alone.months() == months => {
                    mapped.problems.push(self.lost_merge(leader, column));
                }
                _ => {}
            }
            readings.push(reading);
        }
        self.follow_year_to_date(&mut readings);
        if row.is_none() {
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

    /// Reads 上年同期 beside 年初至报告期末 as the year-ago stretch of that, and not of 本报告期.
    fn follow_year_to_date(&self, readings: &mut Readings) {
        let mut beside: Option<(Period, &PeriodColumn)> = None;
        for (column, reading) in self.table.periods.iter().zip(readings) {
            let Some(reading) = reading else {
                continue;
            };
            if let Some((period, leader)) = beside.filter(|_| is_year_ago(&column.label)) {
                reading.period = period.year_ago();
                reading.rule = format!("{} + {} → {}", leader.label, column.label, reading.period);
            } else {
                beside = is_year_to_date(&column.label).then_some((reading.period, column));
            }
        }
    }

    /// The error for one 上年同期 beside both 本报告期 and 年初至报告期末.
    fn year_ago_of_either(&self) -> Option<Problem> {
        let wanted = self
            .table
            .periods
            .iter()
            .filter(|column| !self.is_skipped(&column.label));
        let columns: Vec<&PeriodColumn> = wanted.collect();
        let find = |is: fn(&str) -> bool| columns.iter().copied().filter(move |column| is(&column.label));
        let (to_date, current) = (find(is_year_to_date).next()?, find(is_current).next()?);
        let mut ago = find(is_year_ago);
        let (Some(one), None) = (ago.next(), ago.next()) else {
            return None;
        };
        let is_last = [to_date, current]
            .iter()
            .all(|other| other.address.column < one.address.column);
        let is_beside = is_last && current.address.column < to_date.address.column;
        let problem = Problem::error(format!(
            "`{}` may be the year before of `{}` or of `{}`",
            one.label, current.label, to_date.label
        ))
        .at(self.scope.grid.place(one.address))
        .hint(format!(
            "name its period in the source, or write `skip = [\"{}\"]`",
            one.label
        ));
        is_beside.then_some(problem)
    }

    /// How the header is read when all of it is seen together.
    fn settled_context(&self, calendar: FiscalCalendar, row: Option<&Row>, mapped: &mut Mapped) -> PeriodContext {
        let labels = self
            .table
            .periods
            .iter()
            .filter(|column| !self.is_skipped(&column.label));
        let labels = labels.filter_map(|column| Some((column.label.clone(), self.scope.grid.cell(column.address)?)));
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
        if self.is_skipped(&column.label) {
            return None;
        }
        let label = row.map_or(column.label.clone(), |row| format!("{} {}", column.label, row.text));
        match read_period(&label, context) {
            Ok(reading) => Some(reading),
            Err(PeriodError::Unclear { message, hint }) => {
                let place = self.scope.grid.place(column.address);
                mapped.problems.push(Problem::error(message).at(place).hint(hint));
                None
            }
            Err(_) => None,
        }
    }

    /// What a header cell says without those above it.
    fn read_alone(&self, column: &PeriodColumn, context: &PeriodContext) -> Option<Period> {
        let cell = self.scope.grid.cell(column.address)?;
        Some(read_period(&text_of(cell), context).ok()?.period)
    }

    fn lost_merge(&self, leader: &PeriodColumn, column: &PeriodColumn) -> Problem {
        Problem::error(format!(
            "`{}` has nothing above it, and {} is `{}`: it may stand under the same words",
            column.label, leader.address, leader.label
        ))
        .at(self.scope.grid.place(column.address))
        .hint("write `header = { fill = true }` if it does, or `header = { rows = 1 }` to leave the words above out")
    }

    fn twice(&self, period: Period, first: &PeriodColumn, second: &PeriodColumn) -> Problem {
        Problem::error(format!(
            "{period} has two columns: {} `{}` and {} `{}`",
            first.address, first.label, second.address, second.label
        ))
        .at(self.scope.grid.place(second.address))
        .hint("leave one of them out: write its header under `skip`")
    }
}
