//! Sums of ledgers: what keeps rows from being added up, and what rows count twice.

use std::path::Path;

use crate::cases::{file, listed, section};

macro_rules! record {
    ($name:literal, $text:expr) => {
        insta::with_settings!({ snapshot_path => "sums", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $text);
        })
    };
}

const LEDGER: &str = r#"
    [[source]]
    files = "a*.csv"
    shape = "ledger"
    unit = "CNY"
    dates = "quarter"
    columns = { period = "日期" }
    by = { product = "产品" }
    values = { "金额" = "revenue" }
"#;

const LARGEST: &str = "79228162514264337593543950335";

fn ledger(amounts: &[&str]) -> String {
    let rows = amounts.iter().map(|amount| format!("2025-01-02,训练,{amount}\n"));
    format!("日期,产品,金额\n{}", rows.collect::<String>())
}

#[test]
fn a_sum_that_cannot_be_kept_exactly_is_an_error() {
    let mut all = String::new();
    for (name, amounts) in [
        ("more digits than there is room for", &["1", LARGEST, "2"]),
        ("decimals that the sum has no room for", &["0.5", "0.25", LARGEST]),
        ("the largest number beside nothing", &["-", "0.00", LARGEST]),
    ] {
        all += &section(name, &listed(LEDGER, file("a.csv", ledger(amounts))));
    }
    let two = |folder: &Path| {
        std::fs::write(folder.join("a1.csv"), ledger(&["1"])).unwrap();
        std::fs::write(folder.join("a2.csv"), ledger(&[LARGEST])).unwrap();
    };
    all += &section("two files that fit alone and not together", &listed(LEDGER, two));
    let in_thousands = LEDGER.replace("unit = \"CNY\"", "columns.unit = \"单位\"");
    let units = format!("日期,产品,金额,单位\n2025-01-02,训练,1,元\n2025-01-03,训练,{LARGEST},亿元\n");
    let book = in_thousands.replace("columns = { period = \"日期\" }", "columns.period = \"日期\"");
    all += &section(
        "an amount that does not fit into the unit of the first row",
        &listed(&book, file("a.csv", units)),
    );
    record!("overflow", all);
}

#[test]
fn a_file_that_two_sources_read_is_no_copy() {
    let copied = |folder: &Path| {
        for name in ["a.csv", "b.csv"] {
            std::fs::write(folder.join(name), ledger(&["5"])).unwrap();
        }
    };
    let twice = LEDGER.replace("a*.csv", "*.csv");
    let mut all = section("a copy among the files of one source", &listed(&twice, copied));
    let counts = LEDGER.replace("revenue", "units").replace("a*.csv", "b*.csv");
    let counts = counts.replace("unit = \"CNY\"", "unit = \"片\"");
    all += &section(
        "a copy that another source reads",
        &listed(&format!("{LEDGER}{counts}"), copied),
    );
    let again = LEDGER
        .replace("revenue", "units")
        .replace("unit = \"CNY\"", "unit = \"片\"");
    all += &section(
        "one file that two sources read",
        &listed(&format!("{LEDGER}{again}"), file("a.csv", ledger(&["5"]))),
    );
    record!("copies", all);
}

#[test]
fn refused_cells_of_one_kind_are_told_a_few_times_and_counted() {
    let texts: Vec<String> = (0..60).map(|at| format!("x{at}")).collect();
    let mut bad: Vec<&str> = texts.iter().map(String::as_str).collect();
    bad.insert(0, "5");
    let mut all = section("texts for amounts", &listed(LEDGER, file("a.csv", ledger(&bad))));
    let rows = (0..20).map(|at| format!("day {at},训练,1\n2025-01-02,显卡{at},1\n2025-01-02,训练,1.23{at}\n"));
    let several = format!("日期,产品,金额\n{}", rows.collect::<String>());
    all += &section("three kinds in turn", &listed(LEDGER, file("a.csv", several)));
    let nine: Vec<&str> = bad.iter().copied().skip(1).take(9).collect();
    all += &section("one more than are told", &listed(LEDGER, file("a.csv", ledger(&nine))));
    let headers = "项目,2025Q1\n收入,x\n收入,y\n".to_owned() + &"收入,z\n".repeat(20);
    let wide = "[[source]]\nfiles = \"a.csv\"\nunit = \"CNY\"\nrows = { \"收入\" = \"revenue\" }\n";
    all += &section("in a table", &listed(wide, file("a.csv", headers)));
    record!("many", all);
}

#[test]
fn rows_that_sum_others_do_not_count() {
    let book = r#"
        [[source]]
        files = "a.csv"
        shape = "ledger"
        unit = "CNY"
        dates = "quarter"
        columns = { period = "Date" }
        values = { Amount = "revenue" }
    "#;
    let of = |text: &str| {
        file(
            "a.csv",
            format!("Date,Item,Amount\n2025-04-01,x,10\n2025-04-30,{text},10\n2025-05-02,y,1\n"),
        )
    };
    let mut all = String::new();
    for text in [
        "合计",
        "4月小计",
        "本月合计",
        "本年累计",
        "Grand Total",
        "Subtotal Apr",
        "Q2 total",
        "TOTAL 2025",
        "sum",
    ] {
        all += &section(text, &listed(book, of(text)));
    }
    for text in ["Total Energies", "累计折旧", "subtotalling", "小计算器"] {
        all += &section(&format!("{text}, which counts"), &listed(book, of(text)));
    }
    let named = book.replace("dates", "total = [\"Total Energies\", \"本页*\"]\n dates");
    all += &section("a text that the book calls a total", &listed(&named, of("本页共")));
    let by = book.replace("dates", "by = { product = \"Item\" }\n dates");
    all += &section(
        "a total in the column of members",
        &listed(
            &by,
            file(
                "a.csv",
                "Date,Item,Amount\n2025-04-01,训练一,10\n2025-04-30,训练 Total,10\n",
            ),
        ),
    );
    let kept = book.replace("dates", "where = { Item = \"合计\" }\n dates");
    all += &section("totals that the book asks for", &listed(&kept, of("合计")));
    record!("sum-rows", all);
}

#[test]
fn labels_of_a_ledger_are_summed_by_the_period_they_lie_in() {
    let book = r#"
        [[source]]
        files = "a.csv"
        shape = "ledger"
        unit = "CNY"
        dates = "quarter"
        columns = { period = "Date" }
        values = { Amount = "revenue" }
    "#;
    let of = |rows: &str| file("a.csv", format!("Date,Amount\n{rows}"));
    let mut all = section("a day and a month", &listed(book, of("2025-04-01,10\n2025-05,1\n")));
    all += &section("quarters alone", &listed(book, of("2025Q1,10\n2025Q2,1\n")));
    all += &section(
        "a quarter among days",
        &listed(book, of("2025-04-01,10\n2025-05,1\n2025Q2,100\n")),
    );
    all += &section("more than a quarter", &listed(book, of("2025-04-01,10\n2025H1,1\n")));
    record!("labels", all);
}
