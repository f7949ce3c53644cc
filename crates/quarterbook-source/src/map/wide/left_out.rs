//! What a table has that is not read: tables not found, columns that are no period, rows that nothing maps.

use quarterbook_data::{CellAddress, Place, Problem};

use super::TableReader;
use crate::map::aside::{Aside, aside};
use crate::map::table::Table;
use crate::map::{Mapped, Scope};

/// How many labels a problem lists.
const LISTED: usize = 8;

/// The error for a sheet without the table that is wanted.
pub(super) fn no_table(scope: Scope<'_>, all: &[Table]) -> Problem {
    let place = Place::Sheet {
        file: scope.grid.file.path.clone(),
        sheet: scope.grid.sheet.to_string(),
    };
    match &scope.source.rule.table {
        Some(wanted) if !all.is_empty() => {
            let caption = |table: &Table| {
                let above = table.captions.iter().rfind(|(address, _)| address.row < table.header);
                Some(format!("`{}`", above.or(table.captions.last())?.1))
            };
            let captions: Vec<String> = all.iter().filter_map(caption).collect();
            Problem::error(format!("no table named `{wanted}`"))
                .at(place)
                .hint(format!("write one of these under `table`: {}", captions.join(", ")))
        }
        _ => Problem::error("no row of this sheet has two cells that read as periods")
            .at(place)
            .hint("write `header = { row = 5 }` with the number of the row, or name another `sheet`"),
    }
}

impl TableReader<'_> {
    /// The warning for a header without labelled figures below it.
    pub(super) fn no_figures(&self) -> Problem {
        let place = self.scope.grid.place(CellAddress::new(self.table.header, 0));
        Problem::warning("no row below this header has a label and figures")
            .at(place)
            .hint("write `header = { row = 5 }` with the number of the right row, or `label` with the column of labels")
    }

    /// The errors for rows of numbers that may be years over a table of their own.
    pub(super) fn doubtful_headers(&self) -> impl Iterator<Item = Problem> {
        self.table.doubtful.iter().map(|cell| {
            let (own, other) = (self.table.header + 1, cell.row + 1);
            Problem::error("the numbers of this row may be figures, or years over a table of their own")
                .at(self.scope.grid.place(*cell))
                .hint(format!(
                    "write `header = {{ row = {own} }}` if they are figures; else give each table a [[source]] of its own, with `header = {{ row = {own} }}` and `header = {{ row = {other} }}`"
                ))
        })
    }

    /// Columns between the periods that are neither growth nor notes are worth a word.
    pub(super) fn note_other_columns(&self, mapped: &mut Mapped) {
        for (address, text) in &self.table.others {
            if aside(text) == Aside::Other && !self.is_skipped(text) {
                let problem = Problem::note(format!(
                    "the column under `{}` is no period and is left out",
                    text.trim()
                ));
                mapped.problems.push(problem.at(self.scope.grid.place(*address)));
            }
        }
    }

    /// Rows with figures that no label of the book fits.
    pub(super) fn note_unmapped(&self, mapped: &mut Mapped) {
        if self.unmapped.is_empty() {
            return;
        }
        let listed = self.unmapped.iter().take(LISTED);
        let shown: Vec<String> = listed.map(|text| format!("`{}`", text.trim())).collect();
        let more = match self.unmapped.len().saturating_sub(LISTED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let place = self.scope.grid.place(CellAddress::new(self.table.header, 0));
        mapped
            .problems
            .push(Problem::note(format!("rows not mapped: {}{more}", shown.join(", "))).at(place));
    }
}
