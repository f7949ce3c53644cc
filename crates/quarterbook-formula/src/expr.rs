//! The formula tree.

use std::sync::Arc;

use crate::{Array, ErrorValue, Function, Reference};

/// A formula, or a part of one.
///
/// The leaves of an Excel formula are [`Reference`]s. Other languages that share Excel's grammar, such as
/// a template's row formulas, bring leaves of their own and are lowered with [`Expr::lower`].
#[derive(Debug, Clone, PartialEq)]
pub enum Expr<Leaf = Reference> {
    /// What the formula points at.
    Leaf(Leaf),
    /// A number; finite and not negative as text has it, the sign being an operator.
    Number(f64),
    /// A text.
    Text(Arc<str>),
    /// TRUE or FALSE.
    Bool(bool),
    /// An error value.
    Error(ErrorValue),
    /// `{1,2;3,4}`; numbers, texts, booleans and errors only.
    Array(Array),
    /// An argument left out: the second one of `IF(A1,,2)`.
    Omitted,
    /// A name bound by LET or LAMBDA, without prefix.
    Parameter(Arc<str>),
    /// Parentheses that the operators do not ask for. They are kept because they change a result:
    /// `=0.1+0.2-0.3` is 0 and `=(0.1+0.2-0.3)` is not.
    Group(Box<Expr<Leaf>>),
    /// An operator on one operand.
    Unary(UnaryOperator, Box<Expr<Leaf>>),
    /// An operator on two operands.
    Binary(BinaryOperator, Box<Expr<Leaf>>, Box<Expr<Leaf>>),
    /// A function of Excel's with its arguments.
    Call(Function, Vec<Expr<Leaf>>),
    /// A lambda, or a name that stands for one, with its arguments: `LAMBDA(x,x+1)(5)`.
    Invoke(Box<Expr<Leaf>>, Vec<Expr<Leaf>>),
}

/// Operators on one operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnaryOperator {
    /// `-x`; binds tighter than `^`.
    Minus,
    /// `+x`; does nothing.
    Plus,
    /// `x%`
    Percent,
    /// `@x`: the one value of a range that stands in the formula's row or column.
    Implicit,
    /// `A1#`: the whole array that spills from a cell.
    Spill,
}

/// Operators on two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BinaryOperator {
    /// `A1:INDEX(…)`: the range between two references.
    Range,
    /// A space: the cells two references share.
    Intersection,
    /// A comma: both references.
    Union,
    /// `^`, from the left.
    Power,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `&`
    Concat,
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl<Leaf> Expr<Leaf> {
    /// The same tree with every leaf replaced by what `replace` makes of it; the first error ends it.
    ///
    /// # Errors
    /// Whatever `replace` returns.
    pub fn lower<Other, E>(self, replace: &mut impl FnMut(Leaf) -> Result<Expr<Other>, E>) -> Result<Expr<Other>, E> {
        Ok(match self {
            Self::Leaf(leaf) => replace(leaf)?,
            Self::Number(number) => Expr::Number(number),
            Self::Text(text) => Expr::Text(text),
            Self::Bool(bool) => Expr::Bool(bool),
            Self::Error(error) => Expr::Error(error),
            Self::Array(array) => Expr::Array(array),
            Self::Omitted => Expr::Omitted,
            Self::Parameter(name) => Expr::Parameter(name),
            Self::Group(inner) => Expr::Group(Box::new(inner.lower(replace)?)),
            Self::Unary(operator, operand) => Expr::Unary(operator, Box::new(operand.lower(replace)?)),
            Self::Binary(operator, left, right) => Expr::Binary(
                operator,
                Box::new(left.lower(replace)?),
                Box::new(right.lower(replace)?),
            ),
            Self::Call(function, arguments) => Expr::Call(function, lower_all(arguments, replace)?),
            Self::Invoke(callee, arguments) => {
                Expr::Invoke(Box::new(callee.lower(replace)?), lower_all(arguments, replace)?)
            }
        })
    }
}

fn lower_all<Leaf, Other, E>(
    arguments: Vec<Expr<Leaf>>,
    replace: &mut impl FnMut(Leaf) -> Result<Expr<Other>, E>,
) -> Result<Vec<Expr<Other>>, E> {
    arguments.into_iter().map(|argument| argument.lower(replace)).collect()
}
