//! The points of charts, so that a viewer that never calculates draws them.

use quarterbook_book::Workbook;
use quarterbook_book::workbook::{SheetRange, exact_number};
use quarterbook_data::{CellAddress, CellRange};
use quarterbook_formula::Value;
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesEnd, BytesStart, Event};

use super::{PartError, Xml, write_text};

/// Puts the model's values behind every reference of a chart part.
///
/// Values become numbers only, and a text such as `n.a.` is no point, so that the chart shows a gap;
/// categories become texts unless all of them are numbers; names become texts.
pub(super) fn rewrite(workbook: &Workbook, part: &str) -> Result<Vec<u8>, PartError> {
    let mut reader = Reader::from_str(part);
    let mut xml = Xml::new(Vec::with_capacity(part.len() * 2));
    let mut parents: Vec<String> = Vec::new();
    loop {
        match reader.read_event()? {
            Event::Eof => break,
            Event::Start(start) if is_reference(&start) => {
                let inner = reader.read_text(start.to_end().name())?;
                let formula = formula_in(inner.as_ref())?;
                let range = parse_range(&formula).ok_or_else(|| format!("`{formula}` is not a range"))?;
                let role = parents.last().map_or("", String::as_str);
                write_reference(&mut xml, workbook, role, &formula, &range)?;
            }
            Event::Start(start) => {
                parents.push(start.name().as_ref().to_owned());
                xml.write_event(Event::Start(start))?;
            }
            Event::End(end) => {
                parents.pop();
                xml.write_event(Event::End(end))?;
            }
            Event::Empty(empty) if empty.name().as_ref() == "c:plotVisOnly" => {
                xml.write_event(Event::Empty(empty))?;
                write_missing_points(&mut xml, has_lines_alone(part))?;
            }
            event => xml.write_event(event)?,
        }
    }
    Ok(xml.into_inner())
}

/// Without this element some viewers draw missing points as zero, which is the schema's default. In a chart of
/// lines alone, LibreOffice does so for gaps too: there the line goes on to the next point that is known, as
/// Excel draws lines over `#N/A`.
fn write_missing_points(xml: &mut Xml, is_spanned: bool) -> Result<(), PartError> {
    let mut blanks = BytesStart::new("c:dispBlanksAs");
    blanks.push_attribute(("val", if is_spanned { "span" } else { "gap" }));
    xml.write_event(Event::Empty(blanks))?;
    Ok(())
}

fn has_lines_alone(part: &str) -> bool {
    part.contains("<c:lineChart>") && !part.contains("<c:barChart>")
}

fn is_reference(start: &BytesStart) -> bool {
    ["c:numRef", "c:strRef", "c:multiLvlStrRef"].contains(&start.name().as_ref())
}

/// What stands between `<c:f>` and `</c:f>`.
fn formula_in(reference: &str) -> Result<String, PartError> {
    let (_, rest) = reference.split_once("<c:f>").ok_or("a reference without formula")?;
    let (formula, _) = rest.split_once("</c:f>").ok_or("a formula without end")?;
    Ok(unescape(formula)?.into_owned())
}

fn write_reference(
    xml: &mut Xml,
    workbook: &Workbook,
    role: &str,
    formula: &str,
    range: &SheetRange,
) -> Result<(), PartError> {
    let values = workbook.values(range);
    let is_number = |value: &Value| matches!(value, Value::Number(_));
    let only_numbers =
        values.iter().any(is_number) && values.iter().all(|value| is_number(value) || *value == Value::Blank);
    let numeric = role == "c:val" || (role == "c:cat" && only_numbers);
    let (reference, cache) = if numeric {
        ("c:numRef", "c:numCache")
    } else {
        ("c:strRef", "c:strCache")
    };
    xml.write_event(Event::Start(BytesStart::new(reference)))?;
    write_text(xml, "c:f", formula)?;
    xml.write_event(Event::Start(BytesStart::new(cache)))?;
    if numeric {
        write_text(xml, "c:formatCode", number_format(workbook, range))?;
    }
    let mut count = BytesStart::new("c:ptCount");
    count.push_attribute(("val", values.len().to_string().as_str()));
    xml.write_event(Event::Empty(count))?;
    for (index, value) in values.iter().enumerate() {
        let text = if numeric {
            number_point(value)
        } else {
            text_point(value)
        };
        if let Some(text) = text {
            write_point(xml, index, &text)?;
        }
    }
    xml.write_event(Event::End(BytesEnd::new(cache)))?;
    xml.write_event(Event::End(BytesEnd::new(reference)))?;
    Ok(())
}

fn write_point(xml: &mut Xml, index: usize, text: &str) -> Result<(), PartError> {
    let mut point = BytesStart::new("c:pt");
    point.push_attribute(("idx", index.to_string().as_str()));
    xml.write_event(Event::Start(point))?;
    write_text(xml, "c:v", text)?;
    xml.write_event(Event::End(BytesEnd::new("c:pt")))?;
    Ok(())
}

fn number_point(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(exact_number(*number)),
        _ => None,
    }
}

fn text_point(value: &Value) -> Option<String> {
    match value {
        Value::Blank => None,
        Value::Number(number) => Some(exact_number(*number)),
        Value::Text(text) => Some(crate::escape::cell_text(text).into_owned()),
        Value::Bool(bool) => Some(if *bool { "TRUE" } else { "FALSE" }.to_owned()),
        Value::Error(error) => Some(error.code().to_owned()),
    }
}

/// The number format of the first cell that has one.
fn number_format<'a>(workbook: &'a Workbook, range: &SheetRange) -> &'a str {
    let sheet = workbook.sheet(&range.sheet);
    let format_of = |cell| {
        let cell = sheet?.cells.get(&cell)?;
        let format = workbook.styles.get(cell.style).number_format.as_str();
        (!format.is_empty()).then_some(format)
    };
    range.range.cells().find_map(format_of).unwrap_or("General")
}

/// Reads `'Sheet name'!$B$3:$D$3`.
fn parse_range(formula: &str) -> Option<SheetRange> {
    let (sheet, cells) = formula.rsplit_once('!')?;
    let sheet = match sheet.strip_prefix('\'').and_then(|sheet| sheet.strip_suffix('\'')) {
        Some(quoted) => quoted.replace("''", "'"),
        None => sheet.to_owned(),
    };
    let cells = cells.replace('$', "");
    let (first, last) = cells.split_once(':').unwrap_or((&cells, &cells));
    let first: CellAddress = first.parse().ok()?;
    let last: CellAddress = last.parse().ok()?;
    Some(SheetRange {
        sheet,
        range: CellRange::new(first, last),
    })
}
