//! Tables on a sheet: where their headers are, which columns are periods, what stands above.

use std::collections::BTreeMap;
use std::ops::Range;

use quarterbook_data::CellAddress;

use crate::rules::{Header, HeaderRow};
use crate::text::{folded, plain};
use crate::unit::{UnitNote, find_units, read_unit, unit_words};
use crate::{Cell, CellValue, Grid, PeriodContext, PeriodError, PeriodReading, read_period};

/// A table with periods across.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    /// 0-based last row of its header.
    pub(crate) header: u32,
    /// Columns whose header is a period, from left to right.
    pub(crate) periods: Vec<PeriodColumn>,
    /// Other columns with a header to the right of the labels.
    pub(crate) others: Vec<(CellAddress, String)>,
    /// 0-based rows below the header.
    pub(crate) body: Range<u32>,
    /// Texts above the header and in its label columns, from the top.
    pub(crate) captions: Vec<(CellAddress, String)>,
    /// Units stated above, the closest first.
    pub(crate) notes: Vec<TableNote>,
    /// Units of single columns, from rows under the header.
    pub(crate) column_units: BTreeMap<u32, TableNote>,
}

impl Table {
    /// The leftmost column of a period.
    pub(crate) fn first_period(&self) -> u32 {
        let columns = self.periods.iter().map(|period| period.address.column);
        columns.min().unwrap_or(0)
    }

    /// Whether a period column holds something in this row.
    pub(crate) fn has_figures(&self, grid: &Grid, row: u32) -> bool {
        let mut columns = self.periods.iter().map(|period| period.address.column);
        columns.any(|column| grid.cell(CellAddress::new(row, column)).is_some())
    }
}

/// A unit stated for a table or one of its columns.
#[derive(Debug, Clone)]
pub(crate) struct TableNote {
    pub(crate) note: UnitNote,
    pub(crate) words: String,
    pub(crate) address: CellAddress,
    /// Whether it stands over a table further up, for want of an own one.
    pub(crate) is_inherited: bool,
}

/// A column whose header is a period.
#[derive(Debug, Clone)]
pub(crate) struct PeriodColumn {
    /// The last header cell.
    pub(crate) address: CellAddress,
    /// The header cells, joined.
    pub(crate) label: String,
}

/// The text of a cell as header cells are read; a date as 2025-06-30.
pub(crate) fn text_of(cell: &Cell) -> String {
    match &cell.value {
        CellValue::Date(date) => date.date().to_string(),
        CellValue::Number(number) => number.to_string(),
        _ => cell.printed(),
    }
}

/// Whether a label is a period, or would be one if the book said how long.
fn is_period(result: &Result<PeriodReading, PeriodError>) -> bool {
    matches!(result, Ok(_) | Err(PeriodError::Unclear { .. }))
}

/// The tables of a sheet, from the top. With `accepts_pieces` a header may be `Q1` as well as `2025Q1`.
pub(crate) fn find_tables(grid: &Grid, context: &PeriodContext, header: &Header, accepts_pieces: bool) -> Vec<Table> {
    let headers = header_rows(grid, context, header, accepts_pieces);
    let mut tables: Vec<Table> = Vec::new();
    let end = grid.extent().map_or(0, |extent| extent.last.row + 1);
    for (at, (row, periods)) in headers.iter().enumerate() {
        let above = tables.last();
        let from = above.map_or(0, |table| last_figures(grid, table, *row) + 1);
        let captions = captions(grid, from, *row, periods);
        let mut notes = notes_in(&captions);
        if notes.is_empty() {
            let inherited = above.into_iter().flat_map(|table| table.notes.iter().cloned());
            notes = inherited
                .map(|note| TableNote {
                    is_inherited: true,
                    ..note
                })
                .collect();
        }
        let body = row + 1..headers.get(at + 1).map_or(end, |(next, _)| *next);
        tables.push(Table {
            header: *row,
            others: others(grid, *row, periods),
            column_units: column_units(grid, body.clone(), periods),
            periods: periods.clone(),
            body,
            captions,
            notes,
        });
    }
    tables
}

