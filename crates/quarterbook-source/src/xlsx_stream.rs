//! Ledgers in xlsx: their cells taken straight from the tags of a sheet's part, in one walk and row by row.
//!
//! A sheet has to be walked through before calamine may see it, since calamine wraps addresses around, makes room
//! for any text and leaves out newer errors. For a sheet of a million rows that walk takes nearly as long as all the
//! rest; so here the values are read on it, and what is read is what calamine would read.

use std::collections::VecDeque;
use std::io::{Read, Seek};
use std::ops::ControlFlow;
use std::sync::Arc;

use quarterbook_data::Problem;

use crate::allowance::Deadline;
use crate::cell_format::{Look, Meaning};
use crate::markup::Tag;
use crate::refusal::Refusal;
use crate::sink::{Rows, SheetInfo, Sink};
use crate::sniff::Input;
use crate::value::{NO_RESULT, iso_value, number_value, serial_value};
use crate::xlsx::plain_name;
use crate::xlsx_parts::package_parts;
use crate::xlsx_position::{Kind, Position, whole_number};
use crate::xlsx_scan::Scan;
use crate::xlsx_styles::looks;
use crate::xlsx_texts::{RichText, plain, shared_texts, unescaped};
use crate::zip_guard::{Package, open_package};
use crate::{Cell, CellValue, ReadOptions};

/// Reads every sheet that the sink wants, row by row. What is wrong further down is found only there, so that rows
/// may have been handed over before a refusal.
pub(crate) fn read(
    label: &str,
    input: &mut dyn Input,
    options: &ReadOptions,
    sink: &mut dyn Sink,
) -> Result<Vec<Problem>, Refusal> {
    let deadline = Deadline::new(&options.limits);
    let mut package = open_package(label, input, &options.limits)?;
    let parts = package_parts(label, &mut package, &options.limits)?;
    let shared = Shared {
        texts: shared_texts(label, &mut package, &parts.texts, &options.limits)?,
        looks: looks(label, &mut package, &parts.styles, &options.limits)?,
        is_1904: parts.is_1904,
    };
    for sheet in &parts.sheets {
        if !sink.wants(&sheet.name) || !package.has(&sheet.part) {
            continue;
        }
        sink.begin(SheetInfo {
            name: plain_name(&sheet.name),
            visibility: sheet.visibility,
            ..SheetInfo::default()
        });
        let at = Position::new(label, sheet, &options.limits, deadline);
        if read_sheet(&shared, &mut package, at, sink)?.is_break() {
            break;
        }
    }
    Ok(Vec::new())
}

/// What all sheets of a package share.
struct Shared {
    texts: Vec<Arc<str>>,
    looks: Vec<Look>,
    is_1904: bool,
}

impl Shared {
    fn cell(&self, value: CellValue, at: &Position<'_>) -> Cell {
        let mut cell = Cell::new(at.address(), value);
        if let Some(look) = self.looks.get(at.style.unwrap_or(0)) {
            look.apply(&mut cell);
        }
        cell
    }
}

fn read_sheet<R: Read + Seek>(
    shared: &Shared,
    package: &mut Package<R>,
    mut at: Position<'_>,
    sink: &mut dyn Sink,
) -> Result<ControlFlow<()>, Refusal> {
    let mut markup = at.open(package)?;
    let mut scan = Scan::default();
    let mut cells = Cells::new(shared);
    let mut rows = Rows::new(&mut *sink, VecDeque::new());
    while let Some(tag) = at.next_tag(&mut markup)? {
        at.step(&tag, &mut scan)?;
        let mut taken = cells.take(&tag, &at).map_err(|what| misplaced(&at, &what))?;
        if taken == Taken::Nothing {
            at.step_past(&tag);
        } else if taken == Taken::CellBegins
            && let Some(text) = markup.value_of_cell()
        {
            cells.take_value(text, &at).map_err(|what| misplaced(&at, &what))?;
            taken = Taken::CellEnds;
        }
        if taken == Taken::CellEnds {
            if let Some(value) = cells.value.take() {
                at.keep_cell();
                if rows.push(shared.cell(value, &at))?.is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
            at.step_past_cell();
        }
    }
    if cells.inside != Inside::Behind {
        return Err(at.refuse_cut_off());
    }
    let flow = rows.finish()?;
    sink.hide(scan.hidden_rows, scan.hidden_columns);
    Ok(flow)
}

fn misplaced(at: &Position<'_>, what: &str) -> Refusal {
    at.refuse(format!("at or after {}, {what}", at.address()))
}

/// What a tag meant for the cell at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taken {
    Nothing,
    CellBegins,
    CellEnds,
}

