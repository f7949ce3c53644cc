//! What the parts of a written file hold.

use std::fmt::Write;
use std::io::{Cursor, Read};

use quarterbook_book::workbook::{Cell, Content, Formula, Sheet};
use quarterbook_book::{Exporter, Workbook};
use quarterbook_data::{CellAddress, CellRange};
use quarterbook_formula::{ErrorValue, Value};
use quarterbook_xlsx::Xlsx;
use zip::ZipArchive;

#[path = "../examples/gallery/model/mod.rs"]
mod model;

#[test]
fn cells_hold_what_the_model_says_with_its_type() {
    let sheet = part(&model::workbook(), "xl/worksheets/sheet3.xml");
    insta::assert_snapshot!(one_a_line(&sheet, "<c ", "</c>"));
}

#[test]
fn texts_of_cells_are_neither_formulas_nor_markup_nor_escapes() {
    let strings = part(&model::workbook(), "xl/sharedStrings.xml");
    insta::assert_snapshot!(one_a_line(&strings, "<si>", "</si>"));
}

#[test]
fn conditions_stand_in_the_order_of_the_model() {
    let sheet = part(&model::workbook(), "xl/worksheets/sheet1.xml");
    insta::assert_snapshot!(one_a_line(&sheet, "<conditionalFormatting", "</conditionalFormatting>"));
}

#[test]
fn charts_hold_every_point_and_leave_out_what_is_no_number() {
    let mut listing = String::new();
    // The stacked columns with growth as a line over them, and the waterfall.
    for number in [5, 6] {
        let chart = part(&model::workbook(), &format!("xl/charts/chart{number}.xml"));
        let _ = writeln!(listing, "chart {number}");
        for reference in ["<c:strRef>", "<c:numRef>"] {
            let end = reference.replace('<', "</");
            let _ = writeln!(listing, "{}", one_a_line(&chart, reference, &end));
        }
    }
    insta::assert_snapshot!(listing);
}

#[test]
fn names_and_print_set_up_are_in_the_workbook_part() {
    let book = part(&model::workbook(), "xl/workbook.xml");
    insta::assert_snapshot!(one_a_line(&book, "<definedName ", "</definedName>"));
}

#[test]
fn two_exports_are_the_same_bytes() {
    let first = Xlsx.export(&model::workbook()).unwrap();
    let second = Xlsx.export(&model::workbook()).unwrap();
    assert!(first == second);
}

#[test]
fn errors_younger_than_the_format_become_rich_values() {
    let spilled = |shown: &str, result, spill| {
        Content::Formula(Formula {
            shown: shown.to_owned(),
            stored: shown.to_owned(),
            result: Value::Error(result),
            spill,
        })
    };
    let first = CellAddress::new(0, 0);
    let mut sheet = Sheet {
        name: "Errors".to_owned(),
        ..Sheet::default()
    };
    for (row, content) in [
        spilled("TRANSPOSE(C1:E1)", ErrorValue::Spill, Some(CellRange::cell(first))),
        spilled("A1", ErrorValue::Spill, None),
        spilled("B9", ErrorValue::Calc, None),
        Content::Error(ErrorValue::NotAvailable),
    ]
    .into_iter()
    .enumerate()
    {
        let cell = Cell {
            content,
            ..Cell::default()
        };
        sheet.cells.insert(CellAddress::new(row as u32, 0), cell);
    }
    let workbook = Workbook {
        sheets: vec![sheet],
        ..Workbook::default()
    };
    let cells = one_a_line(&part(&workbook, "xl/worksheets/sheet1.xml"), "<c ", "</c>");
    let values = part(&workbook, "xl/richData/rdrichvalue.xml");
    let metadata = one_a_line(&part(&workbook, "xl/metadata.xml"), "<bk>", "</bk>");
    insta::assert_snapshot!(format!("{cells}\n\n{values}\n\n{metadata}"));
}

/// The elements between two marks, each on its line.
fn one_a_line(part: &str, start: &str, end: &str) -> String {
    let mut lines = Vec::new();
    let mut rest = part;
    while let Some(at) = rest.find(start) {
        let element = &rest[at..];
        let length = element.find(end).expect("an end") + end.len();
        lines.push(element[..length].replace('\n', "⏎"));
        rest = &element[length..];
    }
    lines.join("\n")
}

fn part(workbook: &Workbook, name: &str) -> String {
    let bytes = Xlsx.export(workbook).expect("exports");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a zip archive");
    let mut text = String::new();
    archive
        .by_name(name)
        .expect("the part")
        .read_to_string(&mut text)
        .expect("UTF-8");
    text
}
