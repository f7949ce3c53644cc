//! What can be different between two workbooks.

use quarterbook_data::CellAddress;
use quarterbook_formula::Value;

/// One difference.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The sheet's name; empty for a period and for a source file.
    pub sheet: String,
    /// The row's id, or the texts that stand for it; a check's id; empty for a whole sheet.
    pub row: String,
    /// What people read in the row; a source file's path.
    pub label: String,
    /// The unit of the row, where it has one.
    pub unit: String,
    /// The column's header, such as a period; empty for a whole row or sheet.
    pub column: String,
    /// Where the cell stands in the new workbook; in the old one for what is gone.
    pub cell: Option<CellAddress>,
    /// What happened.
    pub kind: ChangeKind,
}

/// What happened to a cell, a row, a sheet, a period, a check or a source file. In the order in which
/// differences are told.
#[derive(Debug, Clone, PartialEq)]
pub enum ChangeKind {
    /// The period is new, with so many constants.
    PeriodAdded(usize),
    /// The period is gone.
    PeriodRemoved,
    /// Another constant: history was restated.
    Restated {
        /// What stood there.
        old: Value,
        /// What stands there now.
        new: Value,
        /// The source cell the old one was read from and what is printed there; empty when nothing says so.
        old_source: String,
        /// The same for the new one.
        new_source: String,
    },
    /// A number that is no longer there.
    FigureGone(Value),
    /// A number where none was.
    NewFigure(Value),
    /// How firmly a figure is stated, old and new: an estimate became a reported figure.
    StatusChanged(String, String),
    /// What is printed, old and new, where both mean the same value: more digits, another spelling.
    PrintedOtherwise(String, String),
    /// The sheet is new.
    SheetAdded,
    /// The sheet is gone.
    SheetRemoved,
    /// The sheet has another name; the old one.
    SheetRenamed(String),
    /// The row is new, with so many numbers.
    RowAdded(usize),
    /// The row is gone.
    RowRemoved,
    /// A check has another outcome.
    CheckChanged {
        /// The outcome before: OK, WARN, FAIL or n.a.
        old: String,
        /// The outcome now.
        new: String,
        /// What is recomputed and what is stated now.
        sides: (Value, Value),
    },
    /// A check is new, with its outcome.
    CheckAdded(String),
    /// A check is gone.
    CheckRemoved,
    /// Another formula, or a formula in place of a constant; as shown, old and new.
    FormulaChanged(String, String),
    /// The same formula gives another result.
    ResultChanged(Value, Value),
    /// Another parameter or scale on the cover.
    SettingChanged(Value, Value),
    /// Another text.
    LabelChanged(String, String),
    /// A source file is read that was not read before, with so many figures.
    FileAdded(usize),
    /// A source file is read no longer.
    FileRemoved,
    /// A source file has another content.
    FileChanged,
    /// The same value is read from another place, old and new.
    SourceMoved(String, String),
}

/// The parts a report of differences has, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Periods,
    Figures,
    Lines,
    Checks,
    Formulas,
    Results,
    Labels,
    Sources,
}

impl ChangeKind {
    /// The part of the report that tells it.
    pub(super) fn part(&self) -> Part {
        self.order().0
    }

    /// The part of the report that tells it, and its place there.
    pub(super) fn order(&self) -> (Part, u8) {
        match self {
            Self::PeriodAdded(_) => (Part::Periods, 0),
            Self::PeriodRemoved => (Part::Periods, 1),
            Self::Restated { .. } => (Part::Figures, 0),
            Self::FigureGone(_) => (Part::Figures, 1),
            Self::NewFigure(_) => (Part::Figures, 2),
            Self::StatusChanged(..) => (Part::Figures, 3),
            Self::PrintedOtherwise(..) => (Part::Figures, 4),
            Self::SheetAdded | Self::SheetRemoved | Self::RowAdded(_) | Self::RowRemoved => (Part::Lines, 0),
            Self::CheckChanged { .. } => (Part::Checks, 0),
            Self::CheckAdded(outcome) => (Part::Checks, if is_told(outcome) { 1 } else { 2 }),
            Self::CheckRemoved => (Part::Checks, 3),
            Self::FormulaChanged(..) => (Part::Formulas, 0),
            Self::ResultChanged(..) => (Part::Results, 0),
            Self::SheetRenamed(_) => (Part::Labels, 0),
            Self::LabelChanged(..) => (Part::Labels, 1),
            Self::SettingChanged(..) => (Part::Labels, 2),
            Self::FileAdded(_) | Self::FileRemoved | Self::FileChanged => (Part::Sources, 0),
            Self::SourceMoved(..) => (Part::Sources, 1),
        }
    }
}

/// Whether a new check's outcome is worth a line of its own.
pub(super) fn is_told(outcome: &str) -> bool {
    outcome != "OK" && outcome != "n.a."
}
