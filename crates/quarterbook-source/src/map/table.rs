//! Tables on a sheet: where their headers are, which columns are periods, what stands above.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use quarterbook_data::{CellAddress, Measure};

use super::basis::{Basis, basis};
use super::beside;
use super::header_rows::{HeaderAt, HeaderRows, header_rows};
use super::over;
use crate::rules::Header;
use crate::text::{folded, plain};
use crate::unit::{UnitNote, find_units, is_surely_unit, percent_note, read_unit, unit_words};
use crate::{Cell, CellValue, Grid, PeriodContext, PeriodError, read_period};

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
    /// 0-based columns, where another table stands beside it.
    pub(crate) columns: Range<u32>,
    /// Cells of rows below the header that may be headers of their own, or figures.
    pub(crate) doubtful: Vec<CellAddress>,
    /// Texts above the header and in its label columns, from the top.
    pub(crate) captions: Vec<(CellAddress, String)>,
    /// Units stated above, the closest first.
    pub(crate) notes: Vec<TableNote>,
    /// The column with the unit of each row.
    pub(crate) unit_column: Option<u32>,
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
    /// The unit behind the period.
    pub(crate) unit: Option<TableNote>,
    /// The cell with its period, above words of its own column.
    pub(crate) period: CellAddress,
    /// 0-based first row of its label.
    pub(crate) top: u32,
    /// What stands over the figures, from the top, but for what stands over all columns alike.
    pub(crate) heads: Vec<Words>,
    /// What of that the label leaves out.
    pub(crate) words: Vec<Words>,
}

impl PeriodColumn {
    /// Whether its words say that other figures than those of its period stand in it.
    pub(crate) fn holds_other_figures(&self) -> bool {
        let others = [Basis::Growth, Basis::Other, Basis::Published, Basis::Parent];
        self.words.iter().any(|words| others.contains(&basis(&words.text)))
    }
}

/// Words of a header, and where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) address: CellAddress,
    pub(crate) text: String,
}

/// How many rows above a table, the first and the last ones, may say something of it.
const TITLE_ROWS: u32 = 50;
const CAPTION_ROWS: u32 = 100;

/// The text of a cell as header cells are read; a date as 2025-06-30.
pub(crate) fn text_of(cell: &Cell) -> String {
    match &cell.value {
        CellValue::Date(date) => date.date().to_string(),
        CellValue::Number(number) => number.to_string(),
        _ => cell.printed(),
    }
}

