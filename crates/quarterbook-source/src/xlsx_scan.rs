//! A walk through an xlsx sheet: what calamine does not tell, and what would bring its reader down.

use std::collections::{BTreeMap, VecDeque};
use std::io::{self, Read, Seek};
use std::ops::RangeInclusive;
use std::sync::Arc;

use quarterbook_data::{CellAddress, CellRange, MAX_COLUMNS, MAX_ROWS, Place, Problem};

use crate::markup::{Markup, Tag};
use crate::refusal::{Refusal, refuse_damaged, refuse_limit};
use crate::value::{NO_RESULT, is_classic_error};
use crate::xlsx_parts::{SheetPart, is_true};
use crate::xlsx_texts::RichText;
use crate::xml::refuse_doctype;
use crate::zip_guard::Package;
use crate::{Cell, CellValue, Limits};

/// What a first pass over a sheet finds.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    pub(crate) hidden_rows: Vec<RangeInclusive<u32>>,
    pub(crate) hidden_columns: Vec<RangeInclusive<u32>>,
    pub(crate) merges: Vec<CellRange>,
    /// Error cells that calamine leaves out, and formulas without results, in reading order.
    pub(crate) left_out: VecDeque<Cell>,
    /// The texts of cells with raised characters.
    pub(crate) raised: BTreeMap<CellAddress, Arc<str>>,
}

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
    fn new(word: &str) -> Self {
        match word {
            "n" => Self::Number { is_said: true },
            "s" => Self::SharedText,
            "str" => Self::Text,
            "inlineStr" | "is" => Self::InlineText,
            "b" => Self::Bool,
            "e" => Self::Error,
            "d" => Self::Date,
            _ => Self::Unknown,
        }
    }
}

/// Where a walk through a sheet's part stands.
pub(crate) struct Position<'a> {
    label: &'a str,
    sheet: &'a SheetPart,
    limits: &'a Limits,
    row: u32,
    column: u32,
    /// Whether a cell has been placed by counting, since it does not say where it stands.
    counted: bool,
    /// The type and the format of the cell at hand.
    pub(crate) kind: Kind,
    pub(crate) style: Option<usize>,
}

/// Goes once through a sheet's part; `raised` are the shared texts with raised characters.
pub(crate) fn scan_sheet<R: Read + Seek>(
    label: &str,
    package: &mut Package<R>,
    sheet: &SheetPart,
    raised: &BTreeMap<usize, Arc<str>>,
    limits: &Limits,
) -> Result<Scan, Refusal> {
    let mut at = Position::new(label, sheet, limits);
    let mut markup = at.open(package)?;
    let mut scan = Scan::default();
    let mut inside = InCell::default();
    while let Some(tag) = at.next_tag(&mut markup)? {
        at.step(&tag, &mut scan)?;
        inside.take(&tag, &at, raised, &mut scan);
        at.step_past(&tag);
    }
    // Calamine counts on from the cell before an error it does not know, and so misplaces what follows.
    if at.counted && inside.has_newer_errors {
        let message =
            "its cells do not say where they stand, and one of them is an error that only newer programs know";
        return Err(at.refuse(message));
    }
    scan.merges.sort_unstable();
    Ok(scan)
}

/// What stands in the cell at hand.
#[derive(Default)]
struct InCell {
    has_formula: bool,
    has_value: bool,
    /// The text of its `<is>` as far as the walk is inside it.
    text: Option<RichText>,
    has_newer_errors: bool,
}

impl InCell {
    /// Takes the next tag, and keeps what calamine does not tell of its cell.
    fn take(&mut self, tag: &Tag<'_>, at: &Position<'_>, raised: &BTreeMap<usize, Arc<str>>, scan: &mut Scan) {
        if self.text.as_mut().is_some_and(|text| text.take(tag).is_err()) {
            self.text = None;
        }
        match tag.name() {
            b"c" if tag.opens() => (self.has_formula, self.has_value) = (false, false),
            b"f" if tag.opens() => self.has_formula = true,
            b"is" if tag.opens() => self.text = (!tag.closes()).then(RichText::default),
            _ => {}
        }
        self.has_value |= tag.character_data().is_some();
        if !tag.closes() {
            return;
        }
        match tag.name() {
            b"v" => self.value(tag.text, at, raised, scan),
            b"is" => {
                if let Some(mut text) = self.text.take().filter(RichText::is_raised) {
                    scan.raised.insert(at.address(), text.finish().into());
                }
            }
            b"c" if self.has_formula && !self.has_value && matches!(at.kind, Kind::Number { .. }) => {
                let value = CellValue::Error(NO_RESULT.into());
                scan.left_out.push_back(Cell::new(at.address(), value));
            }
            _ => {}
        }
    }

