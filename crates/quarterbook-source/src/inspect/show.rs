//! A report as a person reads it.

use std::fmt;

use super::{ColumnKind, Report, SheetReport, TableReport};
use crate::Visibility;

/// How many labels of a table are listed.
const LABELS: usize = 12;

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sheets = counted(self.sheets.len(), "sheet");
        writeln!(f, "{}: {}, {sheets}", self.file, self.format.name())?;
        for sheet in &self.sheets {
            show_sheet(sheet, f)?;
        }
        for note in &self.notes {
            writeln!(f, "\n{note}")?;
        }
        write!(
            f,
            "\nTo read it, paste this into quarterbook.toml and name your own lines:\n\n{}",
            self.block
        )
    }
}

fn show_sheet(sheet: &SheetReport, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let name = if sheet.name.is_empty() {
        "(the text)"
    } else {
        &sheet.name
    };
    let extent = sheet.extent.map_or("empty".to_owned(), |extent| {
        let rows = counted(extent.rows() as usize, "row");
        let columns = counted(extent.columns() as usize, "column");
        format!("{extent}, {rows} × {columns}")
    });
    let hidden = match sheet.visibility {
        Visibility::Visible => "",
        Visibility::Hidden => ", hidden",
        Visibility::VeryHidden => ", very hidden",
    };
    writeln!(f, "\n{name}: {extent}{hidden}")?;
    for table in &sheet.tables {
        show_table(table, f)?;
    }
    for column in &sheet.columns {
        let kind = match column.kind {
            ColumnKind::Periods => "periods",
            ColumnKind::Numbers => "numbers",
            ColumnKind::Names => "names",
            ColumnKind::Texts => "texts",
        };
        writeln!(
            f,
            "  {} `{}`: {kind}, such as {}",
            column.address,
            column.header,
            column.samples.join(" | ")
        )?;
    }
    Ok(())
}

fn show_table(table: &TableReport, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    writeln!(f, "  table with its header in row {}", table.header)?;
    for (label, says) in &table.periods {
        writeln!(f, "    period `{label}`: {says}")?;
    }
    if !table.others.is_empty() {
        writeln!(f, "    other columns: {}", table.others.join(", "))?;
    }
    for unit in &table.units {
        writeln!(f, "    unit: {unit}")?;
    }
    let shown: Vec<&str> = table.labels.iter().take(LABELS).map(String::as_str).collect();
    let more = table.labels.len().saturating_sub(LABELS);
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    let rows = counted(table.labels.len(), "row");
    writeln!(f, "    {rows}: {}{more}", shown.join(" | "))
}

/// `1 sheet`, `2 sheets`.
fn counted(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}
