//! The text of an ods cell as calamine puts it together, as far as to know which of its characters are raised.

use quick_xml::events::Event;

use crate::ods_styles::Styles;
use crate::raised::Stretches;
use crate::xml::attribute;

/// The text of the cell at hand.
#[derive(Debug, Default)]
pub(crate) struct CellText {
    /// Its length so far in UTF-16 code units.
    length: usize,
    paragraphs: usize,
    /// The spans at hand, each with whether it is raised.
    spans: Vec<bool>,
    /// How deep in a note of the cell, which is no part of its text.
    in_note: usize,
    raised: Vec<std::ops::Range<usize>>,
}

impl CellText {
    /// Takes the next event inside the cell.
    pub(crate) fn take(&mut self, event: &Event<'_>, styles: &Styles) {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "annotation" => self.in_note += 1,
                _ if self.in_note > 0 => {}
                "p" => {
                    self.add(usize::from(self.paragraphs > 0));
                    self.paragraphs += 1;
                }
                "span" => {
                    let style = attribute(element, "style-name");
                    self.spans.push(style.is_some_and(|style| styles.is_raised(&style)));
                }
                "s" => self.add(attribute(element, "c").map_or(1, |count| count.parse().unwrap_or(1))),
                "tab" | "line-break" => self.add(1),
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "annotation" => self.in_note = self.in_note.saturating_sub(1),
                "span" if self.in_note == 0 => drop(self.spans.pop()),
                _ => {}
            },
            Event::Text(text) => self.add(text.xml10_content().encode_utf16().count()),
            Event::GeneralRef(_) => self.add(1),
            _ => {}
        }
    }

    /// The raised stretches of the text; `None` where there are none.
    pub(crate) fn stretches(self) -> Option<Stretches> {
        (!self.raised.is_empty()).then(|| self.raised.into())
    }

    fn add(&mut self, units: usize) {
        if self.in_note > 0 || units == 0 {
            return;
        }
        let stretch = self.length..self.length.saturating_add(units);
        self.length = stretch.end;
        if !self.spans.contains(&true) {
            return;
        }
        match self.raised.last_mut() {
            Some(last) if last.end == stretch.start => last.end = stretch.end,
            _ => self.raised.push(stretch),
        }
    }
}
