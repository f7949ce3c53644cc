//! Each format is told by its content and read with its addresses, types and oddities.

use std::io::Write;

use crate::common::binary::{
    biff, cell, record, row, wide, xls_named, xls_stream, xls_with, xlsb_package, xlsb_with_styles,
};
use crate::common::listing::listing;
use crate::common::package::{NAMESPACES, ods_with_styles, package, sheet_xml, xlsx_package};
use crate::common::samples;
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
    // A copy from a block device ends in zeros.
    let gzip = read(&[gzip.finish().unwrap(), vec![0; 1000]].concat());
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
    insta::assert_snapshot!(read(&xls_with(&xls_stream(0x0600, &[], &[number]))));
}

/// A cell record of an xls: row, column, format.
fn xls_cell(kind: u16, row: u16, column: u16, format: u16, rest: &[u8]) -> Vec<u8> {
    let head = [row, column, format].map(u16::to_le_bytes).concat();
    biff(kind, &[&head, rest].concat())
}

#[test]
fn xls_with_number_formats_and_hidden_rows_and_columns() {
    let format = |number: u16, code: &str| {
        let length = (code.len() as u16).to_le_bytes();
        biff(
            0x041e,
            &[&number.to_le_bytes()[..], &length, &[0], code.as_bytes()].concat(),
        )
    };
    let cell_format = |number: u16, indent: u8| {
        let mut data = [0; 20];
        data[2..4].copy_from_slice(&number.to_le_bytes());
        data[8] = indent;
        biff(0x00e0, &data)
    };
    let globals = [
        format(164, "0.0%"),
        cell_format(0, 0),
        cell_format(164, 0),
        cell_format(14, 0),
        cell_format(0, 2),
    ];
    let mut row = [0; 16];
    row[0] = 1;
    row[12] = 0x20;
    let short = |number: u32| ((number << 2) | 2).to_le_bytes();
    let several = [&[2, 0, 0, 0][..], &[1, 0], &short(3), &[0, 0], &short(4), &[1, 0]].concat();
    let sheet = [
        biff(0x007d, &[2, 0, 3, 0, 0, 0, 0, 0, 1, 0, 0, 0]),
        biff(0x0208, &row),
        xls_cell(0x0203, 0, 0, 1, &0.308_f64.to_le_bytes()),
        xls_cell(0x0203, 0, 1, 2, &45_838_f64.to_le_bytes()),
        xls_cell(0x0204, 1, 0, 3, &[4, 0, 0, b't', b'e', b'x', b't']),
        xls_cell(0x0203, 1, 2, 0, &7_f64.to_le_bytes()),
        biff(0x00bd, &several),
    ];
    insta::assert_snapshot!(read(&xls_with(&xls_stream(0x0600, &globals, &sheet))));
}

#[test]
fn xls_of_excel_95_with_chinese_texts() {
    let globals = [biff(0x0042, &936_u16.to_le_bytes())];
    let sheet = [
        xls_cell(0x0204, 0, 0, 0, &[4, 0, 0xca, 0xd5, 0xc8, 0xeb]),
        xls_cell(0x0203, 0, 1, 0, &2.89_f64.to_le_bytes()),
    ];
    insta::assert_snapshot!(read(&xls_named("Book", &xls_stream(0x0500, &globals, &sheet))));
}

#[test]
fn xls_texts_with_a_nul_behind_every_letter() {
    let wide: Vec<u8> = "Revenue 收入".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let sheet = [xls_cell(
        0x0204,
        0,
        0,
        0,
        &[&(wide.len() as u16).to_le_bytes()[..], &[0], &wide].concat(),
    )];
    insta::assert_snapshot!(read(&xls_with(&xls_stream(0x0600, &[], &sheet))));
}

