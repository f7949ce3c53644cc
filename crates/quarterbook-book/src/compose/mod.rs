//! Layout + formula trees → the cells of calculation sheets and Inputs, with their looks.

mod calculation;
mod header;
mod inputs;
mod page;
mod sheet;

use std::collections::BTreeMap;

use jiff::civil::Date;
use quarterbook_data::{Dataset, Frequency, Problem};
use quarterbook_formula::Expr;

use crate::book::Book;
use crate::checks::PlacedCheck;
use crate::layout::{Layout, RowId};
use crate::look::Look;
use crate::draft::Draft;
use crate::run::Run;
use crate::template::SheetKind;

pub(crate) use calculation::{calculation, row_format, row_unit};
pub(crate) use inputs::inputs;
pub(crate) use sheet::SheetDraft;

/// Everything a sheet is written from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'a> {
    /// The book.
    pub(crate) book: &'a Book,
    /// The figures.
    pub(crate) dataset: &'a Dataset,
    /// What the build was told.
    pub(crate) run: &'a Run,
    /// Where everything stands.
    pub(crate) layout: &'a Layout,
    /// How everything looks.
    pub(crate) look: &'a Look,
    /// One tree for every formula row and band, its references relative to the row's cell.
    pub(crate) trees: &'a BTreeMap<(RowId, Frequency), Expr>,
    /// The checks, in the order of their table.
    pub(crate) checks: &'a [PlacedCheck],
    /// The workbook's date.
    pub(crate) as_of: Date,
}

/// A day as Excel counts them, from 1900 on: 1 January 1900 is 1, and the day after 28 February 1900 is 60,
/// a day that never was.
pub(crate) fn serial(date: Date) -> f64 {
    let epoch = jiff::civil::date(1899, 12, 30);
    let days = epoch.until(date).map_or(0, |span| span.get_days());
    f64::from(days)
}

/// Every sheet of the workbook.
///
/// # Errors
/// A chart or a name that means nothing.
pub(crate) fn compose(context: Context<'_>) -> Result<Draft, Vec<Problem>> {
    let layout = context.layout;
    let mut sheets = Vec::new();
    for placed in &layout.sheets {
        sheets.push(match placed.kind {
            SheetKind::Inputs => inputs(context, placed),
            _ => calculation(context, placed),
        });
    }
    Ok(Draft { handles: layout.handles.clone(), sheets, names: Vec::new() })
}
