//! Amounts of a long table cut at the commas of their thousands: `2024-01-05,1,234` is an amount and a remark, or one
//! amount. What the rows have in common tells, so that it is known in the end.

use std::collections::BTreeMap;

use quarterbook_data::{CellAddress, Problem};

use super::Here;
use crate::map::thousands::{Halves, is_of_words};
use crate::map::{Scope, is_figure};
use crate::{Cell, Cut};

/// What was met of amounts that may be cut.
#[derive(Default)]
pub(super) struct CutAmounts {
    /// The fewest fields of a row, and how many rows with halves have how many, with the first.
    least: Option<u32>,
    by_fields: BTreeMap<u32, Found>,
    /// Columns right of an amount that the book does not name.
    beside: BTreeMap<u32, Beside>,
    with_zero: Option<Found>,
}

struct Found {
    count: usize,
    cell: CellAddress,
    halves: Halves,
}

#[derive(Default)]
struct Beside {
    found: Option<Found>,
    figures: usize,
    others: usize,
}

fn add(found: &mut Option<Found>, cell: CellAddress, halves: Halves) {
    found.get_or_insert(Found { count: 0, cell, halves }).count += 1;
}

fn text_of(cell: &Cell) -> Option<&str> {
    cell.value.text()
}

impl CutAmounts {
    /// Takes a row that counts.
    pub(super) fn see(&mut self, here: Here<'_>, cut: Option<Cut>) {
        let Some(cut) = cut.filter(|cut| cut.separator == b',') else {
            return;
        };
        self.least = Some(self.least.map_or(cut.fields, |least| least.min(cut.fields)));
        for column in here.columns.of_figures() {
            let at = |column: u32| here.cells.binary_search_by_key(&column, |cell| cell.address.column);
            let amount = at(column).ok().map(|at| &here.cells[at]);
            let next = at(column + 1).ok().map(|at| &here.cells[at]);
            let texts = (amount.and_then(text_of), next.and_then(text_of));
            let halves = match texts {
                (Some(head), Some(tail)) if tail.len() >= 3 && head.len() <= 5 => Halves::of(head, tail),
                _ => None,
            };
            let is_named = here.columns.names(column + 1);
            if !is_named {
                let beside = self.beside.entry(column + 1).or_default();
                if next.is_some_and(is_figure) {
                    beside.figures += 1;
                } else {
                    beside.others += 1;
                }
            }
            let (Some(halves), Some(amount)) = (halves, amount) else {
                continue;
            };
            let cell = amount.address;
            if !is_named {
                add(
                    &mut self.beside.entry(column + 1).or_default().found,
                    cell,
                    halves.clone(),
                );
            } else if halves.has_leading_zero() && here.columns.of_figures().any(|other| other == column + 1) {
                add(&mut self.with_zero, cell, halves.clone());
            }
            let found = self.by_fields.entry(cut.fields);
            found.or_insert(Found { count: 0, cell, halves }).count += 1;
        }
    }

    /// The errors for amounts that something shows to be cut; `header` is the text over a column.
    pub(super) fn problems(&self, scope: Scope<'_>, header: impl Fn(u32) -> Option<String>) -> Vec<Problem> {
        let problem = |found: &Found, why: &str, header: Option<&str>| {
            let rows = match found.count {
                1 => String::new(),
                more => format!("; and {} rows like it", more - 1),
            };
            let message = found.halves.message(why);
            Problem::error(format!("{message}{rows}"))
                .at(scope.grid.place(found.cell))
                .hint(found.halves.hint(header))
        };
        let mut problems = Vec::new();
        let least = self.least.unwrap_or(0);
        let longer = self.by_fields.iter().filter(|(fields, _)| **fields > least);
        for (fields, found) in longer {
            let why = format!("the row has {fields} fields, and others have {least}");
            problems.push(problem(found, &why, None));
        }
        if let Some(found) = &self.with_zero {
            problems.push(problem(found, "no figure begins with a zero like this", None));
        }
        if !problems.is_empty() {
            return problems;
        }
        for (column, beside) in &self.beside {
            let header = header(*column).unwrap_or_default();
            let is_of_words = is_of_words(&header);
            let is_known = scope.source.skip.iter().any(|skip| skip.matches_text(&header));
            match &beside.found {
                Some(found) if found.count == beside.figures && (beside.others > 0 || is_of_words) && !is_known => {
                    let why = format!("`{}` has figures only behind such ones", header.trim());
                    problems.push(problem(found, &why, Some(&header)));
                }
                _ => {}
            }
        }
        problems
    }
}
