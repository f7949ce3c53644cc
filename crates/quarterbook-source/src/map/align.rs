//! Periods of a member's own calendar → those of the book's columns.

use quarterbook_data::{Figure, Problem, Vocabulary};

use super::cell::joined;
use super::label::calendar;
use super::{PrintedTotal, Ranked};

/// The figures and totals under the book's periods; those that fit none are problems.
pub(crate) fn align_all(
    ranked: Vec<Ranked>,
    totals: Vec<PrintedTotal>,
    vocabulary: &Vocabulary,
    problems: &mut Vec<Problem>,
) -> (Vec<Ranked>, Vec<PrintedTotal>) {
    let mut aligned = |figure| {
        align(figure, vocabulary)
            .map_err(|problem| problems.push(*problem))
            .ok()
    };
    let ranked = ranked.into_iter().filter_map(|Ranked { figure, rank }| {
        let figure = aligned(figure)?;
        Some(Ranked { figure, rank })
    });
    let ranked = ranked.collect();
    let totals = totals.into_iter().filter_map(|PrintedTotal { figure, parts }| {
        let figure = aligned(figure)?;
        Some(PrintedTotal { figure, parts })
    });
    (ranked, totals.collect())
}

/// Puts a figure of a member with its own calendar under the book's period that it mostly lies in: years that
/// end in January stand under the calendar year before. The rule says what the period was called; figures in
/// the book's own calendar stay as they are.
///
/// # Errors
/// A warning for a stretch of months that lies across two of the book's years.
fn align(figure: Figure, vocabulary: &Vocabulary) -> Result<Figure, Box<Problem>> {
    let own = calendar(vocabulary, &figure.series);
    if own == vocabulary.calendar {
        return Ok(figure);
    }
    let Some(period) = own.align(figure.period, vocabulary.calendar) else {
        return Err(Box::new(across_years(&figure)));
    };
    let rule = format!("{} of its own calendar → {period}", figure.period);
    Ok(Figure {
        period,
        reported_in: own.align(figure.reported_in, vocabulary.calendar).unwrap_or(period),
        rule: joined(&[figure.rule, rule]),
        ..figure
    })
}

fn across_years(figure: &Figure) -> Problem {
    Problem::warning(format!(
        "{} in {} of its own calendar lies across two of the book's years; it is left out",
        figure.series, figure.period
    ))
    .at(figure.origin.place())
    .hint("give the quarters or months it is made of, or read single quarters with `derive = [\"discrete\"]`")
}
