//! What a reviewer sees of a small workbook.

use quarterbook_book::workbook::{
    Allowed, Axis, Cell, Chart, ChartKind, ChartSeries, Colour, Column, Condition, ConditionalFormat, Content,
    DataLabels, DefinedName, Footer, Formula, Link, PageSetup, Properties, Row, SeriesKind, Sheet, SheetRange,
    Sparkline, SparklineKind, Style, StyleId, Validation,
};
use quarterbook_book::{Exporter, Workbook};
use quarterbook_data::{CellAddress, CellRange};
use quarterbook_formula::{ErrorValue, Value};
use quarterbook_text::{Text, typed_lines};

#[test]
fn every_cell_and_what_surrounds_it_is_listed() {
    let listing = Text.export(&workbook()).unwrap();
    insta::assert_snapshot!(String::from_utf8(listing).unwrap());
}

#[test]
fn typed_lines_name_sheet_address_type_and_value() {
    insta::assert_snapshot!(typed_lines(&workbook()).join("\n"));
}

fn workbook() -> Workbook {
    let mut workbook = Workbook {
        properties: Properties {
            title: "天数智芯".to_owned(),
            created: Some((2025, 9, 30)),
            ..Properties::default()
        },
        names: vec![DefinedName {
            name: "TotalRevenue".to_owned(),
            target: range("收入 明细", "B4:D4"),
            comment: "every period".to_owned(),
        }],
        ..Workbook::default()
    };
    let amount = workbook.styles.add(Style {
        number_format: "#,##0.0;(#,##0.0)".to_owned(),
        ..Style::default()
    });
    workbook.sheets.push(figures(amount));
    workbook.sheets.push(oddities());
    workbook
}

fn figures(amount: StyleId) -> Sheet {
    let mut sheet = Sheet {
        name: "收入 明细".to_owned(),
        freeze: Some(at("B2")),
        zoom: 90,
        tab_colour: Some(Colour(0x1F_4E_79)),
        ..Sheet::default()
    };
    for (address, content) in [
        ("B1", text("FY2023")),
        ("C1", text("FY2024")),
        ("D1", text("FY2025")),
        ("A2", text("训练 Training")),
        ("B2", Content::Number(1.62)),
        ("C2", Content::Number(2.24)),
        ("D2", text("n.a.")),
        ("A4", text("Total")),
        ("B4", formula("SUM(B2:B3)", Value::Number(1.62))),
        ("C4", formula("SUM(C2:C3)", Value::Number(2.24))),
        (
            "D4",
            formula("IF(COUNT(D2:D3)=2,SUM(D2:D3),\"n.a.\")", Value::text("n.a.")),
        ),
    ] {
        let style = if address.ends_with('1') {
            StyleId::default()
        } else {
            amount
        };
        sheet.cells.insert(
            at(address),
            Cell {
                content,
                style,
                ..Cell::default()
            },
        );
    }
    let input = sheet.cells.entry(at("C2")).or_default();
    input.origin = Some("S07 data/2024.xlsx 摘要!C8".to_owned());
    input.link = Some(Link::Cell {
        sheet: "Odds & ends".to_owned(),
        cell: at("A1"),
    });
    input.note = Some("as printed: 2.24\n约".to_owned());
    surround(&mut sheet);
    sheet
}

