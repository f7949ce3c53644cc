//! What a table has that is not read: tables not found, columns that are no period, rows that nothing maps.

use quarterbook_data::{CellAddress, Place, Problem, column_name};

use super::{MOST_PERIODS, TableReader};
use crate::Cell;
use crate::map::explain::explained_as;
use crate::map::header_rows::MOST_TABLES;
use crate::map::rows::Row;
use crate::map::table::Table;
use crate::map::{Mapped, Scope, is_figure};
use crate::period::looks_like_period;
use crate::text::plain;

/// How many rows are looked at for labels that are not understood.
const ROWS_LOOKED_AT: usize = 200;

/// How many rows below a label may be the first with a figure.
const ROWS_BELOW: u32 = 4;

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
        _ => {
            let problem = Problem::error("no row of this sheet has two cells that read as periods");
            match likely_labels(scope).as_slice() {
                [] => problem
                    .at(place)
                    .hint("write `header = { row = 5 }` with the number of the row, or name another `sheet`"),
                [(first, _), ..] => {
                    let labels = likely_labels(scope).into_iter().map(|(_, label)| label);
                    problem.at(scope.grid.place(*first)).hint(format!(
                        "write `{}` in this [[source]] with the periods that they are",
                        explained_as(&labels.collect::<Vec<_>>())
                    ))
                }
            }
        }
    }
}

/// The error for a sheet with more headers than are read.
pub(super) fn too_many_tables(scope: Scope<'_>) -> Problem {
    let place = Place::Sheet {
        file: scope.grid.file.path.clone(),
        sheet: scope.grid.sheet.to_string(),
    };
    Problem::error(format!(
        "more than {MOST_TABLES} rows of this sheet read as headers of tables"
    ))
    .at(place)
    .hint("write `header = { row = 5 }` with the number of the row, or `shape = \"long\"` if periods run down")
}

/// The texts of one row, right of the first column and above figures, that look like periods.
fn likely_labels(scope: Scope<'_>) -> Vec<(CellAddress, String)> {
    let grid = scope.grid;
    let is_likely = |cell: &&Cell| {
        let CellAddress { row, column } = cell.address;
        let mut below = (row + 1..=row + ROWS_BELOW).filter_map(|row| grid.cell(CellAddress::new(row, column)));
        let is_text = cell.value.text().is_some_and(looks_like_period) && !is_figure(cell);
        column > 0 && is_text && below.any(is_figure)
    };
    let rows = grid.rows().take(ROWS_LOOKED_AT);
    let labels = rows.map(|(_, cells)| {
        let likely = cells.iter().filter(is_likely).take(LISTED);
        let likely = likely.map(|cell| (cell.address, plain(&cell.printed())));
        likely.collect::<Vec<_>>()
    });
    labels.into_iter().find(|likely| !likely.is_empty()).unwrap_or_default()
}

/// The error for a table with more columns of periods than are read.
pub(super) fn too_many_periods(scope: Scope<'_>, table: &Table) -> Problem {
    let at = CellAddress::new(table.header, table.first_period());
    Problem::error(format!(
        "more than {MOST_PERIODS} columns of this header read as periods"
    ))
    .at(scope.grid.place(at))
    .hint("write `header = { row = 5 }` with the number of the right row, or split the table")
}

/// The errors for headers of numbers alone, below another table, whose label is that of a row of the book.
pub(super) fn rows_as_headers(scope: Scope<'_>, all: &[Table]) -> Vec<Problem> {
    let is_of_book = |label: &str| scope.source.rows.iter().any(|(pattern, _)| pattern.matches_text(label));
    let below = all.windows(2).filter(|pair| pair[0].header < pair[1].header);
    let found = below.filter_map(|pair| {
        let (above, table) = (&pair[0], &pair[1]);
        let columns = table.columns.start..table.first_period();
        let mut cells = scope.grid.row(table.header).iter();
        let label = cells.find(|cell| columns.contains(&cell.address.column) && cell.value.text().is_some())?;
        let are_numbers = table.periods.iter().all(|period| {
            let cell = scope.grid.cell(period.address);
            cell.is_some_and(is_figure)
        });
        (are_numbers && is_of_book(&label.printed())).then(|| doubtful(scope, above.header, label.address))
    });
    found.collect()
}

/// The error for a row of numbers that may be years over a table of their own.
fn doubtful(scope: Scope<'_>, header: u32, cell: CellAddress) -> Problem {
    let (own, other) = (header + 1, cell.row + 1);
    Problem::error("the numbers of this row may be figures, or years over a table of their own")
        .at(scope.grid.place(cell))
        .hint(format!(
            "write `header = {{ row = {own} }}` if they are figures; else give each table a [[source]] of its own, with `header = {{ row = {own} }}` and `header = {{ row = {other} }}`"
        ))
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
        let cells = self.table.doubtful.iter();
        cells.map(|cell| doubtful(self.scope, self.table.header, *cell))
    }

    /// The note on where a table begins that stands beside another.
    pub(super) fn beside_another(&self) -> Option<Problem> {
        let start = self.table.columns.start;
        let row = self
            .table
            .body
            .clone()
            .find(|row| self.table.has_figures(self.scope.grid, *row))?;
        let at = CellAddress::new(row, start);
        let problem = Problem::note("the labels of this column begin a second table beside the first");
        (start > 0).then(|| problem.at(self.scope.grid.place(at)))
    }

    /// The warning for labels of the book that stand in another column than that of the labels.
    pub(super) fn labels_elsewhere(&self, rows: &[Row]) -> Option<Problem> {
        let Scope { source, grid, .. } = self.scope;
        let is_of_book = |label: &str| source.rows.iter().any(|(pattern, _)| pattern.matches_text(label));
        let of_labels = rows.iter().find(|row| row.has_figures)?.address.column;
        if rows.iter().any(|row| is_of_book(&row.text)) {
            return None;
        }
        let columns = self.table.columns.start..self.table.first_period();
        let mut cells = rows.iter().flat_map(|row| grid.row(row.address.row));
        let elsewhere = cells.find(|cell| {
            let is_beside = columns.contains(&cell.address.column) && cell.address.column != of_labels;
            is_beside && cell.value.text().is_some_and(is_of_book)
        })?;
        let column = column_name(elsewhere.address.column);
        let header = grid.cell(CellAddress::new(self.table.header, elsewhere.address.column));
        let named = header.map(|cell| cell.printed().trim().to_owned());
        let named = named.filter(|name| !name.is_empty()).unwrap_or_else(|| column.clone());
        let problem = Problem::warning(format!(
            "`{}` stands in column {column}, and the labels are read from column {}",
            elsewhere.printed().trim(),
            column_name(of_labels)
        ));
        Some(
            problem
                .at(grid.place(elsewhere.address))
                .hint(format!("write `label = \"{named}\"`")),
        )
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
