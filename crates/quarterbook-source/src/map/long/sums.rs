//! Rows of a ledger that sum others: subtotals of a month, grand totals, figures to date.

use std::collections::HashMap;

use quarterbook_data::CellAddress;

use super::{Here, LISTED, is_total};
use crate::CellValue;
use crate::map::Scope;
use crate::map::sum_words::{SaysSum, may_say_sum, says_sum};
use crate::text::folded;

/// How many texts are remembered.
const MOST_TEXTS: usize = 1 << 12;

/// What texts among a ledger's rows say of sums, and the cells that say it.
#[derive(Debug, Default)]
pub(super) struct SumRows {
    known: HashMap<String, SaysSum>,
    /// The first cells of rows that are sums and were left out.
    pub(super) left_out: Vec<CellAddress>,
    pub(super) leavings: usize,
    /// The first cells of rows that may be sums and count, with their texts.
    pub(super) doubtful: Vec<(CellAddress, String)>,
    pub(super) doubts: usize,
    /// Rows left out as balances, amounts carried over or figures to date.
    pub(super) carried: Worded,
    /// Rows that may be such, or bookings.
    pub(super) unclear: Worded,
}

/// Rows with words of one kind.
#[derive(Debug, Default)]
pub(super) struct Worded {
    pub(super) rows: usize,
    /// The first cell with each text, as far as they are listed.
    pub(super) first: Vec<(CellAddress, String)>,
}

impl Worded {
    fn add(&mut self, cell: CellAddress, text: &str) {
        let text = text.trim();
        self.rows += 1;
        let is_known = |(known, own): &(CellAddress, String)| known.column == cell.column && own == text;
        if self.first.len() < LISTED && !self.first.iter().any(is_known) {
            self.first.push((cell, text.to_owned()));
        }
    }
}

impl SumRows {
    /// Whether one of a row's texts says that the row is no booking. Columns of which `where` names the texts it wants
    /// are left to the book.
    pub(super) fn has(&mut self, here: Here<'_>) -> bool {
        let names_totals = !here.scope.source.total.is_empty();
        for cell in here.cells {
            let CellValue::Text(text) = &cell.value else { continue };
            let column = cell.address.column;
            if !(names_totals || may_say_sum(text)) || here.columns.choosing().any(|other| other == column) {
                continue;
            }
            match self.reading(here, column, text) {
                SaysSum::Perhaps if here.columns.has_figure(here.cells) => self.doubt(cell.address, text),
                SaysSum::Unclear if has_amount(here) => self.unclear.add(cell.address, text),
                SaysSum::No | SaysSum::Perhaps | SaysSum::Unclear => {}
                SaysSum::Carried => {
                    if has_amount(here) {
                        self.carried.add(cell.address, text);
                    }
                    return true;
                }
                SaysSum::Yes => {
                    self.leave_out(cell.address);
                    return true;
                }
            }
        }
        false
    }

    fn reading(&mut self, here: Here<'_>, column: u32, text: &str) -> SaysSum {
        let mut saying = here.columns.saying();
        if saying.any(|other| other == column) && is_total(here.scope, text) {
            return SaysSum::Yes;
        }
        let said = match self.known.get(text) {
            Some(known) => *known,
            None => self.learn(here, text),
        };
        // What a line's text says is what the book makes of it.
        match said {
            SaysSum::Yes if here.columns.line == Some(column) && is_named_line(here, text) => SaysSum::No,
            SaysSum::No | SaysSum::Yes => said,
            SaysSum::Perhaps if here.columns.line == Some(column) => SaysSum::No,
            SaysSum::Carried | SaysSum::Unclear if is_of_book(here, column, text) => SaysSum::No,
            said => said,
        }
    }

    fn learn(&mut self, here: Here<'_>, text: &str) -> SaysSum {
        let scope = here.scope;
        let is_named = scope.source.total.iter().any(|total| total.matches_text(text));
        let said = match says_sum(text) {
            _ if is_named => SaysSum::Yes,
            SaysSum::Perhaps | SaysSum::Carried | SaysSum::Unclear if is_own_member(scope, text) => SaysSum::No,
            said => said,
        };
        if self.known.len() >= MOST_TEXTS {
            self.known.clear();
        }
        self.known.insert(text.to_owned(), said);
        said
    }

    fn leave_out(&mut self, cell: CellAddress) {
        self.leavings += 1;
        if self.left_out.len() < LISTED {
            self.left_out.push(cell);
        }
    }

    fn doubt(&mut self, cell: CellAddress, text: &str) {
        self.doubts += 1;
        if self.doubtful.len() < LISTED {
            self.doubtful.push((cell, text.trim().to_owned()));
        }
    }
}

/// Whether a row holds more than zeros in the columns of figures.
fn has_amount(here: Here<'_>) -> bool {
    let is_some = |cell: &crate::Cell| match &cell.value {
        CellValue::Number(number) => *number != 0.0,
        CellValue::Text(text) => text.contains(|c: char| c.is_numeric() && c != '0'),
        _ => true,
    };
    let figures: Vec<u32> = here.columns.of_figures().collect();
    let mut cells = here.cells.iter().filter(|cell| figures.contains(&cell.address.column));
    cells.any(is_some)
}

/// Whether the book itself says what such a text in this column is: the sign of its row, say, or its line.
fn is_of_book(here: Here<'_>, column: u32, text: &str) -> bool {
    if here.columns.line != Some(column) {
        return here.columns.says_how(here.scope.source, column);
    }
    let mut rows = here.scope.source.rows.iter();
    rows.all(|(pattern, _)| !pattern.matches_text(text)) || is_named_line(here, text)
}

/// Whether the book maps a line by just this text.
fn is_named_line(here: Here<'_>, text: &str) -> bool {
    let mut rows = here.scope.source.rows.iter();
    let found = rows.find(|(pattern, _)| pattern.matches_text(text));
    found.is_some_and(|(pattern, _)| pattern.is_exact())
}

/// Whether a member of the book is called just so, or matched without `*`.
fn is_own_member(scope: Scope<'_>, text: &str) -> bool {
    let key = folded(text);
    let mut members = scope
        .vocabulary
        .dimensions
        .values()
        .flat_map(|dimension| &dimension.members);
    members.any(|member| {
        let mut labels = member.label.texts().map(|(_, label)| label);
        labels.any(|label| folded(label) == key) || member.patterns.iter().any(|pattern| folded(pattern) == key)
    })
}
