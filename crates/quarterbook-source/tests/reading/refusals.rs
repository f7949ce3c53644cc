//! What cannot be read is refused, at once and with what to do next.

use std::fmt::Write as _;

use crate::common::binary::{
    biff, cell, compound_named, compound_with_circle, record, row, xls_stream, xls_with, xls_with_circle,
    xls_with_endless_tables, xlsb_package, xlsb_with_sheets,
};
use crate::common::listing::listing;
use crate::common::package::{NAMESPACES, ods_package, package, sheet_xml, with_directory_entry, xlsx_package};
use crate::common::samples;
use quarterbook_source::{Limits, ReadOptions};

/// Every case with its refusal, as a reader of the snapshot sees them.
fn refusals(options: &ReadOptions, cases: &[(&str, Vec<u8>)]) -> String {
    let mut text = String::new();
    for (name, bytes) in cases {
        let refusal = listing("data/file", bytes, options);
        assert!(refusal.starts_with("error: "), "{name} is read:\n{refusal}");
        assert!(
            refusal.contains("= hint: "),
            "{name} says nothing of what to do:\n{refusal}"
        );
        let _ = writeln!(text, "# {name}\n{refusal}\n");
    }
    text
}

fn xlsx(rows: &str) -> Vec<u8> {
    xlsx_package(&sheet_xml(rows), &[])
}

#[test]
fn files_that_are_no_spreadsheet() {
    let cases = [
        ("empty", Vec::new()),
        (
            "a web page",
            b"<html><body><table><tr><td>1</td></tr></table></body></html>".to_vec(),
        ),
        (
            "a table of a web page",
            b"\xef\xbb\xbf\r\n<TABLE border=1><tr><td>1</td></tr></TABLE>".to_vec(),
        ),
        (
            "an xml spreadsheet",
            br#"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>"#.to_vec(),
        ),
        ("other xml", b"<?xml version=\"1.0\"?><report/>".to_vec()),
        (
            "a web archive",
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related".to_vec(),
        ),
        ("a pdf", b"%PDF-1.7 \xff".to_vec()),
        ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
        (
            "a word document",
            package(&[("[Content_Types].xml", b""), ("word/document.xml", b"")]),
        ),
        ("a zip of several files", package(&[("a.csv", b"1"), ("b.csv", b"2")])),
        ("a zip of nothing", package(&[])),
        ("a zip in a zip", package(&[("a.zip", &package(&[("a.csv", b"1")]))])),
        ("an old word document", compound_named("WordDocument")),
        (
            "a workbook of Excel 4",
            b"\x09\x04\x06\x00\x00\x00\x10\x00\x00\x00".to_vec(),
        ),
        ("a text in no known encoding", b"a,b\n\xff\x80\xff\n".to_vec()),
    ];
    insta::assert_snapshot!(refusals(&ReadOptions::default(), &cases));
}

#[test]
fn files_that_are_encrypted_or_cut_off() {
    let whole = samples::xlsx();
    let cases = [
        ("an encrypted workbook", compound_named("EncryptedPackage")),
        (
            "an encrypted xls",
            xls_with(&xls_stream(0x0600, &[biff(0x002f, &[1, 0, 1, 0, 1, 0])], &[])),
        ),
        (
            "an encrypted ods",
            package(&[
                ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
                (
                    "META-INF/manifest.xml",
                    b"<manifest:manifest><manifest:file-entry manifest:full-path=\"content.xml\"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>",
                ),
                ("content.xml", b"\x8f\x02\x91\x00\xfe"),
            ]),
        ),
        (
            "an encrypted part",
            with_directory_entry(xlsx(""), "xl/workbook.xml", |entry| entry[8] |= 1),
        ),
        ("half an xlsx", whole[..whole.len() / 2].to_vec()),
        ("half an xls", samples::XLS[..samples::XLS.len() / 2].to_vec()),
        ("an xls without its streams", compound_named("Workbook")),
        (
            "half a sheet",
            xlsx_package(
                &format!("<worksheet {NAMESPACES}><sheetData><row r=\"1\"><c r=\"A1\"><v>1"),
                &[],
            ),
        ),
        (
            "half an ods",
            ods_package(
                "<table:table table:name=\"S\"><table:table-row><table:table-cell office:value-type=\"string\"><office:annotation>",
            ),
        ),
    ];
    insta::assert_snapshot!(refusals(&ReadOptions::default(), &cases));
}

