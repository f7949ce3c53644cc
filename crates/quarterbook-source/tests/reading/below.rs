//! Words below a period that stands over several columns.

use crate::cases::{file, listed, section};
use rust_xlsxwriter::{Format, Workbook};

macro_rules! record {
    ($name:literal, $text:expr) => {
        insta::with_settings!({ snapshot_path => "below", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $text);
        })
    };
}

const BOOK: &str = "[[source]]\nfiles = \"a.*\"\nunit = \"RMB m\"\n[source.rows]\n\"Revenue\" = \"revenue\"\n";

/// A workbook whose first row has these texts, each merged over so many columns, above rows of texts and numbers.
fn merged(heads: &[(&str, u16)], rows: &[&[&str]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let format = Format::new();
    let mut column = 1;
    for (text, width) in heads {
        if *width > 1 {
            sheet
                .merge_range(0, column, 0, column + width - 1, text, &format)
                .unwrap();
        } else {
            sheet.write(0, column, *text).unwrap();
        }
        column += width;
    }
    for (at, row) in rows.iter().enumerate() {
        for (column, text) in row.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let (row, column) = (at as u32 + 1, column as u16);
            match text.parse::<f64>() {
                Ok(number) => sheet.write(row, column, number).unwrap(),
                Err(_) => sheet.write(row, column, *text).unwrap(),
            };
        }
    }
    workbook.save_to_buffer().unwrap()
}

#[test]
fn words_under_merged_periods() {
    let years = [("2024年", 2), ("2023年", 2)];
    let of = |words: [&'static str; 2]| {
        let row = ["", words[0], words[1], words[0], words[1]];
        merged(&years, &[&row, &["Revenue", "9", "8", "7", "6"]])
    };
    let restated = [("2024年", 1), ("2023年", 2), ("本年比上年增减", 1), ("2022年", 2)];
    let summary = merged(
        &restated,
        &[
            &["", "", "调整前", "调整后", "调整后", "调整前", "调整后"],
            &["Revenue", "9", "8", "7", "0.2", "6", "5"],
        ],
    );
    let skip = |text: &str| BOOK.replace("unit =", &format!("skip = [\"{text}\"]\nunit ="));
    let cases = [
        (
            "a share before the amount",
            BOOK.to_owned(),
            of(["占营业收入比重", "金额"]),
        ),
        ("before and after a restatement", BOOK.to_owned(), summary),
        (
            "of the group and of the parent",
            BOOK.to_owned(),
            of(["合并", "母公司"]),
        ),
        ("the group left out", skip("合并"), of(["合并", "母公司"])),
        ("a budget", BOOK.to_owned(), of(["Budget", "Actual"])),
        ("a budget alone", skip("Actual"), of(["Budget", "Actual"])),
        ("two that may be the figure", BOOK.to_owned(), of(["Tanks", "Jets"])),
        ("one of the two", skip("Jets"), of(["Tanks", "Jets"])),
    ];
    let told = cases.map(|(name, book, bytes)| section(name, &listed(&book, file("a.xlsx", bytes))));
    record!("merged", told.concat());
}

#[test]
fn words_under_periods_that_lost_their_merges() {
    let cases = [
        (
            "budget, actual and their difference",
            ",2024,,,2023,,\n,Budget,Actual,Var,Budget,Actual,Var\nRevenue,7,5,-2,6,4,-2\n",
        ),
        (
            "under quarters",
            ",Q1 2025,,Q2 2025,\n,Budget,Actual,Budget,Actual\nRevenue,4,5,5,6\n",
        ),
        (
            "under each year",
            "Item,2023,2024,2025\nBasis,Actual,Actual,Budget\nRevenue,4,5,6\n",
        ),
        ("under one of them", ",2023,2024,2025\n,,,Forecast\nRevenue,4,5,6\n"),
        (
            "a column beside the last",
            ",2024,2023,\n,Actual,Actual,Comment\nRevenue,5,4,9\n",
        ),
        ("statuses", ",2024,2023\n,(Unaudited),(Audited)\nRevenue,5,4\n"),
        (
            "texts in the first row",
            ",2024,2023\nOrders,n/a,see below\nRevenue,5,4\n",
        ),
    ];
    let told = cases.map(|(name, text)| section(name, &listed(BOOK, file("a.csv", text))));
    record!("unmerged", told.concat());
}
