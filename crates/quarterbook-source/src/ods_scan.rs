//! A first pass over the content of an ods: how much its tables ask for once repeats are written out, how cells look,
//! what is merged and what is hidden.

use std::io::{BufReader, Read, Seek};
use std::ops::RangeInclusive;
use std::sync::Arc;

use quarterbook_data::{CellAddress, CellRange, MAX_COLUMNS, MAX_ROWS};
use quick_xml::events::{BytesStart, Event};

use crate::Limits;
use crate::cell_format::{CellLooks, Look};
use crate::ods_styles::Styles;
use crate::ods_texts::CellText;
use crate::raised::RaisedCells;
use crate::refusal::{Refusal, refuse_damaged, refuse_limit};
use crate::xlsx_scan::add_stretch;
use crate::xml::{Elements, attribute};
use crate::zip_guard::Package;

/// What a first pass finds about a table.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) merges: Vec<CellRange>,
    pub(crate) hidden_rows: Vec<RangeInclusive<u32>>,
    pub(crate) hidden_columns: Vec<RangeInclusive<u32>>,
    pub(crate) looks: CellLooks,
    /// The looks that its cells have.
    pub(crate) kinds: Vec<Look>,
    /// The styles of its columns, where its cells have none.
    column_styles: Vec<(u64, Arc<str>)>,
    /// The text of the cell at hand.
    text: Option<CellText>,
    pub(crate) raised: RaisedCells,
    extent: Extent,
}

/// What a table takes once its repeated rows and cells are written out, which calamine does.
#[derive(Debug, Default)]
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

/// Goes once through the content: it must be whole, and small enough once it is written out. The tables come in the
/// order of their tabs.
pub(crate) fn scan_content<R: Read + Seek>(
    label: &str,
    package: &mut Package<R>,
    limits: &Limits,
) -> Result<Vec<Table>, Refusal> {
    let part = "content.xml";
    let mut styles = Styles::default();
    styles.read_part(label, package, limits)?;
    let input = package
        .open(label, part)?
        .ok_or_else(|| refuse_damaged(label, format!("its part `{part}` is missing")))?;
    let mut elements = Elements::new(label, part, BufReader::new(input));
    let mut depth = 0_usize;
    let mut room = Room::default();
    let mut tables = Vec::new();
    let mut table = Table::default();
    while let Some(event) = elements.next()? {
        match &event {
            Event::Start(element) => {
                depth += 1;
                if element.local_name().as_ref() == "table" {
                    table = Table::default();
                }
                table.start(element, &styles);
                room.start(element, &table.extent);
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                table.end(element.local_name().as_ref());
                if element.local_name().as_ref() == "table" {
                    room.cells = room.cells.saturating_add(table.extent.cells());
                    tables.push(std::mem::take(&mut table));
                }
            }
            Event::Text(text) => room.add_text(text.len(), &table.extent),
            _ => {}
        }
        if let Some(text) = &mut table.text {
            text.take(&event, &styles);
        }
        styles.take(&event);
        room.check(label, &table.extent, limits)?;
    }
    // Calamine looks for the end of a note forever.
    if depth > 0 {
        return Err(refuse_damaged(label, format!("its part `{part}` ends too early")));
    }
    Ok(tables)
}

/// How much the tables take together.
#[derive(Default)]
struct Room {
    cells: u64,
    texts: u64,
}

impl Room {
    fn start(&mut self, element: &BytesStart<'_>, extent: &Extent) {
        if element.local_name().as_ref() == "s" {
            self.texts = self.texts.saturating_add(repeats(element, "c"));
        }
        self.add_text(element.attributes_raw().len(), extent);
    }

    fn add_text(&mut self, length: usize, extent: &Extent) {
        let copies = (length as u64).saturating_mul(extent.copies());
        self.texts = self.texts.saturating_add(copies);
    }

    fn check(&self, label: &str, extent: &Extent, limits: &Limits) -> Result<(), Refusal> {
        if self.cells > limits.cells || extent.cells() > limits.cells {
            let message = format!(
                "its tables span more than {} cells once repeats are written out",
                limits.cells
            );
            return Err(refuse_limit(label, message, "cells"));
        }
        if self.texts > limits.shared_text_bytes {
            let message = format!(
                "its texts take more than {} bytes once repeats are written out",
                limits.shared_text_bytes
            );
            return Err(refuse_limit(label, message, "shared-text-bytes"));
        }
        Ok(())
    }
}

impl Table {
    fn start(&mut self, element: &BytesStart<'_>, styles: &Styles) {
        match element.local_name().as_ref() {
            "table-column" => self.columns(element),
            "table-row" => {
                self.extent.start_row(element);
                if is_hidden(element) {
                    let first = self.extent.rows as u32;
                    let last = self.extent.rows + self.extent.row_repeats.max(1) - 1;
                    add_stretch(&mut self.hidden_rows, first..=last.min(u64::from(MAX_ROWS - 1)) as u32);
                }
            }
            "table-cell" => {
                self.extent.start_cell(element);
                self.merge(element);
                self.look(element, styles);
                self.text = Some(CellText::default());
            }
            "covered-table-cell" => self.extent.start_cell(element),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "table-cell" | "covered-table-cell" => {
                self.raise();
                self.extent.end_cell();
            }
            "table-row" => self.extent.end_row(),
            _ => {}
        }
    }

