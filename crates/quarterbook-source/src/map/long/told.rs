//! What is told of a long table or a ledger as a whole.

use std::collections::BTreeMap;

use quarterbook_data::{CellAddress, Place, Problem};

use crate::map::Scope;

/// How many labels or cells a problem lists.
const LISTED: usize = 8;

/// How many rows there were below the header, and how many of them `where` let pass.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Passed {
    pub(super) rows: u64,
    pub(super) wanted: u64,
}

impl Passed {
    /// The warning for a table that gave nothing.
    pub(super) fn problem(self, scope: Scope<'_>) -> Option<Problem> {
        let problem = match self {
            Self { rows: 0, .. } => Problem::warning("the table has a header and no rows"),
            Self { rows, wanted: 0 } => {
                let filters: Vec<&str> = scope.source.rule.only.keys().map(String::as_str).collect();
                let said = match rows {
                    1 => "the only row does not pass `where`".to_owned(),
                    _ => format!("none of {rows} rows passes `where`"),
                };
                Problem::warning(said).hint(format!("compare the texts in the column of `{}`", filters.join("`, `")))
            }
            _ => return None,
        };
        Some(problem.at(sheet(scope)))
    }
}

/// A note on rows whose line the book does not speak of.
pub(super) fn unmapped_rows(scope: Scope<'_>, unmapped: &BTreeMap<String, usize>) -> Option<Problem> {
    let listed = unmapped.iter().take(LISTED);
    let shown: Vec<String> = listed
        .map(|(text, count)| format!("`{}` ({count})", text.trim()))
        .collect();
    let problem = Problem::note(format!("rows not mapped: {}", shown.join(", ")));
    (!shown.is_empty()).then(|| problem.at(sheet(scope)))
}

/// Rows of a ledger that are totals of others: how many, and the first of the cells that say so.
#[derive(Debug, Default)]
pub(super) struct Totals {
    count: usize,
    first: Vec<CellAddress>,
}

impl Totals {
    pub(super) fn add(&mut self, cell: CellAddress) {
        self.count += 1;
        if self.first.len() < LISTED {
            self.first.push(cell);
        }
    }

    /// The note on them.
    pub(super) fn problem(&self, scope: Scope<'_>) -> Option<Problem> {
        let shown: Vec<String> = self.first.iter().map(ToString::to_string).collect();
        let more = match self.count - shown.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let problem = Problem::note(format!(
            "totals among the rows are not summed: {}{more}",
            shown.join(", ")
        ));
        (!shown.is_empty()).then(|| problem.at(sheet(scope)))
    }
}

fn sheet(scope: Scope<'_>) -> Place {
    Place::Sheet {
        file: scope.grid.file.path.clone(),
        sheet: scope.grid.sheet.to_string(),
    }
}
