//! Shapes, encodings, periods, units and values as they are met in the wild, each as a small book.

use std::io::Write as _;
use std::path::Path;

use crate::cases::{file, listed, section};
use crate::figures::{listing, read_as_of, vocabulary};
use quarterbook_source::{ReadOptions, inspect, read_file};
use rust_xlsxwriter::{Format, Workbook};

macro_rules! record {
    ($name:literal, $text:expr) => {
        insta::with_settings!({ snapshot_path => "wild", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $text);
        })
    };
}

const REVENUE: &str = "[[source]]\nfiles = \"a.*\"\nunit = \"RMB m\"\nrows = { \"收入\" = \"revenue\" }\n";

#[test]
fn encodings_and_packings_of_a_delimited_text_give_the_same_figures() {
    let text = "项目,2025H1,2024H1\n收入,324,197\n";
    let utf16 = |units: Vec<[u8; 2]>| units.concat();
    let little: Vec<[u8; 2]> = "\u{feff}"
        .encode_utf16()
        .chain(text.encode_utf16())
        .map(u16::to_le_bytes)
        .collect();
    let big: Vec<[u8; 2]> = "\u{feff}"
        .encode_utf16()
        .chain(text.encode_utf16())
        .map(u16::to_be_bytes)
        .collect();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(text.as_bytes()).unwrap();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("导出.csv", zip::write::SimpleFileOptions::default())
        .unwrap();
    zip.write_all(text.as_bytes()).unwrap();
    // 項目 and 收入 in Big5.
    let big5 = b"\xb6\xb5\xa5\xd8,2025H1,2024H1\n\xa6\xac\xa4J,324,197\n".to_vec();
    let gb18030 = b"\xcf\xee\xc4\xbf,2025H1,2024H1\n\xca\xd5\xc8\xeb,324,197\n".to_vec();
    let declared = REVENUE.replace("unit =", "encoding = \"big5\"\nunit =");
    let cases = [
        (
            "utf-8 with a mark",
            REVENUE,
            [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        ),
        ("utf-16, little end first", REVENUE, utf16(little)),
        ("utf-16, big end first", REVENUE, utf16(big)),
        ("gb18030", REVENUE, gb18030),
        ("big5, declared", &declared, big5),
        ("semicolons", REVENUE, text.replace(',', ";").into_bytes()),
        ("tabs", REVENUE, text.replace(',', "\t").into_bytes()),
        ("gzip", REVENUE, gzip.finish().unwrap()),
        ("zip", REVENUE, zip.finish().unwrap().into_inner()),
    ];
    let mut all = String::new();
    for (name, book, bytes) in cases {
        all += &section(name, &listed(book, file("a.csv", bytes)));
    }
    record!("encodings", all);
}

#[test]
fn period_labels_of_filings_and_terminals() {
    let heads = [
        "项目,截至2025年6月30日止六个月,截至2024年6月30日止六个月",
        "项目,截至6月30日止六个月,\n,2025年,2024年",
        "项目,2025年前三季度,2024年1-9月",
        "项目,9M25,9M24",
        "项目,1H25,1H24",
        "项目,2026E,2025A",
        "项目,20251231 年报,20241231 年报",
        "项目,本报告期,上年同期",
        "项目,今年上半年,去年上半年",
    ];
    let mut all = String::new();
    for head in heads {
        let text = format!("{head}\n收入,324,197\n");
        all += &section(&head.replace('\n', " / "), &listed(REVENUE, file("a.csv", text)));
    }
    record!("periods", all);
}

#[test]
fn words_that_need_a_report_go_by_rule_then_day_then_name_then_title() {
    let book = "[[source]]\nfiles = \"*.csv\"\nunit = \"RMB m\"\nrows = { \"收入\" = \"revenue\" }\n";
    let ruled = book.replace("unit =", "as-of = \"2023H1\"\nunit =");
    let bare = "项目,本期,去年同期\n收入,324,197\n";
    let half = "项目,今年上半年,去年上半年\n收入,324,197\n";
    let titled = format!("2022年半年度报告,,\n{bare}");
    let explicit = "项目,2021H1,2020H1\n收入,324,197\n";
    let cases = [
        (
            "rule before day and name",
            ruled.as_str(),
            "2024年半年报.csv",
            half,
            true,
        ),
        ("day alone, with a length", book, "a.csv", half, true),
        ("day alone, without a length", book, "a.csv", bare, true),
        (
            "day and a name that contradicts it",
            book,
            "2024年半年报.csv",
            half,
            true,
        ),
        ("name, for want of a length", book, "2024年半年报.csv", bare, true),
        ("title", book, "a.csv", titled.as_str(), false),
        (
            "headers that name their period",
            book,
            "2024年半年报.csv",
            explicit,
            true,
        ),
    ];
    let mut all = String::new();
    for (name, book, path, text, has_day) in cases {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(path), text).unwrap();
        let day = has_day.then(|| jiff::civil::date(2025, 8, 31));
        all += &section(
            name,
            &listing(&read_as_of(book, folder.path(), &vocabulary("CNY"), day)),
        );
    }
    record!("as of", all);
}

