//! What a row of a long table says about its figures: period, units, status and rank.

use quarterbook_data::{FiscalCalendar, Period, Problem, Status};

use super::{Here, LongReader, MOST_TEXTS};
use crate::map::columns::text_at;
use crate::map::unit::{BY_BOOK, Stated, StatedBy, by_book, no_unit};
use crate::map::wide::context;
use crate::map::{Mapped, Scope};
use crate::period::{period_with, read_day};
use crate::rules::{Dates, Prefer, Shape, Target};
use crate::text::folded;
use crate::unit::{find_units, unit_words};
use crate::{PeriodError, PeriodReading, UnitNote, read_period};

impl LongReader {
    /// The period of a row; what reads as none is told once.
    pub(super) fn period(
        &mut self,
        here: Here<'_>,
        calendar: FiscalCalendar,
        mapped: &mut Mapped,
    ) -> Option<PeriodReading> {
        let Here { scope, columns, cells } = here;
        if columns.periods.is_empty() {
            let period = scope.source.period.or(scope.as_of)?;
            return Some(PeriodReading {
                period,
                is_estimate: false,
                rule: String::new(),
            });
        }
        let texts: Vec<String> = columns.periods.iter().map(|column| text_at(cells, *column)).collect();
        let key = (texts.join(" "), calendar.year_end_month());
        if let Some(known) = self.periods.get(&key) {
            return known.clone();
        }
        let read = if let Some(reading) = bucket(here, &key.0, calendar) {
            self.has_shorter = true;
            Ok(reading)
        } else {
            let context = self.settled.context(context(scope, calendar));
            read_period(&key.0, &context).and_then(|reading| self.within(here, &key.0, reading))
        };
        let reading = read.map_err(|error| {
            let problem = match error {
                PeriodError::Unclear { message, hint } => Problem::error(message).hint(hint),
                _ if key.0.trim().is_empty() => Problem::error("the row names no period")
                    .hint("leave it out with `where`, or fill in what its column lacks"),
                _ if is_serial(&key.0) => Problem::error(format!("`{}` is not a period", key.0.trim()))
                    .hint("it may be a date without its format: format the column as dates in the source, or write 2025-06-30"),
                _ => Problem::error(format!("`{}` is not a period", key.0.trim()))
                    .hint("name the columns that say it under `columns.period`, or leave the row out with `where`"),
            };
            let first = columns.periods.first().copied().unwrap_or_default();
            mapped.problems.push(problem.at(here.place(first)));
        });
        // A ledger's periods are those of its sums, so that its readings need not all be kept.
        if scope.source.rule.shape == Shape::Ledger && self.periods.len() >= MOST_TEXTS {
            self.periods.clear();
        }
        self.periods.entry(key).or_insert(reading.ok()).clone()
    }

    /// The period of the report that states a row's figures; for the day on which it was filed, that day's month.
    pub(super) fn report(&mut self, here: Here<'_>, calendar: FiscalCalendar, mapped: &mut Mapped) -> Option<Period> {
        let column = here.columns.reported?;
        let text = text_at(here.cells, column);
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

    /// Units stated around a figure, the closest first.
    pub(super) fn stated(
        &mut self,
        here: Here<'_>,
        target: &Target,
        figure_column: u32,
        mapped: &mut Mapped,
    ) -> Vec<Stated> {
        let mut stated = Vec::new();
        let state = |note: &UnitNote, words: &str, by| Stated {
            note: note.clone(),
            words: words.to_owned(),
            by,
        };
        stated.extend(target.unit.iter().map(|note| state(note, BY_BOOK, StatedBy::Close)));
        if let Some(column) = here.columns.unit {
            let text = text_at(here.cells, column);
            match Stated::in_unit_column(&text) {
                Some(of_row) => stated.push(of_row),
                None if text.trim().is_empty() => {}
                None => self.say_once(no_unit(&text).at(here.place(column)), mapped),
            }
        }
        if let Some((note, words)) = here.columns.header_unit(figure_column) {
            stated.push(state(note, words, StatedBy::Label));
        }
        stated.extend(by_book(here.scope.source));
        stated.extend(self.notes.iter().cloned());
        stated
    }

    /// Keeps the units that the rows above the header state, and the header's own.
    pub(super) fn keep_notes(&mut self) {
        let cells = self.before.iter().rev().flat_map(|(_, cells)| cells);
        let header = self.before.last().map(|(row, _)| *row);
        for cell in cells {
            let Some(text) = cell.value.text() else {
                continue;
            };
            // The header of one column says little about another, so that it contradicts nothing.
            let by = if Some(cell.address.row) == header {
                StatedBy::Aside
            } else {
                StatedBy::Table(cell.address)
            };
            self.notes.extend(find_units(text).into_iter().map(|note| Stated {
                words: unit_words(text, &note),
                note,
                by,
            }));
        }
    }

    /// How firmly the row's own column says its figures stand.
    pub(super) fn status(&mut self, here: Here<'_>, mapped: &mut Mapped) -> Option<Status> {
        let column = here.columns.status?;
        let text = text_at(here.cells, column);
        match folded(&text).as_str() {
            "" | "reported" | "actual" | "实际" | "披露" => None,
            "about" | "approx" | "约" | "qual" => Some(Status::About),
            "at least" | "at-least" | "over" | "以上" => Some(Status::AtLeast),
            "at most" | "at-most" | "under" | "以下" => Some(Status::AtMost),
            "estimate" | "forecast" | "预测" | "预计" => Some(Status::Estimate),
            "claim" | "说法" | "推算" => Some(Status::Claim),
            _ => {
                let problem = Problem::warning(format!("`{}` is not a status; it is read as reported", text.trim()))
                    .at(here.place(column))
                    .hint("a status is reported, about, at least, at most, estimate or claim");
                self.say_once(problem, mapped);
                None
            }
        }
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

/// The rank of a row among those of its source, 0 the best.
pub(super) fn rank(here: Here<'_>) -> usize {
    let Here { scope, columns, cells } = here;
    let Some(Prefer::Column(order)) = &scope.source.rule.prefer else {
        return 0;
    };
    let ranks = order.iter().map(|(header, texts)| {
        let text = columns
            .named
            .get(header)
            .map(|column| text_at(cells, *column))
            .unwrap_or_default();
        texts
            .iter()
            .position(|known| crate::rules::Pattern::new(known).matches_text(&text))
            .unwrap_or(texts.len())
    });
    ranks.sum()
}

/// Whether a text is the number of a day of this half-century, as Excel counts them.
fn is_serial(text: &str) -> bool {
    text.trim()
        .parse()
        .is_ok_and(|number: f64| (36_526.0..54_789.0).contains(&number))
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
