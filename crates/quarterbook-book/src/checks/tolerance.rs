//! How far the printed precision of what goes into a check lets its two sides be apart.
//!
//! Each figure may be off by half a unit in its last printed place. To first order the two sides may
//! then differ by the sum, over the figures, of how far the difference moves when one figure moves by its
//! half unit: `Σ ABS(f(x+h)−f(x))`. Every term is a live formula over Inputs and its block of half units.
//! Figures that both sides share move both, so that what holds by construction has no room.

use quarterbook_data::CellAddress;
use quarterbook_formula::{BinaryOperator, Expr, Function, Reference, SheetId, UnaryOperator, Value};

use super::inline::{Origins, at};
use crate::formula::{call, fixed_cells};
use crate::layout::{RowContent, SheetCell};

/// The value of an Inputs cell in this build.
pub(super) type Known<'a> = &'a dyn Fn(SheetCell) -> Value;

/// The tolerance of `actual` against `expected`, both with fixed references that name their sheet.
pub(super) fn tolerance(actual: &Expr, expected: &Expr, origins: Origins<'_>, known: Known<'_>) -> Expr {
    let carried = |side: &Expr| Simplifier { origins, known }.simplify(origins.inline(side.clone()));
    let (actual, expected) = (bare(carried(actual)), bare(carried(expected)));
    let mut figures = figures(&actual, origins);
    figures.extend(self::figures(&expected, origins));
    figures.sort_unstable();
    figures.dedup();
    let difference = actual.clone() - expected.clone();
    let terms = figures.into_iter().filter_map(|figure| {
        // A figure that stands on one side alone moves that side alone.
        let moved = match (mentions(&actual, figure), mentions(&expected, figure)) {
            (true, false) => &actual,
            (false, true) => &expected,
            _ => &difference,
        };
        term(moved, figure, origins, known)
    });
    terms.reduce(|sum, term| sum + term).unwrap_or(Expr::Number(0.0))
}

/// How far a formula moves with one figure.
fn term(formula: &Expr, figure: SheetCell, origins: Origins<'_>, known: Known<'_>) -> Option<Expr> {
    if !matches!(known(figure), Value::Number(_)) {
        return None;
    }
    let half = CellAddress::new(figure.cell.row + origins.layout.half_unit_offset, figure.cell.column);
    let half = at(figure.sheet, half);
    match weight(formula, figure) {
        Some(0) => None,
        Some(1 | -1) => Some(half),
        Some(weight) => Some(Expr::number(f64::from(weight.abs())) * half),
        None => {
            let moved = with_half(formula.clone(), figure, &half);
            Some(call("ABS", [moved - formula.clone()]))
        }
    }
}

/// How often a figure is added, less how often it is taken away, when it is only added and taken away.
fn weight(expr: &Expr, figure: SheetCell) -> Option<i32> {
    match expr {
        Expr::Leaf(reference) => Some(i32::from(is_cell(reference, figure))),
        Expr::Group(inner) => weight(inner, figure),
        Expr::Unary(UnaryOperator::Minus, operand) => Some(-weight(operand, figure)?),
        Expr::Unary(UnaryOperator::Plus, operand) => weight(operand, figure),
        Expr::Binary(BinaryOperator::Add, left, right) => Some(weight(left, figure)? + weight(right, figure)?),
        Expr::Binary(BinaryOperator::Subtract, left, right) => Some(weight(left, figure)? - weight(right, figure)?),
        Expr::Call(function, arguments) if function.name() == "SUM" => arguments
            .iter()
            .try_fold(0, |sum, argument| Some(sum + weight(argument, figure)?)),
        other if !mentions(other, figure) => Some(0),
        _ => None,
    }
}

fn mentions(expr: &Expr, figure: SheetCell) -> bool {
    expr.leaves().any(|leaf| is_cell(leaf, figure))
}

fn is_cell(reference: &Reference, figure: SheetCell) -> bool {
    fixed_cells(reference).is_some_and(|(sheet, range)| sheet == figure.sheet && range.contains(figure.cell))
}

/// The same formula with the figure moved by its half unit.
fn with_half(expr: Expr, figure: SheetCell, half: &Expr) -> Expr {
    let moved = expr.lower(&mut |leaf| {
        let is_it = is_cell(&leaf, figure);
        let leaf = Expr::Leaf(leaf);
        Ok::<_, std::convert::Infallible>(if is_it { leaf + half.clone() } else { leaf })
    });
    match moved {
        Ok(moved) => moved,
        Err(never) => match never {},
    }
}

/// The Inputs cells a formula reads one by one. Ranges that no sum took apart are left: they can only make
/// the tolerance smaller.
fn figures(expr: &Expr, origins: Origins<'_>) -> Vec<SheetCell> {
    let single = |leaf: &Reference| {
        let (sheet, range) = fixed_cells(leaf)?;
        let cell = SheetCell {
            sheet,
            cell: range.first,
        };
        (range.first == range.last && is_input(cell, origins)).then_some(cell)
    };
    expr.leaves().filter_map(single).collect()
}

/// Whether a cell is one of a figure on Inputs.
pub(super) fn is_input(cell: SheetCell, origins: Origins<'_>) -> bool {
    let rows = origins.layout.rows_of(cell.sheet);
    let mut inputs = rows.filter(|row| matches!(row.content, RowContent::Input(_)));
    inputs.any(|row| row.row == cell.cell.row)
}

