//! Checks: what must hold, for each period and member, as formulas of the workbook.

mod evidence;
mod inline;
mod place;
mod read;
mod result;
mod tolerance;
mod totals;
mod value;

use quarterbook_data::{Label, Period, Status};
use quarterbook_formula::Expr;

pub(crate) use inline::Origins;
pub(crate) use place::{LoweredCheck, lower_checks, place_checks};
pub(crate) use read::{ReadCheck, read_checks};
pub(crate) use result::check_results;
pub(crate) use totals::place_totals;

use crate::template::{CheckKind, Consequence, FormatWord, UnitWord};

/// One line of the checks' table. Its references are fixed (`Inputs!$F$8`), so that they hold wherever the
/// table stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PlacedCheck {
    /// The template's name for it; a printed total's id begins with `total-`.
    pub(crate) id: String,
    /// What its result is worth; one that rests on itself, or on the same printed cells, is an
    /// identity here.
    pub(crate) kind: CheckKind,
    /// What is checked, with the member where there is one.
    pub(crate) label: Label,
    /// The period.
    pub(crate) period: Period,
    /// The recomputed side.
    pub(crate) actual: Expr,
    /// What it is held against.
    pub(crate) expected: Expr,
    /// How the two must stand to each other.
    pub(crate) relation: Relation,
    /// How far the printed precision of what goes in lets them be apart.
    pub(crate) tolerance: Expr,
    /// What a difference beyond the tolerance means.
    pub(crate) consequence: Consequence,
    /// A remark; empty when there is none.
    pub(crate) note: Label,
    /// How firmly the expected figure is stated, where it is one figure: about, at least.
    pub(crate) status: Option<Status>,
    /// How both sides' numbers are shown.
    pub(crate) format: Option<FormatWord>,
    /// The unit of both sides, where the expected side says it.
    pub(crate) unit: Option<UnitWord>,
    /// Whether both sides were read from the same printed cells.
    pub(crate) is_one_cell: bool,
}

/// How a check's two sides must stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// `=`
    Equal,
    /// `<=`
    AtMost,
    /// `>=`
    AtLeast,
}

/// How a check came out.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckResult {
    /// The template's name for it.
    pub id: String,
    /// What its result is worth.
    pub kind: CheckKind,
    /// What is checked, in the book's first language.
    pub label: String,
    /// The period.
    pub period: Period,
    /// The recomputed number, when there is one.
    pub actual: Option<f64>,
    /// What it is held against.
    pub expected: Option<f64>,
    /// How far they may be apart.
    pub tolerance: Option<f64>,
    /// OK, WARN, FAIL, or that a figure is missing.
    pub outcome: Outcome,
}

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It holds.
    Ok,
    /// A figure it needs is not disclosed.
    NotAvailable,
    /// It does not hold, and somebody should look at it.
    Warn,
    /// It does not hold.
    Fail,
}

impl Outcome {
    /// The word in the workbook: `OK`, `n.a.`, `WARN`, `FAIL`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::NotAvailable => "n.a.",
            Self::Warn => "WARN",
            Self::Fail => "FAIL",
        }
    }
}