#[test]
fn values_as_they_are_printed() {
    let values = [
        "(1,234)",
        "1,234-",
        "△1,234",
        "−1,234",
        "１，２３４",
        "1,234*",
        "1,234¹",
        "1.234",
        "1.234,5",
        "一千二百万",
        "约5.4亿元",
        "逾5亿",
        "不足3",
        "-",
        "--",
        "不适用",
        "会员可见",
        "n.m.",
        "1.2e3",
        "=1+1",
        "12.3%注1",
        "5,4",
        "\u{a0}1 234 ",
    ];
    let mut all = String::new();
    for value in values {
        let text = format!("项目,2025H1\n收入,\"{value}\"\n");
        all += &section(value, &listed(REVENUE, file("a.csv", text)));
    }
    let points = "[[source]]\nfiles = \"a.csv\"\nrows = { \"毛利率\" = { line = \"gross_margin\", unit = \"%\" } }\n";
    for value in ["增加1.30个百分点", "30.8", "30.8%"] {
        let text = format!("项目,2025H1\n毛利率,{value}\n");
        all += &section(value, &listed(points, file("a.csv", text)));
    }
    let change = "[[source]]\nfiles = \"a.csv\"\nrows = { \"变动\" = \"margin_change\" }\n";
    for value in ["增加1.30个百分点", "减少0.5个百分点"] {
        let text = format!("项目,2025H1\n变动,{value}\n");
        all += &section(&format!("{value} of a change"), &listed(change, file("a.csv", text)));
    }
    record!("values", all);
}

#[test]
fn per_cents_as_bare_numbers_are_held_against_what_is_said_of_them() {
    let book = |target: &str| format!("[[source]]\nfiles = \"a.csv\"\nrows = {{ {target} }}\n");
    let nothing = "\"毛利率\" = \"gross_margin\", \"变动\" = { line = \"margin_change\", negate = true }";
    let percent = r#""毛利率" = { line = "gross_margin", unit = "%" }"#;
    let ratio = r#""毛利率" = { line = "gross_margin", unit = "ratio" }"#;
    let percent_for_sure = r#""毛利率" = { line = "gross_margin", unit = { override = "%" } }"#;
    let ratio_for_sure = r#""毛利率" = { line = "gross_margin", unit = { override = "ratio" } }"#;
    let cases = [
        ("nothing says which", nothing, "30.8,0.295,30%\n变动,1.3,,"),
        ("growth of 186 % as a fraction", ratio, "1.86,-0.4,0.308"),
        ("per cents below and above one", percent, "30.8,0.4,-5.12"),
        ("a per cent among fractions", ratio, "30.8,0.295,0.31"),
        ("all too large for fractions", ratio, "30.8,29.5,31"),
        ("a fraction among per cents", percent, "30.8,29.5,0.308"),
        ("all small for per cents", percent, "0.308,0.295,0.31"),
        ("small per cents, insisted on", percent_for_sure, "0.308,0.295,29"),
        ("large fractions, insisted on", ratio_for_sure, "257.9,0.295,0.31"),
        ("cells that say it themselves", percent, "0.3%,0.2%,0.25％"),
    ];
    let mut all = String::new();
    for (name, targets, cells) in cases {
        let text = format!("项目,2025H1,2024H1,2023H1\n毛利率,{cells}\n");
        all += &section(name, &listed(&book(targets), file("a.csv", text)));
    }
    let long = r#"
        [[source]]
        files = "a.csv"
        shape = "long"
        columns = { period = "期间", unit = "单位" }
        by = { vendor = "厂商" }
        values = { "份额" = "market_share" }
    "#;
    let shares = "期间,厂商,份额,单位\n2024H1,海光,0.31,ratio\n2025H1,海光,33,ratio\n2025H1,沐曦,4.1,%\n2024H1,沐曦,3.9,\n2023H1,沐曦,3.8,\n";
    all += &section(
        "a long table with a column of units",
        &listed(long, file("a.csv", shares)),
    );
    record!("bare per cents", all);
}

