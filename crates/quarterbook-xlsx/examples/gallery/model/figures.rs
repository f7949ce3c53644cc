//! Figures with totals, growth and checks, and everything that can surround them.

use quarterbook_book::workbook::{
    Allowed, Border, Colour, Column, Condition, ConditionalFormat, Content, Footer, Horizontal, Link, PageSetup, Row,
    Sheet, Sparkline, SparklineKind, Style, StyleId, Styles, Validation,
};
use quarterbook_formula::Value;

use super::{BLUE, FIGURES, TEAL, at, cells, formula, put, range, text};

struct Palette {
    title: StyleId,
    header: StyleId,
    label: StyleId,
    input: StyleId,
    total: StyleId,
    percent: StyleId,
    wrapped: StyleId,
}

impl Palette {
    fn new(styles: &mut Styles) -> Self {
        let amount = "#,##0.0_);(#,##0.0);\"–\"_);@_)".to_owned();
        let mut add = |style| styles.add(style);
        Self {
            title: add(Style {
                bold: true,
                size: 160,
                colour: Some(BLUE),
                ..Style::default()
            }),
            header: add(Style {
                bold: true,
                colour: Some(Colour(0xFF_FF_FF)),
                fill: Some(BLUE),
                bottom: Border::Medium,
                horizontal: Horizontal::Right,
                ..Style::default()
            }),
            label: add(Style {
                indent: 1,
                ..Style::default()
            }),
            input: add(Style {
                number_format: amount.clone(),
                colour: Some(Colour(0x00_00_FF)),
                fill: Some(Colour(0xFF_FB_E6)),
                horizontal: Horizontal::Right,
                ..Style::default()
            }),
            total: add(Style {
                number_format: amount,
                bold: true,
                top: Border::Thin,
                bottom: Border::Double,
                horizontal: Horizontal::Right,
                ..Style::default()
            }),
            percent: add(Style {
                number_format: "0.0%_);(0.0%);0.0%_);@_)".to_owned(),
                italic: true,
                horizontal: Horizontal::Right,
                ..Style::default()
            }),
            wrapped: add(Style {
                wrap: true,
                size: 90,
                ..Style::default()
            }),
        }
    }
}

/// The sheet.
pub(super) fn sheet(styles: &mut Styles) -> Sheet {
    let palette = Palette::new(styles);
    let mut sheet = Sheet {
        name: FIGURES.to_owned(),
        tab_colour: Some(BLUE),
        zoom: 90,
        ..Sheet::default()
    };
    put(&mut sheet, "A1", text("天数智芯：按产品线划分的收入"), palette.title);
    sheet.merges.push(cells("A1:H1"));
    for (column, label) in ["D", "E", "F", "G", "H"]
        .iter()
        .zip(["FY2021", "FY2022", "FY2023", "FY2024", "FY2025E"])
    {
        put(&mut sheet, &format!("{column}2"), text(label), palette.header);
    }
    for (row, label, amounts) in [
        (3, "训练（天垓）Training", [0.8, 1.31, 1.62, 2.24, 3.1]),
        (4, "推理（智铠）Inference", [0.1, 0.45, 0.9, 1.55, 2.2]),
    ] {
        put(&mut sheet, &format!("A{row}"), text(label), palette.label);
        for (column, amount) in ["D", "E", "F", "G", "H"].iter().zip(amounts) {
            let address = put(
                &mut sheet,
                &format!("{column}{row}"),
                Content::Number(amount),
                palette.input,
            );
            let cell = sheet.cells.entry(address).or_default();
            cell.origin = Some("S01 data/annual.xlsx 摘要!C8".to_owned());
            cell.link = Some(Link::Cell {
                sheet: "Q1's <odd> & ends".to_owned(),
                cell: at("B2"),
            });
        }
    }
    total_rows(&mut sheet, &palette);
    put(
        &mut sheet,
        "A8",
        text("Rest is what the company has not split by line.\n其余为未披露部分。"),
        palette.wrapped,
    );
    sheet.merges.push(cells("A8:C8"));
    surroundings(&mut sheet);
    sheet
}

