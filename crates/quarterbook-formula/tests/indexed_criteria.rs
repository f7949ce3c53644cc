//! Criteria select the same cells whether a column is read through or, after many questions, indexed.

use quarterbook_data::CellAddress;
use quarterbook_formula::{ErrorValue, Model, SheetId, Value, parse};

/// Two like columns, A and C, with values of every type, some of them equal for criteria and some only alike; the
/// powers of two in B tell by their sum which rows were selected.
fn model() -> (Model, SheetId) {
    let mut model = Model::new();
    let sheet = model.sheets.add("Data");
    let column = [
        Value::Number(5.0),
        Value::text("5"),
        Value::Blank,
        Value::text("5.0"),
        Value::Number(0.1 + 0.2),
        Value::Number(0.3),
        Value::text("2024Q1"),
        Value::text("2023q4"),
        Value::text("2024q1"),
        Value::Bool(true),
        Value::Error(ErrorValue::NotAvailable),
        Value::Blank,
        Value::text(""),
        Value::text("n.a."),
        Value::Number(-7.0),
        Value::Number(45_292.0),
        Value::text("2024-01-01"),
        Value::text("a*b"),
        Value::text("收入"),
        Value::Number(0.0),
    ];
    for (row, value) in (0..).zip(column) {
        model.set_value(sheet, CellAddress::new(row, 0), value.clone());
        model.set_value(sheet, CellAddress::new(row, 2), value);
        model.set_value(sheet, CellAddress::new(row, 1), f64::from(1_u32 << row));
    }
    (model, sheet)
}

const CRITERIA: [&str; 24] = [
    "5",
    "\"5\"",
    "\"<>5\"",
    "0.3",
    "\">=0.3\"",
    "\"<0\"",
    "\"<=2024Q1\"",
    "\">=2024q1\"",
    "\">2023Q4\"",
    "\"<收入\"",
    "\"2024*\"",
    "\"<>2024*\"",
    "\"a~*b\"",
    "\"?*\"",
    "\"=\"",
    "\"<>\"",
    "\"\"",
    "TRUE",
    "\"<>TRUE\"",
    "\">=TRUE\"",
    "\"#N/A\"",
    "\"<>#N/A\"",
    "\"2024-01-01\"",
    "\">2023-12-31\"",
];

/// What each formula gives in one model with all of them. A column is indexed once it is asked for again.
fn results(formulas: &[String]) -> Vec<Value> {
    let (mut model, sheet) = model();
    let host = |at: usize| CellAddress::new(at as u32, 5);
    for (at, formula) in formulas.iter().enumerate() {
        let tree = parse(formula, host(at), &model.sheets).expect("a formula");
        model.set_formula(sheet, host(at), tree);
    }
    let results = model.evaluate().expect("results");
    let values = (0..formulas.len()).map(|at| results.get(sheet, host(at)).clone());
    values.collect()
}

#[test]
fn an_index_selects_what_reading_selects() {
    let on_columns = |one: char, other: char| -> Vec<String> {
        let sum = |first: &str, second: &str| {
            format!("SUMIFS(B$1:B$20,{one}$1:{one}$20,{first},{other}$1:{other}$20,{second})")
        };
        let pairs = CRITERIA.iter().flat_map(|one| CRITERIA.map(|other| sum(one, other)));
        pairs.collect()
    };
    let on_two_columns = on_columns('A', 'C');
    let indexed = results(&on_two_columns);
    assert_eq!(indexed, results(&on_columns('A', 'A')), "both conditions on one column");
    for (formula, indexed) in on_two_columns.iter().zip(indexed) {
        let read = results(std::slice::from_ref(formula));
        assert_eq!(read, [indexed], "{formula}");
    }
}
