//! What a reader is told about a text that is no formula.

use quarterbook_formula::parse;

use crate::{HOST, sheets};

#[test]
fn every_mistake_has_its_caret_and_a_way_out() {
    let texts = [
        "",
        "A1+",
        "SUM(A1,*2)",
        "SUM(A1",
        "SUM(A1;B1)",
        "(A1+B1))",
        "A1,B1",
        "A1*1,5",
        "SUM(A1 2)",
        "1 2",
        "1:A1",
        "(A1,5)",
        "\"open",
        "'Data!A1",
        "'Data'A1",
        "Dta!A1",
        "SUM('Q1:Q9'!A1)",
        "收入明细!B2",
        "Data!A1048577",
        "SUMFIS(A1:A3,1)",
        "ROUND(A1)",
        "SUMIFS(A1:A3,B1:B3)",
        "PI(1)",
        "{1,2;3}",
        "{1,A1}",
        "{1,2",
        "#NAM?",
        "tbl[",
        "tbl[[#Header],[a]]",
        "tbl[[#Headers],[#Totals]]",
        "tbl[[a],[b]]",
        "LET(A1,2,A1)",
        "LET(x+1,2,x)",
        "LAMBDA(x,2,x)",
        "1E400",
        "3 apples",
        "\"收入\"&revnue(1)",
        "[Book.xlsx]Sheet1!A1",
        "_xlfn.SINGLE(A1,B1)",
        "_xlfn.ANCHORARRAY(1+2)",
        "A1 @ B1",
    ];
    let sheets = sheets();
    let report: Vec<String> = texts
        .iter()
        .map(|text| match parse(text, HOST, &sheets) {
            Ok(tree) => format!("no error: {text} reads as {}", tree.shown(HOST, &sheets)),
            Err(error) => error.problem("formula", text).to_string(),
        })
        .collect();
    insta::assert_snapshot!(report.join("\n\n"));
}

#[test]
fn hostile_texts_end_in_an_error() {
    let deep = |open: &str, close: &str| format!("{}1{}", open.repeat(5000), close.repeat(5000));
    let texts = [
        deep("(", ")"),
        deep("SUM(", ")"),
        deep("-", ""),
        deep("LAMBDA(x,", ")"),
        deep("{", "}"),
        format!("1{}", "+1".repeat(5000)),
        format!("1{}", "%".repeat(5000)),
        format!("A1{}", "#".repeat(5000)),
        format!("LAMBDA(1){}", "()".repeat(5000)),
        format!("({})", "A1,".repeat(5000)),
        "1".repeat(70_000),
        "收".repeat(30_000),
    ];
    for text in texts {
        let start: String = text.chars().take(20).collect();
        assert!(parse(&text, HOST, &sheets()).is_err(), "{start}…");
    }
}
