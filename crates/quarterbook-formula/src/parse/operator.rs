//! Operators, by precedence climbing.

use super::{ParseError, Parser, Part, Size, Syntax};
use crate::precedence::{Level, binary_level, can_be_reference, level_inside, unary_level};
use crate::{BinaryOperator, Expr, UnaryOperator};

impl<S: Syntax> Parser<'_, '_, S> {
    /// Reads an expression, and the white space behind it.
    pub(super) fn expression(&mut self) -> Result<Part<S::Leaf>, ParseError> {
        self.climb(Level::Comparison)
    }

    /// Reads an operand and all operators behind it that bind at least as tightly as `floor`.
    fn climb(&mut self, floor: Level) -> Result<Part<S::Leaf>, ParseError> {
        self.cursor.skip_space();
        let mut left = self.prefixed(floor)?;
        loop {
            let before_space = self.cursor;
            let spaced = self.cursor.skip_space();
            if floor <= Level::Percent && self.cursor.eat("%") {
                left = self.unary(UnaryOperator::Percent, left)?;
                continue;
            }
            let Some(operator) = self.infix(spaced, &left.expr) else {
                return Ok(left);
            };
            let tightness = binary_level(operator);
            if tightness < floor {
                self.cursor = before_space;
                return Ok(left);
            }
            self.must_be_reference(operator, &left.expr, before_space.position())?;
            self.cursor.skip_space();
            let start = self.cursor.position();
            let right = self.climb(tightness.tighter())?;
            self.must_be_reference(operator, &right.expr, start)?;
            left = self.binary(operator, left, right)?;
        }
    }

    /// Reads the signs before an operand and the operand.
    fn prefixed(&mut self, floor: Level) -> Result<Part<S::Leaf>, ParseError> {
        let mut signs = Vec::new();
        if floor <= Level::Prefix {
            while let Some(sign) = self.prefix() {
                signs.push(sign);
                self.cursor.skip_space();
            }
        }
        if signs.is_empty() {
            return self.operand();
        }
        let mut part = self.climb(Level::Prefix.tighter())?;
        while let Some(sign) = signs.pop() {
            part = self.unary(sign, part)?;
        }
        Ok(part)
    }

    fn prefix(&mut self) -> Option<UnaryOperator> {
        let sign = match self.cursor.peek()? {
            '-' => UnaryOperator::Minus,
            '+' => UnaryOperator::Plus,
            '@' => UnaryOperator::Implicit,
            _ => return None,
        };
        self.cursor.bump();
        Some(sign)
    }

    /// Reads an operator between two operands. White space is one where two references stand beside it.
    fn infix(&mut self, spaced: bool, left: &Expr<S::Leaf>) -> Option<BinaryOperator> {
        use BinaryOperator as O;
        const SYMBOLS: [(&str, BinaryOperator); 13] = [
            ("<=", O::LessOrEqual),
            (">=", O::GreaterOrEqual),
            ("<>", O::NotEqual),
            ("<", O::Less),
            (">", O::Greater),
            ("=", O::Equal),
            ("&", O::Concat),
            ("+", O::Add),
            ("-", O::Subtract),
            ("*", O::Multiply),
            ("/", O::Divide),
            ("^", O::Power),
            (":", O::Range),
        ];
        for (symbol, operator) in SYMBOLS {
            if self.cursor.eat(symbol) {
                return Some(operator);
            }
        }
        let next = self.cursor.peek()?;
        let begins_reference = next.is_alphanumeric() || matches!(next, '$' | '\'' | '(' | '_' | '\\' | '[' | '#');
        (spaced && begins_reference && can_be_reference(left)).then_some(O::Intersection)
    }

    fn must_be_reference(
        &self,
        operator: BinaryOperator,
        operand: &Expr<S::Leaf>,
        start: usize,
    ) -> Result<(), ParseError> {
        let what = match operator {
            BinaryOperator::Range => "`:` joins two references, and this is none",
            BinaryOperator::Intersection => "expected an operator",
            BinaryOperator::Union => "a comma in parentheses joins references, and this is none",
            _ => return Ok(()),
        };
        if can_be_reference(operand) {
            return Ok(());
        }
        let end = self.cursor.position().max(start);
        Err(ParseError::new(start.min(end)..end, what))
    }

    /// Reads what follows the first member of a union, up to the `)`.
    pub(super) fn union(&mut self, first: Part<S::Leaf>, start: usize) -> Result<Part<S::Leaf>, ParseError> {
        self.must_be_reference(BinaryOperator::Union, &first.expr, start)?;
        let mut joined = first;
        while self.cursor.eat(",") {
            self.cursor.skip_space();
            let start = self.cursor.position();
            let next = self.expression()?;
            self.must_be_reference(BinaryOperator::Union, &next.expr, start)?;
            let size = joined.size.max(next.size);
            let expr = Expr::Binary(BinaryOperator::Union, Box::new(joined.expr), Box::new(next.expr));
            joined = self.grown(expr, size)?;
        }
        Ok(joined)
    }

    fn unary(&self, operator: UnaryOperator, operand: Part<S::Leaf>) -> Result<Part<S::Leaf>, ParseError> {
        self.applied(operator, without_needed_group(operand, unary_level(operator)))
    }

    /// An operator on an operand whose parentheses have been seen to.
    pub(super) fn applied(&self, operator: UnaryOperator, operand: Part<S::Leaf>) -> Result<Part<S::Leaf>, ParseError> {
        let size = match operator {
            UnaryOperator::Implicit | UnaryOperator::Spill => operand.size.enclosed(),
            _ => operand.size,
        };
        self.grown(Expr::Unary(operator, Box::new(operand.expr)), size)
    }

    pub(super) fn spilled(&self, operand: Part<S::Leaf>) -> Result<Part<S::Leaf>, ParseError> {
        self.unary(UnaryOperator::Spill, operand)
    }

    fn binary(
        &self,
        operator: BinaryOperator,
        left: Part<S::Leaf>,
        right: Part<S::Leaf>,
    ) -> Result<Part<S::Leaf>, ParseError> {
        let tightness = binary_level(operator);
        let left = without_needed_group(left, tightness);
        let right = without_needed_group(right, tightness.tighter());
        let size = left.size.max(right.size);
        self.grown(Expr::Binary(operator, Box::new(left.expr), Box::new(right.expr)), size)
    }
}

/// Drops a pair of parentheses that the operator around it asks for: the printer puts it back.
pub(super) fn without_needed_group<Leaf>(part: Part<Leaf>, needed: Level) -> Part<Leaf> {
    if level_inside(&part.expr) >= needed {
        return part;
    }
    match part.expr {
        Expr::Group(inner) => Part {
            expr: *inner,
            size: Size {
                depth: part.size.depth - 1,
                ..part.size
            },
        },
        expr => Part {
            expr,
            size: part.size.enclosed(),
        },
    }
}
