//! Per cents that stand as bare numbers: whether 30.8 and 0.308 mean what the source is said to hold.
//!
//! Nothing in a bare number says which it is, so the book or the table has to. What they say is then held against
//! the size of the numbers, since feeds change from one to the other without a word. `override` ends the doubt:
//! a growth of 1,200 % may be right.

use quarterbook_data::{Figure, Line, Measure, Problem, Scale, Series};
use rust_decimal::Decimal;

use super::Scope;
use crate::rules::{Target, UnitRule};

/// The largest fraction of one that passes without a word: 1,000 %.
const LARGEST_FRACTION: Decimal = Decimal::TEN;
/// How many decimals more a fraction shows than the per cents beside it.
const DECIMALS_APART: i8 = 2;

/// What is wrong when nothing says which of the two a number is, and the lines that settle it.
pub(super) fn undeclared(line: &Line, target: &Target, number: Decimal) -> (String, String) {
    let (what, unit) = match line.unit.measure {
        Measure::Points => ("percentage points", "pp"),
        _ => ("per cent", "%"),
    };
    let declared = target.line_with_unit(&format!("\"{unit}\""));
    (
        format!("nothing says whether `{}` is in {what} or a fraction of one", line.name),
        format!(
            "write `{declared}` if {number} means {number} {unit}, or `unit = \"ratio\"` there if it means {} {unit}",
            in_percent(number)
        ),
    )
}

/// The bare numbers that a row, or a line of a long table, holds.
pub(super) struct Bare<'a> {
    pub(super) series: &'a Series,
    pub(super) target: &'a Target,
    pub(super) figures: Vec<&'a Figure>,
}

/// What is wrong with bare ratios that are not of the size their unit says.
pub(super) fn check(scope: Scope<'_>, bare: &Bare<'_>) -> Vec<Problem> {
    let of_source = scope.source.rule.unit.as_ref();
    let insists =
        bare.target.insists || of_source.is_some_and(|unit| matches!(unit.get_ref(), UnitRule::Override { .. }));
    if insists {
        return Vec::new();
    }
    let mut problems = too_large(bare);
    problems.extend(too_small(bare));
    problems
}

/// Numbers of a scale among the figures, with their size.
fn sized<'a>(bare: &'a Bare<'_>, scale: Scale) -> Vec<(&'a Figure, Decimal)> {
    let of_scale = bare
        .figures
        .iter()
        .filter(|figure| figure.unit.measure == Measure::Ratio && figure.unit.scale == scale);
    of_scale
        .filter_map(|figure| Some((*figure, figure.amount.number()?.abs())))
        .filter(|(_, size)| !size.is_zero())
        .collect()
}

/// Fractions of one that would be more than 1,000 %.
fn too_large(bare: &Bare<'_>) -> Vec<Problem> {
    let fractions = sized(bare, Scale::ONE);
    let beside = fractions.iter().find(|(_, size)| *size <= Decimal::ONE);
    let large = fractions.iter().filter(|(_, size)| *size > LARGEST_FRACTION);
    // When all of them are too large, the first speaks for the others.
    let told = if beside.is_some() { usize::MAX } else { 1 };
    large
        .take(told)
        .map(|(figure, size)| {
            let printed = figure.origin.printed.trim();
            let other = beside.map_or(String::new(), |(other, _)| {
                format!(", beside {} in {}", other.origin.printed.trim(), other.origin.cell)
            });
            let as_percent = in_percent(*size);
            let way_out = match beside {
                Some(_) => "mend the source if it is in per cent already".to_owned(),
                None => format!("write `{}` if it is in per cent", bare.target.line_with_unit("\"%\"")),
            };
            let insisting = bare.target.line_with_unit("{ override = \"ratio\" }");
            Problem::error(format!(
                "`{printed}` as a fraction of one would be {as_percent} % of `{}`{other}",
                bare.series
            ))
            .at(figure.origin.place())
            .hint(format!("{way_out}, or `{insisting}` if {as_percent} % is right"))
        })
        .collect()
}

/// Numbers in per cent that look like fractions of one: one among larger ones by its decimals, or all of them.
fn too_small(bare: &Bare<'_>) -> Vec<Problem> {
    let percents = sized(bare, Scale::PERCENT);
    let (small, large): (Vec<_>, Vec<_>) = percents.into_iter().partition(|(_, size)| *size <= Decimal::ONE);
    let insisting = bare.target.line_with_unit("{ override = \"%\" }");
    if let Some((beside, _)) = large.first() {
        let usual = large
            .iter()
            .map(|(figure, _)| figure.decimals)
            .max()
            .unwrap_or_default();
        let is_finer = |figure: &Figure| figure.decimals >= usual + DECIMALS_APART;
        let slips = small.iter().filter(|(figure, _)| is_finer(figure));
        return slips
            .map(|(figure, size)| {
                Problem::error(format!(
                    "`{}` of `{}` may be {size} % or {} %, beside {} in {}",
                    figure.origin.printed.trim(),
                    bare.series,
                    in_percent(*size),
                    beside.origin.printed.trim(),
                    beside.origin.cell
                ))
                .at(figure.origin.place())
                .hint(format!(
                    "mend the source if it is a fraction of one, or write `{insisting}` if it is in per cent"
                ))
            })
            .collect();
    }
    let Some((first, size)) = small.first().filter(|_| small.len() > 1) else {
        return Vec::new();
    };
    let problem = Problem::warning(format!(
        "every figure of `{}` is below 1 %: `{}` is taken for {size} %, and may be {} %",
        bare.series,
        first.origin.printed.trim(),
        in_percent(*size)
    ))
    .at(first.origin.place())
    .hint(format!(
        "write `{}` if these are fractions of one, or `{insisting}` if they are right",
        bare.target.line_with_unit("\"ratio\"")
    ));
    vec![problem]
}

fn in_percent(number: Decimal) -> Decimal {
    number.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(number).normalize()
}
