//! Columns that say in which currency or unit the figures of a row stand, and of which the book does not speak: Currency,
//! 币种, Measure. They are not read, and hold a figure up that they contradict.

use quarterbook_data::{Figure, Measure, Problem, Unit};

use super::Scope;
use super::cell::What;
use super::unit::shown;
use crate::Cell;
use crate::rules::{Shape, UnitRule, other_currency};
use crate::text::folded;
use crate::unit::{UnitNote, count_alike, read_unit};

const OF_CURRENCIES: [&str; 8] = ["currency", "ccy", "crcy", "币种", "货币", "币别", "原币", "währung"];
const OF_UNITS: [&str; 5] = ["单位", "unit", "measure", "uom", "einheit"];

/// Whether a header is that of a column of currencies or units.
pub(super) fn is_measured(header: &str) -> bool {
    let header = folded(header);
    names_currency(&header) || OF_UNITS.iter().any(|word| header.contains(word))
}

/// Whether a header is that of a column of currencies, which say nothing of a scale.
pub(super) fn is_of_currencies(header: &str) -> bool {
    let header = folded(header);
    let names_unit = header.contains("单位") || header.contains("unit");
    !names_unit && names_currency(&header)
}

fn names_currency(header: &str) -> bool {
    matches!(header, "curr" | "curr.") || OF_CURRENCIES.iter().any(|word| header.contains(word))
}

/// The error for a figure that a cell of such a column contradicts; `None` where it does not, where the book gives the
/// row its unit, or insists on that of the source.
pub(super) fn contradiction(
    scope: Scope<'_>,
    what: &What<'_>,
    figure: &Figure,
    (header, cell): (&str, &Cell),
) -> Option<Problem> {
    let rule = scope.source.rule.unit.as_ref();
    let insists = rule.is_some_and(|unit| matches!(unit.get_ref(), UnitRule::Override { .. }));
    if insists || what.target.unit.is_some() || figure.amount.number().is_none() {
        return None;
    }
    let text = cell.value.text()?;
    let note = read_unit(text).filter(|note| contradicts(&figure.unit, note, header))?;
    let hint = hint(scope, what, figure, header, &note);
    let problem = Problem::error(format!(
        "`{}` under `{header}`, and `{}` is read in {}",
        text.trim(),
        figure.series,
        shown(&figure.unit)
    ));
    Some(problem.at(scope.grid.place(cell.address)).hint(hint))
}

/// What to write: how to go by the column, and how to leave it out.
fn hint(scope: Scope<'_>, what: &What<'_>, figure: &Figure, header: &str, note: &UnitNote) -> String {
    let own = figure.unit.measure.currency();
    let is_list = scope.source.rule.shape != Shape::Wide;
    let by_column = match (own, note.measure.as_ref().and_then(Measure::currency)) {
        (Some(own), Some(other)) if own != other => {
            let rows = format!("`where = {{ \"{header}\" = \"{own}\" }}` takes the rows in {own} alone, ");
            format!(
                "{}; {}",
                other_currency(other),
                if is_list { rows.as_str() } else { "" }
            )
        }
        _ if is_list => format!("`columns.unit = \"{header}\"` reads the column, "),
        _ => note.unit().map_or(String::new(), |unit| {
            let line = what.target.line_with_unit(&format!("\"{unit}\""));
            format!("write `{line}` if it is right; ")
        }),
    };
    format!("{by_column}`skip = [\"{header}\"]` leaves the column out if it says nothing of these figures")
}

/// Whether a unit beside a figure cannot be that of the figure. Under `Business unit` chips are no unit.
fn contradicts(unit: &Unit, note: &UnitNote, header: &str) -> bool {
    let is_of_units =
        ["unit", "units", "uom", "unit of measure", "单位", "计量单位"].contains(&folded(header).as_str());
    let scale_differs = !is_of_currencies(header) && note.scale.is_some_and(|scale| scale != unit.scale);
    match (&unit.measure, &note.measure) {
        (Measure::Money(own) | Measure::MoneyEach(own), Some(Measure::Money(other) | Measure::MoneyEach(other))) => {
            own != other || scale_differs
        }
        (Measure::Money(_), None) => scale_differs,
        (Measure::Count(own), Some(Measure::Count(other))) => !count_alike(own, other) || scale_differs,
        (Measure::Money(_), Some(Measure::Ratio | Measure::Points)) => true,
        (Measure::Money(_), Some(_)) => is_of_units,
        _ => false,
    }
}
