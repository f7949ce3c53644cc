//! Where a walk through the part of an xlsx sheet stands, and what it refuses on its way.

use std::io::{self, Read, Seek};
use std::ops::RangeInclusive;

use quarterbook_data::{CellAddress, CellRange, MAX_COLUMNS, MAX_ROWS, Place, Problem};

use crate::Limits;
use crate::allowance::{Allowance, Deadline};
use crate::markup::{Markup, Tag};
use crate::refusal::{Refusal, refuse_damaged, refuse_limit};
use crate::xlsx_parts::{SheetPart, is_true};
use crate::xlsx_scan::{Scan, add_stretch};
use crate::xml::refuse_doctype;
use crate::zip_guard::Package;

/// What the `t` of a cell says of its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A number, as the cell says or because it says nothing.
    Number {
        is_said: bool,
    },
    /// The place of a text in the table of texts.
    SharedText,
    Text,
    InlineText,
    Bool,
    Error,
    Date,
    Unknown,
}

impl Kind {
    fn new(word: &[u8]) -> Self {
        match word {
            b"n" => Self::Number { is_said: true },
            b"s" => Self::SharedText,
            b"str" => Self::Text,
            b"inlineStr" | b"is" => Self::InlineText,
            b"b" => Self::Bool,
            b"e" => Self::Error,
            b"d" => Self::Date,
            _ => Self::Unknown,
        }
    }
}

/// Where a walk through a sheet's part stands.
pub(crate) struct Position<'a> {
    label: &'a str,
    sheet: &'a SheetPart,
    limits: &'a Limits,
    allowance: Allowance<'a>,
    /// How many elements that hold nothing were passed before the cell at hand.
    empty_before: u64,
    row: u32,
    column: u32,
    /// Whether a cell has been placed by counting, since it does not say where it stands.
    counted: bool,
    /// The type and the format of the cell at hand.
    pub(crate) kind: Kind,
    pub(crate) style: Option<usize>,
}

impl<'a> Position<'a> {
    pub(crate) fn new(label: &'a str, sheet: &'a SheetPart, limits: &'a Limits, deadline: Deadline) -> Self {
        Self {
            label,
            sheet,
            limits,
            allowance: Allowance::new(label, &sheet.name, limits, deadline),
            empty_before: 0,
            row: 0,
            column: 0,
            counted: false,
            kind: Kind::Number { is_said: false },
            style: None,
        }
    }

