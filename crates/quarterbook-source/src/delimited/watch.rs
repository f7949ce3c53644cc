//! Watches a delimited text on its way to the parser, which takes any text and says nothing of quotes that are
//! opened and never closed, of quotes that close amid a field, or of a record without an end.

use std::io::{self, Read};

use quarterbook_data::CellAddress;

/// How many bytes of what follows a quote are kept.
const EXCERPT: usize = 40;

/// Passes a text on, and follows its records, fields and quotes as the parser will see them.
pub(super) struct Watch<R> {
    inner: R,
    separator: u8,
    has_ended: bool,
    limit: u64,
    state: State,
    /// 1-based line, 0-based row and 0-based field of what comes next.
    line: u64,
    row: u32,
    pub(super) field: u64,
    /// Bytes of the record so far.
    length: u64,
    /// The quote that was opened last.
    pub(super) quote: Quote,
    /// The first quote that was closed amid a field of several lines.
    pub(super) closed_amid: Option<Quote>,
    /// Where the first NUL stands.
    pub(super) nul: Option<CellAddress>,
}

/// A quote before a field.
#[derive(Debug, Clone, Default)]
pub(super) struct Quote {
    row: u32,
    field: u32,
    /// 1-based line of the text.
    pub(super) line: u64,
    has_line_ends: bool,
    /// The beginning of what follows it.
    text: Vec<u8>,
}

impl Quote {
    /// Where it stands.
    pub(super) fn cell(&self) -> CellAddress {
        CellAddress::new(self.row, self.field)
    }

    /// The beginning of what follows it.
    pub(super) fn excerpt(&self) -> String {
        let text = String::from_utf8_lossy(&self.text);
        let line = text.split('\n').next().unwrap_or_default();
        line.trim_end_matches('\u{fffd}').to_owned()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    FieldStart,
    Plain,
    Quoted,
    /// Behind a quote inside quotes, which closes the field or is the first of two.
    QuoteInQuotes,
}

impl<R: Read> Watch<R> {
    pub(super) fn new(inner: R, separator: u8, limit: u64) -> Self {
        Self {
            inner,
            separator,
            has_ended: false,
            limit,
            state: State::FieldStart,
            line: 1,
            row: 0,
            field: 0,
            length: 0,
            quote: Quote::default(),
            closed_amid: None,
            nul: None,
        }
    }

    /// Whether the text ended inside quotes.
    pub(super) fn ended_open(&self) -> bool {
        self.has_ended && self.is_open()
    }

    /// Whether what was read so far ends inside quotes.
    pub(super) fn is_open(&self) -> bool {
        self.state == State::Quoted
    }

    /// The cell of what comes next.
    pub(super) fn here(&self) -> CellAddress {
        CellAddress::new(self.row, u32::try_from(self.field).unwrap_or(u32::MAX))
    }

    fn follow(&mut self, byte: u8) {
        self.length += 1;
        self.line += u64::from(byte == b'\n');
        if byte == 0 && self.nul.is_none() {
            self.nul = Some(self.here());
        }
        self.state = match (self.state, byte) {
            (State::FieldStart, b'"') => {
                self.open();
                State::Quoted
            }
            (State::Quoted, b'"') => State::QuoteInQuotes,
            (State::Quoted, _) => {
                self.quote.has_line_ends |= byte == b'\n';
                State::Quoted
            }
            (State::QuoteInQuotes, b'"') => State::Quoted,
            (_, b'\n') => {
                self.end_record();
                State::FieldStart
            }
            (_, byte) if byte == self.separator => {
                self.field += 1;
                State::FieldStart
            }
            (State::QuoteInQuotes, _) => {
                if self.quote.has_line_ends && self.closed_amid.is_none() {
                    self.closed_amid = Some(self.quote.clone());
                }
                State::Plain
            }
            (State::FieldStart | State::Plain, _) => State::Plain,
        };
    }

    fn open(&mut self) {
        let here = self.here();
        let quote = &mut self.quote;
        (quote.row, quote.field, quote.line) = (here.row, here.column, self.line);
        quote.has_line_ends = false;
        quote.text.clear();
    }

    fn end_record(&mut self) {
        self.row = self.row.saturating_add(1);
        self.field = 0;
        self.length = 0;
    }
}

impl<R: Read> Read for Watch<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.has_ended = read == 0 && !buffer.is_empty();
        for byte in &buffer[..read] {
            let was_open = self.state == State::Quoted;
            self.follow(*byte);
            if was_open && self.quote.text.len() < EXCERPT {
                self.quote.text.push(*byte);
            }
            if self.length > self.limit {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
        }
        Ok(read)
    }
}
