//! Units behind the periods of a header: 2024年(千元), `2024 RMB'000`.

use quarterbook_data::Measure;

use crate::text::plain;
use crate::unit::{UnitNote, find_units, split_label, unit_words};

/// Whether a text is short, and has a digit and something that a unit may begin with.
pub(super) fn may_have_unit(text: &str) -> bool {
    let has_digit = text.contains(|c: char| c.is_ascii_digit());
    let is_mark = |c: char| c.is_alphabetic() || "$€£¥￥＄".contains(c);
    text.len() <= 60 && has_digit && text.contains(is_mark)
}

/// A text apart from the unit at its end, of money or counts, and the unit's words.
pub(super) fn apart_from_unit(text: &str) -> Option<(String, UnitNote, String)> {
    let is_amount = |note: &UnitNote| matches!(note.measure, None | Some(Measure::Money(_) | Measure::Count(_)));
    let text = plain(text);
    if let (short, Some(note)) = split_label(&text) {
        return is_amount(&note).then(|| (short, note, text.clone()));
    }
    let notes = find_units(&text).into_iter().filter(is_amount);
    notes
        .map(|note| (unit_words(&text, &note), note))
        .find_map(|(words, note)| {
            let short = text.strip_suffix(words.as_str())?.trim_end();
            (!short.is_empty()).then(|| (short.to_owned(), note, words))
        })
}
