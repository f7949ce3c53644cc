//! Raised characters in the texts of cells: footnote marks, whose digits would otherwise pass for digits of a figure.

use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};
use std::sync::Arc;

use quarterbook_data::{CellAddress, CellRange};

use crate::{Cell, CellValue};

/// Raised stretches of a text, in order, counted in UTF-16 code units from 0, as the binary formats count.
pub(crate) type Stretches = Arc<[Range<usize>]>;

/// The stretches of a text whose fonts are raised. Each run says from which code unit on it goes, up to the next, and
/// its font.
pub(crate) fn stretches(runs: &[(usize, usize)], is_raised: impl Fn(usize) -> bool) -> Option<Stretches> {
    let ends = runs.iter().skip(1).map(|(start, _)| *start).chain([usize::MAX]);
    let found: Vec<Range<usize>> = runs
        .iter()
        .zip(ends)
        .filter(|((start, font), end)| start < end && is_raised(*font))
        .map(|((start, _), end)| *start..end)
        .collect();
    (!found.is_empty()).then(|| found.into())
}

/// The raised stretches of a sheet's cells, which calamine does not tell.
#[derive(Debug, Default)]
pub(crate) struct RaisedCells {
    /// By their first row; one that is repeated stands once.
    rows: BTreeMap<u32, RaisedRow>,
}

#[derive(Debug)]
struct RaisedRow {
    last: u32,
    columns: Vec<(RangeInclusive<u32>, Stretches)>,
}

impl RaisedCells {
    /// Says it of a cell, or of cells that stand once for many. Rows do not overlap but for those of one first row.
    pub(crate) fn add(&mut self, cells: CellRange, stretches: Stretches) {
        let (first, last) = (cells.first, cells.last);
        let row = self.rows.entry(first.row).or_insert_with(|| RaisedRow {
            last: last.row,
            columns: Vec::new(),
        });
        row.columns.push((first.column..=last.column, stretches));
    }

    /// Raises what is raised of a cell.
    pub(crate) fn apply(&self, cell: &mut Cell) {
        let CellAddress { row, column } = cell.address;
        let above = self.rows.range(..=row).next_back();
        let Some((_, found)) = above.filter(|(_, found)| row <= found.last) else {
            return;
        };
        let mut columns = found.columns.iter().filter(|(columns, _)| columns.contains(&column));
        if let (CellValue::Text(text), Some((_, stretches))) = (&cell.value, columns.next()) {
            cell.value = CellValue::Text(raise(text, stretches).into());
        }
    }
}

/// A text with these stretches of it raised.
pub(crate) fn raise(text: &str, stretches: &[Range<usize>]) -> String {
    let mut stretches = stretches.iter().peekable();
    let mut at = 0;
    let mut whole = String::with_capacity(text.len());
    let mut run = String::new();
    for character in text.chars() {
        if stretches.next_if(|stretch| stretch.end <= at).is_some() {
            whole.push_str(&superscript(&run));
            run.clear();
        }
        let is_raised = stretches.peek().is_some_and(|stretch| stretch.contains(&at));
        if is_raised { &mut run } else { &mut whole }.push(character);
        at += character.len_utf16();
    }
    whole.push_str(&superscript(&run));
    whole
}

/// A raised run as superscripts: digits, the marks between and around them, and a letter that stands alone, which the
/// `st` of 1st does not.
pub(crate) fn superscript(run: &str) -> String {
    const LETTERS: &str = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖ\u{0}ʳˢᵗᵘᵛʷˣʸᶻ";
    const DIGITS: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    let mut marks = run.split(['(', ')', ' ', ',']);
    let letter = |character: char| {
        let place = usize::from(u8::try_from(character.to_ascii_lowercase()).ok()?.checked_sub(b'a')?);
        LETTERS.chars().nth(place).filter(|letter| *letter != '\u{0}')
    };
    let is_mark = marks.all(|mark| mark.chars().count() <= 1 || mark.bytes().all(|byte| byte.is_ascii_digit()));
    let up = |character: char| match character {
        _ if !is_mark => character,
        '(' => '⁽',
        ')' => '⁾',
        ',' => '⸴',
        _ => match character.to_digit(10) {
            Some(digit) => DIGITS.chars().nth(digit as usize).unwrap_or(character),
            None => letter(character).unwrap_or(character),
        },
    };
    run.chars().map(up).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_raised_where_their_fonts_are() {
        for (text, runs, raised) in [
            ("12.31", &[(0, 0), (4, 1)][..], "12.3¹"),
            ("12.3(1)5", &[(0, 0), (4, 1), (7, 0)], "12.3⁽¹⁾5"),
            ("𝑥12", &[(2, 1), (3, 0)], "𝑥¹2"),
            ("1a2", &[(0, 1), (1, 0), (2, 1)], "¹a²"),
            ("1st", &[(1, 1)], "1st"),
            ("12", &[(1, 1), (1, 0)], "12"),
            ("12", &[(9, 1)], "12"),
        ] {
            let stretches = stretches(runs, |font| font == 1).unwrap_or_default();
            assert_eq!(raise(text, &stretches), raised, "{text}");
        }
    }

    #[test]
    fn cells_that_stand_for_many_are_raised_in_each_of_them() {
        let mut raised = RaisedCells::default();
        let address = CellAddress::new;
        raised.add(
            CellRange::new(address(2, 1), address(4, 3)),
            std::iter::once(1..2).collect(),
        );
        raised.add(CellRange::cell(address(9, 0)), std::iter::once(0..1).collect());
        for (row, column, text) in [
            (2, 1, "1²"),
            (4, 3, "1²"),
            (5, 1, "12"),
            (3, 4, "12"),
            (9, 0, "¹2"),
            (1, 1, "12"),
        ] {
            let mut cell = Cell::new(address(row, column), CellValue::Text("12".into()));
            raised.apply(&mut cell);
            assert_eq!(cell.value, CellValue::Text(text.into()), "{}", cell.address);
        }
    }
}