#[test]
fn wide_tables_newest_first_with_growth_wedged_and_lost_merges() {
    let newest = "项目,附注,2025H1,同比,2024H1,同比,备注说明\n收入,3,324,64%,197,10%,x\n";
    let filled = REVENUE.replace("unit =", "header = { rows = 2, fill = true }\nunit =");
    let lost = ",2025年,,2024年,\n项目,上半年,全年,上半年,全年\n收入,1,3,2,4\n";
    let named = REVENUE.replace("unit =", "table = \"分部\"\nunit =");
    let several = "合并,,\n项目,2025H1,2024H1\n收入,10,9\n,,\n分部,,\n项目,2025H1,2024H1\n收入,7,6\n";
    let missing = REVENUE.replace("unit =", "table = \"不存在\"\nunit =");
    let mut all = String::new();
    for (name, book, text) in [
        ("newest first, growth wedged", REVENUE, newest),
        ("merges lost, header filled", &filled, lost),
        ("one of several tables", &named, several),
        ("a table that is not there", &missing, several),
    ] {
        all += &section(name, &listed(book, file("a.csv", text)));
    }
    record!("wide tables", all);
}

#[test]
fn long_tables_with_reports_claims_ranks_and_a_derived_quarter() {
    let reported = r#"
        [[source]]
        files = "a.csv"
        shape = "long"
        unit = "RMB m"
        columns = { period = "期间", reported = "报告期", status = "状态" }
        values = { "收入" = "revenue" }
    "#;
    let restated =
        "期间,报告期,状态,收入\n2024H1,2024H1,,197\n2024H1,2025H1,,199\n2025H1,2025H1,说法,324\n2025Q3,2025Q3,也许,1\n";
    let preferred = r#"
        [[source]]
        files = "a.csv"
        prefer = 1
        unit = "RMB m"
        rows = { "收入" = "revenue" }
        [[source]]
        files = "b.csv"
        prefer = 5
        unit = "RMB m"
        rows = { "收入" = "revenue" }
    "#;
    let by_calendar = r#"
        [[source]]
        files = "a.csv"
        shape = "long"
        by-calendar = true
        unit = "RMB m"
        derive = ["q4"]
        columns = { period = "quarter" }
        by = { vendor = "symbol" }
        values = { sales = "sales" }
    "#;
    let quarters = "symbol,quarter,sales\nAMD,2024Q1,5\nAMD,2024Q2,6\nAMD,2024Q3,7\nAMD,FY2024,26\n";
    let mut all = format!("== reports and statuses\n{}", listed(reported, file("a.csv", restated)));
    all += &section(
        "the second source is preferred",
        &listed(preferred, |folder| {
            file("a.csv", "项目,2025H1,2024H1\n收入,324,197\n")(folder);
            file("b.csv", "项目,2025H1,2024H1\n收入,325,197\n")(folder);
        }),
    );
    all += &section(
        "by calendar, with the last quarter",
        &listed(by_calendar, file("a.csv", quarters)),
    );
    let mut june = vocabulary("CNY");
    june.calendar = quarterbook_data::FiscalCalendar::ending_in(6).unwrap();
    let folder = tempfile::tempdir().unwrap();
    file("a.csv", "项目,2024Q1,2023Q4\n收入,26,25\n")(folder.path());
    let calendar_quarters = REVENUE.replace("unit =", "by-calendar = true\nunit =");
    for (name, book) in [
        ("fiscal quarters of a June year", REVENUE),
        ("calendar quarters of a June year", &calendar_quarters),
    ] {
        all += &section(name, &listing(&read_as_of(book, folder.path(), &june, None)));
    }
    record!("long tables", all);
}

