//! A report as a person reads it.

use std::fmt;

use super::{ColumnKind, ColumnsLooked, Draft, Report, SheetReport, TableReport, members_table};
use crate::Visibility;

/// How many labels of a table are listed.
const LABELS: usize = 12;

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sheets = counted(self.sheets.len(), "sheet");
        writeln!(f, "{}: {}, {sheets}", self.file, self.format.name())?;
        let is_bare = |sheet: &&SheetReport| sheet.tables.is_empty() && sheet.columns.is_empty();
        for sheet in self.sheets.iter().filter(|sheet| !is_bare(sheet)) {
            show_sheet(sheet, f)?;
        }
        let bare: Vec<String> = self.sheets.iter().filter(is_bare).map(named).collect();
        if !bare.is_empty() {
            writeln!(f, "\nno table of figures: {}", bare.join(", "))?;
        }
        for note in &self.notes {
            writeln!(f, "\n{note}")?;
        }
        show_drafts(&self.drafts, self.about.year_end, f)
    }
}

fn show_drafts(drafts: &[Draft], year_end: Option<u8>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if drafts.is_empty() {
        return f.write_str(
            "\nNo row has two cells that read as periods, and no list has a column of them.\n\
             In a [[source]], say where the table is with `sheet`, `header` and `rows`, or mend what is no period.\n",
        );
    }
    let blocks = if drafts.len() == 1 { "this" } else { "these" };
    write!(f, "\nTo read it, paste {blocks} into quarterbook.toml:\n")?;
    if !drafts.iter().any(Draft::reads) {
        writeln!(
            f,
            "(No label is known to be a line of the template: name at least one row.)"
        )?;
    }
    for draft in drafts {
        write!(f, "\n{draft}")?;
    }
    for (dimension, members) in drafts.iter().flat_map(|draft| &draft.members) {
        write!(
            f,
            "\n# The members that its labels name, as far as the book has none yet:\n"
        )?;
        for line in members_table(dimension, members, year_end).lines() {
            writeln!(f, "# {line}")?;
        }
    }
    Ok(())
}

/// A sheet's name, and how it is hidden.
fn named(sheet: &SheetReport) -> String {
    let name = if sheet.name.is_empty() {
        "(the text)"
    } else {
        &sheet.name
    };
    format!("{name}{}", hidden(sheet.visibility))
}

fn hidden(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Visible => "",
        Visibility::Hidden => ", hidden",
        Visibility::VeryHidden => ", very hidden",
    }
}

fn show_sheet(sheet: &SheetReport, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let extent = sheet.extent.map_or("empty".to_owned(), |extent| {
        let rows = counted(extent.rows() as usize, "row");
        let columns = counted(extent.columns() as usize, "column");
        format!("{extent}, {rows} × {columns}")
    });
    let name = if sheet.name.is_empty() {
        "(the text)"
    } else {
        &sheet.name
    };
    writeln!(f, "\n{name}: {extent}{}", hidden(sheet.visibility))?;
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
        if !column.unclear.is_empty() {
            writeln!(f, "    periods, but for {}", column.unclear.join(" | "))?;
        }
    }
    Ok(())
}

fn show_table(table: &TableReport, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    writeln!(f, "  table with its header in row {}", table.header)?;
    show_columns(&table.columns, f)?;
    if table.is_matrix {
        writeln!(f, "    a matrix: the rows are parts of the years across")?;
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
    writeln!(f, "    {rows}: {}{more}", shown.join(" | "))?;
    if !table.bare_ratios.is_empty() {
        let rows = table.bare_ratios.join(" | ");
        writeln!(
            f,
            "    bare numbers, per cents or fractions of one, which `unit` has to say: {rows}"
        )?;
    }
    for doubt in &table.doubts {
        writeln!(f, "    doubtful: {doubt}")?;
    }
    if !table.below.is_empty() {
        writeln!(f, "    below the figures, never read: {}", table.below.join(", "))?;
    }
    Ok(())
}

fn show_columns(columns: &ColumnsLooked, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let order = if columns.is_newest_first() {
        ", newest first"
    } else {
        ""
    };
    writeln!(f, "    {}{order}", counted(columns.periods.len(), "period"))?;
    for column in &columns.periods {
        let says = column.period.map_or(String::new(), |period| period.to_string());
        let doubt = match (&columns.dates, says.is_empty()) {
            (Some(dates), false) => format!(", taking dates for {dates} ends"),
            _ => column.doubt.clone(),
        };
        let twice = if column.is_twice { ", a second time" } else { "" };
        writeln!(f, "      `{}`: {says}{doubt}{twice}", column.label)?;
    }
    for (what, list) in [
        ("growth columns, never read", &columns.growth),
        ("columns of notes", &columns.notes),
        ("other columns", &columns.others),
    ] {
        if !list.is_empty() {
            writeln!(f, "    {what}: {}", list.join(", "))?;
        }
    }
    Ok(())
}

/// `1 sheet`, `2 sheets`.
fn counted(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}
