//! Zip packages written part by part, so that a test can write what no program would.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

pub const NAMESPACES: &str = concat!(
    r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#
);

/// A zip file with these parts.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// An xlsx package with one sheet, named S, whose part holds `sheet`; `others` are added, or replace its own.
pub fn xlsx_package(sheet: &str, others: &[(&str, &[u8])]) -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let rels = |target: &str, kind: &str| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{office}/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    let root = rels("xl/workbook.xml", "officeDocument");
    let workbook_rels = rels("worksheets/sheet1.xml", "worksheet");
    let workbook =
        format!(r#"<workbook {NAMESPACES}><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#);
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", workbook_rels.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    parts.retain(|(name, _)| others.iter().all(|(other, _)| other != name));
    parts.extend_from_slice(others);
    package(&parts)
}

/// A sheet's part with this inside `<sheetData>`.
pub fn sheet_xml(rows: &str) -> String {
    format!("<worksheet {NAMESPACES}><sheetData>{rows}</sheetData></worksheet>")
}

/// An ods package with this inside `<office:spreadsheet>`.
pub fn ods_package(tables: &str) -> Vec<u8> {
    ods_with_styles("", tables)
}

/// The same with automatic styles.
pub fn ods_with_styles(styles: &str, tables: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0"?><office:document-content xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    );
    package(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        (
            "META-INF/manifest.xml",
            b"<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>",
        ),
        ("content.xml", content.as_bytes()),
    ])
}

/// The same package with the unpacked size of one part, and its name, written otherwise in the directory.
pub fn with_directory_entry(mut bytes: Vec<u8>, name: &str, change: impl Fn(&mut [u8])) -> Vec<u8> {
    let entries: Vec<usize> = (0..bytes.len() - 46)
        .filter(|at| bytes[*at..].starts_with(b"PK\x01\x02") && bytes[*at + 46..].starts_with(name.as_bytes()))
        .collect();
    for at in entries {
        change(&mut bytes[at..at + 46 + name.len()]);
    }
    bytes
}
