//! The texts of an xlsx package: the table that its cells share, and how a text is written in XML.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Read, Seek};
use std::sync::Arc;

use quick_xml::escape::unescape;

use crate::Limits;
use crate::markup::{Markup, Tag};
use crate::raised::superscript;
use crate::refusal::{Refusal, refuse_damaged};
use crate::zip_guard::Package;

/// The table of texts, in order. Its size was looked at before.
pub(crate) fn shared_texts<R: Read + Seek>(
    label: &str,
    package: &mut Package<R>,
    part: &str,
    limits: &Limits,
) -> Result<Vec<Arc<str>>, Refusal> {
    let mut texts = Vec::new();
    each_text(label, package, part, limits, &mut |text, _| texts.push(text.into()))?;
    Ok(texts)
}

/// The texts of the table with raised characters, by their places: calamine tells such marks from no digits. A table
/// that cannot be walked through is left to it.
pub(crate) fn raised_texts<R: Read + Seek>(
    label: &str,
    package: &mut Package<R>,
    part: &str,
    limits: &Limits,
) -> BTreeMap<usize, Arc<str>> {
    let mut raised = BTreeMap::new();
    let mut next = 0;
    let walked = each_text(label, package, part, limits, &mut |text, is_raised| {
        if is_raised {
            raised.insert(next, text.into());
        }
        next += 1;
    });
    walked.map(|()| raised).unwrap_or_default()
}

/// Shows each text of the table, and whether characters of it are raised.
fn each_text<R: Read + Seek>(
    label: &str,
    package: &mut Package<R>,
    part: &str,
    limits: &Limits,
    take: &mut dyn FnMut(String, bool),
) -> Result<(), Refusal> {
    let damaged = |what: String| refuse_damaged(label, format!("its part `{part}`: {what}"));
    let Some(input) = package.open(label, part)? else {
        return Ok(());
    };
    let mut markup = Markup::new(input, limits.text_bytes);
    let mut text = RichText::default();
    let mut inside = Inside::Before;
    while let Some(tag) = markup.next().map_err(|error| damaged(error.to_string()))? {
        if inside == Inside::Text {
            text.take(&tag).map_err(&damaged)?;
        }
        if !tag.is_element() {
            continue;
        }
        let empty = tag.opens() && tag.closes();
        inside = match (inside, tag.name(), tag.opens()) {
            (Inside::Before, b"sst", true) if empty => Inside::Behind,
            (Inside::Before, b"sst", true) => Inside::Table,
            (Inside::Table, b"si", true) if !empty => Inside::Text,
            (Inside::Table | Inside::Text, b"si", opens) if opens == empty => {
                let is_raised = text.is_raised();
                take(text.finish(), is_raised);
                Inside::Table
            }
            (Inside::Table, b"sst", false) => Inside::Behind,
            (Inside::Text, b"si", true) | (Inside::Table, b"r" | b"t" | b"si", _) => {
                return Err(damaged("its tags are out of place".to_owned()));
            }
            (before, _, _) => before,
        };
    }
    if inside == Inside::Behind {
        Ok(())
    } else {
        Err(damaged("it ends too early".to_owned()))
    }
}

/// Where in the table of texts a walk stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    Before,
    Table,
    Text,
    Behind,
}

/// A text in one piece or in runs, `<t>` or `<r><t>`, without the readings in `<rPh>`. Raised runs are footnote marks:
/// their digits become superscripts.
#[derive(Debug, Default)]
pub(crate) struct RichText {
    whole: String,
    piece: String,
    in_piece: bool,
    in_reading: bool,
    keeps_blanks: bool,
    raised: Raised,
}

/// Whether the run at hand is raised, and whether any was.
#[derive(Debug, Default)]
struct Raised {
    run: bool,
    any: bool,
}

impl RichText {
    /// Takes the next tag inside `<si>` or `<is>`; `Err` says what cannot be read.
    pub(crate) fn take(&mut self, tag: &Tag<'_>) -> Result<(), String> {
        if self.in_piece {
            self.piece.push_str(&plain(tag.text)?);
            if let Some(data) = tag.character_data() {
                self.piece.push_str(&String::from_utf8_lossy(data));
            }
            if tag.is_element() && (tag.name() != b"t" || tag.opens()) {
                return Err("a tag stands inside a text".to_owned());
            }
        }
        match tag.name() {
            b"r" => self.raised.run = false,
            b"vertAlign" => self.raised.run = tag.attribute("val") == Some("superscript"),
            b"rPh" => self.in_reading = tag.opens() && !tag.closes(),
            b"t" if tag.opens() && !tag.closes() => {
                self.in_piece = !self.in_reading;
                self.keeps_blanks = tag.attribute("xml:space") == Some("preserve");
            }
            b"t" if self.in_piece => {
                self.in_piece = false;
                let blanks: &[char] = if self.keeps_blanks {
                    &[]
                } else {
                    &[' ', '\t', '\r', '\n']
                };
                let piece = unescaped(self.piece.trim_matches(blanks));
                if self.raised.run {
                    self.whole.push_str(&superscript(&piece));
                    self.raised.any = true;
                } else {
                    self.whole.push_str(&piece);
                }
                self.piece.clear();
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether a run of the text so far is raised.
    pub(crate) fn is_raised(&self) -> bool {
        self.raised.any
    }

    /// The text so far; the next one begins.
    pub(crate) fn finish(&mut self) -> String {
        self.piece.clear();
        self.in_piece = false;
        self.in_reading = false;
        self.raised = Raised::default();
        std::mem::take(&mut self.whole)
    }
}

/// A text as it stands in the part, with its entities resolved and its line ends as line feeds.
pub(crate) fn plain(raw: &[u8]) -> Result<Cow<'_, str>, String> {
    let text = std::str::from_utf8(raw).map_err(|error| error.to_string())?;
    if !raw.iter().any(|byte| matches!(byte, b'&' | b'\r')) {
        return Ok(Cow::Borrowed(text));
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    match unescape(&text) {
        Ok(plain) => Ok(Cow::Owned(plain.into_owned())),
        Err(error) => Err(error.to_string()),
    }
}

/// A text with Excel's own escapes, `_x000D_`, resolved. See ECMA-376 part 1, 22.9.2.19 `ST_Xstring`.
pub(crate) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        if let Some((unit, after)) = escape(rest) {
            units.push(unit);
            rest = after;
        } else {
            units.extend(next.encode_utf16(&mut [0; 2]).iter());
            rest = &rest[next.len_utf8()..];
        }
    }
    Cow::Owned(String::from_utf16_lossy(&units))
}

/// The code unit of an escape at the start of a text, and what follows.
fn escape(text: &str) -> Option<(u16, &str)> {
    let (digits, after) = text.strip_prefix("_x")?.split_at_checked(4)?;
    let after = after.strip_prefix('_')?;
    let is_hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let unit = u16::from_str_radix(digits, 16).ok().filter(|_| is_hexadecimal)?;
    Some((unit, after))
}
