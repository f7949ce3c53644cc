//! How tightly Excel's operators bind, and how they are written. Parser and printer share this table.

use crate::{BinaryOperator, Expr, ResultKind, UnaryOperator};

/// How tightly a form binds: of two operators beside an operand, the one with the higher level takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    Comparison,
    Concat,
    Sum,
    Product,
    Power,
    Percent,
    Prefix,
    Intersection,
    Range,
    Primary,
}

impl Level {
    /// The next tighter level: what stands on the right of an operator that reads from the left.
    pub(crate) const fn tighter(self) -> Self {
        match self {
            Self::Comparison => Self::Concat,
            Self::Concat => Self::Sum,
            Self::Sum => Self::Product,
            Self::Product => Self::Power,
            Self::Power => Self::Percent,
            Self::Percent => Self::Prefix,
            Self::Prefix => Self::Intersection,
            Self::Intersection => Self::Range,
            Self::Range | Self::Primary => Self::Primary,
        }
    }
}

/// The level of an operator; a union always stands in parentheses of its own.
pub(crate) const fn binary_level(operator: BinaryOperator) -> Level {
    use BinaryOperator as O;
    match operator {
        O::Union => Level::Primary,
        O::Range => Level::Range,
        O::Intersection => Level::Intersection,
        O::Power => Level::Power,
        O::Multiply | O::Divide => Level::Product,
        O::Add | O::Subtract => Level::Sum,
        O::Concat => Level::Concat,
        O::Equal | O::NotEqual | O::Less | O::LessOrEqual | O::Greater | O::GreaterOrEqual => Level::Comparison,
    }
}

/// The level of an operator on one operand.
pub(crate) const fn unary_level(operator: UnaryOperator) -> Level {
    match operator {
        UnaryOperator::Minus | UnaryOperator::Plus | UnaryOperator::Implicit => Level::Prefix,
        UnaryOperator::Percent => Level::Percent,
        UnaryOperator::Spill => Level::Primary,
    }
}

/// The level of the outermost form of an expression.
pub(crate) fn level<Leaf>(expr: &Expr<Leaf>) -> Level {
    match expr {
        Expr::Unary(operator, _) => unary_level(*operator),
        Expr::Binary(operator, ..) => binary_level(*operator),
        Expr::Number(number) if number.is_sign_negative() => Level::Prefix,
        _ => Level::Primary,
    }
}

/// The level of what stands inside all parentheses: an operator that needs a tighter one asks for a pair.
pub(crate) fn level_inside<Leaf>(expr: &Expr<Leaf>) -> Level {
    match expr {
        Expr::Group(inner) => level_inside(inner),
        other => level(other),
    }
}

/// How an operator is written.
pub(crate) const fn symbol(operator: BinaryOperator) -> &'static str {
    use BinaryOperator as O;
    match operator {
        O::Range => ":",
        O::Intersection => " ",
        O::Union => ",",
        O::Power => "^",
        O::Multiply => "*",
        O::Divide => "/",
        O::Add => "+",
        O::Subtract => "-",
        O::Concat => "&",
        O::Equal => "=",
        O::NotEqual => "<>",
        O::Less => "<",
        O::LessOrEqual => "<=",
        O::Greater => ">",
        O::GreaterOrEqual => ">=",
    }
}

/// Whether an expression may give a reference, so that `:`, a space, a union or `#` can work on it.
pub(crate) fn can_be_reference<Leaf>(expr: &Expr<Leaf>) -> bool {
    match expr {
        Expr::Leaf(_) | Expr::Parameter(_) | Expr::Error(_) | Expr::Invoke(..) => true,
        Expr::Group(inner) => can_be_reference(inner),
        Expr::Unary(operator, _) => *operator == UnaryOperator::Spill,
        Expr::Binary(operator, ..) => matches!(
            operator,
            BinaryOperator::Range | BinaryOperator::Intersection | BinaryOperator::Union
        ),
        Expr::Call(function, _) => function.signature().result == ResultKind::Reference,
        _ => false,
    }
}
