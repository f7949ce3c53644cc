//! What an external exporter reads.

use quarterbook_book::workbook::{
    Axis, Cell, Chart, ChartKind, ChartSeries, Colour, Column, Condition, ConditionalFormat, Content, DefinedName,
    Formula, Link, Properties, SeriesKind, Sheet, SheetRange, Style,
};
use quarterbook_book::{Exporter, Workbook};
use quarterbook_data::{CellAddress, CellRange};
use quarterbook_formula::{ErrorValue, Value};
use quarterbook_json::{Document, Json};

#[test]
fn a_workbook_as_json() {
    insta::assert_snapshot!(json(&workbook()));
}

#[test]
fn the_document_reads_back_the_same() {
    let written = Document::from(&workbook());
    let read: Document = serde_json::from_str(&json(&workbook())).unwrap();
    assert_eq!(read, written);
}

#[test]
fn fields_a_later_version_adds_are_no_error() {
    let text = json(&workbook()).replacen("\"format\"", "\"added-later\": [1], \"format\"", 1);
    assert!(serde_json::from_str::<Document>(&text).is_ok());
}

#[test]
fn the_example_of_the_protocol_reads() {
    let source = include_str!("../src/lib.rs");
    let (_, rest) = source.split_once("//! ```json\n").unwrap();
    let (example, _) = rest.split_once("//! ```\n").unwrap();
    let document: Document = serde_json::from_str(&example.replace("//!", "")).unwrap();
    assert_eq!(document.sheets[0].cells.len(), 3);
    assert_eq!(document.version, quarterbook_json::VERSION);
}

#[test]
fn numbers_that_are_none_are_refused_at_their_cell() {
    let mut workbook = workbook();
    workbook.sheets[0].cells.entry(at("D4")).or_default().content = Content::Number(f64::NAN);
    let error = Json.export(&workbook).unwrap_err().to_string();
    assert_eq!(
        error,
        "收入!D4: NaN is not a number JSON has; use an error value such as #NUM!"
    );
}

fn json(workbook: &Workbook) -> String {
    String::from_utf8(Json.export(workbook).expect("exports")).expect("UTF-8")
}

fn workbook() -> Workbook {
    let mut workbook = Workbook {
        properties: Properties {
            title: "天数智芯".to_owned(),
            created: Some((2025, 9, 30)),
            ..Properties::default()
        },
        names: vec![DefinedName {
            name: "Total".to_owned(),
            target: range("B2"),
            comment: String::new(),
        }],
        ..Workbook::default()
    };
    let style = workbook.styles.add(Style {
        number_format: "#,##0.0".to_owned(),
        bold: true,
        size: 105,
        fill: Some(Colour(0xFF_FB_E6)),
        ..Style::default()
    });
    let mut sheet = Sheet {
        name: "收入".to_owned(),
        freeze: Some(at("B2")),
        ..Sheet::default()
    };
    let stored = Content::Formula(Formula {
        shown: "CONCAT(\"n\",\".a.\")".to_owned(),
        stored: "_xlfn.CONCAT(\"n\",\".a.\")".to_owned(),
        result: Value::text("n.a."),
        spill: None,
    });
    for (address, content) in [
        ("A1", Content::Text("=1+1".to_owned())),
        ("B1", Content::Number(0.1 + 0.2)),
        ("A2", Content::Bool(true)),
        ("B2", stored),
        ("C2", Content::Error(ErrorValue::NotAvailable)),
    ] {
        sheet.cells.insert(
            at(address),
            Cell {
                content,
                style,
                ..Cell::default()
            },
        );
    }
    sheet.cells.entry(at("B1")).or_default().link = Some(Link::Cell {
        sheet: "收入".to_owned(),
        cell: at("A1"),
    });
    sheet.columns.insert(
        0,
        Column {
            width: 24.0,
            outline: 0,
        },
    );
    sheet.conditional_formats.push(ConditionalFormat {
        range: range("B1:B2").range,
        condition: Condition::TextIs("FAIL".to_owned()),
        style: Style {
            bold: true,
            ..Style::default()
        },
    });
    sheet.charts.push(chart());
    workbook.sheets.push(sheet);
    workbook
}

fn chart() -> Chart {
    Chart {
        kind: ChartKind::StackedColumn,
        title: "Revenue".to_owned(),
        alternative_text: "Revenue rises".to_owned(),
        series: vec![ChartSeries {
            name: range("A1"),
            categories: range("A1:B1"),
            values: range("A2:B2"),
            colour: None,
            kind: SeriesKind::Own,
            secondary: false,
            labels: None,
        }],
        category_axis: Axis::default(),
        value_axis: Axis {
            minimum: Some(0.0),
            ..Axis::default()
        },
        secondary_axis: None,
        anchor: at("A5"),
        size: (480, 320),
        legend: true,
    }
}

fn range(range: &str) -> SheetRange {
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    SheetRange {
        sheet: "收入".to_owned(),
        range: CellRange::new(at(first), at(last)),
    }
}

fn at(address: &str) -> CellAddress {
    address.parse().expect("an address")
}
