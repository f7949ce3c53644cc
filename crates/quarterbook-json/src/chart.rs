//! The document: charts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::{Range, is_default};

/// A chart. Its points are the values of the cells it refers to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Chart {
    /// `column`, `stacked-column`, `percent-column`, `line`, `bar` or `stacked-bar`.
    pub kind: String,
    /// The title.
    pub title: String,
    /// A sentence for those who cannot see the chart.
    pub alternative_text: String,
    /// The series, in the order of the legend.
    pub series: Vec<Series>,
    /// The axis of the categories.
    #[serde(default, skip_serializing_if = "is_default")]
    pub category_axis: Axis,
    /// The axis of the values.
    #[serde(default, skip_serializing_if = "is_default")]
    pub value_axis: Axis,
    /// The axis on the other side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secondary_axis: Option<Axis>,
    /// The cell whose upper left corner is the chart's.
    pub anchor: String,
    /// Width in pixels at 96 per inch.
    pub width: u32,
    /// Height in pixels at 96 per inch.
    pub height: u32,
    /// Whether a legend is drawn, below the plot.
    #[serde(default, skip_serializing_if = "is_default")]
    pub legend: bool,
}

/// One series of a chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Series {
    /// The cell that holds the name.
    pub name: Range,
    /// The cells with the categories.
    pub categories: Range,
    /// The cells with the values.
    pub values: Range,
    /// The colour; left out for invisible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<String>,
    /// Drawn as a line over the columns.
    #[serde(default, skip_serializing_if = "is_default")]
    pub line: bool,
    /// Measured on the axis on the other side.
    #[serde(default, skip_serializing_if = "is_default")]
    pub secondary: bool,
    /// The number format of the numbers beside the points; left out for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub labels: Option<String>,
}

/// One axis.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default)]
pub struct Axis {
    /// The title; left out for none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The number format of its labels; left out for that of the cells.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub number_format: String,
    /// Where it begins, when that is not left to the viewer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<f64>,
    /// Where it ends, when that is not left to the viewer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum: Option<f64>,
    /// Whether the categories run from the last to the first.
    #[serde(skip_serializing_if = "is_default")]
    pub reversed: bool,
}
