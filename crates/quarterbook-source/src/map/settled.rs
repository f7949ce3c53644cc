//! What the period labels of one table say of one another: which day of their periods plain dates are, and whether
//! 2010/11 is a year or a month.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use quarterbook_data::{CellAddress, Frequency, Problem};

use super::Scope;
use crate::period::{bare_month, names_two_years, read_day};
use crate::rules::{Day, Shape};
use crate::{Cell, CellValue, PeriodContext, PlainDates, PlainDay};

/// What the labels of a table settle.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Settled {
    plain_day: PlainDay,
    /// How long the periods of its dates are, where their format says so and the book does not.
    plain_dates: Option<PlainDates>,
    years_as_spans: bool,
    months_are_ends: bool,
}

impl Settled {
    /// Settles the labels of a table together, each with the cell that it is of.
    ///
    /// # Errors
    /// An error for dates that may be the first days of their periods or the last; what is settled besides is given
    /// with it.
    pub(super) fn of(scope: Scope<'_>, labels: &[(String, &Cell)]) -> (Self, Option<Problem>) {
        let names = &scope.source.context.names;
        let unnamed = labels.iter().filter(|(label, _)| names.meaning(label).is_none());
        let labels: &[(String, &Cell)] = &unnamed.cloned().collect::<Vec<_>>();
        let texts = || labels.iter().map(|(label, _)| label.as_str());
        let length = length_by_book(scope);
        let dated = labels
            .iter()
            .filter_map(|(label, cell)| Some((read_day(label)?, *cell)));
        let days: Vec<(Date, &Cell)> = dated.collect();
        let mut settled = Self {
            plain_dates: length_shown(&days),
            years_as_spans: are_spans(labels),
            months_are_ends: are_month_ends(texts(), length),
            ..Self::default()
        };
        let has_length = scope.source.rule.dates.is_some() || settled.plain_dates.is_some();
        let found = match scope.source.rule.day {
            Some(Day::First) => Ok(PlainDay::First),
            Some(Day::Last) => Ok(PlainDay::Last),
            None => plain_day(&days),
        };
        let near = too_near(scope, labels, length);
        let problem = match found {
            Ok(day) => {
                settled.plain_day = day;
                None
            }
            Err((day, at)) if has_length => Some(unclear(scope, day, at)),
            Err(_) => None,
        };
        (settled, problem.or(near))
    }

    /// The context under which the labels of the table are read.
    pub(super) fn context(self, context: PeriodContext) -> PeriodContext {
        let plain_dates = match (context.plain_dates, self.plain_dates) {
            (PlainDates::Unknown, Some(shown)) => shown,
            (known, _) => known,
        };
        PeriodContext {
            plain_dates,
            plain_day: self.plain_day,
            years_as_spans: self.years_as_spans,
            months_are_ends: self.months_are_ends,
            ..context
        }
    }
}

/// Which day of its period the dates are: the first when all of them are the first of a month, and their format shows
/// no day or they cannot be the ends of weeks. Years of 52 weeks end on one day of the week.
fn plain_day(days: &[(Date, &Cell)]) -> Result<PlainDay, (Date, CellAddress)> {
    let Some((first, cell)) = days.first() else {
        return Ok(PlainDay::Last);
    };
    if days.iter().any(|(day, _)| day.day() != 1) {
        return Ok(PlainDay::Last);
    }
    let weekdays: BTreeSet<i8> = days
        .iter()
        .map(|(day, _)| day.weekday().to_monday_zero_offset())
        .collect();
    let shows_no_day = days
        .iter()
        .any(|(day, cell)| looks_alike(*day, day.saturating_add(1.day()), cell));
    if shows_no_day || weekdays.len() > 1 {
        return Ok(PlainDay::First);
    }
    Err((*first, cell.address))
}

/// How long the periods of first days are whose format shows no day: a year, or a month where one follows another.
fn length_shown(days: &[(Date, &Cell)]) -> Option<PlainDates> {
    let all = |alike: &dyn Fn(Date) -> Date| {
        let mut days = days.iter();
        days.len() > 0 && days.all(|(day, cell)| day.day() == 1 && looks_alike(*day, alike(*day), cell))
    };
    if !all(&|day| day.saturating_add(1.day())) {
        return None;
    }
    if all(&|day| day.saturating_add(if day.month() < 12 { 1.month() } else { (-1).month() })) {
        return Some(PlainDates::Every(Frequency::Annual));
    }
    let months: BTreeSet<i32> = days
        .iter()
        .map(|(day, _)| i32::from(day.year()) * 12 + i32::from(day.month()))
        .collect();
    let (first, last) = (months.first()?, months.last()?);
    let is_row = last - first + 1 == months.len() as i32;
    is_row.then_some(PlainDates::Every(Frequency::Month))
}

