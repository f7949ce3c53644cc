//! A table with periods across: what is in it, and the block that reads it.

use quarterbook_data::{CellAddress, Currency, Line, Measure, Vocabulary};

use super::columns::{ColumnsLooked, columns};
use super::doubts::doubts;
use super::draft::Draft;
use super::figures::{Figures, decimal_mark};
use super::meaning::{is_of_income, is_per_share};
use super::members::NewMember;
use super::rows::{Known, Mapped, Seen, label, map_rows, repeated};
use super::wide::Drafting;
use crate::map::{Row, Settled, Table, labelled_rows, text_of};
use crate::text::{folded, is_han};
use crate::{Grid, PeriodContext, PeriodError, read_period};

/// A table with periods across.
#[derive(Debug, Clone, PartialEq)]
pub struct TableReport {
    /// The row of its header, from 1.
    pub header: u32,
    /// What its columns are.
    pub columns: ColumnsLooked,
    /// Texts above it that state a unit.
    pub units: Vec<String>,
    /// Labels of the rows with figures; behind those that occur more than once, what they stand under.
    pub labels: Vec<String>,
    /// Labels of rows whose bare numbers may be per cents or fractions.
    pub bare_ratios: Vec<String>,
    /// What is doubtful about it, each with the line of a book that settles it.
    pub doubts: Vec<String>,
    /// Texts below the last row with figures, such as 数据来源, with their cells.
    pub below: Vec<String>,
    /// How much a reader is likely to want it.
    pub(super) score: i64,
    /// The block that reads it.
    pub(super) draft: Draft,
    /// Texts above it, from the top, to tell it from others.
    pub(super) captions: Vec<String>,
    /// Whether its rows are parts of the year of one line.
    pub(super) is_matrix: bool,
}

/// A sheet that is looked at, and with what.
#[derive(Clone, Copy)]
pub(super) struct Look<'a> {
    pub(super) grid: &'a Grid,
    pub(super) context: &'a PeriodContext,
    pub(super) vocabulary: &'a Vocabulary,
    /// The company that the file is of.
    pub(super) company: &'a NewMember,
}

impl Look<'_> {
    /// The currency that is meant when nothing says it: by the language of the sheet.
    pub(super) fn likely_currency(self) -> Option<Currency> {
        let texts = self.grid.cells().iter().filter_map(|cell| cell.value.text());
        let is_chinese = texts.take(400).any(|text| text.chars().any(is_han));
        if is_chinese { "CNY" } else { "USD" }.parse().ok()
    }
}

/// Looks at one table.
pub(super) fn inspect_table(look: Look<'_>, table: &Table) -> Option<TableReport> {
    let grid = look.grid;
    let all: Vec<Row> = labelled_rows(grid, table, None);
    let rows: Vec<&Row> = all.iter().filter(|row| row.has_figures).collect();
    let in_row = |row: &Row| {
        let address = row.address;
        let columns = table
            .periods
            .iter()
            .map(move |period| CellAddress::new(address.row, period.address.column));
        columns.filter_map(|at| grid.cell(at))
    };
    let mark = decimal_mark(rows.iter().flat_map(|row| in_row(row)));
    let seen = rows.iter().map(|row| Seen {
        row,
        printed: printed(grid, row),
        figures: Figures::of(in_row(row), mark),
    });
    let seen: Vec<Seen<'_>> = seen.filter(|one| one.figures.is_figures()).collect();
    let last = seen.last()?.row.address.row;
    let columns = columns(grid, table, look.context);
    let labels: Vec<&str> = table.periods.iter().map(|column| column.label.as_str()).collect();
    let settled = Settled::of_labels(&labels, None, look.context.calendar).context(look.context.clone());
    let currency = look.likely_currency()?;
    let known = Known {
        rows: &all,
        currency,
        company: look.company,
        is_note_inherited: table.notes.iter().any(|note| note.is_inherited),
    };
    let mapped = map_rows(&seen, known, look.vocabulary);
    let repeats = repeated(&seen);
    let is_matrix = is_matrix(&seen);
    let notes = table.column_units.values().chain(&table.notes);
    let mut units: Vec<String> = notes.map(|note| note.words.clone()).collect();
    units.dedup();
    Some(TableReport {
        header: table.header + 1,
        labels: seen.iter().map(|one| label(one, &repeats, &all)).collect(),
        bare_ratios: bare_ratios(&seen, &mapped),
        doubts: doubts(grid, table, &settled),
        below: below(grid, table, last),
        score: score(&seen, &mapped, &columns, !table.notes.is_empty()),
        draft: Drafting {
            look,
            table,
            seen: &seen,
            columns: &columns,
            currency,
            mark,
        }
        .draft(mapped, is_matrix),
        captions: captions(table),
        is_matrix,
        columns,
        units,
    })
}

