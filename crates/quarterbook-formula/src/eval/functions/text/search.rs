//! Where a text stands in another: FIND, SEARCH, SUBSTITUTE.

use super::units;
use crate::ErrorValue;

/// FIND: the 1-based place, telling upper from lower case.
///
/// # Errors
/// `#VALUE!` when it is not there or the start lies outside.
pub(super) fn find(needle: &str, text: &str, start: f64) -> Result<f64, ErrorValue> {
    let start = start_byte(text, start)?;
    let found = text[start..].find(needle).ok_or(ErrorValue::Value)?;
    Ok((units::place(text, start + found) + 1) as f64)
}

/// SEARCH: the 1-based place, ignoring case, with `?`, `*` and `~`.
///
/// # Errors
/// As [`find`].
pub(super) fn search(pattern: &str, text: &str, start: f64) -> Result<f64, ErrorValue> {
    let start = start_byte(text, start)?;
    let pattern = parse_pattern(pattern);
    let characters: Vec<char> = text[start..].chars().collect();
    let found = (0..=characters.len())
        .map(|from| (from, start_of(&pattern, &characters[from..])))
        .find(|(_, start)| *start != Start::Differs)
        .filter(|(_, start)| *start == Start::Matches)
        .ok_or(ErrorValue::Value)?
        .0;
    let skipped: usize = characters[..found].iter().map(|character| character.len_utf16()).sum();
    Ok((units::place(text, start) + skipped + 1) as f64)
}

fn start_byte(text: &str, start: f64) -> Result<usize, ErrorValue> {
    let start = start.trunc();
    if start < 1.0 || start > (units::length(text) + 1) as f64 {
        return Err(ErrorValue::Value);
    }
    Ok(units::byte(text, start as usize - 1))
}

#[derive(Clone, Copy, PartialEq)]
enum Piece {
    Character(char),
    AnyOne,
    Any,
}

fn parse_pattern(pattern: &str) -> Vec<Piece> {
    let mut characters = pattern.chars().peekable();
    let mut pieces = Vec::new();
    while let Some(character) = characters.next() {
        pieces.push(match character {
            '?' => Piece::AnyOne,
            '*' => Piece::Any,
            '~' => Piece::Character(fold(
                characters
                    .next_if(|next| matches!(next, '?' | '*' | '~'))
                    .unwrap_or('~'),
            )),
            other => Piece::Character(fold(other)),
        });
    }
    pieces
}

/// How the start of a text compares with a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Start {
    Matches,
    /// A later start may match.
    Differs,
    /// What stands behind a star is nowhere in the text, and so not behind a later start.
    NeverMatches,
}

/// The usual two pointers, so that many stars do not cost exponential time.
fn start_of(pattern: &[Piece], text: &[char]) -> Start {
    let (mut at_piece, mut at_text) = (0, 0);
    let mut last_star = None;
    while at_piece < pattern.len() {
        if pattern[at_piece] == Piece::Any {
            last_star = Some((at_piece, at_text));
            at_piece += 1;
            continue;
        }
        let matches = text.get(at_text).is_some_and(|character| match pattern[at_piece] {
            Piece::Character(wanted) => fold(*character) == wanted,
            Piece::AnyOne | Piece::Any => true,
        });
        if matches {
            at_piece += 1;
            at_text += 1;
        } else if let Some((star, from)) = last_star
            && from < text.len()
        {
            last_star = Some((star, from + 1));
            at_piece = star + 1;
            at_text = from + 1;
        } else if last_star.is_some() {
            return Start::NeverMatches;
        } else {
            return Start::Differs;
        }
    }
    Start::Matches
}

fn fold(character: char) -> char {
    character.to_lowercase().next().unwrap_or(character)
}

/// SUBSTITUTE: every occurrence, or only the 1-based n-th one.
///
/// # Errors
/// `#VALUE!` for an occurrence below 1.
pub(super) fn substitute(text: &str, old: &str, new: &str, occurrence: Option<f64>) -> Result<String, ErrorValue> {
    match occurrence.map(f64::trunc) {
        Some(occurrence) if occurrence < 1.0 => Err(ErrorValue::Value),
        _ if old.is_empty() => Ok(text.to_owned()),
        None => Ok(text.replace(old, new)),
        Some(occurrence) => Ok(match text.match_indices(old).nth(occurrence as usize - 1) {
            Some((at, _)) => format!("{}{new}{}", &text[..at], &text[at + old.len()..]),
            None => text.to_owned(),
        }),
    }
}