/// Where in a sheet's part the walk stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    Before,
    Data,
    Row,
    Cell,
    /// The `<v>` of a cell.
    Value,
    /// The `<f>` of a cell, which is passed over.
    Formula,
    /// The `<is>` of a cell.
    Text,
    Behind,
}

/// Makes cells of tags.
struct Cells<'a> {
    shared: &'a Shared,
    inside: Inside,
    value: Option<CellValue>,
    /// Whether the cell at hand has a formula, and whether it has a value.
    has_formula: bool,
    has_value: bool,
    /// The value at hand as far as it was read, where it does not stand in one piece.
    pieces: String,
    text: RichText,
}

impl<'a> Cells<'a> {
    fn new(shared: &'a Shared) -> Self {
        Self {
            shared,
            inside: Inside::Before,
            value: None,
            has_formula: false,
            has_value: false,
            pieces: String::new(),
            text: RichText::default(),
        }
    }

    /// Takes the next tag; with the one that ends a cell its value is in `value`. `Err` says what does not fit.
    fn take(&mut self, tag: &Tag<'_>, at: &Position<'_>) -> Result<Taken, String> {
        match self.inside {
            Inside::Value => self.value_tag(tag, at)?,
            Inside::Formula => self.leave(tag, b"f", Inside::Cell),
            Inside::Text => self.text_tag(tag)?,
            Inside::Cell if tag.is_element() => return self.cell_tag(tag, at),
            Inside::Row | Inside::Data | Inside::Before if tag.is_element() => return self.outer_tag(tag),
            Inside::Cell | Inside::Row | Inside::Data | Inside::Before | Inside::Behind => {}
        }
        Ok(Taken::Nothing)
    }

    /// Takes the value of the cell that begins, which ends with it.
    fn take_value(&mut self, text: &[u8], at: &Position<'_>) -> Result<(), String> {
        self.value = match (at.kind, whole_number(text)) {
            (Kind::SharedText, Some(place)) => self.shared_text(place as usize)?,
            (Kind::Number { .. }, Some(number)) => Some(self.number_value(number as f64, at.style)),
            _ => self.read(&plain(text)?, at)?,
        };
        self.inside = Inside::Row;
        Ok(())
    }

    fn outer_tag(&mut self, tag: &Tag<'_>) -> Result<Taken, String> {
        let is_empty = tag.opens() && tag.closes();
        self.inside = match (self.inside, tag.name(), tag.opens()) {
            // An empty element leaves the walk where it is; without rows there is nothing more to read.
            (Inside::Before, b"sheetData", true) if is_empty => Inside::Behind,
            (Inside::Data, b"row", true) if is_empty => Inside::Data,
            (Inside::Row, b"c", true) if is_empty => Inside::Row,
            (Inside::Before, b"sheetData", true) | (Inside::Row, b"row", false) => Inside::Data,
            (Inside::Before, _, _) => Inside::Before,
            (Inside::Data, b"row", true) => Inside::Row,
            (Inside::Data, b"sheetData", false) => Inside::Behind,
            (Inside::Row, b"c", true) => Inside::Cell,
            _ => return Err(unexpected(tag)),
        };
        Ok(if self.inside == Inside::Cell {
            Taken::CellBegins
        } else {
            Taken::Nothing
        })
    }

