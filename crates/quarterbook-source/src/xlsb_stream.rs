//! Ledgers in xlsb: their cells taken straight from the records of a sheet's part, in one walk and row by row.
//!
//! Calamine trusts what records say, so that it may see them only after a walk of their own. That walk takes as long as
//! reading their values; so here the values are read on it, and what is read is what calamine would read.

use std::collections::VecDeque;
use std::io::{Read, Seek};
use std::ops::ControlFlow;
use std::sync::Arc;

use quarterbook_data::{CellAddress, Problem};

use crate::allowance::{Allowance, Deadline};
use crate::cell_format::{Look, Meaning};
use crate::refusal::{Refusal, refuse_damaged};
use crate::sink::{Rows, SheetInfo, Sink};
use crate::sniff::Input;
use crate::value::{number_value, serial_value};
use crate::xlsb_records::{Records, each_record, number, wide_text};
use crate::xlsb_scan::{
    COLUMNS, RICH_TEXT, ROW, cell_looks, check_texts, hidden_columns, is_hidden_row, listed, literal,
};
use crate::xlsb_texts::Fonts;
use crate::xlsx::plain_name;
use crate::xlsx_parts::SheetPart;
use crate::xlsx_scan::add_stretch;
use crate::zip_guard::{Package, open_package};
use crate::{Cell, CellValue, Limits, ReadOptions};

const BLANK: u16 = 1;
const SHORT_NUMBER: u16 = 2;
const ERROR: u16 = 3;
const BOOL: u16 = 4;
const NUMBER: u16 = 5;
const TEXT: u16 = 6;
const SHARED_TEXT: u16 = 7;
const FORMULA_TEXT: u16 = 8;
const FORMULA_NUMBER: u16 = 9;
const FORMULA_BOOL: u16 = 10;
const FORMULA_ERROR: u16 = 11;
const TEXT_OF_TABLE: u16 = 19;
const DATA: u16 = 145;
const DATA_END: u16 = 146;

/// Reads every sheet that the sink wants, row by row. What is wrong further down is found only there, so that rows
/// may have been handed over before a refusal.
pub(crate) fn read(
    label: &str,
    input: &mut dyn Input,
    options: &ReadOptions,
    sink: &mut dyn Sink,
) -> Result<Vec<Problem>, Refusal> {
    let limits = &options.limits;
    let deadline = Deadline::new(limits);
    let mut package = open_package(label, input, limits)?;
    check_texts(label, &mut package, limits)?;
    let listed = listed(label, &mut package, limits)?;
    let fonts = Fonts::read(label, &mut package, limits)?;
    let shared = Shared {
        texts: shared_texts(label, &mut package, &fonts, limits)?,
        fonts,
        looks: cell_looks(label, &mut package, limits)?,
        is_1904: listed.is_1904,
    };
    let sheets = listed.sheets.iter().filter(|sheet| is_worksheet(sheet));
    for sheet in sheets {
        if !sink.wants(&sheet.name) {
            continue;
        }
        sink.begin(SheetInfo {
            name: plain_name(&sheet.name),
            visibility: sheet.visibility,
            ..SheetInfo::default()
        });
        let allowance = Allowance::new(label, &sheet.name, limits, deadline);
        if read_sheet(&shared, &mut package, sheet, allowance, sink)?.is_break() {
            break;
        }
    }
    Ok(Vec::new())
}

fn is_worksheet(sheet: &SheetPart) -> bool {
    sheet.part.split('/').nth(1) == Some("worksheets")
}

fn shared_texts<R: Read + Seek>(
    label: &str,
    package: &mut Package<R>,
    fonts: &Fonts,
    limits: &Limits,
) -> Result<Vec<Arc<str>>, Refusal> {
    let mut texts = Vec::new();
    each_record(label, package, "xl/sharedStrings.bin", limits, |kind, data| {
        if kind == TEXT_OF_TABLE {
            texts.push(fonts.text(data)?.into());
        }
        Some(())
    })?;
    Ok(texts)
}

