//! The rows of the Sources sheet by the constants they lead to, found by the formulas there that fetch them.

use std::collections::BTreeMap;

use quarterbook_data::CellAddress;
use quarterbook_formula::{Area, Expr, Reference, SheetSpan, Sheets, parse};

use crate::diff::{Snapshot, SnapshotSheet, is_running_number};

/// The texts of each register row that fetches a cell, from the row's number (`S007`) to the last text before
/// its figures, by that cell's sheet and address.
pub(super) type Registers = BTreeMap<(String, CellAddress), Vec<String>>;

/// Reads every row that begins with the number of a source; of several for one cell the first counts.
pub(super) fn registers(snapshot: &Snapshot, handles: &Sheets) -> Registers {
    let mut registers = Registers::new();
    for sheet in &snapshot.sheets {
        for (at, cell) in &sheet.cells {
            let Some(formula) = cell.formula.as_ref().filter(|_| is_numbered(sheet, at.row)) else {
                continue;
            };
            let target = parse(formula, *at, handles)
                .ok()
                .and_then(|tree| fetched(&tree, *at, handles));
            if let Some(target) = target.filter(|(name, _)| *name != sheet.name) {
                registers.entry(target).or_insert_with(|| texts(sheet, at.row));
            }
        }
    }
    registers
}

/// The cell that a formula fetches, when it is nothing but a reference to one of another sheet.
fn fetched(tree: &Expr, host: CellAddress, handles: &Sheets) -> Option<(String, CellAddress)> {
    match tree {
        Expr::Leaf(Reference::Cells {
            sheets: Some(SheetSpan::One(handle)),
            area: Area::Cell(target),
        }) => Some((handles.name(*handle).to_owned(), target.resolve(host)?)),
        _ => None,
    }
}

fn is_numbered(sheet: &SnapshotSheet, row: u32) -> bool {
    sheet
        .constant_text(CellAddress::new(row, 0))
        .is_some_and(|text| text.starts_with('S') && is_running_number(text))
}

fn texts(sheet: &SnapshotSheet, row: u32) -> Vec<String> {
    let cells = sheet
        .cells
        .range(CellAddress::new(row, 0)..CellAddress::new(row + 1, 0));
    cells
        .map_while(|(at, _)| sheet.constant_text(*at))
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
        .collect()
}
