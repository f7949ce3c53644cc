//! Totals, subtotals and what they sum.

use quarterbook_data::{Figure, PrintedTotal, Series};

use crate::rules::{MemberFrom, Target};
use crate::text::folded;

/// What one row of a table gave.
#[derive(Debug, Clone)]
pub(super) struct RowFigures {
    pub(super) series: Series,
    pub(super) figures: Vec<Figure>,
    pub(super) is_total: bool,
    /// Whether its figures count, or only check others.
    pub(super) is_line: bool,
}

/// Whether a label is a word for a sum: 合计, 小计, Total.
pub(crate) fn is_total_word(label: &str) -> bool {
    const WORDS: [&str; 8] = [
        "合计",
        "小计",
        "总计",
        "total",
        "subtotal",
        "sub-total",
        "grand total",
        "sum",
    ];
    let key = folded(label);
    WORDS.contains(&key.as_str()) || key.ends_with("合计") || key.ends_with("小计")
}

/// What a text says of the row it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SaysSum {
    /// Nothing of a sum.
    No,
    /// A word for a sum among others, as in `Total Energies`.
    Perhaps,
    /// That it is a sum: `合计`, `4月小计`, `Grand Total`, `Subtotal Apr`.
    Yes,
}

/// Whether a text says that its row is the sum of others: a word for a sum, alone or with the stretch of time it
/// sums.
pub(super) fn says_sum(text: &str) -> SaysSum {
    const WORDS: [&str; 9] = [
        "合计",
        "小计",
        "总计",
        "累计",
        "grand total",
        "sub-total",
        "sub total",
        "subtotal",
        "total",
    ];
    let key = folded(text);
    if is_total_word(&key) && !key.ends_with("计") {
        return SaysSum::Yes;
    }
    let beside = WORDS.iter().find_map(|word| {
        let is_whole = |rest: &&str| !word.is_ascii() || !rest.ends_with(|c: char| c.is_ascii_alphanumeric());
        let before = key.strip_suffix(word).filter(is_whole);
        let is_apart = |rest: &&str| word.is_ascii() && !rest.starts_with(|c: char| c.is_ascii_alphanumeric());
        before.or_else(|| key.strip_prefix(word).filter(is_apart))
    });
    match beside {
        None => SaysSum::No,
        Some(rest) if rest.split(|c: char| !c.is_alphanumeric()).all(is_stretch_of_time) => SaysSum::Yes,
        Some(_) => SaysSum::Perhaps,
    }
}

/// Whether a word says which stretch of time: `2025`, `q1`, `apr`, `4月`, `本年`; nothing says it too.
fn is_stretch_of_time(word: &str) -> bool {
    const WORDS: [&str; 16] = [
        "of",
        "for",
        "the",
        "all",
        "year",
        "quarter",
        "month",
        "week",
        "day",
        "yearly",
        "quarterly",
        "monthly",
        "weekly",
        "daily",
        "ytd",
        "mtd",
    ];
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let is_month = |word: &str| word.len() >= 3 && MONTHS.iter().any(|month| month.starts_with(word));
    let is_period = |word: &str| {
        let has_digit = word.is_empty() || word.contains(|c: char| c.is_ascii_digit());
        has_digit
            && word
                .bytes()
                .all(|byte| byte.is_ascii_digit() || b"fyqhm".contains(&byte))
    };
    is_period(word)
        || WORDS.contains(&word)
        || is_month(word)
        || word.chars().all(|character| {
            character.is_ascii_digit() || "年月日季度周上下半本当全期第前一二三四五六七八九十".contains(character)
        })
}

/// The target of a sum without a line of its own: the line that the two or more rows right above it, back
/// to the last total, are members of.
pub(super) fn target_of_sum(read: &[RowFigures]) -> Option<Target> {
    let last = read.last()?;
    let (_, above) = last.series.members.split_last()?;
    let is_part = |row: &&RowFigures| {
        let outer = row.series.members.split_last().map(|(_, outer)| outer);
        !row.is_total && row.series.line == last.series.line && outer == Some(above)
    };
    (read.iter().rev().take_while(is_part).count() >= 2).then(|| {
        let members = above.iter().cloned().map(MemberFrom::Named).collect();
        Target::plain(&last.series.line, members)
    })
}

/// Each total with the series that should add up to it: the members of its series in the same table and
/// period, or, without such, the line itself where another row gives it.
pub(super) fn tie_outs(read: &[RowFigures]) -> Vec<PrintedTotal> {
    let mut totals = Vec::new();
    for (at, total) in read.iter().enumerate().filter(|(_, row)| row.is_total) {
        for figure in &total.figures {
            let in_period = |row: &&RowFigures| row.figures.iter().any(|other| other.period == figure.period);
            let others = || {
                read.iter()
                    .enumerate()
                    .filter(|(other, row)| *other != at && !row.is_total)
                    .map(|(_, row)| row)
            };
            let is_part = |row: &&RowFigures| {
                let inner = row.series.members.split_last();
                row.series.line == total.series.line && inner.is_some_and(|(_, outer)| outer == total.series.members)
            };
            let mut parts: Vec<Series> = others()
                .filter(is_part)
                .filter(in_period)
                .map(|row| row.series.clone())
                .collect();
            if parts.is_empty() {
                let same = others().filter(|row| row.series == total.series).filter(in_period);
                parts.extend(same.map(|row| row.series.clone()).take(1));
            }
            parts.sort();
            parts.dedup();
            if !parts.is_empty() {
                totals.push(PrintedTotal {
                    figure: figure.clone(),
                    parts,
                });
            }
        }
    }
    totals
}
