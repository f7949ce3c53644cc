//! The differences of a sheet of figures: constants, formulas, results and labels, row by row.

use std::collections::{BTreeMap, BTreeSet};

use quarterbook_data::CellAddress;
use quarterbook_formula::Value;

use super::compare::Sides;
use super::table::{Table, TableRow};
use super::value::{is_same, is_same_result, shown_value};
use super::{Change, ChangeKind, SnapshotCell, SnapshotSheet};
use crate::look::Word;

/// The sources of constants, by their cell.
type SourceTexts<'a> = BTreeMap<(&'a str, CellAddress), String>;

/// A sheet in the old and in the new workbook.
struct Pair<'a> {
    sides: &'a Sides<'a>,
    before: &'a SnapshotSheet,
    after: &'a SnapshotSheet,
    sources: (SourceTexts<'a>, SourceTexts<'a>),
}

impl Sides<'_> {
    /// What differs on a sheet of figures; the half units and chart data below them only follow and are left out.
    pub(super) fn figures(&self, before: &SnapshotSheet, after: &SnapshotSheet) -> Vec<Change> {
        let (Some(old), Some(new)) = (self.old.names.table(&before.name), self.new.names.table(&after.name)) else {
            return Vec::new();
        };
        let pair = Pair {
            sides: self,
            before,
            after,
            sources: (self.old.source_texts(), self.new.source_texts()),
        };
        let old_rows = by_key(old);
        let old_columns: BTreeMap<&str, u32> = old.columns.iter().map(|(at, name)| (name.as_str(), *at)).collect();
        let mut changes = Vec::new();
        for (row, named) in new.rows.iter().filter(|(_, row)| !row.is_working) {
            let Some((old_row, old_named)) = old_rows.get(named.key.as_str()) else {
                changes.extend(whole_row(after, *row, named, ChangeKind::RowAdded));
                continue;
            };
            let has_other_unit = old_named.unit != named.unit;
            for (column, header) in &new.columns {
                let is_period = new.period_columns.contains(column);
                if Word::SOURCE.is_said_by(header) {
                    continue;
                }
                let at = CellAddress::new(*row, *column);
                let old_column = old_columns.get(header.as_str());
                let old_at = old_column.map(|column| CellAddress::new(*old_row, *column));
                let kind = pair.cell(old_at, at, is_period);
                let kind = kind.filter(|kind| !(has_other_unit && is_rescaled(kind)));
                changes.extend(kind.map(|kind| change(after, named, header, at, kind)));
            }
        }
        let kept: BTreeSet<&str> = new.rows.values().map(|row| row.key.as_str()).collect();
        let gone = old
            .rows
            .iter()
            .filter(|(_, row)| !row.is_working && !kept.contains(row.key.as_str()));
        changes.extend(gone.filter_map(|(row, named)| whole_row(before, *row, named, |_| ChangeKind::RowRemoved)));
        changes
    }
}

