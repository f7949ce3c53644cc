//! Lines and dimensions.

use quarterbook_data::LineKind;
use schemars::JsonSchema;
use serde::Deserialize;

use super::Texts;

/// Something that is measured: `[lines.revenue]`.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LineTable {
    /// What people read.
    pub label: Texts,
    /// The unit it is shown in.
    pub unit: UnitWord,
    /// The dimensions it may be split by, in order. Its figures may stand at any depth: `revenue` is the
    /// total, `revenue.training` one product's.
    #[serde(default)]
    pub by: Vec<String>,
    /// For counts: what is counted, as the unit column shows it (片, units).
    #[serde(default)]
    pub counted: Texts,
    /// True for what stands at a point in time (headcount, a receivable): never added up over time.
    #[serde(default)]
    pub balance: bool,
}

impl LineTable {
    /// How the line behaves in time: balances as said, quotients by their unit, the rest flows.
    pub fn kind(&self) -> LineKind {
        match self.unit {
            _ if self.balance => LineKind::Balance,
            UnitWord::Money | UnitWord::Count => LineKind::Flow,
            UnitWord::Price | UnitWord::Percent | UnitWord::Points | UnitWord::Rank | UnitWord::Plain => {
                LineKind::Ratio
            }
        }
    }
}

/// The units that lines and rows can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum UnitWord {
    /// Money, in the book's currency and scale (`money = "CNY 亿"`).
    Money,
    /// Money for one piece, in the book's currency and price scale (`price = "CNY 万"`).
    Price,
    /// A ratio; 0.31 is shown as 31.0%.
    Percent,
    /// A difference of ratios, in percentage points.
    Points,
    /// A number of pieces.
    Count,
    /// A place in an order.
    Rank,
    /// A number without a unit.
    Plain,
}

/// What lines are split by: `[dimensions.product]`.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct DimensionTable {
    /// What people read.
    pub label: Texts,
}
