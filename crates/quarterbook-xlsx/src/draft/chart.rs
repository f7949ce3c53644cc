//! Charts; their points are filled in afterwards.

use quarterbook_book::workbook::{Axis, Chart, ChartKind, ChartSeries, Colour, DataLabels, SeriesKind, SheetRange};
use rust_xlsxwriter::{
    Chart as ChartDraft, ChartAxis, ChartAxisLabelPosition, ChartDataLabel, ChartDataLabelPosition, ChartFont,
    ChartFormat, ChartLegendPosition, ChartLine, ChartMarker, ChartMarkerType, ChartRange, ChartSeries as SeriesDraft,
    ChartSolidFill, ChartType, Color, ObjectMovement, Worksheet, XlsxError,
};

use super::at;
use super::look::rgb;
use crate::escape::plain_text;

const TEXT: Color = Color::RGB(0x0040_4040);
const RULE: Color = Color::RGB(0x00D9_D9D9);
const WHITE: Color = Color::RGB(0x00FF_FFFF);
/// The room between columns, in per cent of their width.
const GAP: u16 = 70;

/// Puts a chart on a sheet.
pub(super) fn insert(worksheet: &mut Worksheet, chart: &Chart) -> Result<(), XlsxError> {
    let mut draft = ChartDraft::new(chart_type(chart.kind));
    let mut lines = ChartDraft::new(ChartType::Line);
    for series in &chart.series {
        let target = if is_line_over_columns(chart, series) {
            &mut lines
        } else {
            &mut draft
        };
        // `push_series` would take a line's markers away again.
        configure(target.add_series(), chart, series);
    }
    if chart.series.iter().any(|series| is_line_over_columns(chart, series)) {
        draft.combine(&lines);
    }
    set_frame(&mut draft, chart);
    set_axes(&mut draft, chart);
    let (row, column) = at(chart.anchor);
    worksheet.insert_chart(row, column, &draft)?;
    Ok(())
}

const fn chart_type(kind: ChartKind) -> ChartType {
    match kind {
        ChartKind::Column => ChartType::Column,
        ChartKind::StackedColumn => ChartType::ColumnStacked,
        ChartKind::PercentColumn => ChartType::ColumnPercentStacked,
        ChartKind::Line => ChartType::Line,
        ChartKind::Bar => ChartType::Bar,
        ChartKind::StackedBar => ChartType::BarStacked,
    }
}

fn is_line_over_columns(chart: &Chart, series: &ChartSeries) -> bool {
    series.kind == SeriesKind::Line && chart.kind != ChartKind::Line
}

fn set_frame(draft: &mut ChartDraft, chart: &Chart) {
    draft.set_width(chart.size.0).set_height(chart.size.1);
    draft.set_alt_text(plain_text(&chart.alternative_text));
    draft.set_object_movement(ObjectMovement::MoveButDontSizeWithCells);
    draft
        .chart_area()
        .set_format(ChartFormat::new().set_border(&line(RULE, 0.75)));
    if chart.title.is_empty() {
        draft.title().set_hidden();
    } else {
        let mut font = font(12.0);
        draft
            .title()
            .set_name(plain_text(&chart.title).as_str())
            .set_font(font.set_bold());
    }
    if !chart.legend {
        draft.legend().set_hidden();
        return;
    }
    draft
        .legend()
        .set_position(ChartLegendPosition::Bottom)
        .set_font(&font(9.0));
    let invisible = |(index, series): (usize, &ChartSeries)| series.colour.is_none().then_some(index);
    let entries: Vec<usize> = in_file_order(chart).enumerate().filter_map(invisible).collect();
    if !entries.is_empty() {
        draft.legend().delete_entries(&entries);
    }
}

/// The series as the file lists them: lines over columns come after the columns.
fn in_file_order(chart: &Chart) -> impl Iterator<Item = &ChartSeries> {
    let of = move |over: bool| {
        chart
            .series
            .iter()
            .filter(move |series| is_line_over_columns(chart, series) == over)
    };
    of(false).chain(of(true))
}

fn set_axes(draft: &mut ChartDraft, chart: &Chart) {
    // In bar charts the categories run along the vertical axis.
    let is_bar = matches!(chart.kind, ChartKind::Bar | ChartKind::StackedBar);
    let categories = if is_bar { draft.y_axis() } else { draft.x_axis() };
    set_axis(categories, &chart.category_axis);
    // Beside the plot even where columns go below zero.
    categories
        .set_label_position(ChartAxisLabelPosition::Low)
        .set_major_gridlines(false)
        .set_format(ChartFormat::new().set_line(&line(RULE, 0.75)));
    let values = if is_bar { draft.x_axis() } else { draft.y_axis() };
    set_axis(values, &chart.value_axis);
    values
        .set_major_gridlines(true)
        .set_major_gridlines_line(&line(RULE, 0.5))
        .set_format(ChartFormat::new().set_no_line());
    if chart.category_axis.reversed {
        // Reversing the categories takes the value axis to the other side; this brings its labels back.
        values.set_label_position(ChartAxisLabelPosition::High);
    }
    if let Some(axis) = &chart.secondary_axis {
        set_axis(draft.y2_axis(), axis);
        draft.y2_axis().set_format(ChartFormat::new().set_no_line());
    }
}

