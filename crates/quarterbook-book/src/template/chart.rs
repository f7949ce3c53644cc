//! Charts.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{FormatWord, Located, Names, Texts};

/// A chart: `[[sheet.chart]]`. Series are rows, points are the periods of one band; with `period` the
/// points are the rows and there is one series.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ChartTable {
    /// What is drawn.
    pub kind: ChartShape,
    /// The title; the unit is added to it.
    pub title: Texts,
    /// The rows drawn, of this sheet or another: `revenue.*`, `undisclosed`. A row that the book does not
    /// have is left out, and a chart without rows too.
    pub rows: Names,
    /// Rows drawn as lines on an axis of their own, over the columns.
    #[serde(default)]
    pub lines: Names,
    /// The band whose periods are the points; `native` is the first band that is not annual. Without it
    /// the first band. Where the rows have no figure in it, the next finer band in which they have, else the next coarser.
    #[serde(default)]
    pub band: Option<Located>,
    /// How many of the band's latest periods are drawn; all when left out.
    #[serde(default)]
    pub last: Option<u16>,
    /// For bars, waterfalls and shares over rows: `latest`, or a period such as `FY2024`.
    #[serde(default)]
    pub period: Option<Located>,
    /// How the value axis shows its numbers; without it like the first row.
    #[serde(default)]
    pub format: Option<FormatWord>,
    /// True to print the numbers beside the points.
    #[serde(default)]
    pub labels: bool,
    /// A sentence for those who cannot see the chart; without it one is made of title and rows.
    #[serde(default)]
    pub alternative: Texts,
    /// The chart exists only when each of these has a figure in the book: a line, a part of one, a dimension, or `a or b`.
    #[serde(default)]
    pub when: Names,
}

/// The shapes of charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ChartShape {
    /// Columns side by side.
    Column,
    /// Columns on top of one another.
    StackedColumn,
    /// Columns on top of one another, each to 100 %.
    PercentColumn,
    /// Lines with markers.
    Line,
    /// Horizontal bars, one a row, for one period.
    Bar,
    /// From the first row to the last by the steps between: stacked columns over an invisible base. For
    /// one period; the first and the last row stand on the axis.
    Waterfall,
    /// One bar of the rows and what is left of the whole ("others"), for one period; rows are ratios.
    Share,
}
