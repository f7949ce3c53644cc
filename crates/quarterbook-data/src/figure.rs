//! Figures: one value, what it measures, and the cell it came from.

use std::fmt;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::{CellAddress, Period, Place, Unit};

/// What a figure measures: a line, and one member for each dimension the line is split by.
/// Prints dotted, as templates write it: `revenue`, `revenue.training`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Series {
    /// The line's name.
    pub line: String,
    /// Member names, in the order of the line's dimensions; empty for the line's total.
    pub members: Vec<String>,
}

impl Series {
    /// The total of a line.
    pub fn total(line: impl Into<String>) -> Self {
        Self {
            line: line.into(),
            members: Vec::new(),
        }
    }

    /// One member of a line.
    pub fn member(line: impl Into<String>, member: impl Into<String>) -> Self {
        Self {
            line: line.into(),
            members: vec![member.into()],
        }
    }
}

impl fmt::Display for Series {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line)?;
        self.members.iter().try_for_each(|member| write!(f, ".{member}"))
    }
}

/// What a source says a figure is. A zero is a number; the other two are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// A number, exactly as printed, in the figure's unit.
    Number(Decimal),
    /// The source says that it does not say: `-`, `n/a`, 不适用. Shown as `n.a.`
    Undisclosed,
    /// The source says that the number has no meaning. Shown as `n.m.`
    NotMeaningful,
}

impl Amount {
    /// The number, when there is one.
    pub const fn number(self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(number),
            Self::Undisclosed | Self::NotMeaningful => None,
        }
    }
}

/// How firmly a source states a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Status {
    /// A plain number.
    #[default]
    Reported,
    /// About, nearly: 约, 近.
    About,
    /// At least, over: 逾, 以上, 超过.
    AtLeast,
    /// At most, under: 不足, 以内.
    AtMost,
    /// A forecast or an estimate: 2026E.
    Estimate,
    /// A number the source derives from others: to be checked, never to be built on.
    Claim,
    /// Computed while reading, from other figures of the source; the rule says how.
    Derived,
}

impl Status {
    /// The word used in books, listings and the Sources sheet.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::About => "about",
            Self::AtLeast => "at least",
            Self::AtMost => "at most",
            Self::Estimate => "estimate",
            Self::Claim => "claim",
            Self::Derived => "derived",
        }
    }
}

/// A file that figures came from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceFile {
    /// Its path relative to the book, with `/` between folders.
    pub path: String,
    /// The SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
}

/// Where a figure stands in its source, and what exactly stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The file.
    pub file: Arc<SourceFile>,
    /// The sheet's name; empty for a file without sheets.
    pub sheet: Arc<str>,
    /// The cell; for a figure summed from many rows, the first of them.
    pub cell: CellAddress,
    /// The cell as a reader of the source sees it.
    pub printed: String,
}

impl Origin {
    /// The same as a place for a problem.
    pub fn place(&self) -> Place {
        Place::Cell {
            file: self.file.path.clone(),
            sheet: self.sheet.to_string(),
            cell: self.cell,
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.place().fmt(f)
    }
}

/// One value with everything that is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What it measures.
    pub series: Series,
    /// When.
    pub period: Period,
    /// How much, in `unit`.
    pub amount: Amount,
    /// The unit it is printed in.
    pub unit: Unit,
    /// How firmly it is stated.
    pub status: Status,
    /// How many decimals are printed, in `unit`; −2 for a number rounded to hundreds.
    pub decimals: i8,
    /// The newest period of the table it stands in. A figure from a later report replaces the one
    /// from an earlier report: a restatement.
    pub reported_in: Period,
    /// Where it stands.
    pub origin: Origin,
    /// How it was read, for people: `单位:人民币千元 → CNY ×10³`; empty when nothing was done.
    pub rule: String,
    /// What it was worked out from while reading; `None` for a figure that is printed.
    pub derivation: Option<Derivation>,
}

/// What a derived figure was worked out from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derivation {
    /// The cells, in the order they were added up and taken away.
    pub cells: Vec<Origin>,
    /// How far it may lie from the true value, in the figure's unit: what all its parts may be off.
    pub half_unit: Decimal,
}

