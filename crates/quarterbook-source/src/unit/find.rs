//! Units in texts that say other things too.

use std::collections::BTreeSet;
use std::ops::Range;

use quarterbook_data::{Measure, Scale};

use super::currencies::{Codes, begins_here, named_in};
use super::{UnitNote, read, read_unit, split_label};
use crate::text::plain;

/// Looks for a unit in a text that may say other things too: a title, a line above a table, a header cell.
/// Only a scale or a currency counts, so that the `%` of a single column does not speak for a table.
pub fn find_unit(text: &str) -> Option<UnitNote> {
    let notes = find_units(text);
    let says = |note: &UnitNote| u8::from(note.scale.is_some()) * 2 + u8::from(note.measure.is_some());
    let most = notes.iter().map(says).max()?;
    notes.into_iter().find(|note| says(note) == most)
}

/// Every unit that a text names, each once, in the order it is likely to be meant.
pub(crate) fn find_units(text: &str) -> Vec<UnitNote> {
    if text.len() > 600 {
        return Vec::new();
    }
    let text = plain(text);
    let codes = Codes::of(&text, false);
    let mut notes: Vec<UnitNote> = Vec::new();
    for note in with_currencies(&text, &codes, &whole(&text, &codes)) {
        let is_money = note.measure.as_ref().is_none_or(|measure| measure.currency().is_some());
        let speaks_for_a_table = is_money || note.scale.is_some_and(|scale| scale > Scale::ONE);
        if speaks_for_a_table && !notes.contains(&note) {
            notes.push(note);
        }
    }
    notes
}

/// The stretches that are units, without those that are parts of a longer one: the `in Millions` of `$ in Millions` says
/// nothing of its own.
fn whole(text: &str, codes: &Codes) -> Vec<(Range<usize>, UnitNote)> {
    // What is called a unit twice is two of them, though 元 and 千元 go together.
    let is_one = |range: &Range<usize>| {
        ["单位", "單位"]
            .iter()
            .all(|word| text[range.clone()].matches(word).count() < 2)
    };
    let ranges = fragments(text, codes).into_iter().map(|range| trimmed(text, range));
    let mut tried = BTreeSet::new();
    let ranges = ranges.filter(|range| is_one(range) && tried.insert((range.start, range.end)));
    let mut units: Vec<(Range<usize>, UnitNote)> = Vec::new();
    for range in ranges {
        let is_known = units
            .iter()
            .any(|(known, _)| known.start <= range.start && range.end <= known.end);
        if let Some(note) = (!is_known).then(|| read(&text[range.clone()], codes)).flatten() {
            units.push((range, note));
        }
    }
    let ranges: Vec<Range<usize>> = units.iter().map(|(range, _)| range.clone()).collect();
    let is_part = |of: &Range<usize>| {
        let mut others = ranges.iter().filter(|other| *other != of);
        others.any(|other| other.start <= of.start && of.end <= other.end)
    };
    units.retain(|(range, _)| !is_part(range));
    units
}

/// Gives a scale the currency that the text names apart from it: `in thousands; Canadian dollars`.
fn with_currencies(text: &str, codes: &Codes, units: &[(Range<usize>, UnitNote)]) -> Vec<UnitNote> {
    let is_currency_alone = |note: &UnitNote| {
        let is_of_one = note.scale.is_none_or(|scale| scale == Scale::ONE);
        is_of_one && matches!(note.measure, Some(Measure::Money(_)))
    };
    let mut apart = units
        .iter()
        .map(|(_, note)| note)
        .filter(|note| is_currency_alone(note));
    let first = apart.next().and_then(|note| note.measure.clone());
    let named = first.filter(|first| apart.all(|note| note.measure.as_ref() == Some(first)));
    let has_scale = units.iter().any(|(_, note)| note.measure.is_none());
    let is_full = |note: &UnitNote| !is_currency_alone(note) && matches!(note.measure, Some(Measure::Money(_)));
    let (full, others): (Vec<_>, Vec<_>) = units.iter().partition(|(_, note)| is_full(note));
    // Beside an amount with its scale, another scale is not that of amounts, and says no more than that.
    if !full.is_empty() {
        return full.into_iter().chain(others).map(|(_, note)| note.clone()).collect();
    }
    let notes = units.iter().map(|(range, note)| {
        if note.measure.is_some() {
            return note.clone();
        }
        let beside = || named_in(&outside(text, range), codes).map(Measure::Money);
        UnitNote {
            measure: named.clone().or_else(beside),
            ..note.clone()
        }
    });
    let notes = notes.filter(|note| named.is_none() || !has_scale || !is_currency_alone(note));
    notes.collect()
}

/// The words of the same sentence around a range.
fn outside(text: &str, range: &Range<usize>) -> String {
    const ENDS: [char; 8] = [';', '|', '(', ')', '[', ']', '\n', '。'];
    let start = text[..range.start].rfind(ENDS).map_or(0, |at| at + 1);
    let end = text[range.end..].find(ENDS).map_or(text.len(), |at| range.end + at);
    format!(
        "{} | {}",
        text[..range.start].get(start..).unwrap_or_default(),
        &text[range.end..end]
    )
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
}

