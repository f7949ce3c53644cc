//! Scale slips: a table that is a power of ten away from the one before it.
//!
//! One line that grows tenfold is growth. A table in thousands that is taken for one in millions is off by the same
//! power of ten in every line, so that is what is looked for.

use std::collections::BTreeMap;

use quarterbook_data::{Amount, Figure, Measure, Period, Problem, Scale, Series, Unit};
use rust_decimal::Decimal;

/// Two tables, by file and sheet, a period of each, and whether it is their money that is compared.
type Tables<'a> = (&'a str, &'a str, Period, &'a str, &'a str, Period, bool);

/// A figure and that of the year before, or else of the period before.
struct Step<'a> {
    earlier: &'a Figure,
    later: &'a Figure,
    /// The power of ten that they differ by, when they do; below zero when the later one is smaller.
    power: Option<i32>,
    /// Whether they differ by just that.
    is_clean: bool,
}

/// An error for each two tables that print figures of the same period at different scales, and a warning for each two in which every amount, or every count, differs from that of the year before, or
/// else of the period before, by about the same power of ten.
pub(crate) fn scale_slips(figures: &[Figure]) -> Vec<Problem> {
    let mut by_series: BTreeMap<&Series, BTreeMap<Period, &Figure>> = BTreeMap::new();
    let mut repeats: BTreeMap<Tables<'_>, Vec<Step<'_>>> = BTreeMap::new();
    for figure in figures.iter().filter(|figure| can_slip(figure)) {
        let known = by_series.entry(&figure.series).or_default();
        let before = known.insert(figure.period, figure);
        if let Some(step) = before.and_then(|before| step(before, figure)).filter(is_another_scale) {
            repeats.entry(tables_of(&step)).or_default().push(step);
        }
    }
    let mut tables: BTreeMap<Tables<'_>, Vec<Step<'_>>> = BTreeMap::new();
    for known in by_series.values() {
        for (period, later) in known {
            let earlier = known.get(&period.year_ago()).or_else(|| known.get(&period.step(-1)));
            if let Some(step) = earlier.and_then(|earlier| step(earlier, later)) {
                tables.entry(tables_of(&step)).or_default().push(step);
            }
        }
    }
    let repeats = repeats.values().filter_map(|steps| repeat(steps));
    repeats.chain(tables.values().filter_map(|steps| slip(steps))).collect()
}

/// Whether one figure was printed twice at scales that differ: no restatement is a clean ten or hundred times, and none
/// is about a thousand.
fn is_another_scale(step: &Step<'_>) -> bool {
    let is_clean = step.is_clean;
    step.power.is_some_and(|power| is_clean || power.abs() >= 3)
}

/// The error for figures that two tables print for the same period at different scales.
fn repeat(steps: &[Step<'_>]) -> Option<Problem> {
    let Step {
        earlier, later, power, ..
    } = steps.first()?;
    let times = Decimal::from(10_u64.pow(power.as_ref()?.unsigned_abs()));
    let others = match steps.len() {
        1 => String::new(),
        many => format!(", and so are {} more", many - 1),
    };
    Some(
        Problem::error(format!(
            "{} in {} is printed twice, about {times} times apart: {} and {}{others}",
            later.series,
            later.period,
            with_unit(earlier),
            with_unit(later),
        ))
        .at(later.origin.place())
        .hint(
            "the unit of one of the two tables is wrong: give that file a [[source]] of its own with \
             `unit = { override = \"…\" }`, or `skip` the column",
        ),
    )
}

/// `141 in USD '000 in data/2025Q1.csv, cell B2`.
fn with_unit(figure: &Figure) -> String {
    let Figure { origin, unit, .. } = figure;
    format!("{} in {unit} in {origin}", origin.printed)
}

fn can_slip(figure: &Figure) -> bool {
    let is_amount = matches!(figure.unit.measure, Measure::Money(_) | Measure::Count(_));
    is_amount && matches!(figure.amount, Amount::Number(number) if !number.is_zero())
}

fn tables_of<'a>(step: &Step<'a>) -> Tables<'a> {
    let Step { earlier, later, .. } = step;
    let is_money = matches!(later.unit.measure, Measure::Money(_));
    (
        &later.origin.file.path,
        &later.origin.sheet,
        later.period,
        &earlier.origin.file.path,
        &earlier.origin.sheet,
        earlier.period,
        is_money,
    )
}

fn step<'a>(earlier: &'a Figure, later: &'a Figure) -> Option<Step<'a>> {
    let base = Unit::new(later.unit.measure.clone(), Scale::ONE);
    let (a, b) = (earlier.value_in(&base)?.abs(), later.value_in(&base)?.abs());
    let (ratio, sign) = if a < b {
        (b.checked_div(a)?, 1)
    } else {
        (a.checked_div(b)?, -1)
    };
    let power = power(ratio);
    Some(Step {
        earlier,
        later,
        power: power.map(|power| sign * power),
        // One and ten may be anything; 5.4 and 54 are one figure.
        is_clean: a.normalize().mantissa() >= 10
            && power.is_some_and(|power| ratio == Decimal::from(10_u64.pow(power.unsigned_abs()))),
    })
}

/// The power of ten that a ratio above one is about. Ten times is within reach of growth, so little is allowed
/// beside it; a thousand times is not.
fn power(ratio: Decimal) -> Option<i32> {
    let hundredths = |hundredths| Decimal::new(hundredths, 2);
    let near = [
        (1, 98, 102),
        (2, 90, 110),
        (3, 50, 200),
        (4, 50, 200),
        (5, 50, 200),
        (6, 50, 200),
        (8, 50, 200),
    ];
    near.into_iter()
        .find(|(power, least, most)| {
            let rest = ratio / Decimal::from(10_u64.pow(*power));
            (hundredths(*least)..=hundredths(*most)).contains(&rest)
        })
        .map(|(power, ..)| power as i32)
}

/// The warning for a step between two tables, when all its figures make the same.
fn slip(steps: &[Step<'_>]) -> Option<Problem> {
    let first = steps.first()?;
    let power = first
        .power
        .filter(|power| steps.iter().all(|step| step.power == Some(*power)))?;
    let Step { earlier, later, .. } = first;
    let times = Decimal::from(10_u64.pow(power.unsigned_abs()));
    let direction = if power > 0 { "times" } else { "times smaller than" };
    let who = match steps.len() {
        1 => format!("{} in {} is about {times} {direction} that", later.series, later.period),
        many => format!(
            "all {many} figures in {} are about {times} {direction} those",
            later.period
        ),
    };
    let which = match steps.len() {
        1 => String::new(),
        _ => format!("{} ", later.series),
    };
    Some(
        Problem::warning(format!(
            "{who} in {}: {which}{} in {}, {} in {}",
            earlier.period, later.origin.printed, later.origin, earlier.origin.printed, earlier.origin
        ))
        .at(later.origin.place())
        .hint("compare the units of both tables; a right figure needs nothing"),
    )
}
