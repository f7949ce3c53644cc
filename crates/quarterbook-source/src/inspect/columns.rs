//! The columns of a table: which periods they are, in which order, and what stands between them.

use std::collections::BTreeSet;

use jiff::civil::Date;
use quarterbook_data::{CellAddress, FiscalCalendar, Frequency, Period, column_name};

use crate::map::{Aside, Caption, PeriodColumn, Settled, Table, aside, caption_of_years, text_of};
use crate::period::{bare_month, read_day};
use crate::{CellValue, Grid, PeriodContext, PeriodError, PlainDates, read_period};

/// A column of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodLooked {
    /// The last of its header cells.
    pub address: CellAddress,
    /// Its header cells, joined.
    pub label: String,
    /// The period it is, or is taken for.
    pub period: Option<Period>,
    /// Whether another column before it is of the same period.
    pub is_twice: bool,
    /// Why it is none, or what is a guess about it; empty when nothing is.
    pub doubt: String,
}

/// The columns of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ColumnsLooked {
    /// Periods, from left to right.
    pub periods: Vec<PeriodLooked>,
    /// Headers of columns that say how figures changed.
    pub growth: Vec<String>,
    /// Columns of note numbers, by letter and header.
    pub notes: Vec<String>,
    /// Headers of any others.
    pub others: Vec<String>,
    /// How long the periods are taken to be that plain dates end.
    pub dates: Option<Frequency>,
    /// Whether some header, such as 本期, needs the period that the file reports.
    pub needs_as_of: bool,
}

impl ColumnsLooked {
    /// What names the columns whose period another column has already: headers, or letters with what is a guess about
    /// them where a header stands over another column too.
    pub(super) fn to_skip(&self) -> (Vec<String>, Vec<String>) {
        let (mut skip, mut doubts) = (Vec::new(), Vec::new());
        for column in self.periods.iter().filter(|column| column.is_twice) {
            let first = self.periods.iter().find(|other| other.label == column.label);
            match first.filter(|first| first.address != column.address) {
                None => skip.push(column.label.clone()),
                Some(first) => {
                    let (own, other) = (letters(column.address), letters(first.address));
                    doubts.push(format!(
                        "A guess: `{}` stands over {other} and {own}, and {own} is left out; write \"{other}:{other}\" to read it.",
                        column.label
                    ));
                    skip.push(format!("{own}:{own}"));
                }
            }
        }
        (skip, doubts)
    }

    /// The periods that are known, without those that stand twice.
    pub fn known(&self) -> impl Iterator<Item = Period> + '_ {
        let single = self.periods.iter().filter(|column| !column.is_twice);
        single.filter_map(|column| column.period)
    }

    /// Whether the newest period stands first.
    pub fn is_newest_first(&self) -> bool {
        let known: Vec<Period> = self.known().collect();
        known.len() > 1 && known.windows(2).all(|pair| pair[0] >= pair[1])
    }
}

/// The letters of a cell's column.
pub(super) fn letters(cell: CellAddress) -> String {
    column_name(cell.column)
}

