//! Workbooks that were written, read back to be compared and traced.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jiff::civil::{DateTime, date};
use quarterbook_book::diff::{Snapshot, SnapshotCell, SnapshotSheet};
use quarterbook_data::{CellAddress, Place, Problem};
use quarterbook_formula::Value;
use quarterbook_source::{CellValue, Grid, ReadOptions, read_with_formulas, reason};

use crate::load::shown;

/// The cells of a written workbook.
pub(crate) fn read_snapshot(path: &Path) -> Result<Snapshot, Problem> {
    let label = shown(path);
    let bytes = fs::read(path).map_err(|error| {
        Problem::error(format!("the workbook cannot be read: {}", reason(&error)))
            .at(Place::File(label.clone()))
            .hint("name a workbook that quarterbook wrote")
    })?;
    let read = read_with_formulas(&label, &bytes, &ReadOptions::default())?;
    let none = BTreeMap::new();
    let sheets = read
        .workbook
        .sheets
        .iter()
        .map(|grid| sheet(grid, read.formulas.get(&*grid.sheet).unwrap_or(&none)));
    Ok(Snapshot {
        sheets: sheets.collect(),
    })
}

fn sheet(grid: &Grid, formulas: &BTreeMap<CellAddress, String>) -> SnapshotSheet {
    let mut cells: BTreeMap<CellAddress, SnapshotCell> = grid
        .cells()
        .iter()
        .map(|cell| {
            (
                cell.address,
                SnapshotCell {
                    value: value(&cell.value),
                    formula: None,
                },
            )
        })
        .collect();
    for (address, formula) in formulas {
        // A formula that gives an empty text has no value in the grid.
        let empty = || SnapshotCell {
            value: Value::text(""),
            formula: None,
        };
        cells.entry(*address).or_insert_with(empty).formula = Some(formula.clone());
    }
    SnapshotSheet {
        name: grid.sheet.to_string(),
        cells,
    }
}

fn value(value: &CellValue) -> Value {
    match value {
        CellValue::Number(number) => Value::Number(*number),
        CellValue::Text(text) => Value::Text(text.clone()),
        CellValue::Bool(bool) => Value::Bool(*bool),
        CellValue::Date(date) => Value::Number(serial(*date)),
        CellValue::Error(error) => error.parse().map_or_else(|()| Value::text(error), Value::Error),
    }
}

/// The serial number of a date and time in the 1900 system, from 1 March 1900 on.
fn serial(moment: DateTime) -> f64 {
    let since = moment.duration_since(date(1899, 12, 30).at(0, 0, 0, 0));
    since.as_secs_f64() / 86_400.0
}
