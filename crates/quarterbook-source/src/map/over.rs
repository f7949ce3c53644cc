//! What stands over the figures of a header's columns beside their periods: words above them, and words below a
//! period that stands over several columns.

use std::collections::{BTreeMap, BTreeSet};

use quarterbook_data::CellAddress;

use super::basis::{Basis, apart_from_basis, basis};
use super::header_rows::{HeaderAt, header_text};
use super::is_figure;
use super::table::{PeriodColumn, Words};
use crate::rules::Header;
use crate::unit::read_unit;
use crate::{Cell, CellValue, DecimalMark, Grid, PeriodContext, PeriodError, read_period, read_value};

/// How many rows above a header's last may say something of its columns.
const ROWS_ABOVE: u32 = 4;

/// Gives a header the columns that a row below its periods parts them into, and each column what stands over it.
pub(super) fn complete(grid: &Grid, rule: &Header, header: &mut HeaderAt) {
    part(grid, header);
    let above = words_above(grid, rule, header);
    for (column, above) in header.columns.iter_mut().zip(above) {
        let own = grid.shown_at(column.period).map(|cell| Words {
            address: cell.address,
            text: header_text(cell),
        });
        let unread = above
            .iter()
            .filter(|words| words.address.row < column.top && rule.rows.is_none());
        let mut words: Vec<Words> = unread.cloned().collect();
        words.append(&mut column.words);
        let in_label = above.iter().chain(&own).filter(|words| words.address.row >= column.top);
        words.extend(in_label.filter_map(restated));
        let below = words.iter().filter(|words| words.address.row > column.period.row);
        column.heads = above.iter().chain(&own).chain(below).cloned().collect();
        column.words = words;
    }
}

/// Words of a label that say its figures were restated, which is no part of the period.
fn restated(head: &Words) -> Option<Words> {
    let beside = || apart_from_basis(&head.text).map(|(_, words)| words);
    let text = if basis(&head.text) == Basis::Restated {
        Some(head.text.clone())
    } else {
        beside()
    };
    let text = text.filter(|text| basis(text) == Basis::Restated)?;
    Some(Words { text, ..head.clone() })
}

/// The cell a reader sees in a header: through merges, and leftwards where the book says so.
pub(super) fn seen_at(grid: &Grid, at: CellAddress, fill: bool) -> Option<&Cell> {
    let shown = grid.shown_at(at);
    if shown.is_some() || !fill {
        return shown;
    }
    let mut row = grid.row(at.row).iter().rev();
    row.find(|cell| cell.address.column < at.column)
}

/// For each column the header cells above its last, from the top, but for titles over all columns.
fn words_above(grid: &Grid, rule: &Header, header: &HeaderAt) -> Vec<Vec<Words>> {
    let mut found: Vec<Vec<Words>> = vec![Vec::new(); header.columns.len()];
    let last = header.columns.iter().map(|column| column.period.row).max().unwrap_or(0);
    for row in (last.saturating_sub(ROWS_ABOVE)..last).rev() {
        let over = |column: &PeriodColumn| {
            let at = CellAddress::new(row, column.address.column);
            seen_at(grid, at, rule.fill).filter(|cell| row < column.period.row && cell.address != column.period)
        };
        let cells: Vec<Option<&Cell>> = header.columns.iter().map(over).collect();
        let tops = header.columns.iter().map(|column| column.top);
        let mut beyond = cells.iter().zip(tops).filter(|(_, top)| row < *top);
        let is_empty = cells.iter().all(Option::is_none);
        if is_empty || beyond.any(|(cell, _)| cell.is_some_and(is_of_body)) {
            break;
        }
        let is_title = is_title(grid, row, header);
        for (words, cell) in found.iter_mut().zip(cells) {
            let Some(cell) = cell.filter(|cell| !is_title(cell)) else {
                continue;
            };
            let is_known = words.first().is_some_and(|known: &Words| known.address == cell.address);
            if !is_known && !header_text(cell).trim().is_empty() {
                let address = cell.address;
                let text = header_text(cell);
                words.insert(0, Words { address, text });
            }
        }
    }
    found
}

/// Whether a row that reads as a header together with the one above it only parts the columns of that: Actual and Budget
/// under 2024, or Actual under one of two years.
pub(super) fn only_parts(grid: &Grid, above: &HeaderAt, row: &HeaderAt) -> bool {
    let is_piece = |column: &PeriodColumn| {
        let cell = grid.cell(column.address);
        let read = cell.map(|cell| read_period(&header_text(cell), &PeriodContext::default()));
        read == Some(Err(PeriodError::NotAPeriod))
    };
    if !row.columns.iter().all(is_piece) {
        return false;
    }
    let columns =
        |header: &HeaderAt| -> BTreeSet<u32> { header.columns.iter().map(|column| column.address.column).collect() };
    let (whole, own) = (columns(above), columns(row));
    let cells = grid.row(row.row).iter();
    let others =
        cells.filter(|cell| Some(&cell.address.column) >= whole.first() && !own.contains(&cell.address.column));
    let are_more = |cell: &Cell| !matches!(basis(&cell.printed()), Basis::Plain | Basis::Growth | Basis::Unknown);
    let has_more = others.into_iter().any(are_more);
    let is_empty = |column: &u32| grid.shown_at(CellAddress::new(row.row, *column)).is_none();
    has_more || whole.iter().any(is_empty)
}