/// Whether the cell would look the same with another date.
fn looks_alike(day: Date, other: Date, cell: &Cell) -> bool {
    let of = |date: Date| {
        let value = CellValue::Date(date.at(0, 0, 0, 0));
        Cell { value, ..cell.clone() }.printed()
    };
    matches!(cell.value, CellValue::Date(_)) && of(day) == of(other)
}

/// Whether labels such as 2010/11 are years: all of that form name a year and the next, and there are several.
fn are_spans(labels: &[(String, &Cell)]) -> bool {
    let named: Vec<(&str, bool)> = labels
        .iter()
        .filter_map(|(label, _)| Some((label.as_str(), names_two_years(label)?)))
        .collect();
    let different: BTreeSet<&str> = named.iter().map(|(label, _)| *label).collect();
    different.len() > 1 && named.iter().all(|(_, are_two)| *are_two)
}

/// How many months the book says that plain dates end; 0 where they count from the beginning of the year.
fn length_by_book(scope: Scope<'_>) -> Option<i32> {
    // A ledger sums what lies in its periods.
    let is_ledger = scope.source.rule.shape == Shape::Ledger;
    match scope.source.context.plain_dates {
        _ if is_ledger => None,
        PlainDates::Unknown => None,
        PlainDates::Every(frequency) => Some(i32::from(frequency.months())),
        PlainDates::Cumulative => Some(0),
    }
}

/// Whether months such as 2024-12 and 2023-12 are the ends of longer periods, or may be: the book says how long plain
/// dates are, or they are months alone and none lies within a quarter of another.
fn are_month_ends<'a>(labels: impl Iterator<Item = &'a str>, length: Option<i32>) -> bool {
    let months: Vec<Option<i32>> = labels.map(month_number).collect();
    if length.is_some() {
        return months.iter().any(Option::is_some);
    }
    let months: Option<BTreeSet<i32>> = months.into_iter().collect();
    let months: Vec<i32> = months.into_iter().flatten().collect();
    months.len() > 1 && months.windows(2).all(|pair| pair[1] - pair[0] >= 3)
}

/// The month that a label names and nothing else, counted from the year 0.
fn month_number(label: &str) -> Option<i32> {
    bare_month(label).map(|(year, month)| i32::from(year) * 12 + i32::from(month))
}

/// The error for months that follow one another faster than the book says that periods end.
fn too_near(scope: Scope<'_>, labels: &[(String, &Cell)], length: Option<i32>) -> Option<Problem> {
    let length = length.filter(|length| *length > 1 && scope.source.rule.shape != Shape::Long)?;
    let months: BTreeMap<i32, &(String, &Cell)> = labels
        .iter()
        .filter_map(|label| Some((month_number(&label.0)?, label)))
        .collect();
    let months: Vec<(i32, &(String, &Cell))> = months.into_iter().collect();
    let pair = months.windows(2).find(|pair| pair[1].0 - pair[0].0 < length)?;
    let [(_, (one, _)), (_, (other, cell))] = pair else {
        return None;
    };
    let problem = Problem::error(format!(
        "`{one}` and `{other}` cannot both end a period of {length} months, as `dates` says"
    ));
    let hint = "write `dates = \"month\"` if they are months, or `periods = { … }` with what each of them is";
    Some(problem.at(scope.grid.place(cell.address)).hint(hint.replace(
        "{ … }",
        &format!("{{ {} = \"2025Q1\" }}", toml::Value::String(one.clone())),
    )))
}

fn unclear(scope: Scope<'_>, day: Date, at: CellAddress) -> Problem {
    Problem::error(format!(
        "{day} may be the first day of its period or, in a year of 52 weeks, the last"
    ))
    .at(scope.grid.place(at))
    .hint("write `day = \"first\"` or `day = \"last\"` in this [[source]]")
}
