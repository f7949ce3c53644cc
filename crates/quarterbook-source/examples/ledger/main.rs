//! How fast and in how much memory a ledger of a million rows is read and summed, beside calamine's own cell reader:
//!
//! ```text
//! cargo run --release -p quarterbook-source --example ledger make ledger.xlsx
//! cargo run --release -p quarterbook-source --example ledger calamine ledger.xlsx
//! cargo run --release -p quarterbook-source --example ledger read ledger.xlsx
//! cargo run --release -p quarterbook-source --example ledger sum ledger.xlsx
//! ```
//!
//! `calamine` goes through the cells with calamine alone, `read` hands over the rows, `sum` makes figures of them
//! as a book does: by quarter and account, with a filter. `make` writes xlsx, or xlsb or csv where the name ends so;
//! `calamine` reads the first two. To compare, run the steps in turn, five times or more, and take the medians.
#![expect(clippy::print_stdout, reason = "an example shows its result")]

use std::error::Error;
use std::fs::File;
use std::io::BufReader;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

use calamine::{DataRef, Reader, Xlsb, Xlsx};
use make::{COLUMNS, make};
use quarterbook_data::{Currency, Label, Line, LineKind, Measure, Scale, Unit, Vocabulary};
use quarterbook_source::{BookPlace, CellValue, ReadOptions, for_each_row, read_file, read_sources};

#[path = "../../tests/common/mod.rs"]
mod common;
mod make;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [step, path] = arguments.as_slice() else {
        return Err("write make, calamine, read or sum, and a file".into());
    };
    let start = Instant::now();
    match step.as_str() {
        "make" => make(Path::new(path))?,
        "calamine" => read_with_calamine(path)?,
        "read" => read(path)?,
        "sum" => sum(path)?,
        other => return Err(format!("`{other}` is none of make, calamine, read, sum").into()),
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

fn read(path: &str) -> Result<(), Box<dyn Error>> {
    let mut sums = [0.0; COLUMNS.len()];
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

fn sum(path: &str) -> Result<(), Box<dyn Error>> {
    let path = Path::new(path);
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let book = format!(
        r#"
        [[source]]
        files = "{name}"
        shape = "ledger"
        unit = "CNY"
        dates = "quarter"
        columns = {{ period = "Date", line = "Account", value = "Credit" }}
        where = {{ Department = "!分录 entry 7" }}
        rows = {{ "分录 entry 1*" = "revenue" }}
        "#
    );
    let folder = path.parent().unwrap_or(Path::new("."));
    let place = BookPlace {
        path: "quarterbook.toml",
        text: &book,
        folder,
        writes: &[],
    };
    let read = read_sources(place, &vocabulary()?, None, &read_file, &mut |_| {});
    for figure in &read.figures {
        println!("{} {}: {}", figure.series, figure.period, figure.origin.printed);
    }
    read.problems.iter().for_each(|problem| println!("{problem}"));
    Ok(())
}

/// One line of money.
fn vocabulary() -> Result<Vocabulary, Box<dyn Error>> {
    let currency: Currency = "CNY".parse().map_err(|_| "CNY is no currency")?;
    let revenue = Line {
        name: "revenue".into(),
        label: Label::plain("revenue"),
        kind: LineKind::Flow,
        unit: Unit::new(Measure::Money(currency), Scale::MILLION),
        dimensions: Vec::new(),
    };
    Ok(Vocabulary {
        lines: [(revenue.name.clone(), revenue)].into(),
        ..Vocabulary::default()
    })
}

fn read_with_calamine(path: &str) -> Result<(), Box<dyn Error>> {
    let mut sums = [0.0; COLUMNS.len()];
    let mut add = |cell: &calamine::Cell<DataRef<'_>>| {
        if let DataRef::Float(number) = cell.get_value() {
            sums[cell.get_position().1 as usize] += number;
        }
    };
    let file = BufReader::new(File::open(path)?);
    if Path::new(path).extension().is_some_and(|extension| extension == "xlsb") {
        let mut workbook: Xlsb<_> = Xlsb::new(file)?;
        let mut cells = workbook.worksheet_cells_reader(&first_sheet(&workbook))?;
        while let Some(cell) = cells.next_cell()? {
            add(&cell);
        }
    } else {
        let mut workbook: Xlsx<_> = Xlsx::new(file)?;
        let mut cells = workbook.worksheet_cells_reader(&first_sheet(&workbook))?;
        while let Some(cell) = cells.next_cell()? {
            add(&cell);
        }
    }
    println!("{sums:?}");
    Ok(())
}

fn first_sheet<R: Reader<BufReader<File>>>(workbook: &R) -> String {
    workbook.sheet_names().into_iter().next().unwrap_or_default()
}
