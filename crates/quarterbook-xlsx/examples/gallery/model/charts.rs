//! Every kind of chart.

use quarterbook_book::workbook::{
    Axis, Chart, ChartKind, ChartSeries, Content, DataLabels, PageSetup, SeriesKind, Sheet, StyleId,
};

use super::{AMBER, BLUE, FIGURES, GREY, TEAL, at, put, range, text};

/// The sheet.
pub(super) fn sheet() -> Sheet {
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
