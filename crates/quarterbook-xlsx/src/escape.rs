//! Texts as the parts of an Excel file hold them.

use std::borrow::Cow;
use std::fmt::Write;

/// A text as a cell, a formula or a note holds it, before XML escaping.
///
/// In those places `_x0041_` stands for `A` (ECMA-376 part 1, 22.9.2.19 `ST_Xstring`), so the underscore
/// of a text that happens to look like that is written as `_x005F_`; so are the characters XML cannot
/// hold. A leading `<` is written so too: `rust_xlsxwriter` takes `<r>…</r>` for formatted text.
pub(crate) fn cell_text(text: &str) -> Cow<'_, str> {
    let needs_care = text.starts_with('<') || text.contains("_x") || text.chars().any(is_unwritable);
    if !needs_care {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for (index, character) in text.char_indices() {
        let special = is_unwritable(character)
            || (index == 0 && character == '<')
            || (character == '_' && looks_escaped(&text[index..]));
        if special {
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
            ("<r><t>x</t></r>", "_x003C_r><t>x</t></r>"),
            ("\u{FFFE}", "_xFFFE_"),
        ];
        for (text, expected) in cases {
            assert_eq!(cell_text(text), expected);
        }
    }
}
