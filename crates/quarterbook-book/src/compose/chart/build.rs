//! One chart from its table.

use quarterbook_data::CellAddress;
use quarterbook_formula::SheetId;

use super::data::DataBlock;
use super::points::band;
use super::series::Builder;
use super::{Context, SIZE};
use crate::compose::{row_format, row_unit};
use crate::layout::{PlacedRow, RowId};
use crate::template::{ChartShape, ChartTable, FormatWord};
use crate::workbook::{Axis, Chart, ChartKind, MAX_DESCRIPTION, shortened};

/// The chart, with what it needs added to the block of chart data on the sheet `home`; `None` when there is
/// nothing to draw.
pub(super) fn chart(
    context: Context<'_>,
    table: &ChartTable,
    (rows, lines): (&[RowId], &[RowId]),
    home: SheetId,
    block: &mut DataBlock,
) -> Option<Chart> {
    let band = band(context, table)?;
    let first = context.layout.row(*rows.first()?);
    let format = table.format.unwrap_or_else(|| row_format(context, first));
    let mut builder = Builder {
        context,
        table,
        band,
        home,
        block,
        format,
        has_parts: false,
    };
    builder.has_parts = rows
        .iter()
        .any(|row| builder.place_of_member(context.layout.row(*row)).is_some());
    let series = match table.kind {
        ChartShape::Bar => builder.bars(rows)?,
        ChartShape::Share => builder.share(rows)?,
        ChartShape::Waterfall => builder.waterfall(rows)?,
        _ => builder.over_periods(rows, lines)?,
    };
    let secondary = series.iter().any(|series| series.secondary);
    let decimals = context.look.decimals;
    let line_format = lines
        .first()
        .map(|row| decimals.chart_format(row_format(context, context.layout.row(*row))));
    Some(Chart {
        kind: kind(table.kind),
        title: title(context, table, first),
        alternative_text: alternative(context, table, rows, lines),
        legend: series.iter().filter(|series| series.colour.is_some()).count() > 1
            && table.kind != ChartShape::Waterfall,
        series,
        category_axis: Axis {
            reversed: table.kind == ChartShape::Bar,
            ..Axis::default()
        },
        value_axis: value_axis(context, table.kind, format),
        secondary_axis: secondary.then(|| Axis {
            number_format: line_format.unwrap_or_default(),
            ..Axis::default()
        }),
        anchor: CellAddress::new(0, 0),
        size: SIZE,
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

fn title(context: Context<'_>, table: &ChartTable, first: &PlacedRow) -> String {
    let title = table.title.label();
    let unit = match table.kind {
        ChartShape::PercentColumn => "%".to_owned(),
        _ => row_unit(context, first),
    };
    let language = context.look.language();
    let title = title.text(language);
    match unit.as_str() {
        "" => title.to_owned(),
        unit if language.starts_with("zh") => format!("{title}（{unit}）"),
        unit => format!("{title} ({unit})"),
    }
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
