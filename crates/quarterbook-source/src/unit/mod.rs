//! Units as sources write them: `单位:元 币种:人民币`, `RMB'000`, `in millions, except per share data`, `片`.

mod currencies;
mod except;
mod find;
mod label;
mod words;

use quarterbook_data::{Currency, Measure, Scale, Unit};

use crate::text::{folded, plain};
use currencies::{Codes, UNKNOWN, may_be};
use except::Apart;
pub use find::find_unit;
pub(crate) use find::{find_units, percent_note, unit_words};
pub(crate) use label::{split_label, split_unit};
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
    /// Words for what is counted that is excepted and stands in single pieces: the units of `except units`.
    pub counts_apart: Vec<String>,
}

impl UnitNote {
    /// The note that says everything a unit says.
    pub fn of(unit: &Unit) -> Self {
        Self {
            measure: Some(unit.measure.clone()),
            scale: Some(unit.scale),
            ..Self::default()
        }
    }

    /// As a unit, when it names what is measured; without a scale, one is one.
    pub fn unit(&self) -> Option<Unit> {
        Some(Unit::new(self.measure.clone()?, self.scale.unwrap_or_default()))
    }

    /// Whether it excepts what is counted by this word from its scale.
    pub(crate) fn excepts(&self, counted: &str) -> bool {
        self.counts_apart.iter().any(|word| {
            words::counted_kind(word).is_some_and(|kind| words::counted_kind(counted) == Some(kind))
                || folded(counted) == *word
        })
    }

    /// Whether it names money of which nothing says which it is.
    pub(crate) fn is_unknown_money(&self) -> bool {
        self.measure.as_ref().and_then(Measure::currency) == Some(Currency::UNKNOWN)
    }
}

/// Reads a text that is a unit and nothing else: a cell of a unit column, the `unit` of a rule, the `money`
/// of a book. `None` when a word of it is unknown, when two scales or two currencies contradict each other, or when it
/// says nothing.
///
/// 元 without a currency is CNY, `$` is USD, `¥` is CNY; ISO codes are read in capitals. `m` is a million and `k` a
/// thousand.
///
/// ```
/// use quarterbook_data::Scale;
/// use quarterbook_source::read_unit;
/// let note = read_unit("人民币千元 RMB'000").unwrap();
/// assert_eq!(note.scale, Some(Scale::THOUSAND));
/// assert!(read_unit("千元 in millions").is_none());
/// ```
pub fn read_unit(text: &str) -> Option<UnitNote> {
    read_beside(text, text).filter(|note| !note.is_unknown_money())
}

/// The same for folded words of a text that may stand beside other things: what is printed with a number. Money that is
/// not known, as of `Z$`, is a unit too.
pub(crate) fn read_beside(words: &str, text: &str) -> Option<UnitNote> {
    if words.len() > 300 {
        return None;
    }
    read(words, &Codes::of(&plain(text), true))
}

/// Whether a text is a unit, and no name that is a currency's code too.
pub(crate) fn is_surely_unit(text: &str) -> bool {
    text.len() <= 300 && read(text, &Codes::of(&plain(text), false)).is_some()
}

fn read(text: &str, codes: &Codes) -> Option<UnitNote> {
    let text = folded(text);
    let mut found = Found::default();
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (word, length) = words::first(rest, codes)?;
        found.add(word)?;
        rest = &rest[length..];
    }
    found.note()
}

/// Whether a word is one for shares: 股, `shares`.
pub(crate) fn counts_shares(word: &str) -> bool {
    words::counted_kind(word) == words::counted_kind("shares")
}

/// Whether two words count the same kind of thing, as far as both are known: 片 and pcs do, 片 and 吨 do not.
pub(crate) fn count_alike(one: &str, other: &str) -> bool {
    match (words::counted_kind(one), words::counted_kind(other)) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}

#[derive(Default)]
struct Found {
    currency: Option<(Currency, bool)>,
    scale: Option<Scale>,
    other: Option<Measure>,
    names_coin: bool,
    is_each: bool,
    apart: Apart,
}

impl Found {
    /// Takes one more word in; `None` when it contradicts what was said before.
    fn add(&mut self, word: Word) -> Option<()> {
        match word {
            Word::Noise => {}
            Word::Each => self.is_each = true,
            Word::Apart(apart) => {
                self.apart.each |= apart.each;
                self.apart.counts.extend(apart.counts);
            }
            Word::Money { code, is_firm, is_coin } => {
                self.names_coin |= is_coin;
                let currency = match code {
                    UNKNOWN => Currency::UNKNOWN,
                    code => code.parse().ok()?,
                };
                match self.currency {
                    Some((known, true)) if !is_firm && !may_be(code, known.code()) => return None,
                    Some((known, false)) if is_firm && !may_be(known.code(), code) => return None,
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
            each_apart: self.apart.each,
            counts_apart: self.apart.counts,
        })
    }
}
