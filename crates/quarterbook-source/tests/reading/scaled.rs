//! Numbers that their format divides or puts a unit beside: the note above speaks of what is shown.

use crate::cases::{file, fill, listed, section};
use crate::common::binary::{biff, cell, record, row, wide, xls_stream, xls_with, xlsb_with_styles};
use crate::common::package::ods_with_styles;
use rust_xlsxwriter::{Format, Workbook};

macro_rules! record_snapshot {
    ($name:literal, $text:expr) => {
        insta::with_settings!({ snapshot_path => "scaled", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $text);
        })
    };
}

/// A note in A1, two years in row 2, and a row for each label with its two numbers under a format.
fn xlsx(note: &str, rows: &[(&str, &str, [f64; 2])]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    fill(sheet, &[&[note], &["", "FY2024", "FY2023"]]);
    for (at, (label, format, numbers)) in (2..).zip(rows) {
        sheet.write(at, 0, *label).unwrap();
        let format = Format::new().set_num_format(*format);
        for (column, number) in (1..).zip(numbers) {
            sheet.write_with_format(at, column, *number, &format).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn book(unit: &str, label: &str) -> String {
    let line = if label == "出货量" { "units" } else { "revenue" };
    let label = label.split('(').next().unwrap();
    format!("[[source]]\nfiles = \"a.*\"\n{unit}\nrows = {{ \"{label}\" = \"{line}\" }}\n")
}

fn told(unit: &str, note: &str, label: &str, format: &str, number: f64) -> String {
    let bytes = xlsx(note, &[(label, format, [number, number / 2.0])]);
    let name = format!("{note} | {unit} | {label} {number} {format}");
    section(&name, &listed(&book(unit, label), file("a.xlsx", bytes)))
}

#[test]
fn a_note_speaks_of_what_is_shown() {
    let note = "unit = \"note\"";
    let all = [
        told(note, "单位:千元", "收入", "#,##0,", 1_234_567.0),
        told(note, "单位:千元", "收入", "#,##0_);(#,##0)", 1_234_567.0),
        told(note, "单位:百万元", "收入", "0.0,", 1_234_567.0),
        told(note, "单位:百万元", "收入", "#,##0.0,,;(#,##0.0,,)", -1_234_567_890.0),
        told(note, "单位:万元", "收入", "0\\.0,", 12_345_678.0),
        told(note, "单位:万元", "收入", "0!.0,", 12_345_678.0),
        told(note, "", "收入", "0!.0000\"万元\"", 523_456_789.0),
        told(note, "", "收入(千元)", "#,##0,", 1_234_567.0),
        told(note, "单位:千元", "收入", "#,##0,", 0.0),
        told(note, "单位:千元", "收入", "0.0,,\"m\"", 1_234_567.0),
        told(note, "单位:千元", "收入", "0.00\"亿元\"", 5.4),
        told("unit = \"RMB'000\"", "单位:千元", "收入", "#,##0,", 1_234_567.0),
        told("unit = \"RMB\"", "单位:千元", "收入", "#,##0,", 1_234_567.0),
        told("unit = \"RMB\"", "", "收入", "#,##0,", 1_234_567.0),
        told("unit = { override = \"RMB'000\" }", "", "收入", "#,##0,", 1_234_567.0),
        told(note, "", "出货量", "#,##0,", 1_234_567.0),
    ];
    record_snapshot!("notes", all.concat());
}

#[test]
fn a_number_format_states_what_it_shows() {
    let note = "unit = \"note\"";
    let thousands = "unit = \"RMB'000\"";
    let mut all = String::new();
    for (unit, label, format) in [
        (note, "出货量", "0.0\"万片\""),
        (note, "出货量", "0\"吨\""),
        (note, "收入(千元)", "0.0%"),
        (thousands, "收入", "[$$-409]#,##0.00"),
        (thousands, "收入", "[$HK$-C04]#,##0"),
        (thousands, "收入", "\"€\"#,##0"),
        (thousands, "收入", "[$¥-804]#,##0"),
        (thousands, "收入", "_($* #,##0_);_($* (#,##0);_($* \"-\"_);_(@_)"),
        (thousands, "收入", "\"约\"#,##0"),
        (thousands, "收入", "#,##0\"E\""),
        (thousands, "收入", "#,##0\"+\""),
        ("unit = { override = \"RMB'000\" }", "收入", "[$$-409]#,##0.00"),
        ("unit = { override = \"RMB'000\" }", "收入", "0.0\"亿元\""),
    ] {
        all += &told(unit, "", label, format, 12.5);
    }
    record_snapshot!("shown", all);
}

#[test]
fn rows_of_a_ledger_in_another_currency_stop() {
    let book = "[[source]]\nfiles = \"a.xlsx\"\nshape = \"ledger\"\nunit = \"RMB'000\"\ndates = \"annual\"\n\
                columns = { period = \"Date\" }\nvalues = { Amount = \"revenue\" }\n";
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    fill(sheet, &[&["Date", "Amount"]]);
    let formats = [
        "[$¥-804]#,##0",
        "[$¥-804]#,##0",
        "#,##0",
        "[$$-409]#,##0",
        "[$¥-804]#,##0",
    ];
    for (at, format) in (1..).zip(formats) {
        fill_day(sheet, at);
        let format = Format::new().set_num_format(format);
        sheet.write_with_format(at, 1, 5.0, &format).unwrap();
    }
    let bytes = workbook.save_to_buffer().unwrap();
    record_snapshot!("currencies", listed(book, file("a.xlsx", bytes)));
}

#[test]
fn a_unit_that_may_be_of_either_stops_with_what_to_write() {
    let note = "unit = \"note\"";
    let row = "unit = \"note\"\nrows.\"Sales\" = { line = \"revenue\", unit = \"RMB'000\" }";
    let all = [
        told("unit = \"RMB'000\"", "", "收入", "#,##0,", 1_234_567.0),
        told("unit = \"RMB m\"", "单位:千元", "收入", "#,##0,", 1_234_567.0),
        told(note, "单位:千元", "收入", "0.0,,", 1_234_567_890.0),
        told(note, "单位:万元", "收入", "#,##0,", 1_234_567.0),
        told(note, "", "收入(万元)", "#,##0,", 1_234_567.0),
        section(
            "a unit that the book gives the row",
            &listed(
                &row.replacen("unit = \"note\"", "[[source]]\nfiles = \"a.*\"", 1),
                file("a.xlsx", xlsx("", &[("Sales", "#,##0,", [1_234_567.0, 2_345_678.0])])),
            ),
        ),
    ];
    record_snapshot!("either", all.concat());
}

#[test]
fn rows_of_a_ledger_are_summed_in_the_unit_they_are_held_in() {
    let book = "[[source]]\nfiles = \"a.xlsx\"\nshape = \"ledger\"\nunit = \"note\"\ndates = \"annual\"\n\
                columns = { period = \"Date\" }\nvalues = { Amount = \"revenue\" }\n";
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    fill(sheet, &[&["RMB in thousands"], &["Date", "Amount"]]);
    for (at, format) in (2..).zip(["#,##0", "#,##0,", "#,##0", "#,##0,"]) {
        fill_day(sheet, at);
        let format = Format::new().set_num_format(format);
        let number = if at % 2 == 0 { 5.0 } else { 1_234_567.0 };
        sheet.write_with_format(at, 1, number, &format).unwrap();
    }
    let bytes = workbook.save_to_buffer().unwrap();
    record_snapshot!("ledger", listed(book, file("a.xlsx", bytes)));
}

fn fill_day(sheet: &mut rust_xlsxwriter::Worksheet, row: u32) {
    let day = rust_xlsxwriter::ExcelDateTime::parse_from_str("2025-01-02").unwrap();
    let format = Format::new().set_num_format("yyyy-mm-dd");
    sheet.write_with_format(row, 0, &day, &format).unwrap();
}

const CODE: &str = "#,##0,";
const SHOWN: [f64; 2] = [1_234_567.0, 2_345_678.0];

fn xlsb() -> Vec<u8> {
    let cell_format = |number: u16| {
        let mut data = [0; 16];
        data[2..4].copy_from_slice(&number.to_le_bytes());
        record(47, &data)
    };
    let styles = [
        record(615, &1_u32.to_le_bytes()),
        record(44, &[&164_u16.to_le_bytes()[..], &wide(CODE)].concat()),
        record(616, &[]),
        record(617, &2_u32.to_le_bytes()),
        cell_format(0),
        cell_format(164),
        record(618, &[]),
    ];
    let text = |column: u32, text: u32| record(7, &cell(column, &text.to_le_bytes()));
    let number = |column: u32, number: f64| {
        let mut data = cell(column, &number.to_le_bytes());
        data[4] = 1;
        record(5, &data)
    };
    let records = [
        row(0),
        text(0, 0),
        row(1),
        text(1, 1),
        text(2, 2),
        row(2),
        text(0, 3),
        number(1, SHOWN[0]),
        number(2, SHOWN[1]),
    ];
    xlsb_with_styles(&records, &["单位:千元", "FY2024", "FY2023", "收入"], &[], &styles)
}

fn xls() -> Vec<u8> {
    let mut format = [0; 20];
    format[2..4].copy_from_slice(&164_u16.to_le_bytes());
    let declared = [
        &164_u16.to_le_bytes()[..],
        &(CODE.len() as u16).to_le_bytes(),
        &[0],
        CODE.as_bytes(),
    ];
    let globals = [
        biff(0x041e, &declared.concat()),
        biff(0x00e0, &[0; 20]),
        biff(0x00e0, &format),
    ];
    let head = |row: u16, column: u16, format: u16| [row, column, format].map(u16::to_le_bytes).concat();
    let text = |row: u16, column: u16, text: &str| {
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length = (text.chars().count() as u16).to_le_bytes();
        biff(0x0204, &[&head(row, column, 0)[..], &length, &[1], &wide].concat())
    };
    let number = |column: u16, number: f64| biff(0x0203, &[&head(2, column, 1)[..], &number.to_le_bytes()].concat());
    let sheet = [
        text(0, 0, "单位:千元"),
        text(1, 1, "FY2024"),
        text(1, 2, "FY2023"),
        text(2, 0, "收入"),
        number(1, SHOWN[0]),
        number(2, SHOWN[1]),
    ];
    xls_with(&xls_stream(0x0600, &globals, &sheet))
}

fn ods() -> Vec<u8> {
    let styles = "<number:number-style style:name=\"N1\"><number:number number:decimal-places=\"0\" \
                  number:min-integer-digits=\"1\" number:grouping=\"true\" number:display-factor=\"1000\"/>\
                  </number:number-style><style:style style:name=\"c1\" style:family=\"table-cell\" \
                  style:data-style-name=\"N1\"/>";
    let text = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let number = |number: f64| {
        format!("<table:table-cell table:style-name=\"c1\" office:value-type=\"float\" office:value=\"{number}\"/>")
    };
    let rows = [
        text("单位:千元"),
        format!("{}{}{}", "<table:table-cell/>", text("FY2024"), text("FY2023")),
        format!("{}{}{}", text("收入"), number(SHOWN[0]), number(SHOWN[1])),
    ];
    let rows = rows
        .map(|row| format!("<table:table-row>{row}</table:table-row>"))
        .concat();
    ods_with_styles(styles, &format!("<table:table table:name=\"S\">{rows}</table:table>"))
}

#[test]
fn every_format_of_files_tells_what_is_shown() {
    let book = book("unit = \"note\"", "收入");
    let xlsx = xlsx("单位:千元", &[("收入", CODE, SHOWN)]);
    let mut all = String::new();
    for (name, bytes) in [("xlsx", xlsx), ("xlsb", xlsb()), ("xls", xls()), ("ods", ods())] {
        all += &section(name, &listed(&book, file("a.bin", bytes)));
    }
    record_snapshot!("formats", all);
}
