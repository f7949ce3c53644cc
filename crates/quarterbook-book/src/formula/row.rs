//! The formulas of a book's rows.

use std::collections::{BTreeMap, BTreeSet};

use quarterbook_data::{Frequency, Problem, Series};
use quarterbook_formula::{Expr, ParseError};

use super::lower::{Frame, lower};
use super::{Leaf, Meaning, Scope, first, leaves, read, resolve, word};
use crate::book::Book;
use crate::layout::{Layout, PlacedRow, RowContent, RowId, RowIndex, names_band};
use crate::template::{FormatWord, Located, RowTable, UnitWord};

/// A formula of the template as it was written, and as it was read.
#[derive(Debug, Clone)]
pub(crate) struct Written<'a> {
    pub(crate) text: &'a Located,
    pub(crate) tree: Expr<Leaf>,
}

/// The formulas of rows, by row and band.
pub(crate) type RowFormulas<'a> = BTreeMap<(RowId, Frequency), Written<'a>>;

/// Reads the formula of every row in every band it is filled in. Every mistake is a problem with its place.
pub(crate) fn read_rows<'a>(book: &'a Book, rows: &[PlacedRow]) -> (RowFormulas<'a>, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut formulas = RowFormulas::new();
    let mut known: BTreeMap<usize, Option<Expr<Leaf>>> = BTreeMap::new();
    for (place, row) in rows.iter().enumerate() {
        let Some(table) = row.table.filter(|_| row.content == RowContent::Formula) else {
            continue;
        };
        let table = &book.template.sheets[table.sheet].rows[table.row];
        for band in &row.bands {
            let Some(text) = formula_of(table, *band) else {
                continue;
            };
            let tree = known.entry(text.span().start).or_insert_with(|| {
                read(text.as_str())
                    .map_err(|error| problems.push(problem(book, text, &error)))
                    .ok()
            });
            if let Some(tree) = tree.clone() {
                formulas.insert((RowId(place), *band), Written { text, tree });
            }
        }
    }
    (formulas, problems)
}

/// The formula of a row in a band: its own for the band, else that for all.
fn formula_of(table: &RowTable, band: Frequency) -> Option<&Located> {
    let exact = table.formula_by_band.get(band.name());
    let native = table
        .formula_by_band
        .iter()
        .find(|(key, _)| names_band(key, band))
        .map(|(_, text)| text);
    exact.or(native).or(table.formula.as_ref())
}

/// What the rows need on Inputs: every series they link to or name. Names that mean nothing are problems.
pub(crate) fn needed_series(
    book: &Book,
    rows: &[PlacedRow],
    formulas: &RowFormulas<'_>,
    index: &RowIndex,
) -> (BTreeSet<Series>, Vec<Problem>) {
    let mut needed: BTreeSet<Series> = rows
        .iter()
        .filter_map(|row| match &row.content {
            RowContent::Link(series) => Some(series.clone()),
            _ => None,
        })
        .collect();
    let mut problems = Vec::new();
    for ((id, _), written) in formulas {
        let row = &rows[id.0];
        let scope = Scope {
            book,
            index,
            sheet: Some(row.sheet),
            members: &row.members,
        };
        problems.extend(series_of(written, scope, &mut needed));
    }
    (needed, problems)
}

/// Adds the Inputs series that a formula names; the names that mean nothing.
pub(crate) fn series_of(written: &Written<'_>, scope: Scope<'_>, needed: &mut BTreeSet<Series>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for leaf in leaves(&first::in_book(written.tree.clone(), scope)) {
        if let Leaf::Rows(rows) = leaf {
            match resolve(rows, scope) {
                Ok(Meaning::Inputs(series)) => needed.extend(series),
                Ok(Meaning::Rows(_)) => {}
                Err(error) => problems.push(problem(scope.book, written.text, &error)),
            }
        }
    }
    problems
}

/// The unit and the format of formula rows that do not say them: what their word gives, else, for sums and
/// differences, what the first row they name has.
pub(crate) fn complete_units(book: &Book, rows: &mut [PlacedRow], formulas: &RowFormulas<'_>, index: &RowIndex) {
    // A row may take its unit from one that takes it from another; each pass settles at least one more.
    for _ in 0..rows.len().min(8) {
        for ((id, _), written) in formulas {
            let row = &mut rows[id.0];
            if row.unit.is_some() {
                continue;
            }
            row.format = row.format.or_else(|| word::format_of_settings(&written.tree));
            let row = &rows[id.0];
            let scope = Scope {
                book,
                index,
                sheet: Some(row.sheet),
                members: &row.members,
            };
            let found = match word::unit(&written.tree) {
                Some(unit) => Some((unit, quarterbook_data::Label::default(), word::format(&written.tree))),
                None if word::keeps_unit(&written.tree) => inherited(&written.tree, scope, rows),
                None => None,
            };
            if let Some((unit, counted, format)) = found {
                let row = &mut rows[id.0];
                (row.unit, row.counted) = (Some(unit), counted);
                row.format = row.format.or(format);
            }
        }
    }
}

/// Unit, word for one piece, and format of the first row a formula names.
fn inherited(
    tree: &Expr<Leaf>,
    scope: Scope<'_>,
    rows: &[PlacedRow],
) -> Option<(UnitWord, quarterbook_data::Label, Option<FormatWord>)> {
    leaves(tree).into_iter().find_map(|leaf| {
        let Leaf::Rows(name) = leaf else {
            return None;
        };
        match resolve(name, scope).ok()? {
            Meaning::Rows(ids) => {
                let row = &rows[ids.first()?.0];
                Some((row.unit?, row.counted.clone(), row.format))
            }
            Meaning::Inputs(series) => {
                let line = scope.book.template.lines.get(&series.first()?.line)?;
                Some((line.unit, line.counted.label(), None))
            }
        }
    })
}

/// One tree for every row and band, its references relative to the row's cell in any column of the band.
pub(crate) fn lower_rows(
    book: &Book,
    layout: &Layout,
    formulas: &RowFormulas<'_>,
) -> (BTreeMap<(RowId, Frequency), Expr>, Vec<Problem>) {
    let mut trees = BTreeMap::new();
    let mut problems = Vec::new();
    for ((id, band), written) in formulas {
        let row = layout.row(*id);
        let Some(band) = layout.axis.band(*band) else {
            continue;
        };
        let scope = Scope {
            book,
            index: &layout.index,
            sheet: Some(row.sheet),
            members: &row.members,
        };
        let frame = Frame {
            scope,
            layout,
            band,
            host_row: row.row,
        };
        match lower(&written.tree, frame) {
            Ok(tree) => drop(trees.insert((*id, band.frequency), tree)),
            Err(error) => problems.push(problem(book, written.text, &error)),
        }
    }
    (trees, problems)
}

/// What is wrong with a formula, with a caret under the part at fault.
pub(crate) fn problem(book: &Book, text: &Located, error: &ParseError) -> Problem {
    Problem::error(error.message.clone())
        .at(book.texts.place_in(text, error.span.clone()))
        .maybe_hint(error.hint.clone())
}