fn total_rows(sheet: &mut Sheet, palette: &Palette) {
    put(sheet, "A5", text("合计 Total"), palette.total);
    put(sheet, "A6", text("同比 Growth"), palette.label);
    put(sheet, "A7", text("检查 Check"), palette.label);
    let columns = ["D", "E", "F", "G", "H"];
    let totals = [0.9, 1.76, 2.52, 3.79, 5.300_000_000_000_001];
    for (index, column) in columns.iter().enumerate() {
        let sum = formula(&format!("SUM({column}3:{column}4)"), Value::Number(totals[index]));
        put(sheet, &format!("{column}5"), sum, palette.total);
        let growth = if index == 0 {
            formula("IF(COUNT(C5,D5)=2,D5/C5-1,\"n.a.\")", Value::text("n.a."))
        } else {
            let before = columns[index - 1];
            let value = totals[index] / totals[index - 1] - 1.0;
            formula(
                &format!("IF(COUNT({before}5,{column}5)=2,{column}5/{before}5-1,\"n.a.\")"),
                Value::Number(value),
            )
        };
        put(sheet, &format!("{column}6"), growth, palette.percent);
        let check = formula(&format!("IF({column}5>0,\"OK\",\"FAIL\")"), Value::text("OK"));
        put(sheet, &format!("{column}7"), check, palette.percent);
    }
}

fn surroundings(sheet: &mut Sheet) {
    sheet.freeze = Some(at("D3"));
    sizes(sheet);
    print_setup(sheet);
    sheet.cells.entry(at("D3")).or_default().note = Some("约 0.8: the article says \"about\"".to_owned());
    sheet.sparklines.push(sparkline("I3", "D3:H3", SparklineKind::Line));
    sheet.sparklines.push(sparkline("I5", "D5:H5", SparklineKind::Column));
    conditional_formats(sheet);
    sheet.validations.push(Validation {
        range: cells("A10"),
        allowed: Allowed::Choices(vec!["草稿".to_owned(), "已复核".to_owned()]),
        message: "Choose one of the two".to_owned(),
    });
    sheet.validations.push(Validation {
        range: cells("D3:H3"),
        allowed: Allowed::Formula("OR(ISNUMBER(D3),D3=\"n.a.\")".to_owned()),
        message: "A number, or n.a.".to_owned(),
    });
}

fn sizes(sheet: &mut Sheet) {
    for (column, width, outline) in [(0, 28.0, 0), (1, 3.0, 1), (2, 3.0, 1), (8, 14.0, 0)] {
        sheet.columns.insert(column, Column { width, outline });
    }
    for column in 3..=7 {
        sheet.columns.insert(
            column,
            Column {
                width: 11.0,
                outline: 0,
            },
        );
    }
    for (row, height, outline) in [(0, Some(26.0), 0), (2, None, 1), (3, None, 2), (7, Some(40.0), 0)] {
        sheet.rows.insert(row, Row { height, outline });
    }
}

fn print_setup(sheet: &mut Sheet) {
    sheet.page = PageSetup {
        landscape: true,
        pages_wide: 1,
        repeat_rows: Some((0, 1)),
        repeat_columns: Some((0, 2)),
        print_area: Some(cells("A1:I8")),
        breaks: vec![5],
        footer: Footer {
            left: "天数智芯 && co".to_owned(),
            centre: "&A".to_owned(),
            right: "&P / &N".to_owned(),
        },
        ..PageSetup::default()
    };
}

fn conditional_formats(sheet: &mut Sheet) {
    let coloured = |colour| Style {
        colour: Some(Colour(colour)),
        ..Style::default()
    };
    let conditions = [
        ("D6:H6", Condition::Positive, coloured(0xC0_00_00)),
        ("D6:H6", Condition::Negative, coloured(0x00_80_00)),
        (
            "D7:H7",
            Condition::TextIs("FAIL".to_owned()),
            Style {
                bold: true,
                fill: Some(Colour(0xFF_C7_CE)),
                ..Style::default()
            },
        ),
        ("D3:H3", Condition::DataBar(TEAL), Style::default()),
        (
            "D4:H4",
            Condition::Formula("_xlfn.IFNA(D4,0)>2".to_owned()),
            coloured(0xC0_00_00),
        ),
    ];
    for (range, condition, style) in conditions {
        sheet.conditional_formats.push(ConditionalFormat {
            range: cells(range),
            condition,
            style,
        });
    }
}

fn sparkline(cell: &str, values: &str, kind: SparklineKind) -> Sparkline {
    Sparkline {
        cell: at(cell),
        values: range(FIGURES, values),
        kind,
        colour: TEAL,
    }
}
