//! The header of a long table, and what is known with it.

use quarterbook_data::Problem;

use super::LongReader;
use crate::Cell;
use crate::map::columns::{Columns, find_columns};
use crate::map::settled::Settled;
use crate::map::table::text_of;
use crate::map::{Mapped, Scope};
use crate::rules::{HeaderRow, Shape};

/// How many rows may stand above a header.
const LATEST_HEADER: usize = 50;

impl LongReader {
    /// The text over a column.
    pub(super) fn header_text(&self, column: u32) -> Option<String> {
        let (_, cells) = self.before.last()?;
        cells.iter().find(|cell| cell.address.column == column).map(text_of)
    }

    /// Looks for the header in the next row.
    pub(super) fn look_for_header(&mut self, scope: Scope<'_>, row: u32, cells: &[Cell], mapped: &mut Mapped) {
        if self.before.len() >= LATEST_HEADER {
            return;
        }
        self.before.push((row, cells.to_vec()));
        let is_elsewhere = matches!(scope.source.rule.header.row, HeaderRow::At(at) if at != row + 1);
        if !is_elsewhere {
            self.columns = find_columns(scope, &self.before).ok();
        }
        if let Some(columns) = &self.columns {
            let (settled, problem) = settled(scope, columns, row);
            self.settled = settled;
            mapped.problems.extend(problem);
            self.keep_notes();
        }
    }
}

/// What the periods below a header settle together. A ledger's dates lie in their periods, on any day.
fn settled(scope: Scope<'_>, columns: &Columns, header: u32) -> (Settled, Option<Problem>) {
    let (Shape::Long, [column]) = (scope.source.rule.shape, columns.periods.as_slice()) else {
        return (Settled::default(), None);
    };
    let rows = scope
        .grid
        .rows()
        .filter(|(row, cells)| *row > header && columns.wants(cells));
    let cells = rows.filter_map(|(_, cells)| cells.iter().find(|cell| cell.address.column == *column));
    let labels: Vec<(String, &Cell)> = cells.map(|cell| (text_of(cell), cell)).collect();
    Settled::of(scope, &labels)
}
