//! Books.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{CheckTable, DimensionTable, LineTable, Located, SheetTable, Texts};

/// A book: `quarterbook.toml`. Its `[[source]]` tables are read by the crate that reads sources.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct BookFile {
    /// The workbook to build.
    pub book: BookTable,
    /// The members of each dimension, in the order they are shown: `[members.product]`.
    #[serde(default)]
    pub members: IndexMap<String, IndexMap<String, MemberTable>>,
    /// Values for the template's parameters.
    #[serde(default)]
    pub parameters: IndexMap<String, f64>,
    /// Lines of this book alone, besides the template's.
    #[serde(default)]
    pub lines: IndexMap<String, LineTable>,
    /// Dimensions of this book alone.
    #[serde(default)]
    pub dimensions: IndexMap<String, DimensionTable>,
    /// Sheets of this book alone; one with the id of a template's sheet adds its rows and charts to it.
    #[serde(default, rename = "sheet")]
    pub sheets: Vec<SheetTable>,
    /// Checks of this book alone.
    #[serde(default, rename = "check")]
    pub checks: Vec<CheckTable>,
}

/// The workbook to build: `[book]`.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct BookTable {
    /// The template: a name from `quarterbook templates`, or a path relative to this file.
    pub template: Located,
    /// The workbook's title.
    pub title: Texts,
    /// The label columns, in this order; one or two.
    #[serde(default)]
    pub languages: Vec<String>,
    /// The currency and scale money is shown in: `CNY 亿`, `USD m`.
    pub money: Located,
    /// The currency and scale prices and unit costs are shown in; without it the currency at scale 1.
    #[serde(default)]
    pub price: Option<Located>,
    /// The bands of columns, in this order: `annual`, `half`, `quarter`, `month`.
    pub bands: Vec<Located>,
    /// First and last period of a band, where the figures do not say it: `{ half = "2024H1..2025H2" }`.
    #[serde(default)]
    pub periods: IndexMap<String, Located>,
    /// Which member of a dimension the book is about: `{ vendor = "iluvatar" }`. Formulas reach it as
    /// `x.own`.
    #[serde(default)]
    pub own: IndexMap<String, Located>,
    /// When fiscal years end.
    #[serde(default)]
    pub fiscal_year_end: Option<Fiscal>,
    /// The colours: `banking` (blue constants, black formulas, green links), `fast` or `mono`.
    #[serde(default)]
    pub style: Option<Located>,
    /// How many decimals amounts show, where it is not as many as the sources print (two at most).
    #[serde(default)]
    pub decimals: DecimalsTable,
    /// Which colour means up.
    #[serde(default)]
    pub up: Updown,
    /// The date on the cover and in the file's properties, such as `2025-12-31`; the last period's end
    /// when left out. The command line can set it too.
    #[serde(default)]
    pub as_of: Option<Located>,
    /// The workbook's file name; the book folder's name when left out.
    #[serde(default)]
    pub output: Option<Located>,
}

/// When fiscal years end: `"12-31"`, `"01"` or `"last Sunday of January"`; only the month counts, and a
/// week's difference to its end is allowed for.
pub type Fiscal = Located;

/// How many decimals amounts show: `{ money = 1, price = 2 }`, each from 0 to 6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DecimalsTable {
    /// Of money.
    pub money: Option<u8>,
    /// Of prices and unit costs.
    pub price: Option<u8>,
}

/// Which colour means up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Updown {
    /// Green up, red down: the usual outside mainland China.
    #[default]
    Green,
    /// Red up, green down: the usual in mainland China.
    Red,
}

/// A member of a dimension: `training = { zh = "训练", en = "Training", match = ["训练*"] }`. Every key but
/// `match` and `fiscal-year-end` is a language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default)]
pub struct MemberTable {
    /// How sources spell it, besides its name and labels: whole labels, `*` for any run of characters.
    #[serde(rename = "match")]
    pub patterns: Vec<String>,
    /// When its fiscal years end, where that differs from the book's (peers).
    pub fiscal_year_end: Option<String>,
    /// What people read, by language.
    #[serde(flatten)]
    pub label: IndexMap<String, String>,
}
