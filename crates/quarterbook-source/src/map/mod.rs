//! Grids and rules → figures, totals and problems.

mod align;
mod aside;
mod bare;
mod beside;
mod captions;
mod cell;
mod columns;
mod derive;
mod doubt;
mod header_rows;
mod headers;
mod label;
mod ledger;
mod long;
mod measured;
mod own_unit;
mod percent;
mod prefer;
mod problems;
mod reading;
mod rows;
mod scaled;
mod settled;
mod slips;
mod table;
mod tags;
mod thousands;
mod totals;
mod unit;
mod wide;

use std::collections::BTreeSet;
use std::sync::Arc;

use quarterbook_data::{CellAddress, Figure, Period, PrintedTotal, Problem, SourceFile, Vocabulary};

use crate::rules::{Pattern, Shape, Source};
use crate::{Cell, CellValue, Cut, DecimalMark, Grid, PeriodContext, Visibility, Workbook, find_period, read_value};
pub(crate) use align::align_all;
pub(crate) use aside::{Aside, aside};
pub(crate) use captions::{Caption, caption_of_years};
pub(crate) use derive::derive;
pub(crate) use long::LongReader;
pub(crate) use prefer::prefer;
pub(crate) use problems::Problems;
pub(crate) use rows::{Row, labelled_rows};
pub(crate) use slips::scale_slips;
pub(crate) use table::{Table, find_tables, text_of};
pub(crate) use totals::is_total_word;

/// A figure with its rank among the feeds of its source, 0 the best.
#[derive(Debug, Clone)]
pub(crate) struct Ranked {
    pub(crate) figure: Figure,
    pub(crate) rank: usize,
}

/// What was read out of workbooks.
#[derive(Debug, Default)]
pub(crate) struct Mapped {
    pub(crate) figures: Vec<Ranked>,
    pub(crate) totals: Vec<PrintedTotal>,
    pub(crate) problems: Problems,
    /// The files of the source at hand that were read.
    pub(crate) files: Vec<Arc<SourceFile>>,
    /// What the ledgers of the source at hand add up to so far.
    sums: ledger::Sums,
    /// Patterns of the source at hand that matched something.
    pub(crate) used: BTreeSet<String>,
    /// Labels that were met in the source at hand.
    pub(crate) labels: BTreeSet<String>,
}

impl Mapped {
    /// Takes the sums over all ledgers of a source as figures, which the report of the newest of them states.
    pub(crate) fn take_sums(&mut self, source: &Source) {
        let mut sums: Vec<Figure> = Vec::new();
        for sum in std::mem::take(&mut self.sums).figures() {
            match sum {
                Ok(figure) => sums.push(figure),
                Err(problem) => self.problems.push(problem),
            }
        }
        let newest = source.as_of.or_else(|| sums.iter().map(|figure| figure.period).max());
        self.figures.extend(sums.into_iter().map(|figure| {
            let reported_in = newest.unwrap_or(figure.period);
            let figure = Figure { reported_in, ..figure };
            Ranked { figure, rank: 0 }
        }));
    }
}

/// What a sheet is read with.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub(crate) source: &'a Source,
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) grid: &'a Grid,
    /// The period that 本期 speaks of.
    pub(crate) as_of: Option<Period>,
}

impl Scope<'_> {
    /// Whether the sheet is a delimited text, which has no name.
    fn is_delimited(self) -> bool {
        self.grid.sheet.is_empty()
    }
}

/// Whether a cell holds a number, or a text that reads as one.
fn is_figure(cell: &Cell) -> bool {
    match &cell.value {
        CellValue::Number(_) => true,
        CellValue::Text(text) if text.contains(|character: char| character.is_ascii_digit()) => {
            read_value(text, DecimalMark::Point).is_ok_and(|reading| reading.amount.number().is_some())
        }
        _ => false,
    }
}

/// `1 field`, `2 fields`.
fn counted(fields: u32) -> String {
    match fields {
        1 => "1 field".to_owned(),
        _ => format!("{fields} fields"),
    }
}

/// The error for a row of a delimited text with a figure right of all that its header names; `header` is how the
/// header falls into fields.
fn more_fields(scope: Scope<'_>, cell: CellAddress, header: Option<Cut>) -> Problem {
    let message = if header.is_some_and(|header| cell.column < header.fields) {
        "a figure under an empty header: a number or a text with a separator in it may be cut in two"
    } else {
        "this row has more fields than its header: a number or a text with a separator in it may be cut in two"
    };
    Problem::error(message)
        .at(scope.grid.place(cell))
        .hint("put such a field in quotes, as in `\"1,234\"`, or give this column a header")
}

/// Reads the figures of one workbook.
pub(crate) fn map_workbook(source: &Source, vocabulary: &Vocabulary, workbook: &Workbook, mapped: &mut Mapped) {
    let grids: Vec<&Grid> = workbook.sheets.iter().filter(|grid| wants(source, grid)).collect();
    if grids.is_empty() {
        mapped.problems.push(no_sheet(source, workbook));
    }
    for grid in grids {
        let as_of = source.as_of.or_else(|| reported_for(grid, &source.context));
        let scope = Scope {
            source,
            vocabulary,
            grid,
            as_of,
        };
        match source.rule.shape {
            Shape::Wide | Shape::Matrix => wide::read(scope, mapped),
            Shape::Long | Shape::Ledger => long::read(scope, mapped),
        }
    }
}

/// Whether a sheet is to be read: one of those named, or any visible one.
pub(crate) fn wants(source: &Source, grid: &Grid) -> bool {
    match &source.rule.sheet {
        None => grid.visibility == Visibility::Visible,
        Some(names) => names
            .texts()
            .iter()
            .any(|name| Pattern::new(name).matches_text(&grid.sheet)),
    }
}

fn no_sheet(source: &Source, workbook: &Workbook) -> Problem {
    let file = quarterbook_data::Place::File(workbook.file.path.clone());
    let names: Vec<String> = workbook.sheets.iter().map(|grid| format!("`{}`", grid.sheet)).collect();
    let wanted = source
        .rule
        .sheet
        .as_ref()
        .map_or(String::new(), |names| names.texts().join("`, `"));
    let message = if wanted.is_empty() {
        "no visible sheet".to_owned()
    } else {
        format!("no sheet named `{wanted}`")
    };
    Problem::error(message)
        .at(file)
        .hint(format!("write one of its sheets under `sheet`: {}", names.join(", ")))
}

/// The period a file reports, from its name or the first lines of a sheet.
pub(crate) fn reported_for(grid: &Grid, context: &PeriodContext) -> Option<Period> {
    let titles = grid.cells().iter().take(12).filter_map(|cell| cell.value.text());
    std::iter::once(grid.file.path.as_str())
        .chain(titles)
        .find_map(|text| find_period(text, context))
        .map(|reading| reading.period)
}
