//! What is said about a formula before it is written.

use std::collections::{BTreeMap, BTreeSet};

use quarterbook_data::{CellAddress, CellRange};
use quarterbook_formula::{
    Expr, Finding, FormulaCell, Function, Known, SheetId, Sheets, array_part, check, find_cycle, parse, precedents,
};

use crate::{HOST, sheets};

fn findings(tree: &Expr, host: CellAddress) -> Vec<Finding> {
    let sheets = sheets();
    let names = BTreeSet::from(["TaxRate".to_owned(), "税率".to_owned()]);
    let columns = ["收入", "cost"].map(str::to_owned).to_vec();
    let tables = BTreeMap::from([("tblRevenue".to_owned(), columns)]);
    let known = Known {
        sheets: &sheets,
        names: &names,
        tables: &tables,
        own_table: None,
    };
    check(tree, host, known)
}

fn report(tree: &Expr, host: CellAddress) -> String {
    let problems: Vec<String> = findings(tree, host)
        .iter()
        .map(|finding| finding.problem().to_string())
        .collect();
    problems.join("\n")
}

fn sum_of(count: usize) -> Expr {
    Expr::call(Function::find("SUM").expect("SUM"), vec![Expr::number(1.0); count])
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let texts = [
        "A1+B2*taxrate+SUM(TBLREVENUE[cost])",
        "TaxRat*税",
        "SUM(tblRevenu[cost])",
        "SUM(tblRevenue[costs])+tblRevenue[@收]",
        "[@cost]",
        "NOW()+RAND()+NOW()",
        "OFFSET(A1,1,1)+XX/YY",
    ];
    let mut lines: Vec<String> = texts
        .iter()
        .map(|text| {
            format!(
                "{text}\n{}",
                report(&parse(text, HOST, &sheets()).expect("a formula"), HOST)
            )
        })
        .collect();
    let tree = parse("A1+SUM(A1:B2)", HOST, &sheets()).expect("a formula");
    lines.push(format!(
        "A1+SUM(A1:B2) moved to A5\n{}",
        report(&tree, CellAddress::new(4, 0))
    ));
    let mut other = sheets();
    other.add("Later");
    let tree = parse("Later!A1", HOST, &other).expect("a formula");
    lines.push(format!("Later!A1 of another workbook\n{}", report(&tree, HOST)));
    insta::assert_snapshot!(lines.join("\n\n"));
}

#[test]
fn excels_limits_hold_to_the_last_one_allowed() {
    let nested = |levels: usize| (0..levels).fold(Expr::number(1.0), |inner, _| -sum_of(0).with(inner));
    let long = |characters: usize| Expr::text(&"a".repeat(characters - 3));
    assert_eq!(findings(&nested(64), HOST), []);
    assert_eq!(findings(&nested(65), HOST), [Finding::TooManyLevels(65)]);
    assert_eq!(findings(&long(8192), HOST), []);
    assert_eq!(findings(&long(8193), HOST), [Finding::TooLong(8193)]);
    assert_eq!(findings(&sum_of(255), HOST), []);
    let sum = Function::find("SUM").expect("SUM");
    assert_eq!(findings(&sum_of(256), HOST), [Finding::WrongCount(sum, 256)]);
    let deep = (0..600).fold(Expr::number(1.0), |sum, _| sum + Expr::number(1.0));
    assert_eq!(findings(&deep, HOST), [Finding::TooDeep(601)]);
}

/// A call with one more argument.
trait With {
    fn with(self, argument: Expr) -> Expr;
}

impl With for Expr {
    fn with(self, argument: Expr) -> Expr {
        match self {
            Expr::Call(function, mut arguments) => {
                arguments.push(argument);
                Expr::Call(function, arguments)
            }
            other => other,
        }
    }
}

