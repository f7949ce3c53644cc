//! Charts.

use quarterbook_book::workbook as model;
use quarterbook_book::workbook::{ChartKind, SeriesKind};

use super::{colour, range};
use crate::chart::{Axis, Chart, Series};

pub(super) fn chart(chart: &model::Chart) -> Chart {
    let (width, height) = chart.size;
    Chart {
        kind: kind(chart.kind).to_owned(),
        title: chart.title.clone(),
        alternative_text: chart.alternative_text.clone(),
        series: chart.series.iter().map(series).collect(),
        category_axis: axis(&chart.category_axis),
        value_axis: axis(&chart.value_axis),
        secondary_axis: chart.secondary_axis.as_ref().map(axis),
        anchor: chart.anchor.to_string(),
        width,
        height,
        legend: chart.legend,
    }
}

const fn kind(kind: ChartKind) -> &'static str {
    match kind {
        ChartKind::Column => "column",
        ChartKind::StackedColumn => "stacked-column",
        ChartKind::PercentColumn => "percent-column",
        ChartKind::Line => "line",
        ChartKind::Bar => "bar",
        ChartKind::StackedBar => "stacked-bar",
    }
}

fn series(series: &model::ChartSeries) -> Series {
    Series {
        name: range(&series.name),
        categories: range(&series.categories),
        values: range(&series.values),
        colour: series.colour.map(colour),
        line: series.kind == SeriesKind::Line,
        secondary: series.secondary,
        labels: series.labels.as_ref().map(|labels| labels.number_format.clone()),
    }
}

fn axis(axis: &model::Axis) -> Axis {
    Axis {
        title: axis.title.clone(),
        number_format: axis.number_format.clone(),
        minimum: axis.minimum,
        maximum: axis.maximum,
        reversed: axis.reversed,
    }
}
