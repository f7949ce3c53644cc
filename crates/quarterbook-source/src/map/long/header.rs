//! The header of a long table, and what is known with it.

use quarterbook_data::column_name;

use super::LongReader;
use super::days::order_of_held;
use super::under::settled;
use super::unnamed::Unnamed;
use crate::Cell;
use crate::map::columns::find_columns;
use crate::map::table::text_of;
use crate::map::{Mapped, Scope};
use crate::rules::HeaderRow;
use crate::text::folded;

/// How many rows may stand above a header.
const LATEST_HEADER: usize = 50;

impl LongReader {
    /// The text over a column.
    pub(super) fn header_text(&self, column: u32) -> Option<String> {
        let (_, cells) = self.before.last()?;
        cells.iter().find(|cell| cell.address.column == column).map(text_of)
    }

    /// The name by which a book finds a column: its header, or its letters where that does not tell.
    pub(super) fn column_name(&self, column: u32) -> String {
        let letters = || {
            let letters = column_name(column);
            format!("{letters}:{letters}")
        };
        let Some(text) = self.header_text(column).map(|text| text.trim().to_owned()) else {
            return letters();
        };
        let same = |cell: &&Cell| folded(&text_of(cell)) == folded(&text);
        let of_header = self.before.last().map(|(_, cells)| cells.iter().filter(same).count());
        if of_header == Some(1) && !text.contains(['*', '>', '!']) {
            text
        } else {
            letters()
        }
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
            self.day_order = self.day_order.or_else(|| order_of_held(scope, columns, row));
            self.unnamed = Unnamed::under(columns, cells);
            let (settled, problem) = settled(scope, columns, row, self.day_order);
            self.settled = settled;
            mapped.problems.extend(problem);
            self.keep_notes();
        }
    }
}
