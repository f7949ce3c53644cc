//! Dates of three numbers, such as 31.01.2025, 01/31/2025 and 25/1/31: which of them is the year, the month and the
//! day is settled by all dates of a column together. And years, months and days in columns of their own.

use jiff::civil::Date;

use super::when::with_day;
use super::{Here, LongReader};
use crate::map::Scope;
use crate::map::columns::{Columns, text_at};
use crate::rules::Shape;
use crate::text::folded;

/// What the first number of dates is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DayOrder {
    Year,
    Month,
    Day,
}

const ORDERS: [DayOrder; 3] = [DayOrder::Year, DayOrder::Month, DayOrder::Day];

/// How many years the dates of one column span at most: days of a month taken for years span more.
const MOST_YEARS: i16 = 10;

/// Three numbers with one sign between them, of which the last may be a year of four digits.
#[derive(Debug, Clone, Copy)]
struct Numbers {
    parts: [i16; 3],
    has_long_year: bool,
    separator: char,
}

impl Numbers {
    fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        let (day, time) = text.split_once(' ').unwrap_or((text, ":"));
        let separator = day.chars().find(|c| !c.is_ascii_digit())?;
        let mut numbers = [0; 3];
        let mut count = 0;
        let mut lengths = [0; 3];
        for part in day.split(separator) {
            let is_number = !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
            *numbers.get_mut(count)? = part.parse().ok().filter(|_| is_number)?;
            lengths[count] = part.len();
            count += 1;
        }
        let is_date = count == 3
            && matches!(lengths, [1..=2, 1..=2, 2 | 4] | [2, 1..=2, 1])
            && ['/', '.', '-'].contains(&separator)
            && time.contains(':');
        is_date.then_some(Self {
            parts: numbers,
            has_long_year: lengths[2] == 4,
            separator,
        })
    }

    /// The date in one order. Dots stand in dates that begin with the day or the year.
    fn date(self, order: DayOrder) -> Option<Date> {
        let [one, two, three] = self.parts;
        let long = |year: i16| if self.has_long_year { year } else { 2000 + year };
        let (year, month, day) = match order {
            DayOrder::Year if self.has_long_year => return None,
            DayOrder::Year => (2000 + one, two, three),
            DayOrder::Month if self.separator == '.' => return None,
            DayOrder::Month => (long(three), one, two),
            DayOrder::Day => (long(three), two, one),
        };
        Date::new(year, month as i8, day as i8).ok()
    }
}

/// Whether a text is such a date.
pub(super) fn is_of_numbers(text: &str) -> bool {
    Numbers::of(text).is_some()
}

/// A text with such a date written as 2025-01-31, where its order is known.
pub(super) fn in_order(text: &str, order: Option<DayOrder>) -> String {
    let date = Numbers::of(text).and_then(|numbers| {
        let alone = (numbers.separator == '.' && numbers.has_long_year).then_some(DayOrder::Day);
        numbers.date(order.or(alone)?)
    });
    date.map_or_else(|| text.to_owned(), |date| date.to_string())
}

/// The orders in which all dates met so far are dates, with the years that they then name.
#[derive(Debug, Clone, Default)]
pub(super) struct Orders {
    has_dates: bool,
    ruled_out: [bool; 3],
    /// Whether a date is not the last of its month.
    has_other_days: [bool; 3],
    first: Option<[i16; 3]>,
    has_several: bool,
    years: [Option<(i16, i16)>; 3],
}

impl Orders {
    pub(super) fn see(&mut self, text: &str) {
        let Some(numbers) = Numbers::of(text) else { return };
        self.has_dates = true;
        self.has_several |= *self.first.get_or_insert(numbers.parts) != numbers.parts;
        for (at, order) in ORDERS.iter().enumerate() {
            let Some(date) = numbers.date(*order) else {
                self.ruled_out[at] = true;
                continue;
            };
            self.has_other_days[at] |= date != date.last_of_month();
            let year = date.year();
            let (first, last) = self.years[at].unwrap_or((year, year));
            let (first, last) = (first.min(year), last.max(year));
            self.ruled_out[at] |= last - first > MOST_YEARS;
            self.years[at] = Some((first, last));
        }
    }

