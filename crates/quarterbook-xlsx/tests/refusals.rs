//! What Excel would not open or would change is refused, with its place.

use std::fmt::Write;

use quarterbook_book::workbook::{
    Allowed, Cell, Content, DefinedName, Footer, Formula, Link, Sheet, SheetRange, Style, StyleId, Validation,
};
use quarterbook_book::{Exporter, Workbook};
use quarterbook_data::{CellAddress, CellRange};
use quarterbook_formula::Value;
use quarterbook_xlsx::Xlsx;

#[test]
fn what_excel_does_not_take_is_refused_at_its_place() {
    let mut messages = String::new();
    for (case, workbook) in refused() {
        let error = Xlsx.export(&workbook).expect_err(case);
        let _ = writeln!(messages, "{case}\n    {error}");
    }
    insta::assert_snapshot!(messages);
}

#[test]
fn what_excel_just_takes_is_written() {
    let style = Style {
        number_format: format!("\"{}\"0", "x".repeat(252)),
        ..Style::default()
    };
    let mut workbook = with_cell(Content::Text("字".repeat(32_767)));
    workbook.styles.add(style);
    workbook.sheets[0].name = "三十一个字的表名".repeat(3) + "三十一个字的表";
    workbook.sheets.push(sheet("A'b!c"));
    assert!(Xlsx.export(&workbook).is_ok());
}

fn refused() -> Vec<(&'static str, Workbook)> {
    let mut cases = vec![
        ("no sheet", Workbook::default()),
        ("sheet name with a slash", with_sheets(&["a/b"])),
        ("sheet name with a bracket", with_sheets(&["[x]"])),
        ("sheet name with a control character", with_sheets(&["a\u{7}"])),
        ("sheet name too long", with_sheets(&[&"x".repeat(32)])),
        ("sheet name empty", with_sheets(&[""])),
        ("sheet name in apostrophes", with_sheets(&["'a'"])),
        ("sheet name kept by Excel", with_sheets(&["History"])),
        ("sheet names alike", with_sheets(&["Revenue", "REVENUE"])),
        ("text too long", with_cell(Content::Text("x".repeat(33_000)))),
        ("infinite number", with_cell(Content::Number(f64::INFINITY))),
        (
            "formula too long",
            with_cell(formula(&"1+".repeat(4_097), Value::Number(1.0))),
        ),
        ("formula without result", with_cell(formula("A1", Value::Blank))),
        (
            "formula with a result too long",
            with_cell(formula("A1", Value::text("x".repeat(32_768)))),
        ),
    ];
    cases.extend(around_cells());
    cases
}

fn around_cells() -> Vec<(&'static str, Workbook)> {
    let mut beyond = with_sheets(&["S"]);
    beyond.sheets[0]
        .merges
        .push(CellRange::new(CellAddress::new(0, 0), CellAddress::new(0, 70_000)));
    let mut link = with_cell(Content::Number(1.0));
    let target = Link::Cell {
        sheet: "Gone".to_owned(),
        cell: CellAddress::new(0, 0),
    };
    link.sheets[0].cells.entry(CellAddress::new(2, 1)).or_default().link = Some(target);
    let mut choices = with_sheets(&["S"]);
    choices.sheets[0].validations.push(Validation {
        range: CellRange::cell(CellAddress::new(0, 0)),
        allowed: Allowed::Choices(vec!["yes, perhaps".to_owned()]),
        message: String::new(),
    });
    let mut rule = with_sheets(&["S"]);
    rule.sheets[0].validations.push(Validation {
        range: CellRange::cell(CellAddress::new(0, 0)),
        allowed: Allowed::Formula(format!("A1={}", "1+".repeat(200))),
        message: String::new(),
    });
    let mut footer = with_sheets(&["S"]);
    footer.sheets[0].page.footer = Footer {
        left: "x".repeat(300),
        ..Footer::default()
    };
    let mut format = with_sheets(&["S"]);
    format.styles.add(Style {
        number_format: "0\n0".to_owned(),
        ..Style::default()
    });
    vec![
        ("merge beyond the grid", beyond),
        ("link to a sheet that is not there", link),
        ("choice with a comma", choices),
        ("formula of a validation too long", rule),
        ("footer too long", footer),
        ("number format with a line break", format),
        ("defined name that is an address", with_name("FY25", "S")),
        ("defined name of a sheet that is not there", with_name("Total", "Gone")),
    ]
}

fn with_name(name: &str, sheet: &str) -> Workbook {
    let mut workbook = with_sheets(&["S"]);
    workbook.names.push(DefinedName {
        name: name.to_owned(),
        target: SheetRange {
            sheet: sheet.to_owned(),
            range: CellRange::cell(CellAddress::new(0, 0)),
        },
        comment: String::new(),
    });
    workbook
}

fn with_sheets(names: &[&str]) -> Workbook {
    Workbook {
        sheets: names.iter().map(|name| sheet(name)).collect(),
        ..Workbook::default()
    }
}

fn with_cell(content: Content) -> Workbook {
    let mut workbook = with_sheets(&["收入"]);
    let cell = Cell {
        content,
        style: StyleId::default(),
        ..Cell::default()
    };
    workbook.sheets[0].cells.insert(CellAddress::new(2, 1), cell);
    workbook
}

fn sheet(name: &str) -> Sheet {
    Sheet {
        name: name.to_owned(),
        ..Sheet::default()
    }
}

fn formula(stored: &str, result: Value) -> Content {
    Content::Formula(Formula {
        shown: stored.to_owned(),
        stored: stored.to_owned(),
        result,
        spill: None,
    })
}
