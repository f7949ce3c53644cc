//! Words of a header that say on what basis its figures stand: as planned, as restated, of the parent alone.

mod words;

use words::{
    ESTIMATES, ESTIMATORS, GROWTH_FIRST, GROWTH_HAN, GROWTH_LAST, PARENT, PLAIN, PLANS, PUBLISHED, RESTATED, STRETCHES,
    TO_DATE,
};

use crate::text::{folded, is_han, plain};
use crate::unit::{percent_note, read_unit, split_label};
use crate::{PeriodContext, PeriodError, read_period};

/// What words beside a period make of the figures under them, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Basis {
    /// How figures changed, or parts of another figure: no figures of a line.
    Growth,
    /// Figures of another kind than those of the period: budgets, twelve months up to it, constant currency.
    Other,
    /// Nothing known.
    Unknown,
    /// As they were before a restatement.
    Published,
    /// Of the parent company alone.
    Parent,
    /// Counted from the beginning of the year.
    ToDate,
    /// Forecast.
    Estimate,
    /// As restated.
    Restated,
    /// What figures are anyway: actual, audited, consolidated.
    Plain,
}

/// What words in a header make of the figures under them, whatever stands beside what is known.
pub(crate) fn basis(text: &str) -> Basis {
    let text = &without_tags(text);
    let (short, unit) = split_label(text);
    let key = key(&short);
    let is_unit = || read_unit(text).is_some() || (unit.is_some() && key.is_empty());
    if is_growth(&folded(text), &key) || percent_note(text).is_some_and(|_| is_unit()) {
        return Basis::Growth;
    }
    if !key.chars().any(char::is_alphabetic) && is_no_period(text) || is_unit() {
        return Basis::Plain;
    }
    if let Some(known) = alone(&key) {
        return known;
    }
    if PLANS.iter().chain(&STRETCHES).any(|word| holds(&key, word)) {
        return Basis::Other;
    }
    if is_understood(&key) {
        Basis::Plain
    } else {
        Basis::Unknown
    }
}

/// A text without tags such as `[单位] 万元` and `[报告期]`, which say of themselves what stands behind them.
fn without_tags(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.starts_with("[单位]"));
    let untagged = |line: &str| match line.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((_, behind)) if !behind.trim().is_empty() => behind.trim().to_owned(),
        _ => line.to_owned(),
    };
    lines.map(untagged).collect::<Vec<_>>().join(" ")
}

/// What a title says of all figures under it: only where a part of it says nothing else, beside a period.
pub(crate) fn basis_of_title(title: &str) -> Option<Basis> {
    let title = plain(title)
        .replace(" - ", ",")
        .replace([';', '(', ')', '[', ']', ':', '|'], ",");
    let parts = title.split([',', '、', '—', '–', '。']);
    let known = parts.filter_map(|part| {
        let key = key(part);
        let found = alone(&key).filter(|found| matches!(found, Basis::Estimate | Basis::ToDate | Basis::Other));
        // Single letters and short words stand in titles for much else.
        found.filter(|found| *found != Basis::Estimate || key.len() > 3)
    });
    known.min()
}

/// Whether words name a plan or the like, rather than another stretch of time.
pub(crate) fn is_plan(text: &str) -> bool {
    let key = key(text);
    PLANS.iter().any(|word| holds(&key, word))
}

/// A period apart from the words on its basis before or behind it: `2023年(调整后)`, `Budget 2024`.
pub(crate) fn apart_from_basis(text: &str) -> Option<(String, String)> {
    let text = plain(text);
    if text.len() > 60 || !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if let Some((short, inside)) = text
        .strip_suffix([')', ']'])
        .and_then(|open| open.rsplit_once(['(', '[']))
    {
        let is_known = !matches!(basis(inside), Basis::Unknown | Basis::Growth | Basis::ToDate);
        return (is_known && !short.trim().is_empty()).then(|| (short.trim().to_owned(), inside.to_owned()));
    }
    let lower = text.to_ascii_lowercase();
    let words = [&RESTATED[..], &PUBLISHED, &PLANS, &ESTIMATES].concat();
    let fits = |rest: &str, word: &str| {
        let is_parted = word.chars().all(is_han) || !rest.ends_with(char::is_alphanumeric);
        word.chars().count() > 1 && is_parted && !rest.trim().is_empty()
    };
    let mut behind: Vec<(&str, &str)> = words
        .iter()
        .filter_map(|word| Some((lower.strip_suffix(word)?, *word)))
        .filter(|(rest, word)| fits(rest, word))
        .collect();
    behind.sort_by_key(|(rest, _)| rest.len());
    let first = behind
        .first()
        .map(|(rest, _)| (text[..rest.len()].trim().to_owned(), text[rest.len()..].to_owned()));
    first.or_else(|| {
        let (word, rest) = words.iter().find_map(|word| Some((word, lower.strip_prefix(word)?)))?;
        let is_parted = rest.starts_with(|c: char| !c.is_ascii_alphabetic());
        (is_parted && word.len() > 1).then(|| (text[word.len()..].trim().to_owned(), text[..word.len()].to_owned()))
    })
}

