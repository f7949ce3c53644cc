//! Rows of numbers: years of a header, or figures.

use crate::cases::{file, listed, section, xlsx};
use rust_xlsxwriter::{Format, Workbook};

macro_rules! record {
    ($name:literal, $text:expr) => {
        insta::with_settings!({ snapshot_path => "headers", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $text);
        })
    };
}

const BOOK: &str = "[[source]]\nfiles = \"a.*\"\nunit = \"RMB m\"\n[source.rows]\n\"Revenue\" = \"revenue\"\n\
                    \"Units\" = { line = \"units\", optional = true }\n";

fn csv(cases: &[(&str, &str)]) -> String {
    let told = cases.iter().map(|(name, text)| {
        let listed = listed(BOOK, file("a.csv", text));
        section(name, &listed)
    });
    told.collect()
}

#[test]
fn counts_that_could_be_years_are_no_header() {
    record!(
        "counts",
        csv(&[
            (
                "above the header",
                "Units,1200,1350,2010\n,FY2023,FY2024,FY2025\nRevenue,5,6,7\n",
            ),
            (
                "in order, above the header",
                "Units,1990,2010,2030\n,FY2023,FY2024,FY2025\nRevenue,5,6,7\n",
            ),
            (
                "right below the header",
                ",FY2023,FY2024,FY2025\nUnits,1990,2010,2011\nRevenue,5,6,7\n",
            ),
            (
                "further below",
                ",2023,2024,2025\nRevenue,5,6,7\nUnits,1200,1350,2010\n",
            ),
            (
                "all of them like years and out of order",
                ",2023,2024,2025\nRevenue,5,6,7\nUnits,2012,2010,2011\n",
            ),
            (
                "beside one that is no year",
                ",2023,2024,2025\nUnits,2010,2011,98000\nRevenue,5,6,7\n",
            ),
            (
                "that read as months",
                ",2023,2024,2025\nUnits,202301,202412,202506\nRevenue,5,6,7\n",
            ),
        ])
    );
}

#[test]
fn numbers_that_may_be_years_or_counts_stop_with_the_row() {
    let mut all = csv(&[
        (
            "right below the header",
            ",FY2023,FY2024,FY2025\nUnits,2010,2011,2012\nRevenue,5,6,7\n",
        ),
        (
            "below figures",
            ",2023,2024,2025\nRevenue,5,6,7\nUnits,2012,2011,2010\n",
        ),
    ]);
    all += &csv(&[(
        "months behind a title, under a label of the book",
        ",2024,2023\nRevenue,5,4\n,,\nOther table,,\nUnits,202101,202102\nRevenue,3,2\n",
    )]);
    let settled = BOOK.replace("unit =", "header = { row = 1 }\nunit =");
    let text = ",FY2023,FY2024,FY2025\nUnits,2010,2011,2012\nRevenue,5,6,7\n";
    all += &section("settled by the row", &listed(&settled, file("a.csv", text)));
    record!("doubtful", all);
}

#[test]
fn headers_of_bare_years() {
    let mut all = csv(&[
        ("newest first", ",2025,2024,2023\nRevenue,7,6,5\n"),
        ("with gaps", ",2019,2021,2025\nRevenue,7,6,5\n"),
        ("with growth between", ",2025,Change,2024\nRevenue,7,17%,6\n"),
        (
            "again over a second table",
            ",2024,2025\nRevenue,6,7\nSales,2024,2025\nUnits,1,2\n",
        ),
        (
            "other years over a second table behind an empty row",
            ",2024,2025\nRevenue,6,7\n,,\nVolume,2022,2023\nUnits,1,2\n",
        ),
        ("months", ",202407,202408,202409\nRevenue,5,6,7\n"),
        ("months with points", ",2024.07,2024.08,2024.09\nRevenue,5,6,7\n"),
        ("under words", ",Year ended December 31\\,,\n,2025,2024\nRevenue,7,6\n"),
        (
            "twice under words that part them",
            ",Group,,Company,\n,2025,2024,2025,2024\nRevenue,7,6,5,4\n",
        ),
    ]);
    let rows: [&[&str]; 3] = [
        &["", "2023", "2024", "2025"],
        &["Units", "1990", "2050", "2010"],
        &["Revenue", "5", "6", "7"],
    ];
    all += &section("numbers in Excel", &listed(BOOK, xlsx("a.xlsx", &[("S", &rows)])));
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(2, 0, ["Revenue"]).unwrap();
    for (column, year, code) in [(1, 2024, "0\"A\""), (2, 2025, "0\"A\""), (3, 2026, "0\"E\"")] {
        let format = Format::new().set_num_format(code);
        sheet.write_with_format(1, column, year, &format).unwrap();
        sheet.write(2, column, year - 2000).unwrap();
    }
    let bytes = workbook.save_to_buffer().unwrap();
    all += &section(
        "numbers with words in their format",
        &listed(BOOK, file("a.xlsx", bytes)),
    );
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let thousands = Format::new().set_num_format("#,##0");
    crate::cases::fill(sheet, &[&["", "2023", "2024"], &["Revenue", "5", "6"], &["Units"]]);
    for (column, count) in [(1, 2011), (2, 2012)] {
        sheet.write_with_format(2, column, count, &thousands).unwrap();
    }
    let bytes = workbook.save_to_buffer().unwrap();
    all += &section(
        "counts with thousands in their format",
        &listed(BOOK, file("a.xlsx", bytes)),
    );
    record!("years", all);
}

#[test]
fn rows_right_below_a_header_are_figures_though_they_could_be_read_with_it() {
    record!(
        "first rows",
        csv(&[
            (
                "nothing disclosed",
                ",FY2025,FY2024,FY2023\nRevenue,-,/,7\nUnits,5,6,7\n"
            ),
            (
                "every word for nothing",
                ",2025,2024,2023,2022,2021,2020,2019\nRevenue,-,–,—,n/a,不适用,无,会员可见\nUnits,1,2,3,4,5,6,7\n"
            ),
            ("losses in brackets", ",2025,2024\nRevenue,(12),(3)\nUnits,5,6\n"),
            (
                "footnote marks in brackets",
                ",2025,2024\n,(1),(2)\nRevenue,7,6\nUnits,5,6\n"
            ),
            (
                "words on the standing of figures",
                ",2025,2024\n,(未经审计),(重述)\nRevenue,7,6\nUnits,5,6\n"
            ),
        ])
    );
}
