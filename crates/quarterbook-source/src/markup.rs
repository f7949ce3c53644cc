//! The tags of an XML part, one after the other, as bytes: a first look at sheets of hundreds of megabytes in a
//! third of the time a parser takes. Nothing is resolved and nothing is checked but lengths.

use std::io::{self, BufRead, Read};

/// Walks from tag to tag.
pub(crate) struct Markup<R> {
    input: R,
    limit: u64,
    text: Vec<u8>,
    tag: Vec<u8>,
}

/// A tag, with the text before it.
pub(crate) struct Tag<'a> {
    /// What stands between the previous tag and this one, as it stands.
    pub(crate) text: &'a [u8],
    inside: &'a [u8],
}

impl<R: BufRead> Markup<R> {
    /// A walk that fails on a text or a tag of more than `limit` bytes.
    pub(crate) fn new(input: R, limit: u64) -> Self {
        Self {
            input,
            limit,
            text: Vec::new(),
            tag: Vec::new(),
        }
    }

    /// The next tag; `None` at the end of the part. Comments and processing instructions are tags too.
    /// Fails with [`io::ErrorKind::FileTooLarge`] where something is longer than the limit.
    pub(crate) fn next(&mut self) -> io::Result<Option<Tag<'_>>> {
        self.text.clear();
        self.tag.clear();
        if !self.read_to(b'<', Part::Text)? {
            return Ok(None);
        }
        while self.read_to(b'>', Part::Tag)? {
            if is_whole(&self.tag) {
                return Ok(Some(Tag {
                    text: &self.text,
                    inside: &self.tag,
                }));
            }
            self.tag.push(b'>');
        }
        Ok(None)
    }

    /// Reads up to a mark and leaves it out; `false` when the part ends first.
    fn read_to(&mut self, mark: u8, part: Part) -> io::Result<bool> {
        let buffer = match part {
            Part::Text => &mut self.text,
            Part::Tag => &mut self.tag,
        };
        let left = (self.limit + 1).saturating_sub(buffer.len() as u64);
        let read = self.input.by_ref().take(left).read_until(mark, buffer)?;
        if read > 0 && buffer.last() == Some(&mark) {
            buffer.pop();
            return Ok(true);
        }
        if buffer.len() as u64 > self.limit {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(false)
    }
}

#[derive(Clone, Copy)]
enum Part {
    Text,
    Tag,
}

/// Whether a tag that was read up to a `>` ends there: one in quotes or in a comment does not end it.
fn is_whole(tag: &[u8]) -> bool {
    if tag.starts_with(b"!--") {
        return tag.len() >= 5 && tag.ends_with(b"--");
    }
    if tag.starts_with(b"![CDATA[") {
        return tag.ends_with(b"]]");
    }
    let mut quote = None;
    for byte in tag {
        match quote {
            None if matches!(byte, b'"' | b'\'') => quote = Some(*byte),
            Some(open) if open == *byte => quote = None,
            _ => {}
        }
    }
    quote.is_none()
}

impl<'a> Tag<'a> {
    /// Its name without prefix and without the stroke of an end tag.
    pub(crate) fn name(&self) -> &'a [u8] {
        let name = self.inside.strip_prefix(b"/").unwrap_or(self.inside);
        let end = name.iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'/');
        let name = &name[..end.unwrap_or(name.len())];
        name.iter()
            .position(|byte| *byte == b':')
            .map_or(name, |colon| &name[colon + 1..])
    }

    /// Whether it opens an element; `<c/>` opens one and closes it.
    pub(crate) fn opens(&self) -> bool {
        !self.inside.starts_with(b"/")
    }

    /// Whether it closes an element.
    pub(crate) fn closes(&self) -> bool {
        self.inside.starts_with(b"/") || self.inside.ends_with(b"/")
    }

    /// Whether it declares a document type.
    pub(crate) fn is_doctype(&self) -> bool {
        self.inside.starts_with(b"!DOCTYPE")
    }

    /// The raw value of an attribute; `None` when there is none, or when it is not plain text.
    pub(crate) fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes()
            .find_map(|(key, value)| (key == name.as_bytes()).then_some(value)?)
    }

    /// Its attributes with their prefixes and raw values.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = (&'a [u8], Option<&'a str>)> + use<'a> {
        let mut rest = self.inside;
        std::iter::from_fn(move || {
            let equals = rest.iter().position(|byte| *byte == b'=')?;
            let key = rest[..equals].trim_ascii();
            let start = key
                .iter()
                .rposition(u8::is_ascii_whitespace)
                .map_or(0, |blank| blank + 1);
            let quoted = rest[equals + 1..].trim_ascii_start();
            let (quote, value) = quoted.split_first()?;
            let end = value.iter().position(|byte| byte == quote)?;
            rest = &value[end + 1..];
            Some((&key[start..], std::str::from_utf8(&value[..end]).ok()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_apart_whatever_stands_in_quotes_and_comments() {
        let part = r#"<?xml version="1.0"?><x:c r = "A1" t='e'><!-- <row> > --><v a="x>y">1 &gt; 0</v ><![CDATA[<c>]]></x:c><c/>"#;
        let mut markup = Markup::new(part.as_bytes(), 100);
        let mut seen = Vec::new();
        while let Some(tag) = markup.next().unwrap() {
            let attributes: Vec<String> = tag
                .attributes()
                .map(|(key, value)| format!("{}={}", String::from_utf8_lossy(key), value.unwrap_or("?")))
                .collect();
            let text = String::from_utf8_lossy(tag.text);
            let name = String::from_utf8_lossy(tag.name());
            seen.push(format!(
                "{text}|{name}|{}|{}|{}",
                tag.opens(),
                tag.closes(),
                attributes.join(" ")
            ));
        }
        let expected = [
            "|?xml|true|false|version=1.0",
            "|c|true|false|r=A1 t=e",
            "|!--|true|false|",
            "|v|true|false|a=x>y",
            "1 &gt; 0|v|false|true|",
            "|![CDATA[<c>]]|true|false|",
            "|c|false|true|",
            "|c|true|true|",
        ];
        assert_eq!(seen, expected);
    }

    #[test]
    fn a_part_that_ends_inside_a_tag_ends_the_walk() {
        for part in ["<a", "<a b=\">", "<!-- >", "<![CDATA[>]"] {
            assert!(Markup::new(part.as_bytes(), 100).next().unwrap().is_none(), "{part}");
        }
    }

    #[test]
    fn a_text_or_tag_beyond_the_limit_stops_the_walk() {
        for part in [
            "<a>12345678901<b>",
            "<a 12345678901>",
            "<!-- 1234567890123",
            "<a b=\">>>>>>>>>>>>>>\">",
        ] {
            let mut markup = Markup::new(part.as_bytes(), 10);
            let error = loop {
                match markup.next() {
                    Ok(Some(_)) => {}
                    Ok(None) => panic!("{part} is read to its end"),
                    Err(error) => break error,
                }
            };
            assert_eq!(error.kind(), io::ErrorKind::FileTooLarge, "{part}");
        }
    }
}
