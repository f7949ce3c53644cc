//! The table of functions: names, arguments, prefixes. One row a function; parser, printer, checks and
//! evaluator all read it.

use std::fmt;

/// A function of Excel's: a row of the table. Two functions are equal when their names are.
#[derive(Clone, Copy)]
pub struct Function(&'static Signature);

/// What is known of a function apart from how it computes.
#[derive(Debug, PartialEq, Eq)]
pub struct Signature {
    /// The name, upper case, without prefix: `STDEV.S`.
    pub name: &'static str,
    /// Arguments that must be there, in order.
    pub required: &'static [ArgumentKind],
    /// Arguments that may follow.
    pub optional: &'static [ArgumentKind],
    /// Arguments that may follow again and again, in groups of this length; empty when none.
    pub repeated: &'static [ArgumentKind],
    /// How the file spells the name.
    pub prefix: Prefix,
    /// Whether it may change without its arguments changing (NOW, RAND, OFFSET).
    pub volatile: bool,
}

/// What a function takes in a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ArgumentKind {
    /// One value; an array makes the function work element by element.
    Scalar,
    /// A range or an array, taken whole.
    Array,
    /// A reference, never a computed array (the ranges of SUMIFS, OFFSET's base).
    Reference,
    /// A LAMBDA.
    Lambda,
    /// A name that the function binds (LET, LAMBDA).
    Parameter,
}

/// How the file spells a function's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Prefix {
    /// As shown.
    None,
    /// `_xlfn.`
    Xlfn,
    /// `_xlfn._xlws.`
    XlfnXlws,
}

impl Function {
    /// The row itself.
    pub const fn signature(self) -> &'static Signature {
        self.0
    }

    /// The name, upper case, without prefix.
    pub const fn name(self) -> &'static str {
        self.0.name
    }
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.0.name == other.0.name
    }
}

impl Eq for Function {}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name)
    }
}
