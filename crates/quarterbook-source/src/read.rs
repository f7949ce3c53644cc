//! Reading a file: what it is, and then the reader that knows it.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use quarterbook_data::{Place, Problem, SourceFile};
use sha2::{Digest, Sha256};

use crate::gzip::Members;
use crate::oddities::Oddities;
use crate::refusal::{Refusal, refuse, refuse_damaged, refuse_limit};
use crate::sink::{Holder, SheetInfo, Sink, StreamedRow, Streamer};
use crate::sniff::{Content, Input, sniff};
use crate::zip_guard::open_package;
use crate::{Format, ReadOptions, Workbook, delimited, ods, reason, xls, xlsb, xlsb_stream, xlsx, xlsx_stream};

/// Reads a file from its bytes, whatever its name says it is. `label` is its path as it is to be shown.
///
/// # Errors
/// The file is encrypted, damaged, no spreadsheet, or asks for more than the limits allow; the error says
/// which, and what to do next.
pub fn read(label: &str, bytes: &[u8], options: &ReadOptions) -> Result<Workbook, Refusal> {
    read_input(label, &mut Cursor::new(bytes), options)
}

/// Reads the file at `path`; `label` is its path as it is to be shown. Errors are those of [`read`].
pub fn read_file(label: &str, path: &Path, options: &ReadOptions) -> Result<Workbook, Refusal> {
    read_input(label, &mut open(label, path)?, options)
}

/// What a stream leaves behind.
#[derive(Debug, Clone, PartialEq)]
pub struct Streamed {
    /// The file.
    pub file: Arc<SourceFile>,
    /// What its bytes turned out to be.
    pub format: Format,
    /// How many rows held something.
    pub rows: u64,
    /// Choices made while reading, and oddities.
    pub notes: Vec<Problem>,
}

/// Shows every row of the sheets that `wanted` accepts to `visit`, one after the other, until it breaks.
/// Of xlsx, xlsb and delimited texts only one row is held at a time, so that a ledger of any length can be summed.
/// A delimited text is one sheet with an empty name. Errors are those of [`read`]; rows may have been shown before one.
pub fn for_each_row(
    label: &str,
    path: &Path,
    options: &ReadOptions,
    wanted: &dyn Fn(&str) -> bool,
    visit: &mut dyn FnMut(StreamedRow<'_>) -> ControlFlow<()>,
) -> Result<Streamed, Refusal> {
    let mut input = open(label, path)?;
    let file = source_file(label, &mut input)?;
    let Unpacked {
        format,
        mut inner,
        mut notes,
    } = unpack(label, &mut input, options)?;
    let mut sink = Streamer {
        file: Arc::clone(&file),
        wanted,
        visit,
        texts_are_numbers: format == Format::Delimited,
        sheet: SheetInfo::default(),
        oddities: Oddities::new(format == Format::Delimited),
        next_row: 0,
        cut: None,
        rows: 0,
        width: 0,
        notes: Vec::new(),
    };
    let input: &mut dyn Input = match &mut inner {
        Some(inner) => inner,
        None => &mut input,
    };
    notes.extend(match format {
        Format::Xlsx => xlsx_stream::read(label, input, options, &mut sink)?,
        Format::Xlsb => xlsb_stream::read(label, input, options, &mut sink)?,
        _ => read_format(label, format, input, options, &mut sink)?,
    });
    sink.end_sheet();
    notes.append(&mut sink.notes);
    Ok(Streamed {
        file,
        format,
        rows: sink.rows,
        notes,
    })
}

/// What the file at `path` turns out to be, packed in gzip or zip or not; none where reading it tells why it cannot be read.
pub(crate) fn format_at(path: &Path, options: &ReadOptions) -> Option<Format> {
    let input = &mut open("", path).ok()?;
    match sniff("", input, &options.limits).ok()? {
        Content::Table(format) => Some(format),
        Content::Gzip | Content::Zip(_) => unpack("", input, options).ok().map(|unpacked| unpacked.format),
    }
}

fn read_input(label: &str, input: &mut dyn Input, options: &ReadOptions) -> Result<Workbook, Refusal> {
    let size = input
        .seek(SeekFrom::End(0))
        .map_err(|error| refuse_damaged(label, error))?;
    if size > options.limits.file_bytes {
        let message = format!("the file has {size} bytes; {} are allowed", options.limits.file_bytes);
        return Err(refuse_limit(label, message, "file-bytes"));
    }
    let file = source_file(label, input)?;
    let Unpacked {
        format,
        mut inner,
        mut notes,
    } = unpack(label, input, options)?;
    let mut sink = Holder::new(Arc::clone(&file), &options.limits, format != Format::Delimited);
    let input: &mut dyn Input = match &mut inner {
        Some(inner) => inner,
        None => input,
    };
    notes.extend(read_format(label, format, input, options, &mut sink)?);
    let (sheets, oddities) = sink.finish();
    if sheets.is_empty() {
        let hint = "open it in Excel and see whether its tables are where they should be";
        return Err(refuse(label, "the workbook has no sheet with cells", hint));
    }
    notes.extend(oddities);
    Ok(Workbook {
        file,
        format,
        sheets,
        notes,
    })
}

fn read_format(
    label: &str,
    format: Format,
    input: &mut dyn Input,
    options: &ReadOptions,
    sink: &mut dyn Sink,
) -> Result<Vec<Problem>, Refusal> {
    match format {
        Format::Xlsx => xlsx::read(label, input, options, sink),
        Format::Xlsb => xlsb::read(label, input, options, sink),
        Format::Xls => xls::read(label, input, options, sink),
        Format::Ods => ods::read(label, input, options, sink),
        Format::Delimited => delimited::read(label, input, options, sink),
    }
}

/// Opens a file. A pipe or a device is refused, since it may never end or never begin.
pub(crate) fn open(label: &str, path: &Path) -> Result<BufReader<File>, Refusal> {
    match std::fs::metadata(path) {
        Ok(about) if about.is_dir() => {
            let hint = format!("name the files in it, such as `{label}/*.xlsx`");
            return Err(refuse(label, "this is a folder, not a file", hint));
        }
        Ok(about) if !about.is_file() => {
            let hint = "write what it gives into a file, and name that";
            return Err(refuse(label, "this is a pipe or a device, not a file", hint));
        }
        // What cannot be looked at cannot be opened either, and opening it says why.
        Ok(_) | Err(_) => {}
    }
    let file = File::open(path).map_err(|error| {
        let hint = match error.kind() {
            io::ErrorKind::NotFound => "check `files` in its [[source]]; paths are relative to the book",
            _ => "close it in other programs, and check that you may read it",
        };
        refuse(label, format!("the file cannot be opened: {}", reason(&error)), hint)
    })?;
    Ok(BufReader::with_capacity(1 << 16, file))
}

/// Hashes the file and rewinds it.
fn source_file(label: &str, input: &mut dyn Input) -> Result<Arc<SourceFile>, Refusal> {
    let sha256 = hash(input).map_err(|error| refuse_damaged(label, error))?;
    Ok(Arc::new(SourceFile {
        path: label.to_owned(),
        sha256,
    }))
}

fn hash(input: &mut dyn Input) -> io::Result<String> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    input.seek(SeekFrom::Start(0))?;
    loop {
        let read = input.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        hasher.update(&buffer[..read]);
    }
    input.seek(SeekFrom::Start(0))?;
    let mut hexadecimal = String::new();
    for byte in hasher.finalize() {
        // Writing to a string cannot fail.
        let _ = write!(hexadecimal, "{byte:02x}");
    }
    Ok(hexadecimal)
}

