//! Labels of months that end longer periods, and labels that the book explains.

use crate::cases::{file, section};
use crate::figures::{listing, read, vocabulary};
use crate::periods::check;
use quarterbook_data::{FiscalCalendar, Vocabulary};
use quarterbook_source::PeriodContext;

macro_rules! record {
    ($name:literal, $text:expr) => {
        insta::with_settings!({ snapshot_path => "lengths", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $text);
        })
    };
}

fn to_march() -> Vocabulary {
    Vocabulary {
        calendar: FiscalCalendar::ending_in(3).unwrap(),
        ..vocabulary("CNY")
    }
}

/// What comes out of tables of revenue under more keys of the source, each case with its own.
fn tables(vocabulary: &Vocabulary, cases: &[(&str, &str, &str)]) -> String {
    let told = cases.iter().map(|(name, keys, text)| {
        let folder = tempfile::tempdir().unwrap();
        let own = if keys.contains("shape") {
            ""
        } else {
            "rows = { \"Revenue\" = \"revenue\" }\n"
        };
        let book = format!("[[source]]\nfiles = \"a.csv\"\nunit = \"RMB m\"\n{own}{keys}");
        file("a.csv", text)(folder.path());
        section(name, &listing(&read(&book, folder.path(), vocabulary)))
    });
    told.collect()
}

#[test]
fn months_with_a_length_end_longer_periods() {
    record!(
        "stated",
        tables(
            &to_march(),
            &[
                (
                    "year ended",
                    "",
                    ",Year ended March 2025,Year ended Mar-24\nRevenue,5,4\n"
                ),
                ("fy", "", ",FY Mar-25,FY Mar-24\nRevenue,5,4\n"),
                ("fy and a stroke", "", ",FY2025/3,FY2024/3\nRevenue,5,4\n"),
                (
                    "quarters",
                    "",
                    ",Quarter ended Jun-25,3 months to Mar-25\nRevenue,5,4\n"
                ),
                (
                    "half a year in two rows",
                    "",
                    ",Six months ended,\n,Sep-25,Sep-24\nRevenue,5,4\n"
                ),
                ("another year's end", "", ",FY Dec-24,FY Dec-23\nRevenue,5,4\n"),
                (
                    "a fiscal year and its months",
                    "",
                    ",Q1 FY24 (Apr-Jun),FY24 Jul-Sep,Apr'24-Mar'25\nRevenue,5,4,3\n"
                ),
                (
                    "a fiscal year and its month",
                    "",
                    ",FY2025 (Mar-25),FY2024 (Mar-24)\nRevenue,5,4\n"
                ),
            ]
        )
    );
}

#[test]
fn dates_of_the_book_hold_for_months() {
    record!(
        "by the book",
        tables(
            &to_march(),
            &[
                ("not given", "", ",Mar 2023,Mar 2024\nRevenue,5,4\n"),
                (
                    "annual",
                    "dates = \"annual\"\n",
                    ",Mar 2023,Mar 2024,2Q25\nRevenue,5,4,3\n"
                ),
                ("quarter", "dates = \"quarter\"\n", ",2024/3,2024/6\nRevenue,5,4\n"),
                (
                    "cumulative",
                    "dates = \"cumulative\"\n",
                    ",2024-04,2024-05,2024-06\nRevenue,5,4,3\n"
                ),
                (
                    "quarters a month apart",
                    "dates = \"quarter\"\n",
                    ",2024-04,2024-05,2024-06\nRevenue,5,4,3\n"
                ),
                (
                    "month",
                    "dates = \"month\"\n",
                    ",2024-04,2024-05,2024-06\nRevenue,5,4,3\n"
                ),
            ]
        )
    );
}

#[test]
fn labels_mean_what_the_book_says() {
    let named =
        "periods = { \"LTM Jun-25\" = \"FY2025\", \"spring 2024\" = \"2024Q2\", \"Budget 2026\" = \"2026E\" }\n";
    let long = "shape = \"long\"\ncolumns = { period = \"When\" }\nvalues = { Revenue = \"revenue\" }\n";
    let matrix = "shape = \"matrix\"\nline = \"revenue\"\n";
    record!(
        "names",
        tables(
            &vocabulary("CNY"),
            &[
                ("headers without", "", ",LTM Jun-25,Spring 2024\nRevenue,5,4\n"),
                (
                    "headers with",
                    named,
                    ",LTM Jun-25,Spring 2024,Budget 2026\nRevenue,5,4,6\n"
                ),
                (
                    "headers of two rows",
                    "periods = { \"Calm Season 2024\" = \"2024Q2\" }\n",
                    ",Calm Season,\n,2024,1Q25\nRevenue,5,4\n"
                ),
                ("one of two without", "", ",FY2024,24P\nRevenue,5,4\n"),
                (
                    "one that looks like one",
                    "",
                    ",FY2024,Plan 2025,Remark\nRevenue,5,4,3\n"
                ),
                (
                    "a column of periods without",
                    long,
                    "When,Revenue\nSpring 2024,5\n2025Q1,4\n"
                ),
                (
                    "a column of periods with",
                    &format!("{long}periods = {{ \"Spring 2024\" = \"2024Q2\" }}\n"),
                    "When,Revenue\nSpring 2024,5\n2025Q1,4\n"
                ),
                (
                    "a matrix without",
                    matrix,
                    "Year,2023,2024\nQ1,5,4\nSpring,3,2\n合计,8,6\n"
                ),
                (
                    "a matrix with",
                    &format!("{matrix}periods = {{ \"Spring\" = \"Q2\" }}\n"),
                    "Year,2023,2024\nQ1,5,4\nSpring,3,2\n"
                ),
                (
                    "no period",
                    "periods = { \"Spring\" = \"Q2\" }\n",
                    ",Spring,1Q25\nRevenue,5,4\n"
                ),
            ]
        )
    );
}