fn surround(sheet: &mut Sheet) {
    for (index, width) in [(0, 24.5), (1, 10.0), (2, 10.0)] {
        sheet.columns.insert(index, Column { width, outline: 0 });
    }
    sheet.columns.insert(5, Column { width: 3.0, outline: 1 });
    sheet.rows.insert(
        0,
        Row {
            height: Some(20.0),
            outline: 0,
        },
    );
    sheet.rows.insert(
        2,
        Row {
            height: None,
            outline: 1,
        },
    );
    sheet.merges.push(cells("A6:D6"));
    sheet.page = PageSetup {
        landscape: true,
        pages_wide: 1,
        repeat_rows: Some((0, 0)),
        repeat_columns: Some((0, 0)),
        print_area: Some(cells("A1:D30")),
        breaks: vec![5],
        footer: Footer {
            right: "&P / &N".to_owned(),
            ..Footer::default()
        },
        ..PageSetup::default()
    };
    sheet.sparklines.push(Sparkline {
        cell: at("E2"),
        values: range("收入 明细", "B2:D2"),
        kind: SparklineKind::Line,
        colour: Colour(0x1F_4E_79),
    });
    for (condition, colour) in [
        (Condition::Positive, 0xC0_00_00),
        (Condition::TextIs("FAIL".to_owned()), 0xFF_00_00),
    ] {
        let style = Style {
            colour: Some(Colour(colour)),
            bold: true,
            ..Style::default()
        };
        sheet.conditional_formats.push(ConditionalFormat {
            range: cells("B4:D4"),
            condition,
            style,
        });
    }
    sheet.validations.push(Validation {
        range: cells("A8"),
        allowed: Allowed::Choices(vec!["草稿".to_owned(), "final".to_owned()]),
        message: "one of the two".to_owned(),
    });
    sheet.validations.push(Validation {
        range: cells("B4:D4"),
        allowed: Allowed::Formula("ISNUMBER(B4)".to_owned()),
        message: "a number".to_owned(),
    });
    sheet.charts.push(chart());
}

fn chart() -> Chart {
    Chart {
        kind: ChartKind::StackedColumn,
        title: "收入 Revenue".to_owned(),
        alternative_text: "Revenue rises".to_owned(),
        series: vec![ChartSeries {
            name: range("收入 明细", "A2"),
            categories: range("收入 明细", "B1:D1"),
            values: range("收入 明细", "B2:D2"),
            colour: Some(Colour(0x1F_4E_79)),
            kind: SeriesKind::Line,
            secondary: true,
            labels: Some(DataLabels {
                number_format: "0.0".to_owned(),
            }),
        }],
        category_axis: Axis::default(),
        value_axis: Axis {
            title: "CNY 亿".to_owned(),
            minimum: Some(0.0),
            ..Axis::default()
        },
        secondary_axis: None,
        anchor: at("A10"),
        size: (480, 320),
        legend: true,
    }
}

fn oddities() -> Sheet {
    let mut sheet = Sheet {
        name: "Odds & ends".to_owned(),
        gridlines: true,
        ..Sheet::default()
    };
    let spilled = Content::Formula(Formula {
        shown: "SORT(B1:B2)".to_owned(),
        stored: "_xlfn._xlws.SORT(B1:B2)".to_owned(),
        result: Value::Number(0.1 + 0.2),
        spill: Some(cells("D1:D2")),
    });
    for (address, content) in [
        ("A1", text("=1+1")),
        ("A2", text("two\nlines \"quoted\" \\ \u{7}\u{a0}")),
        ("A3", text("")),
        ("B1", Content::Bool(true)),
        ("B2", formula("1/0", Value::Error(ErrorValue::Div0))),
        ("B3", formula("\"2024\"", Value::text("2024"))),
        ("C1", Content::Number(1e-300)),
        ("D1", spilled),
        ("D2", Content::Error(ErrorValue::NotAvailable)),
        ("E1", Content::Blank),
    ] {
        sheet.cells.insert(
            at(address),
            Cell {
                content,
                ..Cell::default()
            },
        );
    }
    sheet
}

fn text(text: &str) -> Content {
    Content::Text(text.to_owned())
}

fn formula(shown: &str, result: Value) -> Content {
    Content::Formula(Formula {
        shown: shown.to_owned(),
        stored: shown.to_owned(),
        result,
        spill: None,
    })
}

fn range(sheet: &str, range: &str) -> SheetRange {
    SheetRange {
        sheet: sheet.to_owned(),
        range: cells(range),
    }
}

fn cells(range: &str) -> CellRange {
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    CellRange::new(at(first), at(last))
}

fn at(address: &str) -> CellAddress {
    address.parse().expect("an address")
}
