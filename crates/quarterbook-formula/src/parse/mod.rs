//! Reading formulas: Excel's grammar, with leaves that a [`Syntax`] reads.
//!
//! From the tightest to the loosest, operators bind `:`, space, `-` `+` `@` before an operand, `%`, `^`,
//! `*` `/`, `+` `-`, `&`, comparisons; so `-2^2` is 4. All of them read from the left, `^` too. A comma
//! joins references only inside parentheses.

mod call;
mod cell;
mod cursor;
mod error;
mod excel;
mod literal;
mod operand;
mod operator;
mod table;

use std::ops::Range;
use std::sync::Arc;

use quarterbook_data::{CellAddress, suggestion};

use crate::{Expr, Function, Sheets};

pub(crate) use cell::is_like_a_cell;
pub use cursor::Cursor;
pub use error::ParseError;
pub use excel::Excel;

/// Reads a formula in Excel's English notation, with or without `=`; `host` is the cell that holds it.
///
/// Both the shown and the stored spelling are read: `_xlfn.`, `_xlws.`, `_xlpm.`, `_xlfn.SINGLE(…)` and
/// `_xlfn.ANCHORARRAY(…)` mean what they mean in a file.
///
/// ```
/// use quarterbook_data::CellAddress;
/// use quarterbook_formula::{Sheets, parse};
///
/// let sheets = Sheets::default();
/// let in_c2 = parse("=B2/A2-1", CellAddress::new(1, 2), &sheets)?;
/// let in_d2 = parse("=C2/B2-1", CellAddress::new(1, 3), &sheets)?;
/// assert_eq!(in_c2, in_d2, "the same formula, filled to the right");
/// # Ok::<(), quarterbook_formula::ParseError>(())
/// ```
///
/// # Errors
/// A text that Excel would not take, a sheet that `sheets` does not hold, a function that is not in the
/// table, a wrong number of arguments, more than [`MAX_TEXT`] bytes, a tree deeper than [`MAX_DEPTH`].
pub fn parse(text: &str, host: CellAddress, sheets: &Sheets) -> Result<Expr, ParseError> {
    parse_with(text, &mut Excel::new(host, sheets))
}

/// Reads a formula of a language that shares Excel's grammar and brings leaves of its own.
///
/// ```
/// use quarterbook_formula::{Cursor, Expr, Function, ParseError, Syntax, parse_with};
///
/// struct Lines;
///
/// impl Syntax for Lines {
///     type Leaf = String;
///
///     fn leaf(&mut self, cursor: &mut Cursor<'_>) -> Result<Option<Expr<String>>, ParseError> {
///         let name = cursor.take_name();
///         Ok((!name.is_empty()).then(|| Expr::Leaf(name.to_owned())))
///     }
/// }
///
/// let tree = parse_with("sum(revenue.training)", &mut Lines)?;
/// let sum = Function::find("SUM").unwrap();
/// assert_eq!(tree, Expr::Call(sum, vec![Expr::Leaf("revenue.training".to_owned())]));
/// # Ok::<(), ParseError>(())
/// ```
///
/// # Errors
/// As for [`parse`], and whatever the language refuses.
pub fn parse_with<S: Syntax>(text: &str, syntax: &mut S) -> Result<Expr<S::Leaf>, ParseError> {
    if text.len() > MAX_TEXT {
        return Err(ParseError::new(
            MAX_TEXT..MAX_TEXT,
            format!("the formula is {} bytes long, more than {MAX_TEXT}", text.len()),
        )
        .hint("split it over several rows"));
    }
    let mut parser = Parser {
        cursor: Cursor::new(text),
        syntax,
        scope: Vec::new(),
        nesting: 0,
    };
    parser.formula()
}

/// The longest text that is read, in bytes; Excel's own limit of 8,192 characters is checked later.
pub const MAX_TEXT: usize = 65_536;

/// The deepest tree that is read. A chain of operators counts one for each of them, since `a+b+c` is
/// `(a+b)+c`.
pub const MAX_DEPTH: usize = 512;

/// What a language adds to Excel's grammar: its leaves, and what calls by other names mean.
pub trait Syntax {
    /// What a formula of the language can point at.
    type Leaf;

    /// Reads a leaf if one begins at the cursor; otherwise `None`, the cursor then does not matter.
    ///
    /// It is asked at the beginning of every operand that is not a text, an error, an array, parentheses or
    /// a call, before numbers, and may return any expression, so that a constant can be told from a leaf.
    /// [`Cursor::span_from`] gives the bytes a leaf came from, to keep inside it.
    ///
    /// # Errors
    /// Something that begins like a leaf and is none.
    fn leaf(&mut self, cursor: &mut Cursor<'_>) -> Result<Option<Expr<Self::Leaf>>, ParseError>;

    /// Whether the language has a meaning of its own for a call by this name (as written, without
    /// prefix); asked before Excel's functions, so that a word may share a name with one of them.
    fn has_word(&self, name: &str) -> bool {
        let _ = name;
        false
    }

    /// Excel's function that a name (as written, without prefix) calls, where it is no word of the language.
    fn function(&self, name: &str) -> Option<Function> {
        Function::find(name)
    }

    /// What a call means whose name is a word of the language, or is unknown to Excel.
    ///
    /// # Errors
    /// A name that the language does not know either.
    fn call(&mut self, call: NamedCall<Self::Leaf>) -> Result<Expr<Self::Leaf>, ParseError> {
        Err(call.unknown([]))
    }
}

/// A call whose name is not one of Excel's functions.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedCall<Leaf> {
    /// The name as written, without prefix.
    pub name: String,
    /// The name's bytes.
    pub name_span: Range<usize>,
    /// The bytes of the whole call, up to and with its `)`.
    pub span: Range<usize>,
    /// What stands between the parentheses.
    pub arguments: Vec<Expr<Leaf>>,
}