#[test]
fn months_of_a_matrix_are_of_its_years() {
    let matrix = "shape = \"matrix\"\nline = \"revenue\"\n";
    let explained = format!("{matrix}periods = {{ \"2024\" = \"FY2024\" }}\n");
    let by_calendar = format!("{matrix}by-calendar = true\n");
    record!(
        "matrices",
        tables(
            &to_march(),
            &[
                (
                    "fiscal by the corner",
                    matrix,
                    "FY,Apr,May,Mar\n2024,1,2,3\n2025,4,5,6\n"
                ),
                ("fiscal by the years", matrix, ",Apr,Mar\nFY2024,1,3\nFY25,4,6\n"),
                ("not said", matrix, "Year,Apr,Mar\n2024,1,3\n"),
                ("said by the book", &explained, "Year,Apr,Mar\n2024,1,3\n"),
                ("by the calendar", &by_calendar, "Year,Apr,Mar\n2024,1,3\n"),
                (
                    "with a column for the year",
                    matrix,
                    "Year,Q1,Q2,Q3,Q4,FY\n2023,1,2,3,4,10\n2024,2,3,4,5,14\n"
                ),
            ]
        )
    );
}

#[test]
fn labels_of_terminals_and_releases() {
    check(
        &PeriodContext::default(),
        &[
            ("24A", "FY2024"),
            ("25E", "FY2025 estimate"),
            ("2024Y", "FY2024"),
            ("YE2024", "FY2024"),
            ("FYE 2025", "FY2025"),
            ("2024年末", "FY2024"),
            ("2024年底", "FY2024"),
            ("2024年12月末", "2024M12"),
            ("2023年(调整后)", "FY2023"),
            ("2024年金额", "FY2024"),
            ("FQ1 2024", "2024Q1"),
            ("Q1-25", "2025Q1"),
            ("Q1/25", "2025Q1"),
            ("1HFY25", "2025H1"),
            ("1H 2024/25", "2025H1"),
            ("9MFY25", "9M2025"),
            ("2025年1季", "2025Q1"),
            ("2025年第1-3季度", "9M2025"),
            ("2025年一至三季度", "9M2025"),
            ("12 months Dec-31-2024", "FY2024"),
            ("12 months\nDec-31-2024", "FY2024"),
            ("3 months Sep-30-2024", "2024Q3"),
            ("Quarter ended Jun-25", "2025Q2"),
            ("12 months ended Dec-2024", "FY2024"),
            ("截至2025年12月止年度", "FY2025"),
            ("10/2024", "2024M10"),
            ("Jan 2025 - Jun 2025", "2025H1"),
            ("Apr'25-Jun'25", "2025Q2"),
            ("2025/1-2025/6", "2025H1"),
            ("2025.1-6", "2025H1"),
            (
                "2025/1/6",
                "2025-01-06 does not say how long the period is that it ends",
            ),
            ("2025年1月-2025年9月", "9M2025"),
            ("Dec-24 half", "2024H2"),
            ("CQ1 2024", "2024Q1"),
            ("2025年第三季度（7-9月）", "2025Q3"),
            (
                "2025年第三季度（4-6月）",
                "`2025年第三季度（4-6月）` says 2025Q3 and 2025Q2",
            ),
            ("FY2024 Apr", "2024M04"),
            (
                "31.12.2024",
                "2024-12-31 does not say how long the period is that it ends",
            ),
            (
                "2024.12.31",
                "2024-12-31 does not say how long the period is that it ends",
            ),
            ("5.6.2024", "5.6.2024 may begin with the month or with the day"),
            ("24P", "no"),
            ("24 A", "no"),
            ("Oct 24", "incomplete"),
            ("FY03/22", "no"),
            ("2022年3月期", "no"),
        ],
    );
}
