//! Writes a workbook model as versioned JSON, which is what external exporters read.
//!
//! # The protocol
//! An external exporter is a program. It gets one [`Document`] as JSON in UTF-8 on standard input, up to
//! the end of the input, and answers with the bytes of its file on standard output; exit code 0 says that
//! they are complete. What it writes to standard error is shown to the user. It reads no other file.
//!
//! A program looks at `format` and `version` first and refuses a version it does not know. Within a
//! version fields may be added, so unknown ones are to be ignored; none is removed and none changes its
//! meaning. Fields that would be empty, zero or false are left out.
//!
//! ```json
//! {
//!   "format": "quarterbook-workbook",
//!   "version": 1,
//!   "properties": { "title": "Iluvatar CoreX", "created": "2025-09-30" },
//!   "styles": [{}, { "number-format": "#,##0.0", "bold": true }],
//!   "sheets": [
//!     {
//!       "name": "收入",
//!       "cells": [
//!         { "cell": "A4", "type": "text", "value": "Total" },
//!         { "cell": "F3", "type": "number", "value": 2.24, "style": 1, "origin": "S01 2024.xlsx 摘要!C8" },
//!         { "cell": "F4", "type": "number", "value": 2.24, "style": 1, "formula": "SUM(F3:F3)" }
//!       ],
//!       "columns": [{ "column": "A", "width": 24.0 }],
//!       "freeze": "F3"
//!     }
//!   ],
//!   "names": [{ "name": "TotalRevenue", "target": { "sheet": "收入", "range": "F4" } }]
//! }
//! ```
//!
//! Addresses and ranges are written as in Excel (`F4`, `A1:D30`), columns as letters, rows as 1-based
//! numbers, colours as `#RRGGBB`. `value` is the constant or the formula's result; errors are written as
//! Excel shows them, as a string under the type `error`.

mod chart;
mod convert;
mod document;
mod surroundings;

use quarterbook_book::{ExportError, Exporter, Workbook};
use quarterbook_formula::Value;

pub use chart::{Axis, Chart, Series};
pub use document::{Cell, CellType, Column, Document, FORMAT, Name, Properties, Range, Row, Sheet, Style, VERSION};
pub use surroundings::{ConditionalFormat, Footer, Page, Rows, Sparkline, Validation};

/// The JSON exporter.
#[derive(Debug, Clone, Copy, Default)]
pub struct Json;

impl Exporter for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn extension(&self) -> &'static str {
        "json"
    }

    fn export(&self, workbook: &Workbook) -> Result<Vec<u8>, ExportError> {
        refuse_unwritable_numbers(workbook)?;
        let document = Document::from(workbook);
        let mut bytes = serde_json::to_vec_pretty(&document)
            .map_err(|error| ExportError::new("workbook", format!("cannot be written as JSON: {error}")))?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

/// JSON has neither infinities nor NaN.
fn refuse_unwritable_numbers(workbook: &Workbook) -> Result<(), ExportError> {
    for (sheet, address, cell) in workbook.cells() {
        if let Value::Number(number) = cell.content.value()
            && !number.is_finite()
        {
            let message = format!("{number} is not a number JSON has; use an error value such as #NUM!");
            return Err(ExportError::new(format!("{}!{address}", sheet.name), message));
        }
    }
    Ok(())
}