/// Without the parentheses around it; where a tree needs some, printing sets them.
fn bare(expr: Expr) -> Expr {
    match expr {
        Expr::Group(inner) => bare(*inner),
        other => other,
    }
}

/// Decides what this build's figures decide: which branch an IF takes, whether a figure is there.
struct Simplifier<'a> {
    origins: Origins<'a>,
    known: Known<'a>,
}

impl Simplifier<'_> {
    fn simplify(&self, expr: Expr) -> Expr {
        match expr {
            Expr::Call(function, mut arguments) if function.name() == "IF" && arguments.len() == 3 => {
                match self.value(&arguments[0]) {
                    Some(Value::Bool(true)) => self.simplify(arguments.swap_remove(1)),
                    Some(Value::Bool(false)) => self.simplify(arguments.swap_remove(2)),
                    _ => self.call(function, arguments),
                }
            }
            Expr::Call(function, arguments) => self.call(function, arguments),
            Expr::Binary(operator, left, right) => {
                Expr::binary(operator, bare(self.simplify(*left)), bare(self.simplify(*right)))
            }
            Expr::Unary(operator, inner) => Expr::Unary(operator, Box::new(bare(self.simplify(*inner)))),
            Expr::Group(inner) => bare(self.simplify(*inner)),
            other => other,
        }
    }

    fn call(&self, function: Function, arguments: Vec<Expr>) -> Expr {
        Expr::Call(
            function,
            arguments
                .into_iter()
                .map(|argument| bare(self.simplify(argument)))
                .collect(),
        )
    }

    /// What an expression gives with this build's figures; `None` where that takes more than arithmetic.
    fn value(&self, expr: &Expr) -> Option<Value> {
        Some(match expr {
            Expr::Number(number) => Value::Number(*number),
            Expr::Text(text) => Value::text(text),
            Expr::Bool(bool) => Value::Bool(*bool),
            Expr::Group(inner) => self.value(inner)?,
            Expr::Leaf(reference) => self.leaf(reference)?,
            Expr::Unary(UnaryOperator::Minus, operand) => Value::Number(-number(self.value(operand)?)?),
            Expr::Binary(operator, left, right) => binary(*operator, self.value(left)?, self.value(right)?)?,
            Expr::Call(function, arguments) => self.function(function.name(), arguments)?,
            _ => return None,
        })
    }

    fn leaf(&self, reference: &Reference) -> Option<Value> {
        let (sheet, range) = fixed_cells(reference)?;
        let cell = SheetCell {
            sheet,
            cell: range.first,
        };
        if range.first != range.last {
            return None;
        }
        self.origins
            .header(reference)
            .map(Value::Number)
            .or_else(|| Some((self.known)(cell)))
    }

    fn function(&self, name: &str, arguments: &[Expr]) -> Option<Value> {
        let values = || {
            arguments
                .iter()
                .map(|argument| self.value(argument))
                .collect::<Option<Vec<_>>>()
        };
        Some(match name {
            "ISNUMBER" => Value::Bool(matches!(values()?.as_slice(), [Value::Number(_)])),
            "COUNT" => {
                let count = values()?
                    .iter()
                    .filter(|value| matches!(value, Value::Number(_)))
                    .count();
                Value::Number(count as f64)
            }
            "SUM" => {
                let known = values()?;
                Value::Number(known.into_iter().filter_map(number).sum())
            }
            "AND" => Value::Bool(
                values()?
                    .into_iter()
                    .map(truth)
                    .collect::<Option<Vec<_>>>()?
                    .into_iter()
                    .all(|is| is),
            ),
            "OR" => Value::Bool(
                values()?
                    .into_iter()
                    .map(truth)
                    .collect::<Option<Vec<_>>>()?
                    .into_iter()
                    .any(|is| is),
            ),
            "NOT" => Value::Bool(!truth(self.value(arguments.first()?)?)?),
            "IF" => {
                let branch = if truth(self.value(arguments.first()?)?)? { 1 } else { 2 };
                self.value(arguments.get(branch)?)?
            }
            _ => return None,
        })
    }
}

fn number(value: Value) -> Option<f64> {
    match value {
        Value::Number(number) => Some(number),
        Value::Blank => Some(0.0),
        _ => None,
    }
}

fn truth(value: Value) -> Option<bool> {
    match value {
        Value::Bool(bool) => Some(bool),
        Value::Number(number) => Some(number != 0.0),
        _ => None,
    }
}

fn binary(operator: BinaryOperator, left: Value, right: Value) -> Option<Value> {
    let (left, right) = (number(left)?, number(right)?);
    Some(match operator {
        BinaryOperator::Add => Value::Number(left + right),
        BinaryOperator::Subtract => Value::Number(left - right),
        BinaryOperator::Multiply => Value::Number(left * right),
        BinaryOperator::Divide if right != 0.0 => Value::Number(left / right),
        BinaryOperator::Power => Value::Number(left.powf(right)),
        BinaryOperator::Equal => Value::Bool(left == right),
        BinaryOperator::NotEqual => Value::Bool(left != right),
        BinaryOperator::Less => Value::Bool(left < right),
        BinaryOperator::LessOrEqual => Value::Bool(left <= right),
        BinaryOperator::Greater => Value::Bool(left > right),
        BinaryOperator::GreaterOrEqual => Value::Bool(left >= right),
        _ => return None,
    })
}