/// Whether a cell above a header is a figure of a table further up.
fn is_of_body(cell: &Cell) -> bool {
    let is_unit = cell.value.text().is_some_and(|text| read_unit(text).is_some());
    let is_text = matches!(cell.value, CellValue::Text(_) | CellValue::Date(_));
    !is_text || (is_figure(cell) && !is_unit)
}

/// Whether a cell of a row stands over all columns of a header alike, or alone where a title does.
fn is_title<'a>(grid: &'a Grid, row: u32, header: &HeaderAt) -> impl Fn(&Cell) -> bool + 'a {
    let columns = header.columns.iter().map(|column| column.address.column);
    let (first, last) = (columns.clone().min().unwrap_or(0), columns.max().unwrap_or(0));
    let cells = grid.row(row);
    let alone = cells.len() == 1;
    let alone_over = cells.iter().filter(|cell| cell.address.column >= first).count() == 1;
    move |cell| {
        if let Some(merge) = grid.merge_at(cell.address) {
            return merge.first.column <= first && merge.last.column >= last;
        }
        let text = cell.printed();
        // A word alone over a later column may be its own, and a title that is set in the middle has several.
        let may_be = cell.address.column == first && alone_over || alone && text.chars().count() > 24;
        first == last || (may_be && matches!(basis(&text), Basis::Unknown | Basis::Plain))
    }
}

/// A period of a header and the columns it stands over.
struct Extent<'a> {
    period: &'a PeriodColumn,
    last: u32,
    is_merged: bool,
}

/// Parts the periods of a header into the columns of a row below them, or takes in what a row of them leaves out.
fn part(grid: &Grid, header: &mut HeaderAt) {
    let row = header.row + 1;
    let cells = grid.row(row);
    let Some(first) = header.columns.iter().map(|column| column.address.column).min() else {
        return;
    };
    let is_word = |cell: &&Cell| {
        let text = cell
            .value
            .text()
            .filter(|text| read_value(text, DecimalMark::Point).is_err());
        text.is_some_and(|text| text.contains(char::is_alphabetic) || text.contains('%'))
    };
    let over: Vec<&Cell> = cells.iter().filter(|cell| cell.address.column >= first).collect();
    if over.is_empty() || !over.iter().all(is_word) {
        return;
    }
    let kinds: Vec<Basis> = over.iter().map(|cell| basis(&cell.printed())).collect();
    let extents = extents(grid, header);
    let of = |column: u32| {
        let behind = extents.partition_point(|one| one.period.address.column <= column);
        extents[..behind].last().filter(|one| column <= one.last)
    };
    let mut repeats: BTreeMap<String, usize> = BTreeMap::new();
    for cell in &over {
        *repeats.entry(cell.printed()).or_default() += 1;
    }
    let is_parted = over
        .iter()
        .any(|cell| of(cell.address.column).is_some_and(|one| one.period.address.column != cell.address.column));
    let says_more = kinds.iter().any(|kind| !matches!(kind, Basis::Plain | Basis::Unknown));
    let is_unit = |cell: &&Cell| cell.value.text().and_then(read_unit).is_some();
    if !(is_parted || says_more) || over.iter().all(is_unit) {
        return;
    }
    let mut columns: Vec<PeriodColumn> = Vec::new();
    let mut parted: BTreeSet<u32> = BTreeSet::new();
    for (cell, kind) in over.iter().zip(&kinds) {
        let Some(extent) = of(cell.address.column) else {
            continue;
        };
        let text = cell.printed();
        let is_own = extent.period.address.column == cell.address.column;
        let is_again = || repeats.get(&text).is_some_and(|times| *times > 1);
        if is_own {
            parted.insert(cell.address.column);
        }
        if *kind == Basis::Growth || !(is_own || extent.is_merged || *kind != Basis::Unknown || is_again()) {
            continue;
        }
        let mut column = extent.period.clone();
        let address = cell.address;
        column.address = address;
        column.words.push(Words { address, text });
        columns.push(column);
    }
    if columns.is_empty() {
        return;
    }
    let whole = header
        .columns
        .iter()
        .filter(|column| !parted.contains(&column.address.column));
    columns.extend(whole.cloned());
    columns.sort_by_key(|column| column.address.column);
    header.columns = columns;
    header.below = true;
}

/// The columns that each period of a header stands over: those of its merge, or up to the next cell of its row.
fn extents<'a>(grid: &Grid, header: &'a HeaderAt) -> Vec<Extent<'a>> {
    let of = |period: &'a PeriodColumn| {
        let at = period.address;
        if let Some(merge) = grid.merge_at(at) {
            return Extent {
                period,
                last: merge.last.column,
                is_merged: true,
            };
        }
        let row = grid.row(at.row);
        let behind = row.partition_point(|cell| cell.address.column <= at.column);
        Extent {
            period,
            last: row.get(behind).map_or(u32::MAX, |next| next.address.column - 1),
            is_merged: false,
        }
    };
    header.columns.iter().map(of).collect()
}
