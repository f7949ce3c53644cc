//! Workbooks of Excel 97 to 2003.

use std::collections::VecDeque;
use std::io::{Cursor, Read, SeekFrom};
use std::ops::ControlFlow;

use calamine::{Data, Range, Reader, SheetType, Xls, XlsError};
use quarterbook_data::{CellAddress, CellRange, MAX_ROWS, Problem};

use crate::compound::workbook_stream;
use crate::guarded::guarded;
use crate::refusal::{Refusal, refuse_damaged, refuse_limit};
use crate::sink::{Rows, SheetInfo, Sink};
use crate::sniff::Input;
use crate::value::range_value;
use crate::xlsx::{plain_name, visibility};
use crate::zip_guard::refuse_encrypted;
use crate::{Cell, Limits, ReadOptions};

/// Reads every sheet that the sink wants. The format is held whole while it is read: its sheets end at row 65,536.
pub(crate) fn read(
    label: &str,
    input: &mut dyn Input,
    options: &ReadOptions,
    sink: &mut dyn Sink,
) -> Result<Vec<Problem>, Refusal> {
    let bytes = read_whole(label, input, &options.limits)?;
    check_records(label, &workbook_stream(label, &bytes)?, &options.limits)?;
    let open = || Xls::new(Cursor::new(&bytes)).map_err(|error| refusal(label, &error));
    let mut workbook: Xls<_> = guarded(label, open)?;
    let is_1904 = workbook.has_1904_epoch();
    for sheet in workbook.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet || !sink.wants(&sheet.name) {
            continue;
        }
        let range = guarded(label, || {
            workbook
                .worksheet_range(&sheet.name)
                .map_err(|error| refusal(label, &error))
        })?;
        let merges = workbook.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
        let mut merges: Vec<CellRange> = merges
            .iter()
            .map(|merge| CellRange::new(address(merge.start), address(merge.end)))
            .collect();
        merges.sort_unstable();
        sink.begin(SheetInfo {
            name: plain_name(&sheet.name),
            visibility: visibility(sheet.visible),
            merges,
            ..SheetInfo::default()
        });
        if hand_over(&range, is_1904, sink)?.is_break() {
            break;
        }
    }
    Ok(Vec::new())
}

/// Hands over the cells of a dense range that hold something.
pub(crate) fn hand_over(range: &Range<Data>, is_1904: bool, sink: &mut dyn Sink) -> Result<ControlFlow<()>, Refusal> {
    let (first_row, first_column) = range.start().unwrap_or_default();
    let mut rows = Rows::new(sink, VecDeque::new());
    for (row, column, value) in range.used_cells() {
        let Some(value) = range_value(value, is_1904) else {
            continue;
        };
        let address = CellAddress::new(first_row + row as u32, first_column + column as u32);
        if rows.push(Cell::new(address, value))?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    rows.finish()
}

fn address((row, column): (u32, u32)) -> CellAddress {
    CellAddress::new(row, column)
}

fn read_whole(label: &str, input: &mut dyn Input, limits: &Limits) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    input
        .seek(SeekFrom::Start(0))
        .and_then(|_| (&mut *input).take(limits.file_bytes + 1).read_to_end(&mut bytes))
        .map_err(|error| refuse_damaged(label, error))?;
    if bytes.len() as u64 > limits.file_bytes {
        let message = format!("the file has more than {} bytes", limits.file_bytes);
        return Err(refuse_limit(label, message, "file-bytes"));
    }
    Ok(bytes)
}

/// Looks at the records of the workbook stream ([MS-XLS] 2.4): calamine makes room for the range a sheet says it
/// has, and again for the range its cells span.
fn check_records(label: &str, stream: &[u8], limits: &Limits) -> Result<(), Refusal> {
    const DIMENSIONS: u16 = 0x0200;
    const START: u16 = 0x0809;
    const CELLS: [u16; 8] = [0x0006, 0x0203, 0x0204, 0x0205, 0x00bd, 0x00d6, 0x00fd, 0x027e];
    let half = |data: &[u8], at: usize| {
        data.get(at..at + 2)
            .map_or(0, |two| u16::from_le_bytes([two[0], two[1]]))
    };
    let mut rest = stream;
    let mut spans = Vec::new();
    let mut span: Option<CellRange> = None;
    while let [a, b, c, d, tail @ ..] = rest {
        let (kind, length) = (u16::from_le_bytes([*a, *b]), u16::from_le_bytes([*c, *d]) as usize);
        let Some((data, after)) = tail.split_at_checked(length) else {
            break;
        };
        rest = after;
        match kind {
            START => spans.extend(span.take()),
            DIMENSIONS => spans.push(declared_range(label, data)?),
            _ if CELLS.contains(&kind) => {
                let cell = CellAddress::new(half(data, 0).into(), half(data, 2).into());
                let last = CellAddress::new(
                    cell.row,
                    cell.column.max(if kind == 0x00bd {
                        half(data, length.saturating_sub(2)).into()
                    } else {
                        0
                    }),
                );
                let one = CellRange::new(cell, last);
                span = Some(span.map_or(one, |span| hull(span, one)));
            }
            _ => {}
        }
    }
    spans.extend(span);
    let area: u64 = spans
        .iter()
        .map(|span| u64::from(span.rows()) * u64::from(span.columns()))
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

fn refusal(label: &str, error: &XlsError) -> Refusal {
    match error {
        XlsError::Password => refuse_encrypted(label),
        error => refuse_damaged(label, error),
    }
}
