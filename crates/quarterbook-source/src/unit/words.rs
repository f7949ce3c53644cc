//! The words units are made of.

use quarterbook_data::Measure;

use super::currencies::{self, Codes};
use super::except::{Apart, exception};

/// What one word of a unit says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Word {
    /// A currency; one that is not firm (元, `$`) gives way to one that is. A word for the coin itself (元,
    /// dollars) says that the unit is one of them where no scale stands beside it.
    Money {
        code: &'static str,
        is_firm: bool,
        is_coin: bool,
    },
    /// A power of ten.
    Scale(i8),
    /// Something that is counted.
    Count(String),
    /// Any other measure at its scale.
    Other(Measure, i8),
    /// For one piece of something.
    Each,
    /// What is excepted.
    Apart(Apart),
    /// Nothing.
    Noise,
}

/// The longest known word a folded text begins with, and its length in bytes. A word of Latin letters ends
/// where its letters end; only a currency may be followed by a scale at once (`RMBm`), or have one before it (`TEUR`).
pub(super) fn first(text: &str, codes: &Codes) -> Option<(Word, usize)> {
    let ends_well = |word: &str| {
        let last_is_letter = word.ends_with(|c: char| c.is_ascii_alphanumeric());
        !(last_is_letter && text[word.len()..].starts_with(|c: char| c.is_ascii_alphanumeric()))
    };
    let scales = SCALES.iter().map(|(word, scale)| (*word, Word::Scale(*scale)));
    let counts = COUNTS.iter().map(|word| (*word, Word::Count((*word).to_owned())));
    let ratios = RATIOS
        .iter()
        .map(|(word, measure, scale)| (*word, Word::Other(measure.clone(), *scale)));
    let each = EACH.iter().map(|word| (*word, Word::Each));
    let noise = NOISE.iter().map(|word| (*word, Word::Noise));
    let others = scales.chain(counts).chain(ratios).chain(each).chain(noise);
    let word = others
        .filter(|(word, _)| text.starts_with(word) && ends_well(word))
        .max_by_key(|(word, _)| word.len())
        .map(|(word, meaning)| (meaning, word.len()));
    let money = currencies::first(text, codes);
    [word, money, power_of_ten(text), exception(text)]
        .into_iter()
        .flatten()
        .max_by_key(|(_, length)| *length)
}

/// A scale written out: `1,000,000`, `x1,000`, `'000,000`.
fn power_of_ten(text: &str) -> Option<(Word, usize)> {
    let times = text.strip_prefix(['x', '×', '*']).map_or(text, str::trim_start);
    let rest = times.trim_start_matches('\'');
    let tail = rest.strip_prefix('1').unwrap_or(rest);
    let zeros: usize = tail
        .find(|c: char| !matches!(c, '0' | ',' | '\''))
        .unwrap_or(tail.len());
    let power = tail[..zeros].matches('0').count();
    let is_whole = !tail[zeros..].starts_with(|c: char| c.is_ascii_alphanumeric()) && tail[..zeros].ends_with('0');
    let groups_end = tail.len() < rest.len() || tail.starts_with("000");
    let is_scale = is_whole && groups_end && (3..=12).contains(&power);
    let length = text.len() - tail.len() + zeros;
    is_scale.then_some((Word::Scale(power as i8), length))
}

/// Whether a word of Latin letters is a scale: `m`, `Million`, `bn`.
pub(super) fn is_scale(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    SCALES.iter().any(|(scale, _)| *scale == word)
}

