//! When the figures of a row are: by the columns of periods, by the headers of the columns of figures, or by the book.

use quarterbook_data::{FiscalCalendar, Period, Place, Problem};

use super::days::is_of_numbers;
use super::{Here, LongReader, MOST_TEXTS};
use crate::map::columns::text_at;
use crate::map::explain::explained_as;
use crate::map::wide::context;
use crate::map::{Mapped, Scope};
use crate::period::{looks_like_period, period_with, read_day};
use crate::rules::{Dates, Shape};
use crate::text::folded;
use crate::value::serial_date;
use crate::{PeriodError, PeriodReading, read_period};

impl LongReader {
    /// The period of a row's figure in a column; what reads as none is told once.
    pub(super) fn period(
        &mut self,
        here: Here<'_>,
        column: u32,
        calendar: FiscalCalendar,
        mapped: &mut Mapped,
    ) -> Option<PeriodReading> {
        let Here { scope, columns, cells } = here;
        if !columns.periods.is_empty() {
            let texts = columns.periods.iter().map(|column| text_at(cells, *column));
            let raw = texts.collect::<Vec<_>>();
            let days = raw.iter().map(|text| self.with_order(&with_day(scope, text.clone())));
            let days: Vec<String> = days.collect();
            let label = self.of_parts(here, &days).unwrap_or_else(|| {
                let parts = days.iter().enumerate();
                let parts = parts.map(|(at, text)| numbered(scope, at, text).unwrap_or_else(|| text.clone()));
                parts.collect::<Vec<_>>().join(" ")
            });
            let first = columns.periods.first().copied().unwrap_or_default();
            return self.read(here, &raw.join(" "), label, calendar, here.place(first), mapped);
        }
        let of_header = columns.header_periods.get(&column);
        let by_book = scope.source.period.or(scope.as_of).map(|period| PeriodReading {
            period,
            is_estimate: false,
            rule: String::new(),
        });
        let Some((label, address)) = of_header else {
            if by_book.is_none() {
                self.say_once(nothing_says(here), mapped);
            }
            return by_book;
        };
        let is_none = || {
            matches!(
                read_period(label, &context(scope, calendar)),
                Err(PeriodError::NotAPeriod)
            )
        };
        if scope.source.period.is_some() && is_none() {
            return by_book;
        }
        self.read(here, label, label.clone(), calendar, scope.grid.place(*address), mapped)
    }

    /// Reads a label, once for each calendar.
    fn read(
        &mut self,
        here: Here<'_>,
        raw: &str,
        label: String,
        calendar: FiscalCalendar,
        place: Place,
        mapped: &mut Mapped,
    ) -> Option<PeriodReading> {
        let scope = here.scope;
        let key = (label, calendar.year_end_month());
        if let Some(known) = self.periods.get(&key) {
            return known.clone();
        }
        let is_named = scope.source.context.names.meaning(&key.0).is_some();
        let of_day = bucket(here, &key.0, calendar).filter(|_| !is_named);
        let read = if let Some(reading) = of_day {
            self.has_shorter = true;
            Ok(reading)
        } else {
            let context = self.settled.context(context(scope, calendar));
            read_period(&key.0, &context).and_then(|reading| self.within(here, &key.0, reading))
        };
        self.unread_days |= read.is_err() && is_of_numbers(&key.0);
        let mut reading = read
            .map_err(|error| mapped.problems.push(no_period(here, &key.0, error).at(place)))
            .ok();
        if let Some(reading) = reading
            .as_mut()
            .filter(|_| raw != key.0 && scope.source.rule.shape == Shape::Long)
        {
            let by_book = if scope.source.rule.serials.is_some() {
                "[book] "
            } else {
                ""
            };
            reading.rule = format!("{by_book}{raw} → {}", key.0);
        }
        // A ledger's periods are those of its sums, so that its readings need not all be kept.
        if scope.source.rule.shape == Shape::Ledger && self.periods.len() >= MOST_TEXTS {
            self.periods.clear();
        }
        self.periods.entry(key).or_insert(reading).clone()
    }

    /// The period of the report that states a row's figures; for the day on which it was filed, that day's month.
    pub(super) fn report(&mut self, here: Here<'_>, calendar: FiscalCalendar, mapped: &mut Mapped) -> Option<Period> {
        let column = here.columns.reported?;
        let text = with_day(here.scope, text_at(here.cells, column));
        let filed = read_day(&text).and_then(|day| calendar.period_of_month(day.year(), day.month() as u8, 1));
        let named = || read_period(&text, &context(here.scope, calendar)).ok();
        let found = filed.or_else(|| Some(named()?.period));
        if found.is_none() && !text.trim().is_empty() {
            let problem = Problem::warning(format!("`{}` is no report; the newest period counts", text.trim()))
                .at(here.place(column))
                .hint("a report is a period, such as 2025H1, or the day it was filed");
            self.say_once(problem, mapped);
        }
        found
    }

    /// The period that a ledger sums a label by, and whether a row names all of it or a part.
    fn within(&mut self, here: Here<'_>, label: &str, reading: PeriodReading) -> Result<PeriodReading, PeriodError> {
        let within = in_bucket(here.scope, &reading)?;
        match &within {
            Some(within) if within.period != reading.period => self.has_shorter = true,
            Some(_) if self.whole.is_none() => {
                let first = here.columns.periods.first().copied().unwrap_or_default();
                self.whole = Some((here.place(first), label.trim().to_owned()));
            }
            _ => {}
        }
        Ok(within.unwrap_or(reading))
    }
}

