//! Header cells that are bare numbers: 2024 may be a year or a count; and cells that are none of a header.

use super::header_rows::header_text;
use crate::text::plain;
use crate::{Cell, CellValue, DecimalMark, read_value};

/// Periods as bare numbers: the months in which they end, counted from the year 0, and whether they go on in even
/// steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numbers {
    pub(super) months: Vec<i32>,
    pub(super) are_even: bool,
}

/// What a header cell is without those above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bare {
    Words,
    /// A number that is a period ending in this month, counted from the year 0: `2024`, `202409`, `20240930`, `2024.09`.
    Month(i32),
    /// A number that is no period.
    Other,
}

/// What a header cell is, by what it shows.
pub(super) fn bare_number(cell: &Cell) -> Bare {
    let text = plain(&header_text(cell));
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && !text.is_empty();
    if !is_number || text.split('.').count() == 3 {
        return Bare::Words;
    }
    // Years have no thousands and no hundredths.
    if matches!(cell.value, CellValue::Number(_)) && cell.printed().contains(',') {
        return Bare::Other;
    }
    let Some((year, rest)) = text.split_at_checked(4) else {
        return Bare::Words;
    };
    let month = match (rest.len(), rest.strip_prefix('.')) {
        (0, None) => Some("12"),
        (2 | 3, Some(month)) => Some(month),
        (2 | 4, None) => rest.get(..2),
        _ => None,
    };
    let month = month
        .and_then(|month| month.parse::<i32>().ok())
        .filter(|month| (1..=12).contains(month));
    let year = year.parse::<i32>().ok().filter(|year| (1950..=2100).contains(year));
    let months = year.zip(month).map(|(year, month)| year * 12 + month);
    months.map_or(Bare::Other, Bare::Month)
}

/// Periods in order, the oldest or the newest first, also again and again beside one another, or where they may repeat with
/// one more than once; `None` for any others.
pub(super) fn numbers(months: Vec<i32>, may_repeat: bool) -> Option<Numbers> {
    let mut different = months.clone();
    if may_repeat {
        different.dedup();
    }
    let first = *different.first()?;
    let block = different.iter().skip(1).position(|month| *month == first);
    let block = block.map_or(different.len(), |at| at + 1);
    let is_repeated = different.chunks(block).all(|other| different.starts_with(other));
    let steps: Vec<i32> = different[..block].windows(2).map(|pair| pair[1] - pair[0]).collect();
    let are_even = steps.windows(2).all(|pair| pair[0] == pair[1]);
    let is_ordered = steps.iter().all(|step| *step > 0) || steps.iter().all(|step| *step < 0);
    (is_ordered && is_repeated).then_some(Numbers { months, are_even })
}

/// Whether a cell says that there is no figure.
pub(super) fn is_nil(cell: &Cell) -> bool {
    let text = cell.value.text().filter(|text| text.chars().count() <= 12);
    let read = text.and_then(|text| read_value(text, DecimalMark::Unknown).ok());
    read.is_some_and(|reading| reading.amount.number().is_none())
}

/// Whether a cell is a number of less digits than a year has: under FY it is a figure of a matrix, and not its year.
pub(super) fn is_short_number(cell: &Cell) -> bool {
    matches!(cell.value, CellValue::Number(number) if number.abs() < 1000.0)
        || cell
            .value
            .text()
            .is_some_and(|text| text.len() < 4 && text.bytes().all(|byte| byte.is_ascii_digit()))
}
