//! Which period each column of a table holds.

use std::collections::BTreeMap;

use quarterbook_data::{FiscalCalendar, Period, Problem};

use super::TableReader;
use crate::map::rows::Row;
use crate::map::table::{PeriodColumn, text_of};
use crate::map::{Mapped, Scope};
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
        let context = context(self.scope, calendar);
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
        if row.is_none() {
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
