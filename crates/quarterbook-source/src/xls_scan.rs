//! A first pass over the records of an xls workbook ([MS-XLS] 2.4): how much room its sheets ask for, how cells look,
//! and what is hidden.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use quarterbook_data::{CellAddress, CellRange, MAX_ROWS};

use crate::Limits;
use crate::cell_format::{CellLooks, Look, NumberFormats};
use crate::raised::{RaisedCells, Stretches};
use crate::refusal::{Refusal, refuse_damaged, refuse_limit};
use crate::xls_texts::{Fonts, own_stretches, raised_texts};
use crate::xlsx_scan::add_stretch;
use crate::zip_guard::refuse_encrypted;

const FORMULA: u16 = 0x0006;
const PASSWORD: u16 = 0x002f;
const FONT: u16 = 0x0031;
const CONTINUED: u16 = 0x003c;
const COLUMNS: u16 = 0x007d;
const SHEET: u16 = 0x0085;
const NUMBERS: u16 = 0x00bd;
const CELL_FORMAT: u16 = 0x00e0;
const SHARED_TEXTS: u16 = 0x00fc;
const SHARED_TEXT: u16 = 0x00fd;
const DIMENSIONS: u16 = 0x0200;
const NUMBER: u16 = 0x0203;
const TEXT: u16 = 0x0204;
const BOOL_OR_ERROR: u16 = 0x0205;
const ROW: u16 = 0x0208;
const SHORT_NUMBER: u16 = 0x027e;
const RICH_TEXT: u16 = 0x00d6;
const NUMBER_FORMAT: u16 = 0x041e;
const START: u16 = 0x0809;

/// The version that a stream of Excel 97 and later starts with.
const VERSION_8: u16 = 0x0600;

/// What a first pass finds.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    /// Cell formats, by the numbers that cells have.
    pub(crate) looks: Vec<Look>,
    /// The sheets by where in the stream they begin.
    sheets: BTreeMap<u32, SheetScan>,
    /// Where each listed sheet begins, in the order of the list.
    starts: Vec<u32>,
}

/// What it finds about one sheet.
#[derive(Debug, Default)]
pub(crate) struct SheetScan {
    pub(crate) looks: CellLooks,
    pub(crate) hidden_rows: Vec<RangeInclusive<u32>>,
    pub(crate) hidden_columns: Vec<RangeInclusive<u32>>,
    pub(crate) raised: RaisedCells,
    /// The range it says it has, and the one its cells span.
    declared: Option<CellRange>,
    span: Option<CellRange>,
}

impl Scan {
    /// What was found about the sheet at this place of the list.
    pub(crate) fn take_sheet(&mut self, place: usize) -> SheetScan {
        let start = self.starts.get(place).and_then(|start| self.sheets.remove(start));
        start.unwrap_or_default()
    }
}

/// Goes once through a workbook stream; a record that is cut off ends it.
pub(crate) fn scan_records(label: &str, stream: &[u8], limits: &Limits) -> Result<Scan, Refusal> {
    let mut scan = Scan::default();
    let mut formats = NumberFormats::default();
    let mut cell_formats: Vec<(u32, u8)> = Vec::new();
    let mut version = VERSION_8;
    let mut sheet = SheetScan::default();
    let mut fonts = Fonts::default();
    let mut raised = BTreeMap::new();
    let mut start = 0;
    let mut at = 0;
    while let Some((kind, data, next)) = record(stream, at) {
        match kind {
            START => {
                scan.sheets.insert(start, std::mem::take(&mut sheet));
                start = at as u32;
                version = half(data, 0).unwrap_or(VERSION_8);
            }
            PASSWORD if half(data, 0) != Some(0) => return Err(refuse_encrypted(label)),
            SHEET => scan.starts.push(whole(data, 0).unwrap_or_default()),
            NUMBER_FORMAT => {
                if let Some((number, code)) = number_format(data, version) {
                    formats.declare(number, code);
                }
            }
            CELL_FORMAT => {
                let indent = if version == VERSION_8 {
                    data.get(8).map_or(0, |byte| byte & 0x0f)
                } else {
                    0
                };
                cell_formats.push((half(data, 2).unwrap_or_default().into(), indent));
            }
            FONT => fonts.add(data),
            SHARED_TEXTS => raised = raised_texts(&continued(stream, at), &fonts),
            DIMENSIONS => sheet.declared = Some(declared_range(label, data)?),
            _ => {
                sheet.take(kind, data);
                sheet.raise(kind, data, &raised, &fonts);
            }
        }
        at = next;
    }
    scan.sheets.insert(start, sheet);
    scan.looks = cell_formats
        .into_iter()
        .map(|(number, indent)| formats.look(number, indent))
        .collect();
    check_room(label, &scan, limits)?;
    Ok(scan)
}

/// A record's type and bytes, and where the next one begins.
fn record(stream: &[u8], at: usize) -> Option<(u16, &[u8], usize)> {
    let start = at + 4;
    let end = start + usize::from(half(stream, at + 2)?);
    Some((half(stream, at)?, stream.get(start..end)?, end))
}

/// A record and those that continue it, from where it begins.
fn continued(stream: &[u8], at: usize) -> Vec<&[u8]> {
    let mut pieces = Vec::new();
    let mut next = at;
    while let Some((kind, data, after)) = record(stream, next)
        && (pieces.is_empty() || kind == CONTINUED)
    {
        pieces.push(data);
        next = after;
    }
    pieces
}