/// Looks at the header of a table.
pub(super) fn columns(grid: &Grid, table: &Table, context: &PeriodContext) -> ColumnsLooked {
    let labels: Vec<&str> = table.periods.iter().map(|column| column.label.as_str()).collect();
    let settled = Settled::of_labels(&labels, None, context.calendar);
    let dates = match labels.as_slice() {
        [_] if settled.has_month_ends() => Some(Frequency::Annual),
        _ => frequency(&days_of(&labels)),
    };
    let context = settled.context(PeriodContext {
        plain_dates: dates.map_or(PlainDates::Unknown, PlainDates::Every),
        ..context.clone()
    });
    let mut looked = ColumnsLooked {
        dates,
        notes: note_columns(grid, table),
        ..ColumnsLooked::default()
    };
    let spans = match caption_of_years(table, &context) {
        Some(Caption::Spans(_, spans)) => spans,
        _ => Vec::new(),
    };
    let mut seen: BTreeSet<Period> = BTreeSet::new();
    let counts = |column: &PeriodColumn| !column.holds_other_figures();
    let any_counts = table.periods.iter().any(counts);
    let counted = table.periods.iter().enumerate();
    for (at, column) in counted.filter(|(_, column)| !any_counts || counts(column)) {
        let read = read_period(&column.label, &context);
        let has_time = read_day(&column.label).is_some() || bare_month(&column.label).is_some();
        looked.needs_as_of |= matches!(&read, Err(PeriodError::Unclear { .. })) && !has_time;
        let (period, doubt) = match read {
            Ok(reading) => (
                Some(spans.get(at).copied().flatten().unwrap_or(reading.period)),
                String::new(),
            ),
            Err(error) => (None, error.to_string()),
        };
        let is_twice = period.is_some_and(|period| !seen.insert(period));
        looked.periods.push(PeriodLooked {
            address: column.address,
            label: column.label.clone(),
            period,
            is_twice,
            doubt,
        });
    }
    for (_, header) in &table.others {
        let list = match aside(header) {
            Aside::Growth => &mut looked.growth,
            Aside::Note => &mut looked.notes,
            Aside::Other => &mut looked.others,
        };
        if !list.contains(header) {
            list.push(header.clone());
        }
    }
    looked
}

/// The days that labels name, or the months that end longer periods.
pub(super) fn days_of(labels: &[&str]) -> Vec<Date> {
    if !Settled::of_labels(labels, None, FiscalCalendar::default()).has_month_ends() {
        return labels.iter().filter_map(|label| read_day(label)).collect();
    }
    let months = labels.iter().filter_map(|label| bare_month(label));
    months
        .filter_map(|(year, month)| Some(Date::new(year, month as i8, 1).ok()?.last_of_month()))
        .collect()
}

/// How long the periods may be that these days end, by how far they are apart.
pub(super) fn frequency(days: &[Date]) -> Option<Frequency> {
    let mut months: Vec<i32> = days
        .iter()
        .map(|day| i32::from(day.year()) * 12 + i32::from(day.month()))
        .collect();
    months.sort_unstable();
    months.dedup();
    months.first()?;
    let closest = months.windows(2).map(|pair| pair[1] - pair[0]).min();
    Some(match closest {
        Some(12..) => Frequency::Annual,
        Some(6) => Frequency::Half,
        Some(1 | 2) => Frequency::Month,
        _ => Frequency::Quarter,
    })
}

/// Columns left of the periods whose header says notes, or that hold small whole numbers beside the labels.
fn note_columns(grid: &Grid, table: &Table) -> Vec<String> {
    let first = table.first_period();
    let rows = || table.body.clone().filter(|row| table.has_figures(grid, *row));
    let mut found = Vec::new();
    for column in 0..first {
        let header = grid
            .cell(CellAddress::new(table.header, column))
            .map(text_of)
            .unwrap_or_default();
        let cells: Vec<_> = rows()
            .filter_map(|row| grid.cell(CellAddress::new(row, column)))
            .collect();
        let is_small = |value: &CellValue| match value {
            CellValue::Number(number) => number.fract() == 0.0 && (1.0..100.0).contains(number),
            CellValue::Text(text) => text.trim().parse::<u8>().is_ok_and(|number| (1..100).contains(&number)),
            _ => false,
        };
        let is_numbered = column > 0 && !cells.is_empty() && cells.iter().all(|cell| is_small(&cell.value));
        if is_numbered || (column > 0 && aside(&header) == Aside::Note) {
            let letter = CellAddress::new(0, column).to_string();
            let letter = letter.trim_end_matches('1');
            found.push(match header.trim() {
                "" => letter.to_owned(),
                header => format!("{letter} `{header}`"),
            });
        }
    }
    found
}
