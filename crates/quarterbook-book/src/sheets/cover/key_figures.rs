//! The key figures: rows of other sheets with the latest periods of each band, every cell a live link.

use quarterbook_data::{CellAddress, Frequency, Label, Period};
use quarterbook_formula::Value;

use super::{Canvas, Context, KeyRow, RIGHT};
use crate::compose::{row_format, row_unit};
use crate::layout::{Band, PlacedRow, RowContent, full_label};
use crate::look::{Role, Word};
use crate::workbook::Style;

/// How many of the latest periods are shown: three years, and four periods of other bands.
const YEARS: usize = 3;
const OTHERS: usize = 4;
/// How many columns the page is wide at least, so that two charts fit side by side, and how wide each is.
const FEWEST: usize = 6;
const WIDTH: f64 = 11.0;
/// The columns behind the label: its unit, then figures.
const UNIT: u32 = RIGHT + 1;
const FIRST: u32 = RIGHT + 2;

/// Writes the table from a row on; gives the row below and the column behind.
pub(super) fn write(canvas: &mut Canvas<'_>, context: &Context<'_>, first: u32, rows: &[KeyRow]) -> (u32, u32) {
    let periods = latest(context, rows);
    let has_estimates = context.layout.axis.has_estimates();
    let title = canvas.look.words(Word::KEY_FIGURES);
    canvas.text(first, RIGHT, Role::Header, &title).style.wrap = false;
    canvas.blank(first, UNIT, Role::Header);
    for (column, (period, is_estimate)) in (FIRST..).zip(&periods) {
        let role = if *is_estimate {
            Role::EstimateHeader
        } else {
            Role::PeriodHeader
        };
        canvas.text(
            first,
            column,
            role,
            &context.period_label(*period, has_estimates.then_some(*is_estimate)),
        );
    }
    for (row, key) in (first + 1..).zip(rows) {
        key_row(canvas, context, row, key, &periods);
    }
    let columns = periods.len().max(FEWEST);
    canvas.fit(RIGHT, first, 30.0, 44.0);
    canvas.fit(UNIT, first, 9.0, 14.0);
    canvas.widths(FIRST, (0..columns).map(|_| WIDTH));
    (first + 1 + rows.len() as u32, FIRST + columns as u32)
}

fn key_row(canvas: &mut Canvas<'_>, context: &Context<'_>, row: u32, key: &KeyRow, periods: &[(Period, bool)]) {
    let placed = context.layout.row(key.row);
    canvas.label(row, RIGHT, Role::Label, &label(context, placed, key));
    canvas.text(row, UNIT, Role::Unit, &row_unit(*context, placed));
    let format = canvas.look.number_format(row_format(*context, placed));
    for (column, (period, _)) in (FIRST..).zip(periods) {
        let in_band = period.frequency().is_some_and(|band| placed.bands.contains(&band));
        if let (true, Some(cell)) = (in_band, context.layout.cell(placed, *period)) {
            canvas.fetch(row, column, &format, cell);
        } else {
            let style: Style = canvas.look.style(Role::Formula, &format);
            canvas.put(row, column, crate::draft::DraftContent::Blank, style);
        }
    }
}

/// What people read: the figure's own label, else the row's. A link to one member's figures names the line too.
fn label(context: &Context<'_>, row: &PlacedRow, key: &KeyRow) -> Label {
    match &row.content {
        _ if !key.label.is_empty() => key.label.clone(),
        RowContent::Link(series) | RowContent::Input(series) if !series.members.is_empty() => {
            full_label(series, context.book)
        }
        _ => row.label.clone(),
    }
}

/// The latest periods of each band in which any of the rows has a number, and whether each is an estimate.
fn latest(context: &Context<'_>, rows: &[KeyRow]) -> Vec<(Period, bool)> {
    let bands = context.layout.axis.bands.iter();
    bands.flat_map(|band| latest_of(context, band, rows)).collect()
}

fn latest_of(context: &Context<'_>, band: &Band, rows: &[KeyRow]) -> Vec<(Period, bool)> {
    let wanted = if band.frequency == Frequency::Annual {
        YEARS
    } else {
        OTHERS
    };
    let known: Vec<Period> = band
        .columns()
        .filter(|(column, _)| rows.iter().any(|key| is_known(context, key, *column)))
        .map(|(_, period)| period)
        .collect();
    let skipped = known.len().saturating_sub(wanted);
    known
        .into_iter()
        .skip(skipped)
        .map(|period| (period, band.estimates.contains(&period)))
        .collect()
}

/// Whether a row has a number in a column; taken for granted before there are results.
fn is_known(context: &Context<'_>, key: &KeyRow, column: u32) -> bool {
    let row = context.layout.row(key.row);
    context.values.is_none_or(|values| {
        let value = values.get(row.sheet, CellAddress::new(row.row, column));
        matches!(value, Value::Number(_))
    })
}