impl Figure {
    /// Its value in another unit of the same measure; `None` when it has no number or the measures differ.
    pub fn value_in(&self, unit: &Unit) -> Option<Decimal> {
        match self.amount {
            Amount::Number(number) => self.unit.convert(number, unit),
            Amount::Undisclosed | Amount::NotMeaningful => None,
        }
    }

    /// The cells it comes from: its own, or for a derived figure those of its parts.
    pub fn cells(&self) -> &[Origin] {
        match &self.derivation {
            Some(derivation) => &derivation.cells,
            None => std::slice::from_ref(&self.origin),
        }
    }

    /// Half a unit in the last printed place, in another unit of the same measure: how far the true
    /// value may lie from the printed one. For a derived figure the half units of its parts, added up.
    pub fn half_unit_in(&self, unit: &Unit) -> Option<Decimal> {
        if let Some(derivation) = &self.derivation {
            return self.unit.convert(derivation.half_unit, unit);
        }
        let step = Unit::new(
            self.unit.measure.clone(),
            crate::Scale(self.unit.scale.0.checked_sub(self.decimals)?),
        );
        step.convert(Decimal::new(5, 1), unit)
    }
}

/// Two figures as a message shows them, in one unit so that they can be compared by eye: their numbers, and the coarser of
/// their units as `, in USD m`. Without a common unit they are as printed, and the unit is left out.
pub fn compared(one: &Figure, other: &Figure) -> ([String; 2], String) {
    let unit = if one.unit.scale >= other.unit.scale {
        &one.unit
    } else {
        &other.unit
    };
    let number = |figure: &Figure| {
        let number = figure.value_in(unit)?.normalize();
        let derived = if figure.status == Status::Derived {
            " (derived)"
        } else {
            ""
        };
        Some(format!("{number}{derived}"))
    };
    let shown = match unit.to_string() {
        empty if empty.is_empty() => empty,
        unit => format!(", in {unit}"),
    };
    match (number(one), number(other)) {
        (Some(one), Some(other)) => ([one, other], shown),
        _ => ([one, other].map(|figure| figure.origin.printed.clone()), String::new()),
    }
}

/// A total that a source prints: to be tied to, never to be built on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedTotal {
    /// The total as printed.
    pub figure: Figure,
    /// The series that should add up to it.
    pub parts: Vec<Series>,
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::{Measure, Scale};

    pub(crate) fn figure(series: Series, period: Period, value: &str, reported_in: Period) -> Figure {
        let value: Decimal = value.parse().unwrap();
        Figure {
            series,
            period,
            amount: Amount::Number(value),
            unit: Unit::new(Measure::Money("CNY".parse().unwrap()), Scale::YI),
            status: Status::Reported,
            decimals: value.scale() as i8,
            reported_in,
            origin: Origin {
                file: Arc::new(SourceFile {
                    path: format!("{reported_in}.xlsx"),
                    sha256: String::new(),
                }),
                sheet: "S".into(),
                cell: CellAddress::new(4, 2),
                printed: value.to_string(),
            },
            rule: String::new(),
            derivation: None,
        }
    }

    #[test]
    fn printed_precision_gives_the_half_unit_in_any_scale() {
        let figure = figure(Series::total("revenue"), Period::year(2024), "5.4", Period::year(2024));
        let thousand = Unit::new(figure.unit.measure.clone(), Scale::THOUSAND);
        assert_eq!(figure.value_in(&thousand), Some("540000".parse().unwrap()));
        assert_eq!(figure.half_unit_in(&thousand), Some("5000".parse().unwrap()));
        assert_eq!(figure.half_unit_in(&Unit::PERCENT), None);
    }

    #[test]
    fn a_number_rounded_to_hundreds_has_a_half_unit_of_fifty() {
        let mut figure = figure(Series::total("units"), Period::year(2024), "7700", Period::year(2024));
        figure.unit = Unit::new(Measure::Count("片".into()), Scale::ONE);
        figure.decimals = -2;
        assert_eq!(figure.half_unit_in(&figure.unit), Some("50".parse().unwrap()));
    }
}
