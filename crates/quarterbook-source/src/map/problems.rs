//! Problems of a source, of which those of one kind are told a few times and then counted.

use std::collections::HashMap;

use quarterbook_data::{CellAddress, Place, Problem, Severity};

/// How many problems of one kind are told one by one.
const TOLD: usize = 8;
/// How many kinds are told apart; what is of none of them counts as one kind with all such of its column.
const MOST_KINDS: usize = 1000;

/// Problems in the order they were met. A million bad rows take no more room than a few.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    told: Vec<Problem>,
    /// How often each kind was met, by what it is and where.
    kinds: HashMap<Kind, usize>,
    rests: Vec<Rest>,
}

/// What problems of one kind have in common: a sheet, a column, and their words but for what they quote.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Kind {
    severity: Severity,
    file: String,
    sheet: String,
    column: u32,
    words: String,
}

/// The problems of one kind so far, and those that were only counted.
#[derive(Debug)]
struct Rest {
    met: usize,
    first: Option<Problem>,
    last: CellAddress,
}

impl Problems {
    pub(crate) fn push(&mut self, problem: Problem) {
        let Some((mut kind, cell)) = kind(&problem) else {
            self.told.push(problem);
            return;
        };
        if self.kinds.len() >= MOST_KINDS && !self.kinds.contains_key(&kind) {
            kind.words.clear();
        }
        let next = self.rests.len();
        let at = *self.kinds.entry(kind).or_insert(next);
        if at == next {
            self.rests.push(Rest {
                met: 0,
                first: None,
                last: cell,
            });
        }
        let rest = &mut self.rests[at];
        rest.met += 1;
        rest.last = cell;
        match rest.met {
            ..=TOLD => self.told.push(problem),
            _ => drop(rest.first.get_or_insert(problem)),
        }
    }

    /// All of them: those told one by one, then one for the rest of each kind.
    pub(crate) fn into_vec(self) -> Vec<Problem> {
        let rests = self.rests.into_iter().filter_map(|rest| {
            let first = rest.first?;
            let from = match &first.place {
                Place::Cell { cell, .. } => *cell,
                _ => rest.last,
            };
            Some(match rest.met - TOLD {
                1 => first,
                more => Problem {
                    message: format!("{}; and {more} like it, from {from} to {}", first.message, rest.last),
                    ..first
                },
            })
        });
        self.told.into_iter().chain(rests).collect()
    }
}

impl Extend<Problem> for Problems {
    fn extend<T: IntoIterator<Item = Problem>>(&mut self, problems: T) {
        for problem in problems {
            self.push(problem);
        }
    }
}

/// The kind of a problem with a cell, and the cell.
fn kind(problem: &Problem) -> Option<(Kind, CellAddress)> {
    let Place::Cell { file, sheet, cell } = &problem.place else {
        return None;
    };
    let hint = problem.hint.as_deref().unwrap_or_default();
    let kind = Kind {
        severity: problem.severity,
        file: file.clone(),
        sheet: sheet.clone(),
        column: cell.column,
        words: format!("{}\n{}", unquoted(&problem.message), unquoted(hint)),
    };
    Some((kind, *cell))
}

/// A text without what it quotes and without numbers.
fn unquoted(text: &str) -> String {
    let outside = text.split('`').step_by(2).flat_map(|part| part.split('"').step_by(2));
    let letters = outside.flat_map(|part| part.chars().filter(|c| !c.is_ascii_digit() && *c != '.'));
    letters.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(message: impl Fn(u32) -> (String, String)) -> usize {
        let mut problems = Problems::default();
        for row in 0..20_000 {
            let (message, hint) = message(row);
            let place = Place::Cell {
                file: "a.csv".to_owned(),
                sheet: String::new(),
                cell: CellAddress::new(row, 1),
            };
            problems.push(Problem::error(message).at(place).hint(hint));
        }
        problems.into_vec().len()
    }

    #[test]
    fn problems_of_one_kind_take_no_more_room_than_a_few() {
        let quoted = |row: u32| {
            (
                format!("`x{row:x}y` has no sign"),
                format!("write Side = {{ \"x{row:x}y\" = 1 }}"),
            )
        };
        assert_eq!(told(quoted), TOLD + 1);
        // Texts with quotes in them make kinds of their own, of which there are only so many.
        let many = |row: u32| {
            (
                format!("`a`{}`b` is not a number", "z".repeat(row as usize % 3000)),
                String::new(),
            )
        };
        assert!(told(many) <= (TOLD + 1) * (MOST_KINDS + 1));
    }
}
