//! How wide a column has to be for a text.

use unicode_width::UnicodeWidthChar;

/// Room between the text and the cell's edges.
const MARGIN: f64 = 0.8;
/// A full-width character is one em; at 11 points that is 14.7 pixels, and a digit is 7.
const FULL_WIDTH: f64 = 2.1;
/// Bold type of the default font is about this much wider.
const BOLD: f64 = 1.07;

/// The column width that shows a text without clipping, in characters of the default font at its default
/// size, as Excel counts column widths; for another size, scale it by the size over 11 points.
///
/// It is an estimate on the safe side that depends on the text alone: a Chinese character counts as a
/// little over two digits, capitals and wide letters count more than one. Of several lines the longest
/// counts. An empty text needs 0.
pub fn display_width(text: &str, bold: bool) -> f64 {
    let widest = text
        .lines()
        .map(|line| line.chars().map(character_width).sum::<f64>())
        .fold(0.0, f64::max);
    if widest == 0.0 {
        return 0.0;
    }
    let scaled = if bold { widest * BOLD } else { widest };
    ((scaled + MARGIN) * 10.0).ceil() / 10.0
}

/// The most characters in the description of a chart and in the comment of a name.
pub const MAX_DESCRIPTION: usize = 255;

/// How many characters a text has to Excel, which counts UTF-16 units.
pub fn characters(text: &str) -> usize {
    text.encode_utf16().count()
}

/// A text of at most so many characters, which ends in `…` where it was cut.
///
/// ```
/// use quarterbook_book::workbook::shortened;
///
/// assert_eq!(shortened("Revenue".to_owned(), 7), "Revenue");
/// assert_eq!(shortened("Revenue".to_owned(), 4), "Rev…");
/// ```
pub fn shortened(mut text: String, most: usize) -> String {
    if characters(&text) <= most {
        return text;
    }
    while characters(&text) >= most && text.pop().is_some() {}
    text.push('…');
    text
}

fn character_width(character: char) -> f64 {
    match character {
        'W' | 'M' | 'm' | 'w' | '@' | '%' | '—' | '…' => 1.55,
        'i' | 'j' | 'l' | 'I' | 'f' | 't' | 'r' | '.' | ',' | ';' | ':' | '\'' | '|' | '!' | ' ' => 0.7,
        'A'..='Z' | '&' | '–' | '→' => 1.25,
        _ => match character.width_cjk() {
            None | Some(0) => 0.0,
            Some(1) => 1.03,
            Some(_) => FULL_WIDTH,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_needs_two_digits_a_character_and_bold_a_little_more() {
        let cases = [
            ("", false, 0.0..=0.0),
            ("1,234.5", false, 7.0..=8.0),
            ("Revenue", false, 7.0..=9.0),
            ("营业收入", false, 8.8..=10.0),
            ("营业收入", true, 9.4..=10.5),
            ("收入\n营业收入", false, 8.8..=10.0),
            ("2025H1（千元）", false, 14.0..=17.0),
        ];
        for (text, bold, expected) in cases {
            let width = display_width(text, bold);
            assert!(expected.contains(&width), "{text:?}: {width} is not in {expected:?}");
        }
    }
}