/// Per cent, where a text says of a whole table that its figures are per cents, or that those that are no amounts are:
/// 单位:%, `in %`, `(%)`, 单位:亿元、%, and a title with (%) behind it.
pub(crate) fn percent_note(text: &str) -> Option<UnitNote> {
    if text.len() > 200 {
        return None;
    }
    let text = plain(text);
    let is_percent = |note: &UnitNote| note.measure == Some(Measure::Ratio) && note.scale == Some(Scale::PERCENT);
    let alone = || read_unit(&text);
    let of_title = || split_label(&text).1;
    let listed = || {
        let at = ["单位", "單位"].iter().filter_map(|word| text.rfind(word)).max();
        let list = at.map_or(text.as_str(), |at| &text[at..]).trim_end_matches([')', ']']);
        let units: Option<Vec<UnitNote>> = list.split([',', ';', '/', '及', '和']).map(read_unit).collect();
        units?.into_iter().find(is_percent)
    };
    alone()
        .filter(is_percent)
        .or_else(|| of_title().filter(is_percent))
        .or_else(listed)
}

/// The words of a text that state this unit: `人民币亿元` of `单位:人民币亿元(另有注明者除外)`; the whole text when no
/// part of it does alone.
pub(crate) fn unit_words(text: &str, note: &UnitNote) -> String {
    let text = plain(text);
    let codes = Codes::of(&text, false);
    let parts = fragments(&text, &codes).into_iter().map(|range| &text[range]);
    let stating = parts.filter(|part| read(part, &codes).as_ref() == Some(note));
    let words = stating.min_by_key(|part| part.len()).map(|part| part.trim().to_owned());
    words.unwrap_or(text)
}

/// Stretches of a text that could be a unit: the whole, the parts between separators and in brackets,
/// and what follows a word that units begin with.
fn fragments(text: &str, codes: &Codes) -> Vec<Range<usize>> {
    const MARKS: [&str; 9] = ["单位", "單位", "货币", "貨幣", "金额", "金額", "人民", "in ", "In "];
    let all = 0..text.len();
    let mut found = vec![all.clone()];
    found.extend(between(text, all.clone(), is_separator));
    found.extend(between_dashes(text));
    let brackets = |_: &str, _: usize, character: char| matches!(character, '(' | ')' | '[' | ']');
    found.extend(between(text, all, brackets).into_iter().skip(1).step_by(2));
    let marks = MARKS.iter().flat_map(|mark| {
        let is_word = |at: &usize| !mark.is_ascii() || !text[..*at].ends_with(|c: char| c.is_ascii_alphanumeric());
        text.match_indices(mark).map(|(at, _)| at).filter(is_word)
    });
    let mut starts: Vec<usize> = marks.collect();
    // What is counted stands before its scale: shares in thousands.
    let counted = starts.iter().filter(|at| text[**at..].starts_with("in "));
    let counted = counted.map(|at| {
        text[..*at]
            .trim_end()
            .rfind([' ', '(', ','])
            .map_or(0, |blank| blank + 1)
    });
    let counted: Vec<usize> = counted.collect();
    starts.extend(counted);
    let mut before = None;
    for (at, character) in text.char_indices() {
        if begins_here(&text[at..], before, codes) {
            starts.push(at);
        }
        before = Some(character);
    }
    for start in starts {
        let tail = start..text.len();
        found.push(tail.clone());
        // Of two units in one text each is one: 单位:元 单位:千元.
        let again = ["单位", "單位"]
            .iter()
            .filter_map(|mark| text[start..].match_indices(mark).nth(1));
        found.extend(again.map(|(at, _)| start..start + at));
        found.extend(between(text, tail.clone(), is_separator).into_iter().next());
        let until = |ends: &[char]| start..text[start..].find(ends).map_or(text.len(), |at| start + at);
        found.extend([until(&[')', ']']), until(&['(', ';'])]);
    }
    found.retain(|range| !text[range.clone()].trim().is_empty());
    found
}

/// Whether a mark parts units: a comma does not in 1,000, nor a point in U.S.
fn is_separator(text: &str, at: usize, character: char) -> bool {
    let is_digit = |character: Option<char>| character.is_some_and(|character| character.is_ascii_digit());
    let (before, behind) = (
        text[..at].chars().next_back(),
        text[at + character.len_utf8()..].chars().next(),
    );
    match character {
        ',' => !(is_digit(before) && is_digit(behind)),
        ';' | '|' | '.' | '\n' => true,
        _ => false,
    }
}

/// The parts of a stretch between characters that part it.
fn between(text: &str, range: Range<usize>, parts: impl Fn(&str, usize, char) -> bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = range.start;
    for (at, character) in text[range.clone()].char_indices() {
        let at = range.start + at;
        if parts(text, at, character) {
            found.push(start..at);
            start = at + character.len_utf8();
        }
    }
    found.push(start..range.end);
    found
}

fn between_dashes(text: &str) -> Vec<Range<usize>> {
    const DASH: &str = " - ";
    let starts = [0]
        .into_iter()
        .chain(text.match_indices(DASH).map(|(at, _)| at + DASH.len()));
    let ends = text.match_indices(DASH).map(|(at, _)| at).chain([text.len()]);
    starts.zip(ends).map(|(start, end)| start..end).collect()
}
