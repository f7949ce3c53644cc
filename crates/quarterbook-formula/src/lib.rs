//! Excel formulas as values: build, parse, print, check and evaluate.
//!
//! A formula is a tree, [`Expr`]; text exists only at the edges. References inside a tree are kept
//! relative to the cell that holds the formula, so that filling a row to the right copies the tree, and
//! "the same formula in every column" is equality. The crate knows nothing of books or templates.
//!
//! | step | from → to | where |
//! |---|---|---|
//! | parse | text + host cell + sheets → tree, or an error with its bytes | [`parse()`] |
//! | parse another language | text + its [`Syntax`] → tree over its own leaves | [`parse_with`], [`Expr::lower`] |
//! | build | operators, cells, calls → tree | [`Expr`], [`Function::find`] |
//! | expand | finance word + arguments + band → tree | [`Word::expand`], [`guard()`] |
//! | check | tree + workbook → findings | [`check()`], [`array_part`], [`find_cycle`] |
//! | print | tree + host cell + sheets → text | [`Expr::shown`], [`Expr::stored`], [`Expr::r1c1`] |
//!
//! One tree serves a whole row:
//!
//! ```
//! use quarterbook_data::CellAddress;
//! use quarterbook_formula::{Expr, Sheets, guard, parse};
//!
//! let sheets = Sheets::default();
//! let revenue = Expr::cell(None, CellAddress::new(7, 5), CellAddress::new(8, 5));
//! let growth = guard(revenue.clone() / revenue.step(-1) - Expr::number(1.0));
//! for (column, text) in [
//!     (5, r#"IF(COUNT(F8,E8)=2,IF(E8<>0,F8/E8-1,"n.m."),"n.a.")"#),
//!     (6, r#"IF(COUNT(G8,F8)=2,IF(F8<>0,G8/F8-1,"n.m."),"n.a.")"#),
//! ] {
//!     let host = CellAddress::new(8, column);
//!     assert_eq!(growth.shown(host, &sheets), text);
//!     assert_eq!(parse(text, host, &sheets)?, growth, "equal in every column");
//! }
//! # Ok::<(), quarterbook_formula::ParseError>(())
//! ```

mod check;
mod construct;
mod eval;
mod explain;
mod expr;
mod fill;
mod function;
mod guard;
mod lists;
mod merge;
mod number_format;
mod parse;
mod precedence;
mod print;
mod reference;
mod value;
mod walk;
mod word;
mod words;
mod written_number;

pub use check::{
    Cycle, Finding, FormulaCell, Known, MAX_CHARACTERS, MAX_LEVELS, array_part, check, find_cycle, precedents,
};
pub use eval::{EvaluateError, Model, Obstacle, PartValue, Results, Table};
pub use explain::{Explanation, explain};
pub use expr::{BinaryOperator, Expr, UnaryOperator};
pub use function::{ArgumentKind, Function, MAX_ARGUMENTS, Prefix, ResultKind, Signature};
pub use guard::guard;
pub use lists::takes_lists;
pub use merge::merge_guards;
pub use number_format::format_value;
pub use parse::{Cursor, Excel, MAX_DEPTH, MAX_TEXT, NamedCall, ParseError, Syntax, parse, parse_with};
pub use print::{Form, print_with, quoted_sheet};
pub use reference::{
    Area, Axis, CellReference, Reference, SheetId, SheetSpan, Sheets, TableColumns, TableReference, TableRows,
};
pub use value::{Array, ErrorValue, Value};
pub use word::{Frame, Word, WordError};
