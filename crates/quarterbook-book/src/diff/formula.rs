//! Formulas as templates see them: two are the same when they name the same rows and periods, or step equally far
//! from their own column, wherever those stand now.

use std::collections::{BTreeMap, BTreeSet};

use quarterbook_data::{CellAddress, CellRange};
use quarterbook_formula::{Area, CellReference, Expr, Reference, SheetSpan, Sheets, parse};

use super::compare::Sides;
use super::meaning::{Meaning, Meant, Pointed, meaning};
use super::{Snapshot, Table};

/// A formula: its sheet, its cell, its text.
pub(super) type Written<'a> = (&'a str, CellAddress, &'a str);

/// A snapshot's sheets as tables, by lower-case name.
pub(super) struct Names {
    pub(super) handles: Sheets,
    tables: BTreeMap<String, Table>,
    /// The keys of each table's rows and the headers of its columns, by the name that both workbooks know it under.
    keys: BTreeMap<String, BTreeSet<String>>,
    /// Sheets that the other workbook has under another name, in lower case.
    renamed: BTreeMap<String, String>,
}

impl Sides<'_> {
    /// Whether two formulas differ by nothing but where things stand, and by rows that only one workbook has in
    /// their sums. What cannot be parsed is compared as text.
    pub(super) fn mean_the_same(&self, old: Written<'_>, new: Written<'_>) -> bool {
        let was = self.old.names.meaning(old, &self.new.names);
        let is = self.new.names.meaning(new, &self.old.names);
        match (was, is) {
            (Some(was), Some(is)) => was.is_same(&is),
            _ => old.2 == new.2,
        }
    }
}

impl Names {
    pub(super) fn of(snapshot: &Snapshot) -> Self {
        let tables: BTreeMap<String, Table> = snapshot
            .sheets
            .iter()
            .map(|sheet| (sheet.name.to_lowercase(), Table::read(sheet)))
            .collect();
        let keys = tables.iter().map(|(name, table)| {
            let rows = table.rows.values().map(|row| row.key.clone());
            (name.clone(), rows.chain(table.columns.values().cloned()).collect())
        });
        Self {
            handles: snapshot.handles(),
            keys: keys.collect(),
            tables,
            renamed: BTreeMap::new(),
        }
    }

    /// Takes the names that sheets have in the other workbook, each beside its own.
    pub(super) fn rename<'a>(&mut self, names: impl Iterator<Item = (&'a str, &'a str)>) {
        self.renamed = names
            .map(|(own, other)| (own.to_lowercase(), other.to_lowercase()))
            .collect();
        let keys = std::mem::take(&mut self.keys);
        self.keys = keys
            .into_iter()
            .map(|(sheet, keys)| (self.common_name(&sheet), keys))
            .collect();
    }

    /// The name that both workbooks know a sheet under.
    fn common_name(&self, sheet: &str) -> String {
        self.renamed.get(sheet).map_or(sheet, String::as_str).to_owned()
    }

    pub(super) fn table(&self, sheet: &str) -> Option<&Table> {
        self.tables.get(&sheet.to_lowercase())
    }

    /// Whether a formula is nothing but a reference to one cell.
    pub(super) fn is_link(&self, host: CellAddress, formula: &str) -> bool {
        matches!(
            parse(formula, host, &self.handles),
            Ok(Expr::Leaf(Reference::Cells {
                area: Area::Cell(_),
                ..
            }))
        )
    }

    fn meaning(&self, (sheet, host, formula): Written<'_>, other: &Self) -> Option<Meaning> {
        let tree = parse(formula, host, &self.handles).ok()?;
        let mut point = |reference| self.pointed(reference, sheet, host, other);
        Some(meaning(tree, &mut point))
    }

    /// What a reference means; references to whole rows, columns, tables and names mean themselves.
    fn pointed(&self, reference: Reference, sheet: &str, host: CellAddress, other: &Self) -> Pointed {
        let Reference::Cells { sheets, area } = &reference else {
            return Pointed::Itself(reference);
        };
        let sheet = match sheets {
            None => sheet,
            Some(SheetSpan::One(handle)) => self.handles.name(*handle),
            Some(SheetSpan::Through(..)) => return Pointed::Itself(reference),
        };
        let corners = match area {
            Area::Cell(cell) => Some((*cell, *cell)),
            Area::Range(first, last) => Some((*first, *last)),
            Area::Rows(..) | Area::Columns(..) => None,
        };
        let cells = corners.and_then(|corners| self.meant(&sheet.to_lowercase(), corners, host, other));
        cells.unwrap_or(Pointed::Itself(reference))
    }

    /// The cells of a range, each by its names.
    fn meant(
        &self,
        sheet: &str,
        (first, last): (CellReference, CellReference),
        host: CellAddress,
        other: &Self,
    ) -> Option<Pointed> {
        let table = self.table(sheet)?;
        let nothing = BTreeSet::new();
        let common = self.common_name(sheet);
        let known = other.keys.get(&common).unwrap_or(&nothing);
        let range = CellRange::new(first.resolve(host)?, last.resolve(host)?);
        let steps = matches!(first.column, quarterbook_formula::Axis::Relative(_));
        let mut cells = Vec::new();
        let rows: Vec<u32> = if range.first.row == range.last.row {
            vec![range.first.row]
        } else {
            table
                .rows
                .range(range.first.row..=range.last.row)
                .map(|(row, _)| *row)
                .collect()
        };
        let mut all = 0;
        for row in rows {
            let named = table.rows.get(&row);
            let is_known = named.is_none_or(|named| known.contains(&named.key));
            let key = named.map_or_else(|| format!("#{row}"), |named| named.key.clone());
            for column in range.first.column..=range.last.column {
                all += 1;
                if !is_known {
                    continue;
                }
                let header = table.columns.get(&column).cloned();
                cells.push(Meant {
                    sheet: common.clone(),
                    row: key.clone(),
                    is_known_column: header.as_ref().is_none_or(|header| known.contains(header)),
                    column: header.unwrap_or_default(),
                    step: steps.then(|| i64::from(column) - i64::from(host.column)),
                });
            }
        }
        Some(Pointed::Cells { cells, all })
    }
}
