//! What the cells of a row are, as far as a block has to say it.

use std::collections::BTreeSet;

use quarterbook_data::{Amount, Line, Measure};
use rust_decimal::Decimal;

use crate::unit::UnitNote;
use crate::{Cell, CellValue, DecimalMark, read_value};

/// What a cell says: a number with the unit printed at it, nothing disclosed, or something else.
enum Says {
    Number(Decimal, Option<UnitNote>),
    Nothing,
    Else,
}

fn says(cell: &Cell, mark: DecimalMark) -> Says {
    match &cell.value {
        CellValue::Number(_) => {
            let is_percent = cell.printed().trim_end().ends_with(['%', '%']);
            let unit = is_percent.then(|| UnitNote::of(&quarterbook_data::Unit::PERCENT));
            cell.value
                .decimal()
                .map_or(Says::Else, |number| Says::Number(number, unit))
        }
        CellValue::Text(text) => match read_value(text, mark) {
            Ok(reading) => match reading.amount {
                Amount::Number(number) => Says::Number(number, reading.unit),
                _ => Says::Nothing,
            },
            Err(_) => Says::Else,
        },
        _ => Says::Else,
    }
}

/// What the cells of a row, or of a column of a list, hold.
#[derive(Debug, Clone, Default)]
pub(super) struct Figures {
    /// Numbers without a unit of their own.
    pub(super) bare: Vec<Decimal>,
    /// Numbers with one, and that.
    pub(super) with_unit: Vec<(Decimal, UnitNote)>,
    /// Cells that say that nothing is disclosed.
    pub(super) undisclosed: usize,
    /// Texts and errors that are no figures.
    pub(super) unreadable: BTreeSet<String>,
}

impl Figures {
    pub(super) fn of<'a>(cells: impl Iterator<Item = &'a Cell>, mark: DecimalMark) -> Self {
        let mut figures = Self::default();
        for cell in cells {
            match says(cell, mark) {
                Says::Number(number, None) => figures.bare.push(number),
                Says::Number(number, Some(unit)) => figures.with_unit.push((number, unit)),
                Says::Nothing => figures.undisclosed += 1,
                Says::Else => {
                    figures.unreadable.insert(cell.printed().trim().to_owned());
                }
            }
        }
        figures
    }

    /// Whether it holds figures: a number, or only what is not disclosed.
    pub(super) fn is_figures(&self) -> bool {
        let numbers = self.bare.len() + self.with_unit.len();
        numbers > 0 || (self.undisclosed > 0 && self.unreadable.is_empty())
    }

    /// Whether its numbers may be figures of a line: money is not printed in per cent, nor a margin in 片.
    pub(super) fn may_be(&self, line: &Line) -> bool {
        let wanted = &line.unit.measure;
        let fits = |measure: &Measure| match (wanted, measure) {
            (Measure::Money(_) | Measure::MoneyEach(_), Measure::Money(_) | Measure::MoneyEach(_))
            | (Measure::Points, Measure::Ratio)
            | (Measure::Count(_), Measure::Count(_)) => true,
            (wanted, measure) => wanted == measure,
        };
        let measures = self.with_unit.iter().filter_map(|(_, unit)| unit.measure.as_ref());
        self.is_figures() && measures.into_iter().all(fits)
    }

    /// How many digits the largest number has before its decimal point.
    pub(super) fn digits(&self) -> u32 {
        let numbers = self.bare.iter().chain(self.with_unit.iter().map(|(number, _)| number));
        let largest = numbers.map(Decimal::abs).max().unwrap_or_default();
        largest.trunc().to_string().trim_start_matches('0').len() as u32
    }

    /// What bare numbers of a ratio are taken for, and the number that shows it.
    pub(super) fn ratio_unit(&self) -> Option<(&'static str, Decimal)> {
        let largest = self.bare.iter().max_by_key(|number| number.abs())?;
        let is_fraction = largest.abs() <= Decimal::ONE;
        Some((if is_fraction { "ratio" } else { "%" }, *largest))
    }
}

/// The decimal mark that texts among the figures need to be told: `1.234,5` and `1,23` cannot be read without.
pub(super) fn decimal_mark<'a>(cells: impl Iterator<Item = &'a Cell>) -> DecimalMark {
    let texts: Vec<&str> = cells.filter_map(|cell| cell.value.text()).collect();
    let failing = |mark| texts.iter().filter(|text| read_value(text, mark).is_err()).count();
    let unknown = failing(DecimalMark::Unknown);
    let (point, comma) = (failing(DecimalMark::Point), failing(DecimalMark::Comma));
    if point.min(comma) >= unknown {
        DecimalMark::Unknown
    } else if comma <= point {
        DecimalMark::Comma
    } else {
        DecimalMark::Point
    }
}
