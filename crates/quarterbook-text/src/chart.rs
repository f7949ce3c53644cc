//! Charts with every point.

use std::fmt::Write;

use quarterbook_book::Workbook;
use quarterbook_book::workbook::{Axis, Chart, ChartKind, ChartSeries, SeriesKind, SheetRange, exact_number};
use quarterbook_formula::Value;

use crate::entry;
use crate::value::{escaped, quoted, range, shown};

/// A chart: what it is, then a line a series with its points, then its axes.
pub(crate) fn chart(out: &mut String, workbook: &Workbook, chart: &Chart) {
    let (width, height) = chart.size;
    let legend = if chart.legend { ", legend" } else { "" };
    let title = quoted(&chart.title);
    let head = format!(
        "{} {title} at {}, {width}×{height}{legend}",
        kind(chart.kind),
        chart.anchor
    );
    entry(out, "chart", &head);
    for one in &chart.series {
        entry(out, "  series", &series(workbook, one));
    }
    let axes = [
        ("  categories", Some(&chart.category_axis)),
        ("  values", Some(&chart.value_axis)),
        ("  secondary", chart.secondary_axis.as_ref()),
    ];
    for (word, axis) in axes {
        let text = axis.map(axis_text).unwrap_or_default();
        if !text.is_empty() {
            entry(out, word, &text);
        }
    }
    entry(out, "  text", &quoted(&chart.alternative_text));
}

const fn kind(kind: ChartKind) -> &'static str {
    match kind {
        ChartKind::Column => "column",
        ChartKind::StackedColumn => "stacked column",
        ChartKind::PercentColumn => "percent column",
        ChartKind::Line => "line",
        ChartKind::Bar => "bar",
        ChartKind::StackedBar => "stacked bar",
    }
}

fn series(workbook: &Workbook, series: &ChartSeries) -> String {
    let name = points(workbook, &series.name);
    let mut line = format!("{name} {}", range(&series.name));
    let _ = write!(
        line,
        "  over {} {}",
        range(&series.categories),
        points(workbook, &series.categories)
    );
    let _ = write!(
        line,
        "  draws {} {}",
        range(&series.values),
        points(workbook, &series.values)
    );
    match series.colour {
        Some(colour) => _ = write!(line, "  #{:06X}", colour.0),
        None => line.push_str("  invisible"),
    }
    if series.kind == SeriesKind::Line {
        line.push_str(" line");
    }
    if series.secondary {
        line.push_str(" secondary");
    }
    if let Some(labels) = &series.labels {
        let _ = write!(line, " labels [{}]", escaped(&labels.number_format));
    }
    line
}

fn points(workbook: &Workbook, range: &SheetRange) -> String {
    let point = |value: &Value| match value {
        Value::Blank => "–".to_owned(),
        value => shown(value),
    };
    let points: Vec<String> = workbook.values(range).iter().map(point).collect();
    format!("({})", points.join(" "))
}

fn axis_text(axis: &Axis) -> String {
    let mut parts = Vec::new();
    if !axis.title.is_empty() {
        parts.push(quoted(&axis.title));
    }
    if !axis.number_format.is_empty() {
        parts.push(format!("[{}]", escaped(&axis.number_format)));
    }
    parts.extend(axis.minimum.map(|minimum| format!("from {}", exact_number(minimum))));
    parts.extend(axis.maximum.map(|maximum| format!("to {}", exact_number(maximum))));
    if axis.reversed {
        parts.push("reversed".to_owned());
    }
    parts.join(" ")
}
