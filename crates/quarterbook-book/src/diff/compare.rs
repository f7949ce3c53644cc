//! Two snapshots → their differences.

use std::collections::{BTreeMap, BTreeSet};

use quarterbook_data::CellAddress;
use quarterbook_formula::Value;

use super::formula::Names;
use super::table::{Table, TableRow};
use super::value::{is_same, shown_value};
use super::{Snapshot, SnapshotCell, SnapshotSheet};

/// One difference.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The sheet's name.
    pub sheet: String,
    /// The row's id, or the texts that stand for it; empty for a whole sheet.
    pub row: String,
    /// What people read in the row.
    pub label: String,
    /// The column's header; empty for a whole row or sheet.
    pub column: String,
    /// Where the cell stands in the new workbook; in the old one for what is gone.
    pub cell: Option<CellAddress>,
    /// What happened.
    pub kind: ChangeKind,
}

/// What happened to a cell, a row or a sheet.
#[derive(Debug, Clone, PartialEq)]
pub enum ChangeKind {
    /// The sheet is new.
    SheetAdded,
    /// The sheet is gone.
    SheetRemoved,
    /// The row is new.
    RowAdded,
    /// The row is gone.
    RowRemoved,
    /// A number where none was.
    NewFigure(Value),
    /// A number that is no longer there.
    FigureGone(Value),
    /// Another constant: history was restated.
    Restated(Value, Value),
    /// The same formula gives another result.
    ResultChanged(Value, Value),
    /// Another formula, or a formula in place of a constant; as shown, old and new.
    FormulaChanged(String, String),
    /// Another text.
    LabelChanged(String, String),
}

/// Everything that differs, by sheet, row and column of the new workbook; what is gone comes last.
pub fn diff(old: &Snapshot, new: &Snapshot) -> Vec<Change> {
    let sides = Sides {
        old: Names::of(old),
        new: Names::of(new),
    };
    let mut changes = Vec::new();
    for sheet in &new.sheets {
        match old.sheet(&sheet.name) {
            Some(before) => changes.extend(sides.sheet(before, sheet)),
            None => changes.push(whole_sheet(sheet, ChangeKind::SheetAdded)),
        }
    }
    let gone = old.sheets.iter().filter(|sheet| new.sheet(&sheet.name).is_none());
    changes.extend(gone.map(|sheet| whole_sheet(sheet, ChangeKind::SheetRemoved)));
    changes
}

fn whole_sheet(sheet: &SnapshotSheet, kind: ChangeKind) -> Change {
    Change {
        sheet: sheet.name.clone(),
        row: String::new(),
        label: String::new(),
        column: String::new(),
        cell: None,
        kind,
    }
}

/// Both workbooks' names.
struct Sides {
    old: Names,
    new: Names,
}

impl Sides {
    fn sheet(&self, before: &SnapshotSheet, after: &SnapshotSheet) -> Vec<Change> {
        let (Some(old), Some(new)) = (self.old.table(&before.name), self.new.table(&after.name)) else {
            return Vec::new();
        };
        let old_rows = by_key(old);
        let old_columns: BTreeMap<&str, u32> = old.columns.iter().map(|(at, name)| (name.as_str(), *at)).collect();
        let mut changes = Vec::new();
        for (row, named) in &new.rows {
            let Some(old_row) = old_rows.get(named.key.as_str()) else {
                changes.extend(whole_row(after, *row, named, ChangeKind::RowAdded));
                continue;
            };
            for (column, header) in &new.columns {
                let at = CellAddress::new(*row, *column);
                let old_at = old_columns
                    .get(header.as_str())
                    .map(|column| CellAddress::new(*old_row, *column));
                let kind = self.cell((before, old_at), (after, at), new.period_columns.contains(column));
                changes.extend(kind.map(|kind| change(after, named, header, at, kind)));
            }
        }
        let kept: BTreeSet<&str> = new.rows.values().map(|row| row.key.as_str()).collect();
        let gone = old.rows.iter().filter(|(_, row)| !kept.contains(row.key.as_str()));
        changes.extend(gone.filter_map(|(row, named)| whole_row(before, *row, named, ChangeKind::RowRemoved)));
        changes
    }

