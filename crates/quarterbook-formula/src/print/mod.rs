//! Writing formulas, with the fewest parentheses.

mod number;
mod reference;

use std::fmt::Write;

use quarterbook_data::CellAddress;

use crate::precedence::{Level, binary_level, level_inside, symbol, unary_level};
use crate::{Array, BinaryOperator, Expr, Sheets, UnaryOperator, Value};

pub use reference::quoted_sheet;

/// How a formula is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// As Excel's formula bar shows it: `XLOOKUP(…)`, `@A1:A9`, `C2#`.
    Shown,
    /// As the file holds it: `_xlfn.XLOOKUP(…)`, `_xlfn.SINGLE(A1:A9)`, `_xlfn.ANCHORARRAY(C2)`, `_xlpm.x`.
    Stored,
    /// As shown when addresses are counted from the formula: `R[-1]C`. Equal in every cell of a row that
    /// was filled to the right.
    R1C1,
}

impl Expr {
    /// The formula as Excel shows it in the cell `host`, without `=`. A reference that leaves the grid, or
    /// a sheet that `sheets` does not hold, is written `#REF!`.
    ///
    /// ```
    /// use quarterbook_data::CellAddress;
    /// use quarterbook_formula::{Sheets, parse};
    ///
    /// let mut sheets = Sheets::default();
    /// sheets.add("收入 明细");
    /// let tree = parse("=( '收入 明细'!B2 * 2 ) + 1", CellAddress::new(1, 2), &sheets)?;
    /// assert_eq!(tree.shown(CellAddress::new(1, 3), &sheets), "('收入 明细'!C2*2)+1");
    /// # Ok::<(), quarterbook_formula::ParseError>(())
    /// ```
    pub fn shown(&self, host: CellAddress, sheets: &Sheets) -> String {
        self.print(Form::Shown, host, sheets)
    }

    /// The formula as a file holds it in the cell `host`, without `=`.
    ///
    /// ```
    /// use quarterbook_data::CellAddress;
    /// use quarterbook_formula::{Sheets, parse};
    ///
    /// let host = CellAddress::new(0, 0);
    /// let tree = parse("LET(x,SUM(C2#),IFS(x>0,x))", host, &Sheets::default())?;
    /// assert_eq!(
    ///     tree.stored(host, &Sheets::default()),
    ///     "_xlfn.LET(_xlpm.x,SUM(_xlfn.ANCHORARRAY(C2)),_xlfn.IFS(_xlpm.x>0,_xlpm.x))"
    /// );
    /// # Ok::<(), quarterbook_formula::ParseError>(())
    /// ```
    pub fn stored(&self, host: CellAddress, sheets: &Sheets) -> String {
        self.print(Form::Stored, host, sheets)
    }

    /// The formula with R1C1 addresses, without `=`; the same whichever cell holds it.
    pub fn r1c1(&self, sheets: &Sheets) -> String {
        self.print(Form::R1C1, CellAddress::new(0, 0), sheets)
    }

    /// The formula in this form, without `=`.
    pub fn print(&self, form: Form, host: CellAddress, sheets: &Sheets) -> String {
        print_with(self, form, &mut |leaf, out| {
            reference::write_reference(out, leaf, form, host, sheets);
        })
    }
}

/// Writes a formula of a language that brings leaves of its own; `write_leaf` appends one to the text.
///
/// ```
/// use quarterbook_formula::{Expr, Form, print_with};
///
/// let tree = Expr::Leaf("revenue") / Expr::number(2.0);
/// assert_eq!(print_with(&tree, Form::Shown, &mut |leaf, out| out.push_str(leaf)), "revenue/2");
/// ```
pub fn print_with<Leaf>(expr: &Expr<Leaf>, form: Form, write_leaf: &mut dyn FnMut(&Leaf, &mut String)) -> String {
    let mut printer = Printer {
        out: String::new(),
        stored: form == Form::Stored,
        write_leaf,
    };
    printer.write(expr, Level::Comparison);
    printer.out
}

struct Printer<'a, Leaf> {
    out: String,
    stored: bool,
    write_leaf: &'a mut dyn FnMut(&Leaf, &mut String),
}

