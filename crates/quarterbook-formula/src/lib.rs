//! Excel formulas as values: build, parse, print, check and evaluate.
//!
//! A formula is a tree, [`Expr`]; text exists only at the edges. References inside a tree are kept
//! relative to the cell that holds the formula, so that filling a row to the right copies the tree, and
//! "the same formula in every column" is equality. The crate knows nothing of books or templates.

mod check;
mod construct;
mod eval;
mod expr;
mod fill;
mod function;
mod guard;
mod number_format;
mod parse;
mod precedence;
mod print;
mod reference;
mod serial;
mod value;
mod walk;
mod word;
mod words;

pub use check::{
    Cycle, Finding, FormulaCell, Known, MAX_CHARACTERS, MAX_LEVELS, array_part, check, find_cycle, precedents,
};
pub use eval::{EvaluateError, Model, Obstacle, Results, Table};
pub use expr::{BinaryOperator, Expr, UnaryOperator};
pub use function::{ArgumentKind, Function, MAX_ARGUMENTS, Prefix, ResultKind, Signature};
pub use guard::guard;
pub use number_format::{NumberFormat, format_value};
pub use parse::{Cursor, Excel, MAX_DEPTH, MAX_TEXT, NamedCall, ParseError, Syntax, parse, parse_with};
pub use print::{Form, print_with, quoted_sheet};
pub use reference::{
    Area, Axis, CellReference, Reference, SheetId, SheetSpan, Sheets, TableColumns, TableReference, TableRows,
};
pub use value::{Array, ErrorValue, Value};
pub use word::{Frame, Word, WordError};