fn read_sheet<R: Read + Seek>(
    shared: &Shared,
    package: &mut Package<R>,
    sheet: &SheetPart,
    mut allowance: Allowance<'_>,
    sink: &mut dyn Sink,
) -> Result<ControlFlow<()>, Refusal> {
    allowance.check()?;
    let (label, limits) = (allowance.label, allowance.limits);
    let cut_off = || refuse_damaged(label, format!("its part `{}` ends too early", sheet.part));
    let input = package.open(label, &sheet.part)?.ok_or_else(cut_off)?;
    let mut records = Records::new(label, &sheet.part, limits, input);
    let mut rows = Rows::new(&mut *sink, VecDeque::new());
    let (mut rows_hidden, mut columns_hidden) = (Vec::new(), Vec::new());
    let (mut row, mut in_data) = (0, false);
    loop {
        let (kind, data) = records.next()?.ok_or_else(cut_off)?;
        let empty = allowance.empty();
        allowance.pass()?;
        match kind {
            DATA => in_data = true,
            DATA_END => break,
            COLUMNS => hidden_columns(data)
                .into_iter()
                .for_each(|hidden| add_stretch(&mut columns_hidden, hidden)),
            ROW if in_data => {
                let is_hidden = is_hidden_row(data);
                row = number(data, 0).ok_or_else(|| records.refuse(kind))?;
                if is_hidden {
                    add_stretch(&mut rows_hidden, row..=row);
                }
            }
            BLANK..=FORMULA_ERROR | RICH_TEXT if in_data => {
                let cell = shared.cell(row, kind, data).ok_or_else(|| records.refuse(kind))?;
                if !holds_nothing(kind, &cell) {
                    allowance.give_back(empty);
                    if rows.push(cell)?.is_break() {
                        return Ok(ControlFlow::Break(()));
                    }
                }
            }
            _ => {}
        }
    }
    let flow = rows.finish()?;
    sink.hide(rows_hidden, columns_hidden);
    Ok(flow)
}

fn holds_nothing(kind: u16, cell: &Cell) -> bool {
    kind == BLANK || cell.value.text() == Some("")
}

/// What all sheets of a package share.
struct Shared {
    texts: Vec<Arc<str>>,
    fonts: Fonts,
    looks: Vec<Look>,
    is_1904: bool,
}

impl Shared {
    /// The cell of a record; `None` for one that cannot be right.
    fn cell(&self, row: u32, kind: u16, data: &[u8]) -> Option<Cell> {
        let address = CellAddress::new(row, number(data, 0)?);
        // The format has three bytes; the fourth holds a flag.
        let look = self.looks.get((number(data, 4)? & 0x00ff_ffff) as usize);
        let is_date = look.is_some_and(|look| look.meaning == Meaning::Date);
        let mut cell = Cell::new(address, self.value(kind, data, is_date)?);
        if let Some(look) = look {
            look.apply(&mut cell);
        }
        address.is_on_grid().then_some(cell)
    }

    fn value(&self, kind: u16, data: &[u8], is_date: bool) -> Option<CellValue> {
        let of_number = |number| {
            if is_date {
                serial_value(number, self.is_1904)
            } else {
                number_value(number)
            }
        };
        Some(match kind {
            SHORT_NUMBER => of_number(short_number(number(data, 8)?)),
            NUMBER | FORMULA_NUMBER => of_number(f64::from_le_bytes(data.get(8..16)?.try_into().ok()?)),
            BOOL | FORMULA_BOOL => CellValue::Bool(*data.get(8)? != 0),
            ERROR | FORMULA_ERROR => CellValue::Error(literal(*data.get(8)?).into()),
            SHARED_TEXT => CellValue::Text(Arc::clone(self.texts.get(number(data, 8)? as usize)?)),
            RICH_TEXT => CellValue::Text(self.fonts.text(data.get(8..)?)?.into()),
            TEXT | FORMULA_TEXT => CellValue::Text(wide_text(data, 8)?.0.into()),
            // A blank cell, which only has a format.
            _ => CellValue::Bool(false),
        })
    }
}

/// A number in four bytes ([MS-XLSB] 2.5.122 `RkNumber`): the upper half of a double or an integer of 30 bits, and whether
/// it is to be divided by 100.
fn short_number(bits: u32) -> f64 {
    let number = if bits & 2 == 0 {
        f64::from_bits(u64::from(bits & !3) << 32)
    } else {
        f64::from((bits as i32) >> 2)
    };
    if bits & 1 == 0 { number } else { number / 100.0 }
}
