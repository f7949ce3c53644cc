//! Units as sources write them: `单位:元 币种:人民币`, `RMB'000`, `in millions, except per share data`, `片`.

mod words;

use quarterbook_data::{Currency, Measure, Scale, Unit};

use crate::text::{folded, plain};
use words::Word;

/// What a text says of a unit, as far as it says it: `in millions` has a scale and no measure,
/// `币种:人民币` a measure and no scale, `人民币千元` both.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UnitNote {
    /// What is measured.
    pub measure: Option<Measure>,
    /// At which power of ten.
    pub scale: Option<Scale>,
    /// Whether amounts for one share or piece are excepted and stand in single units of the currency.
    pub each_apart: bool,
}

impl UnitNote {
    /// The note that says everything a unit says.
    pub fn of(unit: &Unit) -> Self {
        Self {
            measure: Some(unit.measure.clone()),
            scale: Some(unit.scale),
            each_apart: false,
        }
    }

    /// As a unit, when it names what is measured; without a scale, one is one.
    pub fn unit(&self) -> Option<Unit> {
        Some(Unit::new(self.measure.clone()?, self.scale.unwrap_or_default()))
    }
}

/// Reads a text that is a unit and nothing else: a cell of a unit column, the `unit` of a rule, the `money`
/// of a book, what stands behind a number. `None` when a word of it is unknown, when two scales or two
/// currencies contradict each other, or when it says nothing.
///
/// 元 without a currency is CNY, `$` is USD, `¥` is CNY. `m` is a million and `k` a thousand.
///
/// ```
/// use quarterbook_data::Scale;
/// use quarterbook_source::read_unit;
/// let note = read_unit("人民币千元 RMB'000").unwrap();
/// assert_eq!(note.scale, Some(Scale::THOUSAND));
/// assert!(read_unit("千元 in millions").is_none());
/// ```
pub fn read_unit(text: &str) -> Option<UnitNote> {
    if text.len() > 300 {
        return None;
    }
    let text = folded(text);
    let mut found = Found::default();
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (word, length) = words::first(rest)?;
        found.add(word)?;
        rest = &rest[length..];
    }
    found.note()
}

/// Looks for a unit in a text that may say other things too: a title, a line above a table, a header cell.
/// Only a scale or a currency counts, so that the `%` of a single column does not speak for a table.
pub fn find_unit(text: &str) -> Option<UnitNote> {
    let notes = find_units(text);
    let says = |note: &UnitNote| u8::from(note.scale.is_some()) * 2 + u8::from(note.measure.is_some());
    let most = notes.iter().map(says).max()?;
    notes.into_iter().find(|note| says(note) == most)
}

/// Whether two words count the same kind of thing, as far as both are known: 片 and pcs do, 片 and 吨 do not.
pub(crate) fn count_alike(one: &str, other: &str) -> bool {
    match (words::counted_kind(one), words::counted_kind(other)) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}

/// Every unit that a text names, each once, in the order it is likely to be meant.
pub(crate) fn find_units(text: &str) -> Vec<UnitNote> {
    if text.len() > 600 {
        return Vec::new();
    }
    let text = plain(text);
    let mut notes: Vec<UnitNote> = Vec::new();
    for note in fragments(&text).into_iter().filter_map(read_unit) {
        let is_money = note.measure.as_ref().is_none_or(|measure| measure.currency().is_some());
        let speaks_for_a_table = is_money || note.scale.is_some_and(|scale| scale > Scale::ONE);
        if speaks_for_a_table && !notes.contains(&note) {
            notes.push(note);
        }
    }
    notes
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
    let stating = fragments(&text)
        .into_iter()
        .filter(|part| read_unit(part).as_ref() == Some(note));
    let words = stating.min_by_key(|part| part.len()).map(|part| part.trim().to_owned());
    words.unwrap_or(text)
}

