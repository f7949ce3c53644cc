//! What evaluating a model gives.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use quarterbook_data::{CellAddress, CellRange};

use crate::eval::grid::Grid;
use crate::{SheetId, Value};

/// The value of every cell after evaluation.
#[derive(Debug, Clone, Default)]
pub struct Results {
    pub(crate) grid: Grid,
    pub(crate) unknown: BTreeSet<(SheetId, CellAddress)>,
    pub(crate) spills: BTreeMap<(SheetId, CellAddress), CellRange>,
}

impl Results {
    /// The value of a cell: a formula's result, a spilled value, or what the cell was set to; blank otherwise.
    /// A formula's result is never blank: what it reads from an empty cell is 0. Blank, too, where a formula
    /// could not be evaluated; see [`Results::is_known`].
    pub fn get(&self, sheet: SheetId, cell: CellAddress) -> &Value {
        self.grid.value(sheet, cell)
    }

    /// Whether the cell's value is known; it is not where a formula could not be evaluated.
    pub fn is_known(&self, sheet: SheetId, cell: CellAddress) -> bool {
        !self.unknown.contains(&(sheet, cell))
    }

    /// The cells over which the formula in this cell spills its array, the cell itself included; `None` for a
    /// formula with one value and for any other cell.
    pub fn spill(&self, sheet: SheetId, cell: CellAddress) -> Option<CellRange> {
        self.spills
            .get(&(sheet, cell))
            .copied()
            .filter(|range| range.first != range.last)
    }

    /// Every spilled range by the cell that holds its formula.
    pub fn spills(&self) -> impl Iterator<Item = (SheetId, CellRange)> {
        let spills = self.spills.iter().map(|((sheet, _), range)| (*sheet, *range));
        spills.filter(|(_, range)| range.first != range.last)
    }
}

/// A formula that could not be evaluated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvaluateError {
    /// The sheet of the formula.
    pub sheet: SheetId,
    /// Its cell.
    pub cell: CellAddress,
    /// The cell with its sheet, as Excel writes it.
    pub place: String,
    /// What stood in the way.
    pub reason: Obstacle,
}

/// What stands in the way of evaluating a formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// A function the evaluator does not compute.
    UnknownFunction(&'static str),
    /// A function's bare name where a lambda has to stand, as in `BYROW(A1:B2,SUM)`.
    BareFunction(&'static str),
    /// A function whose result changes without its arguments changing.
    Volatile(&'static str),
    /// The cell depends on itself; the cells of the cycle in order, each reading the next one.
    Cycle(Vec<String>),
    /// The formula asks for more memory or time than is sensible; the text says of what.
    TooLarge(&'static str),
}

impl fmt::Display for EvaluateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.reason)
    }
}

impl std::error::Error for EvaluateError {}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownFunction(name) => write!(f, "the evaluator does not compute the function {name}"),
            Self::BareFunction(name) => {
                write!(f, "{name} stands where a lambda has to; write LAMBDA(x,{name}(x))")
            }
            Self::Volatile(name @ ("TODAY" | "NOW")) => {
                write!(
                    f,
                    "{name} needs a fixed date to stand in for the clock; set an as-of date"
                )
            }
            Self::Volatile(name @ "OFFSET") => {
                write!(f, "{name} hides what it reads; write A1:INDEX(…) or INDEX(…) instead")
            }
            Self::Volatile(name @ "INDIRECT") => {
                write!(
                    f,
                    "{name} hides what it reads; write the reference itself, or CHOOSE or INDEX"
                )
            }
            Self::Volatile(name) => write!(f, "{name} gives another result each time; write a value instead"),
            Self::Cycle(cells) => write!(f, "the cell depends on itself: {}", cells.join(" → ")),
            Self::TooLarge(what) => write!(f, "the formula is too much to evaluate: {what}"),
        }
    }
}
