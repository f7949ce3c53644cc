//! Figures worked out from others of the same source.

use std::collections::{BTreeMap, BTreeSet};

use quarterbook_data::{Amount, Derivation, Figure, LineKind, Period, Problem, Series, Status, Vocabulary};
use rust_decimal::Decimal;

use super::Ranked;
use crate::rules::Derive;

/// How far a derived figure ranks behind a printed one.
const BEHIND_PRINTED: usize = 500_000;

/// What each word works out, those first from which others can follow.
const ORDER: [Derive; 6] = [
    Derive::Discrete,
    Derive::Q4,
    Derive::Quarter,
    Derive::Half,
    Derive::H2,
    Derive::Year,
];

type Known = BTreeMap<Period, Best>;

/// The figure of a period that others are built on.
#[derive(Clone)]
struct Best {
    ranked: Ranked,
    /// Whether an earlier report stated another.
    is_restated: bool,
}

/// What is worked out, and what cannot be.
#[derive(Default)]
pub(crate) struct Derived {
    pub(crate) figures: Vec<Ranked>,
    pub(crate) problems: Vec<Problem>,
}

/// One way to a figure: periods added up, less others.
struct Way {
    period: Period,
    added: Vec<Period>,
    taken: Vec<Period>,
}

/// The periods that the source does not print and that follow from what it prints. Only lines that add up over
/// time have any; bounds and claims are never built on. A derived figure may be off by what all its parts may be.
pub(crate) fn derive(printed: &[Ranked], wanted: &[Derive], vocabulary: &Vocabulary) -> Derived {
    let mut derived = Derived::default();
    for mut known in known_by_series(printed, vocabulary).into_values() {
        let years: BTreeSet<i16> = known.keys().map(|period| period.fiscal_year()).collect();
        for word in ORDER.into_iter().filter(|word| wanted.contains(word)) {
            let ways: Vec<Way> = years.iter().flat_map(|year| ways(word, *year)).collect();
            let mut of_two_bases: BTreeMap<Period, Problem> = BTreeMap::new();
            for way in ways {
                if known.contains_key(&way.period) {
                    continue;
                }
                if let Some(problem) = two_bases(&way, &known) {
                    of_two_bases.entry(way.period).or_insert(problem);
                } else if let Some(figure) = follow(&way, &known) {
                    let is_restated =
                        parts(&way, &known).is_some_and(|parts| parts.iter().any(|part| part.is_restated));
                    let ranked = figure.clone();
                    known.insert(way.period, Best { ranked, is_restated });
                    derived.figures.push(figure);
                }
            }
            of_two_bases.retain(|period, _| !known.contains_key(period));
            derived.problems.extend(of_two_bases.into_values());
        }
    }
    derived
}

/// The figures along a way; `None` when one is not known.
fn parts<'a>(way: &Way, known: &'a Known) -> Option<Vec<&'a Best>> {
    let all = way.added.iter().chain(&way.taken);
    all.map(|period| known.get(period)).collect()
}

/// The warning for a way from a figure that a later report restated and one that it did not: their difference would be
/// of no report.
fn two_bases(way: &Way, known: &Known) -> Option<Problem> {
    let parts = parts(way, known)?;
    let year = |part: &Best| part.ranked.figure.reported_in.fiscal_year();
    let restated = parts
        .iter()
        .filter(|part| part.is_restated)
        .max_by_key(|part| year(part))?;
    let older = parts
        .iter()
        .find(|part| !part.is_restated && year(part) < year(restated))?;
    let (one, other) = (&restated.ranked.figure, &older.ranked.figure);
    let problem = Problem::warning(format!(
        "{} in {} is not worked out: {} was restated in {}, and {} is still that of {}",
        one.series, way.period, one.period, one.origin, other.period, other.origin
    ));
    Some(problem.hint("add the report that restates it too, or take the restating one out of `files`"))
}

/// The figures that can be built on: of each period the best ranked, and of those the one reported last.
fn known_by_series(printed: &[Ranked], vocabulary: &Vocabulary) -> BTreeMap<Series, Known> {
    let mut by_series: BTreeMap<Series, Known> = BTreeMap::new();
    for ranked in printed {
        let figure = &ranked.figure;
        let line = vocabulary.lines.get(&figure.series.line);
        let adds_up = line.is_some_and(|line| line.kind == LineKind::Flow);
        let is_firm = !matches!(figure.status, Status::Claim | Status::AtLeast | Status::AtMost);
        if !adds_up || !is_firm || !matches!(figure.amount, Amount::Number(_)) {
            continue;
        }
        let known = by_series.entry(figure.series.clone()).or_default();
        let first = || Best {
            ranked: ranked.clone(),
            is_restated: false,
        };
        let best = known.entry(figure.period).or_insert_with(first);
        let order = |one: &Ranked| (std::cmp::Reverse(one.rank), one.figure.reported_in);
        let differ = ranked.rank == best.ranked.rank && is_restatement(&ranked.figure, &best.ranked.figure);
        best.is_restated |= differ;
        if order(ranked) > order(&best.ranked) {
            best.ranked = ranked.clone();
        }
    }
    by_series
}

