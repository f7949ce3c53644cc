//! Column widths of calculation sheets and Inputs, from what stands in them.

use crate::draft::DraftContent;
use crate::workbook::{Column, display_width};

use super::{Context, SheetDraft};

/// How wide a label column may become before its texts are cut short.
const WIDEST_LABEL: f64 = 48.0;
/// The width of the narrow columns between bands.
const GAP: f64 = 1.6;
/// The width of a column of figures, wide enough for `(123,456.78)`, `#,##0.00` and a date.
const FIGURE: f64 = 12.0;
/// The width of the column of sparklines.
const TREND: f64 = 14.0;

/// Sets the width of every column.
pub(super) fn columns(draft: &mut SheetDraft<'_>, context: Context<'_>) {
    let axis = &context.layout.axis;
    let labels = (0..=axis.source).map(|column| (column, text_width(draft, column)));
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
        draft.sheet.frame.columns.insert(column, Column { width, outline: 0 });
    }
}

/// The widest text of a column below the titles, which run over.
fn text_width(draft: &SheetDraft<'_>, column: u32) -> f64 {
    let cells = draft.sheet.cells.iter();
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
