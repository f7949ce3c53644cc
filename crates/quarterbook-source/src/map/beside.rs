//! Tables beside one another: a table ends where a second column of labels begins.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use quarterbook_data::CellAddress;

use super::table::Table;
use crate::text::folded;
use crate::{Cell, DecimalMark, Grid, read_value};

/// The tables that stand beside one another under one header, from left to right; mostly one.
pub(super) fn split(grid: &Grid, table: Table) -> Vec<Table> {
    let mut starts = second_labels(grid, &table);
    if starts.is_empty() {
        return vec![table];
    }
    starts.insert(0, 0);
    let ends = starts.iter().skip(1).copied().chain([u32::MAX]);
    let columns = starts.iter().copied().zip(ends);
    columns.map(|(start, end)| part(&table, start..end)).collect()
}

/// What of a table lies in these columns.
fn part(table: &Table, columns: Range<u32>) -> Table {
    let mut part = table.clone();
    part.periods.retain(|period| columns.contains(&period.address.column));
    let first = part.first_period();
    part.others
        .retain(|(address, _)| columns.contains(&address.column) && address.column > first);
    part.column_units.retain(|column, _| columns.contains(column));
    part.doubtful.retain(|cell| columns.contains(&cell.column));
    part.columns = columns;
    part
}

/// The columns between the periods that hold labels: they have no header, or that of the first labels, and most rows
/// with figures right of them have a text there that is no value.
fn second_labels(grid: &Grid, table: &Table) -> Vec<u32> {
    let periods: BTreeSet<u32> = table.periods.iter().map(|period| period.address.column).collect();
    let (Some(first), Some(last)) = (periods.first(), periods.last()) else {
        return Vec::new();
    };
    let header = |column: u32| {
        let cell = grid.cell(CellAddress::new(table.header, column));
        cell.map(|cell| folded(&cell.printed())).filter(|text| !text.is_empty())
    };
    let mut labels: BTreeMap<u32, usize> = BTreeMap::new();
    let mut ends: Vec<u32> = Vec::new();
    for row in table.body.clone() {
        let cells = grid.row(row);
        let between = cells
            .iter()
            .filter(|cell| (first + 1..*last).contains(&cell.address.column));
        for label in between.filter(|cell| !periods.contains(&cell.address.column) && is_label(cell)) {
            *labels.entry(label.address.column).or_default() += 1;
        }
        let columns = cells.iter().map(|cell| cell.address.column);
        ends.extend(columns.rev().find(|column| periods.contains(column)));
    }
    ends.sort_unstable();
    let heads: Vec<String> = (0..*first).filter_map(header).collect();
    let holds_labels = |(column, count): &(u32, usize)| {
        let rows = ends.len() - ends.partition_point(|end| end <= column);
        count * 2 >= rows && rows > 0 && header(*column).is_none_or(|text| heads.contains(&text))
    };
    labels
        .into_iter()
        .filter(holds_labels)
        .map(|(column, _)| column)
        .collect()
}

/// Whether a cell between figures is a text with letters and no value.
fn is_label(cell: &Cell) -> bool {
    let text = cell.value.text().filter(|text| text.contains(char::is_alphabetic));
    text.is_some_and(|text| read_value(text, DecimalMark::Point).is_err())
}
