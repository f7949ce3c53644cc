//! Where tables begin and end, and headers that are settled as a whole.

use crate::cases::{file, listed, section};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

macro_rules! record {
    ($name:literal, $text:expr) => {
        insta::with_settings!({ snapshot_path => "tables", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $text);
        })
    };
}

const WIDE: &str = "[[source]]\nfiles = \"a.*\"\nunit = \"RMB m\"\nrows = { \"Revenue\" = \"revenue\" }\n";

fn csv(book: &str, cases: &[(&str, &str)]) -> String {
    let told = cases.iter().map(|(name, text)| {
        let listed = listed(book, file("a.csv", text));
        section(name, &listed)
    });
    told.collect()
}

fn long(more: &str) -> String {
    format!(
        "[[source]]\nfiles = \"a.*\"\nshape = \"long\"\ncolumns = {{ period = \"date\" }}\nunit = \"RMB m\"\n{more}\nvalues = {{ v = \"revenue\" }}\n"
    )
}

#[test]
fn rows_with_more_fields_than_their_header_stop() {
    let mut all = csv(
        WIDE,
        &[
            ("thousands without quotes", ",FY2024,FY2023\nRevenue,1,234,1,100\n"),
            ("empty fields at the end", ",FY2024,FY2023\nRevenue,5,4,,,\n"),
            ("a remark at the end", ",FY2024,FY2023\nRevenue,5,4,as printed\n"),
            (
                "columns named in the row below",
                ",2024,,2023,\n,Amount,%,Amount,%\nRevenue,5,10%,4,12%\n",
            ),
        ],
    );
    all += &csv(
        &long(""),
        &[
            ("long", "date,v\nFY2024,1,234\nFY2023,5\n"),
            ("long with a remark", "date,v\nFY2024,234,as printed\nFY2023,5\n"),
        ],
    );
    let ledger = long("dates = \"quarter\"").replace("\"long\"", "\"ledger\"");
    all += &csv(&ledger, &[("a ledger", "date,v\n2025-04-01,1,234\n2025-04-02,5\n")]);
    record!("more fields", all);
}

#[test]
fn tables_beside_one_another() {
    let mut all = csv(
        WIDE,
        &[
            (
                "with nothing over the labels",
                ",FY2024,FY2023,,,FY2022,FY2021\nRevenue,5,4,,Cost,3,2\n",
            ),
            ("without a gap", ",FY2024,FY2023,,FY2022,FY2021\nRevenue,5,4,Cost,3,2\n"),
            (
                "with the same years and a head over the labels",
                "Item,FY2024,FY2023,,Item,FY2024,FY2023\nCost,5,4,,Revenue,3,2\nTax,1,1,,Cost,2,1\n",
            ),
            (
                "remarks under a header of their own",
                ",FY2024,Remark,FY2023,FY2022\nRevenue,5,restated,4,3\n",
            ),
            (
                "values in words under no header",
                ",FY2024,,FY2023,,FY2022\nRevenue,5,n/a,4,12%,3\n",
            ),
        ],
    );
    let named = WIDE.replace("unit =", "label = \"E\"\nunit =");
    all += &csv(
        &named,
        &[(
            "the second one named",
            ",FY2024,FY2023,,,FY2024,FY2023\nRevenue,5,4,,Revenue,3,2\n",
        )],
    );
    record!("beside", all);
}

#[test]
fn columns_whose_header_is_not_read_are_told() {
    record!(
        "unread headers",
        csv(
            WIDE,
            &[
                (
                    "footnote marks",
                    ",2024*,2023(1),2022 [2],2021年(注)\nRevenue,5,4,3,2\n"
                ),
                ("words left of the periods", ",Budget 2025,2024,2023\nRevenue,6,5,4\n"),
                ("notes left of the periods", ",Note,2024,2023\nRevenue,3,5,4\n"),
                ("no header at all", ",2024,2023\nRevenue,5,4\n"),
                (
                    "halves under years that are not repeated",
                    ",2024,,2025,\n,1H,2H,1H,2H\nRevenue,1,2,3,4\n"
                ),
                (
                    "quarters under a year that is not repeated",
                    ",2024,,,,2025\n,Q1,Q2,Q3,Q4,Q1\nRevenue,1,2,3,4,5\n"
                ),
                (
                    "a title over remarks on the years",
                    "For the six months ended 30 June 2025\n,2025,2024\n,(unaudited),(unaudited)\nRevenue,7,6\n"
                ),
            ]
        )
    );
}

#[test]
fn units_behind_the_periods_of_a_header() {
    let bare = WIDE.replace("unit = \"RMB m\"\n", "");
    let mut all = csv(
        &bare,
        &[
            ("in brackets", ",2024年(千元),2023年(百万元)\nRevenue,5000,4\n"),
            ("behind a blank", ",2024 RMB'000,2023 RMB'000\nRevenue,5000,4000\n"),
            (
                "per cents are no unit of the period",
                ",FY2024,FY2023,FY2024 %\nRevenue,5亿元,4亿元,25\n",
            ),
        ],
    );
    all += &csv(WIDE, &[("against the book", ",2024年(千元),2023年\nRevenue,5,4\n")]);
    let counts = "[[source]]\nfiles = \"a.*\"\nrows = { \"Price\" = \"price\", \"Units\" = \"units\" }\n";
    all += &csv(
        counts,
        &[(
            "prices that look like years",
            ",2024,2023\nUnits,7,6\nPrice,2010元,2009元\n",
        )],
    );
    record!("units in headers", all);
}

