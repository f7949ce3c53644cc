//! Values that need a word from the book, or from their line, to be a number: marks, 持平, basis points, per cents of a
//! whole table, days without their format.

use crate::cases::{file, listed, section};

macro_rules! record {
    ($name:literal, $text:expr) => {
        insta::with_settings!({ snapshot_path => "marks", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $text);
        })
    };
}

/// A book that reads one row of three cells, with these keys and this target.
fn row(keys: &str, label: &str, target: &str, cells: &str) -> String {
    let book = format!("[[source]]\nfiles = \"a.csv\"\n{keys}rows = {{ \"{label}\" = {target} }}\n");
    let text = format!("项目,2025H1,2024H1,2023H1\n{label},{cells}\n");
    listed(&book, file("a.csv", text))
}

#[test]
fn marks_that_may_be_a_minus_or_an_arrow() {
    let money = |keys: &str, cells: &str| row(&format!("unit = \"RMB m\"\n{keys}"), "收入", "\"revenue\"", cells);
    let points = |keys: &str, cells: &str| row(keys, "变动", "\"margin_change\"", cells);
    let cases = [
        ("nothing said", money("", "▲1234,△5,\"1,234▼\"")),
        (
            "a minus, as in Japanese reports",
            money("marks = { \"▲\" = -1 }\n", "▲1234,△5,\"1,234▲\""),
        ),
        ("an arrow", money("marks = { \"▲\" = 1, \"▼\" = 1 }\n", "▲1234,-,▼5")),
        (
            "a rise and a fall",
            points("marks = { \"▲\" = 1, \"▼\" = -1 }\n", "▲1.2pp,▼0.3pp,▼30bps"),
        ),
        (
            "a mark alone, and two signs",
            points("marks = { \"▲\" = 1, \"▼\" = -1 }\n", "▲,▼-0.3pp,▼(0.3)pp"),
        ),
        ("no marks", money("marks = { \"▲\" = 2, \"ab\" = -1 }\n", "1,2,3")),
    ];
    let all: String = cases.iter().map(|(name, text)| section(name, text)).collect();
    record!("marks", all);
}

#[test]
fn nothing_changed_is_a_change_of_zero_and_no_figure() {
    let words = "持平,与上年同期基本持平,unchanged";
    let cases = [
        ("points", row("", "变动", "\"margin_change\"", words)),
        ("growth", row("", "同比", "\"revenue_growth\"", words)),
        ("a rate", row("", "毛利率", "\"gross_margin\"", words)),
        ("money", row("unit = \"RMB m\"\n", "收入", "\"revenue\"", words)),
    ];
    let all: String = cases.iter().map(|(name, text)| section(name, text)).collect();
    record!("nothing changed", all);
}

#[test]
fn basis_points_are_points_and_a_rate_only_where_the_book_says_so() {
    let words = "150bps,-30基点,30 bp";
    let margin = "{ line = \"gross_margin\", unit = \"bps\" }";
    let cases = [
        ("points", row("", "变动", "\"margin_change\"", words)),
        (
            "points of every kind",
            row("", "变动", "\"margin_change\"", "1.5pct,下降0.3ppts,+2pp"),
        ),
        (
            "a unit in the label",
            row("", "变动(bps)", "\"margin_change\"", "150,-30,0"),
        ),
        ("a rate", row("", "毛利率", "\"gross_margin\"", words)),
        (
            "a rate that is printed in them",
            row("", "毛利率", margin, "150bps,18,2.1%"),
        ),
        ("money", row("unit = \"RMB m\"\n", "收入", "\"revenue\"", words)),
    ];
    let all: String = cases.iter().map(|(name, text)| section(name, text)).collect();
    record!("basis points", all);
}

#[test]
fn per_cent_as_the_note_of_a_table() {
    let book = |unit: &str| {
        format!(
            "[[source]]\nfiles = \"a.csv\"\n{unit}rows = {{ \"收入\" = \"revenue\", \"毛利率\" = \"gross_margin\" }}\n"
        )
    };
    let body = "项目,2025H1,2024H1,同比(%)\n毛利率,30.8,29.5,1\n";
    let both = format!("{body}收入,5,4,25\n");
    let mut all = String::new();
    for note in ["单位:%", "（单位：％）", "in %", "(%)", "各产品毛利率 (%)"] {
        let text = format!("{note},,,\n{body}");
        all += &section(note, &listed(&book(""), file("a.csv", text)));
    }
    for note in ["单位:亿元、%", "\"单位：亿元,%\""] {
        let text = format!("{note},,,\n{both}");
        all += &section(note, &listed(&book("unit = \"note\"\n"), file("a.csv", text)));
    }
    let only_percent = format!("单位:%,,,\n{both}");
    all += &section(
        "amounts under a note of per cents",
        &listed(&book("unit = \"RMB m\"\n"), file("a.csv", only_percent)),
    );
    all += &section(
        "a (%) of one column",
        &listed(&book("unit = \"RMB m\"\n"), file("a.csv", &both)),
    );
    let under = "项目,2025H1,2024H1\n,亿元,%\n收入,5,4\n";
    all += &section(
        "per cent under the header of one period",
        &listed(&book("unit = \"note\"\n"), file("a.csv", under)),
    );
    let long = "[[source]]\nfiles = \"a.csv\"\nshape = \"long\"\ncolumns = { period = \"期间\" }\nvalues = { \"毛利率\" = \"gross_margin\" }\n";
    let rows = "单位:%,\n期间,毛利率\n2024,30.8\n2023,29.5\n";
    all += &section("above a long table", &listed(long, file("a.csv", rows)));
    record!("per cent notes", all);
}

#[test]
fn days_without_their_format_count_from_the_year_that_the_book_says() {
    let book = |keys: &str| {
        format!(
            "[[source]]\nfiles = \"a.csv\"\n{keys}unit = \"RMB m\"\ndates = \"annual\"\ncolumns = {{ period = \"日期\" }}\nvalues = {{ \"收入\" = \"revenue\" }}\n"
        )
    };
    let rows = || file("a.csv", "日期,收入\n45657,100\n45291,90\n");
    let old = || file("a.csv", "日期,收入\n44195,100\n43829.75,90\n");
    let cases = [
        ("nothing said", listed(&book("shape = \"long\"\n"), rows())),
        ("from 1900", listed(&book("shape = \"long\"\nserials = 1900\n"), rows())),
        ("from 1904", listed(&book("shape = \"long\"\nserials = 1904\n"), old())),
        ("a ledger, nothing said", listed(&book("shape = \"ledger\"\n"), rows())),
        (
            "a ledger",
            listed(&book("shape = \"ledger\"\nserials = 1900\n"), rows()),
        ),
        (
            "another year",
            listed(&book("shape = \"long\"\nserials = 1901\n"), rows()),
        ),
        ("a wide table", listed(&book("serials = 1900\n"), rows())),
    ];
    let all: String = cases.iter().map(|(name, text)| section(name, text)).collect();
    record!("serials", all);
}
