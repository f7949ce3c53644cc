//! One pass over the draft's parts that makes it say what the model says.

mod cells;
mod errors;
mod names;
mod points;

use std::io::{Cursor, Read, Write};

use quarterbook_book::{ExportError, Workbook};
use quick_xml::Writer;
use quick_xml::events::Event;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// Why a part could not be rewritten; it would be a defect of this crate, never of the model.
type PartError = Box<dyn std::error::Error>;
/// Where the rewritten XML goes.
type Xml = Writer<Vec<u8>>;

/// The finished file: the draft's parts in their order, with formulas, results, chart points and rich
/// errors from the model. Dates and attributes of the entries are fixed.
pub(crate) fn exact(workbook: &Workbook, draft: &[u8]) -> Result<Vec<u8>, ExportError> {
    rebuild(workbook, draft)
        .map_err(|error| ExportError::new("workbook", format!("the file could not be put together: {error}")))
}

fn rebuild(workbook: &Workbook, draft: &[u8]) -> Result<Vec<u8>, PartError> {
    let mut archive = ZipArchive::new(Cursor::new(draft))?;
    let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(draft.len())));
    let rich_errors = errors::are_needed(workbook);
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index)?;
        let name = entry.name()?.into_owned();
        let mut part = Vec::new();
        entry.read_to_end(&mut part)?;
        let part = match rewritten(workbook, &name, &part, rich_errors)? {
            Some(rewritten) => rewritten,
            None => part,
        };
        add(&mut out, &name, &part)?;
    }
    if rich_errors {
        let has_metadata = archive.index_for_name(errors::METADATA).is_some();
        for (name, part) in errors::parts(has_metadata) {
            add(&mut out, name, part.as_bytes())?;
        }
    }
    Ok(out.finish()?.into_inner())
}

/// The part with the model's content; `None` to leave it as it is.
fn rewritten(workbook: &Workbook, name: &str, part: &[u8], rich_errors: bool) -> Result<Option<Vec<u8>>, PartError> {
    if let Some(number) = number_of(name, "xl/worksheets/sheet") {
        let sheet = workbook
            .sheets
            .get(number - 1)
            .ok_or("a part for a sheet that is not there")?;
        return cells::rewrite(sheet, std::str::from_utf8(part)?).map(Some);
    }
    if number_of(name, "xl/charts/chart").is_some() {
        return points::rewrite(workbook, std::str::from_utf8(part)?).map(Some);
    }
    if name == "xl/workbook.xml" && workbook.names.iter().any(|name| !name.comment.is_empty()) {
        return names::rewrite(workbook, std::str::from_utf8(part)?).map(Some);
    }
    if rich_errors {
        return Ok(errors::rewrite(name, std::str::from_utf8(part)?));
    }
    Ok(None)
}

/// 3 for `xl/worksheets/sheet3.xml`.
fn number_of(name: &str, prefix: &str) -> Option<usize> {
    name.strip_prefix(prefix)?
        .strip_suffix(".xml")?
        .parse()
        .ok()
        .filter(|number| *number > 0)
}

fn add(out: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, part: &[u8]) -> Result<(), PartError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT)
        .system(zip::System::Dos);
    out.start_file(name, options)?;
    out.write_all(part)?;
    Ok(())
}

/// Writes an element that holds text only.
fn write_text(xml: &mut Xml, element: &str, text: &str) -> Result<(), PartError> {
    use quick_xml::events::{BytesEnd, BytesStart, BytesText};
    xml.write_event(Event::Start(BytesStart::new(element)))?;
    xml.write_event(Event::Text(BytesText::new(text)))?;
    xml.write_event(Event::End(BytesEnd::new(element)))?;
    Ok(())
}
