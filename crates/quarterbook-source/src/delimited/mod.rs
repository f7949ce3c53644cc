//! Delimited texts: csv, tsv and their kin, row by row.

mod quotes;
mod separator;
mod watch;

use std::io::{self, Read, SeekFrom};
use std::ops::ControlFlow;

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::Encoding;
use quarterbook_data::{CellAddress, MAX_COLUMNS, MAX_ROWS, Place, Problem};

use crate::decode::Decoded;
use crate::encoding::{encoding_of, find_encoding};
use crate::refusal::{Refusal, refuse, refuse_damaged, refuse_limit};
use crate::sink::{Cut, SheetInfo, Sink};
use crate::sniff::Input;
use crate::{Cell, CellValue, ReadOptions};
use quotes::refuse_broken;
use separator::{is_separator_line, separator, separator_name};
use watch::Watch;

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
    let guessed = found.doubt.is_some().then_some(found.encoding);
    notes.extend(found.doubt);
    sink.begin(SheetInfo {
        guessed,
        ..SheetInfo::default()
    });
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
    let watch = Watch::new(text, separator, options.limits.text_bytes);
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(watch);
    let mut record = StringRecord::new();
    let mut lines = Lines::default();
    let mut cells = Vec::new();
    loop {
        let more = reader.read_record(&mut record);
        let watch = reader.get_ref();
        let more = more.map_err(|error| record_error(label, &error, watch, options))?;
        refuse_broken(label, watch)?;
        if !more {
            return Ok(ControlFlow::Continue(()));
        }
        let row = lines.row_of(&record, reader.position().line());
        if row == 0 && is_separator_line(&record) {
            continue;
        }
        fill_row(label, row, &record, &mut cells)?;
        if let Some(swallowed) = quotes::swallowed(&record, separator) {
            return Err(quotes::refuse_swallowed(
                label,
                CellAddress::new(row, swallowed),
                &record,
            ));
        }
        if cells.is_empty() {
            continue;
        }
        let fields = record.len() as u32;
        sink.cut(row, Cut { fields, separator });
        if sink.row(row, &mut cells)?.is_break() {
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
        return Err(too_many_fields(label, row, record.len()));
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

fn record_error<R: Read>(label: &str, error: &csv::Error, watch: &Watch<R>, options: &ReadOptions) -> Refusal {
    if matches!(error.kind(), csv::ErrorKind::Io(cause) if cause.kind() == io::ErrorKind::FileTooLarge) {
        return too_long(label, watch, options.limits.text_bytes);
    }
    let line = error.position().map_or(1, csv::Position::line);
    refuse_damaged(label, format!("line {line}: {error}"))
}

/// A record beyond the limit: a quote that is never closed, more fields than a sheet has columns, or a long text.
fn too_long<R: Read>(label: &str, watch: &Watch<R>, limit: u64) -> Refusal {
    if watch.is_open() {
        return quotes::refuse_unclosed(label, watch, Some(limit));
    }
    let (here, fields) = (watch.here(), watch.field + 1);
    if fields > u64::from(MAX_COLUMNS) {
        return too_many_fields(label, here.row, format!("more than {fields}"));
    }
    let message = match fields {
        1 => format!("row {} is longer than {limit} bytes", here.row + 1),
        _ => format!(
            "row {} is longer than {limit} bytes, with {fields} fields so far",
            here.row + 1
        ),
    };
    refuse_limit(label, message, "text-bytes")
}

fn too_many_fields(label: &str, row: u32, fields: impl std::fmt::Display) -> Refusal {
    refuse(
        label,
        format!("row {} has {fields} fields; a sheet has {MAX_COLUMNS} columns", row + 1),
        "see whether its rows end with line ends, and write the right separator in its [[source]], such as \
         `separator = \";\"`; a table this wide has to be split by columns",
    )
}

fn replaced_problem(label: &str, encoding: &str) -> Problem {
    Problem::warning(format!(
        "some bytes are no characters of {encoding} and were read as `\u{fffd}`"
    ))
    .at(Place::File(label.to_owned()))
    .hint("write the right encoding in its [[source]], such as `encoding = \"gb18030\"`")
}