impl SheetScan {
    /// Keeps what is raised of the text in a cell.
    fn raise(&mut self, kind: u16, data: &[u8], shared: &BTreeMap<u32, Stretches>, fonts: &Fonts) {
        let found = match kind {
            SHARED_TEXT => whole(data, 6).and_then(|place| shared.get(&place)).cloned(),
            RICH_TEXT => own_stretches(data, fonts),
            _ => None,
        };
        if let (Some(stretches), Some(row), Some(column)) = (found, half(data, 0), half(data, 2)) {
            let cell = CellAddress::new(row.into(), column.into());
            self.raised.add(CellRange::cell(cell), stretches);
        }
    }

    /// Takes a record of a sheet.
    fn take(&mut self, kind: u16, data: &[u8]) {
        let number = |at: usize| half(data, at).map(u32::from).unwrap_or_default();
        match kind {
            ROW if number(12) & 0x20 != 0 => add_stretch(&mut self.hidden_rows, number(0)..=number(0)),
            COLUMNS if number(8) & 1 != 0 => add_stretch(&mut self.hidden_columns, number(0)..=number(2).min(255)),
            FORMULA | SHARED_TEXT | NUMBER | TEXT | BOOL_OR_ERROR | SHORT_NUMBER | RICH_TEXT => {
                self.cell(CellAddress::new(number(0), number(2)), number(4));
            }
            NUMBERS => {
                // A format and a number of four bytes for each cell, and the last column.
                let cells = data.len().saturating_sub(6) / 6;
                for place in 0..cells as u32 {
                    let format = number(4 + 6 * place as usize);
                    self.cell(CellAddress::new(number(0), number(2) + place), format);
                }
                self.span(CellAddress::new(number(0), number(data.len().saturating_sub(2))));
            }
            _ => {}
        }
    }

    fn cell(&mut self, address: CellAddress, format: u32) {
        self.looks.add(address, format);
        self.span(address);
    }

    fn span(&mut self, address: CellAddress) {
        let one = CellRange::cell(address);
        self.span = Some(self.span.map_or(one, |span| hull(span, one)));
    }
}

/// A declared number format: its number and its code, whose length has two bytes and a flag since Excel 97.
fn number_format(data: &[u8], version: u16) -> Option<(u32, String)> {
    let number = half(data, 0)?.into();
    if version != VERSION_8 {
        let length = usize::from(*data.get(2)?);
        let code = data.get(3..3 + length)?;
        return Some((number, String::from_utf8_lossy(code).into_owned()));
    }
    let (length, is_wide) = (usize::from(half(data, 2)?), data.get(4)? & 1 != 0);
    let code = if is_wide {
        let units = data.get(5..5 + 2 * length)?.chunks_exact(2);
        let units: Vec<u16> = units.map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    } else {
        data.get(5..5 + length)?.iter().map(|byte| char::from(*byte)).collect()
    };
    Some((number, code))
}

/// Calamine makes room for the range a sheet says it has, and again for the range its cells span.
fn check_room(label: &str, scan: &Scan, limits: &Limits) -> Result<(), Refusal> {
    let ranges = scan
        .sheets
        .values()
        .flat_map(|sheet| sheet.declared.into_iter().chain(sheet.span));
    let area: u64 = ranges
        .map(|range| u64::from(range.rows()) * u64::from(range.columns()))
        .sum();
    // Each sheet counts twice: once as it says it is, once as its cells are.
    if area / 2 > limits.cells {
        let message = format!("its sheets span {} cells; {} are allowed", area / 2, limits.cells);
        return Err(refuse_limit(label, message, "cells"));
    }
    Ok(())
}

/// The range a sheet says it has: its last row and column are the ones after.
fn declared_range(label: &str, data: &[u8]) -> Result<CellRange, Refusal> {
    let number = |at: usize, size: usize| {
        let bytes = data.get(at..at + size).unwrap_or_default();
        bytes
            .iter()
            .rev()
            .fold(0_u32, |sum, byte| (sum << 8) | u32::from(*byte))
    };
    let size = if data.len() >= 14 { 4 } else { 2 };
    let (first_row, after_row) = (number(0, size), number(size, size));
    let (first_column, after_column) = (number(2 * size, 2), number(2 * size + 2, 2));
    if first_row > after_row || after_row > MAX_ROWS || first_column > after_column {
        return Err(refuse_damaged(label, "a sheet says it has more rows than there can be"));
    }
    Ok(CellRange::new(
        CellAddress::new(first_row, first_column),
        CellAddress::new(after_row, after_column),
    ))
}

fn hull(one: CellRange, other: CellRange) -> CellRange {
    CellRange {
        first: CellAddress::new(
            one.first.row.min(other.first.row),
            one.first.column.min(other.first.column),
        ),
        last: CellAddress::new(one.last.row.max(other.last.row), one.last.column.max(other.last.column)),
    }
}

fn half(data: &[u8], at: usize) -> Option<u16> {
    let bytes = data.get(at..at + 2)?;
    Some(u16::from_le_bytes([bytes[0], bytes[1]]))
}

fn whole(data: &[u8], at: usize) -> Option<u32> {
    let bytes = data.get(at..at + 4)?;
    Some(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
}
