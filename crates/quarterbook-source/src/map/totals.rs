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
