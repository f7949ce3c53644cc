//! One cell → one figure.

use quarterbook_data::{Amount, Figure, Period, Problem, Series, Status};
use rust_decimal::Decimal;

use super::Scope;
use super::unit::{Doubt, Stated, StatedBy, doubt, resolve};
use crate::printed::{Reading, ValueError};
use crate::rules::{Pattern, Target};
use crate::unit::UnitNote;
use crate::{Cell, CellValue, PeriodReading, read_value};
use quarterbook_data::Unit;

/// What is known of a figure before its cell is looked at.
pub(super) struct What<'a> {
    pub(super) target: &'a Target,
    pub(super) series: Series,
    pub(super) period: &'a PeriodReading,
    /// Units stated around the cell, the closest first.
    pub(super) stated: Vec<Stated>,
    /// A status that a column states.
    pub(super) status: Option<Status>,
}

/// The figure that a cell holds; what is not disclosed is a figure too. Its `reported_in` is its own period
/// until the whole table is read. With it comes what is doubtful about its unit.
pub(super) fn figure(scope: Scope<'_>, what: &What<'_>, cell: &Cell) -> Result<(Figure, Option<Doubt>), Box<Problem>> {
    let place = || scope.grid.place(cell.address);
    let reading =
        read_cell(scope, cell).map_err(|error| Box::new(Problem::error(error.message).at(place()).hint(error.hint)))?;
    let line = &scope.vocabulary.lines[&what.target.line];
    let mut stated = Vec::new();
    if let Some(note) = &reading.unit {
        let words = cell.printed();
        stated.push(Stated {
            note: note.clone(),
            words: words.trim().to_owned(),
            by: StatedBy::Close,
        });
    }
    stated.extend(what.stated.iter().cloned());
    let (unit, unit_rule) = match (reading.amount, resolve(line, &stated)) {
        (_, Ok(found)) => found,
        (Amount::Number(_), Err((message, hint))) => return Err(Problem::error(message).at(place()).hint(hint).into()),
        // A missing figure needs no scale.
        (_, Err(_)) => (line.unit.clone(), String::new()),
    };
    let own_unit_says_it = reading.unit.as_ref().is_some_and(|note| note.scale.is_some());
    let negate = what.target.negate;
    let amount = match reading.amount {
        Amount::Number(number) if negate => Amount::Number(-number),
        other => other,
    };
    let is_number = matches!(amount, Amount::Number(_));
    let doubt = doubt(line, &stated).filter(|_| is_number);
    let of_table = scope
        .source
        .rule
        .rounded_to
        .filter(|_| unit.measure.currency().is_some());
    let rounded = what.target.rounded_to.or(of_table).filter(|_| is_number);
    let rules = [
        what.period.rule.clone(),
        if !is_number || (own_unit_says_it && matches!(cell.value, CellValue::Number(_))) {
            String::new()
        } else {
            unit_rule
        },
        reading.rule,
        if negate { "× −1".to_owned() } else { String::new() },
        rounded.map_or(String::new(), |to| format!("± {}", Decimal::from(to) / Decimal::TWO)),
    ];
    let estimate = what.period.is_estimate.then_some(Status::Estimate);
    let declared = what
        .target
        .status
        .or(scope.source.rule.status.map(crate::rules::StatusWord::status));
    let figure = Figure {
        series: what.series.clone(),
        period: what.period.period,
        amount,
        unit,
        status: what.status.or(declared).or(estimate).unwrap_or(reading.status),
        decimals: rounded.map_or(reading.decimals, |to| reading.decimals.min(-(to.max(1).ilog10() as i8))),
        reported_in: what.period.period,
        origin: scope.grid.origin(cell),
        rule: joined(&rules),
    };
    Ok((figure, doubt))
}

/// Rules one after the other, empty ones left out.
pub(super) fn joined(rules: &[String]) -> String {
    let said: Vec<&str> = rules
        .iter()
        .map(String::as_str)
        .filter(|rule| !rule.is_empty())
        .collect();
    said.join("; ")
}

/// What a cell says: its text, or its number as far as Excel shows it.
pub(super) fn read_cell(scope: Scope<'_>, cell: &Cell) -> Result<Reading, ValueError> {
    let nil = |text: &str| {
        scope
            .source
            .rule
            .nil
            .iter()
            .any(|nil| Pattern::new(nil).matches_text(text))
    };
    match &cell.value {
        CellValue::Text(text) if nil(text) => Ok(undisclosed(text)),
        CellValue::Text(text) => read_value(text, scope.source.mark),
        CellValue::Number(_) => number(cell),
        CellValue::Error(literal) if nil(literal) => Ok(undisclosed(literal)),
        CellValue::Error(literal) => Err(ValueError {
            message: format!("the error {literal} where a figure is expected"),
            hint: format!("mend the source, or write `nil = [\"{literal}\"]` if it means not disclosed"),
        }),
        CellValue::Bool(_) | CellValue::Date(_) => Err(ValueError {
            message: format!("`{}` where a figure is expected", cell.printed()),
            hint: "leave its row or column out with `skip`".to_owned(),
        }),
    }
}

fn undisclosed(text: &str) -> Reading {
    Reading {
        amount: Amount::Undisclosed,
        status: Status::Reported,
        decimals: 0,
        unit: None,
        rule: format!("[book] {text} → n.a."),
    }
}

/// A number cell at 15 significant digits, all that Excel shows; under a per cent format it is in per cent.
fn number(cell: &Cell) -> Result<Reading, ValueError> {
    let stored = cell.value.decimal().ok_or_else(|| ValueError {
        message: format!("`{}` has more digits than can be kept exactly", cell.printed()),
        hint: "28 digits can be; put a shorter number into the source".to_owned(),
    })?;
    let shown = stored.round_sf(15).unwrap_or(stored).normalize();
    let is_percent = cell.number_format.as_deref().is_some_and(|format| format.contains('%'));
    let value = if is_percent {
        shown.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(shown).normalize()
    } else {
        shown
    };
    let printed = cell.printed();
    let decimals = i8::try_from(value.scale())
        .unwrap_or(i8::MAX)
        .max(printed_decimals(&printed));
    let rule = if stored.normalize() == shown {
        String::new()
    } else {
        format!("{stored} → {shown}")
    };
    Ok(Reading {
        amount: Amount::Number(value),
        status: Status::Reported,
        decimals,
        unit: is_percent.then(|| UnitNote::of(&Unit::PERCENT)),
        rule,
    })
}

/// How many decimals a number format shows: 2 for `6.10`, 1 for `(30.8%)`.
fn printed_decimals(printed: &str) -> i8 {
    let behind = printed.split_once('.').map_or("", |(_, behind)| behind);
    let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
    let is_plain = !behind[digits..].contains(|c: char| c.is_ascii_digit() || c == 'E');
    if is_plain { digits as i8 } else { 0 }
}

/// The newest period that is no estimate, for `reported_in`.
pub(super) fn newest<'a>(readings: impl Iterator<Item = &'a PeriodReading> + Clone) -> Option<Period> {
    let actual = readings.clone().filter(|reading| !reading.is_estimate);
    actual
        .map(|reading| reading.period)
        .max()
        .or(readings.map(|reading| reading.period).max())
}
