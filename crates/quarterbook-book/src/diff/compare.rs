//! Two snapshots → their differences.

use std::collections::{BTreeMap, BTreeSet};

use quarterbook_data::CellAddress;
use quarterbook_formula::Value;

use super::formula::Names;
use super::pairs::pair_sheets;
use super::table::{SheetRole, Table};
use super::{Change, ChangeKind, Snapshot, SnapshotSheet, checks, cover, sources};
use crate::register::{SourceRow, read_register};

/// Everything that differs: periods, figures, lines, checks, formulas, results, labels, sources; in each part
/// by sheet, row and column of the new workbook, what is gone last.
pub fn diff(old: &Snapshot, new: &Snapshot) -> Vec<Change> {
    let sides = Sides::of(old, new);
    let mut changes = sides.periods();
    for (place, sheet) in new.sheets.iter().enumerate() {
        let Some(before) = sides.pairs.get(&place).map(|was| &old.sheets[*was]) else {
            changes.push(whole_sheet(sheet, ChangeKind::SheetAdded));
            continue;
        };
        if before.name.to_lowercase() != sheet.name.to_lowercase() {
            changes.push(whole_sheet(sheet, ChangeKind::SheetRenamed(before.name.clone())));
        }
        changes.extend(match SheetRole::of(sheet) {
            SheetRole::Figures => sides.figures(before, sheet),
            SheetRole::Checks => checks::compare(&sides, before, sheet),
            SheetRole::Cover => cover::compare(before, sheet),
            SheetRole::Sources | SheetRole::Changes => Vec::new(),
        });
    }
    let kept: BTreeSet<usize> = sides.pairs.values().copied().collect();
    let gone = old.sheets.iter().enumerate().filter(|(was, _)| !kept.contains(was));
    changes.extend(gone.map(|(_, sheet)| whole_sheet(sheet, ChangeKind::SheetRemoved)));
    changes.extend(sources::compare(&sides.old, &sides.new));
    changes.sort_by_key(|change| change.kind.order());
    changes
}

fn whole_sheet(sheet: &SnapshotSheet, kind: ChangeKind) -> Change {
    Change {
        sheet: sheet.name.clone(),
        row: String::new(),
        label: String::new(),
        unit: String::new(),
        column: String::new(),
        cell: None,
        kind,
    }
}

/// Both workbooks, read as tables.
pub(super) struct Sides<'a> {
    pub(super) old: Side<'a>,
    pub(super) new: Side<'a>,
    /// The old sheet of each new one, by their places.
    pairs: BTreeMap<usize, usize>,
}

/// A workbook with the tables on its sheets and its register of sources.
pub(super) struct Side<'a> {
    snapshot: &'a Snapshot,
    pub(super) names: Names,
    pub(super) register: Vec<SourceRow>,
}

impl<'a> Side<'a> {
    fn of(snapshot: &'a Snapshot) -> Self {
        let names = Names::of(snapshot);
        Self {
            register: read_register(snapshot, &names.handles),
            snapshot,
            names,
        }
    }

    /// The periods of the sheets of figures in the order of their columns, each with how many numbers of it are
    /// constants.
    fn periods(&self) -> Vec<(&str, usize)> {
        let mut periods: Vec<(&str, usize)> = Vec::new();
        for (sheet, table) in self.figure_sheets() {
            for column in &table.period_columns {
                let header = table.columns.get(column).map_or("", String::as_str);
                let at = |row: &u32| sheet.cells.get(&CellAddress::new(*row, *column));
                let figures = table.rows.iter().filter(|(_, row)| !row.is_working);
                let is_constant = |row: &u32| {
                    at(row).is_some_and(|cell| cell.formula.is_none() && matches!(cell.value, Value::Number(_)))
                };
                let count = figures.filter(|(row, _)| is_constant(row)).count();
                match periods.iter_mut().find(|(known, _)| *known == header) {
                    Some((_, constants)) => *constants += count,
                    None => periods.push((header, count)),
                }
            }
        }
        periods
    }

    fn figure_sheets(&self) -> impl Iterator<Item = (&SnapshotSheet, &Table)> {
        let sheets = self.snapshot.sheets.iter();
        let figures = sheets.filter(|sheet| SheetRole::of(sheet) == SheetRole::Figures);
        figures.filter_map(|sheet| Some((sheet, self.names.table(&sheet.name)?)))
    }

    /// The place and print of the figures that constants were read from, by their cell.
    pub(super) fn source_texts(&self) -> BTreeMap<(&str, CellAddress), String> {
        let mut texts = BTreeMap::new();
        for source in &self.register {
            if let Some((sheet, cell)) = &source.target {
                texts.entry((sheet.as_str(), *cell)).or_insert_with(|| source.shown());
            }
        }
        texts
    }
}

impl<'a> Sides<'a> {
    fn of(old: &'a Snapshot, new: &'a Snapshot) -> Self {
        let mut sides = Self {
            old: Side::of(old),
            new: Side::of(new),
            pairs: BTreeMap::new(),
        };
        sides.pairs = pair_sheets((old, &sides.old.names), (new, &sides.new.names));
        let names = sides.pairs.iter();
        let renamed = names.map(|(is, was)| (old.sheets[*was].name.as_str(), new.sheets[*is].name.as_str()));
        sides.old.names.rename(renamed);
        sides
    }

    fn periods(&self) -> Vec<Change> {
        let (old, new) = (self.old.periods(), self.new.periods());
        let known = |periods: &[(&str, usize)]| -> BTreeSet<String> {
            periods.iter().map(|(period, _)| (*period).to_owned()).collect()
        };
        let (in_old, in_new) = (known(&old), known(&new));
        let change = |period: &str, kind| Change {
            sheet: String::new(),
            row: String::new(),
            label: String::new(),
            unit: String::new(),
            column: period.to_owned(),
            cell: None,
            kind,
        };
        let added = new.iter().filter(|(period, _)| !in_old.contains(*period));
        let removed = old.iter().filter(|(period, _)| !in_new.contains(*period));
        added
            .map(|(period, figures)| change(period, ChangeKind::PeriodAdded(*figures)))
            .chain(removed.map(|(period, _)| change(period, ChangeKind::PeriodRemoved)))
            .collect()
    }
}
