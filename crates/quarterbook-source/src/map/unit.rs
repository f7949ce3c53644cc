//! Which unit a figure stands in: its own, its row's, its column's, the book's, the table's.

use quarterbook_data::{Line, Measure, Scale, Unit};

use crate::unit::UnitNote;

/// The words of a unit that the book states.
pub(super) const BY_BOOK: &str = "[book]";

/// A unit that somebody states, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stated {
    pub(super) note: UnitNote,
    /// The words, for the rule of a figure; empty when it needs none.
    pub(super) words: String,
    /// Whether it was written for the very row or column, so that it may not be passed over.
    pub(super) is_close: bool,
}

/// The unit of a figure of this line, from what is stated in order of closeness, and how it was found.
pub(super) fn resolve(line: &Line, stated: &[Stated]) -> Result<(Unit, String), (String, String)> {
    let wanted = &line.unit.measure;
    for Stated { note, words, is_close } in stated {
        match fits(wanted, note) {
            Fit::Yes(Some(scale)) => {
                let unit = Unit::new(wanted.clone(), scale);
                let shown = shown(&unit);
                // Words that hold the unit as it is shown say the same.
                let rule = if words.is_empty() || words.contains(&shown) {
                    String::new()
                } else {
                    format!("{words} → {shown}")
                };
                return Ok((unit, rule));
            }
            Fit::No if *is_close => {
                return Err((
                    format!(
                        "`{}` is measured in {}, and here is {words}",
                        line.name,
                        shown(&line.unit)
                    ),
                    "map the label to another line, or mend the unit".to_owned(),
                ));
            }
            Fit::OtherCurrency => {
                return Err((
                    format!(
                        "`{}` is in {}, and {words} is another currency",
                        line.name,
                        shown(&line.unit)
                    ),
                    "sources are not converted between currencies: give the line its own currency".to_owned(),
                ));
            }
            Fit::Yes(None) | Fit::No => {}
        }
    }
    match wanted {
        Measure::Count(_) | Measure::Rank | Measure::Plain => {
            Ok((Unit::new(wanted.clone(), Scale::ONE), String::new()))
        }
        Measure::Ratio | Measure::Points => Err((
            format!(
                "nothing says whether `{}` is in per cent or a fraction of one",
                line.name
            ),
            format!(
                "write `\"…\" = {{ line = \"{}\", unit = \"%\" }}`, or `unit = \"ratio\"`",
                line.name
            ),
        )),
        Measure::Money(_) | Measure::MoneyEach(_) => Err((
            format!("nothing says in which unit `{}` stands", line.name),
            "write `unit = \"RMB'000\"` (or what it is) in this [[source]]".to_owned(),
        )),
    }
}

enum Fit {
    Yes(Option<Scale>),
    No,
    OtherCurrency,
}

fn fits(wanted: &Measure, note: &UnitNote) -> Fit {
    let scale = note.scale;
    match (wanted, &note.measure) {
        (Measure::MoneyEach(_), Some(Measure::Money(_)) | None) if note.each_apart => Fit::Yes(Some(Scale::ONE)),
        (Measure::Money(_) | Measure::MoneyEach(_) | Measure::Count(_) | Measure::Plain, None) => Fit::Yes(scale),
        (Measure::Money(a) | Measure::MoneyEach(a), Some(Measure::Money(b))) if a == b => Fit::Yes(scale),
        (Measure::MoneyEach(a), Some(Measure::MoneyEach(b))) if a == b => Fit::Yes(scale.or(Some(Scale::ONE))),
        (Measure::Money(_) | Measure::MoneyEach(_), Some(Measure::Money(_))) => Fit::OtherCurrency,
        (Measure::Count(_), Some(Measure::Count(_))) => Fit::Yes(scale.or(Some(Scale::ONE))),
        (Measure::Ratio, Some(Measure::Ratio)) | (Measure::Points, Some(Measure::Points | Measure::Ratio)) => {
            Fit::Yes(scale)
        }
        (one, Some(other)) if one == other => Fit::Yes(scale.or(Some(Scale::ONE))),
        _ => Fit::No,
    }
}

/// `CNY ×10^3`, `%`, `片`.
pub(super) fn shown(unit: &Unit) -> String {
    let what = match &unit.measure {
        Measure::Money(currency) => currency.to_string(),
        Measure::MoneyEach(currency) => format!("{currency}/1"),
        Measure::Ratio if unit.scale == Scale::PERCENT => return "%".to_owned(),
        Measure::Ratio => "ratio".to_owned(),
        Measure::Points => "points".to_owned(),
        Measure::Count(what) => what.clone(),
        Measure::Rank => "rank".to_owned(),
        Measure::Plain => "number".to_owned(),
    };
    if unit.scale == Scale::ONE {
        what
    } else {
        format!("{what} ×10^{}", unit.scale.0)
    }
}
