//! A first pass over the records of an xlsb package: the cells calamine leaves out, and lengths that cannot be right.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::{Read, Seek};
use std::ops::RangeInclusive;
use std::sync::Arc;

use quarterbook_data::{CellAddress, CellRange, MAX_COLUMNS};
use quick_xml::events::Event;

use crate::cell_format::{CellLooks, Look, NumberFormats};
use crate::raised::RaisedCells;
use crate::refusal::{Refusal, refuse_damaged, refuse_limit};
use crate::xlsb_records::{each_record, number, short, wide_text};
use crate::xlsb_texts::RaisedTexts;
use crate::xlsx_parts::{SheetPart, refuse_same_name, refuse_same_part};
use crate::xlsx_scan::add_stretch;
use crate::xml::{Elements, attribute};
use crate::zip_guard::Package;
use crate::{Cell, CellValue, Limits, Visibility};

pub(crate) const ROW: u16 = 0;
const CELL_ERROR: u16 = 3;
const FORMULA_ERROR: u16 = 11;
const SHARED_TEXT: u16 = 7;
pub(crate) const RICH_TEXT: u16 = 62;
const NUMBER_FORMAT: u16 = 44;
const CELL_FORMAT: u16 = 47;
pub(crate) const COLUMNS: u16 = 60;
const MERGE: u16 = 176;
const WORKBOOK: u16 = 153;
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

/// What the workbook part says.
#[derive(Debug, Default)]
pub(crate) struct Listed {
    /// In the order of their tabs.
    pub(crate) sheets: Vec<SheetPart>,
    /// Whether day 0 is 1904-01-01.
    pub(crate) is_1904: bool,
}

/// Goes once through every part, and returns the scan of each sheet by the sheet's name.
pub(crate) fn scan_package<R: Read + Seek>(
    label: &str,
    package: &mut Package<R>,
    limits: &Limits,
) -> Result<BTreeMap<String, Scan>, Refusal> {
    check_texts(label, package, limits)?;
    let texts = RaisedTexts::read(label, package, limits)?;
    let mut scans = BTreeMap::new();
    for sheet in listed(label, package, limits)?.sheets {
        let scan = scan_sheet(label, package, &sheet.part, &texts, limits)?;
        scans.insert(sheet.name, scan);
    }
    Ok(scans)
}

/// The sheets that the workbook part lists and that are there.
pub(crate) fn listed<R: Read + Seek>(
    label: &str,
    package: &mut Package<R>,
    limits: &Limits,
) -> Result<Listed, Refusal> {
    let targets = targets(label, package, limits)?;
    let mut listed = Listed::default();
    each_record(label, package, "xl/workbook.bin", limits, |kind, data| {
        match kind {
            WORKBOOK => listed.is_1904 = data.first()? & 1 != 0,
            SHEET => {
                let (id, after) = wide_text(data, 8)?;
                let (name, _) = wide_text(data, after)?;
                let visibility = match number(data, 0)? {
                    0 => Visibility::Visible,
                    1 => Visibility::Hidden,
                    _ => Visibility::VeryHidden,
                };
                if let Some(part) = targets.get(&id).cloned() {
                    listed.sheets.push(SheetPart { name, part, visibility });
                }
            }
            _ => {}
        }
        Some(())
    })?;
    let (mut names, mut parts) = (BTreeSet::new(), BTreeSet::new());
    for sheet in &listed.sheets {
        if !names.insert(&sheet.name) {
            return Err(refuse_same_name(label, &sheet.name));
        }
        if !parts.insert(sheet.part.to_ascii_lowercase()) {
            return Err(refuse_same_part(label, &sheet.name));
        }
    }
    Ok(listed)
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
            ROW if is_hidden_row(data) => add_stretch(&mut self.hidden_rows, row..=row),
            COLUMNS => hidden_columns(data)
                .into_iter()
                .for_each(|hidden| add_stretch(&mut self.hidden_columns, hidden)),
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
                let text = texts.fonts.text(data.get(8..)?)?;
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

/// Whether a row's record hides it: the fifth bit of the byte after its height and the flags of its borders.
pub(crate) fn is_hidden_row(data: &[u8]) -> bool {
    data.get(11).is_some_and(|flags| flags & 0x10 != 0)
}

/// The columns that a record of columns hides.
pub(crate) fn hidden_columns(data: &[u8]) -> Option<RangeInclusive<u32>> {
    let is_hidden = data.get(16)? & 1 != 0;
    let last = number(data, 4)?.min(MAX_COLUMNS - 1);
    is_hidden.then_some(number(data, 0)?..=last)
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
pub(crate) fn literal(code: u8) -> &'static str {
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
pub(crate) fn check_texts<R: Read + Seek>(
    label: &str,
    package: &mut Package<R>,
    limits: &Limits,
) -> Result<(), Refusal> {
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
