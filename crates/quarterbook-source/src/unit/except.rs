//! What a note of a table excepts: `except per share data`, `except units`, 除股数及每股数据外.

use super::words::{Word, is_count};

/// What is excepted from a scale.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Apart {
    /// Whether amounts for one share or piece are.
    pub(super) each: bool,
    /// Words for what is counted that is.
    pub(super) counts: Vec<String>,
}

/// An exception at the beginning of a folded text, and its length; `None` where a word of it is not known.
pub(super) fn exception(text: &str) -> Option<(Word, usize)> {
    if let Some(length) = SHARES_IN_UNITS
        .iter()
        .find_map(|word| text.starts_with(word).then_some(word.len()))
    {
        let apart = Apart {
            each: true,
            counts: Vec::new(),
        };
        return Some((Word::Apart(apart), length));
    }
    if let Some(rest) = text.strip_prefix('除') {
        let end = rest.find('外')?;
        let apart = in_chinese(&rest[..end])?;
        return Some((Word::Apart(apart), '除'.len_utf8() + end + '外'.len_utf8()));
    }
    if let Some(end) = text.find("除外") {
        let apart = in_chinese(&text[..end])?;
        return Some((Word::Apart(apart), end + "除外".len()));
    }
    let rest = ["except", "excluding", "other than"]
        .iter()
        .find_map(|word| text.strip_prefix(word));
    let rest = rest.filter(|rest| rest.starts_with(' '))?;
    let ends = [")", "]", ";", ", unless", " unless", ", or as", ", unaudited"].iter();
    let end = ends.filter_map(|end| rest.find(end)).min().unwrap_or(rest.len());
    let apart = in_english(&rest[..end])?;
    Some((Word::Apart(apart), text.len() - rest.len() + end))
}

const SHARES_IN_UNITS: [&str; 1] = ["/ shares in units"];

fn in_english(list: &str) -> Option<Apart> {
    const PLAIN: [&str; 30] = [
        "for",
        "and",
        "or",
        "of",
        "the",
        "data",
        "amount",
        "amounts",
        "figures",
        "information",
        "number",
        "numbers",
        "percentage",
        "percentages",
        "percent",
        "%",
        "ratio",
        "ratios",
        "earnings",
        "loss",
        "income",
        "net",
        "dividends",
        "basic",
        "diluted",
        "par",
        "value",
        "common",
        "counts",
        "in",
    ];
    let mut apart = Apart::default();
    let spaced = list.replace("per-", "per ").replace(['/', ',', '&', '.'], " ");
    let mut words = spaced.split_whitespace();
    while let Some(word) = words.next() {
        match word {
            "per" => {
                words.next()?;
                apart.each = true;
            }
            "price" | "prices" | "eps" => apart.each = true,
            "unit" | "employee" => apart.counts.push(format!("{word}s")),
            word if is_count(word) => apart.counts.push(word.to_owned()),
            word if PLAIN.contains(&word) => {}
            _ => return None,
        }
    }
    Some(apart)
}

fn in_chinese(list: &str) -> Option<Apart> {
    const SHARES: [&str; 4] = ["股数", "股份数", "股份数目", "股份数量"];
    const PIECES: [&str; 5] = ["数量", "销量", "产量", "出货量", "件数"];
    const PEOPLE: [&str; 3] = ["人数", "员工人数", "员工数"];
    let mut apart = Apart::default();
    for part in list
        .split([',', '及', '和', '与'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        if part.starts_with('每') || part.contains("单价") {
            apart.each = true;
        } else if SHARES.contains(&part) {
            apart.counts.push("股".to_owned());
        } else if PIECES.contains(&part) {
            apart.counts.push("件".to_owned());
        } else if PEOPLE.contains(&part) {
            apart.counts.push("人".to_owned());
        } else if is_count(part) {
            apart.counts.push(part.to_owned());
        } else {
            return None;
        }
    }
    Some(apart)
}