/// Whether two figures of one period are of two reports and differ by more than their rounding.
fn is_restatement(one: &Figure, other: &Figure) -> bool {
    let are_estimates = [one, other].iter().any(|figure| figure.status == Status::Estimate);
    let unit = &one.unit;
    let difference = one
        .value_in(unit)
        .zip(other.value_in(unit))
        .map(|(one, other)| (one - other).abs());
    let rounding = one
        .half_unit_in(unit)
        .zip(other.half_unit_in(unit))
        .map(|(one, other)| one + other);
    one.reported_in != other.reported_in && !are_estimates && difference > rounding
}

/// The ways a word knows to figures of one fiscal year, the shortest first.
fn ways(word: Derive, year: i16) -> Vec<Way> {
    let quarters =
        |places: std::ops::RangeInclusive<u8>| places.map(|at| Period::quarter(year, at)).collect::<Vec<_>>();
    let months = |places: std::ops::RangeInclusive<u8>| places.map(|at| Period::month(year, at)).collect::<Vec<_>>();
    let halves = [1, 2].map(|half| Period::half(year, half));
    let whole = Period::year(year);
    match word {
        Derive::Discrete => (2..=4).flat_map(|at| last_quarters(year, at)).collect(),
        Derive::Q4 => {
            let mut ways = last_quarters(year, 4);
            ways.push(less(
                Period::quarter(year, 4),
                whole,
                vec![halves[0], Period::quarter(year, 3)],
            ));
            ways
        }
        Derive::Quarter => (1..=4)
            .map(|at| sum(Period::quarter(year, at), months(at * 3 - 2..=at * 3)))
            .collect(),
        Derive::Half => [(1, halves[0]), (2, halves[1])]
            .into_iter()
            .flat_map(|(at, half)| {
                [
                    sum(half, quarters(at * 2 - 1..=at * 2)),
                    sum(half, months(at * 6 - 5..=at * 6)),
                ]
            })
            .collect(),
        Derive::H2 => vec![less(halves[1], whole, vec![halves[0]])],
        Derive::Year => vec![
            sum(whole, halves.to_vec()),
            sum(whole, quarters(1..=4)),
            sum(whole, months(1..=12)),
        ],
    }
}

/// The ways to the last quarter of a stretch from the beginning of the year.
fn last_quarters(year: i16, at: u8) -> Vec<Way> {
    let (quarter, whole) = (Period::quarter(year, at), Period::to_date(year, at * 3));
    let quarters = (1..at).map(|before| Period::quarter(year, before)).collect();
    vec![
        less(quarter, whole, vec![Period::to_date(year, at * 3 - 3)]),
        less(quarter, whole, quarters),
    ]
}

fn less(period: Period, whole: Period, taken: Vec<Period>) -> Way {
    Way {
        period,
        added: vec![whole],
        taken,
    }
}

const fn sum(period: Period, added: Vec<Period>) -> Way {
    Way {
        period,
        added,
        taken: Vec::new(),
    }
}

/// The figure at the end of a way, in the unit of the first figure on it; `None` when one is not known.
fn follow(way: &Way, known: &Known) -> Option<Ranked> {
    let parts: Vec<&Ranked> = parts(way, known)?.into_iter().map(|part| &part.ranked).collect();
    let first = &parts.first()?.figure;
    let unit = &first.unit;
    let mut amount = Decimal::ZERO;
    let mut half_unit = Decimal::ZERO;
    for (place, part) in parts.iter().enumerate() {
        let value = part.figure.value_in(unit)?;
        amount = if place < way.added.len() {
            amount.checked_add(value)?
        } else {
            amount.checked_sub(value)?
        };
        half_unit = half_unit.checked_add(part.figure.half_unit_in(unit)?)?;
    }
    let coarsest = |figure: &Figure| figure.decimals + unit.scale.0 - figure.unit.scale.0;
    let decimals = parts.iter().map(|part| coarsest(&part.figure)).min()?;
    let is_estimate = parts.iter().any(|part| part.figure.status == Status::Estimate);
    let figure = Figure {
        period: way.period,
        amount: Amount::Number(amount),
        status: if is_estimate { Status::Estimate } else { Status::Derived },
        decimals,
        reported_in: parts.iter().map(|part| part.figure.reported_in).max()?,
        rule: words(&parts, way.added.len()),
        derivation: Some(Derivation {
            half_unit,
            cells: parts
                .iter()
                .flat_map(|part| part.figure.cells().iter().cloned())
                .collect(),
        }),
        ..first.clone()
    };
    let behind = |part: &Ranked| match part.figure.derivation {
        Some(_) => part.rank,
        None => part.rank + BEHIND_PRINTED,
    };
    let rank = parts.into_iter().map(behind).max()?;
    Some(Ranked { figure, rank })
}

/// `FY2025 [annual.csv!C4] − 2025H1 [interim.csv!B4]`
fn words(parts: &[&Ranked], added: usize) -> String {
    let mut words = String::new();
    for (place, part) in parts.iter().enumerate() {
        let sign = match place {
            0 => "",
            _ if place < added => " + ",
            _ => " − ",
        };
        let Figure {
            period, origin, rule, ..
        } = &part.figure;
        words = match part.figure.derivation {
            Some(_) => format!("{words}{sign}({rule})"),
            None => format!("{words}{sign}{period} [{origin}]"),
        };
    }
    words
}
