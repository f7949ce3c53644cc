//! Days of ledgers and long tables: how they are written, and files that cover the same.

use std::path::Path;

use crate::cases::{file, listed, section};

macro_rules! record {
    ($name:literal, $text:expr) => {
        insta::with_settings!({ snapshot_path => "days", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $text);
        })
    };
}

fn book(keys: &str) -> String {
    format!(
        "[[source]]\nfiles = \"*.csv\"\nshape = \"ledger\"\nunit = \"CNY\"\ndates = \"month\"\nvalues = {{ Amount = \"revenue\" }}\n{keys}\n"
    )
}

fn read(keys: &str, text: &str) -> String {
    listed(&book(keys), file("a.csv", text))
}

#[test]
fn the_dates_of_a_column_settle_how_they_are_written() {
    let of = |days: &[&str]| {
        let rows = days.iter().zip(1..).map(|(day, amount)| format!("{day};{amount}\n"));
        let text = format!("Date;Amount\n{}", rows.collect::<String>());
        read("columns = { period = \"Date\" }\nseparator = \";\"", &text)
    };
    let cases: [(&str, &[&str]); 9] = [
        ("days with dots", &["31.01.2025", "01.02.2025"]),
        ("months first", &["02/01/2025", "01/31/2025"]),
        ("days first", &["02/01/2025", "31/01/2025"]),
        ("months first with times", &["02/01/2025 10:30", "01/31/2025 23:59"]),
        ("both", &["02/01/2025", "01/31/2025", "31/01/2025"]),
        ("neither", &["02/01/2025", "03/01/2025"]),
        ("years of two digits first", &["25/1/31", "25/2/1"]),
        ("years of two digits last", &["5/1/25", "28/1/25", "3/2/25"]),
        ("years of two digits anywhere", &["25/1/5", "25/1/8"]),
    ];
    let all: String = cases.iter().map(|(name, days)| section(name, &of(days))).collect();
    record!("written", all);
}

#[test]
fn a_long_table_settles_its_dates_too() {
    let book = "[[source]]\nfiles = \"a.csv\"\nshape = \"long\"\nunit = \"RMB m\"\ndates = \"quarter\"\ncolumns = { period = \"Date\" }\nvalues = { Amount = \"revenue\" }\n";
    let of = |days: [&str; 2]| {
        let text = format!("Date,Amount\n{},5\n{},6\n", days[0], days[1]);
        listed(book, file("a.csv", text))
    };
    let mut all = section("days with dots", &of(["31.03.2025", "30.06.2025"]));
    all += &section("months first", &of(["03/31/2025", "06/30/2025"]));
    all += &section("years of two digits", &of(["25/3/31", "25/6/30"]));
    record!("long", all);
}

#[test]
fn years_months_and_days_may_stand_in_columns_of_their_own() {
    let of = |names: &str, row: &str| {
        let columns: Vec<String> = names.split(',').map(|name| format!("\"{name}\"")).collect();
        let keys = format!("columns = {{ period = [{}] }}", columns.join(", "));
        read(&keys, &format!("{names},Amount\n{row},5\n"))
    };
    let mut all = String::new();
    for (names, row) in [
        ("年,月", "2025,1"),
        ("年,月,日", "2025,2,6"),
        ("Year,Month", "2025,11"),
        ("年份,月份", "2025年,3月"),
        ("会计年度,会计期间", "2025,7"),
        ("年,月", "2025,13"),
        ("A,B", "2025,1"),
    ] {
        all += &section(&format!("{names}: {row}"), &of(names, row));
    }
    let quarters = book("columns = { period = [\"Year\", \"Quarter\"] }").replace("\"month\"", "\"quarter\"");
    all += &section(
        "a year and its quarter",
        &listed(&quarters, file("a.csv", "Year,Quarter,Amount\n2025,1,5\n2025,2,6\n")),
    );
    record!("parts", all);
}

#[test]
fn files_that_hold_the_same_days_are_told() {
    let january = "Date,Doc,Amount\n2025-01-05,A,100\n2025-01-06,B,50\n";
    let files = |february: &'static str| {
        move |folder: &Path| {
            std::fs::write(folder.join("1.csv"), january).unwrap();
            std::fs::write(folder.join("2.csv"), february).unwrap();
        }
    };
    let of = |keys: &str, february| {
        listed(
            &book(&format!("columns = {{ period = \"Date\" }}\n{keys}")),
            files(february),
        )
    };
    let to_date = "Date,Doc,Amount\n2025-01-05,A,100.00\n2025-01-06,B,50\n2025-02-05,D,10\n";
    let mut all = section("the year to date", &of("", to_date));
    let named = book("columns = { period = \"Date\" }").replace("\"*.csv\"", "\"2.csv\"");
    all += &section("with the line of the hint", &listed(&named, files(to_date)));
    all += &section("both count", &of("overlap = true", to_date));
    all += &section("a month each", &of("", "Date,Doc,Amount\n2025-02-05,D,10\n"));
    all += &section(
        "other rows of the same days",
        &of("", "Date,Doc,Amount\n2025-01-06,X,7\n2025-02-05,D,10\n"),
    );
    record!("overlaps", all);
}
