//! Every function's edge cases, from the tables in `tests/golden`.
//!
//! A line is `formula<TAB>expected<TAB>source`, or `cell<TAB>value<TAB>source` to fill a cell that formulas
//! read. The expectation is typed: `n 12.5` a number equal at 15 significant digits, `n ~12.5` one that
//! rounds to the printed decimals (where the source prints no more), `t text`, `b TRUE`, `e #NUM!`, `blank`.

use quarterbook_data::CellAddress;
use quarterbook_formula::{Excel, Model, SheetId, Value, parse_with};

#[test]
fn every_family_gives_what_its_table_says() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden");
    let mut tables: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    tables.sort();
    let mut wrong = Vec::new();
    for path in &tables {
        let name = path.file_name().unwrap().to_string_lossy();
        let table = std::fs::read_to_string(path).unwrap();
        wrong.extend(differences(&table).into_iter().map(|line| format!("{name}: {line}")));
    }
    assert!(!tables.is_empty());
    assert!(wrong.is_empty(), "{} differ\n{}", wrong.len(), wrong.join("\n"));
}

/// The lines of a table that do not come out as they say.
fn differences(table: &str) -> Vec<String> {
    let mut model = Model::new();
    let sheet = model.sheets.add("Golden");
    let mut cases = Vec::new();
    let mut wrong = Vec::new();
    for (row, line) in table.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let fields: Vec<&str> = line.split('\t').collect();
        let [first, second, source] = fields[..] else {
            wrong.push(format!("line {}: expected formula, result and source", row + 1));
            continue;
        };
        if source.is_empty() {
            wrong.push(format!("{first}: no source"));
        }
        let Some(formula) = first.strip_prefix('=') else {
            model.set_value(
                sheet,
                first.parse().expect("an address or a formula"),
                cell_value(second),
            );
            continue;
        };
        // Far to the right and each on its own rows, so that nothing that spills meets anything else.
        let cell = CellAddress::new(row as u32 * 20, 100);
        let parsed = parse_with(formula, &mut Excel::new(cell, &model.sheets));
        match parsed {
            Ok(tree) => {
                model.set_formula(sheet, cell, tree);
                cases.push((cell, first, second));
            }
            Err(error) => wrong.push(format!("{first}: {error}")),
        }
    }
    wrong.extend(evaluate(&model, sheet, &cases));
    wrong
}

fn evaluate(model: &Model, sheet: SheetId, cases: &[(CellAddress, &str, &str)]) -> Vec<String> {
    let (results, errors) = model.evaluate_what_can_be();
    let mut wrong: Vec<String> = errors.iter().map(ToString::to_string).collect();
    for (cell, formula, expected) in cases {
        let value = results.get(sheet, *cell);
        if !results.is_known(sheet, *cell) || !is_expected(value, expected) {
            wrong.push(format!("{formula} gives {value:?}, expected {expected}"));
        }
    }
    wrong
}

fn cell_value(text: &str) -> Value {
    match text.strip_prefix('\'') {
        Some(text) => Value::text(text),
        None => match text {
            "TRUE" => Value::Bool(true),
            "FALSE" => Value::Bool(false),
            _ => match text.parse() {
                Ok(number) => Value::Number(number),
                Err(_) => Value::Error(text.parse().expect("a number or an error")),
            },
        },
    }
}

fn is_expected(value: &Value, expected: &str) -> bool {
    let (kind, text) = expected.split_once(' ').unwrap_or((expected, ""));
    match (kind, value) {
        ("n", Value::Number(number)) => match text.strip_prefix('~') {
            Some(rounded) => {
                let decimals = rounded.split_once('.').map_or(0, |(_, decimals)| decimals.len());
                format!("{number:.decimals$}") == rounded
            }
            None => fifteen_digits(*number) == fifteen_digits(text.parse().expect("a number")),
        },
        ("t", Value::Text(result)) => **result == *text,
        ("b", Value::Bool(result)) => *result == (text == "TRUE"),
        ("e", Value::Error(error)) => error.code() == text,
        ("blank", Value::Blank) => true,
        _ => false,
    }
}

fn fifteen_digits(number: f64) -> String {
    format!("{number:.14e}")
}
