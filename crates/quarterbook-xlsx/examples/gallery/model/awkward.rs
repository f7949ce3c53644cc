//! Cells that a careless writer gets wrong.

use quarterbook_book::workbook::{Column, Content, Formula, Sheet, Style, Styles};
use quarterbook_formula::{ErrorValue, Value};

use super::{cells, formula, put, text};

/// The sheet.
pub(super) fn sheet(styles: &mut Styles) -> Sheet {
    let mut sheet = Sheet {
        name: "Q1's <odd> & ends".to_owned(),
        gridlines: true,
        ..Sheet::default()
    };
    let plain = styles.add(Style::default());
    let texts = [
        "=1+1",
        "@SUM(A1)",
        "+1",
        "-1",
        "'quoted",
        "_x0041_",
        "bell\u{7} and tab\t",
        "2024",
        "inf",
        "TRUE",
        "#N/A",
        "<r><t>not rich</t></r>",
        "http://example.com",
        " spaces ",
        "two\nlines",
        "",
        "{1,2}",
    ];
    for (index, hostile) in texts.iter().enumerate() {
        put(&mut sheet, &format!("B{}", index + 2), text(hostile), plain);
    }
    let results = [
        ("\"20\"&\"24\"", Value::text("2024")),
        ("LOWER(\"INF\")", Value::text("inf")),
        ("\"\"", Value::text("")),
        ("1=1", Value::Bool(true)),
        ("\"TRUE\"", Value::text("TRUE")),
        ("1/0", Value::Error(ErrorValue::Div0)),
        ("NA()", Value::Error(ErrorValue::NotAvailable)),
        ("\"#N/A\"", Value::text("#N/A")),
        ("0.1+0.2", Value::Number(0.1 + 0.2)),
        ("10^20", Value::Number(1e20)),
        ("IFERROR(1/0,\" <&> \")", Value::text(" <&> ")),
        ("SUM({1,2,3})", Value::Number(6.0)),
        ("\"_x0041_\"", Value::text("_x0041_")),
    ];
    for (index, (stored, result)) in results.into_iter().enumerate() {
        put(&mut sheet, &format!("C{}", index + 2), formula(stored, result), plain);
    }
    put(
        &mut sheet,
        "C16",
        formula("_xlfn.CONCAT(\"n\",\".a.\")", Value::text("n.a.")),
        plain,
    );
    let spilled = formula("TRANSPOSE({1,2,3})", Value::Number(1.0));
    put(&mut sheet, "D2", spilling(spilled, "D2:D4"), plain);
    put(&mut sheet, "D3", Content::Number(2.0), plain);
    put(&mut sheet, "D4", Content::Number(3.0), plain);
    put(&mut sheet, "E2", Content::Bool(false), plain);
    put(&mut sheet, "E3", Content::Number(-1e-300), plain);
    for index in 1..=5 {
        sheet.columns.insert(
            index,
            Column {
                width: 18.0,
                outline: 0,
            },
        );
    }
    sheet
}

fn spilling(content: Content, range: &str) -> Content {
    match content {
        Content::Formula(formula) => Content::Formula(Formula {
            spill: Some(cells(range)),
            ..formula
        }),
        other => other,
    }
}