/// The units that captions state, the lowest caption first.
fn notes_in(captions: &[(CellAddress, String)]) -> Vec<TableNote> {
    let of_caption = |(address, text): &(CellAddress, String)| {
        let notes = find_units(text).into_iter().map(|note| TableNote {
            words: unit_words(text, &note),
            note,
            address: *address,
            is_inherited: false,
        });
        notes.collect::<Vec<_>>()
    };
    captions.iter().rev().flat_map(of_caption).collect()
}

fn header_rows(
    grid: &Grid,
    context: &PeriodContext,
    header: &Header,
    accepts_pieces: bool,
) -> Vec<(u32, Vec<PeriodColumn>)> {
    if let HeaderRow::At(row) = header.row {
        let row = row.saturating_sub(1);
        return vec![(row, period_columns(grid, row, context, header, accepts_pieces))];
    }
    let rows = || {
        grid.rows()
            .map(|(row, _)| (row, period_columns(grid, row, context, header, accepts_pieces)))
    };
    let mut found: Vec<(u32, Vec<PeriodColumn>)> = Vec::new();
    for (row, columns) in rows().filter(|(_, columns)| columns.len() >= 2) {
        // Of header rows directly above one another the last one says most.
        if found.last().is_some_and(|(above, _)| above + 1 == row) {
            found.pop();
        }
        found.push((row, columns));
    }
    if found.is_empty() {
        let is_header = |columns: &[PeriodColumn]| columns.iter().any(|column| column.address.column > 0);
        found.extend(rows().find(|(_, columns)| is_header(columns)));
    }
    found
}

/// The columns of a row that read as periods, alone or together with up to two rows above.
fn period_columns(
    grid: &Grid,
    row: u32,
    context: &PeriodContext,
    header: &Header,
    accepts_pieces: bool,
) -> Vec<PeriodColumn> {
    let cells = grid
        .row(row)
        .iter()
        .filter(|cell| !matches!(cell.value, CellValue::Error(_) | CellValue::Bool(_)));
    let mut whole = Vec::new();
    let mut pieces = Vec::new();
    for cell in cells {
        let read: Vec<(Result<PeriodReading, PeriodError>, String)> = header_labels(grid, cell, header)
            .into_iter()
            .map(|label| (read_period(&label, context), label))
            .collect();
        let best = read.iter().find(|(result, _)| result.is_ok());
        let best = best.or_else(|| read.iter().find(|(result, _)| is_period(result)));
        // A figure under Q1 would be a piece of one too, together with it.
        let says_something = !matches!(read_period(&text_of(cell), context), Err(PeriodError::NotAPeriod));
        let piece = read
            .iter()
            .find(|(result, _)| says_something && matches!(result, Err(PeriodError::Incomplete)));
        let column = |label: &str| PeriodColumn {
            address: cell.address,
            label: plain(label),
        };
        match (best, piece) {
            (Some((_, label)), _) => whole.push(column(label)),
            (None, Some((_, label))) if accepts_pieces => pieces.push(column(label)),
            _ => {}
        }
    }
    // `Quarter` above the quarters of a matrix is a piece too, but its years are whole.
    if whole.len() >= 2 || pieces.is_empty() {
        return whole;
    }
    pieces.retain(|piece: &PeriodColumn| !is_over_years(grid, piece.address, context));
    pieces
}

/// Whether a header cell is that of the labels: the first of its row, as 年度 is over 2024 and 2025.
fn is_over_years(grid: &Grid, at: CellAddress, context: &PeriodContext) -> bool {
    let is_first = grid.row(at.row).first().is_some_and(|cell| cell.address == at);
    let below = grid.cell(CellAddress::new(at.row + 1, at.column));
    is_first && below.is_some_and(|below| read_period(&text_of(below), context).is_ok())
}

