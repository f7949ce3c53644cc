//! Any workbook of a few cells evaluates without a panic, without an end to wait for, and to values Excel has.

#![no_main]

use libfuzzer_sys::fuzz_target;
use quarterbook_data::{CellAddress, CellRange};
use quarterbook_formula::{Model, SheetId, Value, parse};

fuzz_target!(|text: &str| {
    let mut model = Model::new();
    let sheets = ["Data", "收入 明细"].map(|name| model.sheets.add(name));
    // Small models only: time goes into strange formulas and not into many of them.
    for line in text.lines().take(40) {
        enter(&mut model, &sheets, line);
    }
    let (results, _errors) = model.evaluate_what_can_be();
    for sheet in sheets {
        for cell in CellRange::new(CellAddress::new(0, 0), CellAddress::new(30, 10)).cells() {
            if let Value::Number(number) = results.get(sheet, cell) {
                assert!(number.is_normal() || number.to_bits() == 0, "{cell} {number}");
            }
        }
    }
});

/// A line as `examples/calc.rs` reads it, with `0!` and `1!` for the sheets.
fn enter(model: &mut Model, sheets: &[SheetId], line: &str) -> Option<()> {
    let (place, content) = line.split_once('\t')?;
    let (sheet, address) = place.split_once('!')?;
    let sheet = *sheets.get(sheet.parse::<usize>().ok()?)?;
    let cell: CellAddress = address.parse().ok()?;
    match content.strip_prefix('=') {
        Some(formula) => {
            let tree = parse(formula, cell, &model.sheets).ok()?;
            model.set_formula(sheet, cell, tree);
        }
        None => match content.parse::<f64>() {
            Ok(number) => model.set_value(sheet, cell, number),
            Err(_) => model.set_value(sheet, cell, Value::text(content.trim_start_matches('\''))),
        },
    }
    Some(())
}
