//! Writes a workbook model as text, one line a cell: what snapshots record and what a reviewer diffs.
//!
//! ```text
//! # Revenue
//! F3      2.24                                                               [#,##0.0]  ← S01 2024.xlsx 摘要!C8
//! A5      "Total"
//! F5      =SUM(F3:F4)                               → 3.79                   [#,##0.0]
//!
//! freeze       D3
//! chart        stacked column "Revenue by line" at A12, 480×320, legend
//! ```
//!
//! Columns are as wide as they are whatever stands in them, so that one changed cell changes one line.

mod cell;
mod chart;
mod sheet;
mod value;

use std::fmt::Write;

use quarterbook_book::workbook::{DefinedName, Properties, Sheet};
use quarterbook_book::{ExportError, Exporter, Workbook};

pub use value::{typed_line, typed_lines};

/// The text exporter.
///
/// Sheets come in the order of their tabs, each with its cells row by row and then what surrounds them:
/// widths, panes, print set-up, conditional formats, charts with every point. Cells that only have a look
/// are left out. Texts are quoted, with line breaks and control characters escaped; numbers are the
/// shortest that read back the same.
#[derive(Debug, Clone, Copy, Default)]
pub struct Text;

impl Exporter for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn extension(&self) -> &'static str {
        "txt"
    }

    fn export(&self, workbook: &Workbook) -> Result<Vec<u8>, ExportError> {
        let mut out = String::new();
        properties(&mut out, &workbook.properties);
        for sheet in &workbook.sheets {
            cells(&mut out, workbook, sheet);
            sheet::surroundings(&mut out, workbook, sheet);
        }
        names(&mut out, &workbook.names);
        Ok(out.into_bytes())
    }
}

fn properties(out: &mut String, properties: &Properties) {
    let texts = [
        ("title", &properties.title),
        ("subject", &properties.subject),
        ("comments", &properties.comments),
    ];
    for (word, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        entry(out, word, &value::quoted(text));
    }
    if let Some((year, month, day)) = properties.created {
        entry(out, "created", &format!("{year:04}-{month:02}-{day:02}"));
    }
}

fn cells(out: &mut String, workbook: &Workbook, sheet: &Sheet) {
    let _ = writeln!(out, "\n# {}", value::escaped(&sheet.name));
    for (address, cell) in &sheet.cells {
        if let Some(line) = cell::line(workbook, *address, cell) {
            let _ = writeln!(out, "{line}");
        }
    }
}

fn names(out: &mut String, names: &[DefinedName]) {
    if !names.is_empty() {
        out.push_str("\n# names\n");
    }
    for name in names {
        let mut line = format!("{} = {}", name.name, value::range(&name.target));
        if !name.comment.is_empty() {
            let _ = write!(line, "  {}", value::quoted(&name.comment));
        }
        let _ = writeln!(out, "{line}");
    }
}

/// A line of a word and what it says.
fn entry(out: &mut String, word: &str, text: &str) {
    let _ = writeln!(out, "{word:<13}{text}");
}