#[test]
fn xlsb_with_number_formats_and_hidden_rows_and_columns() {
    let cell_format = |number: u16, indent: u8| {
        let mut data = [0; 16];
        data[2..4].copy_from_slice(&number.to_le_bytes());
        data[11] = indent;
        record(47, &data)
    };
    let styles = [
        record(615, &1_u32.to_le_bytes()),
        record(44, &[&164_u16.to_le_bytes()[..], &wide("0.0%")].concat()),
        record(616, &[]),
        record(617, &4_u32.to_le_bytes()),
        cell_format(0, 0),
        cell_format(164, 0),
        cell_format(14, 0),
        cell_format(0, 1),
        record(618, &[]),
    ];
    let columns = [2_u32, 3, 0, 0].map(u32::to_le_bytes).concat();
    let before = [
        record(390, &[]),
        record(60, &[&columns[..], &[1, 0]].concat()),
        record(391, &[]),
    ];
    let cell_of =
        |column: u32, style: u32, rest: &[u8]| [&column.to_le_bytes()[..], &style.to_le_bytes(), rest].concat();
    let mut hidden_row = [0; 17];
    hidden_row[0] = 1;
    hidden_row[11] = 0x10;
    let records = [
        row(0),
        record(5, &cell_of(0, 1, &0.308_f64.to_le_bytes())),
        record(5, &cell_of(1, 2, &45_838_f64.to_le_bytes())),
        record(0, &hidden_row),
        record(7, &cell_of(0, 3, &0_u32.to_le_bytes())),
        record(5, &cell_of(2, 0, &7_f64.to_le_bytes())),
    ];
    insta::assert_snapshot!(read(&xlsb_with_styles(&records, &["text"], &before, &styles)));
}

#[test]
fn ods_with_number_formats_and_hidden_rows_and_columns() {
    let styles = concat!(
        r#"<number:percentage-style style:name="N1"><number:number number:decimal-places="1" number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>"#,
        r#"<number:currency-style style:name="N2P0"><number:currency-symbol>¥</number:currency-symbol><number:number number:decimal-places="2" number:min-integer-digits="1" number:grouping="true"/></number:currency-style>"#,
        r#"<number:currency-style style:name="N2"><number:text>-</number:text><number:currency-symbol>¥</number:currency-symbol><number:number number:decimal-places="2" number:min-integer-digits="1" number:grouping="true"/><style:map style:condition="value()&gt;=0" style:apply-style-name="N2P0"/></number:currency-style>"#,
        r#"<number:date-style style:name="N3"><number:year number:style="long"/><number:text>年</number:text><number:month/><number:text>月</number:text></number:date-style>"#,
        r#"<style:style style:name="parent" style:family="table-cell" style:data-style-name="N1"/>"#,
        r#"<style:style style:name="rate" style:family="table-cell" style:parent-style-name="parent"/>"#,
        r#"<style:style style:name="money" style:family="table-cell" style:data-style-name="N2"/>"#,
        r#"<style:style style:name="day" style:family="table-cell" style:data-style-name="N3"/>"#,
    );
    let number = |style: &str, value: &str| {
        format!(r#"<table:table-cell {style} office:value-type="float" office:value="{value}"/>"#)
    };
    let rate = number(r#"table:style-name="rate""#, "0.308");
    let money = number("", "1234.5");
    let loss = number(r#"table:style-name="money""#, "-1234.5");
    let day = r#"<table:table-cell table:style-name="day" office:value-type="date" office:date-value="2025-06-30"/>"#;
    let title = r#"<table:table-cell table:number-columns-spanned="2" office:value-type="string"><text:p>title</text:p></table:table-cell><table:covered-table-cell/>"#;
    let table = format!(
        r#"<table:table table:name="S"><table:table-column/><table:table-column table:default-cell-style-name="money"/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/><table:table-row>{title}</table:table-row><table:table-row table:visibility="filter" table:number-rows-repeated="2">{rate}{money}{loss}</table:table-row><table:table-row>{day}</table:table-row></table:table>"#
    );
    insta::assert_snapshot!(read(&ods_with_styles(styles, &table)));
}

#[test]
fn names_of_sheets_with_control_characters_show_a_replacement() {
    let workbook = format!(
        "<workbook {NAMESPACES}><sheets><sheet name=\"a&#7;&#10;b\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let rows = r#"<row r="1"><c r="A1"><v>1</v></c></row>"#;
    let bytes = xlsx_package(&sheet_xml(rows), &[("xl/workbook.xml", workbook.as_bytes())]);
    insta::assert_snapshot!(read(&bytes));
}
