//! Workbooks of LibreOffice: ods.

use std::io::{BufReader, Read, Seek};

use calamine::{Ods, OdsError, Reader};
use quarterbook_data::{MAX_COLUMNS, MAX_ROWS, Problem};
use quick_xml::events::{BytesStart, Event};

use crate::guarded::guarded;
use crate::refusal::{Refusal, refuse_damaged, refuse_limit};
use crate::sink::{SheetInfo, Sink};
use crate::sniff::Input;
use crate::xls::hand_over;
use crate::xlsx::{plain_name, visibility};
use crate::xml::{Elements, attribute};
use crate::zip_guard::{Package, open_package, refuse_encrypted};
use crate::{Limits, ReadOptions};

/// Reads every sheet that the sink wants. The format is held whole while it is read.
pub(crate) fn read(
    label: &str,
    input: &mut dyn Input,
    options: &ReadOptions,
    sink: &mut dyn Sink,
) -> Result<Vec<Problem>, Refusal> {
    let mut package = open_package(label, &mut *input, &options.limits)?;
    check_content(label, &mut package, &options.limits)?;
    drop(package);
    let mut workbook: Ods<_> = guarded(label, || Ods::new(input).map_err(|error| refusal(label, &error)))?;
    for sheet in workbook.sheets_metadata().to_vec() {
        if !sink.wants(&sheet.name) {
            continue;
        }
        let range = guarded(label, || {
            workbook
                .worksheet_range(&sheet.name)
                .map_err(|error| refusal(label, &error))
        })?;
        sink.begin(SheetInfo {
            name: plain_name(&sheet.name),
            visibility: visibility(sheet.visible),
            ..SheetInfo::default()
        });
        if hand_over(&range, false, sink)?.is_break() {
            break;
        }
    }
    Ok(Vec::new())
}

/// What a table will take once its repeated rows and cells are written out, which calamine does.
#[derive(Default)]
struct Extent {
    rows: u64,
    rows_to_last_value: u64,
    row_repeats: u64,
    columns: u64,
    columns_to_last_value: u64,
    widest: u64,
    cell_repeats: u64,
    cell_has_value: bool,
}

impl Extent {
    fn start_row(&mut self, element: &BytesStart<'_>) {
        self.row_repeats = repeats(element, "number-rows-repeated").min(u64::from(MAX_ROWS));
        self.columns = 0;
        self.columns_to_last_value = 0;
    }

    fn start_cell(&mut self, element: &BytesStart<'_>) {
        self.cell_repeats = repeats(element, "number-columns-repeated").min(u64::from(MAX_COLUMNS));
        let holds = |name| attribute(element, name).is_some();
        self.cell_has_value = holds("value-type") || holds("formula");
    }

    fn end_cell(&mut self) {
        self.columns += self.cell_repeats;
        if self.cell_has_value {
            self.columns_to_last_value = self.columns;
        }
    }

    fn end_row(&mut self) {
        self.rows += self.row_repeats;
        if self.columns_to_last_value > 0 {
            self.rows_to_last_value = self.rows;
            self.widest = self.widest.max(self.columns_to_last_value);
        }
    }

    fn cells(&self) -> u64 {
        self.rows_to_last_value.saturating_mul(self.widest)
    }
}

/// Goes once through the content: it must be whole, and small enough once it is written out.
fn check_content<R: Read + Seek>(label: &str, package: &mut Package<R>, limits: &Limits) -> Result<(), Refusal> {
    let part = "content.xml";
    let input = package
        .open(label, part)?
        .ok_or_else(|| refuse_damaged(label, format!("its part `{part}` is missing")))?;
    let mut elements = Elements::new(label, part, BufReader::new(input));
    let mut depth = 0_usize;
    let mut total = 0_u64;
    let mut texts = 0_u64;
    let mut table = Extent::default();
    while let Some(event) = elements.next()? {
        match event {
            Event::Start(element) => {
                depth += 1;
                match element.local_name().as_ref() {
                    "table" => table = Extent::default(),
                    "table-row" => table.start_row(&element),
                    "table-cell" | "covered-table-cell" => table.start_cell(&element),
                    "s" => texts = texts.saturating_add(repeats(&element, "c")),
                    _ => {}
                }
                let length = element.attributes_raw().len() as u64;
                texts = texts.saturating_add(length.saturating_mul(table.copies()));
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                match element.local_name().as_ref() {
                    "table-cell" | "covered-table-cell" => table.end_cell(),
                    "table-row" => table.end_row(),
                    "table" => total = total.saturating_add(table.cells()),
                    _ => {}
                }
            }
            Event::Text(text) => texts = texts.saturating_add((text.len() as u64).saturating_mul(table.copies())),
            _ => {}
        }
        if total > limits.cells || table.cells() > limits.cells {
            let message = format!(
                "its tables span more than {} cells once repeats are written out",
                limits.cells
            );
            return Err(refuse_limit(label, message, "cells"));
        }
        if texts > limits.shared_text_bytes {
            let message = format!(
                "its texts take more than {} bytes once repeats are written out",
                limits.shared_text_bytes
            );
            return Err(refuse_limit(label, message, "shared-text-bytes"));
        }
    }
    // Calamine looks for the end of a note forever.
    if depth > 0 {
        return Err(refuse_damaged(label, format!("its part `{part}` ends too early")));
    }
    Ok(())
}

impl Extent {
    /// How often the cell at hand is written out.
    fn copies(&self) -> u64 {
        if self.cell_has_value {
            self.cell_repeats.max(1).saturating_mul(self.row_repeats.max(1))
        } else {
            1
        }
    }
}

fn repeats(element: &BytesStart<'_>, name: &str) -> u64 {
    attribute(element, name).map_or(1, |text| text.parse().unwrap_or(u64::MAX))
}

fn refusal(label: &str, error: &OdsError) -> Refusal {
    match error {
        OdsError::Password => refuse_encrypted(label),
        error => refuse_damaged(label, error),
    }
}
