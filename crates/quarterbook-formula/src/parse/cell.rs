//! Cells, ranges, whole rows and whole columns in A1 notation.

use quarterbook_data::{CellAddress, MAX_COLUMNS, MAX_ROWS};

use super::cursor::{Cursor, is_name_part};
use crate::{Area, Axis, CellReference};

/// Reads `B7`, `$B$7:D9`, `2:5` or `B:$D`; nothing is read when none of them begins here.
pub(super) fn area(cursor: &mut Cursor<'_>, host: CellAddress) -> Option<Area> {
    let start = *cursor;
    let found = cells(cursor, host)
        .or_else(|| lines(cursor, &column).map(|(first, last)| columns_between(first, last, host)))
        .or_else(|| lines(cursor, &row).map(|(first, last)| rows_between(first, last, host)));
    if found.is_none() {
        *cursor = start;
    }
    found
}

/// Whether a name reads as a cell in A1 or R1C1 notation, so that it cannot name anything else.
pub(crate) fn is_like_a_cell(name: &str) -> bool {
    let mut a1 = Cursor::new(name);
    let is_a1 = corner(&mut a1).is_some() && a1.rest().is_empty();
    is_a1 || is_like_r1c1(name)
}

fn is_like_r1c1(name: &str) -> bool {
    let is_digit = |character: char| character.is_ascii_digit();
    let upper = name.to_ascii_uppercase();
    let mut cursor = Cursor::new(&upper);
    let has_row = cursor.eat("R");
    if has_row {
        cursor.take_while(is_digit);
    }
    let has_column = cursor.eat("C");
    if has_column {
        cursor.take_while(is_digit);
    }
    (has_row || has_column) && cursor.rest().is_empty()
}

/// A coordinate as written: 0-based, and whether `$` stands before it.
#[derive(Clone, Copy)]
struct Coordinate {
    index: u32,
    fixed: bool,
}

impl Coordinate {
    fn seen_from(self, host: u32) -> Axis {
        if self.fixed {
            Axis::Absolute(self.index)
        } else {
            Axis::relative(self.index, host)
        }
    }
}

fn cells(cursor: &mut Cursor<'_>, host: CellAddress) -> Option<Area> {
    let start = *cursor;
    let Some((column, row)) = whole_corner(cursor) else {
        *cursor = start;
        return None;
    };
    let after_first = *cursor;
    if eat_colon(cursor)
        && let Some((other_column, other_row)) = whole_corner(cursor)
    {
        let (left, right) = in_order(column, other_column);
        let (top, bottom) = in_order(row, other_row);
        return Some(Area::Range(reference(top, left, host), reference(bottom, right, host)));
    }
    *cursor = after_first;
    Some(Area::Cell(reference(row, column, host)))
}

fn reference(row: Coordinate, column: Coordinate, host: CellAddress) -> CellReference {
    CellReference {
        row: row.seen_from(host.row),
        column: column.seen_from(host.column),
    }
}

fn columns_between(first: Coordinate, last: Coordinate, host: CellAddress) -> Area {
    let (first, last) = in_order(first, last);
    Area::Columns(first.seen_from(host.column), last.seen_from(host.column))
}

fn rows_between(first: Coordinate, last: Coordinate, host: CellAddress) -> Area {
    let (first, last) = in_order(first, last);
    Area::Rows(first.seen_from(host.row), last.seen_from(host.row))
}

/// Excel turns `B9:A1` into `A1:B9` as soon as it is entered.
fn in_order(one: Coordinate, other: Coordinate) -> (Coordinate, Coordinate) {
    if one.index <= other.index {
        (one, other)
    } else {
        (other, one)
    }
}

/// Reads two rows or two columns with a colon between them.
fn lines(
    cursor: &mut Cursor<'_>,
    line: &impl Fn(&mut Cursor<'_>) -> Option<Coordinate>,
) -> Option<(Coordinate, Coordinate)> {
    let start = *cursor;
    let found = line(cursor)
        .filter(|_| eat_colon(cursor))
        .and_then(|first| Some((first, line(cursor)?)))
        .filter(|_| ends_here(cursor));
    if found.is_none() {
        *cursor = start;
    }
    found
}

fn eat_colon(cursor: &mut Cursor<'_>) -> bool {
    cursor.skip_space();
    let found = cursor.eat(":");
    cursor.skip_space();
    found
}

/// Reads a cell behind which nothing goes on that would make it a function, a sheet, a table or a name.
fn whole_corner(cursor: &mut Cursor<'_>) -> Option<(Coordinate, Coordinate)> {
    corner(cursor).filter(|_| ends_here(cursor))
}

fn ends_here(cursor: &Cursor<'_>) -> bool {
    cursor
        .peek()
        .is_none_or(|next| !is_name_part(next) && !matches!(next, '(' | '!' | '[' | '$'))
}

fn corner(cursor: &mut Cursor<'_>) -> Option<(Coordinate, Coordinate)> {
    Some((column(cursor)?, row(cursor)?))
}

fn column(cursor: &mut Cursor<'_>) -> Option<Coordinate> {
    let fixed = cursor.eat("$");
    let letters = cursor.take_while(|character| character.is_ascii_alphabetic());
    if !(1..=3).contains(&letters.len()) {
        return None;
    }
    let number = letters.bytes().fold(0, |sum, byte| {
        sum * 26 + u32::from(byte.to_ascii_uppercase() - b'A') + 1
    });
    (number <= MAX_COLUMNS).then_some(Coordinate {
        index: number - 1,
        fixed,
    })
}

fn row(cursor: &mut Cursor<'_>) -> Option<Coordinate> {
    let fixed = cursor.eat("$");
    let digits = cursor.take_while(|character| character.is_ascii_digit());
    if digits.starts_with('0') {
        return None;
    }
    let number: u32 = digits.parse().ok()?;
    (number <= MAX_ROWS).then_some(Coordinate {
        index: number - 1,
        fixed,
    })
}