/// What a header cell may say: together with the rows above it, the most rows first, and alone.
fn header_labels(grid: &Grid, cell: &Cell, header: &Header) -> Vec<String> {
    let rows = header.rows.unwrap_or(3).clamp(1, 5).min(cell.address.row + 1);
    let mut texts = vec![text_of(cell)];
    for up in 1..rows {
        let above = CellAddress::new(cell.address.row - up, cell.address.column);
        let text = header_cell(grid, above, header.fill).map(text_of).unwrap_or_default();
        texts.insert(0, text);
    }
    let fewest = if header.rows.is_some() { 1 } else { texts.len() };
    (0..fewest).map(|start| texts[start..].join(" ")).collect()
}

/// The cell a reader sees in a header: through merges, and leftwards where the book says so.
fn header_cell(grid: &Grid, at: CellAddress, fill: bool) -> Option<&Cell> {
    let shown = grid.shown_at(at);
    if shown.is_some() || !fill {
        return shown;
    }
    grid.row(at.row)
        .iter()
        .rev()
        .find(|cell| cell.address.column < at.column)
}

/// The last row above `before` in which a table has something in its period columns.
fn last_figures(grid: &Grid, table: &Table, before: u32) -> u32 {
    // A header of several rows stands over the same columns: it ends where labels are no period any more.
    let mut rows = (table.header + 1..before)
        .rev()
        .skip_while(|row| is_header_like(grid, *row));
    rows.find(|row| table.has_figures(grid, *row)).unwrap_or(table.header)
}

fn is_header_like(grid: &Grid, row: u32) -> bool {
    let context = PeriodContext::default();
    let mut texts = grid.row(row).iter().map(text_of);
    texts.any(|text| !matches!(read_period(&text, &context), Err(PeriodError::NotAPeriod)))
}

fn captions(grid: &Grid, from: u32, header: u32, periods: &[PeriodColumn]) -> Vec<(CellAddress, String)> {
    let above = (from..=header).flat_map(|row| grid.row(row));
    let is_period = |cell: &Cell| cell.address.row == header && periods.iter().any(|p| p.address == cell.address);
    above
        .filter(|cell| matches!(cell.value, CellValue::Text(_)) && !is_period(cell))
        .map(|cell| (cell.address, cell.printed()))
        .collect()
}

fn others(grid: &Grid, header: u32, periods: &[PeriodColumn]) -> Vec<(CellAddress, String)> {
    let first = periods.iter().map(|period| period.address.column).min().unwrap_or(0);
    grid.row(header)
        .iter()
        .filter(|cell| cell.address.column > first && periods.iter().all(|period| period.address != cell.address))
        .map(|cell| (cell.address, cell.printed()))
        .collect()
}

/// Units in rows right under the header, as Hong Kong results print them under each period.
fn column_units(grid: &Grid, body: Range<u32>, periods: &[PeriodColumn]) -> BTreeMap<u32, TableNote> {
    let mut units = BTreeMap::new();
    for row in body.take(3) {
        let cells: Vec<&Cell> = grid.row(row).iter().collect();
        let is_unit = |cell: &&Cell| cell.value.text().and_then(read_unit).is_some();
        let is_aside = |cell: &&Cell| cell.value.text().is_some_and(|text| folded(text).starts_with('('));
        if cells.is_empty() || !cells.iter().all(|cell| is_unit(cell) || is_aside(cell)) {
            break;
        }
        for cell in cells {
            let in_period = periods
                .iter()
                .any(|period| period.address.column == cell.address.column);
            if let (true, Some(note)) = (in_period, cell.value.text().and_then(read_unit)) {
                let note = TableNote {
                    note,
                    words: plain(&cell.printed()),
                    address: cell.address,
                    is_inherited: false,
                };
                units.insert(cell.address.column, note);
            }
        }
    }
    units
}
