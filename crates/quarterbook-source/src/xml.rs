//! The little that is needed of XML: elements one after the other, with their attributes.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use crate::refusal::{Refusal, refuse, refuse_damaged};

/// A part's elements and texts; a document type declaration is refused, since it can declare entities that expand
/// into one another, and no spreadsheet program writes one.
pub(crate) struct Elements<'a, R> {
    label: &'a str,
    part: &'a str,
    reader: Reader<R>,
    buffer: Vec<u8>,
}

impl<'a, R: BufRead> Elements<'a, R> {
    pub(crate) fn new(label: &'a str, part: &'a str, input: R) -> Self {
        let mut reader = Reader::from_reader(input);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.expand_empty_elements = true;
        Self {
            label,
            part,
            reader,
            buffer: Vec::new(),
        }
    }

    /// The next event; `None` at the end of the part.
    pub(crate) fn next(&mut self) -> Result<Option<Event<'_>>, Refusal> {
        self.buffer.clear();
        match self.reader.read_event_into(&mut self.buffer) {
            Ok(Event::Eof) => Ok(None),
            Ok(Event::DocType(_)) => Err(refuse_doctype(self.label, &format!("its part `{}`", self.part))),
            Ok(event) => Ok(Some(event)),
            Err(error) => Err(refuse_damaged(self.label, format!("its part `{}`: {error}", self.part))),
        }
    }
}

/// The value of an attribute by its name without prefix, with its entities resolved.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

/// A part with a document type declaration.
pub(crate) fn refuse_doctype(label: &str, part: &str) -> Refusal {
    refuse(
        label,
        format!("{part} declares a document type, which may make it expand without end"),
        "open it in Excel and save it under a new name, and ask the sender what made it",
    )
}
