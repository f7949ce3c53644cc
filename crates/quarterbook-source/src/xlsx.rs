//! Excel workbooks in Office Open XML: xlsx and xlsm.

use std::io::{Read, Seek};
use std::ops::ControlFlow;
use std::sync::Arc;

use calamine::{Reader, SheetVisible, Style, Xlsx, XlsxCellReader, XlsxError};
use quarterbook_data::{CellAddress, Problem};

use crate::allowance::Deadline;
use crate::cell_format::Look;
use crate::guarded::guarded;
use crate::refusal::{Refusal, refuse_damaged};
use crate::sink::{Rows, SheetInfo, Sink};
use crate::sniff::Input;
use crate::value::Values;
use crate::xlsx_parts::{SheetPart, package_parts};
use crate::xlsx_scan::{Scan, scan_sheet};
use crate::xlsx_texts::raised_texts;
use crate::zip_guard::open_package;
use crate::{Cell, CellValue, ReadOptions, Visibility};

/// Reads every sheet that the sink wants, row by row.
pub(crate) fn read(
    label: &str,
    input: &mut dyn Input,
    options: &ReadOptions,
    sink: &mut dyn Sink,
) -> Result<Vec<Problem>, Refusal> {
    let deadline = Deadline::new(&options.limits);
    let mut package = open_package(label, &mut *input, &options.limits)?;
    let parts = package_parts(label, &mut package, &options.limits)?;
    let raised = raised_texts(label, &mut package, &parts.texts, &options.limits);
    let mut scanned = Vec::new();
    for sheet in &parts.sheets {
        if sink.wants(&sheet.name) && package.has(&sheet.part) {
            let scan = scan_sheet(label, &mut package, sheet, &raised, &options.limits, deadline)?;
            scanned.push((sheet, scan));
        }
    }
    drop(package);
    let mut workbook: Xlsx<_> = guarded(label, || Xlsx::new(input).map_err(|error| refusal(label, &error)))?;
    for (sheet, mut scan) in scanned {
        sink.begin(sheet_info(sheet, &mut scan));
        let cells = guarded(label, || {
            workbook
                .worksheet_cells_reader(&sheet.name)
                .map_err(|error| refusal(label, &error))
        })?;
        let values = Values::new(parts.is_1904);
        if read_sheet(label, cells, values, scan, deadline, sink)?.is_break() {
            break;
        }
    }
    Ok(Vec::new())
}

fn sheet_info(sheet: &SheetPart, scan: &mut Scan) -> SheetInfo {
    SheetInfo {
        name: plain_name(&sheet.name),
        visibility: sheet.visibility,
        merges: std::mem::take(&mut scan.merges),
        hidden_rows: std::mem::take(&mut scan.hidden_rows),
        hidden_columns: std::mem::take(&mut scan.hidden_columns),
        guessed: None,
    }
}

/// Reads one sheet; `scan` knows what calamine does not tell.
fn read_sheet<'a, R: Read + Seek>(
    label: &str,
    mut reader: XlsxCellReader<'a, R>,
    mut values: Values<'a>,
    scan: Scan,
    mut deadline: Deadline,
    sink: &mut dyn Sink,
) -> Result<ControlFlow<()>, Refusal> {
    let looks: Vec<Look> = reader.styles().iter().map(look).collect();
    let mut rows = Rows::new(sink, scan.left_out);
    loop {
        deadline.step(label)?;
        let next = match guarded(label, || Ok(reader.next_cell_with_style_id()))? {
            Ok(next) => next,
            Err(XlsxError::CellError(_)) => continue,
            Err(error) => return Err(refusal(label, &error)),
        };
        let Some((cell, style)) = next else {
            return rows.finish();
        };
        let (row, column) = cell.get_position();
        let Some(value) = values.of(cell.get_value()) else {
            continue;
        };
        let address = CellAddress::new(row, column);
        let raised = scan.raised.get(&address).cloned().map(CellValue::Text);
        let mut cell = Cell::new(address, raised.unwrap_or(value));
        if let Some(look) = looks.get(style) {
            look.apply(&mut cell);
        }
        if rows.push(cell)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
}

fn look(style: &Style) -> Look {
    let code = style.number_format.as_ref().map(|format| format.format_code.as_str());
    let indent = style.alignment.as_ref().and_then(|alignment| alignment.indent);
    Look::new(code, indent.unwrap_or(0))
}

/// A sheet's name with control characters, which no sheet may have, shown as U+FFFD.
pub(crate) fn plain_name(name: &str) -> Arc<str> {
    let plain = |character: char| {
        if character.is_control() {
            char::REPLACEMENT_CHARACTER
        } else {
            character
        }
    };
    name.chars().map(plain).collect::<String>().into()
}

pub(crate) fn visibility(visible: SheetVisible) -> Visibility {
    match visible {
        SheetVisible::Visible => Visibility::Visible,
        SheetVisible::Hidden => Visibility::Hidden,
        SheetVisible::VeryHidden => Visibility::VeryHidden,
    }
}

fn refusal(label: &str, error: &XlsxError) -> Refusal {
    refuse_damaged(label, error)
}
