//! Periods of a member's own calendar → those of the book's columns.

use std::collections::{BTreeMap, BTreeSet};

use quarterbook_data::{Figure, FiscalCalendar, Frequency, Period, Problem, Series, Vocabulary};

use super::cell::joined;
use super::derive::derive;
use super::label::{calendar, with_calendar};
use super::{PrintedTotal, Ranked};
use crate::rules::Derive;

/// The figures and totals under the book's periods; those that fit none are problems.
///
/// Where a member's years are not the book's, they cannot be tied to its quarters in the book's columns. A line of it
/// that has quarters or months gets its years and halves from those, and its own stay out, which a note says once.
pub(crate) fn align_all(
    ranked: Vec<Ranked>,
    totals: Vec<PrintedTotal>,
    vocabulary: &Vocabulary,
    problems: &mut Vec<Problem>,
) -> (Vec<Ranked>, Vec<PrintedTotal>) {
    let mut out = LeftOut::default();
    let calendarised = calendarised(&ranked, vocabulary);
    let mut aligned: Vec<Ranked> = Vec::new();
    for Ranked { figure, rank } in ranked {
        let figure = out.align(figure, &calendarised, vocabulary);
        aligned.extend(figure.map(|figure| Ranked { figure, rank }));
    }
    let of_calendarised = |one: &&Ranked| calendarised.contains(&one.figure.series);
    let parts: Vec<Ranked> = aligned.iter().filter(of_calendarised).cloned().collect();
    let derived = derive(&parts, &[Derive::Half, Derive::Year], vocabulary);
    problems.extend(derived.problems);
    aligned.extend(
        derived
            .figures
            .into_iter()
            .filter(|one| out.lengths.contains(&one.figure.period.months())),
    );
    let totals = totals.into_iter().filter_map(|PrintedTotal { figure, parts }| {
        let figure = out.align(figure, &calendarised, vocabulary)?;
        Some(PrintedTotal { figure, parts })
    });
    let totals = totals.collect();
    problems.extend(out.problems(vocabulary));
    (aligned, totals)
}

/// The series whose years are not the book's and that have quarters or months to make them of.
fn calendarised(ranked: &[Ranked], vocabulary: &Vocabulary) -> BTreeSet<Series> {
    let figures = ranked.iter().map(|one| &one.figure);
    figures
        .filter(|figure| is_part_of_year(figure.period) && figure.amount.number().is_some())
        .filter(|figure| !calendar(vocabulary, &figure.series).shares_years(vocabulary.calendar))
        .map(|figure| figure.series.clone())
        .collect()
}

fn is_part_of_year(period: Period) -> bool {
    matches!(period.frequency(), Some(Frequency::Quarter | Frequency::Month))
}

/// What found no place in the book's columns.
#[derive(Debug, Default)]
struct LeftOut {
    /// The lengths, in months, of what is made of quarters or months instead.
    lengths: BTreeSet<u8>,
    /// The first of each series' calendar and length for which nothing takes its place, and how many there are.
    lost: BTreeMap<(Option<String>, u8), (Figure, usize)>,
    /// The first figure of each member whose years are made of its quarters.
    replaced: BTreeMap<Option<String>, Figure>,
}

impl LeftOut {
    /// Puts a figure of a member with its own calendar under the book's period that it mostly lies in: years that
    /// end in January stand under the calendar year before. The rule says what the period was called; figures in
    /// the book's own calendar stay as they are.
    fn align(&mut self, figure: Figure, calendarised: &BTreeSet<Series>, vocabulary: &Vocabulary) -> Option<Figure> {
        let (own, book) = (calendar(vocabulary, &figure.series), vocabulary.calendar);
        if own == book {
            return Some(figure);
        }
        let member = with_calendar(vocabulary, &figure.series).map(|member| member.name.clone());
        if figure.period.months() >= Frequency::Half.months() && calendarised.contains(&figure.series) {
            self.lengths.insert(figure.period.months());
            self.replaced.entry(member).or_insert(figure);
            return None;
        }
        let Some(period) = own.align(figure.period, book) else {
            let months = figure.period.months();
            self.lost.entry((member, months)).or_insert((figure, 0)).1 += 1;
            return None;
        };
        let rule = format!("{} of its own calendar → {period}", figure.period);
        Some(Figure {
            period,
            reported_in: reported_in(figure.reported_in, own, book).unwrap_or(period),
            rule: joined(&[figure.rule, rule]),
            ..figure
        })
    }

    fn problems(self, vocabulary: &Vocabulary) -> Vec<Problem> {
        let label = |figure: &Figure| {
            let member = with_calendar(vocabulary, &figure.series);
            member.map_or_else(|| figure.series.to_string(), |member| member.name.clone())
        };
        let replaced = self.replaced.values().map(|figure| {
            Problem::note(format!(
                "the fiscal years of {} are not the book's: its years and halves are added up from its quarters or \
                 months, and those it prints are left out",
                label(figure)
            ))
            .at(figure.origin.place())
        });
        let lost = self.lost.values().map(|(figure, count)| {
            let (others, lie) = match count {
                1 => (String::new(), "lies across the book's periods; it is left out"),
                more => (
                    format!(" and {} more as long", more - 1),
                    "lie across the book's periods; they are left out",
                ),
            };
            Problem::warning(format!(
                "{} in {}{others} of {}'s own calendar {lie}",
                figure.series,
                figure.period,
                label(figure)
            ))
            .at(figure.origin.place())
            .hint(
                "give the quarters or months they are made of, or read single quarters with `derive = [\"discrete\"]`",
            )
        });
        replaced.chain(lost).collect()
    }
}

/// When a report stands in the book's calendar: its period, else the month it ends in, so that reports keep their order.
fn reported_in(reported: Period, own: FiscalCalendar, book: FiscalCalendar) -> Option<Period> {
    let last_month = Period::month(reported.fiscal_year(), reported.last_month());
    own.align(reported, book).or_else(|| own.align(last_month, book))
}