#[test]
fn packages_that_would_burst() {
    let big_texts = format!(
        "<sst {NAMESPACES} uniqueCount=\"1\"><si><t>{}</t></si></sst>",
        "x".repeat(8 << 20)
    );
    let many_texts = format!("<sst {NAMESPACES} uniqueCount=\"4294967295\"><si><t>x</t></si></sst>");
    let entities = format!(
        "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>{}",
        sheet_xml("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>&b;</v></c></row>")
    );
    let entity_texts = format!("<!DOCTYPE x [<!ENTITY a \"aaaa\">]><sst {NAMESPACES}><si><t>&a;</t></si></sst>");
    let long_text = format!("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>{}</v></c></row>", noise(2 << 20));
    let size = |bytes: u32| move |entry: &mut [u8]| entry[24..28].copy_from_slice(&bytes.to_le_bytes());
    let cases = [
        (
            "a part that unpacks to a thousand times its size",
            xlsx_package(&sheet_xml(""), &[("xl/sharedStrings.xml", big_texts.as_bytes())]),
        ),
        (
            "a part that says it unpacks to four gigabytes",
            with_directory_entry(xlsx(""), "xl/worksheets/sheet1.xml", size(u32::MAX - 1)),
        ),
        (
            "a part that unpacks to more than it says",
            with_directory_entry(xlsx(&"<row/>".repeat(50)), "xl/worksheets/sheet1.xml", size(10)),
        ),
        (
            "more texts than there is room for",
            xlsx_package(&sheet_xml(""), &[("xl/sharedStrings.xml", many_texts.as_bytes())]),
        ),
        ("entities that expand", xlsx_package(&entities, &[])),
        (
            "entities that expand in the table of texts",
            xlsx_package(&sheet_xml(""), &[("xl/sharedStrings.xml", entity_texts.as_bytes())]),
        ),
        (
            "entities that expand in an ods",
            package(&[("mimetype", b""), ("content.xml", entities.as_bytes())]),
        ),
        ("a cell with two megabytes of text", xlsx(&long_text)),
        (
            "two parts that differ in case",
            xlsx_package(&sheet_xml(""), &[("XL/Worksheets/Sheet1.xml", b"")]),
        ),
        (
            "two parts with one name",
            with_directory_entry(
                xlsx_package(&sheet_xml(""), &[("xl/worksheets/sheet2.xml", b"")]),
                "xl/worksheets/sheet2.xml",
                |entry| entry[46 + 19] = b'1',
            ),
        ),
    ];
    insta::assert_snapshot!(refusals(&ReadOptions::default(), &cases));
}

/// Letters that do not pack well.
fn noise(length: usize) -> String {
    let mut state = 1_u32;
    let letters = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from(b'a' + (state >> 24) as u8 % 26)
    });
    letters.take(length).collect()
}

