//! Evaluates the cells it reads and prints the result of every formula, so that any other engine can be
//! compared with this one from outside.
//!
//! It reads tab-separated lines from standard input or from the file named as its argument:
//!
//! ```text
//! Sheet!A1<TAB>12.5              a number; TRUE, FALSE and error codes are read too
//! Sheet!A2<TAB>'text             a text
//! 'My sheet'!A3<TAB>=A1*2        a formula
//! name<TAB>TaxRate<TAB>=0.15     a defined name
//! table<TAB>tblRev<TAB>Data!A1:F13   a table with its headers in the first row
//! ```
//!
//! and prints `address<TAB>type<TAB>value` for every formula in the order of the lines, with the sheet as the
//! line writes it, followed by the cells over which its array spills. The type is number, text, boolean, error or blank; numbers have 17 significant
//! digits. Lines that cannot be read and formulas that cannot be evaluated are told on standard error, with
//! the number of the line; they and what depends on them have no result. The exit code is 0 when there are
//! none, 1 when formulas could not be evaluated, 2 when lines could not be read.

use std::error::Error;
use std::io::{Read, Write};
use std::process::ExitCode;
use std::sync::Arc;

use quarterbook_data::{CellAddress, CellRange};
use quarterbook_formula::{Excel, Model, Results, SheetId, Table, Value, parse_with};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut text = String::new();
    if let Some(path) = std::env::args_os().nth(1) {
        text = std::fs::read_to_string(path)?;
    } else {
        std::io::stdin().read_to_string(&mut text)?;
    }
    let mut workbook = Workbook::default();
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let lines: Vec<&str> = text.lines().map(|line| line.trim_end_matches('\r')).collect();
    workbook.read(&lines);
    let (results, errors) = workbook.model.evaluate_what_can_be();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (written, sheet, cell) in &workbook.formulas {
        print(&results, written, *sheet, *cell, &mut out)?;
    }
    out.flush()?;
    let mut err = std::io::stderr().lock();
    for problem in &workbook.problems {
        writeln!(err, "{problem}")?;
    }
    for error in &errors {
        writeln!(err, "{error}")?;
    }
    Ok(ExitCode::from(
        match (workbook.problems.is_empty(), errors.is_empty()) {
            (false, _) => 2,
            (true, false) => 1,
            (true, true) => 0,
        },
    ))
}

#[derive(Default)]
struct Workbook {
    model: Model,
    /// The sheet as its line wrote it, and the cell.
    formulas: Vec<(String, SheetId, CellAddress)>,
    /// Formulas without a result, which are not printed.
    problems: Vec<String>,
}

/// What a line says, before formulas are read: they may speak of sheets and names of later lines.
enum Line<'a> {
    /// What the line wrote in front of the `!`, the cell and its content.
    Cell(&'a str, (SheetId, CellAddress), &'a str),
    Name(&'a str, &'a str),
    Table(&'a str, SheetId, CellRange),
}

impl Workbook {
    fn read(&mut self, lines: &[&str]) {
        let mut read = Vec::new();
        for (number, line) in lines.iter().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            match self.read_line(line) {
                Ok(line) => read.push((number + 1, line)),
                Err(message) => self.problems.push(format!("line {}: {message}", number + 1)),
            }
        }
        let names: Vec<Arc<str>> = read
            .iter()
            .filter_map(|(_, line)| match line {
                Line::Name(name, _) => Some(Arc::from(*name)),
                _ => None,
            })
            .collect();
        for (number, line) in &read {
            if let Err(message) = self.enter(line, &names) {
                self.problems.push(format!("line {number}: {message}"));
            }
        }
        for (_, line) in &read {
            if let Line::Table(name, sheet, range) = line {
                let table = table(name, *sheet, *range, &read);
                self.model.add_table(table);
            }
        }
    }

    fn read_line<'a>(&mut self, line: &'a str) -> Result<Line<'a>, String> {
        let (first, rest) = line.split_once('\t').ok_or("expected an address, a tab and a value")?;
        match (first, rest.split_once('\t')) {
            ("name", Some((name, value))) => Ok(Line::Name(name, value)),
            ("table", Some((name, range))) => {
                let (sheet, range) = self.address(range)?;
                let (one, other) = range.split_once(':').ok_or("expected a range such as Data!A1:F13")?;
                Ok(Line::Table(name, sheet, CellRange::new(cell(one)?, cell(other)?)))
            }
            _ => {
                let (sheet, address) = self.address(first)?;
                let written = &first[..first.len() - address.len() - 1];
                Ok(Line::Cell(written, (sheet, cell(address)?), rest))
            }
        }
    }

    /// The sheet of `'My sheet'!A1`, and what stands behind the exclamation mark.
    fn address<'a>(&mut self, text: &'a str) -> Result<(SheetId, &'a str), String> {
        let (sheet, rest) = text
            .rsplit_once('!')
            .ok_or("expected a sheet in front of the address: Sheet1!A1")?;
        let quoted = sheet.strip_prefix('\'').and_then(|sheet| sheet.strip_suffix('\''));
        let name = quoted.map_or_else(|| sheet.to_owned(), |name| name.replace("''", "'"));
        Ok((self.model.sheets.add(&name), rest))
    }

    fn enter(&mut self, line: &Line, names: &[Arc<str>]) -> Result<(), String> {
        match line {
            Line::Cell(written, (sheet, cell), text) => match text.strip_prefix('=') {
                None => self.model.set_value(*sheet, *cell, value(text)),
                Some(formula) => {
                    let mut syntax = Excel::new(*cell, &self.model.sheets).lambdas(names.iter().cloned());
                    match parse_with(formula, &mut syntax) {
                        Ok(tree) => {
                            self.model.set_formula(*sheet, *cell, tree);
                            self.formulas.push(((*written).to_owned(), *sheet, *cell));
                        }
                        Err(error) => {
                            self.model.set_unknown(*sheet, *cell);
                            return Err(error.to_string());
                        }
                    }
                }
            },
            Line::Name(name, text) => {
                let formula = text.strip_prefix('=').unwrap_or(text);
                let mut syntax = Excel::new(CellAddress::new(0, 0), &self.model.sheets).lambdas(names.iter().cloned());
                let tree = parse_with(formula, &mut syntax).map_err(|error| error.to_string())?;
                self.model.define_name(name, tree);
            }
            Line::Table(..) => {}
        }
        Ok(())
    }
}