#[test]
fn what_implicit_intersection_would_cut_needs_array_storage() {
    let cases = [
        ("SUM(A1:A3)", None),
        ("SUM(A1:A3*2)", Some("A1:A3")),
        ("SUMPRODUCT(A1:A3*(B1:B3>0))", None),
        ("SUMPRODUCT(IF(A1:A3>0,1,0))", Some("A1:A3")),
        ("SUM(LARGE(A1:A9,{1,2,3}))", None),
        ("10000*SUMPRODUCT(A1:A9^2)", None),
        ("{1,2,3}*2", Some("{1,2,3}*2")),
        ("A1:A3", Some("A1:A3")),
        ("@A1:A3", None),
        ("SUM(FILTER(A1:A3,B1:B3))", Some("FILTER(A1:A3,B1:B3)")),
        ("SUM(A1#)", Some("A1#")),
        ("INDEX(A1:C3,2,2)", None),
        ("SUM(INDEX(A1:C3,0,2))", None),
        ("INDEX(A1:C3,0,2)", Some("INDEX(A1:C3,0,2)")),
        ("SUM(INDEX(A1:C3,1,1):C3)", None),
        ("ROW(A1:A3)", Some("ROW(A1:A3)")),
        ("XLOOKUP(A1,B1:B9,C1:C9)", None),
        ("XLOOKUP(A1:A2,B1:B9,C1:C9)", Some("A1:A2")),
        ("SUM(IF(A1>0,B1:B3,C1:C3))", None),
        ("SUM(IF(A1:A3>0,B1:B3))", Some("A1:A3")),
        ("tblRevenue[@cost]*2", None),
        ("tblRevenue[cost]*2", Some("tblRevenue[cost]")),
        ("VLOOKUP(A1,B:C,2,FALSE)", None),
        ("SUMIFS(A:A,B:B,C1)", None),
        ("SUMIFS(A:A,B:B,C1:C2)", Some("C1:C2")),
        ("LET(x,A1:A3,SUM(x))", Some("A1:A3")),
    ];
    let sheets = sheets();
    for (text, part) in cases {
        let tree = parse(text, HOST, &sheets).expect("a formula");
        let found = array_part(&tree).map(|part| part.shown(HOST, &sheets));
        assert_eq!(found.as_deref(), part, "{text}");
    }
}

fn cycle(formulas: &[(&str, &str)]) -> Option<String> {
    let sheets = sheets();
    let cells: Vec<FormulaCell> = formulas
        .iter()
        .map(|(at, text)| {
            let (sheet, cell) = at.split_once('!').unwrap_or(("Data", at));
            let sheet = sheets.find(sheet).expect("a sheet");
            let cell = cell.parse().expect("a cell");
            let tree = parse(text, cell, &sheets).expect("a formula");
            let precedents = precedents(&tree, sheet, cell, &sheets);
            FormulaCell {
                sheet,
                cell,
                precedents,
            }
        })
        .collect();
    find_cycle(&cells).map(|cycle| cycle.text(&sheets))
}

#[test]
fn a_cycle_is_spelled_out() {
    assert_eq!(cycle(&[("A1", "B1+C1"), ("B1", "C1"), ("C1", "D1")]), None);
    assert_eq!(cycle(&[("A1", "A1+1")]).as_deref(), Some("Data!A1 → A1"));
    assert_eq!(
        cycle(&[("A1", "1"), ("C1", "A1+B1"), ("B1", "D1"), ("D1", "SUM(A1:C9)")]).as_deref(),
        Some("Data!B1 → D1 → B1")
    );
    assert_eq!(
        cycle(&[("A1", "收入!B2"), ("收入!B2", "SUM(Data!A:A)")]).as_deref(),
        Some("Data!A1 → 收入!B2 → Data!A1")
    );
    assert_eq!(
        cycle(&[("A5", "SUM(A1:A4)"), ("A4", "SUM(A1:A3)"), ("B1", "SUM(1:1)")]).as_deref(),
        Some("Data!B1 → B1")
    );
    assert_eq!(
        cycle(&[("收入!A1", "SUM('Q1:Q4'!B1)"), ("Q4!B1", "收入!A1")]).as_deref(),
        Some("收入!A1 → 'Q4'!B1 → 收入!A1")
    );
}

#[test]
fn long_chains_and_large_ranges_are_searched_at_once() {
    let count = 100_000;
    let sheet = SheetId(0);
    let cell = |row: u32, precedents: CellRange| FormulaCell {
        sheet,
        cell: CellAddress::new(row, 0),
        precedents: vec![(sheet, precedents)],
    };
    let above = |row: u32| CellRange::new(CellAddress::new(0, 0), CellAddress::new(row - 1, 0));
    let mut formulas: Vec<FormulaCell> = (1..count).rev().map(|row| cell(row, above(row))).collect();
    assert_eq!(find_cycle(&formulas), None);
    formulas.push(cell(0, CellRange::cell(CellAddress::new(count - 1, 0))));
    let round = find_cycle(&formulas).expect("a cycle");
    assert_eq!(round.text(&Sheets::default()).matches('→').count(), round.0.len());
}
