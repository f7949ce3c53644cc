//! Formulas with blanks: Excel text in which names stand for expressions to be filled in.

use std::collections::BTreeMap;

use crate::word::{Frame, WordError};
use crate::{Area, Axis, BinaryOperator, Cursor, Expr, Function, ParseError, Reference, Syntax, parse_with};

/// What the names stand for.
pub(crate) type Bindings = BTreeMap<&'static str, Expr>;

/// A place to be filled.
#[derive(Debug, Clone)]
enum Blank {
    /// `x`, or `x[-2]`: the expression, so many columns from here.
    Figure { name: String, columns: i32 },
    /// `range.size`: how many cells there are.
    Size(String),
}

/// Reads the text and puts the bound expressions, and the frame's `ordinal` and `fiscal_year`, in their places.
pub(crate) fn fill(text: &str, bindings: &Bindings, frame: &Frame) -> Result<Expr, WordError> {
    spread(text, "", &[], bindings, frame)
}

/// As [`fill`], with a name that stands for several arguments at once: `SUM(parts)`.
pub(crate) fn spread(
    text: &str,
    many: &str,
    members: &[Expr],
    bindings: &Bindings,
    frame: &Frame,
) -> Result<Expr, WordError> {
    let tree = parse_with(text, &mut Blanks).map_err(|error| failed(&error.to_string()))?;
    let tree = spread_arguments(tree, many, members.len());
    tree.lower(&mut |blank| match blank {
        Blank::Size(name) if name == many => Ok(size(members)),
        Blank::Size(name) => Ok(size(std::slice::from_ref(bound(&name, bindings, frame)?))),
        Blank::Figure { name, columns } => match member(&name, many) {
            Some(place) => Ok(members[place].clone()),
            None => Ok(bound(&name, bindings, frame)?.step(columns)),
        },
    })
}

fn bound<'a>(name: &str, bindings: &'a Bindings, frame: &'a Frame) -> Result<&'a Expr, WordError> {
    match name {
        "ordinal" => Ok(&frame.ordinal),
        "fiscal_year" => Ok(&frame.fiscal_year),
        _ => bindings
            .get(name)
            .ok_or_else(|| failed(&format!("`{name}` stands for nothing"))),
    }
}

fn failed(message: &str) -> WordError {
    WordError {
        argument: None,
        message: message.to_owned(),
    }
}

/// Replaces the argument `parts` by `parts 0`, `parts 1` and so on.
fn spread_arguments(tree: Expr<Blank>, many: &str, count: usize) -> Expr<Blank> {
    let again = |part: Box<Expr<Blank>>| Box::new(spread_arguments(*part, many, count));
    match tree {
        Expr::Unary(operator, operand) => Expr::Unary(operator, again(operand)),
        Expr::Binary(operator, left, right) => Expr::Binary(operator, again(left), again(right)),
        Expr::Call(function, arguments) => {
            let mut spread = Vec::new();
            for argument in arguments {
                match argument {
                    Expr::Leaf(Blank::Figure { name, columns }) if name == many => {
                        spread.extend((0..count).map(|place| {
                            let name = format!("{many} {place}");
                            Expr::Leaf(Blank::Figure { name, columns })
                        }));
                    }
                    other => spread.push(spread_arguments(other, many, count)),
                }
            }
            Expr::Call(function, spread)
        }
        other => other,
    }
}

fn member(name: &str, many: &str) -> Option<usize> {
    name.strip_prefix(many)?.strip_prefix(' ')?.parse().ok()
}

/// How many cells the members have in all, as a number where that can be said and else as `ROWS(…)*COLUMNS(…)`.
fn size(members: &[Expr]) -> Expr {
    let mut known = 0;
    let mut sum = None;
    for part in members {
        if let Some(count) = size_of(part) {
            known += count;
            continue;
        }
        let count = call("ROWS", part.clone()) * call("COLUMNS", part.clone());
        sum = Some(match sum {
            None => count,
            Some(sum) => sum + count,
        });
    }
    match sum {
        None => Expr::number(known as f64),
        Some(sum) if known == 0 => sum,
        Some(sum) => sum + Expr::number(known as f64),
    }
}

/// How many cells an argument has, where the formula alone says it.
pub(crate) fn size_of(expr: &Expr) -> Option<u64> {
    let span = |first: Axis, last: Axis| match (first, last) {
        (Axis::Relative(a), Axis::Relative(b)) => Some(u64::from(a.abs_diff(b)) + 1),
        (Axis::Absolute(a), Axis::Absolute(b)) => Some(u64::from(a.abs_diff(b)) + 1),
        _ => None,
    };
    match expr {
        Expr::Leaf(Reference::Cells {
            area: Area::Range(first, last),
            ..
        }) => Some(span(first.row, last.row)? * span(first.column, last.column)?),
        Expr::Leaf(Reference::Cells {
            area: Area::Cell(_), ..
        }) => Some(1),
        Expr::Leaf(_) | Expr::Binary(BinaryOperator::Range | BinaryOperator::Intersection, ..) => None,
        Expr::Binary(BinaryOperator::Union, left, right) => Some(size_of(left)? + size_of(right)?),
        Expr::Group(inner) => size_of(inner),
        _ => Some(1),
    }
}

fn call(name: &str, argument: Expr) -> Expr {
    match Function::find(name) {
        Some(function) => Expr::Call(function, vec![argument]),
        None => Expr::Error(crate::ErrorValue::Name),
    }
}

struct Blanks;

impl Syntax for Blanks {
    type Leaf = Blank;

    fn leaf(&mut self, cursor: &mut Cursor<'_>) -> Result<Option<Expr<Blank>>, ParseError> {
        let name = cursor.take_name();
        if name.is_empty() {
            return Ok(None);
        }
        if let Some(name) = name.strip_suffix(".size") {
            return Ok(Some(Expr::Leaf(Blank::Size(name.to_owned()))));
        }
        let mut columns = 0;
        if cursor.eat("[") {
            let offset = cursor.take_while(|character| character != ']');
            let expected = ParseError::new(cursor.here(), "expected a number of columns and `]`");
            columns = offset.parse().map_err(|_| expected.clone())?;
            if !cursor.eat("]") {
                return Err(expected);
            }
        }
        let name = name.to_owned();
        Ok(Some(Expr::Leaf(Blank::Figure { name, columns })))
    }
}
