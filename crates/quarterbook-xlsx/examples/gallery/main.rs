//! Writes a workbook that uses everything the exporter can: `cargo run --example gallery -- FILE`.

mod model;

use std::error::Error;

use quarterbook_book::Exporter;
use quarterbook_xlsx::Xlsx;

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("usage: gallery FILE")?;
    let bytes = Xlsx.export(&model::workbook())?;
    std::fs::write(file, bytes)?;
    Ok(())
}
