//! Workbooks of Excel 97 to 2003.

use std::collections::VecDeque;
use std::io::{Cursor, Read, SeekFrom};
use std::ops::ControlFlow;

use calamine::{Data, Range, Reader, SheetType, Xls, XlsError};
use quarterbook_data::{CellAddress, CellRange, Problem};

use crate::compound::workbook_stream;
use crate::guarded::guarded;
use crate::refusal::{Refusal, refuse_damaged, refuse_limit};
use crate::sink::{Rows, SheetInfo, Sink};
use crate::sniff::Input;
use crate::value::range_value;
use crate::xls_scan::scan_records;
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
    let mut scan = scan_records(label, &workbook_stream(label, &bytes)?, &options.limits)?;
    let open = || Xls::new(Cursor::new(&bytes)).map_err(|error| refusal(label, &error));
    let mut workbook: Xls<_> = guarded(label, open)?;
    let is_1904 = workbook.has_1904_epoch();
    for (place, sheet) in workbook.sheets_metadata().to_vec().into_iter().enumerate() {
        if sheet.typ != SheetType::WorkSheet || !sink.wants(&sheet.name) {
            continue;
        }
        let scanned = scan.take_sheet(place);
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
            hidden_rows: scanned.hidden_rows,
            hidden_columns: scanned.hidden_columns,
            guessed: None,
        });
        let mut look = |cell: &mut Cell| {
            scanned.looks.apply(&scan.looks, cell);
            scanned.raised.apply(cell);
        };
        if hand_over(&range, is_1904, &mut look, sink)?.is_break() {
            break;
        }
    }
    Ok(Vec::new())
}

/// Hands over the cells of a dense range that hold something; `look` tells each how it looks.
pub(crate) fn hand_over(
    range: &Range<Data>,
    is_1904: bool,
    look: &mut dyn FnMut(&mut Cell),
    sink: &mut dyn Sink,
) -> Result<ControlFlow<()>, Refusal> {
    let (first_row, first_column) = range.start().unwrap_or_default();
    let mut rows = Rows::new(sink, VecDeque::new());
    for (row, column, value) in range.used_cells() {
        let Some(value) = range_value(value, is_1904) else {
            continue;
        };
        let address = CellAddress::new(first_row + row as u32, first_column + column as u32);
        let mut cell = Cell::new(address, value);
        look(&mut cell);
        if rows.push(cell)?.is_break() {
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

fn refusal(label: &str, error: &XlsError) -> Refusal {
    match error {
        XlsError::Password => refuse_encrypted(label),
        error => refuse_damaged(label, error),
    }
}
