//! Sheets and their rows.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{ChartTable, Located, Names, Texts, UnitWord};

/// A sheet: `[[sheet]]`.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SheetTable {
    /// The name by which formulas and other sheets know it.
    pub id: Located,
    /// The tab's name and the sheet's title.
    #[serde(default)]
    pub label: Texts,
    /// What the sheet is; `calculation` when left out.
    #[serde(default)]
    pub kind: SheetKind,
    /// The sheet exists only when each of these has a figure in the book: a line, a part of one, a dimension, or `a or b`.
    #[serde(default)]
    pub when: Names,
    /// A line of text under the title: the scope of a market share, what is left out. May not be empty
    /// text when given.
    #[serde(default)]
    pub scope: Texts,
    /// The rows, from top to bottom (calculation sheets).
    #[serde(default, rename = "row")]
    pub rows: Vec<RowTable>,
    /// The charts, in order; they stand below the rows, on the cover below the key figures.
    #[serde(default, rename = "chart")]
    pub charts: Vec<ChartTable>,
    /// Key figures (the cover): rows of other sheets, shown with their latest periods.
    #[serde(default, rename = "figure")]
    pub figures: Vec<KeyFigure>,
}

/// What a sheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SheetKind {
    /// Rows of links and formulas over the bands of periods.
    #[default]
    Calculation,
    /// Title, master check, scales, parameters, legend, hashes, sign-off, key figures, charts.
    Cover,
    /// Every figure the book has, once, as a constant.
    Inputs,
    /// Every check with its result.
    Checks,
    /// One row a figure: where it is from.
    Sources,
    /// Restatements, and what changed since the previous workbook.
    Changes,
}

impl SheetKind {
    /// Whether sheets of figures stand before it.
    pub const fn closes_the_workbook(self) -> bool {
        matches!(self, Self::Checks | Self::Sources | Self::Changes)
    }
}

/// A row, or a block of rows when it has `each`: `[[sheet.row]]`. Exactly one of `heading`, `text`,
/// `line` and `formula` (or `formula-by-band`) says what it holds; none of them makes an empty row.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a key of the file that is true or left out"
)]
pub struct RowTable {
    /// The name by which formulas know the row. Without it a `line` row has the line's name, and a
    /// formula row cannot be referred to. Ids are told apart within the workbook; a row hides the line
    /// of the same name, which formulas then reach as `inputs.NAME`.
    pub id: Option<Located>,
    /// A section's heading.
    pub heading: Texts,
    /// A running text across the row.
    pub text: Texts,
    /// The line it links to: `revenue`, `revenue.training`, or `revenue.product` under `each`.
    pub line: Option<Located>,
    /// Repeats the row for every member of a dimension, in the book's order: `product`; nested:
    /// `company.product`. In its formulas `x.product` is the member at hand.
    pub each: Option<Located>,
    /// The formula, the same in every column.
    pub formula: Option<Located>,
    /// Formulas of single bands, where they differ: `{ half = "…" }`.
    pub formula_by_band: BTreeMap<String, Located>,
    /// What people read; without it the label of the line or the member.
    pub label: Texts,
    /// The unit it is shown in; without it that of the line, or what the formula's word gives (growth is
    /// per cent).
    pub unit: Option<UnitWord>,
    /// For counts and prices: what is counted; without it that of the line.
    pub counted: Texts,
    /// How its numbers are shown, where the unit does not say it.
    pub format: Option<FormatWord>,
    /// How the row stands out.
    pub style: Option<Emphasis>,
    /// The bands it is filled in; all of the book's when left out. `native` is every band but the annual.
    pub bands: Vec<Located>,
    /// The row exists only when each of these has a figure in the book: a line, a part of one, a dimension, or `a or b`.
    pub when: Names,
    /// A comment that shows when the pointer rests on the label.
    pub note: Texts,
    /// True to fold the row away under the one above (an outline group).
    pub group: bool,
    /// True to give the row's figures a defined name in the workbook, made of its id.
    pub name: bool,
    /// True to draw a sparkline beside the row.
    pub sparkline: bool,
    /// True to colour rises and falls, in the book's colours for up and down.
    pub updown: bool,
    /// In a template that extends another: the id of the row this one stands behind; at the sheet's end
    /// when left out.
    pub after: Option<Located>,
    /// In a template that extends another: true takes the row with this id, or the heading with these words, away.
    #[schemars(with = "bool")]
    pub remove: Option<toml::Spanned<bool>>,
}

impl RowTable {
    /// Whether it takes a row away.
    pub fn is_removal(&self) -> bool {
        self.remove.as_ref().is_some_and(|remove| *remove.get_ref())
    }

    /// The name by which the row is known: its id, else its line.
    pub fn name_in_template(&self) -> Option<&str> {
        self.id.as_ref().or(self.line.as_ref()).map(Located::as_str)
    }
}

/// How a row stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Emphasis {
    /// Bold, with a line above.
    Total,
    /// Bold.
    Strong,
    /// Indented by one step.
    Part,
    /// Indented, italic, grey: a step on the way to another row.
    Working,
}

/// How numbers are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FormatWord {
    /// Money in the book's scale.
    Money,
    /// Money for one piece.
    Price,
    /// `31.0%`
    Percent,
    /// `1.5pp`
    Points,
    /// `150bps`
    BasisPoints,
    /// `2.4x`
    Multiple,
    /// `9,500`
    Count,
    /// `3`
    Rank,
    /// `1,234.50`
    Number,
    /// A date.
    Date,
    /// A whole number of points, such as an HHI.
    Index,
}

/// A key figure on the cover: `[[sheet.figure]]`.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct KeyFigure {
    /// The row shown: `growth`, `revenue.training`.
    pub row: Located,
    /// What people read; without it the row's label.
    #[serde(default)]
    pub label: Texts,
}
