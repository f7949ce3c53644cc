//! Building formulas in code: operators, constants, cells and calls.

use std::ops::{Add, Div, Mul, Neg, Sub};
use std::sync::Arc;

use quarterbook_data::{CellAddress, CellRange};

use crate::{Area, BinaryOperator, CellReference, Expr, Function, Reference, SheetId, SheetSpan, UnaryOperator};

impl<Leaf> Expr<Leaf> {
    /// A number; a negative one becomes a minus before a number, as it reads in text, and what is no
    /// number becomes `#NUM!`.
    ///
    /// ```
    /// use quarterbook_formula::{Expr, Reference, UnaryOperator};
    ///
    /// let two = Box::new(Expr::<Reference>::Number(2.0));
    /// assert_eq!(Expr::number(-2.0), Expr::Unary(UnaryOperator::Minus, two));
    /// ```
    pub fn number(number: f64) -> Self {
        if !number.is_finite() {
            Self::Error(crate::ErrorValue::Num)
        } else if number < 0.0 {
            -Self::Number(-number)
        } else {
            Self::Number(number.abs())
        }
    }

    /// A text.
    pub fn text(text: &str) -> Self {
        Self::Text(Arc::from(text))
    }

    /// A function with its arguments. Whether it takes so many is for the checks to say.
    pub fn call(function: Function, arguments: impl IntoIterator<Item = Self>) -> Self {
        Self::Call(function, arguments.into_iter().collect())
    }

    /// Two operands with an operator between them.
    pub fn binary(operator: BinaryOperator, left: Self, right: Self) -> Self {
        Self::Binary(operator, Box::new(left), Box::new(right))
    }

    /// `self ^ exponent`
    #[must_use]
    pub fn power(self, exponent: Self) -> Self {
        Self::binary(BinaryOperator::Power, self, exponent)
    }

    /// `self & other`
    #[must_use]
    pub fn concat(self, other: Self) -> Self {
        Self::binary(BinaryOperator::Concat, self, other)
    }

    /// `self = other`
    #[must_use]
    pub fn equals(self, other: Self) -> Self {
        Self::binary(BinaryOperator::Equal, self, other)
    }

    /// `self <> other`
    #[must_use]
    pub fn differs(self, other: Self) -> Self {
        Self::binary(BinaryOperator::NotEqual, self, other)
    }

    /// `self < other`
    #[must_use]
    pub fn less(self, other: Self) -> Self {
        Self::binary(BinaryOperator::Less, self, other)
    }

    /// `self <= other`
    #[must_use]
    pub fn at_most(self, other: Self) -> Self {
        Self::binary(BinaryOperator::LessOrEqual, self, other)
    }

    /// `self > other`
    #[must_use]
    pub fn greater(self, other: Self) -> Self {
        Self::binary(BinaryOperator::Greater, self, other)
    }

    /// `self >= other`
    #[must_use]
    pub fn at_least(self, other: Self) -> Self {
        Self::binary(BinaryOperator::GreaterOrEqual, self, other)
    }

    /// `self%`
    #[must_use]
    pub fn percent(self) -> Self {
        Self::Unary(UnaryOperator::Percent, Box::new(self))
    }

    /// `(self)`, kept even where no operator asks for it.
    #[must_use]
    pub fn group(self) -> Self {
        Self::Group(Box::new(self))
    }
}

impl Expr {
    /// The cell `target` in a formula held by `host`, relative in both directions; `sheet` is `None` for
    /// the formula's own.
    ///
    /// ```
    /// use quarterbook_data::CellAddress;
    /// use quarterbook_formula::{Expr, Sheets};
    ///
    /// let host = CellAddress::new(2, 2);
    /// let growth = Expr::cell(None, CellAddress::new(1, 2), host) / Expr::cell(None, CellAddress::new(1, 1), host)
    ///     - Expr::number(1.0);
    /// assert_eq!(growth.shown(host, &Sheets::default()), "C2/B2-1");
    /// assert_eq!(growth.shown(CellAddress::new(2, 3), &Sheets::default()), "D2/C2-1");
    /// ```
    pub const fn cell(sheet: Option<SheetId>, target: CellAddress, host: CellAddress) -> Self {
        Self::area(sheet, Area::Cell(CellReference::relative(target, host)))
    }

    /// The fixed cell `$B$7`.
    pub const fn fixed_cell(sheet: Option<SheetId>, target: CellAddress) -> Self {
        Self::area(sheet, Area::Cell(CellReference::absolute(target)))
    }

    /// The range `target` in a formula held by `host`, relative in both directions.
    pub const fn range(sheet: Option<SheetId>, target: CellRange, host: CellAddress) -> Self {
        let first = CellReference::relative(target.first, host);
        let last = CellReference::relative(target.last, host);
        Self::area(sheet, Area::Range(first, last))
    }

    /// The fixed range `$B$7:$D$9`.
    pub const fn fixed_range(sheet: Option<SheetId>, target: CellRange) -> Self {
        let first = CellReference::absolute(target.first);
        let last = CellReference::absolute(target.last);
        Self::area(sheet, Area::Range(first, last))
    }

    /// A defined name.
    pub fn name(name: &str) -> Self {
        Self::Leaf(Reference::Name(Arc::from(name)))
    }

    const fn area(sheet: Option<SheetId>, area: Area) -> Self {
        let sheets = match sheet {
            Some(sheet) => Some(SheetSpan::One(sheet)),
            None => None,
        };
        Self::Leaf(Reference::Cells { sheets, area })
    }
}

impl<Leaf> Add for Expr<Leaf> {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::binary(BinaryOperator::Add, self, other)
    }
}

impl<Leaf> Sub for Expr<Leaf> {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self::binary(BinaryOperator::Subtract, self, other)
    }
}

impl<Leaf> Mul for Expr<Leaf> {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        Self::binary(BinaryOperator::Multiply, self, other)
    }
}

impl<Leaf> Div for Expr<Leaf> {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        Self::binary(BinaryOperator::Divide, self, other)
    }
}

impl<Leaf> Neg for Expr<Leaf> {
    type Output = Self;

    fn neg(self) -> Self {
        Self::Unary(UnaryOperator::Minus, Box::new(self))
    }
}
