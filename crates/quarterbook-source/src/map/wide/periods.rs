//! Which period each column of a table holds.

use std::collections::BTreeMap;

use quarterbook_data::{CellAddress, FiscalCalendar, Period, Problem, column_name};

use super::TableReader;
use crate::map::explain::quoted;
use crate::map::rows::Row;
use crate::map::settled::Settled;
use crate::map::table::{PeriodColumn, text_of};
use crate::map::{Mapped, Scope, is_total_word};
use crate::period::{bare_year, is_current, is_month_of_bare_year, is_of_report, is_year_ago, is_year_to_date};
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

/// What names one of two columns of one period: its header, or its letters where that is also the other's.
fn left_out(first: &PeriodColumn, second: &PeriodColumn) -> String {
    let letters = column_name(second.address.column);
    if folded(&first.label) == folded(&second.label) {
        format!("{letters}:{letters}")
    } else {
        second.label.clone()
    }
}

/// What the corner of a matrix says of years that are fiscal.
const FISCAL: [&str; 5] = ["fy", "fiscal year", "financial year", "财年", "财政年度"];

/// Whether a label of a matrix is a month of a year that may be a fiscal or a calendar one.
fn is_of_either_year(label: &str, context: &PeriodContext) -> bool {
    let ends_with_december = context.calendar.year_end_month() == 12;
    !ends_with_december && !context.by_calendar && is_month_of_bare_year(label)
}

fn of_either_year(label: &str, column: &PeriodColumn) -> Problem {
    let year = label.split_whitespace().find_map(bare_year).unwrap_or_default();
    Problem::error(format!("`{label}` at {} may be of a fiscal year or of a calendar one", column.address)).hint(format!(
        "write `periods = {{ \"{year}\" = \"FY{year}\" }}` in this [[source]] if its years are fiscal, or `by-calendar = true`"
    ))
}

fn no_part_of_year(row: &Row) -> Problem {
    let label = row.text.trim();
    let key = quoted(label);
    Problem::warning(format!("`{label}` is no part of a year and no year, and is left out")).hint(format!(
        "write `periods = {{ {key} = \"Q1\" }}` in this [[source]] with what it is, or `skip = [{key}]`"
    ))
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
        let quarters = self.single_quarters(&mut readings);
        self.follow_leader(&mut readings, &quarters);
        if row.is_none() {
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

    /// The error for one 上年同期 beside both 本报告期 and 年初至报告期末.
    fn year_ago_of_either(&self) -> Option<Problem> {
        let wanted = self
            .table
            .periods
            .iter()
            .filter(|column| !self.skips(column.address, &column.label));
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
        let labels = self
            .table
            .periods
            .iter()
            .filter(|column| !self.skips(column.address, &column.label));
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
        if self.skips(column.address, &column.label) {
            return None;
        }
        let label = row.map_or(column.label.clone(), |row| self.label_in_matrix(column, row, context));
        let place = || self.scope.grid.place(column.address);
        if row.is_some() && is_of_either_year(&label, context) {
            mapped.problems.push(of_either_year(&label, column).at(place()));
            return None;
        }
        match read_period(&label, context) {
            Ok(reading) => Some(reading),
            Err(PeriodError::Unclear { message, hint }) => {
                mapped.problems.push(Problem::error(message).at(place()).hint(hint));
                None
            }
            Err(_) => {
                let row = row.filter(|row| !self.is_sum(&row.text))?;
                let at = self.scope.grid.place(row.address);
                let is_first = self
                    .table
                    .periods
                    .first()
                    .is_some_and(|first| first.address == column.address);
                mapped.problems.extend(is_first.then(|| no_part_of_year(row).at(at)));
                None
            }
        }
    }

    fn is_sum(&self, text: &str) -> bool {
        is_total_word(text) || self.scope.source.total.iter().any(|total| total.matches_text(text))
    }

    /// The header of a column together with that of a row; FY over the one that is the years says that they are fiscal.
    fn label_in_matrix(&self, column: &PeriodColumn, row: &Row, context: &PeriodContext) -> String {
        let names = &context.names;
        let (above, beside) = (names.explained(&column.label), names.explained(&row.text));
        let corner = self
            .scope
            .grid
            .cell(CellAddress::new(self.table.header, row.address.column));
        let are_fiscal = corner.is_some_and(|corner| FISCAL.contains(&folded(&text_of(corner)).as_str()));
        let fiscal = |label: &str| match bare_year(label) {
            Some(year) if are_fiscal => format!("FY{year}"),
            _ => label.to_owned(),
        };
        format!("{} {}", fiscal(above), fiscal(beside))
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
        .hint(format!(
            "leave one of them out: `skip = [\"{}\"]`",
            left_out(first, second)
        ))
    }
}
