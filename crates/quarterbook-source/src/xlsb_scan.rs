//! A first pass over the records of an xlsb package: the cells calamine leaves out, and lengths that cannot be right.
//! Records are those of [MS-XLSB] 2.4; each is a type, a length and that many bytes.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::{self, BufReader, Read, Seek};
use std::ops::RangeInclusive;
use std::sync::Arc;

use quarterbook_data::{CellAddress, CellRange, MAX_COLUMNS};
use quick_xml::events::Event;

use crate::cell_format::{CellLooks, Look, NumberFormats};
use crate::raised::RaisedCells;
use crate::refusal::{Refusal, refuse_damaged, refuse_limit};
use crate::xlsb_texts::RaisedTexts;
use crate::xlsx_parts::{refuse_same_name, refuse_same_part};
use crate::xlsx_scan::add_stretch;
use crate::xml::{Elements, attribute};
use crate::zip_guard::Package;
use crate::{Cell, CellValue, Limits};

const ROW: u16 = 0;
const CELL_ERROR: u16 = 3;
const FORMULA_ERROR: u16 = 11;
const SHARED_TEXT: u16 = 7;
const RICH_TEXT: u16 = 62;
const NUMBER_FORMAT: u16 = 44;
const CELL_FORMAT: u16 = 47;
const COLUMNS: u16 = 60;
const MERGE: u16 = 176;
const SHEET: u16 = 156;
const TEXTS: u16 = 159;
const CELL_FORMATS: u16 = 617;
const CELL_FORMATS_END: u16 = 618;

/// What a first pass over a sheet finds.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    /// Error cells, and cells with a text of several fonts, that calamine leaves out, in reading order.
    pub(crate) left_out: VecDeque<Cell>,
    pub(crate) merges: Vec<CellRange>,
    pub(crate) hidden_rows: Vec<RangeInclusive<u32>>,
    pub(crate) hidden_columns: Vec<RangeInclusive<u32>>,
    pub(crate) looks: CellLooks,
    pub(crate) raised: RaisedCells,
    /// How much of the above there is, in cells of ordinary size.
    kept: u64,
}

/// Goes once through every part, and returns the scan of each sheet by the sheet's name.
pub(crate) fn scan_package<R: Read + Seek>(
    label: &str,
    package: &mut Package<R>,
    limits: &Limits,
) -> Result<BTreeMap<String, Scan>, Refusal> {
    check_texts(label, package, limits)?;
    let texts = RaisedTexts::read(label, package, limits)?;
    let targets = targets(label, package, limits)?;
    let mut sheets = Vec::new();
    each_record(label, package, "xl/workbook.bin", limits, |kind, data| {
        if kind == SHEET {
            let (id, after) = wide_text(data, 8)?;
            let (name, _) = wide_text(data, after)?;
            sheets.push((name, id));
        }
        Some(())
    })?;
    let mut scans = BTreeMap::new();
    let mut parts = BTreeSet::new();
    for (name, id) in sheets {
        let Some(part) = targets.get(&id) else {
            continue;
        };
        if !parts.insert(part.to_ascii_lowercase()) {
            return Err(refuse_same_part(label, &name));
        }
        let scan = scan_sheet(label, package, part, &texts, limits)?;
        if scans.insert(name.clone(), scan).is_some() {
            return Err(refuse_same_name(label, &name));
        }
    }
    Ok(scans)
}

fn scan_sheet<R: Read + Seek>(
    label: &str,
    package: &mut Package<R>,
    part: &str,
    texts: &RaisedTexts,
    limits: &Limits,
) -> Result<Scan, Refusal> {
    let mut scan = Scan::default();
    let mut row = 0;
    let scanned = each_record(label, package, part, limits, |kind, data| {
        if kind == ROW {
            row = number(data, 0)?;
        }
        scan.take(kind, row, data)?;
        scan.cell(kind, row, data, texts)?;
        (scan.kept <= limits.cells).then_some(())
    });
    if scan.kept > limits.cells {
        let message = format!(
            "its part `{part}` has more than {} cells with errors or with texts in several fonts",
            limits.cells
        );
        return Err(refuse_limit(label, message, "cells"));
    }
    scanned?;
    scan.left_out.make_contiguous().sort_by_key(|cell| cell.address);
    scan.merges.sort_unstable();
    Ok(scan)
}

