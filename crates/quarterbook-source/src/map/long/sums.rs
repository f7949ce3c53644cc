//! Rows of a ledger that sum others: subtotals of a month, grand totals, figures to date.

use std::collections::HashMap;

use quarterbook_data::CellAddress;

use super::{Here, LISTED, is_total};
use crate::CellValue;
use crate::map::Scope;
use crate::map::totals::{SaysSum, says_sum};
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
}

impl SumRows {
    /// Whether one of a row's texts says that the row sums others. The columns of `where` are left to the book.
    pub(super) fn has(&mut self, here: Here<'_>) -> bool {
        let names_totals = !here.scope.source.total.is_empty();
        for cell in here.cells {
            let CellValue::Text(text) = &cell.value else { continue };
            let column = cell.address.column;
            if !(names_totals || may_say_sum(text)) || here.columns.deciding().any(|other| other == column) {
                continue;
            }
            match self.reading(here, column, text) {
                SaysSum::Perhaps if here.columns.has_figure(here.cells) => self.doubt(cell.address, text),
                SaysSum::No | SaysSum::Perhaps => {}
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
            SaysSum::Perhaps if here.columns.line == Some(column) => SaysSum::No,
            said => said,
        }
    }

    fn learn(&mut self, here: Here<'_>, text: &str) -> SaysSum {
        let scope = here.scope;
        let is_named = scope.source.total.iter().any(|total| total.matches_text(text));
        let said = match says_sum(text) {
            _ if is_named => SaysSum::Yes,
            SaysSum::Perhaps if is_own_member(scope, text) => SaysSum::No,
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

/// Whether a text is worth reading for a word for a sum: most of a ledger's are not, and all are looked at.
fn may_say_sum(text: &str) -> bool {
    const LONGEST: usize = 60;
    // Of 合计, 小计, 总计, 累计, and their traditional forms.
    const LAST: [&[u8]; 2] = ["计".as_bytes(), "計".as_bytes()];
    let bytes = text.as_bytes();
    let is_word = |(at, first): (usize, &u8)| match first {
        b't' | b'T' => bytes
            .get(at..at + 5)
            .is_some_and(|word| word.eq_ignore_ascii_case(b"total")),
        0xe8 => LAST.iter().any(|last| bytes[at..].starts_with(last)),
        _ => false,
    };
    bytes.len() <= LONGEST && (bytes.iter().enumerate().any(is_word) || bytes.eq_ignore_ascii_case(b"sum"))
}
