//! The header of a long table: for each column the words that stand over it, in one row or several.

use quarterbook_data::CellAddress;

use super::Scope;
use super::table::text_of;
use super::tags::{Tagged, stacked, tagged};
use crate::Cell;
use crate::rules::{Pattern, Source};
use crate::text::{folded, plain};
use crate::unit::{UnitNote, split_unit};

/// How many rows above the last one may belong to a header.
const ROWS_ABOVE: usize = 2;

/// What stands over a column.
#[derive(Debug, Clone)]
pub(super) struct Header {
    pub(super) address: CellAddress,
    /// The lowest of its texts, as printed.
    pub(super) text: String,
    /// Its texts, the lowest last, folded.
    path: Vec<String>,
    /// The lowest without the unit in brackets behind it, folded, and that unit.
    short: String,
    unit: Option<UnitNote>,
    /// Its parts, where it says line, period and unit together.
    tagged: Option<Tagged>,
}

impl Header {
    fn new(address: CellAddress, texts: &[String]) -> Option<Self> {
        let text = texts.last()?.clone();
        let (short, unit) = split_unit(&text);
        Some(Self {
            address,
            path: texts.iter().map(|text| folded(text)).collect(),
            short: folded(&short),
            tagged: tagged(&text).or_else(|| stacked(texts)),
            text,
            unit,
        })
    }

    /// Whether a name of the book is this column's: its lowest text, or a path such as `金额 > 本期`.
    pub(super) fn is_named(&self, pattern: &Pattern) -> bool {
        let mut path: Vec<&str> = self.path.iter().map(String::as_str).collect();
        if pattern.matches(&path).is_some() {
            return true;
        }
        path.pop();
        path.push(&self.short);
        let line = self.tagged.as_ref().map(|tagged| folded(&tagged.line));
        let is_line = || line.is_some_and(|line| pattern.matches(&[&line]).is_some());
        pattern.matches(&path).is_some() || pattern.is_column(self.address.column) || is_line()
    }

    /// The unit in brackets behind its text, and its words.
    pub(super) fn unit(&self) -> Option<(UnitNote, String)> {
        let of_tag = self.tagged.as_ref().and_then(|tagged| tagged.unit.clone());
        of_tag.or_else(|| Some((self.unit.clone()?, plain(&self.text))))
    }

    /// The label of the period that it says beside its line; one in a row above it may be a title, and gives way to the
    /// period that the book says.
    pub(super) fn period(&self, source: &Source) -> Option<&str> {
        let of_book = source.period.is_some() && tagged(&self.text).is_none();
        self.tagged.as_ref().filter(|_| !of_book)?.period.as_deref()
    }
}

/// The headers of a table whose header ends with the last of these rows, from left to right. A column without a
/// text of its own in it goes by the one above, as where cells are merged downwards.
pub(super) fn headers(scope: Scope<'_>, rows: &[(u32, Vec<Cell>)]) -> Vec<Header> {
    let Some(((last, cells), above)) = rows.split_last() else {
        return Vec::new();
    };
    let above: Vec<&(u32, Vec<Cell>)> = above
        .iter()
        .rev()
        .zip(1..=ROWS_ABOVE as u32)
        .take_while(|((row, _), up)| row + up == *last)
        .map(|(row, _)| row)
        .collect();
    let mut columns: Vec<u32> = above
        .iter()
        .flat_map(|(_, cells)| cells)
        .chain(cells)
        .map(|cell| cell.address.column)
        .collect();
    columns.sort_unstable();
    columns.dedup();
    let of_column = |column: u32| {
        let mut shown: Vec<&Cell> = Vec::new();
        for (row, cells) in above.iter().rev().copied().chain(rows.last()) {
            let Some(cell) = seen_at(scope, CellAddress::new(*row, column), cells) else {
                continue;
            };
            // What is merged downwards is seen in each of its rows, and said once.
            if shown.last().is_none_or(|known| known.address != cell.address) {
                shown.push(cell);
            }
        }
        let texts: Vec<String> = shown.into_iter().map(text_of).collect();
        Header::new(CellAddress::new(*last, column), &texts)
    };
    columns.into_iter().filter_map(of_column).collect()
}

/// The cell a reader sees: through merges where the sheet is held, and leftwards where the book says so.
fn seen_at<'a>(scope: Scope<'a>, at: CellAddress, cells: &'a [Cell]) -> Option<&'a Cell> {
    let own = cells.iter().find(|cell| cell.address.column == at.column);
    let seen = own.or_else(|| scope.grid.shown_at(at));
    if seen.is_some() || !scope.source.rule.header.fill {
        return seen;
    }
    cells.iter().rev().find(|cell| cell.address.column < at.column)
}