impl<Leaf> NamedCall<Leaf> {
    /// The error for a name that nobody knows; the hint lists the nearest functions and `words`. A word that shares
    /// its name with a function is what a call of that name means, so that the function is not listed.
    pub fn unknown<'a>(&self, words: impl IntoIterator<Item = &'a str>) -> ParseError {
        let mut known: Vec<&str> = words.into_iter().collect();
        let is_word = |name: &str| known.iter().any(|word| word.eq_ignore_ascii_case(name));
        let functions: Vec<&str> = Function::all()
            .map(Function::name)
            .filter(|name| !is_word(name))
            .collect();
        known.extend(functions);
        ParseError::new(self.name_span.clone(), format!("unknown function `{}`", self.name))
            .maybe_hint(suggestion(&self.name, known))
    }
}

/// How deep parentheses and calls may nest while a text is read.
const MAX_NESTING: usize = 128;

struct Parser<'text, 'syntax, S: Syntax> {
    cursor: Cursor<'text>,
    syntax: &'syntax mut S,
    /// Names that LET and LAMBDA have bound around the cursor, in their first spelling, innermost last.
    scope: Vec<Arc<str>>,
    nesting: usize,
}

/// A part that has been read, with how large its tree is. The sizes depend on the tree alone, not on how it
/// was written, so that what is read from one of its printed forms can be read from all of them.
struct Part<Leaf> {
    expr: Expr<Leaf>,
    size: Size,
}

#[derive(Clone, Copy)]
struct Size {
    /// How many parts build on each other.
    depth: usize,
    /// How many pairs of parentheses stand inside each other, those of calls and of stored operators included.
    nesting: usize,
}

impl Size {
    const SMALLEST: Self = Self { depth: 1, nesting: 0 };

    fn max(self, other: Self) -> Self {
        Self {
            depth: self.depth.max(other.depth),
            nesting: self.nesting.max(other.nesting),
        }
    }

    /// The same with one more pair of parentheses around.
    const fn enclosed(self) -> Self {
        Self {
            nesting: self.nesting + 1,
            ..self
        }
    }
}

impl<Leaf> Part<Leaf> {
    const fn shallow(expr: Expr<Leaf>) -> Self {
        Self {
            expr,
            size: Size::SMALLEST,
        }
    }
}

impl<S: Syntax> Parser<'_, '_, S> {
    fn formula(&mut self) -> Result<Expr<S::Leaf>, ParseError> {
        self.cursor.skip_space();
        self.cursor.eat("=");
        let part = self.expression()?;
        match self.cursor.peek() {
            None => Ok(part.expr),
            Some(')') => Err(ParseError::new(self.cursor.here(), "there is no `(` for this `)`")),
            Some(',') if self.cursor.stands_between_digits() => Err(self
                .expected("an operator or the end")
                .hint("the decimal mark is a point: `1.5`")),
            Some(',' | ';') => Err(self
                .expected("an operator or the end")
                .hint("a comma joins references only inside parentheses: `(A1,B1)`")),
            Some(_) => Err(self.expected("an operator or the end")),
        }
    }

    fn expected(&self, what: &str) -> ParseError {
        ParseError::new(
            self.cursor.here(),
            format!("expected {what}, found {}", self.cursor.found()),
        )
    }

    /// Reads something in parentheses; the nesting is counted so that no text can exhaust the stack.
    fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, ParseError>) -> Result<T, ParseError> {
        if self.nesting == MAX_NESTING {
            return Err(self.nests_too_deep());
        }
        self.nesting += 1;
        let result = read(self);
        self.nesting -= 1;
        result
    }

    fn nests_too_deep(&self) -> ParseError {
        ParseError::new(
            self.cursor.here(),
            format!("parentheses and calls nest deeper than {MAX_NESTING} levels"),
        )
        .hint("Excel takes 64 levels; give a part a row of its own")
    }

    /// A tree over parts of this size.
    fn grown(&self, expr: Expr<S::Leaf>, below: Size) -> Result<Part<S::Leaf>, ParseError> {
        if below.nesting > MAX_NESTING {
            return Err(self.nests_too_deep());
        }
        if below.depth >= MAX_DEPTH {
            return Err(ParseError::new(
                self.cursor.here(),
                format!("more than {MAX_DEPTH} operators and calls build on each other"),
            )
            .hint("use SUM over a range, or give a part a row of its own"));
        }
        let size = Size {
            depth: below.depth + 1,
            ..below
        };
        Ok(Part { expr, size })
    }
}
