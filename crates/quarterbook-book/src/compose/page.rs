//! Column widths and print set-up of calculation sheets and Inputs.

use quarterbook_data::{CellAddress, CellRange};
use quarterbook_formula::{SheetId, Value};

use super::{Canvas, Context, row_format};
use crate::draft::DraftContent;
use crate::layout::{Band, PlacedRow, PlacedSheet, TimeAxis, header};
use crate::look::amount_width;
use crate::sheets::page;
use crate::template::Emphasis;
use crate::workbook::{Column, Sheet, display_width};

/// How wide a label column may become before its texts are cut short.
const WIDEST_LABEL: f64 = 48.0;
/// The width of the narrow columns between bands.
const GAP: f64 = 1.6;
/// The least width of a column of figures, wide enough for `(1,234.5%)` and the small date above it.
const FIGURE: f64 = 10.0;
/// Width and height of the printed part of a landscape A4 page, and the height of a row, in pixels.
const PAGE: (f64, f64) = (1035.0, 690.0);
const ROW_HEIGHT: f64 = 20.0;
/// How much higher than a page a sheet may be and still be made to fit it.
const LITTLE_OVER: f64 = 1.35;
/// The width of the column of sparklines.
const TREND: f64 = 12.0;
/// The size of type that column widths are counted in, in tenths of a point.
const USUAL_SIZE: f64 = 110.0;
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
    let figure = figure_width(context);
    let trend = if has_trends(context, canvas.sheet.handle) {
        TREND
    } else {
        GAP
    };
    let all = labels
        .into_iter()
        .chain(axis.gaps().map(|column| (column, GAP)))
        .chain(figures.map(|column| (column, figure)))
        .chain([(axis.trend, trend)]);
    for (column, width) in all {
        canvas.sheet.frame.columns.insert(column, Column { width, outline: 0 });
    }
}

/// Whether a sheet has a sparkline.
pub(super) fn has_trends(context: Context<'_>, sheet: SheetId) -> bool {
    let mut rows = context.layout.rows_of(sheet);
    rows.any(|row| row.traits.sparkline)
}

/// The width of the largest figure of any sheet, so that the columns of all sheets are alike.
fn figure_width(context: Context<'_>) -> f64 {
    let Some(values) = context.values else {
        return FIGURE;
    };
    let columns = || context.layout.axis.bands.iter().flat_map(Band::columns);
    let width = |row: &PlacedRow, column: u32| match values.get(row.sheet, CellAddress::new(row.row, column)) {
        Value::Number(number) => {
            let decimals = context.look.decimals.of(row_format(context, row));
            amount_width(*number, decimals, row.emphasis == Some(Emphasis::Total))
        }
        _ => 0.0,
    };
    let rows = context.layout.rows.iter().filter(|row| row.content.has_figures());
    rows.flat_map(|row| columns().map(move |(column, _)| width(row, column)))
        .fold(FIGURE, f64::max)
}

/// The widest text of a column below the titles, which run over.
fn text_width(canvas: &Canvas<'_>, column: u32) -> f64 {
    let cells = canvas.sheet.cells.iter();
    cells
        .filter(|(address, _)| address.column == column && address.row >= crate::layout::header::LABEL)
        .filter(|(address, _)| address.row != crate::layout::header::SCOPE)
        .map(|(_, cell)| match &cell.content {
            DraftContent::Text(text) => {
                let size = match cell.style.size {
                    0 => USUAL_SIZE,
                    size => f64::from(size),
                };
                display_width(text, cell.style.bold) * size / USUAL_SIZE + f64::from(cell.style.indent) * 1.5
            }
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
    let last_column = axis.last_column();
    let last_row = (sheet.end_row + chart_rows).max(1) - 1;
    let (pages_wide, shrunk) = width(&canvas.sheet.frame, axis);
    let frame = &mut canvas.sheet.frame;
    let pages_high = f64::from(last_row + 1) * ROW_HEIGHT * shrunk / PAGE.1;
    frame.page = page(&context, sheet, header::FIRST_ROW - 1, axis.trend, 0);
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

/// How many pages the sheet takes side by side, its label columns repeated on each.
pub(super) fn pages_wide(canvas: &Canvas<'_>, context: Context<'_>) -> u16 {
    width(&canvas.sheet.frame, &context.layout.axis).0
}

/// How many of so many pixels the first of the pages surely holds: pages end between columns, not all equally full.
pub(super) fn share_of_pages(pixels: u32, pages: u16) -> u32 {
    if pages > 1 {
        pixels / u32::from(pages) * 85 / 100
    } else {
        pixels
    }
}

fn width(frame: &Sheet, axis: &TimeAxis) -> (u16, f64) {
    let pixels = |column: u32| {
        frame
            .columns
            .get(&column)
            .map_or(64.0, |column| column.width * 7.0 + 5.0)
    };
    let labels: f64 = (0..=axis.trend).map(pixels).sum();
    let figures: f64 = (axis.trend + 1..=axis.last_column()).map(pixels).sum();
    pages_for(labels, figures)
}

/// How many pages hold the labels, which stand on each, and the figures, in pixels; and by how much the print
/// shrinks.
fn pages_for(labels: f64, figures: f64) -> (u16, f64) {
    let shrunk = |pages: u16| (PAGE.0 / (labels + figures / f64::from(pages))).min(1.0);
    let pages = (1..MOST_PAGES).find(|pages| shrunk(*pages) >= SMALLEST_PRINT);
    let pages = pages.unwrap_or(MOST_PAGES);
    (pages, shrunk(pages))
}
