//! The formulas of an Excel workbook, for comparing and tracing workbooks.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Reader, Xlsx};
use quarterbook_data::CellAddress;

use crate::guarded::guarded;
use crate::refusal::{Refusal, refuse, refuse_damaged};
use crate::xlsx::plain_name;
use crate::{Format, ReadOptions, Workbook, read};

/// A workbook with its values, and the text of every formula by sheet and cell, as the file stores it:
/// without `=`, with `_xlfn.` and the like.
#[derive(Debug, Clone, PartialEq)]
pub struct WithFormulas {
    /// The values.
    pub workbook: Workbook,
    /// The formulas, by sheet.
    pub formulas: BTreeMap<String, BTreeMap<CellAddress, String>>,
}

/// Reads an xlsx or xlsm with its formulas from its bytes. Errors are those of [`read`]; a file of another
/// format is one too.
pub fn read_with_formulas(label: &str, bytes: &[u8], options: &ReadOptions) -> Result<WithFormulas, Refusal> {
    let workbook = read(label, bytes, options)?;
    if workbook.format != Format::Xlsx {
        let message = format!(
            "formulas can be read from xlsx files only, and this is {}",
            workbook.format.name()
        );
        return Err(refuse(label, message, "save it as .xlsx"));
    }
    // Reading the values has settled that the file keeps within the limits.
    let formulas = guarded(label, || {
        let mut xlsx: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| refuse_damaged(label, error))?;
        let names = xlsx.sheet_names();
        names
            .into_iter()
            .filter(|name| workbook.sheet(&plain_name(name)).is_some())
            .map(|name| Ok((plain_name(&name).to_string(), sheet_formulas(label, &mut xlsx, &name)?)))
            .collect::<Result<_, Refusal>>()
    })?;
    Ok(WithFormulas { workbook, formulas })
}

fn sheet_formulas(
    label: &str,
    xlsx: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &str,
) -> Result<BTreeMap<CellAddress, String>, Refusal> {
    let damaged = |error| refuse_damaged(label, error);
    let mut cells = xlsx.worksheet_cells_reader(sheet).map_err(damaged)?;
    let mut formulas = BTreeMap::new();
    while let Some(cell) = cells.next_formula().map_err(damaged)? {
        let (row, column) = cell.get_position();
        if !cell.get_value().is_empty() {
            formulas.insert(CellAddress::new(row, column), cell.get_value().clone());
        }
    }
    Ok(formulas)
}
