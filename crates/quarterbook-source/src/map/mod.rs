//! Grids and rules → figures, totals and problems.

mod align;
mod aside;
mod bare;
mod basis;
mod beside;
mod captions;
mod cell;
mod columns;
mod derive;
mod doubt;
mod explain;
mod header_rows;
mod header_unit;
mod headers;
mod label;
mod ledger;
mod lines;
mod long;
mod measured;
mod over;
mod overlap;
mod own_unit;
mod percent;
mod plain;
mod prefer;
mod problems;
mod reading;
mod report;
mod rows;
mod scaled;
mod settled;
mod slips;
mod sum_words;
mod table;
mod tags;
mod thousands;
mod totals;
mod unit;
mod wide;

use std::collections::BTreeSet;
use std::sync::Arc;

use quarterbook_data::{CellAddress, Figure, Period, PrintedTotal, Problem, SourceFile, Vocabulary};

use crate::period::AsOfDoubt;
use crate::rules::{Pattern, Shape, Source};
use crate::{Cell, CellValue, Cut, DecimalMark, Grid, Visibility, Workbook, read_value};
pub(crate) use align::align_all;
pub(crate) use aside::{Aside, aside};
pub(crate) use captions::{Caption, caption_of_years};
pub(crate) use derive::derive;
pub(crate) use lines::{list, quoted};
pub(crate) use long::{DayOrder, LongReader};
pub(crate) use prefer::prefer;
pub(crate) use problems::Problems;
pub(crate) use report::{Reported, named_by_file, reported_for};
pub(crate) use rows::{Row, labelled_rows};
pub(crate) use scaled::divided_by;
pub(crate) use settled::Settled;
pub(crate) use slips::scale_slips;
pub(crate) use table::{PeriodColumn, Table, find_tables, text_of};
pub(crate) use tags::{Tagged, tagged};
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
    /// The days that the files of the ledger at hand cover.
    overlaps: overlap::Overlaps,
    /// Patterns of the source at hand that matched something.
    pub(crate) used: BTreeSet<String>,
    /// Labels that were met in the source at hand.
    pub(crate) labels: BTreeSet<String>,
}

impl Mapped {
    /// Takes the sums over all ledgers of a source as figures, which the report of the newest of them states.
    pub(crate) fn take_sums(&mut self, source: &Source) {
        let overlaps = std::mem::take(&mut self.overlaps);
        self.problems.extend(overlaps.problems(source));
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

impl Mapped {
    /// Takes what was found while the rows of a ledger passed, before any of their sums are known.
    pub(crate) fn take_passed(&mut self, passed: Self) {
        self.problems.extend(passed.problems.into_vec());
        self.used.extend(passed.used);
        self.labels.extend(passed.labels);
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
    /// Why it is not known.
    pub(crate) doubt: Option<&'a Arc<AsOfDoubt>>,
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

/// Whether the only field of a row is a row of its own, with another separator: `收入;100;200` among commas.
fn is_uncut(text: &str, separator: u8) -> bool {
    let others = [',', ';', '\t', '|', '，', '；']
        .into_iter()
        .filter(|other| *other != char::from(separator));
    let is_figure =
        |piece: &str| read_value(piece, DecimalMark::Point).is_ok_and(|read| read.amount.number().is_some());
    others.into_iter().any(|other| {
        let mut pieces = text.split(other).skip(1).take(50);
        pieces.any(is_figure)
    })
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
        let reported = match source.as_of {
            Some(_) => Reported::default(),
            None => reported_for(grid, &source.context),
        };
        let scope = Scope {
            source,
            vocabulary,
            grid,
            as_of: source.as_of.or(reported.period),
            doubt: reported.doubt.as_ref(),
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
