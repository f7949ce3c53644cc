//! What is in a file that nobody has described yet: sheets, tables, periods, units, labels, oddities, and a
//! `[[source]]` block to begin with.

mod block;
mod list;
mod show;

use quarterbook_data::{CellAddress, CellRange, Problem};

use crate::map::{Caption, Table, caption_of_years, find_tables, labelled_rows, text_of};
use crate::rules::Header;
use crate::{Format, Grid, PeriodContext, PeriodError, Visibility, Workbook, read_period};
pub use list::{ColumnKind, ListColumn};

/// What a file holds, for people; `Display` prints it.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The file's path.
    pub file: String,
    /// What its bytes are.
    pub format: Format,
    /// Its sheets, in the order of their tabs.
    pub sheets: Vec<SheetReport>,
    /// Choices made while reading, and oddities.
    pub notes: Vec<Problem>,
    /// A `[[source]]` block that reads the largest table, to be pasted into quarterbook.toml and edited.
    pub block: String,
}

/// What a sheet holds.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetReport {
    /// Its name; empty for a delimited text.
    pub name: String,
    /// Whether its tab can be seen.
    pub visibility: Visibility,
    /// The range with everything in it.
    pub extent: Option<CellRange>,
    /// Tables with periods across, from the top.
    pub tables: Vec<TableReport>,
    /// The columns of a list, where the sheet has no table with periods across.
    pub columns: Vec<ListColumn>,
}

/// A table with periods across.
#[derive(Debug, Clone, PartialEq)]
pub struct TableReport {
    /// The row of its header, from 1.
    pub header: u32,
    /// Header texts, and the periods they read as or why they do not.
    pub periods: Vec<(String, String)>,
    /// Headers of other columns.
    pub others: Vec<String>,
    /// Whether a header is a date that does not say how long its period is.
    pub has_plain_dates: bool,
    /// Texts above it that state a unit.
    pub units: Vec<String>,
    /// Labels of the rows with figures; behind those that occur more than once, what they stand under.
    pub labels: Vec<String>,
}

/// Looks into a workbook.
pub fn inspect(workbook: &Workbook) -> Report {
    let sheets: Vec<SheetReport> = workbook.sheets.iter().map(inspect_sheet).collect();
    Report {
        file: workbook.file.path.clone(),
        format: workbook.format,
        block: block::block(&workbook.file.path, &sheets),
        notes: workbook.notes.clone(),
        sheets,
    }
}

fn inspect_sheet(grid: &Grid) -> SheetReport {
    let mut tables = find_tables(grid, &PeriodContext::default(), &Header::default(), false);
    tables.retain(|table| !is_list(grid, table));
    let mut tables: Vec<TableReport> = tables.iter().map(|table| inspect_table(grid, table)).collect();
    tables.retain(|table| !table.labels.is_empty());
    SheetReport {
        name: grid.sheet.to_string(),
        visibility: grid.visibility,
        extent: grid.extent(),
        columns: if tables.is_empty() {
            list::columns(grid)
        } else {
            Vec::new()
        },
        tables,
    }
}

/// Whether what looks like a header is a row of a list: its one period has another one below it.
fn is_list(grid: &Grid, table: &Table) -> bool {
    let [column] = table.periods.as_slice() else {
        return false;
    };
    let below = CellAddress::new(column.address.row + 1, column.address.column);
    grid.cell(below).is_some_and(|cell| {
        let read = read_period(&text_of(cell), &PeriodContext::default());
        matches!(read, Ok(_) | Err(PeriodError::Unclear { .. }))
    })
}

fn inspect_table(grid: &Grid, table: &Table) -> TableReport {
    let context = PeriodContext::default();
    let mut has_plain_dates = false;
    let spans = match caption_of_years(table, &context) {
        Some(Caption::Spans(_, spans)) => spans,
        _ => Vec::new(),
    };
    let periods = table.periods.iter().enumerate().map(|(at, column)| {
        let span = spans.get(at).copied().flatten();
        let says = match read_period(&column.label, &context) {
            Ok(reading) => span.unwrap_or(reading.period).to_string(),
            Err(PeriodError::Unclear { message, .. }) => {
                has_plain_dates = true;
                message
            }
            Err(error) => error.to_string(),
        };
        (column.label.clone(), says)
    });
    let periods = periods.collect();
    let rows: Vec<_> = labelled_rows(grid, table, None)
        .into_iter()
        .filter(|row| row.has_figures)
        .collect();
    let labels = rows.iter().map(|row| {
        let is_repeated = rows.iter().filter(|other| other.text == row.text).count() > 1;
        let outer = row.paths[0].len().checked_sub(2).map(|at| row.paths[0][at].clone());
        match outer {
            Some(outer) if is_repeated => format!("{outer} > {}", row.text),
            _ => row.text.clone(),
        }
    });
    let mut units: Vec<String> = table.notes.iter().map(|note| note.words.clone()).collect();
    units.dedup();
    TableReport {
        header: table.header + 1,
        has_plain_dates,
        others: table.others.iter().map(|(_, text)| text.clone()).collect(),
        labels: labels.collect(),
        periods,
        units,
    }
}
