//! A place in the text of a formula.

use std::ops::Range;

/// A text and how far it has been read. A copy is a place to come back to.
#[derive(Debug, Clone, Copy)]
pub struct Cursor<'text> {
    text: &'text str,
    position: usize,
}

impl<'text> Cursor<'text> {
    /// The beginning of a text.
    pub const fn new(text: &'text str) -> Self {
        Self { text, position: 0 }
    }

    /// How many bytes have been read.
    pub const fn position(&self) -> usize {
        self.position
    }

    /// What is still to be read.
    pub fn rest(&self) -> &'text str {
        &self.text[self.position..]
    }

    /// The next character.
    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Reads one character.
    pub fn bump(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.position += next.len_utf8();
        Some(next)
    }

    /// Reads `token` if it comes next, in exactly this spelling.
    pub fn eat(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.position += token.len();
        }
        found
    }

    /// Reads as long as the characters please; what was read.
    pub fn take_while(&mut self, mut pleases: impl FnMut(char) -> bool) -> &'text str {
        let rest = self.rest();
        let end = rest.find(|character| !pleases(character)).unwrap_or(rest.len());
        self.position += end;
        &rest[..end]
    }

    /// Reads white space; whether there was any.
    pub fn skip_space(&mut self) -> bool {
        !self
            .take_while(|character| matches!(character, ' ' | '\t' | '\r' | '\n' | '\u{a0}'))
            .is_empty()
    }

    /// Reads a name: a letter, `_` or `\`, then also digits, `.` and `?`. Nothing is read when there is none.
    pub fn take_name(&mut self) -> &'text str {
        match self.peek() {
            Some(first) if first.is_alphabetic() || matches!(first, '_' | '\\') => self.take_while(is_name_part),
            _ => "",
        }
    }

    /// The bytes from a place to here.
    pub const fn span_from(&self, start: usize) -> Range<usize> {
        start..self.position
    }

    /// The bytes of the next character, for an error about it; empty at the end.
    pub fn here(&self) -> Range<usize> {
        self.position..self.position + self.peek().map_or(0, char::len_utf8)
    }

    /// Whether the next character stands between two digits, as a mark of decimals or thousands does.
    pub(crate) fn stands_between_digits(&self) -> bool {
        let before = self.text[..self.position].chars().next_back();
        let behind = self.rest().chars().nth(1);
        [before, behind]
            .iter()
            .all(|next| next.is_some_and(|next| next.is_ascii_digit()))
    }

    /// The next character as messages name it.
    pub fn found(&self) -> String {
        self.peek()
            .map_or_else(|| "the end".to_owned(), |next| format!("`{next}`"))
    }
}

/// Whether a character may stand inside a name.
pub(crate) fn is_name_part(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '.' | '\\' | '?')
}