    fn value(&mut self, text: &[u8], at: &Position<'_>, raised: &BTreeMap<usize, Arc<str>>, scan: &mut Scan) {
        self.has_value |= !text.is_empty();
        match at.kind {
            Kind::Error => {
                let newer = at.newer_error(text);
                self.has_newer_errors |= newer.is_some();
                scan.left_out.extend(newer);
            }
            Kind::SharedText if !raised.is_empty() => {
                let place = std::str::from_utf8(text).ok().and_then(|text| text.parse().ok());
                let text = place.and_then(|place: usize| raised.get(&place));
                scan.raised.extend(text.map(|text| (at.address(), Arc::clone(text))));
            }
            _ => {}
        }
    }
}

impl<'a> Position<'a> {
    pub(crate) fn new(label: &'a str, sheet: &'a SheetPart, limits: &'a Limits) -> Self {
        Self {
            label,
            sheet,
            limits,
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

    pub(crate) fn address(&self) -> CellAddress {
        CellAddress::new(self.row, self.column)
    }

    /// Steps onto what a tag opens.
    pub(crate) fn step(&mut self, tag: &Tag<'_>, scan: &mut Scan) -> Result<(), Refusal> {
        if !tag.opens() {
            return Ok(());
        }
        match tag.name() {
            b"c" => self.place_cell(tag)?,
            b"row" => self.place_row(tag, &mut scan.hidden_rows)?,
            b"col" => hidden_column(tag, &mut scan.hidden_columns),
            b"mergeCell" => scan.merges.extend(self.merge(tag)?),
            b"dimension" => self.check_dimension(tag)?,
            _ if tag.is_doctype() => {
                let part = format!("the part of sheet {}", self.sheet.name);
                return Err(refuse_doctype(self.label, &part));
            }
            _ => {}
        }
        Ok(())
    }

    /// Steps past what a tag closes.
    pub(crate) fn step_past(&mut self, tag: &Tag<'_>) {
        if !tag.closes() {
            return;
        }
        match tag.name() {
            b"c" => self.column += 1,
            b"row" => {
                self.row += 1;
                self.column = 0;
            }
            _ => {}
        }
    }

    /// The cell at hand as an error cell, when its literal is none that calamine reads.
    fn newer_error(&self, text: &[u8]) -> Option<Cell> {
        let literal = String::from_utf8_lossy(text);
        let is_newer = !literal.is_empty() && !is_classic_error(&literal);
        is_newer.then(|| Cell::new(self.address(), CellValue::Error(literal.as_ref().into())))
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
            match (key, value) {
                (b"r", value) => {
                    let value = value.unwrap_or_default();
                    let address: CellAddress = value.parse().map_err(|_| self.beyond(value))?;
                    (self.row, self.column) = (address.row, address.column);
                    is_placed = true;
                }
                (b"t", Some(word)) => self.kind = Kind::new(word),
                (b"s", Some(number)) => self.style = Some(number.parse().unwrap_or(0)),
                _ => {}
            }
        }
        self.counted |= !is_placed;
        if self.column >= MAX_COLUMNS {
            return Err(self.refuse(format!("row {} has more than {MAX_COLUMNS} cells", self.row + 1)));
        }
        Ok(())
    }

    fn beyond(&self, cell: &str) -> Refusal {
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

    fn refuse_long_text(&self) -> Refusal {
        let message = format!(
            "a text of more than {} bytes stands at or after {}",
            self.limits.text_bytes,
            self.address()
        );
        refuse_limit(self.label, message, "text-bytes")
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

fn is_hidden(tag: &Tag<'_>) -> bool {
    tag.attribute("hidden").is_some_and(is_true)
}

fn hidden_column(tag: &Tag<'_>, hidden: &mut Vec<RangeInclusive<u32>>) {
    let number = |name| tag.attribute(name)?.parse::<u32>().ok()?.checked_sub(1);
    if let (true, Some(first), Some(last)) = (is_hidden(tag), number("min"), number("max")) {
        add_stretch(hidden, first..=last.min(MAX_COLUMNS - 1));
    }
}

/// Adds a stretch after the others, and to the last one when they touch.
pub(crate) fn add_stretch(stretches: &mut Vec<RangeInclusive<u32>>, stretch: RangeInclusive<u32>) {
    match stretches.last_mut() {
        Some(last) if last.end() + 1 == *stretch.start() => *last = *last.start()..=*stretch.end(),
        _ => stretches.push(stretch),
    }
}
