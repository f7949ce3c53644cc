//! A walk through an xlsx sheet: what calamine does not tell, and what would bring its reader down.

use std::collections::{BTreeMap, VecDeque};
use std::io::{Read, Seek};
use std::ops::RangeInclusive;
use std::sync::Arc;

use quarterbook_data::{CellAddress, CellRange, MAX_ROWS};

use crate::allowance::Deadline;
use crate::markup::Tag;
use crate::refusal::{Refusal, refuse_cells};
use crate::value::{NO_RESULT, is_classic_error};
use crate::xlsx_parts::SheetPart;
use crate::xlsx_position::{Kind, Position};
use crate::xlsx_texts::RichText;
use crate::zip_guard::Package;
use crate::{Cell, CellValue, Limits};

/// What a first pass over a sheet finds.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    pub(crate) hidden_rows: Vec<RangeInclusive<u32>>,
    pub(crate) hidden_columns: Vec<RangeInclusive<u32>>,
    pub(crate) merges: Vec<CellRange>,
    /// How many cells hold something.
    pub(crate) cells: u64,
    /// Error cells that calamine leaves out, and formulas without results, in reading order.
    pub(crate) left_out: VecDeque<Cell>,
    has_newer_errors: bool,
    /// The texts of cells with raised characters.
    pub(crate) raised: BTreeMap<CellAddress, Arc<str>>,
}

/// Goes once through a sheet's part; `raised` are the shared texts with raised characters.
pub(crate) fn scan_sheet<R: Read + Seek>(
    label: &str,
    package: &mut Package<R>,
    sheet: &SheetPart,
    raised: &BTreeMap<usize, Arc<str>>,
    limits: &Limits,
    deadline: Deadline,
) -> Result<Scan, Refusal> {
    let mut at = Position::new(label, sheet, limits, deadline);
    let mut markup = at.open(package)?;
    let mut scan = Scan::default();
    let mut inside = InCell::default();
    while let Some(tag) = at.next_tag(&mut markup)? {
        at.step(&tag, &mut scan)?;
        inside.take(&tag, &at, raised, &mut scan);
        at.step_past(&tag);
        let is_cell = tag.name() == b"c";
        let mut ends_cell = is_cell && tag.closes();
        if is_cell
            && !ends_cell
            && inside.text.is_none()
            && let Some(text) = markup.value_of_cell()
        {
            inside.value(text, &at, raised, &mut scan);
            at.step_past_cell();
            ends_cell = true;
        }
        if ends_cell && inside.holds_something() {
            at.keep_cell();
            scan.cells += 1;
            if scan.cells > limits.cells {
                return Err(refuse_cells(label, limits));
            }
        }
    }
    // Calamine counts on from the cell before an error it does not know, and so misplaces what follows.
    if at.counted() && scan.has_newer_errors {
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
    has_text: bool,
    /// The text of its `<is>` as far as the walk is inside it.
    text: Option<RichText>,
}

impl InCell {
    /// Takes the next tag, and keeps what calamine does not tell of its cell.
    fn take(&mut self, tag: &Tag<'_>, at: &Position<'_>, raised: &BTreeMap<usize, Arc<str>>, scan: &mut Scan) {
        if self.text.as_mut().is_some_and(|text| text.take(tag).is_err()) {
            self.text = None;
        }
        match tag.name() {
            b"c" if tag.opens() => (self.has_formula, self.has_value, self.has_text) = (false, false, false),
            b"f" if tag.opens() => self.has_formula = true,
            b"is" if tag.opens() => {
                self.has_text = !tag.closes();
                self.text = self.has_text.then(RichText::default);
            }
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

    fn holds_something(&self) -> bool {
        self.has_formula || self.has_value || self.has_text
    }

    fn value(&mut self, text: &[u8], at: &Position<'_>, raised: &BTreeMap<usize, Arc<str>>, scan: &mut Scan) {
        self.has_value |= !text.is_empty();
        match at.kind {
            Kind::Error => {
                let newer = newer_error(at.address(), text);
                scan.has_newer_errors |= newer.is_some();
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

/// An error cell whose literal is none that calamine reads.
fn newer_error(address: CellAddress, text: &[u8]) -> Option<Cell> {
    let literal = String::from_utf8_lossy(text);
    let is_newer = !literal.is_empty() && !is_classic_error(&literal);
    is_newer.then(|| Cell::new(address, CellValue::Error(literal.as_ref().into())))
}

/// Adds a stretch after the others, and to the last one when they touch. No sheet has more of them than rows.
pub(crate) fn add_stretch(stretches: &mut Vec<RangeInclusive<u32>>, stretch: RangeInclusive<u32>) {
    let touched = stretches.last_mut().filter(|last| last.end() + 1 == *stretch.start());
    if let Some(last) = touched {
        *last = *last.start()..=*stretch.end();
    } else if stretches.len() < MAX_ROWS as usize {
        stretches.push(stretch);
    }
}
