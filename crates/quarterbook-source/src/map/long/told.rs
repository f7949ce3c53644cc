//! What is told of a long table or a ledger as a whole.

use std::collections::BTreeMap;

use quarterbook_data::{Place, Problem};

use super::sums::{SumRows, Worded};
use super::{LISTED, LongReader};
use crate::map::Scope;
use crate::map::lines::{quoted, where_line};

/// How many rows there were below the header, and how many of them `where` let pass.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Passed {
    pub(super) rows: u64,
    pub(super) wanted: u64,
    /// Those that were no rows of the table.
    pub(super) odd: u64,
}

impl Passed {
    /// The warning for a table that gave nothing.
    pub(super) fn problem(self, scope: Scope<'_>) -> Option<Problem> {
        let problem = match self {
            Self { rows: 0, .. } => Problem::warning("the table has a header and no rows"),
            Self { rows, wanted: 0, odd } if odd < rows => {
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

/// The error for a ledger with days or months and, among them, whole quarters, which may be the sums of the others.
pub(super) fn whole_among_parts(reader: &LongReader) -> Option<Problem> {
    let (place, text) = reader.whole.as_ref().filter(|_| reader.has_shorter)?;
    let problem = Problem::error(format!(
        "`{text}` is a whole period among rows of shorter ones, and may be their sum"
    ));
    Some(
        problem
            .at(place.clone())
            .hint("leave such rows out with `where`, or give them a file of their own if they count too"),
    )
}

/// A note on rows of a ledger that sum others.
pub(super) fn sums_left_out(scope: Scope<'_>, sums: &SumRows) -> Option<Problem> {
    let shown: Vec<String> = sums.left_out.iter().map(ToString::to_string).collect();
    let more = match sums.leavings - sums.left_out.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let problem = Problem::note(format!(
        "totals among the rows are not summed: {}{more}",
        shown.join(", ")
    ));
    (!shown.is_empty()).then(|| problem.at(sheet(scope)))
}

/// A warning about rows of a ledger that are summed and may be sums of others.
pub(super) fn perhaps_sums(scope: Scope<'_>, sums: &SumRows) -> Option<Problem> {
    let (first, text) = sums.doubtful.first()?;
    let shown: Vec<String> = sums
        .doubtful
        .iter()
        .map(|(cell, text)| format!("{cell} `{text}`"))
        .collect();
    let more = match sums.doubts - sums.doubtful.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let problem = Problem::warning(format!(
        "rows that may be totals of others are summed: {}{more}",
        shown.join(", ")
    ));
    Some(
        problem
            .at(scope.grid.place(*first))
            .hint(format!("write `total = [{}]` to leave such rows out", quoted(text))),
    )
}

/// What is told of rows that are no bookings by their words, and of those that may be none.
pub(super) fn no_bookings(scope: Scope<'_>, reader: &LongReader) -> Vec<Problem> {
    let SumRows { carried, unclear, .. } = &reader.sum_rows;
    let of = |rows: &Worded, one: &str, several: &str| match rows.rows {
        1 => one.to_owned(),
        rows => format!("{rows} {several}"),
    };
    let left_out = of(
        carried,
        "a row is a balance, carried over or a figure to date, and is not summed",
        "rows are balances, carried over or figures to date, and are not summed",
    );
    let doubtful = of(
        unclear,
        "a row may be a balance, the sum of others or a closing entry, and no booking",
        "rows may be balances, sums of others or closing entries, and no bookings",
    );
    let warning = worded(scope, reader, carried, Problem::warning, &left_out);
    let error = worded(scope, reader, unclear, Problem::error, &doubtful);
    warning.into_iter().chain(error).collect()
}

fn worded(
    scope: Scope<'_>,
    reader: &LongReader,
    rows: &Worded,
    problem: impl Fn(String) -> Problem,
    said: &str,
) -> Option<Problem> {
    let (first, _) = rows.first.first()?;
    let shown: Vec<String> = rows
        .first
        .iter()
        .map(|(cell, text)| format!("{cell} `{text}`"))
        .collect();
    let column = reader.column_name(first.column);
    let of_column = rows.first.iter().filter(|(cell, _)| cell.column == first.column);
    let texts: Vec<String> = of_column
        .filter(|(_, text)| !text.contains('*'))
        .map(|(_, text)| format!("!{text}"))
        .collect();
    let all = where_line(scope.source, &column, &["*".to_owned()]);
    let hint = if texts.is_empty() {
        format!("write `{all}` if all rows count")
    } else {
        let left_out = where_line(scope.source, &column, &texts);
        format!("write `{left_out}` to leave them out, or `{all}` if all rows count")
    };
    let told = problem(format!("{said}: {}", shown.join(", ")));
    Some(told.at(scope.grid.place(*first)).hint(hint))
}

fn sheet(scope: Scope<'_>) -> Place {
    Place::Sheet {
        file: scope.grid.file.path.clone(),
        sheet: scope.grid.sheet.to_string(),
    }
}
