//! The columns of a list that say the period of each row.

use std::collections::BTreeSet;

use jiff::civil::Date;
use quarterbook_data::Period;

use super::columns::{days_of, frequency};
use super::list::{ColumnKind, List, ListColumn, cell_in};
use super::table::Look;
use crate::map::{Settled, text_of};
use crate::period::read_day;
use crate::{Cell, PeriodContext, PeriodError, PlainDates, read_period};

/// How many days of a year make a list a ledger.
const DAYS_OF_LEDGER: usize = 13;

/// Columns that together say the period, and the periods they say.
pub(super) struct PeriodColumns<'a> {
    pub(super) columns: Vec<&'a ListColumn>,
    pub(super) periods: Vec<Period>,
}

/// The columns that together say the period of nearly every row: years and their parts before dates, which need to be
/// told more.
pub(super) fn period_columns<'a>(look: Look<'_>, list: &'a List<'_>) -> Option<PeriodColumns<'a>> {
    let all: Vec<&ListColumn> = list
        .columns
        .iter()
        .filter(|column| column.kind == ColumnKind::Periods)
        .collect();
    let (of_days, named): (Vec<&ListColumn>, Vec<&ListColumn>) =
        all.iter().copied().partition(|column| is_of_days(column));
    let mut candidates = vec![named.clone()];
    if named.iter().any(|column| has_pieces(column)) {
        // A year alone would be taken for the whole of it.
        candidates.push(all);
    } else {
        candidates.extend(named.iter().map(|column| vec![*column]));
    }
    candidates.extend(of_days.iter().map(|column| vec![*column]));
    candidates.retain(|columns| !columns.is_empty());
    candidates.into_iter().find_map(|columns| {
        let periods = periods_of(look, list, &columns)?;
        Some(PeriodColumns { columns, periods })
    })
}

fn is_of_days(column: &ListColumn) -> bool {
    column.texts.iter().all(|text| read_day(text).is_some())
}

fn has_pieces(column: &ListColumn) -> bool {
    let read = |text: &String| read_period(text, &PeriodContext::default());
    column
        .texts
        .iter()
        .any(|text| read(text) == Err(PeriodError::Incomplete))
}

/// The periods that columns give together, when nearly every row has one.
fn periods_of(look: Look<'_>, list: &List<'_>, columns: &[&ListColumn]) -> Option<Vec<Period>> {
    let frequency = frequency(&days(list, columns));
    let labels: Vec<String> = list.rows.iter().map(|cells| joined(cells, columns)).collect();
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    let context = Settled::of_labels(&labels, None, look.context.calendar).context(PeriodContext {
        plain_dates: frequency.map_or(PlainDates::Unknown, PlainDates::Every),
        ..look.context.clone()
    });
    let read = |cells: &&[Cell]| read_period(&joined(cells, columns), &context).ok();
    let periods: Vec<Period> = list
        .rows
        .iter()
        .filter_map(read)
        .map(|reading| reading.period)
        .collect();
    (periods.len() * 10 >= list.rows.len() * 9).then_some(periods)
}

/// The days in a single column of them.
pub(super) fn days(list: &List<'_>, columns: &[&ListColumn]) -> Vec<Date> {
    let [column] = columns else { return Vec::new() };
    let cells = list
        .rows
        .iter()
        .filter_map(|cells| cell_in(cells, column.address.column));
    let labels: Vec<String> = cells.map(text_of).collect();
    days_of(&labels.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Whether rows have to be summed: more days in a year than it has months, or days within months.
pub(super) fn is_ledger(days: &[Date]) -> bool {
    let days: BTreeSet<&Date> = days.iter().collect();
    let Some(first) = days.first() else { return false };
    let of_first = days.iter().filter(|day| day.year() == first.year()).count();
    let is_within = |day: &&&Date| (6..15).contains(&day.day()) || (16..25).contains(&day.day());
    of_first >= DAYS_OF_LEDGER || days.iter().filter(is_within).count() * 4 > days.len()
}

/// The texts of a row in these columns, as the reader joins them.
fn joined(cells: &[Cell], columns: &[&ListColumn]) -> String {
    let texts = columns
        .iter()
        .filter_map(|column| cell_in(cells, column.address.column))
        .map(text_of);
    texts.collect::<Vec<_>>().join(" ")
}
