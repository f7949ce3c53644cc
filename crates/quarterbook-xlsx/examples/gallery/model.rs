//! The workbook: one sheet of figures with everything around them, one of charts, one of awkward cells.

use quarterbook_book::Workbook;
use quarterbook_book::workbook::{
    Axis, Border, Cell, Chart, ChartKind, ChartSeries, Colour, Column, Condition, ConditionalFormat, Content,
    DataLabels, DefinedName, Footer, Formula, Horizontal, Link, PageSetup, Properties, Row, SeriesKind, Sheet,
    SheetRange, Sparkline, SparklineKind, Style, StyleId, Styles, Validation,
};
use quarterbook_data::{CellAddress, CellRange};
use quarterbook_formula::{ErrorValue, Value};

const FIGURES: &str = "收入 Revenue";
const BLUE: Colour = Colour(0x1F_4E_79);
const TEAL: Colour = Colour(0x2E_9C_A6);
const AMBER: Colour = Colour(0xE0_A0_30);
const GREY: Colour = Colour(0xBF_BF_BF);

/// Everything at once.
pub(crate) fn workbook() -> Workbook {
    let mut styles = Styles::default();
    let figures = figures(&mut styles);
    let charts = charts();
    let awkward = awkward(&mut styles);
    Workbook {
        properties: Properties {
            title: "天数智芯 Iluvatar CoreX".to_owned(),
            subject: "Revenue, margin & share".to_owned(),
            comments: "run 1".to_owned(),
            created: Some((2025, 9, 30)),
        },
        sheets: vec![figures, charts, awkward],
        names: vec![DefinedName {
            name: "收入合计".to_owned(),
            target: range(FIGURES, "D5:H5"),
            comment: "Total revenue, every period".to_owned(),
        }],
        styles,
    }
}

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

