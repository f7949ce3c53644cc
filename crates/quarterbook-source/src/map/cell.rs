//! One cell → one figure.

use quarterbook_data::{Amount, Figure, Line, Measure, Period, Place, Problem, Series, Status, Unit};
use rust_decimal::Decimal;

use super::doubt::{Doubt, doubt};
use super::own_unit::{hint_for, of_money_perhaps, own_unit};
use super::reading::read_cell;
use super::scaled::Scaled;
use super::unit::{NoUnit, Stated, StatedBy, resolve};
use super::{Scope, percent};
use crate::printed::{Reading, ValueError};
use crate::rules::{StatusWord, Target, UnitRule};
use crate::{Cell, CellValue, PeriodReading};

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

/// A figure as its cell gives it.
pub(super) struct Taken {
    pub(super) figure: Figure,
    /// What is doubtful about its unit.
    pub(super) doubt: Option<Doubt>,
    /// Whether the cell itself says nothing of a unit.
    pub(super) is_bare: bool,
    /// How many decimals it has at most, whatever its cell shows.
    pub(super) most_decimals: i8,
}

/// A cell that gives no figure.
pub(super) struct Refused {
    pub(super) problem: Problem,
    /// Whether all cells of the row or column would say the same.
    pub(super) is_of_all: bool,
}

impl Refused {
    fn at(self, place: Place) -> Self {
        Self {
            problem: self.problem.at(place),
            ..self
        }
    }
}

/// The figure that a cell holds; what is not disclosed is a figure too. Its `reported_in` is its own period
/// until the whole table is read.
pub(super) fn figure(scope: Scope<'_>, what: &What<'_>, cell: &Cell) -> Result<Taken, Refused> {
    let reading = read_cell(scope, cell).map_err(|error| no_value(scope, cell, error))?;
    let line = &scope.vocabulary.lines[&what.target.line];
    let scaled = Scaled::of(cell).filter(|_| reading.unit.is_none());
    let by_format = scaled.as_ref().and_then(|scaled| scaled.stated(line));
    let by_format = by_format.filter(|_| !is_insisted(scope, what.target));
    let is_by_format = by_format.is_some();
    let unknown = scaled.as_ref().and_then(|scaled| scaled.unknown_words(line));
    if let Some(unknown) = unknown.filter(|_| !is_insisted(scope, what.target) && reading.amount.number().is_some()) {
        return Err(unknown.at(scope.grid.place(cell.address)));
    }
    let stated = stated_with_own(what, line, cell, &reading, by_format);
    let number = reading.amount.number();
    let (unit, unit_rule) = match (number, resolve(line, &stated)) {
        (Some(number), Ok(found)) => match &scaled {
            Some(scaled) => match scaled.unit(&found, line, what.target, &stated) {
                Ok(unit) => unit,
                // Nothing is nothing in any unit.
                Err(_) if number.is_zero() => found,
                Err(refused) => return Err(refused.at(scope.grid.place(cell.address))),
            },
            None => found,
        },
        (None, Ok(found)) => found,
        (Some(number), Err(why)) => {
            let mut refused = without_unit(why, scope, line, what.target, number);
            if let Some(hint) = hint_for(line, what.target, cell, reading.unit.as_ref()) {
                refused.problem.hint = Some(hint);
            }
            if is_by_format {
                let hint = refused.problem.hint.unwrap_or_default();
                refused.problem.hint = Some(format!(
                    "{hint}; if its number format alone says so, `unit = {{ override = \"…\" }}` is that of the number"
                ));
            }
            return Err(refused.at(scope.grid.place(cell.address)));
        }
        // A missing figure needs no scale.
        (None, Err(_)) => (line.unit.clone(), String::new()),
    };
    let rounded_to = rounded_to(scope, what.target, &unit).filter(|_| number.is_some());
    let most_decimals = rounded_to.map_or(i8::MAX, |to| -(to.max(1).ilog10() as i8));
    let is_bare = reading.unit.is_none();
    // A number format that says %, and a figure without a number, need no rule for their unit.
    let needs_unit_rule = number.is_some() && (is_bare || !matches!(cell.value, CellValue::Number(_)));
    let negated = number.filter(|_| what.target.negate).map(|number| -number);
    let rules = [
        what.period.rule.clone(),
        if needs_unit_rule { unit_rule } else { String::new() },
        reading.rule,
        negated.map_or(String::new(), |_| "× −1".to_owned()),
        rounded_to.map_or(String::new(), |to| format!("± {}", Decimal::from(to) / Decimal::TWO)),
    ];
    let figure = Figure {
        series: what.series.clone(),
        period: what.period.period,
        amount: negated.map_or(reading.amount, Amount::Number),
        unit,
        status: declared_status(scope, what).unwrap_or(reading.status),
        decimals: reading.decimals.min(most_decimals),
        reported_in: what.period.period,
        origin: scope.grid.origin(cell),
        rule: joined(&rules),
        derivation: None,
    };
    Ok(Taken {
        figure,
        doubt: doubt(line, &stated, scaled.map_or(0, |scaled| scaled.power)).filter(|_| number.is_some()),
        is_bare,
        most_decimals,
    })
}

