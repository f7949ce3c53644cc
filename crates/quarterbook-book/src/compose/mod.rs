//! Layout + formula trees → the cells of calculation sheets and Inputs, with their looks.

mod calculation;
mod chart;
mod decorate;
mod header;
mod inputs;
mod page;
mod print;

use std::collections::BTreeMap;

use jiff::civil::Date;
use quarterbook_data::{Dataset, Frequency, Label, Period};
use quarterbook_formula::{Expr, Results, SheetId};

use crate::book::Book;
use crate::checks::PlacedCheck;
use crate::draft::Draft;
use crate::layout::{Dotted, Found, Layout, PlacedSheet, RowId, joined, period_label, series_of_line};
use crate::look::Look;
use crate::run::Run;
use crate::sheets::{Canvas, Comparison, CoverPlan, KeyRow, changes, checks, cover, sources};
use crate::template::{KeyFigure, SheetKind};

use calculation::calculation;
use inputs::inputs;

pub(crate) use calculation::{row_format, row_unit};
pub(crate) use chart::{Drawable, check_charts};

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
    /// What changed since the previous workbook, when there is one.
    pub(crate) comparison: Option<&'a Comparison>,
    /// The results of a first evaluation, without checks and charts; charts look at them to see which
    /// points there are.
    pub(crate) values: Option<&'a Results>,
}

impl Context<'_> {
    /// A period as headers show it; `estimate` says so where some periods of the book are estimates.
    pub(crate) fn period_label(&self, period: Period, estimate: Option<bool>) -> String {
        period_label(period, self.book.vocabulary.calendar, estimate)
    }
}

/// A day as Excel counts them, from 1900 on: 1 January 1900 is 1, and the day after 28 February 1900 is 60,
/// a day that never was.
pub(crate) fn serial(date: Date) -> f64 {
    let epoch = jiff::civil::date(1899, 12, 30);
    let days = epoch.until(date).map_or(0, |span| span.get_days());
    f64::from(days)
}

/// Every sheet of the workbook.
pub(crate) fn compose(context: Context<'_>) -> Draft {
    let layout = context.layout;
    let drawn = chart::draw(context);
    let mut names = decorate::names(context);
    let mut sheets = Vec::new();
    for placed in &layout.sheets {
        sheets.push(match placed.kind {
            SheetKind::Calculation => calculation(context, placed, &drawn),
            SheetKind::Inputs => inputs(context, placed),
            SheetKind::Cover => {
                let charts = drawn.count(placed.handle) as u32;
                let mut cover = cover(&context, placed, &cover_plan(context, placed, charts));
                names.extend(cover.names);
                let frame = &cover.sheet.frame;
                let pixels = (cover.charts_at.column..cover.behind).map(|column| chart::pixels(frame, column));
                let spot = chart::Spot {
                    at: cover.charts_at,
                    room: pixels.sum(),
                    size: chart::COVER_SIZE,
                    narrowest: chart::COVER_NARROWEST,
                };
                drawn.place(placed.handle, &mut cover.sheet.frame, spot);
                cover.sheet
            }
            SheetKind::Checks => checks(&context, placed, context.checks),
            SheetKind::Sources => sources(&context, placed),
            SheetKind::Changes => changes(&context, placed, context.comparison),
        });
    }
    Draft {
        handles: layout.handles.clone(),
        sheets,
        names,
    }
}

/// The key figures a cover asks for; those that this book has no row for are left out.
fn cover_plan(context: Context<'_>, placed: &PlacedSheet, charts: u32) -> CoverPlan {
    let table = &context.book.template.sheets[placed.table];
    let nobody = BTreeMap::new();
    let key_rows = table
        .figures
        .iter()
        .flat_map(|figure| {
            let rows = rows_named(context, figure.row.as_str(), None, &nobody);
            let several = rows.len() > 1;
            rows.into_iter().map(move |row| KeyRow {
                row,
                label: key_label(context, figure, row, several),
            })
        })
        .collect();
    CoverPlan {
        key_rows,
        chart_rows: charts.div_ceil(chart::COVER_BESIDE) * chart::chart_rows(chart::COVER_SIZE),
    }
}

/// A key figure's own label; of several rows under it, each with its member's.
fn key_label(context: Context<'_>, figure: &KeyFigure, row: RowId, several: bool) -> Label {
    let own = figure.label.label();
    if own.is_empty() || !several {
        return own;
    }
    let row = &context.layout.row(row).label;
    joined(&own, &[row], &context.look.languages)
}

/// The rows a name means to charts and key figures; none for a name this book has no row for.
pub(crate) fn rows_named(
    context: Context<'_>,
    name: &str,
    sheet: Option<SheetId>,
    members: &BTreeMap<String, String>,
) -> Vec<RowId> {
    let dotted = Dotted::new(name, members, context.book);
    match context.layout.index.calculated(&dotted, sheet) {
        Found::Rows(rows) => rows,
        Found::Nothing => {
            let series = series_of_line(&dotted, &context.book.vocabulary).unwrap_or_default();
            series
                .iter()
                .filter_map(|series| context.layout.index.input(series))
                .collect()
        }
    }
}
