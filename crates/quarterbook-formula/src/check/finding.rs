//! What a check can find.

use std::fmt;

use quarterbook_data::{CellAddress, Problem, Severity, suggestion};

use super::{MAX_CHARACTERS, MAX_LEVELS};
use crate::{Function, MAX_ARGUMENTS, MAX_DEPTH};

/// Something about a formula that keeps it from being written, or that somebody should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// More parts build on each other than can be handled; nothing else was checked.
    TooDeep(usize),
    /// More characters than Excel takes, with `=`.
    TooLong(usize),
    /// More calls inside calls than Excel takes.
    TooManyLevels(usize),
    /// A function with a number of arguments that it does not take.
    WrongCount(Function, usize),
    /// A reference that leaves the sheet; as R1C1, since it has no A1 address.
    OffGrid {
        /// The reference, counted from the formula.
        reference: String,
        /// The formula's cell.
        host: CellAddress,
    },
    /// A sheet of another workbook.
    UnknownSheet,
    /// A name that is not defined.
    UnknownName {
        /// The name.
        name: String,
        /// The nearest names.
        hint: Option<String>,
    },
    /// A table that does not exist.
    UnknownTable {
        /// The table.
        name: String,
        /// The nearest tables.
        hint: Option<String>,
    },
    /// A column that the table does not have.
    UnknownColumn {
        /// The column.
        column: String,
        /// The table.
        table: String,
        /// The nearest columns.
        hint: Option<String>,
    },
    /// `[@column]` in a formula that stands in no table.
    NoTable,
    /// A function whose result changes by itself, so that a cached result cannot stay right.
    Volatile(Function),
}

impl Finding {
    pub(super) fn unknown_name<'a>(name: &str, known: impl IntoIterator<Item = &'a String> + Clone) -> Self {
        let call_of_function = |function: Function| {
            let name = function.name();
            format!("{name} is a function: give it arguments, or write LAMBDA(x,{name}(x)) where a lambda is taken")
        };
        Self::UnknownName {
            name: name.to_owned(),
            hint: Function::find(name)
                .map(call_of_function)
                .or_else(|| nearest(name, known)),
        }
    }

    pub(super) fn unknown_table<'a>(name: &str, known: impl IntoIterator<Item = &'a String> + Clone) -> Self {
        Self::UnknownTable {
            name: name.to_owned(),
            hint: nearest(name, known),
        }
    }

    pub(super) fn unknown_column<'a>(
        column: &str,
        table: &str,
        known: impl IntoIterator<Item = &'a String> + Clone,
    ) -> Self {
        Self::UnknownColumn {
            column: column.to_owned(),
            table: table.to_owned(),
            hint: nearest(column, known),
        }
    }

    /// How much it matters: a volatile function is a warning, everything else an error.
    pub const fn severity(&self) -> Severity {
        match self {
            Self::Volatile(_) => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::TooDeep(_) | Self::TooLong(_) | Self::TooManyLevels(_) => {
                Some("give a part of it a row of its own, or use SUM over a range".to_owned())
            }
            Self::WrongCount(_, count) => {
                (*count > MAX_ARGUMENTS).then(|| format!("no function takes more than {MAX_ARGUMENTS}; use a range"))
            }
            Self::OffGrid { .. } => Some("an offset may not reach beyond the first column or row".to_owned()),
            Self::UnknownSheet => Some("add the sheet before the formula".to_owned()),
            Self::NoTable => Some("write the table's name before the bracket".to_owned()),
            Self::Volatile(_) => Some("put the value into an input cell and point at it".to_owned()),
            Self::UnknownName { hint, .. } | Self::UnknownTable { hint, .. } | Self::UnknownColumn { hint, .. } => {
                hint.clone()
            }
        }
    }

    /// The same as a problem without a place.
    pub fn problem(&self) -> Problem {
        let problem = match self.severity() {
            Severity::Warning => Problem::warning(self.to_string()),
            _ => Problem::error(self.to_string()),
        };
        problem.maybe_hint(self.hint())
    }
}

fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a String>) -> Option<String> {
    let known: Vec<&str> = known.into_iter().map(String::as_str).collect();
    suggestion(name, known)
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooDeep(depth) => write!(f, "{depth} parts build on each other, more than {MAX_DEPTH}"),
            Self::TooLong(characters) => {
                write!(
                    f,
                    "the formula is {characters} characters long, more than Excel's {MAX_CHARACTERS}"
                )
            }
            Self::TooManyLevels(levels) => write!(f, "calls nest {levels} levels deep, more than Excel's {MAX_LEVELS}"),
            Self::WrongCount(function, count) => {
                write!(
                    f,
                    "{} takes {}, found {count}",
                    function.name(),
                    function.signature().counts()
                )
            }
            Self::OffGrid { reference, host } => {
                write!(f, "seen from {host}, the reference {reference} lies outside the sheet")
            }
            Self::UnknownSheet => f.write_str("a reference speaks of a sheet that this workbook does not have"),
            Self::UnknownName { name, .. } => write!(f, "there is no name `{name}`"),
            Self::UnknownTable { name, .. } => write!(f, "there is no table `{name}`"),
            Self::UnknownColumn { column, table, .. } => write!(f, "the table `{table}` has no column `{column}`"),
            Self::NoTable => f.write_str("a column of this row is named, but the formula stands in no table"),
            Self::Volatile(function) => write!(f, "{} changes without its arguments changing", function.name()),
        }
    }
}

impl std::error::Error for Finding {}
