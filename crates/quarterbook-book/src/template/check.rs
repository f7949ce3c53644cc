//! Checks.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Located, Names, Texts};

/// A check: `[[check]]`.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CheckTable {
    /// The name by which messages know it.
    pub id: Located,
    /// What is checked, as a sentence.
    pub label: Texts,
    /// What its result is worth.
    pub kind: CheckKind,
    /// What must hold: `actual = expected`, `actual <= bound` or `actual >= bound`. Either side may be any
    /// formula. One check is made for each period in which the expected side has a figure.
    pub formula: Located,
    /// Repeats the check for every member of a dimension.
    #[serde(default)]
    pub each: Option<Located>,
    /// The bands it is made in; all of the book's when left out.
    #[serde(default)]
    pub bands: Vec<Located>,
    /// What a difference beyond the tolerance means.
    #[serde(default)]
    pub otherwise: Consequence,
    /// The check exists only when each of these has a figure in the book: a line, a part of one, a dimension, or `a or b`.
    #[serde(default)]
    pub when: Names,
    /// A remark beside the result.
    #[serde(default)]
    pub note: Texts,
}

/// What a check's result is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CheckKind {
    /// Against a total that a source prints.
    TieOut,
    /// Holds by construction; shows that formulas are wired right, and is no evidence for the figures.
    Identity,
    /// A range, a scale or a sign that should hold.
    Reasonableness,
    /// A number that a source derives from others, recomputed. A claim whose recomputation rests on the
    /// claim itself is shown as an identity.
    Claim,
}

/// What a failed check means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Consequence {
    /// FAIL: the workbook is not to be used until it is settled.
    #[default]
    Fail,
    /// WARN: somebody should look at it.
    Warn,
}
