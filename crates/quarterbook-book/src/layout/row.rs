//! Rows with their places.

use std::collections::BTreeMap;

use quarterbook_data::{Frequency, Label, Series};
use quarterbook_formula::SheetId;

use crate::template::{Emphasis, FormatWord, UnitWord};

/// A row's place in [`super::Layout::rows`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RowId(pub(crate) usize);

/// A row of a calculation sheet or of Inputs.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PlacedRow {
    /// Its sheet.
    pub(crate) sheet: SheetId,
    /// Its 0-based row.
    pub(crate) row: u32,
    /// The name formulas know it by: an id or line, and the members at hand. `mix.training`.
    pub(crate) name: Option<Series>,
    /// What it holds.
    pub(crate) content: RowContent,
    /// What people read.
    pub(crate) label: Label,
    /// The unit it is shown in; `None` for rows without figures.
    pub(crate) unit: Option<UnitWord>,
    /// For counts: what is counted.
    pub(crate) counted: Label,
    /// How its numbers are shown, where the unit does not say it.
    pub(crate) format: Option<FormatWord>,
    /// How it stands out.
    pub(crate) emphasis: Option<Emphasis>,
    /// The bands it is filled in, in the book's order.
    pub(crate) bands: Vec<Frequency>,
    /// The comment on its label; empty when there is none.
    pub(crate) note: Label,
    /// What else the template asks for it.
    pub(crate) traits: RowTraits,
    /// The row of the template it was made from; `None` on Inputs.
    pub(crate) table: Option<TablePlace>,
    /// The member at hand of each dimension of its `each`.
    pub(crate) members: BTreeMap<String, String>,
}

/// What a row holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RowContent {
    /// Nothing: space.
    Empty,
    /// A section's heading: its label.
    Heading,
    /// A running text: its label.
    Text,
    /// Constants: the figures of a series.
    Input(Series),
    /// Half a unit in the last printed place of each figure of a series.
    HalfUnit(Series),
    /// Links to the constants of a series.
    Link(Series),
    /// Formulas.
    Formula,
}

impl RowContent {
    /// Whether its cells hold figures.
    pub(crate) const fn has_figures(&self) -> bool {
        !matches!(self, Self::Empty | Self::Heading | Self::Text)
    }
}

/// What a template may ask for a row, besides its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is asked for or not, as in the template"
)]
pub(crate) struct RowTraits {
    /// Folded away under the row above.
    pub(crate) group: bool,
    /// Has a defined name.
    pub(crate) defined_name: bool,
    /// Has a sparkline.
    pub(crate) sparkline: bool,
    /// Rises and falls are coloured.
    pub(crate) updown: bool,
}

/// A row of the template: the sheet's place among its sheets, the row's among the sheet's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TablePlace {
    /// The sheet's place.
    pub(crate) sheet: usize,
    /// The row's place.
    pub(crate) row: usize,
}
