//! Texts as the parts of an Excel file hold them.

use std::borrow::Cow;
use std::fmt::Write;

/// A text as a formula, its result or a note holds it, before XML escaping.
///
/// In those places `_x0041_` stands for `A` (ECMA-376 part 1, 22.9.2.19 `ST_Xstring`), so the underscore
/// of a text that happens to look like that is written as `_x005F_`, and the characters XML cannot hold
/// are written that way too. `rust_xlsxwriter` does the same for the texts of cells, and only for those.
pub(crate) fn cell_text(text: &str) -> Cow<'_, str> {
    let needs_care = text.contains("_x") || text.chars().any(is_unwritable);
    if !needs_care {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for (index, character) in text.char_indices() {
        let looks_escaped = character == '_' && looks_escaped(&text[index..]);
        if looks_escaped || is_unwritable(character) {
            let _ = write!(escaped, "_x{:04X}_", u32::from(character));
        } else {
            escaped.push(character);
        }
    }
    Cow::Owned(escaped)
}

/// A text for places that know no escapes, such as chart titles and file properties: what XML cannot
/// hold becomes a space.
pub(crate) fn plain_text(text: &str) -> String {
    text.chars()
        .map(|character| if is_unwritable(character) { ' ' } else { character })
        .collect()
}

fn is_unwritable(character: char) -> bool {
    matches!(character, '\0'..='\u{8}' | '\u{B}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

fn looks_escaped(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7 && bytes[1] == b'x' && bytes[2..6].iter().all(u8::is_ascii_hexdigit) && bytes[6] == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_look_like_escapes_or_markup_stay_what_they_are() {
        let cases = [
            ("收入 & <b>", "收入 & <b>"),
            ("_x0041_", "_x005F_x0041_"),
            ("a_x00e9_b", "a_x005F_x00e9_b"),
            ("_x41_ _xyz", "_x41_ _xyz"),
            ("bell\u{7}", "bell_x0007_"),
            ("two\r\nlines", "two_x000D_\nlines"),
            ("\u{FFFE}", "_xFFFE_"),
        ];
        for (text, expected) in cases {
            assert_eq!(cell_text(text), expected);
        }
    }
}
