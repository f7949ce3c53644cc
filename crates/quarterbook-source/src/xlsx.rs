//! Excel workbooks in Office Open XML: xlsx and xlsm.

use std::collections::{BTreeMap, VecDeque};
use std::io::{Read, Seek};
use std::ops::ControlFlow;
use std::sync::Arc;

use calamine::{Reader, Sheet, SheetType, SheetVisible, Style, Xlsx, XlsxCellReader, XlsxError};
use quarterbook_data::{CellAddress, Problem};

use crate::guarded::guarded;
use crate::refusal::{Refusal, refuse_damaged};
use crate::sink::{Rows, SheetInfo, Sink};
use crate::sniff::Input;
use crate::value::cell_value;
use crate::xlsx_parts::{SheetPart, sheet_parts};
use crate::xlsx_scan::{Scan, scan_sheet};
use crate::zip_guard::open_package;
use crate::{Cell, CellValue, ReadOptions, Visibility};

/// Reads every sheet that the sink wants, row by row.
pub(crate) fn read(
    label: &str,
    input: &mut dyn Input,
    options: &ReadOptions,
    sink: &mut dyn Sink,
) -> Result<Vec<Problem>, Refusal> {
    let mut package = open_package(label, &mut *input, &options.limits)?;
    let parts = sheet_parts(label, &mut package, &options.limits)?;
    let mut scans = BTreeMap::new();
    for sheet in &parts {
        if sink.wants(&sheet.name) && package.has(&sheet.part) {
            let scan = scan_sheet(label, &mut package, sheet, &options.limits)?;
            scans.insert(sheet.name.clone(), scan);
        }
    }
    drop(package);
    let mut workbook: Xlsx<_> = guarded(label, || Xlsx::new(input).map_err(|error| refusal(label, &error)))?;
    let is_1904 = workbook.has_1904_epoch();
    let listed = workbook.sheets_metadata().to_vec();
    for (part, listed) in worksheets(&parts, &listed, sink) {
        let Some(mut scan) = scans.remove(&part.name) else {
            continue;
        };
        sink.begin(sheet_info(&part.name, listed.visible, &mut scan));
        let cells = guarded(label, || {
            workbook
                .worksheet_cells_reader(&part.name)
                .map_err(|error| refusal(label, &error))
        })?;
        let mut left_out = || Ok(std::mem::take(&mut scan.left_out));
        if read_sheet(label, cells, is_1904, &mut left_out, sink)?.is_break() {
            break;
        }
    }
    Ok(Vec::new())
}

/// The worksheets that the sink wants, in the order of their tabs, as the package and as calamine lists them.
pub(crate) fn worksheets<'a>(
    parts: &'a [SheetPart],
    listed: &'a [Sheet],
    sink: &dyn Sink,
) -> Vec<(&'a SheetPart, &'a Sheet)> {
    let is_sheet = |part: &SheetPart, sheet: &Sheet| sheet.name == part.name && sheet.typ == SheetType::WorkSheet;
    parts
        .iter()
        .filter(|part| sink.wants(&part.name))
        .filter_map(|part| Some((part, listed.iter().find(|sheet| is_sheet(part, sheet))?)))
        .collect()
}

fn sheet_info(name: &str, visible: SheetVisible, scan: &mut Scan) -> SheetInfo {
    SheetInfo {
        name: plain_name(name),
        visibility: visibility(visible),
        merges: std::mem::take(&mut scan.merges),
        hidden_rows: std::mem::take(&mut scan.hidden_rows),
        hidden_columns: std::mem::take(&mut scan.hidden_columns),
    }
}

/// Reads one sheet. `left_out` gives the error cells whose literals calamine does not know; it is asked at the
/// first of them.
pub(crate) fn read_sheet<R: Read + Seek>(
    label: &str,
    mut reader: XlsxCellReader<'_, R>,
    is_1904: bool,
    left_out: &mut dyn FnMut() -> Result<VecDeque<Cell>, Refusal>,
    sink: &mut dyn Sink,
) -> Result<ControlFlow<()>, Refusal> {
    let looks: Vec<Look> = reader.styles().iter().map(Look::of).collect();
    let mut rows = Rows::new(sink, VecDeque::new());
    loop {
        let next = match guarded(label, || Ok(reader.next_cell_with_style_id()))? {
            Ok(next) => next,
            Err(XlsxError::CellError(_)) => {
                rows.put_back(left_out()?);
                continue;
            }
            Err(error) => return Err(refusal(label, &error)),
        };
        let Some((cell, style)) = next else {
            return rows.finish();
        };
        let (row, column) = cell.get_position();
        let Some(value) = cell_value(cell.get_value(), is_1904) else {
            continue;
        };
        let mut cell = Cell::new(CellAddress::new(row, column), value);
        if let Some(look) = looks.get(style) {
            look.apply(&mut cell);
        }
        if rows.push(cell)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
}

/// What a cell format says about how a cell looks.
struct Look {
    number_format: Option<Arc<str>>,
    indent: u8,
}

impl Look {
    fn of(style: &Style) -> Self {
        let code = style.number_format.as_ref().map(|format| format.format_code.as_str());
        let indent = style.alignment.as_ref().and_then(|alignment| alignment.indent);
        Self {
            number_format: code.filter(|code| *code != "General").map(Arc::from),
            indent: indent.unwrap_or(0),
        }
    }

    fn apply(&self, cell: &mut Cell) {
        if matches!(cell.value, CellValue::Number(_) | CellValue::Date(_)) {
            cell.number_format.clone_from(&self.number_format);
        }
        cell.indent = self.indent;
    }
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

pub(crate) fn refusal(label: &str, error: &XlsxError) -> Refusal {
    refuse_damaged(label, error)
}
