//! Column widths and print set-up of calculation sheets and Inputs.

use quarterbook_data::{CellAddress, CellRange};

use super::{Canvas, Context};
use crate::draft::DraftContent;
use crate::layout::{PlacedSheet, TimeAxis, header};
use crate::sheets::page;
use crate::workbook::{Column, Sheet, display_width};

/// How wide a label column may become before its texts are cut short.
const WIDEST_LABEL: f64 = 48.0;
/// The width of the narrow columns between bands.
const GAP: f64 = 1.6;
/// The width of a column of figures, wide enough for `(123,456.78)`, `#,##0.00` and a date.
const FIGURE: f64 = 12.0;
/// Width and height of the printed part of a landscape A4 page, and the height of a row, in pixels.
const PAGE: (f64, f64) = (1035.0, 690.0);
const ROW_HEIGHT: f64 = 20.0;
/// How much higher than a page a sheet may be and still be made to fit it.
const LITTLE_OVER: f64 = 1.2;
/// The width of the column of sparklines.
const TREND: f64 = 14.0;
/// How far the print may shrink before it is too small to read.
const SMALLEST_PRINT: f64 = 0.5;
/// How many pages a sheet may be wide.
const MOST_PAGES: u16 = 8;

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

/// As many pages wide as can be read, header rows and labels repeated; chart data stays on screen. What does not
/// fit on a page breaks at the 0-based row `second_part`.
pub(super) fn set_up(
    canvas: &mut Canvas<'_>,
    context: Context<'_>,
    sheet: &PlacedSheet,
    second_part: u32,
    chart_rows: u32,
) {
    let axis = &context.layout.axis;
    let last_column = last_column(&canvas.sheet.frame, axis);
    let last_row = (sheet.end_row + chart_rows).max(1) - 1;
    let (pages_wide, shrunk) = width(&canvas.sheet.frame, axis);
    let frame = &mut canvas.sheet.frame;
    let pages_high = f64::from(last_row + 1) * ROW_HEIGHT * shrunk / PAGE.1;
    frame.page = page(&context, sheet, header::FIRST_ROW - 1, axis.source, 0);
    frame.page.pages_wide = pages_wide;
    frame.page.print_area = Some(CellRange::new(
        CellAddress::new(0, 0),
        CellAddress::new(last_row, last_column),
    ));
    if pages_high > LITTLE_OVER && second_part <= last_row {
        frame.page.breaks.push(second_part);
    } else if pages_high > 1.0 && pages_high <= LITTLE_OVER {
        frame.page.pages_high = 1;
    }
}

/// Whether the sheet takes several pages side by side, its label columns repeated on each.
pub(super) fn is_wide(canvas: &Canvas<'_>, context: Context<'_>) -> bool {
    width(&canvas.sheet.frame, &context.layout.axis).0 > 1
}

fn width(frame: &Sheet, axis: &TimeAxis) -> (u16, f64) {
    let pixels = |column: u32| {
        frame
            .columns
            .get(&column)
            .map_or(64.0, |column| column.width * 7.0 + 5.0)
    };
    let labels: f64 = (0..=axis.source).map(pixels).sum();
    let figures: f64 = (axis.source + 1..=last_column(frame, axis)).map(pixels).sum();
    pages_wide(labels, figures)
}

fn last_column(frame: &Sheet, axis: &TimeAxis) -> u32 {
    if frame.sparklines.is_empty() {
        axis.last_column()
    } else {
        axis.trend
    }
}

/// How many pages hold the labels, which stand on each, and the figures, in pixels; and by how much the print
/// shrinks.
fn pages_wide(labels: f64, figures: f64) -> (u16, f64) {
    let shrunk = |pages: u16| (PAGE.0 / (labels + figures / f64::from(pages))).min(1.0);
    let pages = (1..MOST_PAGES).find(|pages| shrunk(*pages) >= SMALLEST_PRINT);
    let pages = pages.unwrap_or(MOST_PAGES);
    (pages, shrunk(pages))
}
