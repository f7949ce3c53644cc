//! Looks that depend on values, sparklines, and what may be typed.

use quarterbook_data::{CellAddress, CellRange};

use super::{Colour, SheetRange, Style};

/// A look for the cells of a range that meet a condition.
#[derive(Debug, Clone, PartialEq)]
pub struct ConditionalFormat {
    /// The cells.
    pub range: CellRange,
    /// When it applies.
    pub condition: Condition,
    /// What changes: colour, fill, bold and italic; the rest of the style is not used.
    pub style: Style,
}

/// When a conditional format applies.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// The cell is a number above zero.
    Positive,
    /// The cell is a number below zero.
    Negative,
    /// The cell is this text.
    TextIs(String),
    /// The formula, as stored and written for the range's first cell, is TRUE.
    Formula(String),
    /// Bars in the cells, as long as their numbers.
    DataBar(Colour),
}

/// A chart inside a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Sparkline {
    /// The cell it is drawn in.
    pub cell: CellAddress,
    /// The values it draws: one row.
    pub values: SheetRange,
    /// Line or columns.
    pub kind: SparklineKind,
    /// Its colour.
    pub colour: Colour,
}

/// How a sparkline is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SparklineKind {
    /// A line.
    Line,
    /// Columns, from zero on where none is negative.
    Column,
}

/// What may be typed into the cells of a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Validation {
    /// The cells.
    pub range: CellRange,
    /// What is taken.
    pub allowed: Allowed,
    /// What is shown when something else is typed; at most 255 characters.
    pub message: String,
}

/// What a cell takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Allowed {
    /// One of these texts; together at most 255 characters.
    Choices(Vec<String>),
    /// What makes the formula TRUE, as stored and written for the range's first cell; at most 255 characters.
    Formula(String),
}
