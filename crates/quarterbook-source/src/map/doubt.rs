//! What is doubtful about a unit that was taken: another note says otherwise, or it is that of another table.

use quarterbook_data::{CellAddress, Line, Measure, Problem, Scale, Unit};

use super::Scope;
use super::unit::{Fit, Stated, StatedBy, fits, shown, taken};
use crate::unit::UnitNote;

/// A unit that was settled, and that somebody should know of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Doubt {
    /// The book says one thing and the table's note in this cell another.
    Contradicted {
        book: String,
        note: Stated,
        at: CellAddress,
    },
    /// The note in this cell, taken as the closest, and another note of the table contradict each other.
    TwoNotes {
        words: String,
        at: CellAddress,
        other: String,
        unit: Unit,
    },
    /// The note in this cell belongs to a table above.
    Inherited { words: String, at: CellAddress },
    /// The note in this cell speaks of amounts, and is taken for a price for want of a closer one.
    PriceOfTable { words: String, at: CellAddress, unit: Unit },
}

impl Doubt {
    /// The cell of the note.
    pub(super) fn at(&self) -> CellAddress {
        match self {
            Self::Contradicted { at, .. }
            | Self::TwoNotes { at, .. }
            | Self::Inherited { at, .. }
            | Self::PriceOfTable { at, .. } => *at,
        }
    }

    /// The doubt as a problem; `table` is a cell of the table it is about.
    pub(super) fn problem(&self, scope: Scope<'_>, table: CellAddress) -> Problem {
        match self {
            Self::Contradicted { book, note, at } => {
                let written = scope.source.rule.unit.as_ref().map_or("", |unit| unit.get_ref().text());
                Problem::error(format!("the book says {book}, and the note here says `{}`", note.words))
                    .at(scope.grid.place(*at))
                    .hint(format!(
                        "drop `unit` from this [[source]] to go by the note, or insist with `unit = {{ override = \"{written}\" }}`"
                    ))
            }
            Self::TwoNotes { words, at, other, unit } => {
                Problem::error(format!("the note here says `{words}`, and {other} says otherwise"))
                    .at(scope.grid.place(*at))
                    .hint(format!(
                        "write `unit = {{ override = \"{unit}\" }}` if this one is right, or the other's"
                    ))
            }
            Self::Inherited { words, at } => Problem::warning(format!(
                "this table has no unit note of its own; `{words}` of {at} is taken"
            ))
            .at(scope.grid.place(table))
            .hint("if that is wrong, give the table a [[source]] of its own with `table` and `unit`"),
            Self::PriceOfTable { words, at, unit } => Problem::warning(format!(
                "prices are read in {}, since `{words}` of {at} is the closest unit",
                shown(unit)
            ))
            .at(scope.grid.place(table))
            .hint("say it in the long form of their rows: `unit = \"USD\"` for single dollars, `unit = \"USD m\"` for millions"),
        }
    }
}

/// What is doubtful about the unit that is taken, for a number that its format divides by this power of ten.
pub(super) fn doubt(line: &Line, stated: &[Stated], power: i8) -> Option<Doubt> {
    let wanted = &line.unit.measure;
    let (scale, taken) = taken(line, stated)?;
    match taken.by {
        StatedBy::TableAbove(at) => Some(Doubt::Inherited {
            words: taken.words.clone(),
            at,
        }),
        StatedBy::Table(at) | StatedBy::UnderHeader(at) if is_price_by_amounts(wanted, &taken.note, scale) => {
            Some(Doubt::PriceOfTable {
                words: taken.words.clone(),
                at,
                unit: Unit::new(wanted.clone(), scale),
            })
        }
        StatedBy::Table(at) if matches!(wanted, Measure::Money(_)) => stated.iter().find_map(|other| {
            let StatedBy::Table(other_at) = other.by else {
                return None;
            };
            // Of an amount without a currency, as of shares, a note may speak apart.
            let is_other =
                taken.note.measure.is_some() && other.note.measure == taken.note.measure && !other.note.each_apart;
            let contradicts = is_other && other.note.scale.is_some_and(|other| other != scale);
            contradicts.then(|| Doubt::TwoNotes {
                words: taken.words.clone(),
                at,
                other: format!("`{}` of {other_at}", other.words),
                unit: Unit::new(wanted.clone(), scale),
            })
        }),
        StatedBy::Book { insists: false } => contradicting_percent(wanted, stated)
            .map(|(note, at)| Doubt::Contradicted {
                book: shown(&Unit::new(wanted.clone(), scale)),
                note: note.clone(),
                at,
            })
            .or_else(|| {
                stated.iter().find_map(|note| {
                    let (StatedBy::Table(at) | StatedBy::UnderHeader(at)) = note.by else {
                        return None;
                    };
                    let contradicts = match fits(wanted, &note.note) {
                        Fit::Yes(said) => said.is_some_and(|said| said != scale && said.0 - power != scale.0),
                        Fit::OtherCurrency(_) => true,
                        Fit::No => false,
                    };
                    contradicts.then(|| Doubt::Contradicted {
                        book: shown(&Unit::new(wanted.clone(), scale)),
                        note: note.clone(),
                        at,
                    })
                })
            }),
        _ => None,
    }
}

/// The note of the column, or the only ones of the table, that say per cent of what is an amount.
fn contradicting_percent<'a>(wanted: &Measure, stated: &'a [Stated]) -> Option<(&'a Stated, CellAddress)> {
    if !matches!(wanted, Measure::Money(_) | Measure::MoneyEach(_) | Measure::Count(_)) {
        return None;
    }
    let notes = stated.iter().filter_map(|one| match one.by {
        StatedBy::UnderHeader(at) => Some((one, at, true)),
        StatedBy::Table(at) => Some((one, at, false)),
        _ => None,
    });
    let notes: Vec<_> = notes.collect();
    let is_percent = |(one, _, _): &&(&Stated, CellAddress, bool)| one.note.measure == Some(Measure::Ratio);
    let of_column = notes.iter().find(|(_, _, is_of_column)| *is_of_column);
    let found = match of_column {
        Some(note) => Some(note).filter(is_percent),
        None => notes.first().filter(|_| notes.iter().all(|note| is_percent(&note))),
    };
    found.map(|(one, at, _)| (*one, *at))
}

/// Whether a note that speaks of amounts, and of more than single units, stands in for the unit of a price.
fn is_price_by_amounts(wanted: &Measure, note: &UnitNote, scale: Scale) -> bool {
    let is_each = |measure: Option<&Measure>| matches!(measure, Some(Measure::MoneyEach(_)));
    is_each(Some(wanted)) && !is_each(note.measure.as_ref()) && scale != Scale::ONE
}