fn hidden_and_odd(folder: &Path) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("收入").unwrap();
    for (column, text) in ["项目", "2025H1", "2024H1", "2023H1"].iter().enumerate() {
        sheet.write(0, column as u16, *text).unwrap();
    }
    sheet.write(1, 0, "收入").unwrap();
    sheet.write(1, 1, "324").unwrap();
    sheet.write(1, 2, 197.25).unwrap();
    sheet
        .write_formula(1, 3, rust_xlsxwriter::Formula::new("=1/0").set_result("#DIV/0!"))
        .unwrap();
    sheet.write(2, 0, "成本").unwrap();
    sheet
        .write_with_format(2, 1, 0.5, &Format::new().set_num_format("0.0%"))
        .unwrap();
    sheet.set_row_hidden(2).unwrap();
    sheet.set_column_hidden(2).unwrap();
    let secret = workbook.add_worksheet();
    secret.set_name("草稿").unwrap().set_hidden(true);
    secret.write(0, 0, "项目").unwrap();
    secret.write(0, 1, "2025H1").unwrap();
    secret.write(1, 0, "收入").unwrap();
    secret.write(1, 1, 999).unwrap();
    workbook.save(folder.join("a.xlsx")).unwrap();
}

#[test]
fn hidden_rows_columns_and_sheets_texts_and_errors() {
    record!("hidden and odd", listed(REVENUE, hidden_and_odd));
}

#[test]
fn hidden_sheets_of_a_ledger_are_left_out_unless_they_are_named() {
    let book = r#"
        [[source]]
        files = "a.xlsx"
        shape = "ledger"
        unit = "RMB m"
        period = "2025H1"
        values = { "2025H1" = "revenue" }
    "#;
    let named = book.replace("shape =", "sheet = \"草稿\"\nshape =");
    let text = format!(
        "== visible\n{}== named\n{}",
        listed(book, hidden_and_odd),
        listed(&named, hidden_and_odd)
    );
    record!("hidden ledger", text);
}

#[test]
fn what_inspect_shows_of_a_workbook_and_of_a_list() {
    let folder = tempfile::tempdir().unwrap();
    hidden_and_odd(folder.path());
    file(
        "list.csv",
        "symbol,end_date,revenue,note\nNVDA,2024-04-28,26044,x\nAMD,2024-03-30,5473,y\n",
    )(folder.path());
    let mut all = String::new();
    file("Q1  [restated] {a}.csv", "项目,2025H1,2024H1\n收入,324,197\n")(folder.path());
    let titled = "截至2025年6月30日止六个月,,\n单位:千元,,\n,2025年,2024年\n收益,324000,197000\n";
    file("interim.csv", titled)(folder.path());
    for name in ["a.xlsx", "list.csv", "Q1  [restated] {a}.csv", "interim.csv"] {
        let workbook = read_file(name, &folder.path().join(name), &ReadOptions::default()).unwrap();
        all += &inspect(&workbook, &vocabulary("CNY")).to_string();
    }
    record!("inspected", all);
}
