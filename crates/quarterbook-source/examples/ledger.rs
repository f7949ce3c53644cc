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
//! as a book does: by quarter and account, with a filter. `make` writes a csv when the name ends so. To compare,
//! run the steps in turn, five times or more, and take the medians.
#![expect(clippy::print_stdout, reason = "an example shows its result")]

use std::error::Error;
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

use calamine::{DataRef, Reader, Xlsx};
use quarterbook_data::{Currency, Label, Line, LineKind, Measure, Scale, Unit, Vocabulary};
use quarterbook_source::{BookPlace, CellValue, ReadOptions, for_each_row, read_file, read_sources};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const COLUMNS: [&str; 9] = [
    "Date",
    "Voucher",
    "Account",
    "Name",
    "Department",
    "Currency",
    "Debit",
    "Credit",
    "Memo",
];
const ROWS: u32 = 1_000_000;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [step, path] = arguments.as_slice() else {
        return Err("write make, calamine, read or sum, and a file".into());
    };
    let start = Instant::now();
    match step.as_str() {
        "make" if Path::new(path).extension().is_some_and(|extension| extension == "csv") => make_csv(path)?,
        "make" => make(path)?,
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
        write!(out, r#"<worksheet xmlns="{namespace}"><sheetData><row r="1">"#)?;
        COLUMNS
            .iter()
            .try_for_each(|name| write!(out, r#"<c t="inlineStr"><is><t>{name}</t></is></c>"#))?;
        write!(out, "</row>")?;
        (0..ROWS).try_for_each(|number| write_row(out, &Entry::new(number)))?;
        write!(out, "</sheetData></worksheet>")
    })?;
    package.finish()?.flush()?;
    Ok(())
}

fn make_csv(path: &str) -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(File::create(path)?);
    writeln!(out, "{}", COLUMNS.join(","))?;
    for number in 0..ROWS {
        let Entry {
            voucher,
            texts: [account, name, department, currency],
            memo,
            cents,
            ..
        } = Entry::new(number);
        let (year, month, day) = (2023 + number % 3, 1 + number % 12, 1 + number % 28);
        let [debit, credit] = cents.map(|cents| format!("{}.{:02}", cents / 100, cents % 100));
        writeln!(
            out,
            "{year}-{month:02}-{day:02},{voucher},分录 entry {account},分录 entry {name},分录 entry {department},\
             分录 entry {currency},{debit},{credit},分录 entry {memo}"
        )?;
    }
    Ok(out.flush()?)
}

/// One row of the ledger.
struct Entry {
    day: u32,
    voucher: u32,
    /// Account, name, department, currency: places in the table of texts.
    texts: [u32; 4],
    cents: [u32; 2],
    memo: u32,
}

impl Entry {
    fn new(number: u32) -> Self {
        let scattered = (number + 1).wrapping_mul(2_654_435_761);
        Self {
            day: 45_000 + number % 900,
            voucher: number + 1,
            texts: [0, 5, 10, 15].map(|shift| (scattered >> shift) % 2_000),
            cents: [0, 3].map(|shift| (scattered >> shift) % 10_000_000),
            memo: scattered % 1_999,
        }
    }
}

fn write_row(out: &mut dyn Write, entry: &Entry) -> std::io::Result<()> {
    let row = entry.voucher + 1;
    write!(
        out,
        r#"<row r="{row}"><c r="A{row}" s="1"><v>{}</v></c><c r="B{row}"><v>{}</v></c>"#,
        entry.day, entry.voucher
    )?;
    for (column, text) in ["C", "D", "E", "F"].iter().zip(entry.texts) {
        write!(out, r#"<c r="{column}{row}" t="s"><v>{text}</v></c>"#)?;
    }
    for (column, cents) in ["G", "H"].iter().zip(entry.cents) {
        let (whole, part) = (cents / 100, cents % 100);
        write!(out, r#"<c r="{column}{row}" s="2"><v>{whole}.{part:02}</v></c>"#)?;
    }
    write!(out, r#"<c r="I{row}" t="s"><v>{}</v></c></row>"#, entry.memo)
}
