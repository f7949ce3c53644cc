//! Delimited texts: csv, tsv and their kin, row by row.

use std::cell::Cell as Shared;
use std::io::{self, Read, SeekFrom};
use std::ops::ControlFlow;
use std::rc::Rc;

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::Encoding;
use quarterbook_data::{CellAddress, MAX_COLUMNS, MAX_ROWS, Place, Problem};

use crate::decode::{Decoded, encoding_of, find_encoding};
use crate::refusal::{Refusal, refuse, refuse_damaged, refuse_limit};
use crate::sink::{SheetInfo, Sink};
use crate::sniff::Input;
use crate::{Cell, CellValue, ReadOptions};

/// The last of those that fit equally well is taken: `1,5;2,5` fits `,` and `;`, and the comma is a decimal one.
const SEPARATORS: [u8; 4] = [b',', b'|', b';', b'\t'];

/// Hands over every row that holds something and returns the notes: which encoding and separator were taken, and why.
pub(crate) fn read(
    label: &str,
    input: &mut dyn Input,
    options: &ReadOptions,
    sink: &mut dyn Sink,
) -> Result<Vec<Problem>, Refusal> {
    let found = find_encoding(label, input, options.encoding)?;
    let encoding = encoding_of(found.encoding);
    let sample = sample(label, input, encoding)?;
    let separator = separator(label, &sample, options.separator)?;
    let note = format!(
        "read as {} ({}), fields separated by {}",
        found.encoding.name(),
        found.because,
        separator_name(separator)
    );
    let mut notes = vec![Problem::note(note).at(Place::File(label.to_owned()))];
    sink.begin(SheetInfo::default());
    let mut decoded = Decoded::new(input, encoding);
    let flow = read_rows(label, &mut decoded, separator, options, sink)?;
    if flow.is_continue() && decoded.replaced {
        notes.push(replaced_problem(label, found.encoding.name()));
    }
    Ok(notes)
}

/// The beginning of the text, for finding what separates its fields.
fn sample(label: &str, input: &mut dyn Input, encoding: &'static Encoding) -> Result<Vec<u8>, Refusal> {
    let mut sample = Vec::new();
    Decoded::new(&mut *input, encoding)
        .take(1 << 16)
        .read_to_end(&mut sample)
        .and_then(|_| input.seek(SeekFrom::Start(0)))
        .map_err(|error| refuse_damaged(label, error))?;
    Ok(sample)
}

