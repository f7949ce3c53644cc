//! A first pass over an xlsx sheet: what calamine does not tell, and what would bring its reader down.

use std::collections::VecDeque;
use std::io::{BufReader, Read, Seek};
use std::ops::RangeInclusive;
use std::sync::Arc;

use quarterbook_data::{CellAddress, CellRange, MAX_COLUMNS, MAX_ROWS, Place, Problem};
use quick_xml::events::{BytesStart, Event};

use crate::refusal::{Refusal, refuse_damaged};
use crate::value::is_classic_error;
use crate::xlsx_parts::SheetPart;
use crate::xml::{Elements, attribute};
use crate::zip_guard::Package;
use crate::{Cell, CellValue, Limits};

/// What a first pass over a sheet finds.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    pub(crate) hidden_rows: Vec<RangeInclusive<u32>>,
    pub(crate) hidden_columns: Vec<RangeInclusive<u32>>,
    pub(crate) merges: Vec<CellRange>,
    /// Error cells that calamine leaves out, in reading order.
    pub(crate) left_out: VecDeque<Cell>,
    /// How many cells the sheet lists, empty ones too.
    pub(crate) cells: u64,
}

/// Where the pass stands.
struct Position<'a> {
    label: &'a str,
    sheet: &'a str,
    row: u32,
    column: u32,
    /// Whether a cell has been placed by counting, since it does not say where it stands.
    counted: bool,
}

/// Goes once through a sheet's part.
pub(crate) fn scan_sheet<R: Read + Seek>(
    label: &str,
    package: &mut Package<R>,
    sheet: &SheetPart,
    limits: &Limits,
) -> Result<Scan, Refusal> {
    let input = package
        .open(label, &sheet.part)?
        .ok_or_else(|| refuse_damaged(label, format!("the part of sheet {} is missing", sheet.name)))?;
    let mut elements = Elements::new(label, &sheet.part, BufReader::new(input));
    let mut scan = Scan::default();
    let mut at = Position {
        label,
        sheet: &sheet.name,
        row: 0,
        column: 0,
        counted: false,
    };
    let mut in_error = false;
    let mut in_value = false;
    while let Some(event) = elements.next()? {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "c" => {
                    at.place_cell(&element)?;
                    scan.cells += 1;
                    in_error = attribute(&element, "t").is_some_and(|kind| kind == "e");
                }
                "v" => in_value = true,
                "row" => at.place_row(&element, &mut scan.hidden_rows)?,
                "col" => hidden_column(&element, &mut scan.hidden_columns),
                "mergeCell" => scan.merges.extend(at.merge(&element)?),
                "dimension" => at.check_dimension(&element)?,
                _ => {}
            },
            Event::Text(text) => {
                at.check_text(text.len() as u64, limits)?;
                if in_error && in_value && !is_classic_error(&text) {
                    let literal: Arc<str> = (*text).into();
                    let address = CellAddress::new(at.row, at.column);
                    scan.left_out.push_back(Cell::new(address, CellValue::Error(literal)));
                }
            }
            Event::End(element) => match element.local_name().as_ref() {
                "v" => in_value = false,
                "c" => at.column += 1,
                "row" => {
                    at.row += 1;
                    at.column = 0;
                }
                _ => {}
            },
            _ => {}
        }
    }
    // Calamine counts on from the cell before an error it does not know, and so misplaces what follows.
    if at.counted && !scan.left_out.is_empty() {
        let message =
            "its cells do not say where they stand, and one of them is an error that only newer programs know";
        return Err(at.refuse(message));
    }
    scan.merges.sort_unstable();
    Ok(scan)
}

impl Position<'_> {
    fn place_row(&mut self, element: &BytesStart<'_>, hidden: &mut Vec<RangeInclusive<u32>>) -> Result<(), Refusal> {
        if let Some(text) = attribute(element, "r") {
            let number = text.parse::<u32>().ok().filter(|row| (1..=MAX_ROWS).contains(row));
            let number =
                number.ok_or_else(|| self.refuse(format!("row `{text}` lies beyond the last row, {MAX_ROWS}")))?;
            self.row = number - 1;
        }
        self.column = 0;
        if self.row >= MAX_ROWS {
            return Err(self.refuse(format!("it has more than {MAX_ROWS} rows")));
        }
        if is_hidden(element) {
            add_stretch(hidden, self.row..=self.row);
        }
        Ok(())
    }

    fn place_cell(&mut self, element: &BytesStart<'_>) -> Result<(), Refusal> {
        if let Some(text) = attribute(element, "r") {
            let address: CellAddress = text
                .parse()
                .map_err(|_| self.refuse(format!("cell `{text}` lies beyond the sheet, which ends at XFD1048576")))?;
            (self.row, self.column) = (address.row, address.column);
        } else {
            self.counted = true;
        }
        if self.column >= MAX_COLUMNS {
            return Err(self.refuse(format!("row {} has more than {MAX_COLUMNS} cells", self.row + 1)));
        }
        Ok(())
    }

    fn merge(&self, element: &BytesStart<'_>) -> Result<Option<CellRange>, Refusal> {
        attribute(element, "ref").map(|text| self.range(&text)).transpose()
    }

    fn check_dimension(&self, element: &BytesStart<'_>) -> Result<(), Refusal> {
        let Some(text) = attribute(element, "ref") else {
            return Ok(());
        };
        let range = self.range(&text)?;
        if text.contains(':') && !text.starts_with(&range.first.to_string()) {
            return Err(self.refuse(format!("it says it spans `{text}`, which is no range")));
        }
        Ok(())
    }

    fn range(&self, text: &str) -> Result<CellRange, Refusal> {
        let (first, last) = text.split_once(':').unwrap_or((text, text));
        match (first.parse(), last.parse()) {
            (Ok(first), Ok(last)) => Ok(CellRange::new(first, last)),
            _ => Err(self.refuse(format!(
                "range `{text}` lies beyond the sheet, which ends at XFD1048576"
            ))),
        }
    }

    fn check_text(&self, length: u64, limits: &Limits) -> Result<(), Refusal> {
        if length <= limits.text_bytes {
            return Ok(());
        }
        let cell = CellAddress::new(self.row, self.column);
        Err(self.refuse(format!(
            "a text of {length} bytes stands at or after {cell}; {} are allowed",
            limits.text_bytes
        )))
    }

    fn refuse(&self, message: impl Into<String>) -> Refusal {
        let place = Place::Sheet {
            file: self.label.to_owned(),
            sheet: self.sheet.to_owned(),
        };
        Problem::error(message)
            .at(place)
            .hint("open the file in Excel, save it under a new name, and ask the sender what made it")
            .into()
    }
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "hidden").is_some_and(|hidden| matches!(hidden.as_str(), "1" | "true" | "on"))
}

fn hidden_column(element: &BytesStart<'_>, hidden: &mut Vec<RangeInclusive<u32>>) {
    let number = |name| attribute(element, name)?.parse::<u32>().ok()?.checked_sub(1);
    if let (true, Some(first), Some(last)) = (is_hidden(element), number("min"), number("max")) {
        add_stretch(hidden, first..=last.min(MAX_COLUMNS - 1));
    }
}

/// Adds a stretch after the others, and to the last one when they touch.
fn add_stretch(stretches: &mut Vec<RangeInclusive<u32>>, stretch: RangeInclusive<u32>) {
    match stretches.last_mut() {
        Some(last) if last.end() + 1 == *stretch.start() => *last = *last.start()..=*stretch.end(),
        _ => stretches.push(stretch),
    }
}
