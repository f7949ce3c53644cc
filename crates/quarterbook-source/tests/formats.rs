//! Each format is told by its content and read with its addresses, types and oddities.

mod common;

use std::io::Write;

use common::binary::{biff, cell, record, row, xls_with, xlsb_package};
use common::listing::listing;
use common::package::{package, sheet_xml, xlsx_package};
use common::samples;
use flate2::Compression;
use flate2::write::GzEncoder;
use quarterbook_source::ReadOptions;

/// The name lies on purpose: content decides.
fn read(bytes: &[u8]) -> String {
    listing("data/table.doc", bytes, &ReadOptions::default())
}

#[test]
fn xlsx_with_merges_hidden_rows_and_an_error() {
    insta::assert_snapshot!(read(&samples::xlsx()));
}

#[test]
fn xlsb_with_error_cells() {
    insta::assert_snapshot!(read(&samples::xlsb()));
}

#[test]
fn xls_written_by_libreoffice() {
    insta::assert_snapshot!(read(samples::XLS));
}

#[test]
fn ods_written_by_libreoffice() {
    insta::assert_snapshot!(read(samples::ODS));
}

#[test]
fn csv_counts_empty_lines_as_rows() {
    insta::assert_snapshot!(read(samples::CSV.as_bytes()));
}

#[test]
fn csv_in_gzip_and_in_zip_reads_the_same() {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(samples::CSV.as_bytes()).unwrap();
    let gzip = read(&gzip.finish().unwrap());
    let zip = read(&package(&[
        ("收入.csv", samples::CSV.as_bytes()),
        ("__MACOSX/._收入.csv", b"x"),
    ]));
    let plain = read(samples::CSV.as_bytes());
    let without_first_note = |text: &str| {
        let lines = text.lines().filter(|line| !line.contains("unpacked from"));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert!(gzip.contains("note: unpacked from gzip"), "{gzip}");
    assert!(zip.contains("note: `收入.csv` unpacked from zip"), "{zip}");
    let place = "  --> data/table.doc".to_owned();
    let mut plain: Vec<String> = plain.lines().map(str::to_owned).collect();
    plain.insert(plain.len() - 2, place);
    assert_eq!(without_first_note(&gzip), plain);
    assert_eq!(without_first_note(&zip), plain);
}

#[test]
fn errors_that_only_newer_programs_know_are_errors_of_their_cells() {
    let rows = concat!(
        r#"<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><v>#SPILL!</v></c><c r="C1"><v>3</v></c></row>"#,
        r#"<row r="2"><c r="B2" t="e"><v>#CALC!</v></c></row>"#,
        r#"<row r="4"><c r="A4" t="e"><v>#GETTING_DATA</v></c><c r="B4" t="e"><v>#N/A</v></c><c r="C4"><v>5</v></c></row>"#,
    );
    insta::assert_snapshot!(read(&xlsx_package(&sheet_xml(rows), &[])));
}

#[test]
fn numbers_that_are_none_are_errors() {
    let rows =
        r#"<row r="1"><c r="A1" t="n"><v>NaN</v></c><c r="B1" t="n"><v>INF</v></c><c r="C1"><v>1e400</v></c></row>"#;
    insta::assert_snapshot!(read(&xlsx_package(&sheet_xml(rows), &[])));
}

#[test]
fn cells_far_apart_take_two_cells() {
    let rows = r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#;
    insta::assert_snapshot!(read(&xlsx_package(&sheet_xml(rows), &[])));
}

#[test]
fn a_cell_listed_twice_keeps_its_first_value() {
    let rows = r#"<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>"#;
    insta::assert_snapshot!(read(&xlsx_package(&sheet_xml(rows), &[])));
}

#[test]
fn xlsb_error_codes_of_newer_programs() {
    let records = [row(0), record(3, &cell(0, &[0x99])), record(3, &cell(1, &[0x0f]))];
    insta::assert_snapshot!(read(&xlsb_package(&records, &[])));
}

#[test]
fn xls_cells_with_numbers() {
    let bof = |kind: u16| {
        biff(
            0x0809,
            &[&0x0600_u16.to_le_bytes()[..], &kind.to_le_bytes(), &[0; 12]].concat(),
        )
    };
    let sheet = |offset: u32| biff(0x0085, &[&offset.to_le_bytes()[..], &[0, 0, 1, 0], b"S"].concat());
    let number = biff(
        0x0203,
        &[
            &2_u16.to_le_bytes()[..],
            &3_u16.to_le_bytes(),
            &[0, 0],
            &30.8_f64.to_le_bytes(),
        ]
        .concat(),
    );
    let globals = [bof(5), sheet(0), biff(0x000a, &[])].concat();
    let offset = globals.len() as u32;
    let globals = [bof(5), sheet(offset), biff(0x000a, &[])].concat();
    let mut stream = [globals, bof(16), number, biff(0x000a, &[])].concat();
    stream.resize(4096, 0);
    insta::assert_snapshot!(read(&xls_with(&stream)));
}
