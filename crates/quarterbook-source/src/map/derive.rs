//! Figures worked out from others of the same source.

use std::collections::BTreeMap;

use quarterbook_data::{Amount, Figure, LineKind, Period, Series, Status, Vocabulary};

use super::Ranked;
use crate::rules::Derive;

/// How far a derived figure ranks behind a printed one.
const BEHIND_PRINTED: usize = 500_000;

type Known<'a> = BTreeMap<Period, &'a Ranked>;

/// The quarters that the source does not print and that follow from what it prints. Only lines that add up over
/// time have any; a derived figure is as precise as the coarsest it comes from.
pub(crate) fn derive(printed: &[Ranked], wanted: &[Derive], vocabulary: &Vocabulary) -> Vec<Ranked> {
    let mut by_series: BTreeMap<&Series, Known<'_>> = BTreeMap::new();
    for ranked in printed {
        let line = vocabulary.lines.get(&ranked.figure.series.line);
        let adds_up = line.is_some_and(|line| line.kind == LineKind::Flow);
        if !adds_up || !matches!(ranked.figure.amount, Amount::Number(_)) {
            continue;
        }
        let known = by_series.entry(&ranked.figure.series).or_default();
        let best = known.entry(ranked.figure.period).or_insert(ranked);
        let order = |one: &Ranked| (std::cmp::Reverse(one.rank), one.figure.reported_in);
        if order(ranked) > order(best) {
            *best = ranked;
        }
    }
    let mut derived = Vec::new();
    for known in by_series.values() {
        for whole in known.values().filter(|whole| whole.figure.period.is_to_date()) {
            derived.extend(last_quarter(whole, known, wanted));
        }
    }
    derived
}

/// The last quarter of a stretch from the beginning of the year.
fn last_quarter(whole: &Ranked, known: &Known<'_>, wanted: &[Derive]) -> Option<Ranked> {
    let period = whole.figure.period;
    let (year, months) = (period.fiscal_year(), period.months());
    let is_year = months == 12;
    let asked = wanted.contains(&Derive::Discrete) || (is_year && wanted.contains(&Derive::Q4));
    if !asked || months < 6 || months % 3 != 0 {
        return None;
    }
    let quarter = Period::quarter(year, months / 3);
    if known.contains_key(&quarter) {
        return None;
    }
    let before = known
        .get(&Period::to_date(year, months - 3))
        .map(|before| vec![*before]);
    let quarters = || {
        (1..months / 3)
            .map(|at| known.get(&Period::quarter(year, at)).copied())
            .collect::<Option<Vec<_>>>()
    };
    let parts = before.or_else(quarters)?;
    difference(whole, &parts, quarter)
}

fn difference(whole: &Ranked, parts: &[&Ranked], period: Period) -> Option<Ranked> {
    let unit = &whole.figure.unit;
    let mut rest = whole.figure.value_in(unit)?;
    let mut decimals = whole.figure.decimals;
    let mut words = format!("{} [{}]", whole.figure.period, whole.figure.origin);
    for part in parts.iter().map(|part| &part.figure) {
        rest = rest.checked_sub(part.value_in(unit)?)?;
        decimals = decimals.min(part.decimals + unit.scale.0 - part.unit.scale.0);
        words = format!("{words} − {} [{}]", part.period, part.origin);
    }
    Some(Ranked {
        figure: Figure {
            period,
            amount: Amount::Number(rest),
            status: Status::Derived,
            decimals,
            rule: words,
            ..whole.figure.clone()
        },
        rank: whole.rank + BEHIND_PRINTED,
    })
}
