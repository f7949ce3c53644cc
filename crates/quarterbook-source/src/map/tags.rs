//! Headers that say a line, its period and its unit in one cell, as terminals export companies down and figures across:
//! 营业收入[报告期]2024年报[单位]亿元. Others write the three under one another.

use crate::text::plain;
use crate::unit::{UnitNote, read_unit};
use crate::{PeriodContext, PeriodError, read_period};

/// The parts of a header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tagged {
    /// What stands before the first tag: the line.
    pub(crate) line: String,
    /// The label of the period, as printed.
    pub(crate) period: Option<String>,
    /// The unit, and the words that say it.
    pub(crate) unit: Option<(UnitNote, String)>,
}

/// What a tag says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tag {
    Period,
    Unit,
    Other,
}

const TAGS: [(&str, Tag); 18] = [
    ("报告期", Tag::Period),
    ("报告期间", Tag::Period),
    ("交易日期", Tag::Period),
    ("截止日期", Tag::Period),
    ("截止日", Tag::Period),
    ("日期", Tag::Period),
    ("年度", Tag::Period),
    ("会计年度", Tag::Period),
    ("单位", Tag::Unit),
    ("币种", Tag::Unit),
    ("报表类型", Tag::Other),
    ("数据类型", Tag::Other),
    ("报告类型", Tag::Other),
    ("计算方法", Tag::Other),
    ("统计口径", Tag::Other),
    ("口径", Tag::Other),
    ("复权方式", Tag::Other),
    ("序号", Tag::Other),
];

/// A header with tags in brackets; `None` for one without any that is known.
pub(crate) fn tagged(text: &str) -> Option<Tagged> {
    if text.len() > 400 || !text.contains(['[', '【']) {
        return None;
    }
    let text = plain(text);
    let mut period = None;
    let mut units: Vec<String> = Vec::new();
    let mut rest = text.as_str();
    let mut line = None;
    while let Some((at, tag, length)) = next_tag(rest) {
        line.get_or_insert(rest[..at].trim());
        rest = &rest[at + length..];
        let end = next_tag(rest).map_or(rest.len(), |(end, _, _)| end);
        let value = rest[..end].trim();
        match tag {
            Tag::Period if period.is_none() && !value.is_empty() => period = Some(value.to_owned()),
            Tag::Unit => units.push(value.to_owned()),
            _ => {}
        }
    }
    let words = units.join(" ");
    Some(Tagged {
        line: line.filter(|line| !line.is_empty())?.to_owned(),
        period,
        unit: read_unit(&words).map(|note| (note, words)),
    })
}

/// Where the next tag begins, what it says, and how long it is.
fn next_tag(text: &str) -> Option<(usize, Tag, usize)> {
    text.match_indices('[').find_map(|(at, _)| {
        let inside = &text[at + 1..];
        let end = inside.find(']')?;
        let name = inside[..end].trim();
        let (_, tag) = TAGS.iter().find(|(known, _)| *known == name)?;
        Some((at, *tag, end + 2))
    })
}

/// The texts over a column, from the top, as a line with its period and unit under it: 营业总收入, 2024年报, 亿元.
pub(crate) fn stacked(texts: &[String]) -> Option<Tagged> {
    let is_period = |text: &String| {
        let read = read_period(text, &PeriodContext::default());
        matches!(read, Ok(_) | Err(PeriodError::Unclear { .. }))
    };
    let (period, others): (Vec<&String>, Vec<&String>) = texts.iter().partition(|text| is_period(text));
    let [period] = period.as_slice() else {
        return None;
    };
    let (units, lines): (Vec<&String>, Vec<&String>) = others.into_iter().partition(|text| read_unit(text).is_some());
    let [line] = lines.as_slice() else {
        return None;
    };
    let unit = units.first().and_then(|words| Some((read_unit(words)?, plain(words))));
    Some(Tagged {
        line: plain(line),
        period: Some((*period).clone()),
        unit,
    })
}
