//! Formulas that read defined names and tables.

use std::sync::Arc;

use quarterbook_data::{CellAddress, CellRange};
use quarterbook_formula::{ErrorValue, Excel, Model, SheetId, Table, Value, parse_with};

/// A table of three rows under its headers, and names for a rate and for a function that calls itself.
fn model() -> (Model, SheetId) {
    let mut model = Model::new();
    let sheet = model.sheets.add("Data");
    let rows: [[Value; 3]; 4] = [
        [Value::text("产品"), Value::text("收入"), Value::text("成本")],
        [Value::text("x"), Value::Number(10.0), Value::Number(4.0)],
        [Value::text("y"), Value::Number(20.0), Value::Number(8.0)],
        [Value::text("x"), Value::Number(30.0), Value::Number(9.0)],
    ];
    let headers = ["产品", "收入", "成本"].map(Arc::from).to_vec();
    for (row, values) in (0..).zip(rows) {
        for (column, value) in (0..).zip(values) {
            model.set_value(sheet, CellAddress::new(row, column), value);
        }
    }
    model.add_table(Table {
        name: Arc::from("tblRev"),
        sheet,
        range: CellRange::new(CellAddress::new(0, 0), CellAddress::new(3, 2)),
        columns: headers,
        has_totals: false,
    });
    let first = CellAddress::new(0, 0);
    for (name, formula) in [("税率", "0.25"), ("Factorial", "LAMBDA(n,IF(n<2,1,n*Factorial(n-1)))")] {
        let mut syntax = Excel::new(first, &model.sheets).lambdas([Arc::from("Factorial")]);
        let tree = parse_with(formula, &mut syntax).expect("a formula");
        model.define_name(name, tree);
    }
    (model, sheet)
}

fn evaluate(formula: &str, cell: &str) -> Value {
    let (mut model, sheet) = model();
    let cell = cell.parse().expect("an address");
    let mut syntax = Excel::new(cell, &model.sheets).lambdas([Arc::from("Factorial")]);
    let tree = parse_with(formula, &mut syntax).expect("a formula");
    model.set_formula(sheet, cell, tree);
    let results = model.evaluate().expect("a result");
    results.get(sheet, cell).clone()
}

#[test]
fn tables_are_read_whole_by_column_and_in_the_row_of_the_formula() {
    for (formula, expected) in [
        ("SUM(tblRev)", 81.0),
        ("ROWS(tblRev)", 3.0),
        ("ROWS(TBLREV[#All])", 4.0),
        ("SUM(tblRev[收入])", 60.0),
        ("SUM(tblRev[[收入]:[成本]])", 81.0),
        ("SUMIFS(tblRev[收入],tblRev[产品],\"x\")", 40.0),
        ("COUNTA(tblRev[#Headers])", 3.0),
        ("tblRev[@收入]-tblRev[@成本]", 12.0),
    ] {
        assert_eq!(evaluate(formula, "F3"), Value::Number(expected), "{formula}");
    }
    assert_eq!(
        evaluate("tblRev[@收入]", "F9"),
        ErrorValue::Value.into(),
        "beside no row of the table"
    );
}

#[test]
fn names_stand_for_values_and_for_functions() {
    assert_eq!(evaluate("税率*100", "F1"), Value::Number(25.0));
    assert_eq!(evaluate("factorial(10)", "F1"), Value::Number(3_628_800.0));
    assert_eq!(evaluate("Unknown+1", "F1"), ErrorValue::Name.into());
}
