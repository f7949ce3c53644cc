//! What a file is, told from its bytes and not from its name.

use std::io::{self, Read, Seek, SeekFrom};

use crate::refusal::{Refusal, refuse, refuse_damaged};
use crate::zip_guard::{open_package, refuse_encrypted};
use crate::{Format, Limits};

/// What can be read and sought in.
pub(crate) trait Input: Read + Seek {}

impl<T: Read + Seek> Input for T {}

/// What a file turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Content {
    /// A workbook, or a text in columns.
    Table(Format),
    /// A gzip file with something inside.
    Gzip,
    /// A zip file with one file inside, of this name.
    Zip(String),
}

/// Looks at the first bytes, and for a zip at its directory. What cannot be read is refused with what to do.
pub(crate) fn sniff(label: &str, input: &mut dyn Input, limits: &Limits) -> Result<Content, Refusal> {
    let head = head(input).map_err(|error| refuse_damaged(label, error))?;
    match head.as_slice() {
        [] => Err(refuse(label, "the file is empty", "export or download it again")),
        [b'P', b'K', 3 | 5, 4 | 6, ..] => sniff_zip(label, input, limits),
        [0x1f, 0x8b, ..] => Ok(Content::Gzip),
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..] => sniff_compound(label, input),
        // The first record of a workbook that stands in no compound file: Excel 2 to 5.
        [0x09, 0x00, 0x04, 0x00, ..] | [0x09, 0x02 | 0x04, 0x06, 0x00, ..] | [0x09, 0x08, 0x08, 0x00, ..] => {
            Err(refuse(
                label,
                "the file is a workbook of Excel 5 or older",
                "open it in Excel or LibreOffice and save it as .xlsx",
            ))
        }
        [b'%', b'P', b'D', b'F', ..] => Err(refuse(
            label,
            "the file is a PDF, not a spreadsheet",
            "ask for the figures as a workbook, or type them into a .csv file, each with its page",
        )),
        _ => sniff_text(label, &head),
    }
}

fn head(input: &mut dyn Input) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    input.seek(SeekFrom::Start(0))?;
    input.take(4096).read_to_end(&mut head)?;
    input.seek(SeekFrom::Start(0))?;
    Ok(head)
}

fn sniff_zip(label: &str, input: &mut dyn Input, limits: &Limits) -> Result<Content, Refusal> {
    let package = open_package(label, input, limits)?;
    let kinds = [
        ("xl/workbook.bin", Format::Xlsb),
        ("xl/workbook.xml", Format::Xlsx),
        ("content.xml", Format::Ods),
    ];
    if let Some((_, format)) = kinds.iter().find(|(part, _)| package.has(part)) {
        return Ok(Content::Table(*format));
    }
    // Some programs put the workbook part elsewhere; the relationships then say where.
    if package.has("[Content_Types].xml") && package.names.iter().any(|name| name.contains("worksheets/")) {
        return Ok(Content::Table(Format::Xlsx));
    }
    let others = [
        ("word/document.xml", "Word document"),
        ("ppt/presentation.xml", "presentation"),
        ("Index/Document.iwa", "Numbers document"),
    ];
    if let Some((_, kind)) = others.iter().find(|(part, _)| package.has(part)) {
        let hint = "save the table in it as .xlsx or .csv and name that file instead";
        return Err(refuse(label, format!("the file is a {kind}, not a spreadsheet"), hint));
    }
    let files: Vec<&String> = package
        .names
        .iter()
        .filter(|name| !name.ends_with('/') && !name.starts_with("__MACOSX/"))
        .collect();
    match files.as_slice() {
        [only] => Ok(Content::Zip((*only).clone())),
        [] => Err(refuse(label, "the zip file holds no file", "fetch or export it again")),
        many => Err(refuse(
            label,
            format!(
                "the zip file holds {} files, and none of them makes it a workbook",
                many.len()
            ),
            "unpack it into the book's folder and name the files in `files`",
        )),
    }
}

/// A compound file is an old workbook, or the wrapper of an encrypted new one. Stream names stand in it as UTF-16.
fn sniff_compound(label: &str, input: &mut dyn Input) -> Result<Content, Refusal> {
    let has = |input: &mut dyn Input, name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        contains(input, &wide).map_err(|error| refuse_damaged(label, error))
    };
    if has(input, "EncryptedPackage")? {
        return Err(refuse_encrypted(label));
    }
    if has(input, "Workbook")? || has(input, "Book")? {
        return Ok(Content::Table(Format::Xls));
    }
    Err(refuse(
        label,
        "the file is an old Office file in which no workbook is found",
        "if it should be a workbook it is cut off: fetch it again; otherwise save the table in it as .xlsx or .csv",
    ))
}

/// Whether the bytes stand somewhere in the input, which is read piece by piece and rewound.
fn contains(input: &mut dyn Input, wanted: &[u8]) -> io::Result<bool> {
    input.seek(SeekFrom::Start(0))?;
    let mut window = vec![0; 1 << 16];
    let mut kept = 0;
    let found = loop {
        let read = input.read(&mut window[kept..])?;
        if read == 0 {
            break false;
        }
        let filled = kept + read;
        if window[..filled].windows(wanted.len()).any(|bytes| bytes == wanted) {
            break true;
        }
        kept = filled.min(wanted.len() - 1);
        window.copy_within(filled - kept..filled, 0);
    };
    input.seek(SeekFrom::Start(0))?;
    Ok(found)
}

fn sniff_text(label: &str, head: &[u8]) -> Result<Content, Refusal> {
    let start: String = String::from_utf8_lossy(head)
        .trim_start_matches('\u{feff}')
        .trim_start()
        .chars()
        .take(2000)
        .collect::<String>()
        .to_ascii_lowercase();
    let hint = "open it in Excel and save it as .xlsx (File, Save As, Excel Workbook)";
    if start.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        return Err(refuse(
            label,
            "the file is an XML spreadsheet of 2003, whatever its name says",
            hint,
        ));
    }
    if start.starts_with("<!doctype html") || start.starts_with("<html") || start.contains("<table") {
        return Err(refuse(label, "the file is a web page, whatever its name says", hint));
    }
    if start.starts_with("<?xml") {
        return Err(refuse(label, "the file is XML, not a spreadsheet", hint));
    }
    if start.starts_with("mime-version:") {
        return Err(refuse(label, "the file is a web archive, whatever its name says", hint));
    }
    Ok(Content::Table(Format::Delimited))
}