fn set_axis(draft: &mut ChartAxis, axis: &Axis) {
    draft.set_font(&font(9.0));
    if !axis.title.is_empty() {
        draft
            .set_name(plain_text(&axis.title).as_str())
            .set_name_font(font(9.0).unset_bold());
    }
    if !axis.number_format.is_empty() {
        draft.set_num_format(&axis.number_format);
    }
    if let Some(minimum) = axis.minimum {
        draft.set_min(minimum);
    }
    if let Some(maximum) = axis.maximum {
        draft.set_max(maximum);
    }
    if axis.reversed {
        draft.set_reverse();
    }
}

fn configure(draft: &mut SeriesDraft, chart: &Chart, series: &ChartSeries) {
    draft
        .set_name(&chart_range(&series.name))
        .set_categories(&chart_range(&series.categories))
        .set_values(&chart_range(&series.values))
        .set_secondary_axis(series.secondary);
    let is_line = chart.kind == ChartKind::Line || series.kind == SeriesKind::Line;
    if is_line {
        draw_line(draft, series.colour);
    } else {
        draw_column(draft, chart.kind, series.colour);
    }
    if let Some(labels) = &series.labels {
        draft.set_data_label(&data_label(chart.kind, is_line, series.colour, labels));
    }
}

fn draw_line(draft: &mut SeriesDraft, colour: Option<Colour>) {
    let Some(colour) = colour.map(rgb) else {
        draft.set_format(ChartFormat::new().set_no_line());
        draft.set_marker(ChartMarker::new().set_none());
        return;
    };
    draft.set_format(ChartFormat::new().set_line(&line(colour, 2.25)));
    let mut look = ChartFormat::new();
    look.set_solid_fill(ChartSolidFill::new().set_color(colour))
        .set_border(&line(colour, 0.75));
    draft.set_marker(
        ChartMarker::new()
            .set_type(ChartMarkerType::Circle)
            .set_size(6)
            .set_format(&mut look),
    );
}

fn draw_column(draft: &mut SeriesDraft, kind: ChartKind, colour: Option<Colour>) {
    let mut look = ChartFormat::new();
    match colour {
        Some(colour) => look
            .set_solid_fill(ChartSolidFill::new().set_color(rgb(colour)))
            .set_no_border(),
        None => look.set_no_fill().set_no_border(),
    };
    draft.set_format(&mut look).set_gap(GAP);
    if is_stacked(kind) {
        draft.set_overlap(100);
    }
}

const fn is_stacked(kind: ChartKind) -> bool {
    matches!(
        kind,
        ChartKind::StackedColumn | ChartKind::PercentColumn | ChartKind::StackedBar
    )
}

fn data_label(kind: ChartKind, is_line: bool, colour: Option<Colour>, labels: &DataLabels) -> ChartDataLabel {
    let inside = !is_line && is_stacked(kind);
    let position = match (is_line, inside) {
        (true, _) => ChartDataLabelPosition::Above,
        (false, true) => ChartDataLabelPosition::Center,
        (false, false) => ChartDataLabelPosition::OutsideEnd,
    };
    let mut type_face = font(8.0);
    if inside && colour.is_some_and(is_dark) {
        type_face.set_color(WHITE);
    }
    let mut label = ChartDataLabel::new();
    label.show_value().set_position(position).set_font(&type_face);
    if !labels.number_format.is_empty() {
        label.set_num_format(&labels.number_format);
    }
    label
}

/// Whether white type reads better on it than black, by the luma of ITU-R BT.601.
fn is_dark(Colour(rgb): Colour) -> bool {
    let (red, green, blue) = (rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF);
    red * 299 + green * 587 + blue * 114 < 150_000
}

fn chart_range(range: &SheetRange) -> ChartRange {
    let (first_row, first_column) = at(range.range.first);
    let (last_row, last_column) = at(range.range.last);
    ChartRange::new_from_range(&range.sheet, first_row, first_column, last_row, last_column)
}

fn font(size: f64) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_size(size).set_color(TEXT);
    font
}

fn line(colour: Color, width: f64) -> ChartLine {
    let mut line = ChartLine::new();
    line.set_color(colour).set_width(width);
    line
}
