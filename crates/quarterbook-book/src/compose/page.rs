//! Column widths and print set-up of calculation sheets and Inputs.

use quarterbook_data::{CellAddress, CellRange};

use super::chart::{CHART_ROWS, Drawn};
use super::{Canvas, Context};
use crate::draft::DraftContent;
use crate::layout::{PlacedSheet, header};
use crate::sheets::page;
use crate::workbook::{Column, display_width};

/// How wide a label column may become before its texts are cut short.
const WIDEST_LABEL: f64 = 48.0;
/// The width of the narrow columns between bands.
const GAP: f64 = 1.6;
/// The width of a column of figures, wide enough for `(123,456.78)`, `#,##0.00` and a date.
const FIGURE: f64 = 12.0;
/// The width of the column of sparklines.
const TREND: f64 = 14.0;

/// Sets the width of every column.
pub(super) fn columns(canvas: &mut Canvas<'_>, context: Context<'_>) {
    let axis = &context.layout.axis;
    let labels = (0..=axis.source).map(|column| (column, text_width(canvas, column)));
    let labels: Vec<(u32, f64)> = labels.collect();
    let figures = axis
        .bands
        .iter()
        .flat_map(|band| band.first_column..=band.last_column());
    let all = labels
        .into_iter()
        .chain(axis.gaps().map(|column| (column, GAP)))
        .chain(figures.map(|column| (column, FIGURE)))
        .chain([(axis.trend, TREND)]);
    for (column, width) in all {
        canvas.sheet.frame.columns.insert(column, Column { width, outline: 0 });
    }
}

/// The widest text of a column below the titles, which run over.
fn text_width(canvas: &Canvas<'_>, column: u32) -> f64 {
    let cells = canvas.sheet.cells.iter();
    cells
        .filter(|(address, _)| address.column == column && address.row >= crate::layout::header::LABEL)
        .filter(|(address, _)| address.row != crate::layout::header::SCOPE)
        .map(|(_, cell)| match &cell.content {
            DraftContent::Text(text) => display_width(text, cell.style.bold) + f64::from(cell.style.indent) * 1.5,
            _ => 0.0,
        })
        .fold(8.0, f64::max)
        .min(WIDEST_LABEL)
}

/// One page wide, header rows repeated; chart data stays on screen.
pub(super) fn set_up(canvas: &mut Canvas<'_>, context: Context<'_>, sheet: &PlacedSheet, drawn: &Drawn) {
    let axis = &context.layout.axis;
    let charts = drawn.count(sheet.handle) as u32;
    let last_row = sheet.end_row + charts * CHART_ROWS;
    canvas.sheet.frame.page = page(&context, sheet, header::FIRST_ROW - 1, axis.source, 0);
    canvas.sheet.frame.page.print_area = Some(CellRange::new(
        CellAddress::new(0, 0),
        CellAddress::new(last_row, axis.trend),
    ));
}
