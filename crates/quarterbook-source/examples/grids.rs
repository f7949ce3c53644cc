//! Prints what a file holds, one cell a line: `cargo run -p quarterbook-source --example grids FILE`.
#![expect(clippy::print_stdout, reason = "an example shows its result")]

use std::path::Path;

use quarterbook_source::{ReadOptions, read_file};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("name a file")?;
    let workbook = read_file(&path, Path::new(&path), &ReadOptions::default())?;
    println!("{}: {}", path, workbook.format.name());
    for grid in &workbook.sheets {
        println!("sheet {} ({} cells)", grid.sheet, grid.cells().len());
        for cell in grid.cells() {
            println!("{}\t{}", cell.address, cell.printed());
        }
    }
    for note in &workbook.notes {
        println!("{note}");
    }
    Ok(())
}
