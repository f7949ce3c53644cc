//! Charts: from rows and periods to series over cells of the final layout.
//!
//! Columns and lines over periods draw the rows themselves. What a chart needs beyond them (bars over
//! rows, the steps of a waterfall, lines with gaps) stands in a block called "Chart data" below the charts.

mod build;
mod check;
mod data;
mod lists;
mod points;
mod series;
mod waterfall;

use std::collections::BTreeMap;

use quarterbook_data::CellAddress;
use quarterbook_formula::SheetId;

use super::{Context, rows_named};
use crate::layout::{Band, PlacedSheet, RowId, holds};
use crate::template::{ChartTable, SheetKind};
use crate::workbook::{Chart, Sheet};

pub(crate) use check::{Drawable, check_charts};
pub(super) use data::{DataBlock, Label};

/// The charts of a workbook with the cells they need besides the rows.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    charts: BTreeMap<SheetId, Vec<Chart>>,
    data: BTreeMap<SheetId, DataBlock>,
}

/// Width and height of a chart in pixels where there is room for it.
pub(super) const SIZE: (u32, u32) = (620, 320);
/// The same on the cover, where two stand side by side.
pub(super) const COVER_SIZE: (u32, u32) = (400, 240);
/// How many charts stand side by side on the cover.
pub(super) const COVER_BESIDE: u32 = 2;
/// The least width of two charts side by side, on sheets and on the cover; with less room they stand one below the
/// other.
pub(super) const NARROWEST: u32 = 440;
pub(super) const COVER_NARROWEST: u32 = 330;
/// The height of a row in pixels, and the room between two charts side by side.
const ROW: u32 = 20;
const BETWEEN: u32 = 16;

/// How many sheet rows a chart of this size takes, with the space below it.
pub(super) const fn chart_rows(size: (u32, u32)) -> u32 {
    size.1.div_ceil(ROW) + 2
}

/// Where the charts of a sheet go.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    /// The cell of the first chart's upper left corner.
    pub(super) at: CellAddress,
    /// How many pixels there are from there on.
    pub(super) room: u32,
    /// The most width and height of a chart in pixels.
    pub(super) size: (u32, u32),
    /// The least width.
    pub(super) narrowest: u32,
}

/// A chart that has something to draw.
struct Kept<'a> {
    sheet: &'a PlacedSheet,
    table: &'a ChartTable,
    rows: Vec<RowId>,
    lines: Vec<RowId>,
    band: &'a Band,
}

impl Kept<'_> {
    /// Whether another chart of the sheet shows all of this one, which only came to its band because its own is empty.
    fn is_shown_by(&self, other: &Self) -> bool {
        let moved = !points::is_wanted(self.table, self.band);
        let all = |rows: &[RowId]| {
            rows.iter()
                .all(|row| other.rows.contains(row) || other.lines.contains(row))
        };
        let period = |kept: &Self| kept.table.period.as_ref().map(|period| period.as_str().to_owned());
        let points = |kept: &Self| (kept.sheet.handle, kept.band.frequency, period(kept));
        moved && points(self) == points(other) && all(&self.rows) && all(&self.lines)
    }
}

/// Draws every chart for which the book has rows with figures; none before there are results to look at.
pub(super) fn draw(context: Context<'_>) -> Drawn {
    let mut drawn = Drawn::default();
    if context.values.is_none() {
        return drawn;
    }
    let sheets = context.layout.sheets.iter();
    let kept: Vec<Kept<'_>> = sheets.flat_map(|sheet| kept(context, sheet)).collect();
    for sheet in context
        .layout
        .sheets
        .iter()
        .filter(|sheet| sheet.kind == SheetKind::Calculation)
    {
        let charts = kept.iter().filter(|chart| chart.sheet.handle == sheet.handle).count() as u32;
        let first_row = sheet.end_row + 1 + charts * chart_rows(SIZE);
        drawn.data.insert(sheet.handle, DataBlock::new(first_row));
    }
    for chart in kept {
        // A chart on the cover keeps its data beside the rows it draws.
        let home = match chart.sheet.kind {
            SheetKind::Calculation => Some(chart.sheet.handle),
            _ => chart.rows.iter().map(|row| context.layout.row(*row).sheet).next(),
        };
        let Some((home, block)) = home.and_then(|home| Some((home, drawn.data.get_mut(&home)?))) else {
            continue;
        };
        let chart_drawn = build::chart(context, &chart, home, block);
        if let Some(chart_drawn) = chart_drawn {
            drawn.charts.entry(chart.sheet.handle).or_default().push(chart_drawn);
        }
    }
    drawn
}

