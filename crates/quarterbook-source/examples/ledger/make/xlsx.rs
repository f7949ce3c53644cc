//! The ledger as a workbook of XML parts, with shared texts.

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{COLUMNS, Entry, ROWS, TEXTS, text};

pub(super) fn make(path: &Path) -> Result<(), Box<dyn Error>> {
    let texts: Vec<String> = (0..TEXTS).map(text).collect();
    let mut package = ZipWriter::new(BufWriter::new(File::create(path)?));
    let mut part = |name: &str, write: &mut dyn FnMut(&mut dyn Write) -> std::io::Result<()>| {
        package.start_file(name, SimpleFileOptions::default())?;
        write(&mut package).map_err(Box::<dyn Error>::from)
    };
    let namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package_relationships = "http://schemas.openxmlformats.org/package/2006/relationships";
    part("_rels/.rels", &mut |out| {
        write!(
            out,
            r#"<Relationships xmlns="{package_relationships}"><Relationship Id="r1" Type="{relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
        )
    })?;
    part("xl/workbook.xml", &mut |out| {
        write!(
            out,
            r#"<workbook xmlns="{namespace}" xmlns:r="{relationships}"><sheets><sheet name="Ledger" sheetId="1" r:id="r1"/></sheets></workbook>"#
        )
    })?;
    part("xl/_rels/workbook.xml.rels", &mut |out| {
        write!(
            out,
            r#"<Relationships xmlns="{package_relationships}"><Relationship Id="r1" Type="{relationships}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
        )
    })?;
    part("xl/styles.xml", &mut |out| {
        write!(
            out,
            r#"<styleSheet xmlns="{namespace}"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="4"/></cellXfs></styleSheet>"#
        )
    })?;
    part("xl/sharedStrings.xml", &mut |out| {
        write!(out, r#"<sst xmlns="{namespace}" uniqueCount="{}">"#, texts.len())?;
        texts
            .iter()
            .try_for_each(|text| write!(out, "<si><t>{text}</t></si>"))?;
        write!(out, "</sst>")
    })?;
    part("xl/worksheets/sheet1.xml", &mut |out| {
        write!(out, r#"<worksheet xmlns="{namespace}"><sheetData><row r="1">"#)?;
        COLUMNS
            .iter()
            .try_for_each(|name| write!(out, r#"<c t="inlineStr"><is><t>{name}</t></is></c>"#))?;
        write!(out, "</row>")?;
        (0..ROWS).try_for_each(|number| write_row(out, &Entry::new(number)))?;
        write!(out, "</sheetData></worksheet>")
    })?;
    package.finish()?.flush()?;
    Ok(())
}

fn write_row(out: &mut dyn Write, entry: &Entry) -> std::io::Result<()> {
    let row = entry.voucher + 1;
    write!(
        out,
        r#"<row r="{row}"><c r="A{row}" s="1"><v>{}</v></c><c r="B{row}"><v>{}</v></c>"#,
        entry.day, entry.voucher
    )?;
    for (column, text) in ["C", "D", "E", "F"].iter().zip(entry.texts) {
        write!(out, r#"<c r="{column}{row}" t="s"><v>{text}</v></c>"#)?;
    }
    for (column, cents) in ["G", "H"].iter().zip(entry.cents) {
        let (whole, part) = (cents / 100, cents % 100);
        write!(out, r#"<c r="{column}{row}" s="2"><v>{whole}.{part:02}</v></c>"#)?;
    }
    write!(out, r#"<c r="I{row}" t="s"><v>{}</v></c></row>"#, entry.memo)
}