    /// The sheet's part, to be walked through.
    pub(crate) fn open<'p, R: Read + Seek>(
        &self,
        package: &'p mut Package<R>,
    ) -> Result<Markup<impl Read + use<'p, R>>, Refusal> {
        self.allowance.check()?;
        let input = package
            .open(self.label, &self.sheet.part)?
            .ok_or_else(|| refuse_damaged(self.label, format!("the part of sheet {} is missing", self.sheet.name)))?;
        Ok(Markup::new(input, self.limits.text_bytes))
    }

    /// The next tag; `None` at the end of the part.
    pub(crate) fn next_tag<'m, R: Read>(&self, markup: &'m mut Markup<R>) -> Result<Option<Tag<'m>>, Refusal> {
        markup.next().map_err(|error| {
            if error.kind() == io::ErrorKind::FileTooLarge {
                self.refuse_long_text()
            } else {
                refuse_damaged(self.label, format!("its part `{}`: {error}", self.sheet.part))
            }
        })
    }

    /// Whether a cell was placed by counting, since it did not say where it stands.
    pub(crate) fn counted(&self) -> bool {
        self.counted
    }

    pub(crate) fn address(&self) -> CellAddress {
        CellAddress::new(self.row, self.column)
    }

    /// Steps onto what a tag opens.
    pub(crate) fn step(&mut self, tag: &Tag<'_>, scan: &mut Scan) -> Result<(), Refusal> {
        if !tag.opens() {
            return Ok(());
        }
        let empty = self.allowance.empty();
        self.allowance.pass()?;
        match tag.name() {
            b"c" => {
                self.empty_before = empty;
                self.place_cell(tag)?;
            }
            b"row" => self.place_row(tag, &mut scan.hidden_rows)?,
            b"col" => hidden_column(tag, &mut scan.hidden_columns),
            b"mergeCell" => {
                scan.merges.extend(self.merge(tag)?);
                if scan.merges.len() as u64 > self.limits.cells {
                    return Err(self.refuse_merges());
                }
            }
            b"dimension" => self.check_dimension(tag)?,
            _ if tag.is_doctype() => {
                let part = format!("the part of sheet {}", self.sheet.name);
                return Err(refuse_doctype(self.label, &part));
            }
            _ => {}
        }
        Ok(())
    }

    /// Says that the cell at hand holds something.
    pub(crate) fn keep_cell(&mut self) {
        self.allowance.give_back(self.empty_before);
    }

    /// Steps past the cell at hand.
    pub(crate) fn step_past_cell(&mut self) {
        self.column += 1;
    }

    /// Steps past what a tag closes.
    pub(crate) fn step_past(&mut self, tag: &Tag<'_>) {
        if !tag.closes() {
            return;
        }
        match tag.name() {
            b"c" => self.step_past_cell(),
            b"row" => {
                self.row += 1;
                self.column = 0;
            }
            _ => {}
        }
    }

    fn place_row(&mut self, tag: &Tag<'_>, hidden: &mut Vec<RangeInclusive<u32>>) -> Result<(), Refusal> {
        if let Some(text) = tag.attribute("r") {
            let number = text.parse::<u32>().ok().filter(|row| (1..=MAX_ROWS).contains(row));
            let number =
                number.ok_or_else(|| self.refuse(format!("row `{text}` lies beyond the last row, {MAX_ROWS}")))?;
            self.row = number - 1;
        }
        self.column = 0;
        if self.row >= MAX_ROWS {
            return Err(self.refuse(format!("it has more than {MAX_ROWS} rows")));
        }
        if is_hidden(tag) {
            add_stretch(hidden, self.row..=self.row);
        }
        Ok(())
    }

    /// Steps to a cell. A sheet may have millions, so that its attributes are gone through once.
    fn place_cell(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        let mut is_placed = false;
        self.kind = Kind::Number { is_said: false };
        self.style = None;
        for (key, value) in tag.attributes() {
            match key {
                b"r" => {
                    let address = std::str::from_utf8(value).ok().and_then(|text| text.parse().ok());
                    let address: CellAddress = address.ok_or_else(|| self.beyond(value))?;
                    (self.row, self.column) = (address.row, address.column);
                    is_placed = true;
                }
                b"t" => self.kind = Kind::new(value),
                b"s" => self.style = Some(whole_number(value).unwrap_or(0) as usize),
                _ => {}
            }
        }
        self.counted |= !is_placed;
        if self.column >= MAX_COLUMNS {
            return Err(self.refuse(format!("row {} has more than {MAX_COLUMNS} cells", self.row + 1)));
        }
        Ok(())
    }

    fn beyond(&self, cell: &[u8]) -> Refusal {
        let cell = String::from_utf8_lossy(cell);
        self.refuse(format!("cell `{cell}` lies beyond the sheet, which ends at XFD1048576"))
    }

    fn merge(&self, tag: &Tag<'_>) -> Result<Option<CellRange>, Refusal> {
        tag.attribute("ref").map(|text| self.range(text)).transpose()
    }

    fn check_dimension(&self, tag: &Tag<'_>) -> Result<(), Refusal> {
        let Some(text) = tag.attribute("ref") else {
            return Ok(());
        };
        let range = self.range(text)?;
        if text.contains(':') && !text.starts_with(&range.first.to_string()) {
            return Err(self.refuse(format!("it says it spans `{text}`, which is no range")));
        }
        Ok(())
    }

    fn range(&self, text: &str) -> Result<CellRange, Refusal> {
        let (first, last) = text.split_once(':').unwrap_or((text, text));
        match (first.parse(), last.parse()) {
            (Ok(first), Ok(last)) => Ok(CellRange::new(first, last)),
            _ => Err(self.refuse(format!(
                "range `{text}` lies beyond the sheet, which ends at XFD1048576"
            ))),
        }
    }

    fn refuse_merges(&self) -> Refusal {
        let message = format!(
            "its sheet {} has more than {} merged ranges",
            self.sheet.name, self.limits.cells
        );
        refuse_limit(self.label, message, "cells")
    }

    fn refuse_long_text(&self) -> Refusal {
        let message = format!(
            "a text of more than {} bytes stands at or after {}",
            self.limits.text_bytes,
            self.address()
        );
        refuse_limit(self.label, message, "text-bytes")
    }

    /// The part ends too early.
    pub(crate) fn refuse_cut_off(&self) -> Refusal {
        refuse_damaged(self.label, format!("its part `{}` ends too early", self.sheet.part))
    }

    pub(crate) fn refuse(&self, message: impl Into<String>) -> Refusal {
        let place = Place::Sheet {
            file: self.label.to_owned(),
            sheet: self.sheet.name.clone(),
        };
        Problem::error(message)
            .at(place)
            .hint("open the file in Excel, save it under a new name, and ask the sender what made it")
            .into()
    }
}

/// A number of at most fifteen digits and nothing else, as most values and all places of texts are; a double holds it.
pub(crate) fn whole_number(text: &[u8]) -> Option<u64> {
    let is_one = (1..=15).contains(&text.len()) && text.iter().all(u8::is_ascii_digit);
    is_one.then(|| text.iter().fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0')))
}

fn is_hidden(tag: &Tag<'_>) -> bool {
    tag.attribute("hidden").is_some_and(is_true)
}

fn hidden_column(tag: &Tag<'_>, hidden: &mut Vec<RangeInclusive<u32>>) {
    let number = |name| tag.attribute(name)?.parse::<u32>().ok()?.checked_sub(1);
    if let (true, Some(first), Some(last)) = (is_hidden(tag), number("min"), number("max")) {
        add_stretch(hidden, first..=last.min(MAX_COLUMNS - 1));
    }
}