/// The charts of a sheet that the book has rows for, each once.
fn kept<'a>(context: Context<'a>, sheet: &'a PlacedSheet) -> Vec<Kept<'a>> {
    let nobody = BTreeMap::new();
    let own = (sheet.kind == SheetKind::Calculation).then_some(sheet.handle);
    let tables = context.book.template.sheets[sheet.table].charts.iter();
    let mut kept: Vec<Kept<'_>> = tables
        .filter(|table| holds(&table.when, &nobody, context.book, context.dataset).unwrap_or(false))
        .filter_map(|table| {
            let rows = |names: &[crate::template::Located]| {
                let rows = names
                    .iter()
                    .flat_map(|name| rows_named(context, name.as_str(), own, &nobody));
                rows.filter(|row| points::has_numbers(context, *row)).collect()
            };
            let drawn: Vec<RowId> = rows(&table.rows);
            Some(Kept {
                sheet,
                table,
                band: points::band(context, table, &drawn)?,
                rows: drawn,
                lines: rows(&table.lines),
            })
        })
        .collect();
    let mut place = 0;
    while place < kept.len() {
        let others = kept.iter().enumerate().filter(|(other, _)| *other != place);
        if others
            .map(|(_, other)| other)
            .any(|other| kept[place].is_shown_by(other))
        {
            kept.remove(place);
        } else {
            place += 1;
        }
    }
    kept
}

impl Drawn {
    /// How many charts a sheet has.
    pub(super) fn count(&self, sheet: SheetId) -> usize {
        self.charts.get(&sheet).map_or(0, Vec::len)
    }

    /// The block of chart data of a sheet.
    pub(super) fn data(&self, sheet: SheetId) -> Option<&DataBlock> {
        self.data.get(&sheet).filter(|block| !block.is_empty())
    }

    /// Puts a sheet's charts on it, from a cell on: side by side, smaller if need be, where there is room for two,
    /// else one below the other. Gives how many sheet rows they take.
    pub(super) fn place(&self, sheet: SheetId, frame: &mut Sheet, spot: Spot) -> u32 {
        let charts = self.charts.get(&sheet).map_or(&[][..], Vec::as_slice);
        let beside = beside(frame, spot).filter(|_| charts.len() > 1);
        let (second, size) = beside.map_or((None, spot.size), |(column, size)| (Some(column), size));
        let mut rows = 0;
        for (place, chart) in (0..).zip(charts) {
            let (row, column) = match second {
                Some(second) => (place / 2, if place % 2 == 0 { spot.at.column } else { second }),
                None => (place, spot.at.column),
            };
            rows = (row + 1) * chart_rows(size);
            frame.charts.push(Chart {
                anchor: CellAddress::new(spot.at.row + row * chart_rows(size), column),
                size,
                ..chart.clone()
            });
        }
        rows
    }
}

/// A column's width in pixels.
pub(super) fn pixels(frame: &Sheet, column: u32) -> u32 {
    let column = frame.columns.get(&column);
    column.map_or(64, |column| (column.width * 7.0 + 5.0) as u32)
}

/// The column at which a second chart begins and the size of both, when two fit side by side.
fn beside(frame: &Sheet, spot: Spot) -> Option<(u32, (u32, u32))> {
    let half = (spot.room / 2).min(spot.size.0 + BETWEEN);
    let mut begins = 0;
    let mut column = spot.at.column;
    while begins + pixels(frame, column) <= half {
        begins += pixels(frame, column);
        column += 1;
    }
    // A column that is wide leaves the first chart narrow: then the second begins behind it, if it still fits.
    let behind = begins + pixels(frame, column);
    if begins < spot.narrowest + BETWEEN && behind + spot.narrowest <= spot.room {
        begins = behind;
        column += 1;
    }
    let width = (begins.checked_sub(BETWEEN)?).min(spot.room - begins).min(spot.size.0);
    (width >= spot.narrowest).then(|| (column, (width, width * spot.size.1 / spot.size.0)))
}