/// A label apart from the unit in brackets at its end: `营业收入(万元)`, `Basic (in dollars per share)`.
pub(crate) fn split_label(label: &str) -> (String, Option<UnitNote>) {
    let label = plain(label);
    let (open, close) = match label.chars().next_back() {
        Some(')') => ('(', ')'),
        Some(']') => ('[', ']'),
        _ => return (label, None),
    };
    let Some(at) = label.rfind(open) else {
        return (label, None);
    };
    let inside = label[at + 1..].trim_end_matches(close);
    match read_unit(inside) {
        Some(note) if at > 0 => (label[..at].trim_end().to_owned(), Some(note)),
        _ => (label, None),
    }
}

/// Stretches of a text that could be a unit: the whole, the parts between separators and in brackets,
/// and what follows a word that units begin with.
fn fragments(text: &str) -> Vec<&str> {
    const MARKS: [&str; 14] = [
        "单位", "單位", "货币", "貨幣", "金额", "金額", "人民", "RMB", "USD", "HK", "US$", "$", "in ", "In ",
    ];
    let mut found = vec![text];
    let separators = [';', '|', '.', '\n', ','];
    found.extend(text.split(separators));
    found.extend(text.split(" - "));
    found.extend(text.split(['(', ')', '[', ']']).skip(1).step_by(2));
    let from_marks: Vec<&str> = MARKS
        .iter()
        .flat_map(|mark| text.match_indices(mark).map(|(at, _)| &text[at..]))
        .collect();
    for tail in from_marks {
        found.push(tail);
        // Of two units in one text each is one: 单位:元 单位:千元.
        let again = ["单位", "單位"]
            .iter()
            .filter_map(|mark| tail.match_indices(mark).nth(1));
        found.extend(again.map(|(at, _)| &tail[..at]));
        found.extend(tail.split(separators).next());
        found.extend(tail.split([')', ']']).next());
        found.extend(tail.split(['(', ';']).next());
    }
    found.retain(|fragment| !fragment.trim().is_empty());
    found
}

#[derive(Default)]
struct Found {
    currency: Option<(Currency, bool)>,
    scale: Option<Scale>,
    other: Option<Measure>,
    names_coin: bool,
    is_each: bool,
    each_apart: bool,
}

impl Found {
    /// Takes one more word in; `None` when it contradicts what was said before.
    fn add(&mut self, word: Word) -> Option<()> {
        match word {
            Word::Noise => {}
            Word::Each => self.is_each = true,
            Word::EachApart => self.each_apart = true,
            Word::Money { code, is_firm, is_coin } => {
                self.names_coin |= is_coin;
                let currency: Currency = code.parse().ok()?;
                match self.currency {
                    Some((known, true)) if is_firm && known != currency => return None,
                    Some((_, true)) => {}
                    Some((known, false)) if !is_firm && known != currency => return None,
                    _ => self.currency = Some((currency, is_firm)),
                }
            }
            Word::Scale(scale) => {
                if self.scale.is_some_and(|known| known != Scale(scale)) {
                    return None;
                }
                self.scale = Some(Scale(scale));
            }
            Word::Count(count) => {
                let is_known = matches!(self.other, Some(Measure::Count(_)));
                if !is_known && self.other.is_some() {
                    return None;
                }
                self.other.get_or_insert(Measure::Count(count));
            }
            Word::Other(measure, scale) => {
                if self.other.as_ref().is_some_and(|known| *known != measure) {
                    return None;
                }
                self.other = Some(measure);
                self.add(Word::Scale(scale))?;
            }
        }
        Some(())
    }

    fn note(self) -> Option<UnitNote> {
        let measure = match (self.currency, self.other, self.is_each) {
            (Some((currency, _)), None | Some(Measure::Count(_)), true) => Some(Measure::MoneyEach(currency)),
            (Some((currency, _)), None, false) => Some(Measure::Money(currency)),
            (Some(_), Some(_), _) | (None, _, true) => return None,
            (None, other, false) => other,
        };
        let scale = self.scale.or(self.names_coin.then_some(Scale::ONE));
        if measure.is_none() && scale.is_none() {
            return None;
        }
        Some(UnitNote {
            measure,
            scale,
            each_apart: self.each_apart,
        })
    }
}