impl<Leaf> Printer<'_, Leaf> {
    /// Writes an expression where `needed` is the loosest level that stands without parentheses. A
    /// [`Expr::Group`] is a pair beyond those that are needed.
    fn write(&mut self, expr: &Expr<Leaf>, needed: Level) {
        if level_inside(expr) < needed {
            self.out.push('(');
            self.write_bare(expr);
            self.out.push(')');
        } else {
            self.write_bare(expr);
        }
    }

    fn write_bare(&mut self, expr: &Expr<Leaf>) {
        match expr {
            Expr::Leaf(leaf) => (self.write_leaf)(leaf, &mut self.out),
            Expr::Number(number) => self.out.push_str(&number::number_text(*number)),
            Expr::Text(text) => write_text(&mut self.out, text),
            Expr::Bool(bool) => self.out.push_str(bool_text(*bool)),
            Expr::Error(error) => self.out.push_str(error.code()),
            Expr::Array(array) => write_array(&mut self.out, array),
            Expr::Omitted => {}
            Expr::Parameter(name) => {
                self.out.push_str(if self.stored { "_xlpm." } else { "" });
                self.out.push_str(name);
            }
            Expr::Group(inner) => {
                self.out.push('(');
                self.write(inner, Level::Comparison);
                self.out.push(')');
            }
            Expr::Unary(operator, operand) => self.write_unary(*operator, operand),
            Expr::Binary(BinaryOperator::Union, left, right) => {
                self.out.push('(');
                self.write_union(left, right);
                self.out.push(')');
            }
            Expr::Binary(operator, left, right) => {
                let tightness = binary_level(*operator);
                self.write(left, tightness);
                self.out.push_str(symbol(*operator));
                self.write(right, tightness.tighter());
            }
            Expr::Call(function, arguments) => {
                self.out.push_str(if self.stored { function.prefix() } else { "" });
                self.out.push_str(function.name());
                self.write_arguments(arguments);
            }
            Expr::Invoke(callee, arguments) => {
                self.write(callee, Level::Primary);
                self.write_arguments(arguments);
            }
        }
    }

    fn write_unary(&mut self, operator: UnaryOperator, operand: &Expr<Leaf>) {
        let wrapper = match operator {
            UnaryOperator::Implicit if self.stored => Some("_xlfn.SINGLE("),
            UnaryOperator::Spill if self.stored => Some("_xlfn.ANCHORARRAY("),
            _ => None,
        };
        if let Some(wrapper) = wrapper {
            self.out.push_str(wrapper);
            self.write(operand, Level::Comparison);
            self.out.push(')');
            return;
        }
        self.out.push_str(match operator {
            UnaryOperator::Minus => "-",
            UnaryOperator::Plus => "+",
            UnaryOperator::Implicit => "@",
            UnaryOperator::Percent | UnaryOperator::Spill => "",
        });
        self.write(operand, unary_level(operator));
        self.out.push_str(match operator {
            UnaryOperator::Percent => "%",
            UnaryOperator::Spill => "#",
            _ => "",
        });
    }

    fn write_union(&mut self, left: &Expr<Leaf>, right: &Expr<Leaf>) {
        match left {
            Expr::Binary(BinaryOperator::Union, first, second) => self.write_union(first, second),
            _ => self.write(left, Level::Comparison),
        }
        self.out.push(',');
        self.write(right, Level::Comparison);
    }

    fn write_arguments(&mut self, arguments: &[Expr<Leaf>]) {
        self.out.push('(');
        for (place, argument) in arguments.iter().enumerate() {
            if place > 0 {
                self.out.push(',');
            }
            self.write(argument, Level::Comparison);
        }
        self.out.push(')');
    }
}

fn write_text(out: &mut String, text: &str) {
    out.push('"');
    out.push_str(&text.replace('"', "\"\""));
    out.push('"');
}

const fn bool_text(bool: bool) -> &'static str {
    if bool { "TRUE" } else { "FALSE" }
}

fn write_array(out: &mut String, array: &Array) {
    out.push('{');
    for (place, value) in array.values().iter().enumerate() {
        if place > 0 {
            out.push(if place.is_multiple_of(array.columns()) {
                ';'
            } else {
                ','
            });
        }
        match value {
            Value::Blank => out.push_str("\"\""),
            Value::Number(number) => out.push_str(&number::number_text(*number)),
            Value::Text(text) => write_text(out, text),
            Value::Bool(bool) => out.push_str(bool_text(*bool)),
            Value::Error(error) => {
                let _infallible = write!(out, "{error}");
            }
        }
    }
    out.push('}');
}