    fn cell_tag(&mut self, tag: &Tag<'_>, at: &Position<'_>) -> Result<Taken, String> {
        match (tag.name(), tag.opens()) {
            (b"c", false) => {
                self.inside = Inside::Row;
                let (has_formula, has_value) = (self.has_formula, self.has_value);
                (self.has_formula, self.has_value) = (false, false);
                if has_formula && !has_value && matches!(at.kind, Kind::Number { .. }) {
                    self.value = Some(CellValue::Error(NO_RESULT.into()));
                }
                return Ok(Taken::CellEnds);
            }
            (b"v", true) => self.inside = Inside::Value,
            (b"f", true) => (self.inside, self.has_formula) = (Inside::Formula, true),
            (b"is", true) => self.inside = Inside::Text,
            _ => return Err(unexpected(tag)),
        }
        if tag.closes() {
            self.inside = Inside::Cell;
        }
        // Of several values the last counts, and a formula's text counts as none.
        self.value = None;
        Ok(Taken::Nothing)
    }

    fn value_tag(&mut self, tag: &Tag<'_>, at: &Position<'_>) -> Result<(), String> {
        let ends = tag.name() == b"v" && tag.closes();
        if ends && self.pieces.is_empty() {
            self.value = self.read(&plain(tag.text)?, at)?;
            self.has_value |= self.value.is_some();
            self.inside = Inside::Cell;
            return Ok(());
        }
        self.pieces.push_str(&plain(tag.text)?);
        self.pieces
            .push_str(&String::from_utf8_lossy(tag.character_data().unwrap_or_default()));
        if ends {
            let pieces = std::mem::take(&mut self.pieces);
            self.value = self.read(&pieces, at)?;
            self.has_value |= self.value.is_some();
            self.inside = Inside::Cell;
        }
        Ok(())
    }

    fn text_tag(&mut self, tag: &Tag<'_>) -> Result<(), String> {
        self.text.take(tag)?;
        if tag.name() == b"is" && tag.closes() {
            self.value = text_value(self.text.finish().into());
        }
        self.leave(tag, b"is", Inside::Cell);
        Ok(())
    }

    fn leave(&mut self, tag: &Tag<'_>, name: &[u8], to: Inside) {
        if tag.closes() && tag.name() == name {
            self.inside = to;
        }
    }

    /// The value of a `<v>`; `None` when it is empty.
    fn read(&self, text: &str, at: &Position<'_>) -> Result<Option<CellValue>, String> {
        if text.is_empty() {
            return Ok(None);
        }
        Ok(match at.kind {
            Kind::Number { is_said } => return self.number(text, is_said, at.style),
            Kind::SharedText => {
                let place = text.parse();
                self.shared_text(place.map_err(|_| format!("text {text} is not in the table of texts"))?)?
            }
            Kind::Bool => match text.trim().to_ascii_lowercase().as_str() {
                "1" | "true" => Some(CellValue::Bool(true)),
                "0" | "false" => Some(CellValue::Bool(false)),
                _ => return Err(format!("`{text}` is neither true nor false")),
            },
            Kind::Error => Some(CellValue::Error(text.into())),
            Kind::Date => Some(iso_value(text)),
            Kind::Text => text_value(unescaped(text).as_ref().into()),
            // Its text stands in `<is>`.
            Kind::InlineText => None,
            Kind::Unknown => return Err("a cell is of an unknown type".to_owned()),
        })
    }

    fn number(&self, text: &str, is_said: bool, style: Option<usize>) -> Result<Option<CellValue>, String> {
        let Ok(number) = text.parse::<f64>() else {
            return if is_said {
                Err(format!("`{text}` is no number"))
            } else {
                Ok(text_value(text.into()))
            };
        };
        Ok(Some(self.number_value(number, style)))
    }

    fn number_value(&self, number: f64, style: Option<usize>) -> CellValue {
        let look = style.and_then(|style| self.shared.looks.get(style));
        match look.map(|look| look.meaning) {
            Some(Meaning::Date) => serial_value(number, self.shared.is_1904),
            _ => number_value(number),
        }
    }

    fn shared_text(&self, place: usize) -> Result<Option<CellValue>, String> {
        let text = self.shared.texts.get(place);
        let text = text.ok_or_else(|| format!("text {place} is not in the table of texts"))?;
        Ok(text_value(Arc::clone(text)))
    }
}

fn text_value(text: Arc<str>) -> Option<CellValue> {
    (!text.is_empty()).then_some(CellValue::Text(text))
}

fn unexpected(tag: &Tag<'_>) -> String {
    format!("a tag `{}` is out of place", String::from_utf8_lossy(tag.name()))
}
