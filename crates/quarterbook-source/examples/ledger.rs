//! Sums the numbers of every column of a ledger row by row, and tells how long it took:
//! `cargo run --release -p quarterbook-source --example ledger FILE`.
#![expect(clippy::print_stdout, reason = "an example shows its result")]

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

use quarterbook_data::column_name;
use quarterbook_source::{CellValue, ReadOptions, for_each_row};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("name a file")?;
    let start = Instant::now();
    let mut sums = BTreeMap::new();
    let streamed = for_each_row(
        &path,
        Path::new(&path),
        &ReadOptions::default(),
        &|_| true,
        &mut |row| {
            for cell in row.cells {
                if let CellValue::Number(number) = cell.value {
                    *sums.entry(cell.address.column).or_insert(0.0) += number;
                }
            }
            ControlFlow::Continue(())
        },
    )?;
    for (column, sum) in sums {
        println!("{}\t{sum}", column_name(column));
    }
    for note in &streamed.notes {
        println!("{note}");
    }
    println!("{} rows in {:.2} s", streamed.rows, start.elapsed().as_secs_f64());
    Ok(())
}
