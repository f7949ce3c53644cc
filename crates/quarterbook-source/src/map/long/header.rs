//! The header of a long table, and what is known with it.

use super::LongReader;
use super::under::settled;
use crate::Cell;
use crate::map::columns::find_columns;
use crate::map::table::text_of;
use crate::map::{Mapped, Scope};
use crate::rules::HeaderRow;

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
