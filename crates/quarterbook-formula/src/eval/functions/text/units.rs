//! Texts measured in UTF-16 units, as Excel counts characters.

/// How many units the text has.
pub(super) fn length(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.encode_utf16().count()
    }
}

/// `count` units from a 0-based one on; a half of a pair of units that is cut apart becomes U+FFFD.
pub(super) fn slice(text: &str, start: usize, count: usize) -> String {
    if text.is_ascii() {
        let start = start.min(text.len());
        let end = start.saturating_add(count).min(text.len());
        return text[start..end].to_owned();
    }
    let units: Vec<u16> = text.encode_utf16().skip(start).take(count).collect();
    String::from_utf16_lossy(&units)
}

/// The place of a byte, in units.
pub(super) fn place(text: &str, byte: usize) -> usize {
    length(&text[..byte])
}

/// The byte at which a unit stands; the end of the text beyond it.
pub(super) fn byte(text: &str, unit: usize) -> usize {
    if text.is_ascii() {
        return unit.min(text.len());
    }
    let mut units = 0;
    text.char_indices()
        .find(|(_, character)| {
            let here = units >= unit;
            units += character.len_utf16();
            here
        })
        .map_or(text.len(), |(byte, _)| byte)
}
