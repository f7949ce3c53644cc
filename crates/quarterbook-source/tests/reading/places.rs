//! Where the period of a report is found, and what is worked out from reports that restate one another.

use crate::cases::{file, section, xlsx};
use crate::figures::{listing, read, vocabulary};

macro_rules! record {
    ($name:literal, $text:expr) => {
        insta::with_settings!({ snapshot_path => "places", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $text);
        })
    };
}

const BOOK: &str = "[[source]]\nfiles = \"*\"\nunit = \"RMB m\"\nrows = { \"Revenue\" = \"revenue\" }\n";
const CURRENT: &[&str] = &["", "本期金额", "上年同期"];
const FIGURES: &[&str] = &["Revenue", "5", "4"];

/// What comes out of a statement of 本期金额 in a file, on a sheet, under titles.
fn statements(cases: &[(&str, &'static str, &str, &[&str])]) -> String {
    let told = cases.iter().map(|(name, path, sheet, titles)| {
        let folder = tempfile::tempdir().unwrap();
        let titles: Vec<Vec<&str>> = titles.iter().map(|title| vec![*title]).collect();
        let mut rows: Vec<&[&str]> = titles.iter().map(Vec::as_slice).collect();
        rows.extend([CURRENT, FIGURES]);
        xlsx(path, &[(sheet, &rows)])(folder.path());
        section(name, &listing(&read(BOOK, folder.path(), &vocabulary("CNY"))))
    });
    told.collect()
}

#[test]
fn places_that_disagree_stop() {
    record!(
        "disagree",
        statements(&[
            (
                "a bare year and a month of it",
                "利润表2025.xlsx",
                "Sheet1",
                &["2025年6月"]
            ),
            (
                "a bare year and a stretch of it",
                "利润表2025.xlsx",
                "Sheet1",
                &["截至2025年6月30日止三个月"]
            ),
            (
                "a half-year and a quarter",
                "2025H1.xlsx",
                "Sheet1",
                &["2025年第二季度"]
            ),
            (
                "a fiscal year and a quarter",
                "FY2025.xlsx",
                "Sheet1",
                &["Quarter ended 30 June 2025"]
            ),
            ("a sheet that is a month", "利润表2025.xlsx", "6月", &[]),
            ("a sheet that is a quarter", "results.xlsx", "2025Q1", &[]),
            ("two in one name", "2025-04 FY2024 results.xlsx", "Sheet1", &[]),
            (
                "two years in one name",
                "2025 Budget - 2024 actuals.xlsx",
                "Sheet1",
                &[]
            ),
            ("a period that is only counted", "P06 2025.xlsx", "Sheet1", &[]),
            ("a stroke below the line", "report_2025_06.xlsx", "Sheet1", &[]),
        ])
    );
}

#[test]
fn days_of_preparing_and_publishing_are_no_period() {
    record!(
        "published",
        statements(&[
            (
                "prepared above the year",
                "a.xlsx",
                "Sheet1",
                &["编制日期:2025年4月", "2024年度"]
            ),
            (
                "prepared on a day",
                "a.xlsx",
                "Sheet1",
                &["编制日期：2025年4月10日", "2024年度"]
            ),
            ("printed", "a.xlsx", "Sheet1", &["Printed Apr 2025", "FY2024"]),
            ("published in brackets", "FY2024 results (Apr 2025).xlsx", "Sheet1", &[]),
            ("published on a day", "Q3 FY25 results 10-Nov-2024.xlsx", "Sheet1", &[]),
            (
                "compared with the year before",
                "a.xlsx",
                "Sheet1",
                &["2025年半年度（2024年半年度）"]
            ),
        ])
    );
}

#[test]
fn an_end_says_no_length() {
    record!(
        "ends",
        statements(&[
            ("a day", "report 2025-06-30.xlsx", "Sheet1", &[]),
            ("six digits", "利润表202506.xlsx", "Sheet1", &[]),
            (
                "six digits and a title that ends with them",
                "利润表202506.xlsx",
                "Sheet1",
                &["2025年半年度"]
            ),
            ("a day in a title", "a.xlsx", "Sheet1", &["2025年9月30日"]),
        ])
    );
}

#[test]
fn what_needs_no_length_goes_by_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let rows: &[&[&str]] = &[&["", "本年累计金额", "上年同期累计"], FIGURES];
    xlsx("利润表202506.xlsx", &[("Sheet1", rows)])(folder.path());
    record!("to date", listing(&read(BOOK, folder.path(), &vocabulary("CNY"))));
}

#[test]
fn a_table_without_periods_goes_by_its_places() {
    let book = "[[source]]\nfiles = \"*\"\nshape = \"long\"\nunit = \"RMB m\"\nvalues = { Revenue = \"revenue\" }\n";
    let names = [
        "results 2025Q1.csv",
        "2025-04 FY2024 results.csv",
        "report 2025-06-30.csv",
        "results.csv",
    ];
    let told = names.map(|name| {
        let folder = tempfile::tempdir().unwrap();
        file(name, "Company,Revenue\nX,5\n")(folder.path());
        section(name, &listing(&read(book, folder.path(), &vocabulary("CNY"))))
    });
    record!("without periods", told.concat());
}

#[test]
fn halves_follow_from_one_basis_alone() {
    let cases: [(&str, &[(&'static str, &str)]); 3] = [
        (
            "the year restated and its half not",
            &[
                ("a.csv", ",1H23\nRevenue,20\n"),
                ("b.csv", ",2023\nRevenue,45\n"),
                ("c.csv", ",2024,2023,1H24\nRevenue,60,30,25\n"),
            ],
        ),
        (
            "both restated",
            &[
                ("a.csv", ",1H23\nRevenue,20\n"),
                ("b.csv", ",2023\nRevenue,45\n"),
                ("c.csv", ",2024,2023,1H24,1H23\nRevenue,60,30,25,14\n"),
            ],
        ),
        (
            "neither",
            &[
                ("a.csv", ",1H23\nRevenue,20\n"),
                ("b.csv", ",2024,2023\nRevenue,60,45\n"),
                ("c.csv", ",2023\nRevenue,45\n"),
            ],
        ),
    ];
    let told = cases.iter().map(|(name, files)| {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in *files {
            file(path, text)(folder.path());
        }
        let book = format!("{BOOK}derive = [\"h2\"]\n");
        section(name, &listing(&read(&book, folder.path(), &vocabulary("CNY"))))
    });
    record!("two bases", told.collect::<String>());
}
