//! What formulas give: every table in `tests/golden`, with the source of each expectation.
//!
//! A table is a text file of tab-separated lines. Lines of three parts are cases: formula, expected result,
//! source of the expectation. Lines of two parts set the cells that the cases below them may read: an address
//! and a value or formula, as in `examples/calc.rs`. `#` begins a comment. An expected result is written as in
//! a formula: `"text"`, TRUE, an error, `{1,2;3,4}` for an array that spills, or a number:
//!
//! - `12.5`: this number, to the last bit;
//! - `2.71828182845905`, with 15 significant digits: a number that Excel shows so;
//! - `~12.35`: a number that rounds to these decimals, where the source prints no more.

#![allow(clippy::unwrap_used, reason = "a test ends where its table is wrong")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use quarterbook_data::CellAddress;
use quarterbook_formula::{Model, Results, SheetId, Value, parse};

/// Where the formula of a case stands: far from the cells it reads.
const PLACE: &str = "ZZ1000";

#[test]
fn formulas_give_what_excel_gives() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut tables: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    tables.sort();
    assert!(!tables.is_empty());
    let failures: String = tables.iter().map(|table| check_table(table)).collect();
    assert!(failures.is_empty(), "\n{failures}");
}

fn check_table(path: &Path) -> String {
    let mut failures = String::new();
    let mut cells: Vec<(String, String)> = Vec::new();
    for (number, line) in fs::read_to_string(path).unwrap().lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let parts: Vec<&str> = line.split('\t').collect();
        let place = format!("{}:{}", path.file_name().unwrap().to_string_lossy(), number + 1);
        match parts[..] {
            [address, content] => cells.push((address.to_owned(), content.to_owned())),
            [formula, expected, source] => {
                assert!(!source.is_empty(), "{place}: no source");
                let found = evaluate(&cells, formula);
                if !is_expected(&found, expected) {
                    writeln!(failures, "{place}: {formula}\n    gives {found}\n    not   {expected}").unwrap();
                }
            }
            _ => panic!("{place}: expected 2 or 3 parts"),
        }
    }
    failures
}

fn is_expected(found: &str, expected: &str) -> bool {
    if let Some(rounded) = expected.strip_prefix('~') {
        let decimals = rounded.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        return found
            .parse::<f64>()
            .is_ok_and(|number| format!("{number:.decimals$}") == rounded);
    }
    match (found.parse::<f64>(), expected.parse::<f64>()) {
        (Ok(found), Ok(number)) if significant_digits(expected) == 15 => {
            format!("{found:.14e}") == format!("{number:.14e}")
        }
        // Not as in a formula, which would stop at 15 digits.
        (Ok(found), Ok(number)) => found == number,
        // As a formula, so that `{0.10}` and `{0.1}` are the same.
        _ => found == evaluate(&[], &format!("={expected}")),
    }
}

fn significant_digits(number: &str) -> usize {
    let mantissa = number.split(['E', 'e']).next().unwrap_or_default();
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').len()
}

fn evaluate(cells: &[(String, String)], formula: &str) -> String {
    let mut model = Model::new();
    let sheet = model.sheets.add("S");
    for (address, content) in cells {
        enter(&mut model, sheet, address.parse().unwrap(), content);
    }
    let place = PLACE.parse().unwrap();
    enter(&mut model, sheet, place, formula);
    match model.evaluate() {
        Ok(results) => show(&results, sheet, place),
        Err(errors) => format!("{errors:?}"),
    }
}

fn enter(model: &mut Model, sheet: SheetId, cell: CellAddress, content: &str) {
    if let Some(formula) = content.strip_prefix('=') {
        match parse(formula, cell, &model.sheets) {
            Ok(tree) => model.set_formula(sheet, cell, tree),
            Err(error) => panic!("{formula}: {error}"),
        }
    } else if let Some(text) = content.strip_prefix('\'') {
        model.set_value(sheet, cell, Value::text(text));
    } else if let Ok(number) = content.parse::<f64>() {
        model.set_value(sheet, cell, number);
    } else if let Ok(error) = content.parse() {
        model.set_value(sheet, cell, Value::Error(error));
    } else {
        model.set_value(sheet, cell, Value::Bool(content == "TRUE"));
    }
}

fn show(results: &Results, sheet: SheetId, cell: CellAddress) -> String {
    let Some(range) = results.spill(sheet, cell) else {
        return show_value(results.get(sheet, cell));
    };
    let mut shown = String::from("{");
    for cell in range.cells() {
        if cell != range.first {
            shown.push(if cell.column == range.first.column { ';' } else { ',' });
        }
        shown.push_str(&show_value(results.get(sheet, cell)));
    }
    shown + "}"
}

fn show_value(value: &Value) -> String {
    match value {
        Value::Blank => "blank".to_owned(),
        Value::Number(number) => format!("{number:?}"),
        Value::Text(text) => format!("{text:?}"),
        Value::Bool(bool) => bool.to_string().to_uppercase(),
        Value::Error(error) => error.to_string(),
    }
}
