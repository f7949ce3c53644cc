//! What the parser says about a text it cannot read.

use std::fmt;
use std::ops::Range;

use quarterbook_data::{Place, Problem, TextPlace};

/// Why a text is not a formula, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    /// The bytes of the text that are at fault; empty at the end of the text.
    pub span: Range<usize>,
    /// What was expected: lower case, no final full stop.
    pub message: String,
    /// What to write instead, where that can be said.
    pub hint: Option<String>,
}

impl ParseError {
    /// An error about these bytes.
    pub fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
            hint: None,
        }
    }

    /// The same error with a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same error with a hint when there is one.
    #[must_use]
    pub fn maybe_hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint.or(self.hint);
        self
    }

    /// The problem to show, with the formula's line and a caret; `file` says where the text stands.
    ///
    /// ```
    /// use quarterbook_data::CellAddress;
    /// use quarterbook_formula::{Sheets, parse};
    ///
    /// let text = "SUM(A1,*2)";
    /// let error = parse(text, CellAddress::new(0, 0), &Sheets::default()).unwrap_err();
    /// assert_eq!(
    ///     error.problem("formula", text).to_string(),
    ///     "error: expected a value, found `*`\n  --> formula:1:8\n   |\n 1 | SUM(A1,*2)\n   |        ^\n  \
    ///      = hint: write a cell, a name, a number, a text in quotes, a function or `(`"
    /// );
    /// ```
    pub fn problem(&self, file: &str, text: &str) -> Problem {
        Problem::error(self.message.clone())
            .at(Place::Text(TextPlace::new(file, text, self.span.clone())))
            .maybe_hint(self.hint.clone())
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.hint {
            Some(hint) => write!(f, "; {hint}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ParseError {}