/// Whether the book insists on the unit of the number in the cell, whatever is shown.
fn is_insisted(scope: Scope<'_>, target: &Target) -> bool {
    let by_source = || {
        matches!(
            scope.source.rule.unit.as_ref().map(toml::Spanned::get_ref),
            Some(UnitRule::Override { .. })
        )
    };
    target.insists || (target.unit.is_none() && by_source())
}

fn no_value(scope: Scope<'_>, cell: &Cell, error: ValueError) -> Refused {
    let place = scope.grid.place(cell.address);
    Refused {
        problem: Problem::error(error.message).at(place).hint(error.hint),
        is_of_all: false,
    }
}

/// The units stated for a figure, its cell's own first: that of its text, or of its number format.
fn stated_with_own(
    what: &What<'_>,
    line: &Line,
    cell: &Cell,
    reading: &Reading,
    by_format: Option<Stated>,
) -> Vec<Stated> {
    let own = reading.unit.as_ref().map(|note| Stated {
        note: own_unit(what, line, cell, note),
        words: cell.printed().trim().to_owned(),
        by: StatedBy::Close,
    });
    own.or(by_format)
        .into_iter()
        .chain(what.stated.iter().cloned())
        .collect()
}

/// The problem of a number without a unit.
fn without_unit(why: NoUnit, scope: Scope<'_>, line: &Line, target: &Target, number: Decimal) -> Refused {
    let is_of_all = match &why {
        NoUnit::Unstated | NoUnit::OfMoneyPerhaps { .. } => true,
        NoUnit::Contradicts { is_of_all, .. } => *is_of_all,
    };
    let (message, hint) = match (why, &line.unit.measure) {
        (NoUnit::Contradicts { message, hint, .. }, _) => (message, hint),
        (NoUnit::OfMoneyPerhaps { words, at, scale }, _) => of_money_perhaps(line, target, number, (&words, at, scale)),
        (NoUnit::Unstated, Measure::Ratio | Measure::Points) => percent::undeclared(line, target, number),
        (NoUnit::Unstated, _) if scope.source.rule.unit.is_some() && scope.source.unit.is_none() => (
            format!(
                "`unit = \"note\"` goes by the note of the table, and this one has none that `{}` could go by",
                line.name
            ),
            "write what it is in this [[source]], such as `unit = \"RMB'000\"`".to_owned(),
        ),
        (NoUnit::Unstated, _) => (
            format!("nothing says in which unit `{}` stands", line.name),
            "write `unit = \"RMB'000\"` (or what it is) in this [[source]]".to_owned(),
        ),
    };
    Refused {
        problem: Problem::error(message).hint(hint),
        is_of_all,
    }
}

/// What the book says the figure is rounded to; for a whole source it speaks of money only.
fn rounded_to(scope: Scope<'_>, target: &Target, unit: &Unit) -> Option<u64> {
    let of_source = scope.source.rule.rounded_to;
    target
        .rounded_to
        .or(of_source.filter(|_| unit.measure.currency().is_some()))
}

/// How firmly the table, the book or the header of the period says that the figure stands.
fn declared_status(scope: Scope<'_>, what: &What<'_>) -> Option<Status> {
    let of_source = scope.source.rule.status.map(StatusWord::status);
    let estimate = what.period.is_estimate.then_some(Status::Estimate);
    what.status.or(what.target.status).or(of_source).or(estimate)
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

/// The newest period that is no estimate, for `reported_in`.
pub(super) fn newest<'a>(readings: impl Iterator<Item = &'a PeriodReading> + Clone) -> Option<Period> {
    let actual = readings.clone().filter(|reading| !reading.is_estimate);
    actual
        .map(|reading| reading.period)
        .max()
        .or(readings.map(|reading| reading.period).max())
}
