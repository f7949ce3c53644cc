//! Excel's binary workbooks: xlsb.

use std::ops::ControlFlow;

use calamine::{DataRef, Reader, SheetType, Xlsb, XlsbError};
use quarterbook_data::{CellAddress, Problem};

use crate::cell_format::Look;
use crate::guarded::guarded;
use crate::refusal::{Refusal, refuse_damaged};
use crate::sink::{Rows, SheetInfo, Sink};
use crate::sniff::Input;
use crate::value::Values;
use crate::xlsb_scan::{Scan, cell_looks, scan_package};
use crate::xlsx::{plain_name, visibility};
use crate::zip_guard::{open_package, refuse_encrypted};
use crate::{Cell, ReadOptions};

/// Reads every sheet that the sink wants, row by row.
pub(crate) fn read(
    label: &str,
    input: &mut dyn Input,
    options: &ReadOptions,
    sink: &mut dyn Sink,
) -> Result<Vec<Problem>, Refusal> {
    let mut package = open_package(label, &mut *input, &options.limits)?;
    let mut scans = scan_package(label, &mut package, &options.limits)?;
    let looks = cell_looks(label, &mut package, &options.limits)?;
    drop(package);
    let mut workbook: Xlsb<_> = guarded(label, || Xlsb::new(input).map_err(|error| refusal(label, &error)))?;
    let is_1904 = workbook.has_1904_epoch();
    for sheet in workbook.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet || !sink.wants(&sheet.name) {
            continue;
        }
        let Some(mut scan) = scans.remove(&sheet.name) else {
            continue;
        };
        sink.begin(SheetInfo {
            name: plain_name(&sheet.name),
            visibility: visibility(sheet.visible),
            merges: std::mem::take(&mut scan.merges),
            hidden_rows: std::mem::take(&mut scan.hidden_rows),
            hidden_columns: std::mem::take(&mut scan.hidden_columns),
            guessed: None,
        });
        let mut cells = guarded(label, || {
            workbook
                .worksheet_cells_reader(&sheet.name)
                .map_err(|error| refusal(label, &error))
        })?;
        if read_sheet(label, || cells.next_cell(), Values::new(is_1904), scan, &looks, sink)?.is_break() {
            break;
        }
    }
    Ok(Vec::new())
}

fn read_sheet<'a>(
    label: &str,
    mut next_cell: impl FnMut() -> Result<Option<calamine::Cell<DataRef<'a>>>, XlsbError>,
    mut values: Values<'a>,
    scan: Scan,
    looks: &[Look],
    sink: &mut dyn Sink,
) -> Result<ControlFlow<()>, Refusal> {
    let mut rows = Rows::new(sink, scan.left_out);
    loop {
        let next = match guarded(label, || Ok(next_cell()))? {
            Ok(next) => next,
            // An error code that calamine does not know; the scan has put its cell among those left out.
            Err(XlsbError::CellError(_)) => continue,
            Err(error) => return Err(refusal(label, &error)),
        };
        let Some(cell) = next else {
            return rows.finish();
        };
        let (row, column) = cell.get_position();
        let Some(value) = values.of(cell.get_value()) else {
            continue;
        };
        let mut cell = Cell::new(CellAddress::new(row, column), value);
        scan.looks.apply(looks, &mut cell);
        scan.raised.apply(&mut cell);
        if rows.push(cell)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
}

fn refusal(label: &str, error: &XlsbError) -> Refusal {
    match error {
        XlsbError::Password => refuse_encrypted(label),
        error => refuse_damaged(label, error),
    }
}
