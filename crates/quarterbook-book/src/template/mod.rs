//! Books and templates as they stand in their files.
//!
//! These types are the template language: one struct a table, one field a key, and the documentation of a
//! field is the documentation of its key. Keys that hold names or formulas keep the place they stand at, so
//! that whatever is found wrong with them later can be shown with a caret.

mod book;
mod chart;
mod check;
mod line;
mod sheet;
mod text;

pub use book::{BookFile, BookTable, DecimalsTable, Fiscal, MemberTable, Updown};
pub use chart::{ChartShape, ChartTable};
pub use check::{CheckKind, CheckTable, Consequence};
pub use line::{DimensionTable, LineTable, UnitWord};
pub use sheet::{Emphasis, FormatWord, KeyFigure, RowTable, SheetKind, SheetTable};
pub use text::{Located, Names, Texts};

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

/// A template: what the workbook has, whichever book is built with it.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Template {
    /// What the template is for, for people who choose one.
    pub template: About,
    /// What is measured: the names that formulas and sources use.
    pub lines: IndexMap<String, LineTable>,
    /// What lines are split by; the members come from the book.
    pub dimensions: IndexMap<String, DimensionTable>,
    /// Numbers a book may set, each with its default: thresholds, horizons. They stand on the cover, and
    /// formulas reach them as `parameter.NAME`.
    pub parameters: IndexMap<String, Parameter>,
    /// The sheets, in the order of their tabs.
    #[serde(rename = "sheet")]
    pub sheets: Vec<SheetTable>,
    /// The checks, in the order of the Checks sheet.
    #[serde(rename = "check")]
    pub checks: Vec<CheckTable>,
}

/// What a template is for.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct About {
    /// The template's name for people.
    pub label: Texts,
    /// One or two sentences: what it shows and what it needs.
    pub summary: Texts,
    /// Its version, printed on the cover.
    pub version: String,
    /// Another template this one is an adjustment of: its name, or a path relative to this file. Sheets,
    /// rows, checks, lines and dimensions with a known id replace the ones there; new ones follow them.
    pub extends: Option<Located>,
}

/// A number a book may set.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Parameter {
    /// What people read beside it on the cover.
    pub label: Texts,
    /// Its value when the book sets none.
    pub default: f64,
    /// How it is shown.
    #[serde(default)]
    pub format: Option<FormatWord>,
}
