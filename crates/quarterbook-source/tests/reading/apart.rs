//! Rows that would pass for one figure: told apart by columns that the book does not name, by their labels, or by the
//! heads they stand under.

use crate::cases::{file, listed, section};

macro_rules! record {
    ($name:literal, $text:expr) => {
        insta::with_settings!({ snapshot_path => "apart", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $text);
        })
    };
}

fn long(keys: &str, text: &str) -> String {
    let book = format!(
        "[[source]]\nfiles = \"a.csv\"\nshape = \"long\"\nunit = \"RMB m\"\nby = {{ product = \"Product\" }}\nvalues = {{ V = \"revenue\" }}\n{keys}\n"
    );
    listed(&book, file("a.csv", text))
}

#[test]
fn columns_without_a_name_in_the_book_tell_rows_apart() {
    const PERIOD: &str = "columns = { period = \"P\" }";
    let of = |keys: &str, text: &str| long(&format!("{PERIOD}\n{keys}"), text);
    let versions = "P,Product,Scenario,V\n2024,训练,Actual,3\n2024,训练,Budget,3\n2025,训练,Budget,9\n";
    let regions = "P,Product,Region,V\n2024,训练,CN,3\n2024,训练,US,4\n2024,推理,CN,2\n";
    let types = "P,Product,Period type,V\n2024Q2,训练,YTD,6\n2024Q2,推理,QTD,4\n";
    let plan = "P,Product,Version,V\n2024,训练,预算,3\n";
    let mut all = section("a scenario", &of("", versions));
    all += &section(
        "with the line of the hint",
        &of("where = { Scenario = \"Actual\" }", versions),
    );
    all += &section("a region", &of("", regions));
    all += &section("to date or not", &of("", types));
    all += &section("nothing but a plan", &of("", plan));
    all += &section(
        "a plan that the book asks for",
        &of("where = { Version = \"预算\" }", plan),
    );
    let to_date = "P,Product,Type,V\n2024-06-30,训练,YTD,6\n";
    all += &section("nothing but figures to date", &of("dates = \"quarter\"", to_date));
    all += &section("with the line of the hint", &of("dates = \"cumulative\"", to_date));
    all += &section(
        "remarks, sources and numbers tell nothing apart",
        &of(
            "",
            "P,Product,Source,Page,No,V\n2024,训练,a,p. 3,1,3\n2024,训练,b,p. 4,2,3\n",
        ),
    );
    record!("versions", all);
}

#[test]
fn units_and_currencies_beside_figures_are_held_against_them() {
    let of = |columns: &str, text: &str| long(columns, text);
    let units = "P,Product,Unit,V\n2024,训练,RMB k,3\n2023,训练,RMB m,4\n";
    let mut all = section("units", &of("columns = { period = \"P\" }", units));
    all += &section(
        "with the line of the hint",
        &of("columns = { period = \"P\", unit = \"Unit\" }", units),
    );
    let currencies = "P,Product,Currency,V\n2024,训练,CNY,3\n2023,训练,EUR,4\n";
    all += &section("currencies", &of("columns = { period = \"P\" }", currencies));
    let same = "P,Product,币种,V\n2024,训练,人民币,3\n2023,训练,CNY,4\n";
    all += &section("one currency", &of("columns = { period = \"P\" }", same));
    record!("units", all);
}

#[test]
fn ledgers_stop_at_columns_of_versions_and_currencies() {
    let of = |keys: &str, header: &str, words: [&str; 2]| {
        let book = format!(
            "[[source]]\nfiles = \"a.csv\"\nshape = \"ledger\"\nunit = \"CNY\"\ndates = \"quarter\"\ncolumns = {{ period = \"Date\" }}\nvalues = {{ V = \"revenue\" }}\n{keys}\n"
        );
        let text = format!(
            "Date,{header},V\n2025-01-02,{},5\n2025-01-03,{},6\n",
            words[0], words[1]
        );
        listed(&book, file("a.csv", text))
    };
    let mut all = section("versions", &of("", "版本", ["预算", "实际"]));
    all += &section(
        "with the line of the hint",
        &of("where = { \"版本\" = \"实际\" }", "版本", ["预算", "实际"]),
    );
    all += &section("currencies", &of("", "币种", ["CNY", "USD"]));
    all += &section("kinds that are no versions", &of("", "类别", ["现金", "银行"]));
    all += &section("kinds that are", &of("", "类别", ["实际", "预算"]));
    record!("ledgers", all);
}

fn wide(keys: &str, rows: &str, text: &str) -> String {
    let book = format!("[[source]]\nfiles = \"a.csv\"\nunit = \"RMB m\"\nrows = {{ {rows} }}\n{keys}\n");
    listed(&book, file("a.csv", text))
}

#[test]
fn two_rows_of_one_member_stop() {
    let by_label = "\"收入 > *\" = \"revenue.product\"";
    let text = ",2024,2023\n收入,,\n  训练芯片,3,3\n  训练整机,3.4,3\n";
    let mut all = section("two labels of one member", &wide("", by_label, text));
    all += &section(
        "with the line of the hint",
        &wide("skip = [\"训练整机\"]", by_label, text),
    );
    let both = "\"收入\" = \"revenue\", \"营业收入\" = \"revenue\"";
    all += &section("a line in two words", &wide("", both, ",2024\n营业收入,5\n收入,5\n"));
    all += &section(
        "in two words and amounts",
        &wide("", both, ",2024\n营业收入,5\n收入,5.3\n"),
    );
    record!("two rows", all);
}

#[test]
fn rows_under_a_head_of_plans_are_no_reported_figures() {
    let of =
        |keys: &str, rows: &str, head: &str| wide(keys, rows, &format!(",2024,2023\n收入,5,4\n{head},,\n收入,,3.9\n"));
    let rows = "\"收入\" = \"revenue\"";
    let mut all = String::new();
    for head in [
        "Constant currency",
        "Pro forma results",
        "2025年预算数",
        "Budget FY25",
        "同口径",
    ] {
        all += &section(head, &of("", rows, head));
    }
    all += &section(
        "left out",
        &of("skip = [\"2025年预算数 > 收入\"]", rows, "2025年预算数"),
    );
    let named = format!("{rows}, \"Budget > 收入\" = {{ line = \"adjusted_loss\", status = \"estimate\" }}");
    all += &section("a line of its own", &of("", &named, "Budget"));
    for head in ["Plan assets", "员工持股计划", "Budget Airlines"] {
        all += &section(head, &of("", rows, head));
    }
    record!("heads", all);
}
