//! Formulas without addresses: each reference is replaced by the row and column it means.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;

use quarterbook_data::CellAddress;
use quarterbook_formula::{Area, CellReference, Expr, Reference, SheetSpan, Sheets, parse};

use super::{Snapshot, Table};

/// A snapshot's sheets as tables, by lower-case name.
pub(super) struct Names {
    handles: Sheets,
    tables: BTreeMap<String, Table>,
}

impl Names {
    pub(super) fn of(snapshot: &Snapshot) -> Self {
        let tables = snapshot
            .sheets
            .iter()
            .map(|sheet| (sheet.name.to_lowercase(), Table::read(sheet)));
        Self {
            handles: snapshot.handles(),
            tables: tables.collect(),
        }
    }

    pub(super) fn table(&self, sheet: &str) -> Option<&Table> {
        self.tables.get(&sheet.to_lowercase())
    }

    /// The formula with every reference to a cell written as sheet, row key and column header, so that it reads
    /// the same however far rows and columns have moved. The text itself when it cannot be read.
    pub(super) fn without_addresses(&self, sheet: &str, host: CellAddress, formula: &str) -> String {
        let Ok(tree) = parse(formula, host, &self.handles) else {
            return formula.to_owned();
        };
        let named = tree.lower(&mut |reference| {
            let name = self.name_of(&reference, sheet, host);
            Ok::<_, Infallible>(Expr::Leaf(
                name.map_or(reference, |name| Reference::Name(Arc::from(name))),
            ))
        });
        match named {
            Ok(named) => named.shown(host, &self.handles),
        }
    }

    fn name_of(&self, reference: &Reference, sheet: &str, host: CellAddress) -> Option<String> {
        let Reference::Cells { sheets, area } = reference else {
            return None;
        };
        let sheet = match sheets {
            None => sheet,
            Some(SheetSpan::One(handle)) => self.handles.name(*handle),
            Some(SheetSpan::Through(..)) => return None,
        };
        let one = |cell: CellReference| self.cell_name(sheet, cell.resolve(host)?);
        match area {
            Area::Cell(cell) => Some(format!("{sheet}!{}", one(*cell)?)),
            Area::Range(first, last) => Some(format!("{sheet}!{}:{}", one(*first)?, one(*last)?)),
            Area::Rows(..) | Area::Columns(..) => None,
        }
    }

    /// `[revenue.training FY2024]`; the address where the cell is in no row or column with a name.
    fn cell_name(&self, sheet: &str, cell: CellAddress) -> Option<String> {
        let (row, column) = self.table(sheet)?.name_of(cell);
        Some(match row {
            Some(row) => format!("[{} {column}]", row.key),
            None => format!("[{cell}]"),
        })
    }
}