/// A row's label as its cell prints it, when that reads as the same label.
fn printed(grid: &Grid, row: &Row) -> String {
    let printed = grid.cell(row.address).map(text_of).unwrap_or_default();
    let is_same = folded(&printed) == folded(&row.text) && !printed.contains(['*', '>']);
    if is_same {
        printed.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        row.text.clone()
    }
}

/// The texts above a header; where there are none, those in its row.
fn captions(table: &Table) -> Vec<String> {
    let above = table.captions.iter().filter(|(address, _)| address.row < table.header);
    let texts: Vec<String> = above.map(|(_, text)| text.clone()).collect();
    if texts.is_empty() {
        table.captions.iter().map(|(_, text)| text.clone()).collect()
    } else {
        texts
    }
}

/// Whether the rows are `Q1` to `Q4`, parts of the years across.
fn is_matrix(seen: &[Seen<'_>]) -> bool {
    let is_piece =
        |one: &Seen<'_>| read_period(&one.row.text, &PeriodContext::default()) == Err(PeriodError::Incomplete);
    seen.len() > 1 && seen.iter().all(is_piece)
}

fn bare_ratios(seen: &[Seen<'_>], mapped: &Mapped<'_>) -> Vec<String> {
    let is_ratio = |line: &Line| matches!(line.unit.measure, Measure::Ratio | Measure::Points);
    let rows = seen.iter().zip(&mapped.lines);
    let bare = rows
        .filter(|(one, line)| !one.figures.bare.is_empty() && one.row.units.is_empty() && line.is_some_and(is_ratio));
    bare.map(|(one, _)| one.row.text.clone()).collect()
}

fn below(grid: &Grid, table: &Table, last: u32) -> Vec<String> {
    let is_last = grid.extent().is_some_and(|extent| table.body.end > extent.last.row);
    let rows = table.body.clone().skip_while(|row| !is_last || *row <= last);
    let first = rows.filter_map(|row| grid.row(row).first());
    let texts = first.filter(|cell| cell.value.text().is_some_and(|text| !text.trim().is_empty()));
    texts
        .map(|cell| format!("{} `{}`", cell.address, text_of(cell).trim()))
        .collect()
}

/// How much a reader is likely to want a table: lines of the template first, then what looks like a statement of
/// income, in money, over several periods.
fn score(seen: &[Seen<'_>], mapped: &Mapped<'_>, columns: &ColumnsLooked, has_note: bool) -> i64 {
    let count = |is: &dyn Fn(&Seen<'_>) -> bool| seen.iter().filter(|one| is(one)).count() as i64;
    let lines = mapped.lines.iter().flatten().count() as i64;
    let income = count(&|one| is_of_income(&one.row.text));
    let shares = count(&|one| is_per_share(&one.row.text));
    let flows = columns.known().count() as i64;
    let of_dates = if columns.dates.is_some() { 6 } else { 0 };
    lines * 20 + income.min(12) * 2 - shares * 3
        + flows.min(8)
        + (seen.len() as i64).min(20) / 4
        + i64::from(has_note) * 3
        - of_dates
}
