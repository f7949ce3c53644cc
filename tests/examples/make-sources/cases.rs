//! Source files of the cases that are not texts.

use std::error::Error;
use std::path::Path;

use crate::sheet::Typed::{Number, Text};
use crate::sheet::{header, row, save, workbook};

pub(crate) fn write(cases: &Path) -> Result<(), Box<dyn Error>> {
    named_xls(&cases.join("xls-that-is-really-xlsx/data.xls"))?;
    std::fs::write(cases.join("source-that-is-encrypted/data.xlsx"), encrypted())?;
    Ok(())
}

/// An xlsx under the name of another format, as mail programs and portals hand them out.
fn named_xls(path: &Path) -> Result<(), Box<dyn Error>> {
    let mut book = workbook()?;
    let sheet = book.add_worksheet();
    for (column, text) in [(0, "USD m"), (1, "FY2023"), (2, "FY2024")] {
        sheet.write_with_format(0, column, text, &header())?;
    }
    row(sheet, 1, &[Text("Revenue"), Number(100.0, "0.0"), Number(120.0, "0.0")])?;
    row(sheet, 2, &[Text("Chips"), Number(60.0, "0.0"), Number(70.0, "0.0")])?;
    row(sheet, 3, &[Text("Boards"), Number(40.0, "0.0"), Number(50.0, "0.0")])?;
    save(book, path)
}

/// What Excel writes around a workbook with a password: an OLE2 container whose directory names the
/// encrypted package. The container has a header, one sector of allocation and one of directory.
fn encrypted() -> Vec<u8> {
    const SECTOR: usize = 512;
    const END_OF_CHAIN: [u8; 4] = [0xfe, 0xff, 0xff, 0xff];
    let mut bytes = vec![0; 3 * SECTOR];
    bytes[..8].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    bytes[24..34].copy_from_slice(&[0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0]);
    bytes[44] = 1;
    bytes[48] = 1;
    bytes[57] = 0x10;
    bytes[60..64].copy_from_slice(&END_OF_CHAIN);
    bytes[68..72].copy_from_slice(&END_OF_CHAIN);
    bytes[80..SECTOR].fill(0xff);
    bytes[SECTOR..2 * SECTOR].fill(0xff);
    bytes[SECTOR..SECTOR + 4].copy_from_slice(&[0xfd, 0xff, 0xff, 0xff]);
    bytes[SECTOR + 4..SECTOR + 8].copy_from_slice(&END_OF_CHAIN);
    for (entry, (name, kind)) in [("Root Entry", 5), ("EncryptedPackage", 2), ("EncryptionInfo", 2)]
        .iter()
        .enumerate()
    {
        let at = 2 * SECTOR + entry * 128;
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes[at..at + units.len()].copy_from_slice(&units);
        bytes[at + 64] = units.len() as u8 + 2;
        bytes[at + 66] = *kind;
        bytes[at + 68..at + 80].fill(0xff);
        bytes[at + 116..at + 120].copy_from_slice(&END_OF_CHAIN);
    }
    bytes
}
