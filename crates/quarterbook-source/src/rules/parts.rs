//! The pieces of a `[[source]]`: lists, shapes, headers, targets and words.

use std::collections::BTreeMap;
use std::fmt;

use quarterbook_data::Status;
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, Visitor};

/// A text or a list of them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "expected a text or a list of texts")]
pub enum OneOrMany {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl OneOrMany {
    /// The texts.
    pub fn texts(&self) -> &[String] {
        match self {
            Self::One(text) => std::slice::from_ref(text),
            Self::Many(texts) => texts,
        }
    }
}

/// The unit of a whole source, or of a line.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "expected a unit, or { override = \"a unit\" }")]
pub enum UnitRule {
    /// A unit that nothing in the source contradicts; for a whole source also `note`.
    Plain(String),
    /// A unit that counts whatever the source says.
    Override {
        /// The unit.
        #[serde(rename = "override")]
        unit: String,
    },
}

impl UnitRule {
    /// The unit as written.
    pub fn text(&self) -> &str {
        match self {
            Self::Plain(unit) | Self::Override { unit } => unit,
        }
    }
}

/// How figures are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// Periods across, lines down.
    #[default]
    Wide,
    /// One row a figure, or one row a period with a column for each line.
    Long,
    /// Rows to be summed by period and member.
    Ledger,
    /// One line: parts of the year down, years across, or the other way round.
    Matrix,
}

/// Where the header of a table is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Header {
    /// `"find"`, or the number of the header's last row as the sheet shows it, from 1.
    pub row: HeaderRow,
    /// How many rows make up the header; as many as it takes when it is not given.
    pub rows: Option<u32>,
    /// Whether an empty header cell means the same as the one to its left, as in exports that lost their merges.
    pub fill: bool,
}

/// The row of a header.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "expected \"find\" or the number of a row")]
pub enum HeaderRow {
    /// As the sheet shows it, from 1.
    At(u32),
    /// `"find"`: the row in which at least two cells read as periods.
    Find(FindWord),
}

impl Default for HeaderRow {
    fn default() -> Self {
        Self::Find(FindWord::Find)
    }
}

/// The word `find`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FindWord {
    /// By looking.
    Find,
}

/// The headers of the columns that say what a row of a long table or a ledger is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Columns {
    /// The period; several columns are read as one label: `["end_date", "period"]`.
    pub period: Option<OneOrMany>,
    /// What is measured; its texts are mapped by `rows`.
    pub line: Option<String>,
    /// The figure.
    pub value: Option<String>,
    /// Its unit.
    pub unit: Option<String>,
    /// How firmly it is stated.
    pub status: Option<String>,
    /// The period of the report that states it.
    pub reported: Option<String>,
}

/// What a row or column is: the name of a line, or that and more.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema)]
#[schemars(untagged)]
pub enum RowTarget {
    /// `revenue`, `revenue.training`, or `revenue.product` to take the member from the label.
    Name(String),
    /// The same with what is special about it.
    Full(FullTarget),
}

// By hand, since a derived one would not say which key of the full form is unknown.
impl<'de> Deserialize<'de> for RowTarget {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Target;

        impl<'de> Visitor<'de> for Target {
            type Value = RowTarget;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a line, or { line = \"…\" } and what is special about it")
            }

            fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<RowTarget, E> {
                Ok(RowTarget::Name(name.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<RowTarget, A::Error> {
                FullTarget::deserialize(MapAccessDeserializer::new(map)).map(RowTarget::Full)
            }
        }

        deserializer.deserialize_any(Target)
    }
}

/// A target with what is special about it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FullTarget {
    /// The name, as in the short form.
    pub line: String,
    /// Its unit; `{ override = "%" }` insists on it whatever the size of the figures.
    pub unit: Option<UnitRule>,
    /// How firmly it is stated.
    pub status: Option<StatusWord>,
    /// Whether the source prints it with the opposite sign.
    #[serde(default)]
    pub negate: bool,
    /// What it is rounded to, in its printed unit; a power of ten.
    pub rounded_to: Option<u64>,
    /// Whether its row may be missing from the files, or from the newest of them.
    #[serde(default)]
    pub optional: bool,
}

/// How firmly a figure is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StatusWord {
    /// Plainly.
    Reported,
    /// About, nearly.
    About,
    /// Over.
    AtLeast,
    /// Under.
    AtMost,
    /// A forecast.
    Estimate,
    /// Derived by the source: checked, never built on.
    Claim,
}

impl StatusWord {
    /// The status it names.
    pub const fn status(self) -> Status {
        match self {
            Self::Reported => Status::Reported,
            Self::About => Status::About,
            Self::AtLeast => Status::AtLeast,
            Self::AtMost => Status::AtMost,
            Self::Estimate => Status::Estimate,
            Self::Claim => Status::Claim,
        }
    }
}

/// What a plain date ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Dates {
    /// A fiscal year.
    Annual,
    /// A half of it.
    Half,
    /// A quarter of it.
    Quarter,
    /// A month.
    Month,
    /// The stretch from the beginning of the fiscal year.
    Cumulative,
}

/// Which day of its period a plain date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Day {
    /// The first.
    First,
    /// The last.
    Last,
}

/// What counts when two figures differ.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(
    untagged,
    expecting = "expected a number, or texts of a column: { source = [\"SEC\"] }"
)]
pub enum Prefer {
    /// The rank of the whole source; 0 when it is not given.
    Rank(i32),
    /// The texts of a column, the best first.
    Column(BTreeMap<String, Vec<String>>),
}

/// A decimal mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum DecimalWord {
    /// `1,234.5`
    #[serde(rename = ".")]
    Point,
    /// `1.234,5`
    #[serde(rename = ",")]
    Comma,
}

/// Figures to work out from others while reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Derive {
    /// A fourth quarter from the year and its other quarters, its first nine months, or its first half and third
    /// quarter.
    Q4,
    /// Single quarters from figures that add up from the beginning of the year.
    Discrete,
    /// A second half from the year and its first half.
    H2,
    /// Quarters from their months.
    Quarter,
    /// Halves from their quarters or months.
    Half,
    /// Years from their halves, quarters or months.
    Year,
}