impl Pair<'_> {
    /// What happened to one cell.
    fn cell(&self, old_at: Option<CellAddress>, at: CellAddress, is_period: bool) -> Option<ChangeKind> {
        let blank = SnapshotCell::default();
        let old_cell = old_at.and_then(|at| self.before.cells.get(&at)).unwrap_or(&blank);
        let new_cell = self.after.cells.get(&at).unwrap_or(&blank);
        let kind = match (&old_cell.formula, &new_cell.formula) {
            (Some(_), Some(_)) => self.formula((old_cell, old_at?), (new_cell, at)),
            (None, None) => self.constant((old_cell, old_at), (new_cell, at), is_period),
            _ if old_cell.value == Value::Blank || new_cell.value == Value::Blank => None,
            _ => Some(ChangeKind::FormulaChanged(content(old_cell), content(new_cell))),
        };
        kind.filter(|_| old_at.is_some() || new_cell.formula.is_none())
    }

    fn formula(
        &self,
        (old, old_at): (&SnapshotCell, CellAddress),
        (new, at): (&SnapshotCell, CellAddress),
    ) -> Option<ChangeKind> {
        let (old_formula, new_formula) = (old.formula.as_ref()?, new.formula.as_ref()?);
        let old_place = (self.before.name.as_str(), old_at, old_formula.as_str());
        let new_place = (self.after.name.as_str(), at, new_formula.as_str());
        if !self.sides.mean_the_same(old_place, new_place) {
            Some(ChangeKind::FormulaChanged(content(old), content(new)))
        } else if is_same_result(&old.value, &new.value) || self.sides.new.names.is_link(at, new_formula) {
            // A link shows the change of the cell it fetches, which is told there.
            None
        } else {
            Some(ChangeKind::ResultChanged(old.value.clone(), new.value.clone()))
        }
    }

    fn constant(
        &self,
        (old, old_at): (&SnapshotCell, Option<CellAddress>),
        (new, at): (&SnapshotCell, CellAddress),
        is_period: bool,
    ) -> Option<ChangeKind> {
        if is_same(&old.value, &new.value) {
            return None;
        }
        let source = |texts: &SourceTexts<'_>, sheet: &str, at: Option<CellAddress>| {
            let text = at.and_then(|at| texts.get(&(sheet, at)));
            text.cloned().unwrap_or_default()
        };
        match (&old.value, &new.value) {
            (Value::Number(_), Value::Number(_)) => Some(ChangeKind::Restated {
                old: old.value.clone(),
                new: new.value.clone(),
                old_source: source(&self.sources.0, &self.before.name, old_at),
                new_source: source(&self.sources.1, &self.after.name, Some(at)),
            }),
            (_, Value::Number(_)) => Some(ChangeKind::NewFigure(new.value.clone())),
            (Value::Number(_), _) => Some(ChangeKind::FigureGone(old.value.clone())),
            // A figure that was missing for one reason is missing for another, or its column is new.
            _ if is_period || old_at.is_none() => None,
            _ => Some(ChangeKind::LabelChanged(
                shown_value(&old.value),
                shown_value(&new.value),
            )),
        }
    }
}

fn change(sheet: &SnapshotSheet, row: &TableRow, column: &str, cell: CellAddress, kind: ChangeKind) -> Change {
    Change {
        sheet: sheet.name.clone(),
        row: row.key.clone(),
        label: row.label.clone(),
        unit: row.unit.clone(),
        column: column.to_owned(),
        cell: Some(cell),
        kind,
    }
}

/// A row that holds figures; headings and notes come and go without a word.
fn whole_row(sheet: &SnapshotSheet, row: u32, named: &TableRow, kind: impl Fn(usize) -> ChangeKind) -> Option<Change> {
    let cells = || {
        sheet
            .cells
            .range(CellAddress::new(row, 0)..CellAddress::new(row + 1, 0))
    };
    let has_figures = cells().any(|(_, cell)| cell.formula.is_some() || matches!(cell.value, Value::Number(_)));
    let numbers = cells().filter(|(_, cell)| matches!(cell.value, Value::Number(_)));
    has_figures.then(|| change(sheet, named, "", CellAddress::new(row, 0), kind(numbers.count())))
}

/// Whether a number is the same one shown in another scale: 1,000 m as 1 bn.
fn is_rescaled(kind: &ChangeKind) -> bool {
    let (ChangeKind::Restated {
        old: Value::Number(old),
        new: Value::Number(new),
        ..
    }
    | ChangeKind::ResultChanged(Value::Number(old), Value::Number(new))) = kind
    else {
        return false;
    };
    let tens = (new / old).log10();
    (tens - tens.round()).abs() < 1e-12
}

fn by_key(table: &Table) -> BTreeMap<&str, (u32, &TableRow)> {
    table
        .rows
        .iter()
        .filter(|(_, row)| !row.is_working)
        .map(|(row, named)| (named.key.as_str(), (*row, named)))
        .collect()
}

fn content(cell: &SnapshotCell) -> String {
    match &cell.formula {
        Some(formula) => format!("={formula}"),
        None => shown_value(&cell.value),
    }
}
