//! Rows of ledgers that are no bookings: balances, amounts carried over, figures to date, sums of pages.

use crate::cases::{file, listed, section};

macro_rules! record {
    ($name:literal, $text:expr) => {
        insta::with_settings!({ snapshot_path => "balances", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $text);
        })
    };
}

fn book(keys: &str) -> String {
    format!(
        "[[source]]\nfiles = \"a.csv\"\nshape = \"ledger\"\nunit = \"CNY\"\ndates = \"quarter\"\ncolumns = {{ period = \"日期\" }}\nvalues = {{ \"贷方\" = \"revenue\" }}\n{keys}\n"
    )
}

/// A ledger with one booking of 1, and a row of 10 for each text.
fn ledger(texts: &[&str]) -> String {
    let rows = texts.iter().map(|text| format!("2025-04-30,{text},10\n"));
    format!("日期,摘要,贷方\n2025-04-01,销售,1\n{}", rows.collect::<String>())
}

fn read(keys: &str, texts: &[&str]) -> String {
    listed(&book(keys), file("a.csv", ledger(texts)))
}

#[test]
fn balances_and_amounts_carried_over_are_left_out_with_a_warning() {
    let cases: [(&str, &[&str]); 6] = [
        (
            "of Chinese books",
            &["期初余额", "上年结转", "承前页", "过次页", "本月末余额", "结转下年"],
        ),
        (
            "of English books",
            &[
                "Opening balance",
                "Balance c/f",
                "Brought forward",
                "YTD",
                "Closing Balance Apr",
            ],
        ),
        ("asterisks", &["*", "**", "* Total"]),
        ("of SAP", &["Overall Result", "Gesamtergebnis"]),
        (
            "sums in other words",
            &[
                "1月份合计",
                "本月累计发生额",
                "共计",
                "总和",
                "总额",
                "汇总",
                "Totals",
                "Sub Totals",
                "Net total",
            ],
        ),
        (
            "bookings with such words in them",
            &[
                "结转成本",
                "工资总额",
                "余额宝收入",
                "Balance sheet audit",
                "Resultant fee",
                "YTDs",
            ],
        ),
    ];
    let all: String = cases
        .iter()
        .map(|(name, texts)| section(name, &read("", texts)))
        .collect();
    record!("left out", all);
}

#[test]
fn rows_that_may_be_balances_or_bookings_stop() {
    let texts = &["Balance", "Result", "余额", "本月结转", "结转本年利润"];
    let mut all = section("words of both", &read("", texts));
    let left_out = "where = { \"摘要\" = [\"!Balance\", \"!Result\", \"!余额\", \"!本月结转\", \"!结转本年利润\"] }";
    all += &section("left out by the line of the hint", &read(left_out, texts));
    all += &section("all rows count", &read("where = { \"摘要\" = \"*\" }", texts));
    let more = &["期初余额", "期末余额", "合计"];
    all += &section(
        "one left out, and the others still are",
        &read("where = { \"摘要\" = \"!期初余额\" }", more),
    );
    let signed = "sign = { \"摘要\" = { \"销售\" = 1, \"余额\" = -1 } }";
    all += &section("a text with a sign", &read(signed, &["余额"]));
    let nothing = "日期,摘要,贷方\n2025-04-01,销售,1\n2025-04-30,结转本年利润,0.00\n";
    all += &section("with nothing to sum", &listed(&book(""), file("a.csv", nothing)));
    record!("unclear", all);
}

#[test]
fn lines_and_members_go_by_such_names_where_the_book_says_so() {
    let book = r#"
        [[source]]
        files = "a.csv"
        shape = "ledger"
        unit = "CNY"
        dates = "quarter"
        columns = { period = "日期", line = "摘要", value = "贷方" }
        rows = { "期末余额" = "cash", "销售" = "revenue" }
    "#;
    let all = section(
        "a line that is called so, and one that is not",
        &listed(book, file("a.csv", ledger(&["期末余额", "期初余额"]))),
    );
    let named = book.replace("\"期末余额\" = \"cash\"", "\"总额\" = \"adjusted_loss\"");
    let all = all
        + &section(
            "a sum that the book calls a line",
            &listed(&named, file("a.csv", ledger(&["总额", "汇总"]))),
        );
    record!("lines", all);
}

#[test]
fn a_text_without_a_sign_stops_with_a_line_that_can_be_pasted() {
    let of = |keys: &str| {
        let text = "日期,方向,贷方\n2025-01-05,贷,100\n2025-01-06,借,30\n2025-01-07,平,0\n";
        listed(&book(keys), file("a.csv", text))
    };
    let mut all = section("without", &of("sign = { \"方向\" = { \"贷\" = 1, \"借\" = -1 } }"));
    all += &section(
        "with the line of the hint",
        &of("sign = { \"方向\" = { \"借\" = -1, \"贷\" = 1, \"平\" = 1 } }"),
    );
    record!("signs", all);
}