    /// The only order that is left, or the only one of them in which all dates end months.
    pub(super) fn settled(&self) -> Option<DayOrder> {
        let left = (0..ORDERS.len()).filter(|at| self.has_dates && !self.ruled_out[*at]);
        let left: Vec<usize> = left.collect();
        let of_ends = left
            .iter()
            .copied()
            .filter(|at| self.has_several && !self.has_other_days[*at]);
        let of_ends: Vec<usize> = of_ends.collect();
        match (left.as_slice(), of_ends.as_slice()) {
            ([only], _) | (_, [only]) => Some(ORDERS[*only]),
            _ => None,
        }
    }
}

/// The order of the dates in a table that is held.
pub(super) fn order_of_held(scope: Scope<'_>, columns: &Columns, header: u32) -> Option<DayOrder> {
    if scope.source.rule.shape != Shape::Long {
        return None;
    }
    let mut orders = Orders::default();
    let rows = scope.grid.rows().filter(|(row, _)| *row > header);
    for (_, cells) in rows.filter(|(_, cells)| columns.wants(cells)) {
        for column in &columns.periods {
            orders.see(&with_day(scope, text_at(cells, *column)));
        }
    }
    orders.settled()
}

impl LongReader {
    /// A reader of a ledger for which an earlier look at its rows settled how their dates are written.
    pub(crate) fn with_day_order(order: Option<DayOrder>, watches_days: bool) -> Self {
        Self {
            day_order: order,
            days: watches_days.then(Default::default),
            ..Self::default()
        }
    }

    /// Keeps the day of a row, where the ledger has other files.
    pub(super) fn see_day(&mut self, here: Here<'_>) {
        if let Some(days) = &mut self.days {
            let period = here.columns.periods.first().copied();
            days.see(&here.scope.grid.sheet, here.cells, here.columns.saying(), period);
        }
    }

    /// How the dates are written that could not be read before all of them were seen.
    pub(crate) fn day_order_found(&self) -> Option<DayOrder> {
        let is_needed = self.unread_days && self.day_order.is_none();
        self.orders.settled().filter(|_| is_needed)
    }

    /// A text of a column of periods, its date in the order of the others.
    pub(super) fn with_order(&mut self, text: &str) -> String {
        if self.day_order.is_none() {
            self.orders.see(text);
        }
        in_order(text, self.day_order)
    }

    /// A period out of a year and its month, quarter or day in columns of their own, which their headers tell apart.
    pub(super) fn of_parts(&self, here: Here<'_>, texts: &[String]) -> Option<String> {
        const SUFFIXES: [char; 6] = ['年', '月', '日', '号', '度', '季'];
        if texts.len() < 2 {
            return None;
        }
        let (mut year, mut part, mut day) = (None, None, None);
        for (column, text) in here.columns.periods.iter().zip(texts) {
            let header = folded(&self.header_text(*column)?);
            let number: u16 = text.trim().trim_end_matches(SUFFIXES).parse().ok()?;
            let is_fiscal = header.contains("fiscal") || header.contains("财") || header.contains("会计");
            if is_fiscal && here.scope.vocabulary.calendar.year_end_month() != 12 {
                return None;
            }
            match header
                .trim_start_matches("fiscal ")
                .trim_start_matches("会计")
                .trim_start_matches('财')
            {
                "年" | "年份" | "年度" | "year" | "calendar year" | "jahr" if (1950..2150).contains(&number) => {
                    year = Some(number);
                }
                "月" | "月份" | "month" | "period" | "期间" | "posting period" | "monat"
                    if (1..=12).contains(&number) =>
                {
                    part = Some(format!("-{number:02}"));
                }
                "季度" | "季" | "quarter" | "qtr" | "quartal" if (1..=4).contains(&number) => {
                    part = Some(format!("Q{number}"));
                }
                "日" | "day" | "tag" if (1..=31).contains(&number) => day = Some(format!("-{number:02}")),
                _ => return None,
            }
        }
        let (year, part) = (year?, part?);
        if day.is_some() && part.starts_with('Q') {
            return None;
        }
        Some(format!("{year}{part}{}", day.unwrap_or_default()))
    }
}