impl Scan {
    /// Takes a record of the sheet's shape; `row` is the one at hand.
    fn take(&mut self, kind: u16, row: u32, data: &[u8]) -> Option<()> {
        match kind {
            // The fifth bit of the byte after the row's height and the flags of its borders.
            ROW if data.get(11).is_some_and(|flags| flags & 0x10 != 0) => {
                add_stretch(&mut self.hidden_rows, row..=row);
            }
            COLUMNS if data.get(16).is_some_and(|flags| flags & 1 != 0) => {
                let last = number(data, 4)?.min(MAX_COLUMNS - 1);
                add_stretch(&mut self.hidden_columns, number(data, 0)?..=last);
            }
            MERGE => self.merges.push(CellRange::new(
                CellAddress::new(number(data, 0)?, number(data, 8)?),
                CellAddress::new(number(data, 4)?, number(data, 12)?),
            )),
            _ => {}
        }
        Some(())
    }

    /// Takes a record of a cell: how it looks, and what calamine does not tell of it.
    fn cell(&mut self, kind: u16, row: u32, data: &[u8], texts: &RaisedTexts) -> Option<()> {
        let is_cell = (1..=11).contains(&kind) || kind == RICH_TEXT;
        let address = CellAddress::new(row, if is_cell { number(data, 0)? } else { 0 });
        address.is_on_grid().then_some(())?;
        if is_cell {
            // The format has three bytes; the fourth holds a flag.
            self.looks.add(address, number(data, 4)? & 0x00ff_ffff);
        }
        match kind {
            CELL_ERROR | FORMULA_ERROR => {
                let code = *data.get(8)?;
                // Calamine reads the plain error cells whose codes it knows.
                if kind == FORMULA_ERROR || !is_known(code) {
                    self.leave_out(Cell::new(address, CellValue::Error(literal(code).into())));
                }
            }
            SHARED_TEXT => {
                if let Some(stretches) = texts.shared(number(data, 8)?) {
                    self.raised.add(CellRange::cell(address), Arc::clone(stretches));
                    self.kept += 1;
                }
            }
            RICH_TEXT => {
                let text = texts.own(data.get(8..)?)?;
                if !text.is_empty() {
                    self.kept += text.len() as u64 / 64;
                    self.leave_out(Cell::new(address, CellValue::Text(text.into())));
                }
            }
            _ => {}
        }
        Some(())
    }

    fn leave_out(&mut self, cell: Cell) {
        self.left_out.push_back(cell);
        self.kept += 1;
    }
}

/// How cells look, by the number that a cell has: [MS-XLSB] 2.4.651 `BrtFmt` and 2.4.876 `BrtXF`.
pub(crate) fn cell_looks<R: Read + Seek>(
    label: &str,
    package: &mut Package<R>,
    limits: &Limits,
) -> Result<Vec<Look>, Refusal> {
    let mut formats = NumberFormats::default();
    let mut cells: Vec<(u32, u8)> = Vec::new();
    let mut in_cells = false;
    each_record(label, package, "xl/styles.bin", limits, |kind, data| {
        match kind {
            NUMBER_FORMAT => formats.declare(short(data, 0)?, wide_text(data, 2)?.0),
            CELL_FORMATS => in_cells = true,
            CELL_FORMATS_END => in_cells = false,
            CELL_FORMAT if in_cells => cells.push((short(data, 2)?, data.get(11).copied().unwrap_or(0))),
            _ => {}
        }
        Some(())
    })?;
    Ok(cells
        .into_iter()
        .map(|(number, indent)| formats.look(number, indent))
        .collect())
}

fn is_known(code: u8) -> bool {
    matches!(code, 0x00 | 0x07 | 0x0f | 0x17 | 0x1d | 0x24 | 0x2a | 0x2b)
}

/// The literal of an error code ([MS-XLSB] 2.5.97.2 `BErr`); newer errors are stored as `#VALUE!` or unknown codes.
fn literal(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        0x2a => "#N/A",
        0x2b => "#GETTING_DATA",
        _ => "#UNKNOWN!",
    }
}

