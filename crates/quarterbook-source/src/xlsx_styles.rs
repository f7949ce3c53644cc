//! The cell formats of an xlsx package.

use std::io::{Read, Seek};

use quick_xml::events::{BytesStart, Event};

use crate::Limits;
use crate::cell_format::{Look, NumberFormats};
use crate::refusal::Refusal;
use crate::xml::{Elements, attribute};
use crate::zip_guard::Package;

/// How cells look, by the number that a cell has in its `s`.
pub(crate) fn looks<R: Read + Seek>(
    label: &str,
    package: &mut Package<R>,
    part: &str,
    limits: &Limits,
) -> Result<Vec<Look>, Refusal> {
    let bytes = package.read(label, part, limits)?.unwrap_or_default();
    let mut elements = Elements::new(label, part, bytes.as_slice());
    let mut formats = NumberFormats::default();
    let mut cells: Vec<(u32, u8)> = Vec::new();
    let mut in_cells = false;
    while let Some(event) = elements.next()? {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "numFmt" => {
                    if let (Some(number), Some(code)) =
                        (number(&element, "numFmtId"), attribute(&element, "formatCode"))
                    {
                        formats.declare(number, code);
                    }
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => cells.push((number(&element, "numFmtId").unwrap_or(0), 0)),
                "alignment" if in_cells => {
                    if let (Some((_, indent)), Some(stated)) = (cells.last_mut(), number(&element, "indent")) {
                        *indent = u8::try_from(stated).unwrap_or(0);
                    }
                }
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => in_cells = false,
            _ => {}
        }
    }
    Ok(cells
        .into_iter()
        .map(|(number, indent)| formats.look(number, indent))
        .collect())
}

fn number(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(element, name)?.parse().ok()
}
