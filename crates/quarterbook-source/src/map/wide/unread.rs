//! Columns with figures that are not read: without a period in their header, or without a header.

use std::collections::{BTreeMap, BTreeSet};

use quarterbook_data::{CellAddress, Problem, column_name};

use super::TableReader;
use crate::map::aside::{Aside, aside};
use crate::map::basis::{Basis, basis};
use crate::map::explain::explained_as;
use crate::map::lines::quoted;
use crate::map::rows::Row;
use crate::map::{Mapped, is_figure, more_fields};
use crate::period::looks_like_period;
use crate::text::plain;
use crate::{Cut, PeriodError, read_period};

/// How many rows above and below a header may name a column of it.
const ROWS_AROUND: u32 = 2;

impl TableReader<'_> {
    /// Tells of columns beside the periods that are neither growth nor notes; rows that are cut were told of.
    pub(super) fn tell_unread_columns(&self, rows: &[Row], cut: &BTreeSet<u32>, mapped: &mut Mapped) {
        let figures = self.columns_of_figures(rows);
        let first = self.table.first_period();
        let own = |column: u32| self.table.others.iter().find(|(other, _)| other.column == column);
        for (address, text) in &self.table.others {
            if figures.contains_key(&address.column) && self.is_piece(*address, text) {
                mapped.problems.push(self.lacks_words_above(*address, text));
            } else if !self.is_known(*address, text) {
                let has_figures = figures.contains_key(&address.column);
                mapped.problems.push(self.left_out(*address, text, has_figures));
            }
        }
        for (column, cell) in figures.into_iter().filter(|(column, _)| own(*column).is_none()) {
            let header = CellAddress::new(self.table.header, column);
            match self.head(column) {
                Some(text) if self.is_piece(header, &text) => {
                    mapped.problems.push(self.lacks_words_above(header, &text));
                }
                Some(text) if !self.is_known(header, &text) => mapped.problems.push(self.left_out(header, &text, true)),
                None if self.is_beyond_header(column) && !self.is_own_column(column, rows) => {
                    if !cut.contains(&cell.row) {
                        mapped.problems.push(more_fields(self.scope, cell, self.header_cut()));
                    }
                    return;
                }
                None if column > first => mapped.problems.push(
                    Problem::note(format!(
                        "column {} has figures and no header, and is left out",
                        column_name(column)
                    ))
                    .at(self.scope.grid.place(cell)),
                ),
                _ => {}
            }
        }
    }

    /// The columns that hold figures in labelled rows and are no periods, each with its first figure.
    fn columns_of_figures(&self, rows: &[Row]) -> BTreeMap<u32, CellAddress> {
        let mut found = BTreeMap::new();
        for row in rows.iter().filter(|row| row.has_figures) {
            let cells = self.scope.grid.row(row.address.row).iter();
            for cell in cells.filter(|cell| cell.address != row.address && is_figure(cell)) {
                if self.table.columns.contains(&cell.address.column) {
                    found.entry(cell.address.column).or_insert(cell.address);
                }
            }
        }
        for period in &self.table.periods {
            found.remove(&period.address.column);
        }
        found
    }

    /// What names a column: its cell in the header, or a text right above or below it.
    fn head(&self, column: u32) -> Option<String> {
        let header = self.table.header;
        let below = header + 1..=header + ROWS_AROUND;
        let above = (header.saturating_sub(ROWS_AROUND)..header).rev();
        let mut rows = std::iter::once(header).chain(below).chain(above);
        rows.find_map(|row| {
            let cell = self.scope.grid.shown_at(CellAddress::new(row, column))?;
            (!is_figure(cell) && !cell.printed().trim().is_empty()).then(|| cell.printed())
        })
    }

    /// Whether a column of a delimited text lies right of everything its header names.
    fn is_beyond_header(&self, column: u32) -> bool {
        let header = self.scope.grid.row(self.table.header);
        let periods = self.table.periods.iter().map(|period| period.address.column);
        let last = header.iter().map(|cell| cell.address.column).chain(periods).max();
        self.scope.is_delimited() && Some(column) > last
    }

    /// Whether a column has a field in the header, if an empty one, and a figure in every row: it is not what is left
    /// over of a figure that was cut.
    fn is_own_column(&self, column: u32, rows: &[Row]) -> bool {
        let has_field = self.header_cut().is_some_and(|header| column < header.fields);
        let has_figure = |row: &&Row| {
            let cell = self.scope.grid.cell(CellAddress::new(row.address.row, column));
            cell.is_some_and(is_figure)
        };
        let with_figures = || rows.iter().filter(|row| row.has_figures);
        has_field && with_figures().count() > 1 && with_figures().all(|row| has_figure(&row))
    }

    /// How the header falls into fields, in a delimited text.
    fn header_cut(&self) -> Option<Cut> {
        self.scope.grid.cut(self.table.header)
    }

    fn is_known(&self, header: CellAddress, text: &str) -> bool {
        aside(text) != Aside::Other || basis(text) == Basis::Growth || self.skips(header, text)
    }

    /// Whether a header is a part of a year that lacks its year: `2H` beside `1H` under 2024.
    fn is_piece(&self, header: CellAddress, text: &str) -> bool {
        let read = read_period(text, &self.scope.source.context);
        read == Err(PeriodError::Incomplete) && !self.is_matrix() && !self.skips(header, text)
    }

    fn lacks_words_above(&self, at: CellAddress, text: &str) -> Problem {
        let text = text.trim();
        Problem::error(format!("`{text}` is a part of a year, and nothing above it says of which"))
            .at(self.scope.grid.place(at))
            .hint(format!(
                "write `header = {{ fill = true }}` if the words above the columns to its left are its own, or `skip = [\"{text}\"]`"
            ))
    }

    fn left_out(&self, at: CellAddress, text: &str, has_figures: bool) -> Problem {
        let text = plain(text);
        let text = text.as_str();
        if has_figures && looks_like_period(text) {
            let message =
                format!("the column under `{text}` has figures, and its header is not understood: it is left out");
            let hint = format!(
                "write `skip = [{}]` if it is no period, or `{}` in this [[source]] with the period that it is",
                quoted(text),
                explained_as(&[text])
            );
            return Problem::warning(message).at(self.scope.grid.place(at)).hint(hint);
        }
        let problem = Problem::note(format!("the column under `{text}` is no period and is left out"));
        problem.at(self.scope.grid.place(at))
    }
}
