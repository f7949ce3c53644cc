//! Files that one book cannot hold as they are, or that say a period, a line or a column in two ways.

use std::fs;
use std::path::Path;

use super::Case;

const REVIEW: &str = "quarterly-review";

pub(crate) const CASES: &[Case] = &[
    Case {
        name: "two-currencies",
        template: REVIEW,
        files: &[
            ("group.csv", |path| {
                text(path, "in USD millions,,\nItem,FY2024,FY2023\nRevenue,540,289\n");
            }),
            ("china.csv", |path| {
                text(
                    path,
                    "单位:亿元,,\n项目,2024年,2023年\n营业收入,5.4,2.9\n毛利率,51%,49%\n",
                );
            }),
        ],
        next: None,
        builds: true,
    },
    Case {
        name: "two-fiscal-years",
        template: REVIEW,
        files: &[
            ("march.csv", |path| ended(path, "March 31")),
            ("june.csv", |path| ended(path, "June 30")),
        ],
        next: None,
        builds: true,
    },
    Case {
        name: "two-fiscal-years-of-peers",
        template: "peer-comparison",
        files: &[
            ("march.csv", |path| ended(path, "March 31")),
            ("june.csv", |path| ended(path, "June 30")),
        ],
        next: None,
        builds: true,
    },
    Case {
        name: "halves-and-years",
        template: REVIEW,
        files: &[
            ("results-1H24.csv", |path| {
                text(path, "USD m,1H24,1H23\nRevenue,250,130\n");
            }),
            ("results-2024.csv", |path| {
                text(path, "USD m,FY2024,FY2023\nRevenue,540,289\n");
            }),
        ],
        next: Some(("results-1H25.csv", |path| {
            text(path, "USD m,1H25,1H24\nRevenue,300,250\n");
        })),
        builds: true,
    },
    Case {
        name: "months-that-end-years",
        template: REVIEW,
        files: &[("etnet.csv", |path| {
            text(path, "损益表,2024/12,2023/12\n,人民币(千¥),人民币(千¥)\n收入,100,95\n");
        })],
        next: None,
        builds: true,
    },
    Case {
        name: "one-header-over-two-columns",
        template: REVIEW,
        files: &[("kpi.csv", |path| {
            text(
                path,
                "Period,Revenue,Revenue,Gross margin\n2024Q1,5,6,30%\n2024Q2,4,5,31%\n2024Q3,4,5,31%\n",
            );
        })],
        next: None,
        builds: true,
    },
    Case {
        name: "export-of-a-terminal",
        template: "peer-comparison",
        files: &[("wind.csv", |path| {
            text(
                path,
                "证券代码,证券简称,营业收入[报告期]2024年报[单位]亿元,营业收入[报告期]2023年报[单位]亿元\n688981.SH,中芯国际,577.96,452.50\n688256.SH,寒武纪,11.74,7.09\n数据来源：Wind,,,\n",
            );
        })],
        next: None,
        builds: true,
    },
];

fn ended(path: &Path, day: &str) {
    let heads = format!("\"Year ended {day}, 2024\",\"Year ended {day}, 2023\"");
    text(path, &format!("in USD millions,,\nItem,{heads}\nRevenue,540,289\n"));
}

fn text(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
}
