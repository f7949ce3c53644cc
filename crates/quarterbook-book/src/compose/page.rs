//! Column widths of calculation sheets and Inputs.

use quarterbook_data::CellAddress;
use quarterbook_formula::{SheetId, Value};

use super::{Canvas, Context, row_format};
use crate::draft::DraftContent;
use crate::layout::{Band, PlacedRow};
use crate::look::amount_width;
use crate::template::Emphasis;
use crate::workbook::{Column, display_width};

/// How wide a label column may become before its texts are cut short.
const WIDEST_LABEL: f64 = 48.0;
/// The width of the narrow columns between bands.
const GAP: f64 = 1.6;
/// The least width of a column of figures, wide enough for `(1,234.5%)` and the small date above it.
const FIGURE: f64 = 10.0;
/// The width of the column of sparklines.
const TREND: f64 = 11.0;
/// The size of type that column widths are counted in, in tenths of a point.
const USUAL_SIZE: f64 = 110.0;

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
