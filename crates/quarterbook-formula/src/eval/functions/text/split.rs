//! Texts taken apart at delimiters: TEXTBEFORE, TEXTAFTER, TEXTSPLIT.

use super::units;
use crate::ErrorValue;

/// What TEXTBEFORE and TEXTAFTER take beside text and delimiters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Choice {
    /// Which delimiter, 1-based; negative from the end.
    pub(super) instance: f64,
    pub(super) ignore_case: bool,
    /// Whether the end of the text (its start, from the end) counts as a delimiter.
    pub(super) match_end: bool,
}

/// Which side of the delimiter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    After,
}

/// The text on one side of a delimiter; `None` when there is no such delimiter.
///
/// # Errors
/// `#VALUE!` for an instance of 0 or beyond the text.
pub(super) fn beside(
    text: &str,
    delimiters: &[String],
    choice: Choice,
    side: Side,
) -> Result<Option<String>, ErrorValue> {
    let instance = choice.instance.trunc();
    if instance == 0.0 || instance.abs() > units::length(text).max(1) as f64 {
        return Err(ErrorValue::Value);
    }
    let from_end = instance < 0.0;
    let mut places = delimiter_places(text, delimiters, choice.ignore_case);
    if delimiters.iter().any(String::is_empty) {
        // An empty delimiter stands at once at the side from which is searched.
        let at = if from_end { text.len() } else { 0 };
        places = vec![(at, at)];
    }
    if from_end {
        places.reverse();
    }
    if choice.match_end {
        let end = if from_end { 0 } else { text.len() };
        places.push((end, end));
    }
    Ok(places.get(instance.abs() as usize - 1).map(|(start, end)| match side {
        Side::Before => text[..*start].to_owned(),
        Side::After => text[*end..].to_owned(),
    }))
}

/// The pieces of a text between delimiters.
pub(super) fn pieces<'a>(text: &'a str, delimiters: &[String], ignore_case: bool) -> Vec<&'a str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (from, to) in delimiter_places(text, delimiters, ignore_case) {
        pieces.push(&text[start..from]);
        start = to;
    }
    pieces.push(&text[start..]);
    pieces
}

/// Where delimiters start and end, from the left; where several fit the longest counts.
fn delimiter_places(text: &str, delimiters: &[String], ignore_case: bool) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let longest = delimiters
            .iter()
            .filter_map(|delimiter| prefix_length(&text[at..], delimiter, ignore_case))
            .filter(|length| *length > 0)
            .max();
        if let Some(length) = longest {
            places.push((at, at + length));
            at += length;
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    places
}

/// How many bytes of the text a prefix takes, when it is one.
fn prefix_length(text: &str, prefix: &str, ignore_case: bool) -> Option<usize> {
    if !ignore_case {
        return text.starts_with(prefix).then_some(prefix.len());
    }
    let mut rest = text.chars();
    for wanted in prefix.chars() {
        let character = rest.next()?;
        if !character.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    Some(text.len() - rest.as_str().len())
}
