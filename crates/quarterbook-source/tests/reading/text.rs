//! Encodings and separators of delimited texts: found by looking, or as declared.

use crate::common::listing::listing;
use encoding_rs::{BIG5, GB18030};
use quarterbook_source::{CellValue, ReadOptions, TextEncoding, read};

const TABLE: &str = "科目;2024年\n营业收入;5.4亿元\n";

fn utf16(text: &str, bytes: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

fn with_mark(mark: &[u8], bytes: &[u8]) -> Vec<u8> {
    [mark, bytes].concat()
}

#[test]
fn encodings_are_found_and_the_choice_is_noted() {
    let gb18030 = GB18030.encode(TABLE).0;
    let cases: [(&str, Vec<u8>, &str); 7] = [
        ("utf-8", TABLE.into(), "read as utf-8 (all of it is valid)"),
        (
            "utf-8 with a mark",
            with_mark(b"\xef\xbb\xbf", TABLE.as_bytes()),
            "read as utf-8 (it starts with its byte order mark)",
        ),
        (
            "utf-16le with a mark",
            with_mark(b"\xff\xfe", &utf16(TABLE, u16::to_le_bytes)),
            "read as utf-16le (it starts with its byte order mark)",
        ),
        (
            "utf-16be with a mark",
            with_mark(b"\xfe\xff", &utf16(TABLE, u16::to_be_bytes)),
            "read as utf-16be (it starts with its byte order mark)",
        ),
        (
            "utf-16le",
            utf16(TABLE, u16::to_le_bytes),
            "read as utf-16le (every other byte of its plain letters is zero)",
        ),
        (
            "utf-16be",
            utf16(TABLE, u16::to_be_bytes),
            "read as utf-16be (every other byte of its plain letters is zero)",
        ),
        (
            "gb18030",
            gb18030.into_owned(),
            "read as gb18030 (it is not valid utf-8, and all of it is valid gb18030)",
        ),
    ];
    for (name, bytes, note) in cases {
        let workbook = read("收入.csv", &bytes, &ReadOptions::default()).unwrap();
        let texts: Vec<&str> = workbook.sheets[0]
            .cells()
            .iter()
            .filter_map(|cell| cell.value.text())
            .collect();
        assert_eq!(texts, ["科目", "2024年", "营业收入", "5.4亿元"], "{name}");
        assert_eq!(workbook.notes[0].message, format!("{note}, fields separated by `;`"));
    }
}

#[test]
fn big5_is_read_when_the_book_says_so() {
    let bytes = BIG5.encode("項目,營業收入\n").0;
    let options = ReadOptions {
        encoding: Some(TextEncoding::Big5),
        ..ReadOptions::default()
    };
    insta::assert_snapshot!(listing("收入.csv", &bytes, &options));
}

#[test]
fn a_wrong_declared_encoding_is_noticed() {
    let options = ReadOptions {
        encoding: Some(TextEncoding::Utf8),
        ..ReadOptions::default()
    };
    insta::assert_snapshot!(listing("收入.csv", &GB18030.encode("营业收入,1\n").0, &options));
}

#[test]
fn separators_are_found() {
    let cases = [
        ("a,b,c\n1,2,3\n", 3),
        ("a\tb\n1,5\t2,5\n", 2),
        ("a;b;c\n1,5;2,5;3,5\n", 3),
        ("a|b\n1|2\n", 2),
        ("title only\n\nlabel,2023,2024\nrevenue,1,2\n", 3),
        ("\"a,b\";\"c\"\n\"d,e\";\"f\"\n", 2),
        ("sep=|\na|b,c\n", 2),
        ("one\ntwo\n", 1),
    ];
    for (text, columns) in cases {
        let workbook = read("t.csv", text.as_bytes(), &ReadOptions::default()).unwrap();
        assert_eq!(workbook.sheets[0].extent().unwrap().last.column + 1, columns, "{text}");
    }
}

#[test]
fn a_declared_separator_is_taken() {
    let options = ReadOptions {
        separator: Some('^'),
        ..ReadOptions::default()
    };
    insta::assert_snapshot!(listing("t.csv", b"a,b^c\n", &options));
}

#[test]
fn rows_are_those_a_spreadsheet_would_show() {
    let text = "\n\ntitle\r\n\r\n\"two\nlines\",b\n\n\nlast,\"quoted \"\"word\"\"\"";
    insta::assert_snapshot!(listing("t.csv", text.as_bytes(), &ReadOptions::default()));
}

#[test]
fn what_looks_like_a_formula_or_a_code_stays_text() {
    let text = "code,formula\n00981,=1+1\n1E5,@SUM(A1)\n";
    let workbook = read("t.csv", text.as_bytes(), &ReadOptions::default()).unwrap();
    for cell in workbook.sheets[0].cells() {
        assert!(matches!(cell.value, CellValue::Text(_)), "{cell:?}");
    }
}