#[test]
fn sheets_that_lie_about_where_things_stand() {
    let dimension = |reference: &str| {
        let sheet = format!("<worksheet {NAMESPACES}><dimension ref=\"{reference}\"/><sheetData/></worksheet>");
        xlsx_package(&sheet, &[])
    };
    let merge = format!(
        "<worksheet {NAMESPACES}><sheetData/><mergeCells><mergeCell ref=\"A1:ZZZ9\"/></mergeCells></worksheet>"
    );
    let twice = format!(
        "<workbook {NAMESPACES}><sheets><sheet name=\"S\" r:id=\"r1\"/><sheet name=\"S\" r:id=\"r1\"/></sheets></workbook>"
    );
    let shared = format!(
        "<workbook {NAMESPACES}><sheets><sheet name=\"S\" r:id=\"r1\"/><sheet name=\"T\" r:id=\"r1\"/></sheets></workbook>"
    );
    let cases = [
        (
            "a row that wraps around to A1",
            xlsx("<row r=\"1\"><c r=\"A4294967297\"><v>1</v></c></row>"),
        ),
        (
            "a column after the last",
            xlsx("<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>"),
        ),
        ("a row after the last", xlsx("<row r=\"1048577\"><c><v>1</v></c></row>")),
        (
            "more cells in a row than columns",
            xlsx(&format!("<row>{}</row>", "<c/>".repeat(16_385))),
        ),
        ("a dimension that ends before it starts", dimension("C3:A1")),
        ("a dimension beyond the sheet", dimension("A1:A4294967297")),
        ("a merge beyond the sheet", xlsx_package(&merge, &[])),
        (
            "a new error in cells without addresses",
            xlsx("<row><c t=\"e\"><v>#SPILL!</v></c><c><v>1</v></c></row>"),
        ),
        (
            "a text that is not in the table",
            xlsx("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row>"),
        ),
        (
            "two sheets of one name",
            xlsx_package(&sheet_xml(""), &[("xl/workbook.xml", twice.as_bytes())]),
        ),
        (
            "two sheets that are one part",
            xlsx_package(&sheet_xml(""), &[("xl/workbook.xml", shared.as_bytes())]),
        ),
        (
            "two binary sheets that are one part",
            xlsb_with_sheets(&["S", "T"], &[]),
        ),
        (
            "a binary row after the last",
            xlsb_package(&[row(1_048_576), record(4, &cell(0, &[1]))], &[]),
        ),
        (
            "a binary text that is not in the table",
            xlsb_package(&[row(0), record(7, &cell(0, &9_u32.to_le_bytes()))], &[]),
        ),
    ];
    insta::assert_snapshot!(refusals(&ReadOptions::default(), &cases));
}

#[test]
fn old_and_open_formats_that_would_burst() {
    let far = biff(
        0x0200,
        &[
            &0_u32.to_le_bytes()[..],
            &u32::MAX.to_le_bytes(),
            &0_u16.to_le_bytes(),
            &256_u16.to_le_bytes(),
            &[0, 0],
        ]
        .concat(),
    );
    let bof = biff(0x0809, &[0, 6, 16, 0, 0, 0, 0, 0]);
    let number = |row: u16, column: u16| {
        biff(
            0x0203,
            &[&row.to_le_bytes()[..], &column.to_le_bytes(), &[0; 10]].concat(),
        )
    };
    let stream = |records: &[Vec<u8>]| {
        let mut stream = [bof.clone(), records.concat(), biff(0x000a, &[])].concat();
        stream.resize(4096, 0);
        xls_with(&stream)
    };
    let repeated = |rows: &str, columns: &str, content: &str| {
        ods_package(&format!(
            "<table:table table:name=\"S\"><table:table-row table:number-rows-repeated=\"{rows}\"><table:table-cell table:number-columns-repeated=\"{columns}\" office:value-type=\"string\">{content}</table:table-cell></table:table-row></table:table>"
        ))
    };
    let wide_xls: Vec<Vec<u8>> = (0..2).map(|_| number(0, 0)).chain([number(65_535, 255)]).collect();
    let cases = [
        ("an xls whose directory runs in a circle", compound_with_circle()),
        ("an xls whose workbook runs in a circle", xls_with_circle()),
        (
            "an xls whose list of tables runs in a circle",
            xls_with_endless_tables(),
        ),
        ("an xls sheet that says it is endless", stream(&[far])),
        ("an xls sheet with cells far apart", stream(&wide_xls)),
        (
            "an ods row repeated a million times",
            repeated("1048576", "16384", "<text:p>x</text:p>"),
        ),
        (
            "an ods text repeated a million times",
            repeated("1000000", "1", &format!("<text:p>{}</text:p>", noise(1000))),
        ),
        (
            "an ods text of four billion blanks",
            repeated("1", "1", "<text:p><text:s text:c=\"4000000000\"/></text:p>"),
        ),
        (
            "an ods with a count that is none",
            repeated("-1", "x", "<text:p>x</text:p>"),
        ),
    ];
    insta::assert_snapshot!(refusals(&ReadOptions::default(), &cases));
}

