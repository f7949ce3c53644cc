//! A written .xlsx, read back by another library and held against the model it was written from.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use calamine::{Data, Reader, Xlsx};
use serde_json::Value;

/// One cell as a reader sees it: its type, its value and its formula.
type Seen = (String, String);

/// What the .xlsx and the JSON of the same workbook say differently: a line for each cell that one of
/// them has and the other has not, or has otherwise. Formulas are compared as text.
///
/// # Panics
/// When either file cannot be read.
pub fn differences(xlsx: &Path, json: &Path) -> Vec<String> {
    let (written, modelled) = (cells_of_xlsx(xlsx), cells_of_json(json));
    let addresses: std::collections::BTreeSet<_> = written.keys().chain(modelled.keys()).collect();
    addresses
        .into_iter()
        .filter(|address| written.get(*address) != modelled.get(*address))
        .map(|address| {
            format!(
                "{address}: file {:?}, model {:?}",
                written.get(address),
                modelled.get(address)
            )
        })
        .collect()
}

fn cells_of_xlsx(path: &Path) -> BTreeMap<String, Seen> {
    let file = BufReader::new(File::open(path).expect("the workbook was written"));
    let mut book = Xlsx::new(file).expect("the workbook can be read");
    let mut cells = BTreeMap::new();
    for sheet in book.sheet_names() {
        let values = book.worksheet_range(&sheet).expect("the sheet can be read");
        let (row, column) = values.start().unwrap_or_default();
        for (r, c, value) in values.used_cells() {
            cells.insert(
                address(&sheet, row + r as u32, column + c as u32),
                (seen(value), String::new()),
            );
        }
        let formulas = book.worksheet_formula(&sheet).expect("the sheet can be read");
        let (row, column) = formulas.start().unwrap_or_default();
        for (r, c, formula) in formulas.used_cells().filter(|(_, _, formula)| !formula.is_empty()) {
            let address = address(&sheet, row + r as u32, column + c as u32);
            cells
                .entry(address)
                .or_insert_with(|| ("text ".to_owned(), String::new()))
                .1 = plain(formula);
        }
    }
    cells
}

fn address(sheet: &str, row: u32, column: u32) -> String {
    format!("{sheet}!{}", quarterbook_data::CellAddress::new(row, column))
}

fn seen(value: &Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::Float(number) => format!("number {number:e}"),
        Data::Int(number) => format!("number {:e}", *number as f64),
        Data::DateTime(date) => format!("number {:e}", date.as_f64()),
        Data::Bool(bool) => format!("boolean {bool}"),
        Data::Error(error) => format!("error {error}"),
        other => format!("text {other}"),
    }
}

fn cells_of_json(path: &Path) -> BTreeMap<String, Seen> {
    let text = std::fs::read_to_string(path).expect("the model was written");
    let document: Value = serde_json::from_str(&text).expect("the model is JSON");
    let sheets = document["sheets"].as_array().cloned().unwrap_or_default();
    sheets
        .iter()
        .flat_map(|sheet| {
            let name = sheet["name"].as_str().unwrap_or_default().to_owned();
            let cells = sheet["cells"].as_array().cloned().unwrap_or_default();
            cells.into_iter().filter_map(move |cell| {
                let address = format!("{name}!{}", cell["cell"].as_str()?);
                let kind = cell["type"].as_str().filter(|kind| *kind != "blank")?;
                let value = match &cell["value"] {
                    Value::Number(number) => format!("number {:e}", number.as_f64()?),
                    Value::Bool(bool) => format!("boolean {bool}"),
                    other => format!("{kind} {}", other.as_str().unwrap_or_default()),
                };
                Some((address, (value, plain(cell["formula"].as_str().unwrap_or_default()))))
            })
        })
        .collect()
}

/// A formula as shown: without the prefixes that the file needs.
fn plain(formula: &str) -> String {
    formula
        .replace("_xlfn.", "")
        .replace("_xlws.", "")
        .replace("_xlpm.", "")
}