    /// Where the cell at hand stands; `None` beyond the sheet.
    fn address(&self) -> Option<CellAddress> {
        let row = u32::try_from(self.extent.rows).ok()?;
        let address = CellAddress::new(row, u32::try_from(self.extent.columns).ok()?);
        address.is_on_grid().then_some(address)
    }

    fn columns(&mut self, element: &BytesStart<'_>) {
        let before = self.column_styles.last().map_or(0, |(end, _)| *end);
        let end = before.saturating_add(repeats(element, "number-columns-repeated").min(u64::from(MAX_COLUMNS)));
        let style = attribute(element, "default-cell-style-name").unwrap_or_default();
        self.column_styles.push((end, style.into()));
        if is_hidden(element) && end > before && before < u64::from(MAX_COLUMNS) {
            let last = end.min(u64::from(MAX_COLUMNS)) - 1;
            add_stretch(&mut self.hidden_columns, before as u32..=last as u32);
        }
    }

    /// Keeps what is raised of the text of the cell at hand.
    fn raise(&mut self) {
        let found = self.text.take().and_then(CellText::stretches);
        if let (Some(stretches), Some(first)) = (found, self.address()) {
            let reach =
                |from: u32, repeats: u64, most: u32| from + (repeats.max(1) - 1).min(u64::from(most - 1 - from)) as u32;
            let last = CellAddress::new(
                reach(first.row, self.extent.row_repeats, MAX_ROWS),
                reach(first.column, self.extent.cell_repeats, MAX_COLUMNS),
            );
            self.raised.add(CellRange::new(first, last), stretches);
        }
    }

    fn merge(&mut self, element: &BytesStart<'_>) {
        let span = |name| repeats(element, name).max(1);
        let (rows, columns) = (span("number-rows-spanned"), span("number-columns-spanned"));
        let Some(first) = self.address().filter(|_| rows > 1 || columns > 1) else {
            return;
        };
        let last = |from: u32, length: u64, most: u32| (u64::from(from) + length - 1).min(u64::from(most - 1)) as u32;
        let last = CellAddress::new(
            last(first.row, rows, MAX_ROWS),
            last(first.column, columns, MAX_COLUMNS),
        );
        self.merges.push(CellRange::new(first, last));
    }

    fn look(&mut self, element: &BytesStart<'_>, styles: &Styles) {
        let Some(address) = self.address().filter(|_| self.extent.cell_has_value) else {
            return;
        };
        let own = attribute(element, "style-name");
        let column = || {
            let at = self
                .column_styles
                .partition_point(|(end, _)| *end <= self.extent.columns);
            self.column_styles.get(at).map(|(_, style)| style.to_string())
        };
        let mut look = styles.look(&own.or_else(column).unwrap_or_default());
        if look.number_format.is_none()
            && let Some(currency) = attribute(element, "currency")
        {
            look = Look::new(Some(&format!("[${currency}] General")), look.indent);
        }
        let known = self.kinds.iter().position(|kind| *kind == look);
        let place = known.unwrap_or(self.kinds.len());
        if known.is_none() {
            self.kinds.push(look);
        }
        let columns = self.extent.cell_repeats.min(u64::from(MAX_COLUMNS - address.column)) as u32;
        for column in address.column..address.column + columns {
            self.looks.add(CellAddress::new(address.row, column), place as u32);
        }
    }
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
        self.columns = self.columns.saturating_add(self.cell_repeats);
        if self.cell_has_value {
            self.columns_to_last_value = self.columns;
        }
        self.cell_has_value = false;
    }

    fn end_row(&mut self) {
        self.rows = self.rows.saturating_add(self.row_repeats);
        if self.columns_to_last_value > 0 {
            self.rows_to_last_value = self.rows;
            self.widest = self.widest.max(self.columns_to_last_value);
        }
    }

    fn cells(&self) -> u64 {
        self.rows_to_last_value.saturating_mul(self.widest)
    }

    /// How often the cell at hand is written out.
    fn copies(&self) -> u64 {
        if self.cell_has_value {
            self.cell_repeats.max(1).saturating_mul(self.row_repeats.max(1))
        } else {
            1
        }
    }
}

/// Collapsed by hand, or left out by a filter.
fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "visibility").is_some_and(|visibility| visibility != "visible")
}

fn repeats(element: &BytesStart<'_>, name: &str) -> u64 {
    attribute(element, name).map_or(1, |text| text.parse().unwrap_or(u64::MAX))
}
