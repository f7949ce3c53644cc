//! An independent recalculation: LibreOffice computes every formula of a workbook afresh, and what it
//! computes is compared with the results the workbook was written with.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, Reader, Xlsx};

/// How far two numbers may be apart, as a part of the larger one: LibreOffice sums in another order.
const RELATIVE_TOLERANCE: f64 = 1e-12;

/// LibreOffice takes the difference of two nearly equal numbers for zero wherever it stands in a formula,
/// Excel only where it is the whole of it. A result this small beside the numbers of its row is such a
/// difference.
const DUST: f64 = 1.0 / (1_u64 << 46) as f64;

/// What a comparison found.
#[derive(Debug, Default)]
pub struct Comparison {
    /// How many formula cells were compared.
    pub formulas: usize,
    /// A line for each that differs: sheet, cell, formula, written and recalculated result.
    pub differences: Vec<String>,
}

/// Lets LibreOffice recalculate the workbook at `path` and compares every formula's result with the one
/// in the file. `scratch` is a folder for LibreOffice's profile and its output.
///
/// # Errors
/// When LibreOffice cannot be run or either file cannot be read.
pub fn compare_with_libreoffice(path: &Path, scratch: &Path) -> Result<Comparison, String> {
    let recalculated = recalculate(path, scratch)?;
    let (written, formulas) = results(path)?;
    let (fresh, _) = results(&recalculated)?;
    let mut comparison = Comparison::default();
    for (cell, formula) in &formulas {
        comparison.formulas += 1;
        let (old, new) = (written.get(cell), fresh.get(cell));
        if !same(old, new) && !is_dust(cell, old, new, &written) {
            let (sheet, address) = cell;
            comparison.differences.push(format!(
                "{sheet}!{address:?} ={formula}: written {}, LibreOffice computes {}",
                shown(old),
                shown(new)
            ));
        }
    }
    Ok(comparison)
}

type Cell = (String, (u32, u32));
type Results = (BTreeMap<Cell, Data>, BTreeMap<Cell, String>);

/// Every cell's value, and every formula, by sheet, row and column (0-based).
fn results(path: &Path) -> Result<Results, String> {
    let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut book = Xlsx::new(BufReader::new(file)).map_err(|error| format!("{}: {error}", path.display()))?;
    let (mut values, mut formulas) = (BTreeMap::new(), BTreeMap::new());
    for sheet in book.sheet_names() {
        let range = book.worksheet_range(&sheet).map_err(|error| error.to_string())?;
        let (row, column) = range.start().unwrap_or_default();
        for (r, c, value) in range.used_cells() {
            values.insert((sheet.clone(), (row + r as u32, column + c as u32)), value.clone());
        }
        let range = book.worksheet_formula(&sheet).map_err(|error| error.to_string())?;
        let (row, column) = range.start().unwrap_or_default();
        for (r, c, formula) in range.used_cells().filter(|(_, _, formula)| !formula.is_empty()) {
            formulas.insert((sheet.clone(), (row + r as u32, column + c as u32)), formula.clone());
        }
    }
    Ok((values, formulas))
}

fn same(old: Option<&Data>, new: Option<&Data>) -> bool {
    match (old.unwrap_or(&Data::Empty), new.unwrap_or(&Data::Empty)) {
        (Data::Empty, Data::String(text)) | (Data::String(text), Data::Empty) => text.is_empty(),
        (old, new) => match (number(old), number(new)) {
            (Some(old), Some(new)) => (old - new).abs() <= RELATIVE_TOLERANCE * old.abs().max(new.abs()),
            _ => old == new,
        },
    }
}

fn is_dust(cell: &Cell, old: Option<&Data>, new: Option<&Data>, written: &BTreeMap<Cell, Data>) -> bool {
    let (Some(old), Some(0.0)) = (old.and_then(number), new.and_then(number)) else {
        return false;
    };
    let (sheet, (row, _)) = cell;
    let of_row = written.range((sheet.clone(), (*row, 0))..(sheet.clone(), (*row + 1, 0)));
    let largest = of_row
        .filter_map(|(_, value)| number(value))
        .fold(0.0, |largest: f64, number| largest.max(number.abs()));
    old.abs() <= DUST * largest
}

fn number(value: &Data) -> Option<f64> {
    match value {
        Data::Float(number) => Some(*number),
        Data::Int(number) => Some(*number as f64),
        Data::DateTime(date) => Some(date.as_f64()),
        _ => None,
    }
}

fn shown(value: Option<&Data>) -> String {
    value.map_or("nothing".to_owned(), |value| format!("{value:?}"))
}

/// The same workbook as LibreOffice saves it after computing everything.
fn recalculate(path: &Path, scratch: &Path) -> Result<PathBuf, String> {
    let profile = scratch.join("profile");
    std::fs::create_dir_all(profile.join("user")).map_err(|error| error.to_string())?;
    std::fs::write(profile.join("user/registrymodifications.xcu"), ALWAYS_RECALCULATE)
        .map_err(|error| error.to_string())?;
    let folder = scratch.join("recalculated");
    let output = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
        .arg(&folder)
        .arg(path)
        .output()
        .map_err(|error| format!("LibreOffice (soffice) cannot be run: {error}"))?;
    let written = folder.join(path.file_name().unwrap_or_default());
    if written.is_file() {
        return Ok(written);
    }
    Err(format!(
        "LibreOffice did not convert {}: {}",
        path.display(),
        String::from_utf8_lossy(&output.stderr)
    ))
}

/// LibreOffice's setting that a file's results are never taken as they are.
const ALWAYS_RECALCULATE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"#;
