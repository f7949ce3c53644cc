//! Cells and conditional formats of a worksheet part.

use quarterbook_book::workbook::{Condition, ConditionalFormat, Content, Formula, Sheet, exact_number};
use quarterbook_data::CellAddress;
use quarterbook_formula::Value;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};
use quick_xml::{Reader, XmlVersion};

use super::{PartError, Xml, errors, write_text};
use crate::draft::is_lost_as_string;
use crate::escape::cell_text;

/// Puts formulas as stored, typed results and the conditions of conditional formats into a part.
///
/// Cells that hold plain numbers, texts and booleans pass through. Everything is found by its address;
/// a conditional format by its priority, which is its place in the sheet's list.
pub(super) fn rewrite(sheet: &Sheet, part: &str) -> Result<Vec<u8>, PartError> {
    let mut reader = Reader::from_str(part);
    let mut xml = Xml::new(Vec::with_capacity(part.len()));
    let mut rule = None;
    loop {
        match reader.read_event()? {
            Event::Eof => break,
            Event::Start(start) if start.name().as_ref() == "c" => {
                let address: CellAddress = attribute(&start, "r")?.parse()?;
                if let Some(content) = owned(sheet, address) {
                    reader.read_to_end(start.to_end().name())?;
                    write_cell(&mut xml, &start, content)?;
                } else {
                    xml.write_event(Event::Start(start))?;
                }
            }
            Event::Start(start) if start.name().as_ref() == "cfRule" => {
                rule = rule_of(sheet, &start)?;
                xml.write_event(Event::Start(start))?;
            }
            Event::Start(start) if start.name().as_ref() == "formula" => match rule.take().and_then(condition) {
                Some(condition) => {
                    reader.read_to_end(start.to_end().name())?;
                    write_text(&mut xml, "formula", &cell_text(&condition))?;
                }
                None => xml.write_event(Event::Start(start))?,
            },
            event => xml.write_event(event)?,
        }
    }
    Ok(xml.into_inner())
}

/// What this pass writes itself: results `rust_xlsxwriter` would guess, and texts it would drop.
fn owned(sheet: &Sheet, address: CellAddress) -> Option<&Content> {
    let content = &sheet.cells.get(&address)?.content;
    match content {
        Content::Formula(_) | Content::Error(_) => Some(content),
        Content::Text(text) if is_lost_as_string(text) => Some(content),
        _ => None,
    }
}

fn write_cell(xml: &mut Xml, draft: &BytesStart, content: &Content) -> Result<(), PartError> {
    let value = content.value();
    let mut start = BytesStart::new("c");
    start.push_attribute(("r", attribute(draft, "r")?.as_str()));
    if let Ok(style) = attribute(draft, "s") {
        start.push_attribute(("s", style.as_str()));
    }
    let (kind, text) = typed(&value);
    if let Some(kind) = kind {
        start.push_attribute(("t", kind));
    }
    if let Content::Formula(Formula { spill: Some(_), .. }) = content {
        start.push_attribute(("cm", "1"));
    }
    if let Some(index) = errors::value_metadata(&value) {
        start.push_attribute(("vm", index));
    }
    xml.write_event(Event::Start(start))?;
    if let Content::Formula(formula) = content {
        write_formula(xml, formula)?;
    }
    write_text(xml, "v", &text)?;
    xml.write_event(Event::End(BytesEnd::new("c")))?;
    Ok(())
}

fn write_formula(xml: &mut Xml, formula: &Formula) -> Result<(), PartError> {
    let mut start = BytesStart::new("f");
    if let Some(spill) = formula.spill {
        start.push_attribute(("t", "array"));
        start.push_attribute(("ref", spill.to_string().as_str()));
    }
    xml.write_event(Event::Start(start))?;
    xml.write_event(Event::Text(BytesText::new(&cell_text(&formula.stored))))?;
    xml.write_event(Event::End(BytesEnd::new("f")))?;
    Ok(())
}

/// The `t` attribute and the content of `v`.
fn typed(value: &Value) -> (Option<&'static str>, String) {
    match value {
        // The model's formulas have results; 0 is what Excel makes of a blank one.
        Value::Blank => (None, "0".to_owned()),
        Value::Number(number) => (None, exact_number(*number)),
        Value::Text(text) => (Some("str"), cell_text(text).into_owned()),
        Value::Bool(bool) => (Some("b"), u8::from(*bool).to_string()),
        Value::Error(error) => (Some("e"), errors::literal(*error).to_owned()),
    }
}

fn rule_of<'a>(sheet: &'a Sheet, start: &BytesStart) -> Result<Option<&'a ConditionalFormat>, PartError> {
    let priority: usize = attribute(start, "priority")?.parse()?;
    Ok(priority
        .checked_sub(1)
        .and_then(|index| sheet.conditional_formats.get(index)))
}

/// The formula of a condition, written for the first cell of the range.
fn condition(format: &ConditionalFormat) -> Option<String> {
    let cell = format.range.first;
    match &format.condition {
        Condition::Positive => Some(format!("AND(ISNUMBER({cell}),{cell}>0)")),
        Condition::Negative => Some(format!("AND(ISNUMBER({cell}),{cell}<0)")),
        Condition::TextIs(text) => Some(format!("{cell}=\"{}\"", text.replace('"', "\"\""))),
        Condition::Formula(formula) => Some(formula.clone()),
        Condition::DataBar(_) => None,
    }
}

/// The value of an attribute that is there.
fn attribute(start: &BytesStart, name: &str) -> Result<String, PartError> {
    let attribute = start
        .try_get_attribute(name)?
        .ok_or_else(|| format!("`{name}` is missing"))?;
    Ok(attribute.normalized_value(XmlVersion::Implicit1_0)?.into_owned())
}
