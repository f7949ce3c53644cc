//! A workbook as text, one cell a line, for snapshots.

use std::fmt::Write as _;
use std::ops::RangeInclusive;

use quarterbook_data::column_name;
use quarterbook_source::{Cell, CellValue, Grid, ReadOptions, Visibility, Workbook, read};

/// What reading gives: the cells, or the refusal as a user sees it.
pub fn listing(label: &str, bytes: &[u8], options: &ReadOptions) -> String {
    match read(label, bytes, options) {
        Ok(workbook) => workbook_listing(&workbook),
        Err(refusal) => refusal.to_string(),
    }
}

pub fn workbook_listing(workbook: &Workbook) -> String {
    let mut text = format!("{}\n", workbook.format.name());
    for grid in &workbook.sheets {
        text.push_str(&sheet_line(grid));
        for cell in grid.cells() {
            text.push_str(&cell_line(cell));
        }
    }
    for note in &workbook.notes {
        let _ = writeln!(text, "{note}");
    }
    text
}

fn sheet_line(grid: &Grid) -> String {
    let mut line = format!("sheet `{}`", grid.sheet);
    if let Some(extent) = grid.extent() {
        let _ = write!(line, " {extent}");
    }
    match grid.visibility {
        Visibility::Visible => {}
        Visibility::Hidden => line.push_str(", hidden"),
        Visibility::VeryHidden => line.push_str(", very hidden"),
    }
    for merge in &grid.merges {
        let _ = write!(line, ", merged {merge}");
    }
    let rows = |rows: &RangeInclusive<u32>| format!("{}:{}", rows.start() + 1, rows.end() + 1);
    for hidden in &grid.hidden_rows {
        let _ = write!(line, ", hidden rows {}", rows(hidden));
    }
    for hidden in &grid.hidden_columns {
        let _ = write!(
            line,
            ", hidden columns {}:{}",
            column_name(*hidden.start()),
            column_name(*hidden.end())
        );
    }
    line + "\n"
}

fn cell_line(cell: &Cell) -> String {
    let kind = match &cell.value {
        CellValue::Number(number) => format!("number {number}"),
        CellValue::Text(text) => format!("text {text:?}"),
        CellValue::Bool(_) => "boolean".to_owned(),
        CellValue::Date(date) => format!("date {date}"),
        CellValue::Error(_) => "error".to_owned(),
    };
    let mut line = format!("{}\t{kind}", cell.address);
    if !matches!(cell.value, CellValue::Text(_)) {
        let _ = write!(line, "\t{}", cell.printed());
    }
    if let Some(format) = &cell.number_format {
        let _ = write!(line, "\t{format}");
    }
    if cell.indent > 0 {
        let _ = write!(line, "\tindented {}", cell.indent);
    }
    line + "\n"
}