/// The number of a month, a quarter or a half in a column of its own beside that of the year: 9 under `month` as 9月.
fn numbered(scope: Scope<'_>, at: usize, text: &str) -> Option<String> {
    const PARTS: [(&[&str], u8, &str, &str); 3] = [
        (&["month", "月", "月份", "mth", "fiscal month"], 12, "", "月"),
        (
            &["quarter", "qtr", "季度", "季", "fiscal quarter", "fiscal_quarter"],
            4,
            "Q",
            "",
        ),
        (&["half", "半年", "fiscal half"], 2, "H", ""),
    ];
    let names = scope.source.rule.columns.period.as_ref()?.texts();
    let name = names.get(at).filter(|_| names.len() > 1)?;
    let name = folded(name.rsplit(" > ").next().unwrap_or_default());
    let (_, most, before, behind) = PARTS.iter().find(|(words, ..)| words.contains(&name.as_str()))?;
    let number: u8 = text.trim().parse().ok()?;
    (1..=*most)
        .contains(&number)
        .then(|| format!("{before}{number}{behind}"))
}

/// The error for a table of which nothing says when its figures are.
fn nothing_says(here: Here<'_>) -> Problem {
    let place = Place::Sheet {
        file: here.scope.grid.file.path.clone(),
        sheet: here.scope.grid.sheet.to_string(),
    };
    match here.scope.doubt {
        Some(doubt) => Problem::error(format!("a table without periods {}", doubt.message)).hint(&doubt.hint),
        None => Problem::error("nothing says of which period this table is").hint(
            "write `period = \"FY2024\"` in this [[source]], or name the column that says it under `columns.period`",
        ),
    }
    .at(place)
}

/// The problem of a label that is no period.
fn no_period(here: Here<'_>, label: &str, error: PeriodError) -> Problem {
    let label = label.trim();
    let problem = Problem::error(format!("`{label}` is not a period"));
    match error {
        PeriodError::Unclear { message, hint } => Problem::error(message).hint(hint),
        _ if is_of_numbers(label) => Problem::error(format!(
            "`{label}` may begin with the year, the month or the day, and its column does not settle it"
        ))
        .hint("write the dates of the source as 2025-06-30"),
        _ if label.is_empty() => Problem::error("the row names no period")
            .hint("leave it out with `where`, or fill in what its column lacks"),
        _ if is_serial(label) => problem.hint(
            "write `serials = 1900` in this [[source]] if it is a date without its format, which counts days as Excel does; or `serials = 1904`",
        ),
        _ if here.columns.periods.is_empty() => {
            problem.hint("write `period = \"FY2024\"` in this [[source]], with the period that it stands for")
        }
        _ if here.columns.periods.len() > 1 => problem.hint(
            "head its columns Year, Quarter, Month and Day (年, 季度, 月, 日), or put what they say into one, such as 2025-01",
        ),
        _ if looks_like_period(label) => problem.hint(format!(
            "write `{}` in this [[source]] with the period that it is, or leave the row out with `where`",
            explained_as(&[label])
        )),
        _ => problem.hint("name the columns that say it under `columns.period`, or leave the row out with `where`"),
    }
}

/// Whether a text is the number of a day of this half-century, as Excel counts them.
fn is_serial(text: &str) -> bool {
    serial(text).is_some_and(|number| (36_526.0..54_789.0).contains(&number))
}

fn serial(text: &str) -> Option<f64> {
    let is_number = text.trim().bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    text.trim().parse().ok().filter(|_| is_number)
}

/// A period's text; a number of five digits as its day, where the book says from which year days are counted.
pub(super) fn with_day(scope: Scope<'_>, text: String) -> String {
    let Some(year) = scope.source.rule.serials.as_ref() else {
        return text;
    };
    let number = serial(&text).filter(|number| (10_000.0..100_000.0).contains(number));
    let day = number.and_then(|number| serial_date(number, *year.get_ref() == 1904));
    day.map_or(text, |day| day.date().to_string())
}

/// How many months a ledger sums by.
fn months_summed(scope: Scope<'_>) -> Option<u8> {
    if scope.source.rule.shape != Shape::Ledger {
        return None;
    }
    match scope.source.rule.dates? {
        Dates::Annual => Some(12),
        Dates::Half => Some(6),
        Dates::Quarter => Some(3),
        Dates::Month => Some(1),
        Dates::Cumulative => None,
    }
}

/// The period of a ledger that a label's own lies in; `None` where rows are summed by their own.
fn in_bucket(scope: Scope<'_>, reading: &PeriodReading) -> Result<Option<PeriodReading>, PeriodError> {
    let Some(months) = months_summed(scope) else {
        return Ok(None);
    };
    let own = reading.period;
    let period = own.last_month().div_ceil(months) * months;
    let period = Period::new(own.fiscal_year(), period, months);
    match period.filter(|period| own.last_month() - own.months() >= period.last_month() - months) {
        Some(period) => Ok(Some(PeriodReading {
            period,
            ..reading.clone()
        })),
        None => Err(PeriodError::Unclear {
            message: format!("{own} is longer than what this ledger sums by"),
            hint: "leave such rows out with `where`, or sum by a longer period with `dates`".to_owned(),
        }),
    }
}

/// The month, quarter, half or year that a ledger's date lies in.
fn bucket(here: Here<'_>, label: &str, calendar: FiscalCalendar) -> Option<PeriodReading> {
    let months = months_summed(here.scope)?;
    let day = read_day(label)?;
    let period = period_with(day, months, calendar)?;
    Some(PeriodReading {
        period,
        is_estimate: false,
        rule: String::new(),
    })
}
