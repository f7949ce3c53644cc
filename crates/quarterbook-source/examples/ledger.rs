//! How fast and in how much memory a ledger is summed, beside calamine's own cell reader. Three steps:
//!
//! ```text
//! cargo run --release -p quarterbook-source --example ledger make ledger.xlsx
//! cargo run --release -p quarterbook-source --example ledger sum ledger.xlsx
//! cargo run --release -p quarterbook-source --example ledger calamine ledger.xlsx
//! ```
#![expect(clippy::print_stdout, reason = "an example shows its result")]

use std::error::Error;
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

use calamine::{DataRef, Reader, Xlsx};
use quarterbook_source::{CellValue, ReadOptions, for_each_row};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const COLUMNS: usize = 9;
const ROWS: u32 = 1_000_000;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [step, path] = arguments.as_slice() else {
        return Err("write make, sum or calamine, and a file".into());
    };
    let start = Instant::now();
    match step.as_str() {
        "make" => make(path)?,
        "sum" => sum(path)?,
        "calamine" => sum_with_calamine(path)?,
        other => return Err(format!("`{other}` is none of make, sum, calamine").into()),
    }
    println!("{:.2} s{}", start.elapsed().as_secs_f64(), peak_memory());
    Ok(())
}

/// The most memory the process ever had, where the system tells.
fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(String::new, |peak| format!(", at most {} of memory", peak.trim()))
}

fn sum(path: &str) -> Result<(), Box<dyn Error>> {
    let mut sums = [0.0; COLUMNS];
    let streamed = for_each_row(path, Path::new(path), &ReadOptions::default(), &|_| true, &mut |row| {
        for cell in row.cells {
            if let CellValue::Number(number) = cell.value {
                sums[cell.address.column as usize] += number;
            }
        }
        ControlFlow::Continue(())
    })?;
    println!("{} rows, {sums:?}", streamed.rows);
    Ok(())
}

fn sum_with_calamine(path: &str) -> Result<(), Box<dyn Error>> {
    let mut sums = [0.0; COLUMNS];
    let mut workbook: Xlsx<_> = Xlsx::new(BufReader::new(File::open(path)?))?;
    let mut cells = workbook.worksheet_cells_reader("Ledger")?;
    while let Some(cell) = cells.next_cell()? {
        if let DataRef::Float(number) = cell.get_value() {
            sums[cell.get_position().1 as usize] += number;
        }
    }
    println!("{sums:?}");
    Ok(())
}

/// Writes a million rows of date, voucher, account, name, department, currency, debit, credit and memo.
fn make(path: &str) -> Result<(), Box<dyn Error>> {
    let texts: Vec<String> = (0..2_000).map(|number| format!("分录 entry {number}")).collect();
    let mut package = ZipWriter::new(BufWriter::new(File::create(path)?));
    let mut part = |name: &str, write: &mut dyn FnMut(&mut dyn Write) -> std::io::Result<()>| {
        package.start_file(name, SimpleFileOptions::default())?;
        write(&mut package).map_err(Box::<dyn Error>::from)
    };
    let namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package_relationships = "http://schemas.openxmlformats.org/package/2006/relationships";
    part("_rels/.rels", &mut |out| {
        write!(
            out,
            r#"<Relationships xmlns="{package_relationships}"><Relationship Id="r1" Type="{relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
        )
    })?;
    part("xl/workbook.xml", &mut |out| {
        write!(
            out,
            r#"<workbook xmlns="{namespace}" xmlns:r="{relationships}"><sheets><sheet name="Ledger" sheetId="1" r:id="r1"/></sheets></workbook>"#
        )
    })?;
    part("xl/_rels/workbook.xml.rels", &mut |out| {
        write!(
            out,
            r#"<Relationships xmlns="{package_relationships}"><Relationship Id="r1" Type="{relationships}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
        )
    })?;
    part("xl/styles.xml", &mut |out| {
        write!(
            out,
            r#"<styleSheet xmlns="{namespace}"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="4"/></cellXfs></styleSheet>"#
        )
    })?;
    part("xl/sharedStrings.xml", &mut |out| {
        write!(out, r#"<sst xmlns="{namespace}" uniqueCount="{}">"#, texts.len())?;
        texts
            .iter()
            .try_for_each(|text| write!(out, "<si><t>{text}</t></si>"))?;
        write!(out, "</sst>")
    })?;
    part("xl/worksheets/sheet1.xml", &mut |out| {
        write!(out, r#"<worksheet xmlns="{namespace}"><sheetData>"#)?;
        (1..=ROWS).try_for_each(|row| write_row(out, row))?;
        write!(out, "</sheetData></worksheet>")
    })?;
    package.finish()?.flush()?;
    Ok(())
}

fn write_row(out: &mut dyn Write, row: u32) -> std::io::Result<()> {
    let scattered = row.wrapping_mul(2_654_435_761);
    write!(
        out,
        r#"<row r="{row}"><c r="A{row}" s="1"><v>{}</v></c>"#,
        45_000 + row % 900
    )?;
    write!(out, r#"<c r="B{row}"><v>{row}</v></c>"#)?;
    for (place, column) in ["C", "D", "E", "F"].iter().enumerate() {
        write!(
            out,
            r#"<c r="{column}{row}" t="s"><v>{}</v></c>"#,
            (scattered >> (place * 5)) % 2_000
        )?;
    }
    for (place, column) in ["G", "H"].iter().enumerate() {
        let cents = (scattered >> (place * 3)) % 10_000_000;
        write!(
            out,
            r#"<c r="{column}{row}" s="2"><v>{}.{:02}</v></c>"#,
            cents / 100,
            cents % 100
        )?;
    }
    write!(out, r#"<c r="I{row}" t="s"><v>{}</v></c></row>"#, scattered % 1_999)
}
