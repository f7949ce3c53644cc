//! The texts of one run, as one long text, so that a span says which file it is in.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use quarterbook_data::{Place, Problem, TextPlace};

use super::lost::Lost;
use crate::template::Located;

/// The book and template texts of one run. Every span of a [`Located`] counts its bytes through all of
/// them, one text behind the other, so that rows of several files can be mixed and still be found again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextFiles {
    files: Vec<TextFile>,
    /// Where keys stand, by their dotted path: `members.product.chips`; of one that stands in several texts, the last.
    keys: BTreeMap<String, Range<usize>>,
    /// What could not be read in them.
    pub(crate) lost: Lost,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct TextFile {
    path: String,
    text: String,
    start: usize,
}

impl TextFiles {
    /// A text that was to be among these is not: any name may be in it.
    pub fn miss_one(&mut self) {
        self.lost.everything();
    }

    /// The problems with names that do not follow from names lost in what could not be read.
    pub fn without_consequences(&self, mut problems: Vec<Problem>) -> Vec<Problem> {
        problems.retain(|problem| !self.lost.explains(problem));
        problems
    }

    /// Adds a text behind the others; the result is where it begins.
    pub(crate) fn add(&mut self, path: &str, text: &str) -> usize {
        let start = self.files.last().map_or(0, |last| last.start + last.text.len() + 1);
        self.files.push(TextFile {
            path: path.to_owned(),
            text: text.to_owned(),
            start,
        });
        start
    }

    /// The place of a span: file, line and column.
    pub fn place(&self, span: Range<usize>) -> Place {
        self.file_at(span.start).map_or(Place::Nowhere, |file| {
            let span = span.start - file.start..span.end.saturating_sub(file.start);
            Place::Text(TextPlace::new(&file.path, &file.text, span))
        })
    }

    /// The place of a text, without its quotation marks.
    pub fn place_of(&self, located: &Located) -> Place {
        self.place_in(located, 0..located.as_str().len())
    }

    /// The place of a part of a text, given in bytes of the text; of the whole text where it is written
    /// with escapes, so that its bytes are not those of the file.
    pub fn place_in(&self, located: &Located, part: Range<usize>) -> Place {
        let span = located.span();
        let written = self.file_at(span.start).and_then(|file| {
            let start = span.start - file.start;
            let written = file.text.get(start..span.end - file.start)?;
            Some(span.start + written.find(located.as_str())?)
        });
        match written {
            Some(start) => self.place(start + part.start..start + part.end),
            None => self.place(span),
        }
    }

    /// The place of a key by its path from the top of its file, such as `["parameters", "horizon"]`; of the nearest
    /// table around it where there is no such key.
    pub fn place_of_key(&self, path: &[&str]) -> Place {
        let spans = (1..=path.len())
            .rev()
            .map(|length| self.keys.get(&path[..length].join(".")));
        spans
            .flatten()
            .next()
            .map_or(Place::Nowhere, |span| self.place(span.clone()))
    }

    /// Notes where the keys of a text stand; those of lists of tables have no path of their own.
    pub(super) fn note_keys(&mut self, root: &DeTable<'_>) {
        self.note_below("", root);
    }

    fn note_below(&mut self, above: &str, table: &DeTable<'_>) {
        for (key, value) in table {
            let path = format!("{above}{}", key.get_ref());
            if let DeValue::Table(inner) = value.get_ref() {
                self.note_below(&format!("{path}."), inner);
            }
            self.keys.insert(path, key.span());
        }
    }

    /// Every text with its path, in the order they were read.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|file| (file.path.as_str(), file.text.as_str()))
    }

    /// Where the last text ends.
    pub(crate) fn end(&self) -> usize {
        self.files.last().map_or(0, |last| last.start + last.text.len())
    }

    fn file_at(&self, byte: usize) -> Option<&TextFile> {
        self.files.iter().rev().find(|file| file.start <= byte)
    }
}
