//! The document: workbook, sheets, cells and styles.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as JsonValue;

use crate::chart::Chart;
use crate::surroundings::{ConditionalFormat, Page, Sparkline, Validation};

/// What `format` says.
pub const FORMAT: &str = "quarterbook-workbook";
/// The version of the format this crate writes.
pub const VERSION: u32 = 1;

/// A workbook.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Document {
    /// Always [`FORMAT`].
    pub format: String,
    /// The version, [`VERSION`] here.
    pub version: u32,
    /// Title and the like.
    #[serde(default)]
    pub properties: Properties,
    /// The styles that cells name by their 0-based place in this list; the first is the plain one.
    pub styles: Vec<Style>,
    /// The sheets, in the order of their tabs.
    pub sheets: Vec<Sheet>,
    /// Names for cells and ranges.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<Name>,
}

/// What a file says of itself.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default)]
pub struct Properties {
    /// The workbook's title.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// What it is about.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub subject: String,
    /// A run id and what made the file.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub comments: String,
    /// The date the file says it was created, `2025-09-30`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
}

/// How a cell looks.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default)]
pub struct Style {
    /// Excel's number format code; left out for General.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub number_format: String,
    /// Bold type.
    #[serde(skip_serializing_if = "is_default")]
    pub bold: bool,
    /// Italic type.
    #[serde(skip_serializing_if = "is_default")]
    pub italic: bool,
    /// The type's size in points; left out for the default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<f64>,
    /// The type's colour.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub colour: Option<String>,
    /// The cell's colour.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fill: Option<String>,
    /// The line above: `hair`, `thin`, `medium` or `double`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top: Option<String>,
    /// The line below, in the same words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bottom: Option<String>,
    /// `left`, `centre` or `right`; left out for numbers right and texts left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub horizontal: Option<String>,
    /// Indentation, in Excel's steps.
    #[serde(skip_serializing_if = "is_default")]
    pub indent: u8,
    /// Whether long text goes on in a second line.
    #[serde(skip_serializing_if = "is_default")]
    pub wrap: bool,
}

/// One sheet.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default)]
pub struct Sheet {
    /// The tab's name.
    pub name: String,
    /// The cells, row by row.
    pub cells: Vec<Cell>,
    /// Columns with a width or an outline level of their own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Column>,
    /// Rows with a height or an outline level of their own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<Row>,
    /// The first cell that scrolls.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub freeze: Option<String>,
    /// The table whose rows can be picked by value, its header row first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// Ranges merged into one cell.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub merges: Vec<String>,
    /// How it prints.
    pub page: Page,
    /// Charts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub charts: Vec<Chart>,
    /// Charts inside cells.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sparklines: Vec<Sparkline>,
    /// Looks that depend on values; the first that applies wins.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conditional_formats: Vec<ConditionalFormat>,
    /// What may be typed into cells.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub validations: Vec<Validation>,
    /// The tab's colour.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tab_colour: Option<String>,
    /// Whether grid lines are drawn on screen.
    #[serde(skip_serializing_if = "is_default")]
    pub gridlines: bool,
    /// Zoom in per cent; left out for 100.
    #[serde(skip_serializing_if = "is_default")]
    pub zoom: u16,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Cell {
    /// Its address, `F4`.
    pub cell: String,
    /// The type of the value.
    #[serde(rename = "type")]
    pub kind: CellType,
    /// The constant, or the formula's result: a number, a string or a boolean; left out when blank.
    #[serde(default, skip_serializing_if = "JsonValue::is_null")]
    pub value: JsonValue,
    /// The formula as Excel shows it, without `=`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    /// The formula as a file holds it, where that differs: with `_xlfn.` and the like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stored: Option<String>,
    /// The cells an array formula fills, its own first; the others stand in the list as constants.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spill: Option<String>,
    /// The style's place in the document's list.
    #[serde(default, skip_serializing_if = "is_default")]
    pub style: usize,
    /// Where a click leads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<Range>,
    /// A comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where the constant comes from, in a few words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
}

/// The types of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CellType {
    /// Nothing; the cell has a look only.
    Blank,
    /// A number; dates are serial numbers with a date format.
    Number,
    /// A text.
    Text,
    /// True or false.
    Boolean,
    /// An error, written as Excel shows it: `#N/A`.
    Error,
}

/// A column's look.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Column {
    /// Its letters.
    pub column: String,
    /// Width in characters of the default font, as Excel counts it.
    pub width: f64,
    /// Outline level.
    #[serde(default, skip_serializing_if = "is_default")]
    pub outline: u8,
}

/// A row's look.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Row {
    /// Its 1-based number.
    pub row: u32,
    /// Height in points; left out for the height its content needs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<f64>,
    /// Outline level.
    #[serde(default, skip_serializing_if = "is_default")]
    pub outline: u8,
}

/// A range on a named sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Range {
    /// The sheet's name, without quotes.
    pub sheet: String,
    /// The cells, `D5:H5` or `D5`.
    pub range: String,
}

/// A name for a cell or a range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Name {
    /// The name.
    pub name: String,
    /// What it stands for.
    pub target: Range,
    /// A sentence for the name manager.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub comment: String,
}

/// Whether a field is left out.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
