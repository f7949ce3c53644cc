//! Comments of defined names, for the name manager.

use quarterbook_book::Workbook;
use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};

use super::{PartError, Xml};
use crate::escape::plain_text;

/// Adds the comments to the workbook part.
pub(super) fn rewrite(workbook: &Workbook, part: &str) -> Result<Vec<u8>, PartError> {
    let mut reader = Reader::from_str(part);
    let mut xml = Xml::new(Vec::with_capacity(part.len()));
    loop {
        match reader.read_event()? {
            Event::Eof => break,
            Event::Start(mut start) if start.name().as_ref() == "definedName" => {
                let name = start.try_get_attribute("name")?.ok_or("a defined name without name")?;
                let name = name.normalized_value(XmlVersion::Implicit1_0)?.into_owned();
                let known = workbook.names.iter().find(|known| known.name == name);
                if let Some(known) = known.filter(|known| !known.comment.is_empty()) {
                    start.push_attribute(("comment", plain_text(&known.comment).as_str()));
                }
                xml.write_event(Event::Start(start))?;
            }
            event => xml.write_event(event)?,
        }
    }
    Ok(xml.into_inner())
}