fn read_rows(
    label: &str,
    text: &mut dyn Read,
    separator: u8,
    options: &ReadOptions,
    sink: &mut dyn Sink,
) -> Result<ControlFlow<()>, Refusal> {
    let budget = Rc::new(Shared::new(options.limits.text_bytes));
    let metered = Metered {
        inner: text,
        left: Rc::clone(&budget),
    };
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(metered);
    let mut record = StringRecord::new();
    let mut lines = Lines::default();
    let mut cells = Vec::new();
    loop {
        budget.set(options.limits.text_bytes);
        let more = reader
            .read_record(&mut record)
            .map_err(|error| record_error(label, &error, options))?;
        if !more {
            return Ok(ControlFlow::Continue(()));
        }
        let row = lines.row_of(&record, reader.position().line());
        if row == 0 && is_separator_line(&record) {
            continue;
        }
        fill_row(label, row, &record, &mut cells)?;
        if !cells.is_empty() && sink.row(row, &mut cells)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
}

fn fill_row(label: &str, row: u32, record: &StringRecord, cells: &mut Vec<Cell>) -> Result<(), Refusal> {
    cells.clear();
    if row >= MAX_ROWS {
        return Err(refuse(
            label,
            format!("the text has more than {MAX_ROWS} rows, the most a sheet can have"),
            "split it, for example by year, and name the files with a pattern in `files`",
        ));
    }
    if record.len() > MAX_COLUMNS as usize {
        return Err(refuse(
            label,
            format!(
                "row {} has {} fields; a sheet has {MAX_COLUMNS} columns",
                row + 1,
                record.len()
            ),
            "write the right separator in its [[source]], such as `separator = \";\"`",
        ));
    }
    let fields = record.iter().enumerate().filter(|(_, field)| !field.is_empty());
    cells.extend(
        fields.map(|(column, field)| Cell::new(CellAddress::new(row, column as u32), CellValue::Text(field.into()))),
    );
    Ok(())
}

/// Counts rows as a spreadsheet does: an empty line is a row, and a field with line ends in it is one row all the same.
#[derive(Default)]
struct Lines {
    next_row: u32,
    line: u64,
}

impl Lines {
    fn row_of(&mut self, record: &StringRecord, line_after: u64) -> u32 {
        let inside: usize = record.iter().map(|field| field.matches('\n').count()).sum();
        let lines = line_after - self.line.max(1);
        self.line = line_after;
        let empty_before = lines.saturating_sub(inside as u64 + 1) as u32;
        let row = self.next_row.saturating_add(empty_before);
        self.next_row = row.saturating_add(1);
        row
    }
}

/// Excel's own first line, `sep=;`, which is no row of the table.
fn is_separator_line(record: &StringRecord) -> bool {
    record
        .get(0)
        .is_some_and(|field| field.len() <= 5 && field.starts_with("sep="))
}

fn separator(label: &str, sample: &[u8], declared: Option<char>) -> Result<u8, Refusal> {
    if let Some(declared) = declared {
        return u8::try_from(declared).ok().filter(u8::is_ascii).ok_or_else(|| {
            refuse(
                label,
                format!("`{declared}` cannot separate fields"),
                "write one plain character in `separator`, such as `,`, `;`, `|` or `\\t`",
            )
        });
    }
    if let Some([separator, b'\r' | b'\n', ..]) = sample.strip_prefix(b"sep=") {
        return Ok(*separator);
    }
    let scored = SEPARATORS.map(|separator| (agreement(sample, separator), separator));
    let best = scored
        .into_iter()
        .filter(|(score, _)| *score > 0)
        .max_by_key(|(score, _)| *score);
    Ok(best.map_or(b',', |(_, separator)| separator))
}

/// How many of the first records have the commonest number of fields, when that is more than one.
fn agreement(sample: &[u8], separator: u8) -> usize {
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(sample);
    let lengths: Vec<usize> = reader
        .byte_records()
        .take(50)
        .filter_map(|record| Some(record.ok()?.len()))
        .collect();
    let count = |length: usize| lengths.iter().filter(|other| **other == length).count();
    lengths
        .iter()
        .filter(|length| **length > 1)
        .map(|length| count(*length))
        .max()
        .unwrap_or(0)
}

fn separator_name(separator: u8) -> String {
    match separator {
        b'\t' => "tabs".to_owned(),
        other => format!("`{}`", char::from(other)),
    }
}

fn record_error(label: &str, error: &csv::Error, options: &ReadOptions) -> Refusal {
    let line = error.position().map_or(1, csv::Position::line);
    if matches!(error.kind(), csv::ErrorKind::Io(cause) if cause.kind() == io::ErrorKind::FileTooLarge) {
        let message = format!(
            "a record is longer than {} bytes; most often a quote is opened and never closed",
            options.limits.text_bytes
        );
        return refuse_limit(label, message, "text-bytes");
    }
    refuse_damaged(label, format!("line {line}: {error}"))
}

fn replaced_problem(label: &str, encoding: &str) -> Problem {
    Problem::warning(format!(
        "some bytes are no characters of {encoding} and were read as `\u{fffd}`"
    ))
    .at(Place::File(label.to_owned()))
    .hint("write the right encoding in its [[source]], such as `encoding = \"gb18030\"`")
}

/// Fails when one record takes more bytes than it may.
struct Metered<R> {
    inner: R,
    left: Rc<Shared<u64>>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.left.get();
        if left == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let read = self.inner.read(buffer)?;
        self.left.set(left.saturating_sub(read as u64));
        Ok(read)
    }
}