/// Calamine makes no room ahead, but reads as many texts as the table says it has.
fn check_texts<R: Read + Seek>(label: &str, package: &mut Package<R>, limits: &Limits) -> Result<(), Refusal> {
    let mut size = 0_u64;
    let mut declared = 0;
    each_record(label, package, "xl/sharedStrings.bin", limits, |kind, data| {
        size += data.len() as u64;
        if kind == TEXTS {
            declared = number(data, 4)?;
        }
        Some(())
    })?;
    if size > limits.shared_text_bytes {
        let message = format!("its texts take {size} bytes; {} are allowed", limits.shared_text_bytes);
        return Err(refuse_limit(label, message, "shared-text-bytes"));
    }
    if u64::from(declared) > size {
        return Err(refuse_damaged(
            label,
            format!("it says it has {declared} texts, and {size} bytes of them"),
        ));
    }
    Ok(())
}

fn targets<R: Read + Seek>(
    label: &str,
    package: &mut Package<R>,
    limits: &Limits,
) -> Result<BTreeMap<String, String>, Refusal> {
    let part = "xl/_rels/workbook.bin.rels";
    let bytes = package.read(label, part, limits)?.unwrap_or_default();
    let mut elements = Elements::new(label, part, bytes.as_slice());
    let mut targets = BTreeMap::new();
    while let Some(event) = elements.next()? {
        if let Event::Start(element) = event
            && let (Some(id), Some(target)) = (attribute(&element, "Id"), attribute(&element, "Target"))
        {
            targets.insert(id, format!("xl/{target}"));
        }
    }
    Ok(targets)
}

/// Shows every record of a part to `see`, which answers `None` to a record that cannot be right.
pub(crate) fn each_record<R: Read + Seek>(
    label: &str,
    package: &mut Package<R>,
    part: &str,
    limits: &Limits,
    mut see: impl FnMut(u16, &[u8]) -> Option<()>,
) -> Result<(), Refusal> {
    let Some(input) = package.open(label, part)? else {
        return Ok(());
    };
    let mut input = BufReader::new(input);
    let mut data = Vec::new();
    let damaged = |error: io::Error| refuse_damaged(label, format!("its part `{part}`: {error}"));
    while let Some(kind) = record_type(&mut input).map_err(damaged)? {
        let length = record_length(&mut input).map_err(damaged)?;
        if u64::from(length) > limits.text_bytes {
            let message = format!(
                "its part `{part}` has a record of {length} bytes; {} are allowed",
                limits.text_bytes
            );
            return Err(refuse_limit(label, message, "text-bytes"));
        }
        data.resize(length as usize, 0);
        input.read_exact(&mut data).map_err(damaged)?;
        see(kind, &data).ok_or_else(|| {
            refuse_damaged(
                label,
                format!("its part `{part}` has a record of type {kind} that is cut off or lies beyond the sheet"),
            )
        })?;
    }
    Ok(())
}

fn byte(input: &mut impl Read) -> io::Result<u8> {
    let mut byte = [0];
    input.read_exact(&mut byte)?;
    Ok(byte[0])
}

/// One byte, or two of seven bits each; `None` at the end of the part.
fn record_type(input: &mut impl Read) -> io::Result<Option<u16>> {
    let mut first = [0];
    if input.read(&mut first)? == 0 {
        return Ok(None);
    }
    let low = u16::from(first[0] & 0x7f);
    let high = if first[0] & 0x80 == 0 {
        0
    } else {
        u16::from(byte(input)? & 0x7f)
    };
    Ok(Some(low | (high << 7)))
}

/// One to four bytes of seven bits each, the lowest first.
fn record_length(input: &mut impl Read) -> io::Result<u32> {
    let mut length = 0;
    for place in 0..4 {
        let next = byte(input)?;
        length |= u32::from(next & 0x7f) << (7 * place);
        if next & 0x80 == 0 {
            break;
        }
    }
    Ok(length)
}

pub(crate) fn short(data: &[u8], at: usize) -> Option<u32> {
    let bytes = data.get(at..at + 2)?;
    Some(u16::from_le_bytes([bytes[0], bytes[1]]).into())
}

pub(crate) fn number(data: &[u8], at: usize) -> Option<u32> {
    let bytes = data.get(at..at + 4)?;
    Some(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
}

/// A text of UTF-16 after its length, and the offset after it.
pub(crate) fn wide_text(data: &[u8], at: usize) -> Option<(String, usize)> {
    let length = (number(data, at)? as usize).checked_mul(2)?;
    let start = at + 4;
    let bytes = data.get(start..start.checked_add(length)?)?;
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    Some((String::from_utf16_lossy(&units), start + length))
}
