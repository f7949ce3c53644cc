//! XML as a tree, for parts small enough to be held whole.

use std::collections::BTreeMap;

use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// An element with what is in it. Names go without their prefix.
#[derive(Debug, Clone, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    attributes: BTreeMap<String, String>,
    pub(crate) children: Vec<Element>,
    /// The text directly in it.
    pub(crate) text: String,
}

impl Element {
    /// The root of a text.
    ///
    /// # Panics
    /// When the text is not well-formed.
    pub(crate) fn root(text: &str) -> Self {
        let mut reader = Reader::from_str(text);
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event().expect("the part is well-formed") {
                Event::Eof => break,
                Event::Start(start) => open.push(Self::begun(&start)),
                Event::Empty(start) => Self::add(&mut open, Self::begun(&start)),
                Event::End(_) => {
                    let done = open.pop().unwrap_or_default();
                    Self::add(&mut open, done);
                }
                Event::Text(text) => Self::write(&mut open, text.as_ref()),
                Event::GeneralRef(reference) => Self::write(&mut open, &format!("&{};", reference.as_ref())),
                _ => {}
            }
        }
        open.pop()
            .and_then(|document| document.children.into_iter().next())
            .unwrap_or_default()
    }

    fn begun(start: &BytesStart) -> Self {
        let attributes = start.attributes().filter_map(Result::ok).map(|attribute| {
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .expect("an attribute can be read");
            (local(attribute.key.as_ref()), value.into_owned())
        });
        Self {
            attributes: attributes.collect(),
            name: local(start.name().as_ref()),
            ..Self::default()
        }
    }

    fn add(open: &mut [Self], element: Self) {
        if let Some(parent) = open.last_mut() {
            parent.children.push(element);
        }
    }

    fn write(open: &mut [Self], text: &str) {
        if let Some(element) = open.last_mut() {
            element.text.push_str(&unescape(text).expect("a text can be read"));
        }
    }

    /// The value of an attribute; empty when it is not there.
    pub(crate) fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    /// The first element of this name directly in it.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// Every element of this name in it, at any depth, in the order they stand.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(self.children.iter().flat_map(move |child| {
            let own = (child.name == name).then_some(child);
            own.into_iter().chain(child.all(name))
        }))
    }
}

fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_owned()
}
