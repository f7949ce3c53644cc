//! The document: print set-up, sparklines, conditional formats and validations.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::{Range, Style, is_default};

/// Print set-up on A4.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default)]
pub struct Page {
    /// Wider than high.
    #[serde(skip_serializing_if = "is_default")]
    pub landscape: bool,
    /// The size of the print in per cent; left out where it is made to fit so many pages.
    #[serde(skip_serializing_if = "is_default")]
    pub scale: u16,
    /// How many pages wide; left out for as many as it takes.
    #[serde(skip_serializing_if = "is_default")]
    pub pages_wide: u16,
    /// How many pages high; left out for as many as it takes.
    #[serde(skip_serializing_if = "is_default")]
    pub pages_high: u16,
    /// Rows repeated at the top of every page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeat_rows: Option<Rows>,
    /// Columns repeated at the left of every page, `A:E`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeat_columns: Option<String>,
    /// What is printed; left out for all there is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub print_area: Option<String>,
    /// 1-based rows that begin a new page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<u32>,
    /// Columns that begin a new page, `M`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub column_breaks: Vec<String>,
    /// The three parts of the footer.
    #[serde(skip_serializing_if = "is_default")]
    pub footer: Footer,
}

/// First and last row, 1-based.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Rows {
    /// The first.
    pub first: u32,
    /// The last.
    pub last: u32,
}

/// A footer in Excel's footer code (`&P` for the page).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default)]
pub struct Footer {
    /// Left.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub left: String,
    /// Centre.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub centre: String,
    /// Right.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub right: String,
}

/// A chart inside a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Sparkline {
    /// The cell it is drawn in.
    pub cell: String,
    /// The values it draws.
    pub values: Range,
    /// `line` or `column`.
    pub kind: String,
    /// Its colour.
    pub colour: String,
}

/// A look for the cells of a range that meet a condition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ConditionalFormat {
    /// The cells.
    pub range: String,
    /// `positive`, `negative`, `text-is`, `formula` or `data-bar`.
    pub condition: String,
    /// The text, the formula as stored for the range's first cell, or the bars' colour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operand: Option<String>,
    /// What changes.
    #[serde(default, skip_serializing_if = "is_default")]
    pub style: Style,
}

/// What may be typed into the cells of a range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Validation {
    /// The cells.
    pub range: String,
    /// The texts to choose from; empty where a formula says what is taken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// The formula, as stored for the range's first cell, that what is typed has to make TRUE.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    /// What is shown when something else is typed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub message: String,
}
