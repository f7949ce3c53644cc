//! Labels of periods that need the others of their table, or say what could be taken for something else.

use quarterbook_source::{PeriodContext, read_period};

use crate::cases::{file, listed, section};
use crate::figures::{listing, read_as_of, vocabulary};

macro_rules! record {
    ($name:literal, $text:expr) => {
        insta::with_settings!({ snapshot_path => "labels", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $text);
        })
    };
}

const WIDE: &str = "[[source]]\nfiles = \"*.csv\"\nunit = \"RMB m\"\nrows = { \"收入\" = \"revenue\" }\n";

/// A wide table of one row under these headers, in a file of this name, with these lines more in the book.
fn wide(name: &'static str, heads: &str, more: &str) -> String {
    let figures: Vec<String> = (0..heads.split(',').count()).map(|at| (at + 1).to_string()).collect();
    let text = format!("项目,{heads}\n收入,{}\n", figures.join(","));
    listed(&WIDE.replace("unit =", &format!("{more}unit =")), file(name, text))
}

#[test]
fn quarters_and_halves_with_letters_on_either_side() {
    for (label, period) in [
        ("F1Q25", "2025Q1"),
        ("FQ2 2026", "2026Q2"),
        ("2QFY25", "2025Q2"),
        ("3QFY2025", "2025Q3"),
        ("1HFY25", "2025H1"),
        ("HY25", "2025H1"),
        ("HY2025", "2025H1"),
        ("FY2425", "FY2025"),
        ("FY2021", "FY2021"),
        ("2024年1-3季度", "9M2024"),
        ("2024年第1-2季度", "no"),
        ("2024年一至九月", "9M2024"),
        ("2024年第三季度报告", "9M2024"),
        ("2024年末", "FY2024"),
        ("2024年报(合并)", "FY2024"),
        ("2024年报(母公司)", "no"),
        ("13 weeks ended 28 June 2025", "2025Q2"),
        ("26 weeks ended 28 June 2025", "2025H1"),
        ("53 weeks ended 3 January 2026", "FY2025"),
        ("17 weeks ended 28 June 2025", "no"),
    ] {
        let read = read_period(label, &PeriodContext::default());
        let shown = read.map_or("no".to_owned(), |reading| {
            assert!(!reading.is_estimate, "{label}");
            reading.period.to_string()
        });
        assert_eq!(shown, period, "{label}");
    }
}

#[test]
fn the_quarter_and_the_year_to_date_of_a_report_each_with_its_year_ago() {
    let cases = [
        ("each with its own", "本报告期,上年同期,年初至报告期末,上年同期"),
        ("one for two", "本报告期,年初至报告期末,上年同期"),
        ("one for two, the other way round", "年初至报告期末,本报告期,上年同期"),
        ("one before two", "上年同期,本报告期,年初至报告期末"),
        ("one between two", "本报告期,上年同期,年初至报告期末"),
        (
            "with the changes beside",
            "本报告期,比上年同期增减,年初至报告期末,比上年同期增减",
        ),
        (
            "with their months",
            "本报告期(7-9月),上年同期(7-9月),年初至报告期末(1-9月),上年同期(1-9月)",
        ),
        (
            "the year before in its own words",
            "年初至报告期末,上年年初至上年报告期末",
        ),
        ("the quarter alone", "本报告期,上年同期"),
    ];
    let mut all = String::new();
    for (name, heads) in cases {
        all += &section(name, &wide("2025年第三季度报告.csv", heads, ""));
    }
    let told = wide("2025年第三季度报告.csv", "本报告期,上年同期", "as-of = \"2025Q3\"\n");
    all += &section("the quarter alone, as the book says", &told);
    record!("report and year to date", all);
}

#[test]
fn months_that_lie_a_quarter_or_more_apart_may_end_longer_periods() {
    let cases = [
        ("a year apart", "202412,202312", ""),
        (
            "a year apart, and the book says",
            "2024-12,2023-12",
            "dates = \"annual\"\n",
        ),
        (
            "a quarter apart, and the book says",
            "Dec-24,Sep-24",
            "dates = \"quarter\"\n",
        ),
        (
            "half-years that count from the beginning",
            "2024/12,2024/06",
            "dates = \"cumulative\"\n",
        ),
        ("months after all", "2024-12,2023-12", "dates = \"month\"\n"),
        ("one month, and the book says", "2024-12", "dates = \"annual\"\n"),
        ("months in a row", "2024-12,2024-11", ""),
        ("one month", "2024-12", ""),
    ];
    let mut all = String::new();
    for (name, heads, more) in cases {
        all += &section(name, &wide("a.csv", heads, more));
    }
    let book = "[[source]]\nfiles = \"a.csv\"\nshape = \"long\"\nunit = \"RMB m\"\ncolumns = { period = \"期间\" }\nvalues = { \"收入\" = \"revenue\" }\n";
    let rows = file("a.csv", "期间,收入\n2024-12,100\n2024-06,95\n");
    all += &section("down a column", &listed(book, &rows));
    let said = book.replace("unit =", "dates = \"half\"\nunit =");
    all += &section("down a column, and the book says", &listed(&said, &rows));
    let footed = file("a.csv", "期间,收入\n2024-12,100\n2023-12,95\n数据来源：Wind,\n");
    all += &section("above a footer", &listed(book, &footed));
    let companies = "symbol,end,sales\nNVDA,2025-01,5\nNVDA,2024-01,4\nAMD,2024-12,3\nAMD,2023-12,2\n";
    let by = "[[source]]\nfiles = \"a.csv\"\nshape = \"long\"\nunit = \"RMB m\"\ncolumns = { period = \"end\" }\nby = { vendor = \"symbol\" }\nvalues = { sales = \"sales\" }\n";
    all += &section(
        "of companies whose years end apart",
        &listed(by, file("a.csv", companies)),
    );
    let said = by.replace("unit =", "dates = \"annual\"\nunit =");
    all += &section(
        "of companies, and the book says",
        &listed(&said, file("a.csv", companies)),
    );
    record!("months apart", all);
}

#[test]
fn the_year_before_of_a_first_column_that_goes_by_the_day() {
    let cases = [
        "今年上半年,去年同期",
        "本年上半年,上年同期,同比",
        "今年上半年,去年上半年",
        "本期,去年同期",
    ];
    let mut all = String::new();
    for heads in cases {
        let folder = tempfile::tempdir().unwrap();
        file("a.csv", format!("项目,{heads}\n收入,324,197\n"))(folder.path());
        let day = Some(jiff::civil::date(2025, 8, 31));
        all += &section(
            heads,
            &listing(&read_as_of(WIDE, folder.path(), &vocabulary("CNY"), day)),
        );
    }
    record!("as of a day", all);
}

#[test]
fn a_number_in_a_column_of_its_own_is_a_part_of_the_year_beside_it() {
    let rows = |part: &str| file("a.csv", format!("year,{part},收入\n2024,1,5\n2024,2,4\n2024,13,3\n"));
    let read = |part: &'static str| {
        let book = format!(
            "[[source]]\nfiles = \"a.csv\"\nshape = \"long\"\nunit = \"RMB m\"\ncolumns = {{ period = [\"year\", \"{part}\"] }}\nvalues = {{ \"收入\" = \"revenue\" }}\n"
        );
        section(part, &listed(&book, rows(part)))
    };
    let all: String = ["quarter", "月份", "half", "part"].into_iter().map(read).collect();
    record!("parts of years", all);
}
