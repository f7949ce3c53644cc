//! What a finance word is, and how a call of one expands. The words themselves are in `words.rs`.

use std::fmt;

use crate::Expr;
use crate::fill::{Bindings, fill};
use crate::words::WORDS;

/// A finance word.
#[derive(Clone, Copy)]
pub struct Word(&'static Entry);

/// What a word stands on: the columns of its band.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// How many periods a fiscal year has: 1, 2, 4 or 12.
    pub periods_per_year: u8,
    /// The cell, seen from the formula, that says which period of its fiscal year the column is, from 1.
    pub ordinal: Expr,
    /// The cell, seen from the formula, that holds the column's fiscal year.
    pub fiscal_year: Expr,
}

/// Why a word cannot be expanded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordError {
    /// Which argument is at fault, from 0; `None` for the call as a whole.
    pub argument: Option<usize>,
    /// What was expected: lower case, no final full stop.
    pub message: String,
}

impl Word {
    /// The word of this name, in either case: whoever writes GROWTH means what growth means.
    ///
    /// ```
    /// use quarterbook_formula::Word;
    ///
    /// assert_eq!(Word::find("GROWTH").unwrap().name(), "growth");
    /// ```
    pub fn find(name: &str) -> Option<Self> {
        WORDS.iter().find(|word| word.name.eq_ignore_ascii_case(name)).map(Self)
    }

    /// Every word, by name.
    pub fn all() -> impl Iterator<Item = Self> + Clone {
        WORDS.iter().map(Self)
    }

    /// The name.
    pub const fn name(self) -> &'static str {
        self.0.name
    }

    /// What it takes, in order; one that ends in `…` stands for one or more.
    pub const fn arguments(self) -> &'static [&'static str] {
        self.0.arguments
    }

    /// Whether its last argument may be followed by any number of the same kind.
    pub fn takes_lists(self) -> bool {
        self.0.arguments.last().is_some_and(|name| name.ends_with('…'))
    }

    /// Whether the argument in this place, from 0, is several figures: the members of which `rank` finds the place.
    pub fn takes_several(self, place: usize) -> bool {
        let last = self.0.arguments.len().saturating_sub(1);
        let name = self
            .0
            .arguments
            .get(place.min(last))
            .map(|name| name.trim_end_matches('…'));
        matches!(name, Some("parts" | "range" | "shares"))
    }

    /// What it means, in one sentence: lower case, no final full stop.
    pub const fn meaning(self) -> &'static str {
        self.0.meaning
    }

    /// A call in a template.
    pub const fn example(self) -> &'static str {
        self.0.example
    }

    /// The Excel formula it stands for.
    ///
    /// ```
    /// use quarterbook_data::CellAddress;
    /// use quarterbook_formula::{Expr, Frame, Sheets, Word, parse};
    ///
    /// let host = CellAddress::new(13, 12);
    /// let read = |text| parse(text, host, &Sheets::default());
    /// let frame = Frame { periods_per_year: 2, ordinal: read("M$5")?, fiscal_year: read("M$6")? };
    /// let revenue = read("M13")?;
    /// let growth = Word::find("growth").unwrap().expand(&[revenue.clone(), revenue.step(-2)], &frame).unwrap();
    /// assert_eq!(
    ///     growth.shown(host, &Sheets::default()),
    ///     r#"IF(COUNT(K13,M13)=2,IF(K13>0,M13/K13-1,"n.m."),"n.a.")"#
    /// );
    /// # Ok::<(), quarterbook_formula::ParseError>(())
    /// ```
    ///
    /// # Errors
    /// A wrong number of arguments, or an argument that has to be a plain number and is not.
    pub fn expand(self, arguments: &[Expr], frame: &Frame) -> Result<Expr, WordError> {
        let names = self.0.arguments;
        if arguments.len() < names.len() || (arguments.len() > names.len() && !self.takes_lists()) {
            return Err(WordError {
                argument: None,
                message: format!("expected {self}, found {} arguments", arguments.len()),
            });
        }
        match self.0.body {
            Body::Code(expand) => expand(arguments, frame),
            Body::Text(text) => {
                let bindings: Bindings = names.iter().copied().zip(arguments.iter().cloned()).collect();
                fill(text, &bindings, frame)
            }
        }
    }
}

impl fmt::Display for Word {
    /// Prints the word with its arguments: `growth(now, then)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}({})", self.0.name, self.0.arguments.join(", "))
    }
}

impl fmt::Debug for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name)
    }
}

impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        self.0.name == other.0.name
    }
}

impl Eq for Word {}

impl fmt::Display for WordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for WordError {}

/// A word of the table.
pub(crate) struct Entry {
    pub(crate) name: &'static str,
    pub(crate) arguments: &'static [&'static str],
    pub(crate) meaning: &'static str,
    pub(crate) example: &'static str,
    pub(crate) body: Body,
}

/// How a word expands.
pub(crate) enum Body {
    /// To this formula, with the arguments in the places of their names.
    Text(&'static str),
    /// To what this makes of the arguments.
    Code(fn(&[Expr], &Frame) -> Result<Expr, WordError>),
}