#[test]
fn limits_a_book_can_raise() {
    let limits = Limits {
        cells: 3,
        text_bytes: 64,
        ..Limits::default()
    };
    let options = ReadOptions {
        limits,
        ..ReadOptions::default()
    };
    let cases = [
        ("four cells where three are allowed", b"1,2\n3,4\n".to_vec()),
        (
            "a quote that is never closed",
            format!("a,b\n\"{}\n", noise(100_000)).into_bytes(),
        ),
    ];
    insta::assert_snapshot!(refusals(&options, &cases));
}

#[test]
fn limits_on_what_holds_nothing_and_on_what_is_held() {
    let limits = Limits {
        cells: 3,
        empty_cells: 8,
        memory_bytes: 20,
        ..Limits::default()
    };
    let options = ReadOptions {
        limits,
        ..ReadOptions::default()
    };
    let cell = |content: &str| format!("<c r=\"A1\"{content}");
    let row = |cells: String| xlsx(&format!("<row r=\"1\">{cells}</row>"));
    let merge = "<mergeCell ref=\"A1:B2\"/>".repeat(4);
    let merges = format!("<worksheet {NAMESPACES}><sheetData/><mergeCells>{merge}</mergeCells></worksheet>");
    let text = "<c t=\"str\"><v>fifteen letters</v></c>".repeat(2);
    let cases = [
        ("cells without anything", row(cell("/>").repeat(8))),
        ("cells with nothing but a style", row(cell(" s=\"1\"/>").repeat(8))),
        ("cells with an empty value", row(cell("><v></v></c>").repeat(8))),
        ("rows without cells", xlsx(&"<row r=\"1\"/>".repeat(8))),
        ("one cell again and again", row(cell("><v>1</v></c>").repeat(4))),
        ("one merge again and again", xlsx_package(&merges, &[])),
        ("texts that take too much room", row(text)),
    ];
    insta::assert_snapshot!(refusals(&options, &cases));
}

#[test]
fn a_file_that_takes_too_long_is_refused_with_the_limit() {
    let limits = Limits {
        seconds: 0,
        ..Limits::default()
    };
    let options = ReadOptions {
        limits,
        ..ReadOptions::default()
    };
    insta::assert_snapshot!(refusals(&options, &[("no time at all", samples::xlsx())]));
}

#[test]
fn a_raised_limit_reads_what_the_default_refuses() {
    let texts = format!(
        "<sst {NAMESPACES} uniqueCount=\"1\"><si><t>{}</t></si></sst>",
        "x".repeat(8 << 20)
    );
    let rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";
    let bytes = xlsx_package(&sheet_xml(rows), &[("xl/sharedStrings.xml", texts.as_bytes())]);
    let refused = listing("data/file", &bytes, &ReadOptions::default());
    assert!(refused.contains("raise `ratio` under `limits`"), "{refused}");
    let limits = Limits {
        ratio: 2_000,
        ..Limits::default()
    };
    let options = ReadOptions {
        limits,
        ..ReadOptions::default()
    };
    assert_eq!(
        listing("data/file", &bytes, &options),
        "xlsx\nsheet `S` A1\nA1\tnumber 1\t1\n"
    );
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_refused_before_it_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink("/dev/zero", folder.path().join("endless.csv")).unwrap();
    let of = |name: &str| {
        let path = folder.path().join(name);
        quarterbook_source::read_file(name, &path, &ReadOptions::default())
            .unwrap_err()
            .to_string()
    };
    insta::assert_snapshot!([of("endless.csv"), of("")].join("\n\n"));
}