    /// What happened to one cell.
    fn cell(
        &self,
        (before, old_at): (&SnapshotSheet, Option<CellAddress>),
        (after, at): (&SnapshotSheet, CellAddress),
        is_period: bool,
    ) -> Option<ChangeKind> {
        let blank = SnapshotCell::default();
        let old_cell = old_at.and_then(|at| before.cells.get(&at)).unwrap_or(&blank);
        let new_cell = after.cells.get(&at).unwrap_or(&blank);
        if let (Some(old_formula), Some(new_formula), Some(old_at)) = (&old_cell.formula, &new_cell.formula, old_at) {
            let old_named = self.old.without_addresses(&before.name, old_at, old_formula);
            let new_named = self.new.without_addresses(&after.name, at, new_formula);
            if old_named != new_named {
                return Some(ChangeKind::FormulaChanged(old_formula.clone(), new_formula.clone()));
            }
        }
        let has_turned = old_cell.formula.is_some() != new_cell.formula.is_some();
        if has_turned && old_cell.value != Value::Blank && new_cell.value != Value::Blank {
            return Some(ChangeKind::FormulaChanged(content(old_cell), content(new_cell)));
        }
        value_change(old_cell, new_cell, is_period)
    }
}

fn value_change(old: &SnapshotCell, new: &SnapshotCell, is_period: bool) -> Option<ChangeKind> {
    if is_same(&old.value, &new.value) {
        return None;
    }
    let pair = || (old.value.clone(), new.value.clone());
    Some(match (&old.value, &new.value) {
        (Value::Number(_), Value::Number(_)) if new.formula.is_none() => {
            let (old, new) = pair();
            ChangeKind::Restated(old, new)
        }
        (Value::Number(_), Value::Number(_)) => {
            let (old, new) = pair();
            ChangeKind::ResultChanged(old, new)
        }
        (_, Value::Number(_)) => ChangeKind::NewFigure(new.value.clone()),
        (Value::Number(_), _) => ChangeKind::FigureGone(old.value.clone()),
        // A figure that was missing for one reason is missing for another, or its column is new.
        _ if is_period && old.value == Value::Blank => return None,
        _ if new.formula.is_some() => {
            let (old, new) = pair();
            ChangeKind::ResultChanged(old, new)
        }
        _ => ChangeKind::LabelChanged(shown_value(&old.value), shown_value(&new.value)),
    })
}

fn change(sheet: &SnapshotSheet, row: &TableRow, column: &str, cell: CellAddress, kind: ChangeKind) -> Change {
    Change {
        sheet: sheet.name.clone(),
        row: row.key.clone(),
        label: row.label.clone(),
        column: column.to_owned(),
        cell: Some(cell),
        kind,
    }
}

/// A row that holds figures; headings and notes come and go without a word.
fn whole_row(sheet: &SnapshotSheet, row: u32, named: &TableRow, kind: ChangeKind) -> Option<Change> {
    let mut cells = sheet
        .cells
        .range(CellAddress::new(row, 0)..CellAddress::new(row + 1, 0));
    let has_figures = cells.any(|(_, cell)| cell.formula.is_some() || matches!(cell.value, Value::Number(_)));
    has_figures.then(|| Change {
        column: String::new(),
        ..change(sheet, named, "", CellAddress::new(row, 0), kind)
    })
}

fn by_key(table: &Table) -> BTreeMap<&str, u32> {
    table
        .rows
        .iter()
        .map(|(row, named)| (named.key.as_str(), *row))
        .collect()
}

fn content(cell: &SnapshotCell) -> String {
    match &cell.formula {
        Some(formula) => format!("={formula}"),
        None => shown_value(&cell.value),
    }
}
