//! How far the printed precision of what goes into a check lets its two sides be apart.
//!
//! Each figure may be off by half a unit in its last printed place. To first order the two sides may
//! then differ by the sum, over the figures, of how far the difference moves when one figure moves by its
//! half unit: `Σ ABS(f(x+h)−f(x))`. Every term is a live formula over Inputs and its block of half units.
//! Figures that both sides share move both, so that what holds by construction has no room.
//! A sum too long for a cell is left out, which leaves no room either.

use quarterbook_data::CellAddress;
use quarterbook_formula::{BinaryOperator, Expr, Reference, UnaryOperator, Value};

use super::inline::{Origins, fixed, single};
use crate::formula::{call, fixed_cells};
use crate::layout::SheetCell;

/// How many parts a tolerance may have: with references to Inputs they fill about the 8,192 characters of a cell.
const LARGEST: usize = 700;

/// The tolerance of `actual` against `expected`, both with fixed references that name their sheet.
pub(super) fn tolerance(actual: &Expr, expected: &Expr, origins: Origins<'_>) -> Expr {
    let (actual, expected) = (origins.carry(actual.clone()), origins.carry(expected.clone()));
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
        term(moved, figure, origins)
    });
    let sum = terms.reduce(|sum, term| sum + term);
    sum.filter(|sum| sum.parts().take(LARGEST).count() < LARGEST)
        .unwrap_or(Expr::Number(0.0))
}

/// How far a formula moves with one figure.
fn term(formula: &Expr, figure: SheetCell, origins: Origins<'_>) -> Option<Expr> {
    if !matches!((origins.known)(figure), Value::Number(_)) {
        return None;
    }
    let half = CellAddress::new(figure.cell.row + origins.layout.half_unit_offset, figure.cell.column);
    let half = fixed(SheetCell {
        sheet: figure.sheet,
        cell: half,
    });
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
    let cells = expr.leaves().filter_map(single);
    cells.filter(|cell| origins.is_input(*cell)).collect()
}