/// The key words are compared by: folded, with marks as blanks.
fn key(text: &str) -> String {
    let kept = folded(text).replace("t/d", "td");
    let spaced: String = kept
        .chars()
        .map(|c| if c.is_alphanumeric() || c == '%' { c } else { ' ' })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_growth(folded: &str, key: &str) -> bool {
    let last = key.rsplit(' ').next().unwrap_or_default();
    let first = GROWTH_FIRST.iter().any(|word| format!("{key} ").starts_with(word));
    let slashed = ["y/y", "q/q", "+/-"].iter().any(|word| folded.contains(word));
    let rate = key.ends_with("growth rate") || key.ends_with("growth rates");
    let han = GROWTH_HAN
        .iter()
        .any(|word| folded.trim_end_matches([')', '%', '(', ' ']).ends_with(word));
    GROWTH_LAST.contains(&last) || first || slashed || rate || han
}

/// What a key is when nothing but a period stands beside what is known.
fn alone(key: &str) -> Option<Basis> {
    let lists: [(Basis, &[&str]); 8] = [
        (Basis::Published, &PUBLISHED),
        (Basis::Restated, &RESTATED),
        (Basis::Parent, &PARENT),
        (Basis::ToDate, &TO_DATE),
        (Basis::Plain, &PLAIN),
        (Basis::Other, &PLANS),
        (Basis::Other, &STRETCHES),
        (Basis::Estimate, &ESTIMATES),
    ];
    let fitting = lists
        .into_iter()
        .flat_map(|(basis, words)| words.iter().map(move |word| (basis, *word)));
    let fitting = fitting.filter(|(basis, word)| {
        rest_of(key, word).is_some_and(|rest| {
            let rest: Vec<&str> = rest.split(' ').filter(|word| !word.is_empty()).collect();
            let is_estimator = *basis == Basis::Estimate && rest.iter().all(|word| ESTIMATORS.contains(word));
            rest.is_empty() || is_estimator || is_of_period(&rest.join(" "))
        })
    });
    fitting.max_by_key(|(_, word)| word.len()).map(|(basis, _)| basis)
}

/// What a key holds beside words of it; `None` where it does not hold them as whole words.
fn rest_of(key: &str, word: &str) -> Option<String> {
    if word.starts_with(is_han) {
        let at = key.find(word)?;
        return Some(format!("{} {}", &key[..at], &key[at + word.len()..]));
    }
    let padded = format!(" {key} ");
    let at = padded.find(&format!(" {word} "))?;
    Some(format!("{} {}", &padded[..at], &padded[at + word.len() + 1..]))
}

fn holds(key: &str, word: &str) -> bool {
    rest_of(key, word).is_some()
}

/// Whether words only say more of a period that stands beside them.
fn is_understood(key: &str) -> bool {
    let with_year = format!("{key} 2024");
    let is_period = read_period(key, &PeriodContext::default()) != Err(PeriodError::NotAPeriod);
    let fits = read_period(&with_year, &PeriodContext::default()) != Err(PeriodError::NotAPeriod);
    !is_period && fits
}

fn is_of_period(key: &str) -> bool {
    is_understood(key) || !is_no_period(key)
}

fn is_no_period(text: &str) -> bool {
    read_period(text, &PeriodContext::default()) == Err(PeriodError::NotAPeriod)
}
