//! Refusals: why a file is not read, and what to do next.

use std::fmt;

use quarterbook_data::{Place, Problem};

use crate::Limits;

/// Why a file is not read: always an error with a place and a hint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The error.
    pub problem: Box<Problem>,
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self {
            problem: Box::new(problem),
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        *refusal.problem
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problem.fmt(f)
    }
}

impl std::error::Error for Refusal {}

/// A file that is not read.
pub(crate) fn refuse(file: &str, message: impl Into<String>, hint: impl Into<String>) -> Refusal {
    Problem::error(message)
        .at(Place::File(file.to_owned()))
        .hint(hint)
        .into()
}

/// A file that asks for more than a limit allows; `limit` is its name in the book.
pub(crate) fn refuse_limit(file: &str, message: impl Into<String>, limit: &str) -> Refusal {
    refuse(
        file,
        message,
        format!(
            "if the file is what it should be, raise `{limit}` under `limits` in its [[source]]; \
             otherwise ask the sender for a fresh copy"
        ),
    )
}

/// A file with more cells than may be held.
pub(crate) fn refuse_cells(file: &str, limits: &Limits) -> Refusal {
    refuse_limit(file, format!("it holds more than {} cells", limits.cells), "cells")
}

/// A file whose bytes do not hold together.
pub(crate) fn refuse_damaged(file: &str, what: impl fmt::Display) -> Refusal {
    refuse(
        file,
        format!("the file is damaged or incomplete: {what}"),
        "fetch or export it again, or open it in Excel, let Excel repair it, and save it under a new name",
    )
}