/// The tables of a sheet, from the top. With `accepts_pieces` a header may be `Q1` as well as `2025Q1`.
pub(crate) fn find_tables(grid: &Grid, context: &PeriodContext, header: &Header, accepts_pieces: bool) -> Vec<Table> {
    let HeaderRows { mut headers, doubtful } = header_rows(grid, context, header, accepts_pieces);
    for one in &mut headers {
        over::complete(grid, header, one);
    }
    let mut tables: Vec<Table> = Vec::new();
    let end = grid.extent().map_or(0, |extent| extent.last.row + 1);
    for (
        at,
        HeaderAt {
            row,
            columns: periods,
            below,
            ..
        },
    ) in headers.iter().enumerate()
    {
        let above = tables.last();
        let beside = tables
            .iter()
            .rev()
            .take_while(|table| Some(table.header) == above.map(|above| above.header));
        let from = beside
            .map(|table| last_figures(grid, table, *row) + 1)
            .max()
            .unwrap_or(0);
        let captions = captions(grid, from, *row, periods);
        let mut notes = notes_in(&captions);
        notes.extend(percent_notes(grid, &captions, *row, periods));
        if notes.is_empty() {
            let inherited = above.into_iter().flat_map(|table| table.notes.iter().cloned());
            notes = inherited
                .map(|note| TableNote {
                    is_inherited: true,
                    ..note
                })
                .collect();
        }
        let first = row + 1 + u32::from(*below);
        let body = first..headers.get(at + 1).map_or(end, |next| next.row).max(first);
        let table = Table {
            header: *row,
            columns: 0..u32::MAX,
            others: others(grid, *row, *below, periods),
            unit_column: unit_column(grid, *row, body.clone(), periods),
            column_units: column_units(grid, body.clone(), periods),
            periods: periods.clone(),
            doubtful: doubtful
                .iter()
                .copied()
                .filter(|cell| body.contains(&cell.row))
                .collect(),
            body,
            captions,
            notes,
        };
        tables.extend(beside::split(grid, table));
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

/// Captions that say of the whole table that its figures are per cents: they stand over the labels or alone in their
/// row, where a (%) is not that of a single column.
fn percent_notes(
    grid: &Grid,
    captions: &[(CellAddress, String)],
    header: u32,
    periods: &[PeriodColumn],
) -> Vec<TableNote> {
    let first = periods.iter().map(|period| period.address.column).min().unwrap_or(0);
    let of_table = captions.iter().filter(|(address, text)| {
        let is_alone = address.row < header && grid.row(address.row).len() == 1;
        is_alone || (address.column < first && read_unit(text).is_some())
    });
    let notes = of_table.filter_map(|(address, text)| {
        Some(TableNote {
            note: percent_note(text)?,
            words: plain(text),
            address: *address,
            is_inherited: false,
        })
    });
    notes.collect()
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
    // A long text above a table says nothing of it: its first lines may, and its last.
    let first = from..=header.min(from + TITLE_ROWS);
    let last = header.saturating_sub(CAPTION_ROWS).max(from + TITLE_ROWS + 1)..=header;
    let above = first.chain(last).flat_map(|row| grid.row(row));
    let own: BTreeSet<CellAddress> = periods.iter().map(|period| period.period).collect();
    let is_period = |cell: &Cell| own.contains(&cell.address);
    above
        .filter(|cell| matches!(cell.value, CellValue::Text(_)) && !is_period(cell))
        .map(|cell| (cell.address, cell.printed()))
        .collect()
}

/// Other columns of a header; where a row below says more of them, what it says behind the words above it.
fn others(grid: &Grid, header: u32, below: bool, periods: &[PeriodColumn]) -> Vec<(CellAddress, String)> {
    let columns = periods
        .iter()
        .flat_map(|period| [period.address.column, period.period.column]);
    let first = columns.min().unwrap_or(0);
    let own: BTreeSet<u32> = periods.iter().map(|period| period.address.column).collect();
    let is_other = |cell: &&Cell| cell.address.column >= first && !own.contains(&cell.address.column);
    let mut found: BTreeMap<u32, (CellAddress, String)> = BTreeMap::new();
    let rows = header..=header + u32::from(below);
    for cell in rows.flat_map(|row| grid.row(row)).filter(is_other) {
        let (_, text) = found
            .entry(cell.address.column)
            .or_insert((cell.address, String::new()));
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(cell.printed().trim());
    }
    found.into_values().collect()
}

/// The column with the unit of each row: one that is headed so, or one without a header whose every text is a unit.
fn unit_column(grid: &Grid, header: u32, body: Range<u32>, periods: &[PeriodColumn]) -> Option<u32> {
    const WORDS: [&str; 7] = [
        "单位",
        "计量单位",
        "货币单位",
        "unit",
        "units",
        "unit of measure",
        "uom",
    ];
    let taken: BTreeSet<u32> = periods.iter().map(|period| period.address.column).collect();
    let is_free = |column: u32| !taken.contains(&column);
    let mut heads = grid.row(header).iter().filter(|cell| is_free(cell.address.column));
    let named = heads.find(|cell| WORDS.contains(&folded(&cell.printed()).as_str()));
    if let Some(named) = named {
        return Some(named.address.column);
    }
    let mut all_units: BTreeMap<u32, bool> = BTreeMap::new();
    for cell in body
        .flat_map(|row| grid.row(row))
        .filter(|cell| is_free(cell.address.column))
    {
        let is_unit = cell.value.text().is_some_and(names_unit);
        *all_units.entry(cell.address.column).or_insert(true) &= is_unit;
    }
    let has_header = |column: u32| grid.cell(CellAddress::new(header, column)).is_some();
    all_units
        .into_iter()
        .find_map(|(column, all)| (all && !has_header(column)).then_some(column))
}

/// Whether a text is a unit and can hardly be a mark: `百万元`, `%`, `pcs`, and not `x`.
fn names_unit(text: &str) -> bool {
    let measure = read_unit(text).and_then(|note| note.measure);
    measure.is_some_and(|measure| measure != Measure::Plain) && is_surely_unit(text)
}

/// Units in the header behind the periods, and in rows right under it, as Hong Kong results print them under each period.
fn column_units(grid: &Grid, body: Range<u32>, periods: &[PeriodColumn]) -> BTreeMap<u32, TableNote> {
    let of_headers = periods
        .iter()
        .filter_map(|period| Some((period.address.column, period.unit.clone()?)));
    let mut units: BTreeMap<u32, TableNote> = of_headers.collect();
    let own: BTreeSet<u32> = periods.iter().map(|period| period.address.column).collect();
    for row in body.take(3) {
        let cells: Vec<&Cell> = grid.row(row).iter().collect();
        let is_unit = |cell: &&Cell| cell.value.text().and_then(read_unit).is_some();
        let is_aside = |cell: &&Cell| cell.value.text().is_some_and(|text| folded(text).starts_with('('));
        if cells.is_empty() || !cells.iter().all(|cell| is_unit(cell) || is_aside(cell)) {
            break;
        }
        for cell in cells {
            let in_period = own.contains(&cell.address.column);
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
