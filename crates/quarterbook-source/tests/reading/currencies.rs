//! Money of other currencies, and scales that are of money alone: a figure stops where it would be read wrong.

use std::path::Path;

use quarterbook_data::{LineKind, Measure, Scale, Unit, Vocabulary};
use rust_xlsxwriter::{Format, Workbook};

use crate::cases::{file, section};
use crate::figures::{listing, read, vocabulary};

macro_rules! record {
    ($name:literal, $text:expr) => {
        insta::with_settings!({ snapshot_path => "currencies", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $text);
        })
    };
}

/// A book in dollars, with lines for shares and for numbers without a unit.
fn dollars() -> Vocabulary {
    let mut vocabulary = vocabulary("USD");
    for (name, measure) in [
        ("shares", Measure::Count("shares".into())),
        ("customers", Measure::Plain),
    ] {
        let mut line = vocabulary.lines["units"].clone();
        line.name = name.into();
        line.kind = LineKind::Balance;
        line.unit = Unit::new(measure, Scale::ONE);
        vocabulary.lines.insert(name.into(), line);
    }
    vocabulary
}

fn told(book: &str, write: impl Fn(&Path)) -> String {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    let said = listing(&read(book, folder.path(), &dollars()));
    let lines = said
        .lines()
        .filter(|line| !line.contains("read as utf-8") && *line != "  --> a.csv");
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// What a wide table under a note says, by this rule for its unit and these rows.
fn wide(unit: &str, note: &str, rows: &str, table: &str) -> String {
    let book = format!("[[source]]\nfiles = \"a.csv\"\nunit = {unit}\nrows = {{ {rows} }}\n");
    let text = format!("\"{note}\",,\n{table}");
    section(&format!("{note} | {table}"), &told(&book, file("a.csv", text)))
}

#[test]
fn counts_do_not_take_the_scale_of_money() {
    let rows = "Revenue = \"revenue\", Units = \"units\", Shares = \"shares\", Customers = \"customers\"";
    let table = ",2024\nRevenue,5\nUnits,700\nShares,30\nCustomers,9\n";
    let mut all = String::new();
    for note in [
        "INCOME STATEMENT - USD ($) $ in Millions",
        "USD in millions",
        "$ in Millions, shares in Thousands",
        "OPERATIONS - USD ($) shares in Thousands, $ in Millions",
        "stores in thousands, $ in millions",
        "(in millions)",
        "(in millions, except per share data)",
        "(in millions, except units)",
        "(in thousands, except per share and unit data)",
        "(in millions, except headcount and per share amounts)",
        "(以千列示，除股数及每股数据外)",
        "in millions; units in thousands",
    ] {
        all += &wide("\"note\"", note, rows, table);
    }
    record!("counts", all);
}

#[test]
fn what_is_to_be_written_for_a_count_settles_it() {
    let mut all = String::new();
    for (units, customers) in [("pcs", "number"), ("m 片", "in millions")] {
        let rows = format!(
            "Units = {{ line = \"units\", unit = \"{units}\" }}, Customers = {{ line = \"customers\", unit = \"{customers}\" }}"
        );
        all += &wide("\"note\"", "(in millions)", &rows, ",2024\nUnits,700\nCustomers,9\n");
    }
    record!("counts settled", all);
}

#[test]
fn notes_in_other_currencies_stop() {
    let mut all = String::new();
    for note in [
        "A$'000",
        "C$ million",
        "R$ in thousands",
        "Z$ in thousands",
        "Singapore dollars in millions",
        "Expressed in millions of Hong Kong dollars",
        "In thousands of Fijian dollars",
        "Yen in millions",
        "In millions of pesos",
        "Income statement; CHF m",
        "in thousands; Canadian dollars",
        "单位:百万澳元",
        "TEUR",
        "in AMD millions",
    ] {
        all += &wide("\"note\"", note, "Revenue = \"revenue\"", ",2024\nRevenue,5\n");
    }
    all += &wide(
        "\"note\"",
        "Canadian dollars",
        "Revenue = \"revenue\"",
        "in thousands,2024\nRevenue,5\n",
    );
    all += &wide(
        "{ override = \"USD k\" }",
        "Z$ in thousands",
        "Revenue = \"revenue\"",
        ",2024\nRevenue,5\n",
    );
    record!("notes", all);
}

#[test]
fn notes_in_dollars_are_read() {
    let mut all = String::new();
    for note in [
        "USD x1,000,000",
        "Amounts in USD 1,000,000",
        "USD 1'000",
        "Amounts in thousands of U.S. dollars",
        "In thousands of United States dollars",
        "AMD, in millions",
        "TOP 10 customers, in millions",
        "ALL FIGURES IN MILLIONS",
        "Euro area revenue (in millions)",
        "$ million",
    ] {
        all += &wide("\"note\"", note, "Revenue = \"revenue\"", ",2024\nRevenue,5\n");
    }
    record!("dollars", all);
}

#[test]
fn units_in_headers_and_labels_count() {
    let mut all = String::new();
    for table in [
        ",2024 A$m\nRevenue,5\n",
        ",2024 $m\nRevenue,5\n",
        ",2024\nRevenue (CHF m),5\n",
        ",2024\n\"Revenue, EUR m\",5\n",
        ",2024\nRevenue ($k) (unaudited),5\n",
        ",2024\nRevenue US$'000,5\n",
        ",2024\nRevenue (unaudited) (a),5\n",
    ] {
        all += &wide("\"note\"", "$m", "\"Revenue*\" = \"revenue\"", table);
    }
    let long = "[[source]]\nfiles = \"a.csv\"\nshape = \"long\"\nunit = \"USD m\"\n\
                columns = { period = \"Year\", line = \"Item\", value = \"Value\" }\nrows = { \"Revenue*\" = \"revenue\" }\n";
    for label in ["Revenue (CHF m)", "Revenue ($k)", "Revenue"] {
        let text = format!("Year,Item,Value\n2024,{label},5\n");
        all += &section(label, &told(long, file("a.csv", text)));
    }
    record!("labels", all);
}

#[test]
fn columns_of_units_that_nobody_names_are_held_against_the_figures() {
    let mut all = String::new();
    for table in [
        ",Currency,2024\nRevenue,EUR,5\n",
        ",Currency,2024\nRevenue,USD,5\n",
        ",2024,币种\nRevenue,5,欧元\n",
        ",Measure,2024\nRevenue,USD thousand,5\n",
        ",Business unit,2024\nRevenue,Chips,5\n",
    ] {
        all += &wide("\"note\"", "$m", "Revenue = \"revenue\"", table);
    }
    all += &wide(
        "\"note\"\nskip = [\"Currency\"]",
        "$m",
        "Revenue = \"revenue\"",
        ",Currency,2024\nRevenue,EUR,5\n",
    );
    record!("columns beside", all);
}

#[test]
fn columns_of_units_in_lists_are_held_against_the_figures() {
    let long = "[[source]]\nfiles = \"a.csv\"\nshape = \"long\"\nunit = \"USD m\"\n\
                columns = { period = \"P\" }\nvalues = { V = \"revenue\" }\n";
    let ledger = "[[source]]\nfiles = \"a.csv\"\nshape = \"ledger\"\ndates = \"month\"\nunit = \"USD m\"\n\
                  columns = { period = \"日期\" }\nvalues = { \"金额\" = \"revenue\" }\n";
    let currencies = "P,Currency,V\n2024,USD,3\n2023,EUR,4\n";
    let units = "P,Unit,V\n2024,USD k,3\n2023,USD m,4\n";
    let rows = "日期,金额,币种\n2025-01-05,5,USD\n2025-01-05,6,USD\n2025-01-06,700,JPY\n";
    let with = |book: &str, line: &str| format!("{book}{line}\n");
    let all = [
        section("currencies", &told(long, file("a.csv", currencies))),
        section(
            "rows in dollars",
            &told(&with(long, "where = { Currency = \"USD\" }"), file("a.csv", currencies)),
        ),
        section(
            "left out",
            &told(&with(long, "skip = [\"Currency\"]"), file("a.csv", currencies)),
        ),
        section("units", &told(long, file("a.csv", units))),
        section(
            "units read",
            &told(
                &long.replace("period = \"P\"", "period = \"P\", unit = \"Unit\""),
                file("a.csv", units),
            ),
        ),
        section(
            "currencies read",
            &told(
                &long.replace("period = \"P\"", "period = \"P\", unit = \"Currency\""),
                file("a.csv", currencies.replace("EUR", "USD")),
            ),
        ),
        section("ledger", &told(ledger, file("a.csv", rows))),
        section(
            "rows of a ledger in dollars",
            &told(&with(ledger, "where = { \"币种\" = \"USD\" }"), file("a.csv", rows)),
        ),
    ];
    record!("columns of lists", all.concat());
}

#[test]
fn number_formats_in_other_currencies_stop() {
    let mut all = String::new();
    for (unit, format) in [
        ("\"USD m\"", "\"A$\"#,##0"),
        ("\"USD m\"", "[$AUD] #,##0"),
        ("\"USD m\"", "[$CHF] #,##0"),
        ("\"USD m\"", "[$R$-416] #,##0"),
        ("\"USD m\"", "#,##0 \"TEUR\""),
        ("\"USD m\"", "#,##0 \"Zorkmid\""),
        ("{ override = \"USD m\" }", "#,##0 \"Zorkmid\""),
        ("\"USD m\"", "[$$-409]#,##0"),
        ("\"USD m\"", "\"$\"#,##0"),
    ] {
        let book = format!("[[source]]\nfiles = \"a.xlsx\"\nunit = {unit}\nrows = {{ Revenue = \"revenue\" }}\n");
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        crate::cases::fill(sheet, &[&["", "FY2024"], &["Revenue"]]);
        let shown = Format::new().set_num_format(format);
        sheet.write_with_format(1, 1, 5.0, &shown).unwrap();
        let bytes = workbook.save_to_buffer().unwrap();
        all += &section(&format!("{format} | {unit}"), &told(&book, file("a.xlsx", bytes)));
    }
    record!("formats", all);
}

#[test]
fn every_code_is_a_unit() {
    let mut all = String::new();
    for unit in ["CHF m", "BRL m", "TRY m", "ALL m", "ABC m", "Z$ m"] {
        all += &wide(
            &format!("\"{unit}\""),
            "",
            "Revenue = \"revenue\"",
            ",2024\nRevenue,5\n",
        );
        all = all.replacen("==  |", &format!("== {unit} |"), 1);
    }
    record!("codes", all);
}