/// Prints the result of a formula and the cells over which it spills, with the sheet as its line wrote it.
fn print(
    results: &Results,
    written: &str,
    sheet: SheetId,
    cell: CellAddress,
    out: &mut impl Write,
) -> std::io::Result<()> {
    if !results.is_known(sheet, cell) {
        return Ok(());
    }
    let spill = results.spill(sheet, cell).unwrap_or(CellRange::cell(cell));
    for cell in spill.cells() {
        let (kind, text) = typed(results.get(sheet, cell));
        writeln!(out, "{written}!{cell}\t{kind}\t{text}")?;
    }
    Ok(())
}

fn table(name: &str, sheet: SheetId, range: CellRange, lines: &[(usize, Line)]) -> Table {
    let mut columns = vec![Arc::from(""); range.columns() as usize];
    for (_, line) in lines {
        if let Line::Cell(_, (on, cell), text) = line
            && *on == sheet
            && cell.row == range.first.row
            && range.contains(*cell)
        {
            columns[(cell.column - range.first.column) as usize] = Arc::from(text.trim_start_matches('\''));
        }
    }
    Table {
        name: Arc::from(name),
        sheet,
        range,
        columns,
        has_totals: false,
    }
}

fn cell(text: &str) -> Result<CellAddress, String> {
    let plain: String = text.chars().filter(|char| *char != '$').collect();
    plain
        .parse()
        .map_err(|error: quarterbook_data::ParseAddressError| error.to_string())
}

fn value(text: &str) -> Value {
    if let Some(text) = text.strip_prefix('\'') {
        return Value::text(text);
    }
    let number = text.parse().ok().filter(|number: &f64| number.is_finite());
    match (text, number) {
        ("", _) => Value::Blank,
        (_, Some(number)) => Value::Number(number),
        ("TRUE", _) => Value::Bool(true),
        ("FALSE", _) => Value::Bool(false),
        _ => text.parse().map_or_else(|()| Value::text(text), Value::Error),
    }
}

fn typed(value: &Value) -> (&'static str, String) {
    match value {
        Value::Blank => ("blank", String::new()),
        Value::Number(number) => ("number", seventeen_digits(*number)),
        Value::Text(text) => ("text", text.to_string()),
        Value::Bool(true) => ("boolean", "TRUE".to_owned()),
        Value::Bool(false) => ("boolean", "FALSE".to_owned()),
        Value::Error(error) => ("error", error.to_string()),
    }
}

/// As `%.17g` prints it.
fn seventeen_digits(number: f64) -> String {
    let scientific = format!("{number:.16e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let trim = |text: &str| {
        if text.contains('.') {
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        } else {
            text.to_owned()
        }
    };
    if (-5..17).contains(&exponent) {
        trim(&format!("{number:.*}", (16 - exponent) as usize))
    } else {
        let sign = if exponent < 0 { '-' } else { '+' };
        format!("{}e{sign}{:02}", trim(mantissa), exponent.abs())
    }
}
