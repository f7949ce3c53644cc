//! One chart from its table.

use quarterbook_data::CellAddress;
use quarterbook_formula::SheetId;

use super::data::DataBlock;
use super::points::one_column;
use super::series::Builder;
use super::{Context, Kept, SIZE};
use crate::compose::{row_format, row_unit};
use crate::layout::{PlacedRow, RowId};
use crate::template::{ChartShape, ChartTable, FormatWord};
use crate::workbook::{Axis, Chart, ChartKind, ChartSeries, MAX_DESCRIPTION, shortened};

/// The chart, with what it needs added to the block of chart data on the sheet `home`; `None` when there is
/// nothing to draw.
pub(super) fn chart(context: Context<'_>, kept: &Kept<'_>, home: SheetId, block: &mut DataBlock) -> Option<Chart> {
    let Kept { table, rows, lines, .. } = kept;
    let first = context.layout.row(*rows.first()?);
    let format = table.format.unwrap_or_else(|| row_format(context, first));
    let mut builder = Builder::new(context, kept, home, block, format);
    let series = match table.kind {
        ChartShape::Bar => builder.bars(rows)?,
        ChartShape::Share => builder.share(rows)?,
        ChartShape::Waterfall => builder.waterfall(rows)?,
        _ => builder.over_periods(rows, lines)?,
    };
    Some(Chart {
        kind: kind(table.kind),
        title: title(context, kept, first),
        alternative_text: alternative(context, table, rows, lines),
        legend: series.iter().filter(|series| series.colour.is_some()).count() > 1
            && table.kind != ChartShape::Waterfall,
        secondary_axis: secondary_axis(context, &series, lines),
        series,
        category_axis: Axis {
            reversed: table.kind == ChartShape::Bar,
            ..Axis::default()
        },
        value_axis: value_axis(context, table.kind, format),
        anchor: CellAddress::new(0, 0),
        size: SIZE,
    })
}

/// The axis on the other side, shown like the first of the lines that it measures.
fn secondary_axis(context: Context<'_>, series: &[ChartSeries], lines: &[RowId]) -> Option<Axis> {
    let first = lines.first().filter(|_| series.iter().any(|series| series.secondary))?;
    let format = row_format(context, context.layout.row(*first));
    Some(Axis {
        number_format: context.look.decimals.chart_format(format),
        ..Axis::default()
    })
}

const fn kind(shape: ChartShape) -> ChartKind {
    match shape {
        ChartShape::Column => ChartKind::Column,
        ChartShape::StackedColumn | ChartShape::Waterfall => ChartKind::StackedColumn,
        ChartShape::PercentColumn => ChartKind::PercentColumn,
        ChartShape::Line => ChartKind::Line,
        ChartShape::Bar => ChartKind::Bar,
        ChartShape::Share => ChartKind::StackedBar,
    }
}

fn value_axis(context: Context<'_>, shape: ChartShape, format: FormatWord) -> Axis {
    let (minimum, maximum) = match shape {
        ChartShape::Share => (Some(0.0), Some(1.0)),
        _ => (None, None),
    };
    let number_format = match shape {
        ChartShape::PercentColumn => "0%".to_owned(),
        _ => context.look.decimals.chart_format(format),
    };
    Axis {
        number_format,
        minimum,
        maximum,
        ..Axis::default()
    }
}

/// The title with the unit of the first row, and the period that a chart of one period draws and shows nowhere else.
fn title(context: Context<'_>, kept: &Kept<'_>, first: &PlacedRow) -> String {
    let table = kept.table;
    let unit = match table.kind {
        ChartShape::PercentColumn => "%".to_owned(),
        _ => row_unit(context, first),
    };
    let language = context.look.language();
    let title = table.title.label();
    let title = match one_period(context, kept) {
        Some(period) if language.starts_with("zh") => format!("{}，{period}", title.text(language)),
        Some(period) => format!("{}, {period}", title.text(language)),
        None => title.text(language).to_owned(),
    };
    match unit.as_str() {
        "" => title,
        unit if language.starts_with("zh") => format!("{title}（{unit}）"),
        unit => format!("{title} ({unit})"),
    }
}

/// The header of the one period of a chart whose axis does not name it.
fn one_period(context: Context<'_>, kept: &Kept<'_>) -> Option<String> {
    let Kept { table, rows, band, .. } = kept;
    let needed: &[RowId] = match table.kind {
        ChartShape::Bar => &[],
        ChartShape::Waterfall => &[*rows.first()?, *rows.last()?],
        _ => return None,
    };
    let column = one_column(context, band, rows, needed, table)?;
    let (_, period) = band.columns().find(|(other, _)| *other == column)?;
    let has_estimates = context.layout.axis.has_estimates();
    let estimate = has_estimates.then(|| band.estimates.contains(&period));
    Some(context.period_label(period, estimate))
}

fn alternative(context: Context<'_>, table: &ChartTable, rows: &[RowId], lines: &[RowId]) -> String {
    let language = context.look.language();
    if !table.alternative.is_none() {
        return table.alternative.label().text(language).to_owned();
    }
    let labels = rows
        .iter()
        .chain(lines)
        .map(|row| context.layout.row(*row).label.text(language));
    let labels: Vec<&str> = labels.collect();
    let text = format!("{}: {}", table.title.label().text(language), labels.join(", "));
    shortened(text, MAX_DESCRIPTION)
}