#[test]
fn year_ago_beside_the_year_to_date() {
    let book = WIDE.replace("unit =", "as-of = \"2025Q3\"\nunit =");
    record!(
        "year to date",
        csv(
            &book,
            &[
                (
                    "both",
                    ",本报告期,上年同期,年初至报告期末,上年同期\nRevenue,7,6,20,18\n"
                ),
                (
                    "alone, with growth between",
                    ",年初至报告期末,增减(%),上年同期\nRevenue,20,11,18\n"
                ),
                ("one for both", ",本报告期,年初至报告期末,上年同期\nRevenue,7,20,18\n"),
            ]
        )
    );
}

#[test]
fn months_down_a_matrix() {
    let book = "[[source]]\nfiles = \"a.*\"\nshape = \"matrix\"\nline = \"revenue\"\nunit = \"RMB m\"\n";
    record!(
        "months of a matrix",
        csv(
            book,
            &[("by name", "Month,2023,2024\nJan,60,120\nFeb.,70,130\nMay,1,2\n")]
        )
    );
}

#[test]
fn labels_in_a_column_of_their_own() {
    record!(
        "label columns",
        csv(
            WIDE,
            &[
                (
                    "codes first",
                    "code,item,FY2024,FY2023\n001,Revenue,5,4\n002,Cost,1,1\n"
                ),
                ("another language first", "项目,Item,2024,2023\n收入,Revenue,6,5\n"),
            ]
        )
    );
}

#[test]
fn years_that_end_in_the_next_are_settled_together() {
    let mut all = csv(
        WIDE,
        &[
            ("with strokes", ",2009/10,2010/11,2011/12,2012/13\nRevenue,1,2,3,4\n"),
            ("with hyphens", ",2010-11,2011-12,2012-13\nRevenue,1,2,3\n"),
            ("months", ",2010-11,2010-12,2011-01\nRevenue,1,2,3\n"),
        ],
    );
    all += &csv(
        &long(""),
        &[
            ("long", "date,v\n2009/10,1\n2010/11,2\n2011/12,3\n"),
            ("long months", "date,v\n2010/11,1\n2010/12,2\n2011/01,3\n"),
        ],
    );
    record!("years", all);
}

#[test]
fn dates_that_are_the_first_day_of_their_period() {
    let quarterly = long("dates = \"quarter\"");
    let mut all = csv(
        &quarterly,
        &[
            ("first days", "date,v\n2025-01-01,10\n2025-04-01,9\n"),
            ("last days", "date,v\n2025-03-31,10\n2025-06-30,9\n"),
            ("ends of weeks", "date,v\n2023-04-01,10\n2023-09-30,9\n"),
            ("one of a kind", "date,v\n2023-04-01,10\n2023-07-01,9\n"),
        ],
    );
    for day in ["first", "last"] {
        let book = long(&format!("dates = \"quarter\"\nday = \"{day}\""));
        all += &csv(&book, &[(day, "date,v\n2023-04-01,10\n2023-07-01,9\n")]);
    }
    let wide = WIDE.replace("unit =", "dates = \"month\"\nunit =");
    all += &csv(&wide, &[("across", ",2025-01-01,2025-02-01\nRevenue,10,9\n")]);
    let cumulative = long("dates = \"cumulative\"");
    all += &csv(&cumulative, &[("cumulative", "date,v\n2025-02-01,10\n2025-09-01,9\n")]);
    record!("first days", all);
}

/// A wide table with these days over its columns, shown by a format.
fn dated(days: &[&str], format: &str) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let format = Format::new().set_num_format(format);
    sheet.write(1, 0, "Revenue").unwrap();
    for (column, day) in (1..).zip(days) {
        let date = ExcelDateTime::parse_from_str(day).unwrap();
        sheet.write_with_format(0, column, date, &format).unwrap();
        sheet.write(1, column, column).unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

#[test]
fn dates_whose_format_says_their_period() {
    let mut all = String::new();
    for (name, dates, days, format) in [
        ("months", "month", ["2025-06-01", "2025-07-01"], "mmm-yy"),
        ("years", "annual", ["2024-01-01", "2025-01-01"], "yyyy"),
        (
            "quarters by their last month",
            "quarter",
            ["2025-03-01", "2025-06-01"],
            "mmm-yy",
        ),
        (
            "months, the book says nothing",
            "",
            ["2025-06-01", "2025-07-01"],
            "yyyy\"年\"m\"月\"",
        ),
        ("years, the book says nothing", "", ["2024-01-01", "2025-01-01"], "yyyy"),
        (
            "every third month, the book says nothing",
            "",
            ["2025-03-01", "2025-06-01"],
            "mmm-yy",
        ),
        ("last days", "month", ["2025-06-30", "2025-07-31"], "mmm-yy"),
    ] {
        let dates = if dates.is_empty() {
            String::new()
        } else {
            format!("dates = \"{dates}\"\n")
        };
        let book = WIDE.replace("unit =", &format!("{dates}unit ="));
        all += &section(name, &listed(&book, file("a.xlsx", dated(&days, format))));
    }
    record!("formats of dates", all);
}
