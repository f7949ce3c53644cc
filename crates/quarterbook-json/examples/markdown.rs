//! An exporter of one's own: the sheets of a workbook as Markdown tables.
//!
//! ```sh
//! cargo build -p quarterbook-json --example markdown
//! cargo run -- build examples/iluvatar --to target/debug/examples/markdown   # writes iluvatar.markdown
//! ```

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::io::{self, Write as _};

use quarterbook_data::{CellAddress, column_name};
use quarterbook_json::{Document, FORMAT, Sheet, VERSION};
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let document: Document = serde_json::from_reader(io::stdin().lock())?;
    if document.format != FORMAT || document.version != VERSION {
        return Err(format!("version {} of {} is not known here", document.version, document.format).into());
    }
    io::stdout().write_all(markdown(&document)?.as_bytes())?;
    Ok(())
}

/// Every sheet under its name.
fn markdown(document: &Document) -> Result<String, Box<dyn Error>> {
    let mut text = format!("# {}\n", document.properties.title);
    for sheet in &document.sheets {
        write!(text, "\n## {}\n\n{}", sheet.name, table(sheet)?)?;
    }
    Ok(text)
}

/// A sheet's cells under the letters of their columns; a number as it is, not as its format shows it.
fn table(sheet: &Sheet) -> Result<String, Box<dyn Error>> {
    let mut rows: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
    for cell in &sheet.cells {
        let at: CellAddress = cell.cell.parse()?;
        let shown = match &cell.value {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        rows.entry(at.row)
            .or_default()
            .insert(at.column, shown.replace('|', "\\|").replace('\n', " "));
    }
    let Some(last) = rows.values().filter_map(|row| row.keys().next_back()).max() else {
        return Ok(String::new());
    };
    let mut text = String::new();
    let columns: Vec<String> = (0..=*last).map(column_name).collect();
    writeln!(
        text,
        "| | {} |\n|---|{}",
        columns.join(" | "),
        "---|".repeat(columns.len())
    )?;
    for (row, cells) in &rows {
        let cells: Vec<&str> = (0..=*last)
            .map(|column| cells.get(&column).map_or("", String::as_str))
            .collect();
        writeln!(text, "| {} | {} |", row + 1, cells.join(" | "))?;
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_a_table_whose_texts_stay_texts() {
        let document: Document = serde_json::from_str(
            r#"{
                "format": "quarterbook-workbook", "version": 1, "styles": [{}],
                "properties": { "title": "Example Corp" },
                "sheets": [{ "name": "Revenue", "cells": [
                    { "cell": "A1", "type": "text", "value": "a | b" },
                    { "cell": "B1", "type": "blank", "value": null },
                    { "cell": "C2", "type": "number", "value": 2.5, "formula": "1+1.5" }
                ] }]
            }"#,
        )
        .expect("a document");
        assert_eq!(
            markdown(&document).expect("tables"),
            "# Example Corp\n\n## Revenue\n\n| | A | B | C |\n|---|---|---|---|\n| 1 | a \\| b |  |  |\n| 2 |  |  | 2.5 |\n"
        );
    }
}
