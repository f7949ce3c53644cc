//! Rows of delimited texts that lack fields, and rows whose figures are cut at the commas of their thousands.

use std::collections::BTreeSet;

use quarterbook_data::{CellAddress, Problem};

use super::TableReader;
use crate::map::aside::{Aside, aside};
use crate::map::rows::Row;
use crate::map::thousands::{Halves, is_of_words};
use crate::map::{Mapped, counted, is_figure, is_uncut};

/// A row whose neighbouring fields may be halves of figures.
struct Paired {
    row: u32,
    fields: u32,
    halves: Vec<(u32, Halves)>,
}

impl TableReader<'_> {
    /// Tells of rows that lack fields or hold cut figures, and which rows these are.
    pub(super) fn tell_cut_rows(&self, rows: &[Row], mapped: &mut Mapped) -> BTreeSet<u32> {
        let with_figures = rows.iter().filter(|row| row.has_figures && !self.is_skipped(&row.text));
        let (mut told, mut whole) = (BTreeSet::new(), Vec::new());
        for row in with_figures {
            match self.lacks_fields(row) {
                Some(problem) => {
                    told.insert(row.address.row);
                    mapped.problems.push(problem);
                }
                None => whole.push(row),
            }
        }
        for row in rows
            .iter()
            .filter(|row| !row.has_figures && !self.is_skipped(&row.text))
        {
            mapped.problems.extend(self.uncut(row));
        }
        for (row, problem) in self.cut_at_thousands(&whole) {
            told.insert(row);
            mapped.problems.push(problem);
        }
        told
    }

    /// The error for a row that ends before the last period.
    fn lacks_fields(&self, row: &Row) -> Option<Problem> {
        let fields = self.scope.grid.cut(row.address.row)?.fields;
        let periods = self.table.periods.iter().map(|period| period.address.column);
        let of_header = periods.max()? + 1;
        let problem = Problem::error(format!(
            "this row has {}, and its header {of_header} up to the last period: nothing says which are missing",
            counted(fields)
        ));
        (fields < of_header).then(|| {
            problem
                .at(self.scope.grid.place(row.address))
                .hint("put the missing fields in, empty ones too; a row that is none of the table goes under `skip`")
        })
    }

    /// The error for a row with another separator than the table's.
    fn uncut(&self, row: &Row) -> Option<Problem> {
        let cut = self.scope.grid.cut(row.address.row).filter(|cut| cut.fields == 1)?;
        let cell = self.scope.grid.cell(row.address)?;
        let problem = Problem::error(format!(
            "this row has 1 field, with other separators than `{}` in it",
            char::from(cut.separator)
        ));
        is_uncut(cell.value.text()?, cut.separator).then(|| {
            problem
                .at(self.scope.grid.place(row.address))
                .hint("export it with one separator throughout; a row that is none of the table goes under `skip`")
        })
    }

    /// The errors for rows in which something shows that figures are cut at their commas.
    fn cut_at_thousands(&self, rows: &[&Row]) -> Vec<(u32, Problem)> {
        let fields = |row: &&&Row| self.scope.grid.cut(row.address.row).map(|cut| cut.fields);
        let least = rows.iter().filter_map(|row| fields(&row)).min().unwrap_or(0);
        let paired: Vec<Paired> = rows.iter().filter_map(|row| self.paired(row)).collect();
        let others: Vec<u32> = rows
            .iter()
            .map(|row| row.address.row)
            .filter(|row| paired.iter().all(|paired| paired.row != *row))
            .collect();
        let found = paired.iter().filter_map(|row| {
            let (column, halves) = row.halves.first()?;
            let (why, header) = self.why_cut(row, least, &others)?;
            let problem = Problem::error(halves.message(&why)).hint(halves.hint(header.as_deref()));
            Some((
                row.row,
                problem.at(self.scope.grid.place(CellAddress::new(row.row, *column))),
            ))
        });
        found.collect()
    }

    /// The neighbouring fields of a row that may be halves.
    fn paired(&self, row: &Row) -> Option<Paired> {
        let row = row.address.row;
        let cut = self.scope.grid.cut(row).filter(|cut| cut.separator == b',')?;
        let first = self.table.first_period();
        let cells = self.scope.grid.row(row).windows(2);
        let halves = cells.filter_map(|pair| {
            let column = pair[0].address.column;
            let is_beside = column >= first && column + 1 == pair[1].address.column;
            let halves = Halves::of(pair[0].value.text()?, pair[1].value.text()?).filter(|_| is_beside)?;
            Some((column, halves))
        });
        let halves: Vec<_> = halves.collect();
        (!halves.is_empty()).then_some(Paired {
            row,
            fields: cut.fields,
            halves,
        })
    }

    /// What shows that a row's figures are cut, with the header of the column that shows it.
    fn why_cut(&self, row: &Paired, least: u32, others: &[u32]) -> Option<(String, Option<String>)> {
        if row.fields > least {
            let why = format!("the row has {} fields, and others have {least}", row.fields);
            return Some((why, None));
        }
        let is_period = |column: u32| self.table.periods.iter().any(|period| period.address.column == column);
        let zero = row
            .halves
            .iter()
            .find(|(column, halves)| is_period(column + 1) && halves.has_leading_zero());
        if let Some((_, halves)) = zero {
            return Some((format!("no figure begins like `{}`", halves.tail), None));
        }
        let cells = self.scope.grid.row(row.row).iter();
        let mut beyond = cells.filter(|cell| {
            let column = cell.address.column;
            row.halves.iter().any(|(first, _)| column > *first) && !is_period(column) && is_figure(cell)
        });
        beyond.find_map(|cell| {
            let column = cell.address.column;
            let header = self
                .scope
                .grid
                .cell(CellAddress::new(self.table.header, column))?
                .printed();
            // A column of note numbers may have one alone, behind figures of one size.
            let may_hold_one = match aside(&header) {
                _ if is_of_words(&header) => false,
                Aside::Growth => true,
                Aside::Note => others.is_empty() || !row.halves.iter().any(|(_, halves)| halves.are_far_apart()),
                Aside::Other => others.is_empty(),
            };
            let is_stray = !may_hold_one && !self.has_figures_at(column, others) && !self.is_skipped(&header);
            let why = format!(
                "`{}` stands under `{}`, where no other figure does",
                cell.printed().trim(),
                header.trim()
            );
            is_stray.then_some((why, Some(header)))
        })
    }

    fn has_figures_at(&self, column: u32, rows: &[u32]) -> bool {
        let mut cells = rows
            .iter()
            .filter_map(|row| self.scope.grid.cell(CellAddress::new(*row, column)));
        cells.any(is_figure)
    }
}
