//! Scale slips: a figure that is a round power of ten away from the one before it.

use std::collections::BTreeMap;

use quarterbook_data::{Amount, Figure, Measure, Period, Problem, Scale, Series, Unit};
use rust_decimal::Decimal;

/// A warning for each amount or count whose ratio to the year before, or else to the period before, is within
/// two per cent of 10, 100, 1,000 or 10,000, or of one of their inverses.
pub(crate) fn scale_slips(figures: &[Figure]) -> Vec<Problem> {
    let mut by_series: BTreeMap<&Series, BTreeMap<Period, &Figure>> = BTreeMap::new();
    for figure in figures.iter().filter(|figure| can_slip(figure)) {
        by_series
            .entry(&figure.series)
            .or_default()
            .insert(figure.period, figure);
    }
    let mut problems = Vec::new();
    for known in by_series.values() {
        for (period, figure) in known {
            let earlier = known.get(&period.year_ago()).or_else(|| known.get(&period.step(-1)));
            if let Some(slip) = earlier.and_then(|earlier| slip(earlier, figure)) {
                problems.push(slip);
            }
        }
    }
    problems
}

fn can_slip(figure: &Figure) -> bool {
    matches!(figure.unit.measure, Measure::Money(_) | Measure::Count(_)) && matches!(figure.amount, Amount::Number(_))
}

fn slip(earlier: &Figure, later: &Figure) -> Option<Problem> {
    let base = Unit::new(later.unit.measure.clone(), Scale::ONE);
    let (a, b) = (earlier.value_in(&base)?.abs(), later.value_in(&base)?.abs());
    let ratio = if a < b { b.checked_div(a)? } else { a.checked_div(b)? };
    let power = [10, 100, 1_000, 10_000].into_iter().map(Decimal::from).find(|power| {
        let off = (ratio / power - Decimal::ONE).abs();
        off <= Decimal::new(2, 2)
    })?;
    let direction = if a < b { "times" } else { "times smaller than" };
    Some(
        Problem::warning(format!(
            "{} in {} is about {power} {direction} that in {}: {} in {}, {} in {}",
            later.series,
            later.period,
            earlier.period,
            later.origin.printed,
            later.origin,
            earlier.origin.printed,
            earlier.origin
        ))
        .at(later.origin.place())
        .hint("compare the units of both tables; a right figure needs nothing"),
    )
}
