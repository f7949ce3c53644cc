//! The tags of an XML part, one after the other, as bytes: a walk through sheets of hundreds of megabytes in a
//! fifth of the time a parser takes. Nothing is resolved and nothing is checked but lengths.

use std::io::{self, Read};

use crate::chunks::Chunks;

/// Walks from tag to tag.
pub(crate) struct Markup<R> {
    bytes: Chunks<R>,
    limit: usize,
}

/// A tag, with the text before it.
pub(crate) struct Tag<'a> {
    /// What stands between the previous tag and this one, as it stands.
    pub(crate) text: &'a [u8],
    inside: &'a [u8],
    name: &'a [u8],
}

impl<R: Read> Markup<R> {
    /// A walk that fails on a text or a tag of more than `limit` bytes.
    pub(crate) fn new(input: R, limit: u64) -> Self {
        Self {
            bytes: Chunks::new(input),
            limit: usize::try_from(limit).unwrap_or(usize::MAX / 4),
        }
    }

    /// The next tag; `None` at the end of the part. Comments and processing instructions are tags too.
    /// Fails with [`io::ErrorKind::FileTooLarge`] where something is longer than the limit.
    pub(crate) fn next(&mut self) -> io::Result<Option<Tag<'_>>> {
        let mut walked = 0;
        let opens = loop {
            let rest = &self.bytes.rest()[walked..];
            match rest.iter().position(|byte| *byte == b'<') {
                Some(at) => break walked + at,
                None => walked += rest.len(),
            }
            if walked > self.limit {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
            if !self.bytes.refill()? {
                return Ok(None);
            }
        };
        let mut ending = Ending::default();
        let length = loop {
            let rest = &self.bytes.rest()[opens + 1..];
            match ending.find(rest) {
                Some(length) => break length,
                None if rest.len() > self.limit => return Err(io::ErrorKind::FileTooLarge.into()),
                None => {}
            }
            if !self.bytes.refill()? {
                return Ok(None);
            }
        };
        if opens > self.limit || length > self.limit {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let (text, tag) = self.bytes.pass(opens + 1 + length + 1).split_at(opens);
        Ok(Some(Tag::new(text, &tag[1..=length])))
    }

    /// The text of the `<v>` behind a cell's tag, where it and the end of the cell stand as all programs write them:
    /// `<v>12.5</v></c>`. Most of a sheet is this, and so is passed in one step; all else is left to [`Self::next`].
    pub(crate) fn value_of_cell(&mut self) -> Option<&[u8]> {
        const OPENS: &[u8] = b"<v>";
        const CLOSES: &[u8] = b"</v></c>";
        let rest = self.bytes.rest().strip_prefix(OPENS)?;
        let length = rest.iter().position(|byte| *byte == b'<')?;
        if length > self.limit || !rest[length..].starts_with(CLOSES) {
            return None;
        }
        let passed = self.bytes.pass(OPENS.len() + length + CLOSES.len());
        Some(&passed[OPENS.len()..OPENS.len() + length])
    }
}

/// Looks for the `>` that ends a tag: one in quotes or in a comment does not end it. Goes on where it stopped when
/// more of the tag is there.
#[derive(Default)]
struct Ending {
    seen: usize,
    quote: Option<u8>,
}

impl Ending {
    /// The length of the tag, given all that is there of it.
    fn find(&mut self, tag: &[u8]) -> Option<usize> {
        let closed_by: &[u8] = match tag {
            [b'!', b'-', b'-', ..] => b"--",
            [b'!', b'[', ..] => b"]]",
            _ => return self.find_unquoted(tag),
        };
        let opening = if closed_by == b"--" { 3 } else { 8 };
        let from = self.seen.max(opening + closed_by.len());
        let found = (from..tag.len()).find(|at| tag[*at] == b'>' && tag[..*at].ends_with(closed_by));
        self.seen = tag.len().max(self.seen);
        found
    }

    fn find_unquoted(&mut self, tag: &[u8]) -> Option<usize> {
        let mut quote = self.quote;
        let found = tag.get(self.seen..)?.iter().position(|byte| {
            match quote {
                None if *byte == b'>' => return true,
                None if matches!(byte, b'"' | b'\'') => quote = Some(*byte),
                Some(open) if open == *byte => quote = None,
                _ => {}
            }
            false
        });
        self.quote = quote;
        let before = std::mem::replace(&mut self.seen, tag.len());
        found.map(|at| before + at)
    }
}

impl<'a> Tag<'a> {
    fn new(text: &'a [u8], inside: &'a [u8]) -> Self {
        let name = inside.strip_prefix(b"/").unwrap_or(inside);
        let end = name.iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'/');
        let name = &name[..end.unwrap_or(name.len())];
        let colon = name.iter().position(|byte| *byte == b':');
        let name = colon.map_or(name, |colon| &name[colon + 1..]);
        Self { text, inside, name }
    }

    /// Its name without prefix and without the stroke of an end tag.
    pub(crate) fn name(&self) -> &'a [u8] {
        self.name
    }

    /// Whether it opens an element; `<c/>` opens one and closes it.
    pub(crate) fn opens(&self) -> bool {
        !self.inside.starts_with(b"/")
    }

    /// Whether it closes an element.
    pub(crate) fn closes(&self) -> bool {
        self.inside.starts_with(b"/") || self.inside.ends_with(b"/")
    }

    /// Whether it is an element's, and no comment, instruction or declaration.
    pub(crate) fn is_element(&self) -> bool {
        !self.inside.starts_with(b"!") && !self.inside.starts_with(b"?")
    }

    /// What a `<![CDATA[…]]>` holds.
    pub(crate) fn character_data(&self) -> Option<&'a [u8]> {
        self.inside.strip_prefix(b"![CDATA[")?.strip_suffix(b"]]")
    }

    /// Whether it declares a document type.
    pub(crate) fn is_doctype(&self) -> bool {
        self.inside.starts_with(b"!DOCTYPE")
    }

    /// The raw value of an attribute; `None` when there is none, or when it is not plain text.
    pub(crate) fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut values = self.attributes().filter(|(key, _)| *key == name.as_bytes());
        values.find_map(|(_, value)| std::str::from_utf8(value).ok())
    }

    /// Its attributes with their prefixes and raw values.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = (&'a [u8], &'a [u8])> + use<'a> {
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
            Some((&key[start..], &value[..end]))
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
                .map(|(key, value)| [key, b"=", value].concat())
                .map(|attribute| String::from_utf8_lossy(&attribute).into_owned())
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
    fn a_plain_value_is_passed_with_the_end_of_its_cell() {
        let cells = [
            ("<v>1</v></c><c>", Some("1"), "c"),
            ("<v></v></c><c>", Some(""), "c"),
            ("<v>1</v ></c>", None, "v"),
            ("<v>1</v> </c>", None, "v"),
            ("<v>1<!-- --></v></c>", None, "v"),
            ("<f>1</f><v>1</v></c>", None, "f"),
            ("<v>12345678901</v></c>", None, "v"),
            ("<v>1</v></c", None, "v"),
        ];
        for (part, value, next) in cells {
            let mut markup = Markup::new(b"<c>".as_slice().chain(part.as_bytes()), 10);
            markup.next().unwrap();
            markup.bytes.refill().unwrap();
            let text = markup
                .value_of_cell()
                .map(|text| String::from_utf8_lossy(text).into_owned());
            assert_eq!(text.as_deref(), value, "{part}");
            assert_eq!(markup.next().unwrap().unwrap().name(), next.as_bytes(), "{part}");
        }
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
