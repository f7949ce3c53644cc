//! Charts.

use quarterbook_data::CellAddress;

use super::{Colour, SheetRange};

/// A chart on a sheet. Its points are read from the model when it is exported, so that a viewer that
/// never calculates draws it in full.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// What is drawn, for series that do not say otherwise.
    pub kind: ChartKind,
    /// The title; it says what is shown and in which unit.
    pub title: String,
    /// A sentence for those who cannot see the chart.
    pub alternative_text: String,
    /// The series, in the order of the legend.
    pub series: Vec<ChartSeries>,
    /// The axis of the categories.
    pub category_axis: Axis,
    /// The axis of the values.
    pub value_axis: Axis,
    /// The axis on the other side, when a series uses it.
    pub secondary_axis: Option<Axis>,
    /// The cell whose upper left corner is the chart's.
    pub anchor: CellAddress,
    /// Width and height in pixels at 96 per inch.
    pub size: (u32, u32),
    /// Whether a legend is drawn, below the plot.
    pub legend: bool,
}

/// What a chart draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChartKind {
    /// Columns side by side.
    Column,
    /// Columns on top of one another.
    StackedColumn,
    /// Columns on top of one another, each to 100 %.
    PercentColumn,
    /// Lines with markers.
    Line,
    /// Horizontal bars side by side.
    Bar,
    /// Horizontal bars end to end.
    StackedBar,
}

/// One series of a chart.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartSeries {
    /// The cell that holds the series' name.
    pub name: SheetRange,
    /// The cells with the categories: one row or one column.
    pub categories: SheetRange,
    /// The cells with the values, as many as there are categories. Excel draws a text such as `n.a.` as
    /// zero, which shows in lines; a cell that gives `#N/A`, or an empty one, is no point.
    pub values: SheetRange,
    /// The colour; `None` for invisible, as the base of a waterfall is.
    pub colour: Option<Colour>,
    /// Drawn like the chart, or as a line over its columns.
    pub kind: SeriesKind,
    /// Whether it is measured on the axis on the other side.
    pub secondary: bool,
    /// Numbers beside the points.
    pub labels: Option<DataLabels>,
}

/// How one series of a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum SeriesKind {
    /// As the chart says.
    #[default]
    Own,
    /// As a line over the columns.
    Line,
}

/// Numbers beside points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataLabels {
    /// Excel's number format code.
    pub number_format: String,
}

/// One axis.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Axis {
    /// The axis title; empty for none.
    pub title: String,
    /// Excel's number format code of its labels; empty for that of the cells.
    pub number_format: String,
    /// Where it begins, when it must not be left to the viewer.
    pub minimum: Option<f64>,
    /// Where it ends, when it must not be left to the viewer.
    pub maximum: Option<f64>,
    /// Whether the categories run from the last to the first (bars read from above).
    pub reversed: bool,
}
