//! Units in labels of rows and headers of columns.

use quarterbook_data::Measure;

use super::currencies::Codes;
use super::{UnitNote, read};
use crate::text::plain;

/// A label apart from the unit in brackets: at its end, `营业收入(万元)`, `Basic (in dollars per share)`, or before other
/// brackets, `Revenue ($k) (unaudited)`.
pub(crate) fn split_label(label: &str) -> (String, Option<UnitNote>) {
    split(label, in_brackets)
}

/// The same with a unit of money behind a comma or at the end too: `Revenue, EUR m`, `Revenue US$m`.
pub(crate) fn split_unit(label: &str) -> (String, Option<UnitNote>) {
    split(label, |label, codes| {
        in_brackets(label, codes).or_else(|| at_end(label, codes))
    })
}

fn split(label: &str, apart: impl Fn(&str, &Codes) -> Option<(String, UnitNote)>) -> (String, Option<UnitNote>) {
    let label = plain(label);
    if label.len() > 300 {
        return (label, None);
    }
    let codes = Codes::of(&label, false);
    match apart(&label, &codes) {
        Some((short, note)) => (short, Some(note)),
        None => (label, None),
    }
}

/// The unit in the last brackets, or in brackets that others follow, where it is one of money or of many letters.
fn in_brackets(label: &str, codes: &Codes) -> Option<(String, UnitNote)> {
    let mut end = label.len();
    while let Some(close) = label[..end].strip_suffix([')', ']']) {
        let open = if label[..end].ends_with(')') { '(' } else { '[' };
        let at = close.rfind(open).filter(|at| *at > 0)?;
        let inside = close[at + 1..].trim_end_matches([')', ']']);
        let is_last = end == label.len();
        let counts = |note: &UnitNote| is_last || is_money(note) || inside.chars().count() > 3;
        if let Some(note) = read(inside, codes).filter(counts) {
            let short = format!("{} {}", label[..at].trim_end(), label[end..].trim_start());
            return Some((short.trim_end().to_owned(), note));
        }
        end = label[..at].trim_end().len();
    }
    None
}

/// How many words at the end of a label may be its unit.
const MOST_WORDS: usize = 4;

/// The unit of money behind the last comma, or one with a scale in the last words.
fn at_end(label: &str, codes: &Codes) -> Option<(String, UnitNote)> {
    let has_sign = label.contains(['$', '€', '£', '¥', '₩', '₹', '元', '币', '镑']) || label.contains("RMB");
    if codes.is_empty() && !has_sign {
        return None;
    }
    let behind_comma = || {
        let (short, tail) = label.rsplit_once(',')?;
        let note = read(tail, codes).filter(is_money)?;
        (!short.trim().is_empty()).then(|| (short.trim_end().to_owned(), note))
    };
    let in_words = || {
        let mut starts: Vec<usize> = label.rmatch_indices(' ').take(MOST_WORDS).map(|(at, _)| at).collect();
        starts.reverse();
        starts.into_iter().find_map(|at| {
            let note =
                read(&label[at..], codes).filter(|note| is_money(note) && note.scale.is_some_and(|s| s.0 > 0))?;
            let short = label[..at].trim_end_matches([' ', '-', '–', ':']);
            (!short.is_empty()).then(|| (short.to_owned(), note))
        })
    };
    behind_comma().or_else(in_words)
}

fn is_money(note: &UnitNote) -> bool {
    matches!(note.measure, Some(Measure::Money(_)))
}