/// What a file turned out to be, and what was inside when it was packed.
struct Unpacked {
    format: Format,
    inner: Option<BufReader<File>>,
    notes: Vec<Problem>,
}

/// Tells the format, and unpacks what is wrapped in gzip or zip into an unnamed temporary file.
fn unpack(label: &str, input: &mut dyn Input, options: &ReadOptions) -> Result<Unpacked, Refusal> {
    let content = sniff(label, input, &options.limits)?;
    let (mut inner, note) = match content {
        Content::Table(format) => {
            return Ok(Unpacked {
                format,
                inner: None,
                notes: Vec::new(),
            });
        }
        Content::Gzip => {
            let unpacked = spool(label, Members::new(BufReader::new(input)), options)?;
            (unpacked, "unpacked from gzip".to_owned())
        }
        Content::Zip(name) => {
            let mut package = open_package(label, input, &options.limits)?;
            let part = package
                .open(label, &name)?
                .ok_or_else(|| refuse_damaged(label, format!("its part `{name}` is missing")))?;
            (spool(label, part, options)?, format!("`{name}` unpacked from zip"))
        }
    };
    let note = Problem::note(note).at(Place::File(label.to_owned()));
    match sniff(label, &mut inner, &options.limits)? {
        Content::Table(format) => Ok(Unpacked {
            format,
            inner: Some(inner),
            notes: vec![note],
        }),
        Content::Gzip | Content::Zip(_) => Err(refuse(
            label,
            "a packed file is packed again inside",
            "unpack it and name the file inside",
        )),
    }
}

fn spool(label: &str, mut packed: impl Read, options: &ReadOptions) -> Result<BufReader<File>, Refusal> {
    let damaged = |error: io::Error| refuse_damaged(label, error);
    let limit = options.limits.part_bytes;
    let mut file = tempfile::tempfile().map_err(|error| {
        let hint = "make room in the folder for temporary files, or unpack the file by hand";
        refuse(label, format!("it cannot be unpacked: {error}"), hint)
    })?;
    let size = io::copy(&mut (&mut packed).take(limit + 1), &mut file).map_err(damaged)?;
    if size > limit {
        let message = format!("it unpacks to more than {limit} bytes");
        return Err(refuse_limit(label, message, "part-bytes"));
    }
    file.flush().and_then(|()| file.rewind()).map_err(damaged)?;
    Ok(BufReader::new(file))
}
