//! What stands in the way of evaluating a model is told and never guessed around; arrays spill where there is
//! room.

#![allow(clippy::unwrap_used, reason = "a test ends where its table is wrong")]

use quarterbook_data::CellAddress;
use quarterbook_formula::{Model, Results, SheetId, Value, parse};

fn model(cells: &[(&str, &str)]) -> (Model, SheetId) {
    let mut model = Model::new();
    let sheet = model.sheets.add("My sheet");
    for (address, content) in cells {
        let cell: CellAddress = address.parse().unwrap();
        match content.strip_prefix('=') {
            Some(formula) => {
                let tree = parse(formula, cell, &model.sheets).unwrap();
                model.set_formula(sheet, cell, tree);
            }
            None => model.set_value(sheet, cell, Value::text(content)),
        }
    }
    (model, sheet)
}

fn messages(cells: &[(&str, &str)]) -> Vec<String> {
    let errors = model(cells).0.evaluate().map(|_| ()).unwrap_err();
    errors.iter().map(ToString::to_string).collect()
}

#[test]
fn a_cycle_is_spelled_out() {
    assert_eq!(
        messages(&[("A1", "=B1"), ("B1", "=SUM(C1:C3)"), ("C2", "=A1+1"), ("D1", "=A1")]),
        ["'My sheet'!A1: the cell depends on itself: 'My sheet'!A1 → 'My sheet'!B1 → 'My sheet'!C2 → 'My sheet'!A1"]
    );
}

#[test]
fn functions_that_change_by_themselves_are_refused_with_a_way_out() {
    assert_eq!(
        messages(&[("A1", "=OFFSET(B1,1,0)"), ("A2", "=NOW()")]),
        [
            "'My sheet'!A1: OFFSET hides what it reads; write A1:INDEX(…) or INDEX(…) instead",
            "'My sheet'!A2: NOW needs a fixed date to stand in for the clock; set an as-of date",
        ]
    );
}

#[test]
fn a_bare_function_in_the_place_of_a_lambda_is_refused() {
    assert_eq!(
        messages(&[("A1", "=BYROW(B1:C2,SUM)")]),
        ["'My sheet'!A1: SUM stands where a lambda has to; write LAMBDA(x,SUM(x))"]
    );
}

#[test]
fn a_lambda_that_never_ends_is_stopped() {
    let messages = messages(&[("A1", "=LET(f,LAMBDA(g,x,g(g,x+1)),f(f,1))")]);
    assert_eq!(
        messages,
        ["'My sheet'!A1: the formula is too much to evaluate: names and lambdas call each other without end"]
    );
}

#[test]
fn today_is_the_date_that_was_set() {
    let (mut model, sheet) = model(&[("A1", "=TODAY()+1")]);
    model.as_of = Some(46_000.0);
    let results = model.evaluate().unwrap();
    assert_eq!(*results.get(sheet, CellAddress::new(0, 0)), Value::Number(46_001.0));
}

#[test]
fn what_depends_on_an_unknown_cell_has_no_result() {
    let (model, sheet) = model(&[("A1", "=RAND()"), ("A2", "=A1+1"), ("A3", "=IF(TRUE,2,A1)")]);
    let (results, errors) = model.evaluate_what_can_be();
    let is_known = |address: &str| results.is_known(sheet, address.parse().unwrap());
    assert_eq!(
        (is_known("A1"), is_known("A2"), is_known("A3"), errors.len()),
        (false, false, true, 1)
    );
}

fn shown(results: &Results, sheet: SheetId, address: &str) -> String {
    format!("{:?}", results.get(sheet, address.parse().unwrap()))
}

#[test]
fn arrays_spill_where_there_is_room_and_are_read_by_formulas_before_them() {
    let (model, sheet) = model(&[
        ("A1", "=SUM(C1:C9)+C2"),
        ("C1", "=D1:D3*2"),
        ("D1", "=SEQUENCE(3)"),
        ("E1", "=SEQUENCE(3)"),
        ("E3", "in the way"),
        ("F2", "=SUM(C1#)"),
    ]);
    let results = model.evaluate().unwrap();
    let spill = results
        .spill(sheet, "C1".parse().unwrap())
        .map(|range| range.to_string());
    assert_eq!(spill.as_deref(), Some("C1:C3"));
    for (address, value) in [
        ("A1", "Number(16.0)"),
        ("C3", "Number(6.0)"),
        ("E1", "Error(Spill)"),
        ("E2", "Blank"),
        ("F2", "Number(12.0)"),
    ] {
        assert_eq!(shown(&results, sheet, address), value, "{address}");
    }
}