fn figures(styles: &mut Styles) -> Sheet {
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
    for (column, width) in [
        (0, 28.0),
        (1, 3.0),
        (2, 3.0),
        (3, 11.0),
        (4, 11.0),
        (5, 11.0),
        (6, 11.0),
        (7, 11.0),
        (8, 14.0),
    ] {
        sheet.columns.insert(
            column,
            Column {
                width,
                outline: u8::from((1..=2).contains(&column)),
            },
        );
    }
    sheet.rows.insert(
        0,
        Row {
            height: Some(26.0),
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
    sheet.rows.insert(
        3,
        Row {
            height: None,
            outline: 2,
        },
    );
    sheet.rows.insert(
        7,
        Row {
            height: Some(40.0),
            outline: 0,
        },
    );
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
    sheet.cells.entry(at("D3")).or_default().note = Some("约 0.8: the article says \"about\"".to_owned());
    sheet.sparklines.push(sparkline("I3", "D3:H3", SparklineKind::Line));
    sheet.sparklines.push(sparkline("I5", "D5:H5", SparklineKind::Column));
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
    sheet.validations.push(Validation {
        range: cells("A10"),
        choices: vec!["草稿".to_owned(), "已复核".to_owned()],
        message: "Choose one of the two".to_owned(),
    });
}

fn charts() -> Sheet {
    let mut sheet = Sheet {
        name: "Charts".to_owned(),
        ..Sheet::default()
    };
    waterfall_steps(&mut sheet);
    let kinds = [
        (ChartKind::StackedColumn, "分产品线收入（亿元）", "A1"),
        (ChartKind::PercentColumn, "收入结构（%）", "I1"),
        (ChartKind::Line, "收入走势 Revenue, CNY 亿", "A19"),
        (ChartKind::Bar, "FY2021–FY2025E, by line", "I19"),
    ];
    for (kind, title, anchor) in kinds {
        sheet.charts.push(by_line(kind, title, anchor));
    }
    sheet.charts.push(with_growth());
    sheet.charts.push(waterfall());
    sheet.page = PageSetup {
        landscape: true,
        pages_wide: 1,
        pages_high: 1,
        ..PageSetup::default()
    };
    sheet
}

fn by_line(kind: ChartKind, title: &str, anchor: &str) -> Chart {
    let labels = (kind != ChartKind::PercentColumn).then(|| DataLabels {
        number_format: "0.0".to_owned(),
    });
    let series = [("3", BLUE), ("4", TEAL)].map(|(row, colour)| ChartSeries {
        name: range(FIGURES, &format!("A{row}")),
        categories: range(FIGURES, "D2:H2"),
        values: range(FIGURES, &format!("D{row}:H{row}")),
        colour: Some(colour),
        kind: SeriesKind::Own,
        secondary: false,
        labels: labels.clone(),
    });
    let is_bar = matches!(kind, ChartKind::Bar | ChartKind::StackedBar);
    let number_format = if kind == ChartKind::PercentColumn { "0%" } else { "0.0" };
    Chart {
        kind,
        title: title.to_owned(),
        alternative_text: format!("{title}: training grows from 0.8 to 3.1, inference from 0.1 to 2.2"),
        series: series.to_vec(),
        category_axis: Axis {
            reversed: is_bar,
            ..Axis::default()
        },
        value_axis: Axis {
            number_format: number_format.to_owned(),
            ..Axis::default()
        },
        secondary_axis: None,
        anchor: at(anchor),
        size: (480, 320),
        legend: true,
    }
}

fn with_growth() -> Chart {
    let mut chart = by_line(ChartKind::StackedColumn, "收入与同比增速", "A37");
    chart.series.push(ChartSeries {
        name: range(FIGURES, "A6"),
        categories: range(FIGURES, "D2:H2"),
        values: range(FIGURES, "D6:H6"),
        colour: Some(AMBER),
        kind: SeriesKind::Line,
        secondary: true,
        labels: Some(DataLabels {
            number_format: "0%".to_owned(),
        }),
    });
    "CNY 亿".clone_into(&mut chart.value_axis.title);
    chart.secondary_axis = Some(Axis {
        title: "Growth".to_owned(),
        number_format: "0%".to_owned(),
        minimum: Some(0.0),
        ..Axis::default()
    });
    chart
}

fn waterfall_steps(sheet: &mut Sheet) {
    let steps = [
        ("FY2024", 0.0, 3.79, 0.0),
        ("Training", 3.79, 0.0, 0.86),
        ("Inference", 4.65, 0.0, 0.65),
        ("FY2025E", 0.0, 5.3, 0.0),
    ];
    for (column, heading) in ["T", "U", "V"].iter().zip(["Base", "Level", "Step"]) {
        put(sheet, &format!("{column}1"), text(heading), StyleId::default());
    }
    for (index, (label, base, level, step)) in steps.into_iter().enumerate() {
        let row = index + 2;
        put(sheet, &format!("S{row}"), text(label), StyleId::default());
        for (column, amount) in ["T", "U", "V"].iter().zip([base, level, step]) {
            put(
                sheet,
                &format!("{column}{row}"),
                Content::Number(amount),
                StyleId::default(),
            );
        }
    }
}

fn waterfall() -> Chart {
    let mut chart = by_line(ChartKind::StackedColumn, "Bridge FY2024 to FY2025E, CNY 亿", "I37");
    let label = Some(DataLabels {
        number_format: "0.00;-0.00;;".to_owned(),
    });
    chart.series = [
        ("T", None, None),
        ("U", Some(BLUE), label.clone()),
        ("V", Some(GREY), label),
    ]
    .map(|(column, colour, labels)| ChartSeries {
        name: range("Charts", &format!("{column}1")),
        categories: range("Charts", "S2:S5"),
        values: range("Charts", &format!("{column}2:{column}5")),
        colour,
        kind: SeriesKind::Own,
        secondary: false,
        labels,
    })
    .to_vec();
    chart
}

/// Cells that a careless writer gets wrong.
fn awkward(styles: &mut Styles) -> Sheet {
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

fn put(sheet: &mut Sheet, address: &str, content: Content, style: StyleId) -> CellAddress {
    let address = at(address);
    sheet.cells.insert(
        address,
        Cell {
            content,
            style,
            ..Cell::default()
        },
    );
    address
}

fn text(text: &str) -> Content {
    Content::Text(text.to_owned())
}

fn formula(stored: &str, result: Value) -> Content {
    Content::Formula(Formula {
        shown: stored.replace("_xlfn.", ""),
        stored: stored.to_owned(),
        result,
        spill: None,
    })
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

fn sparkline(cell: &str, values: &str, kind: SparklineKind) -> Sparkline {
    Sparkline {
        cell: at(cell),
        values: range(FIGURES, values),
        kind,
        colour: TEAL,
    }
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
