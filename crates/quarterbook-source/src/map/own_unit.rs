//! The unit that stands in a cell itself, where its words may mean two things: 150bps, 持平.

use quarterbook_data::{CellAddress, Line, Measure, Scale, Unit};
use rust_decimal::Decimal;

use super::cell::What;
use crate::Cell;
use crate::printed::is_no_change;
use crate::rules::Target;
use crate::text::folded;
use crate::unit::UnitNote;

/// A cell's unit as the line takes it: basis points as parts of a rate where the book says that the rate is printed in
/// them, and 持平 as a growth of nothing.
pub(super) fn own_unit(what: &What<'_>, line: &Line, cell: &Cell, note: &UnitNote) -> UnitNote {
    let by_book = what.target.unit.as_ref();
    let is_in_points = note.scale != Some(Scale::PERCENT)
        && by_book.is_some_and(|unit| unit.measure == Some(Measure::Ratio) && unit.scale == note.scale);
    let is_rate = line.unit.measure == Measure::Ratio && note.measure == Some(Measure::Points);
    if is_rate && (is_in_points || (says_no_change(cell) && is_of_change(line))) {
        return UnitNote {
            measure: Some(Measure::Ratio),
            ..note.clone()
        };
    }
    note.clone()
}

fn says_no_change(cell: &Cell) -> bool {
    cell.value.text().is_some_and(is_no_change)
}

/// Whether a line says how much something changed, as growth rates do.
fn is_of_change(line: &Line) -> bool {
    const WORDS: [&str; 9] = ["growth", "change", "yoy", "qoq", "同比", "环比", "增长", "增速", "变动"];
    let says = |text: &str| WORDS.iter().any(|word| folded(text).contains(word));
    says(&line.name) || line.label.texts().any(|(_, label)| says(label))
}

/// The message and the hint for a number that is counted, under a note with a scale that may be that of money alone.
pub(super) fn of_money_perhaps(
    line: &Line,
    target: &Target,
    number: Decimal,
    (words, at, scale): (&str, CellAddress, Scale),
) -> (String, String) {
    let one = Unit::new(line.unit.measure.clone(), Scale::ONE);
    let (one, scaled) = match &line.unit.measure {
        Measure::Plain => ("number".to_owned(), words.to_owned()),
        measure => (one.to_string(), Unit::new(measure.clone(), scale).to_string()),
    };
    let write = |unit: &str| target.line_with_unit(&format!("\"{unit}\""));
    let message = format!(
        "`{words}` of {at} may be the scale of `{}` too, or that of money alone",
        line.name
    );
    let hint = format!(
        "write `{}` if {number} counts single ones, or `{}` if the note is its scale too",
        write(&one),
        write(&scaled)
    );
    (message, hint)
}

/// What to write for a unit that is no line's, where its words may mean two things.
pub(super) fn hint_for(line: &Line, target: &Target, cell: &Cell, own: Option<&UnitNote>) -> Option<String> {
    if says_no_change(cell) {
        return Some(
            "it says that nothing changed: map its row to a line of changes, or leave it out with `skip`".into(),
        );
    }
    let is_points = own.is_some_and(|note| note.measure == Some(Measure::Points) && note.scale != Some(Scale::PERCENT));
    (is_points && line.unit.measure == Measure::Ratio).then(|| {
        format!(
            "write `{}` if that is the rate itself; map it to a line in points if it is its change",
            target.line_with_unit("\"bps\"")
        )
    })
}
