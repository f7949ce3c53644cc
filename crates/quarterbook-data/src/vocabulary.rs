//! The words a book and its template share with its sources: lines, dimensions, members, the fiscal calendar.

use std::collections::BTreeMap;

use crate::{FiscalCalendar, Label, Unit};

/// How a line behaves in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum LineKind {
    /// Adds up over time: revenue, units.
    #[default]
    Flow,
    /// Stands at a point in time: headcount, a receivable. Never added, never made discrete.
    Balance,
    /// A quotient: a margin, a price, a share. Never added, never made discrete.
    Ratio,
}

/// Something that is measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The name used in books and templates.
    pub name: String,
    /// What people read.
    pub label: Label,
    /// How it behaves in time.
    pub kind: LineKind,
    /// The unit it is shown in; figures in another scale are converted.
    pub unit: Unit,
    /// The dimensions it may be split by, in order; a line may have figures at every depth.
    pub dimensions: Vec<String>,
}

/// One of the things a dimension tells apart: a product, a vendor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The name used in books and templates.
    pub name: String,
    /// What people read.
    pub label: Label,
    /// How sources spell it: whole labels, `*` for any run of characters.
    pub patterns: Vec<String>,
    /// The calendar of its figures, where it differs from the book's (peers with other year ends).
    pub calendar: Option<FiscalCalendar>,
}

/// What lines are split by, with its members in the order they are shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dimension {
    /// What people read.
    pub label: Label,
    /// Its members, in order.
    pub members: Vec<Member>,
}

/// Everything a source may speak of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Vocabulary {
    /// Lines by name.
    pub lines: BTreeMap<String, Line>,
    /// Dimensions by name.
    pub dimensions: BTreeMap<String, Dimension>,
    /// The book's fiscal calendar.
    pub calendar: FiscalCalendar,
}