const SCALES: &[(&str, i8)] = &[
    ("千", 3),
    ("仟", 3),
    ("万", 4),
    ("十万", 5),
    ("百万", 6),
    ("千万", 7),
    ("亿", 8),
    ("十亿", 9),
    ("百亿", 10),
    ("千亿", 11),
    ("万亿", 12),
    ("'000", 3),
    ("000", 3),
    ("000s", 3),
    ("'000s", 3),
    ("thousand", 3),
    ("thousands", 3),
    ("1 thousand", 3),
    ("tsd", 3),
    ("lakh", 5),
    ("lakhs", 5),
    ("lacs", 5),
    ("crore", 7),
    ("crores", 7),
    ("k", 3),
    ("10k", 4),
    ("ten thousand", 4),
    ("1e4", 4),
    ("million", 6),
    ("millions", 6),
    ("m", 6),
    ("mn", 6),
    ("mm", 6),
    ("mln", 6),
    ("mio", 6),
    ("1m", 6),
    ("1 million", 6),
    ("1e6", 6),
    ("100 million", 8),
    ("hundred million", 8),
    ("1e8", 8),
    ("billion", 9),
    ("billions", 9),
    ("bn", 9),
    ("b", 9),
    ("mrd", 9),
    ("1 billion", 9),
    ("trillion", 12),
    ("tn", 12),
    ("trn", 12),
];

const COUNTS: &[&str] = &[
    "片",
    "台",
    "颗",
    "块",
    "张",
    "个",
    "件",
    "套",
    "人",
    "家",
    "股",
    "部",
    "辆",
    "吨",
    "枚",
    "只",
    "pcs",
    "pc",
    "pieces",
    "piece",
    "units",
    "sets",
    "people",
    "persons",
    "employees",
    "shares",
    "share",
    "wafers",
    "cards",
    "chips",
    "headcount",
];

/// Whether a folded word is one for a count.
pub(super) fn is_count(word: &str) -> bool {
    COUNTS.contains(&word)
}

/// What a word for a count counts: pieces, people, shares, firms, tonnes; `None` for a word that is not known.
pub(super) fn counted_kind(word: &str) -> Option<u8> {
    let word = crate::text::folded(word);
    COUNTS.contains(&word.as_str()).then_some(match word.as_str() {
        "人" | "people" | "persons" | "employees" | "headcount" => 1,
        "股" | "shares" | "share" => 2,
        "家" => 3,
        "吨" => 4,
        _ => 0,
    })
}

const RATIOS: &[(&str, Measure, i8)] = &[
    ("%", Measure::Ratio, -2),
    ("percent", Measure::Ratio, -2),
    ("per cent", Measure::Ratio, -2),
    ("pct", Measure::Ratio, -2),
    ("百分比", Measure::Ratio, -2),
    ("ratio", Measure::Ratio, 0),
    ("fraction", Measure::Ratio, 0),
    ("小数", Measure::Ratio, 0),
    ("百分点", Measure::Points, -2),
    ("个百分点", Measure::Points, -2),
    ("pp", Measure::Points, -2),
    ("ppt", Measure::Points, -2),
    ("ppts", Measure::Points, -2),
    ("percentage points", Measure::Points, -2),
    ("基点", Measure::Points, -4),
    ("个基点", Measure::Points, -4),
    ("bps", Measure::Points, -4),
    ("bp", Measure::Points, -4),
    ("basis points", Measure::Points, -4),
    ("rank", Measure::Rank, 0),
    ("名次", Measure::Rank, 0),
    ("排名", Measure::Rank, 0),
    ("位次", Measure::Rank, 0),
    ("x", Measure::Plain, 0),
    ("倍", Measure::Plain, 0),
    ("times", Measure::Plain, 0),
    ("number", Measure::Plain, 0),
];

const EACH: &[&str] = &["/", "每", "per", "each"];

const NOISE: &[&str] = &[
    " ",
    "(",
    ")",
    "[",
    "]",
    ":",
    ",",
    ".",
    "-",
    "单位",
    "单位为",
    "货币单位",
    "金额单位",
    "金额",
    "货币",
    "币种",
    "为",
    "均",
    "均以",
    "以",
    "列示",
    "计",
    "计量",
    "表示",
    "除特别注明外",
    "除另有说明外",
    "unit",
    "currency",
    "in",
    "of",
    "amounts",
    "amount",
    "expressed",
    "are",
    "is",
    "all",
    "figures",
    "stated",
    "presented",
    "unaudited",
    "unless otherwise stated",
    "unless otherwise indicated",
    "unless otherwise noted",
    "unless otherwise specified",
    "data",
];
