//! Guards that stand inside guards, made one: a formula that a reader can check at a glance.

use std::convert::Infallible;

use crate::fill::size_of;
use crate::{BinaryOperator, Expr, Function, MAX_ARGUMENTS};

/// The same formula with its guards merged.
///
/// A finance word guards itself, so a word inside a word, or inside arithmetic, would be counted as a figure and
/// written out each time it is used. Where it counts its own figures and then gives a number, those are counted in its
/// stead and the number is computed with:
///
/// - `IF(ISNUMBER(IF(COUNT(a,b)=2,a+b,"n.a.")),…)` becomes `IF(COUNT(a,b)=2,…)`, with `a+b` in the places of the word.
/// - What the word compares with zero is compared first, so that its `n.m.` stays `n.m.`
/// - `IF(ISNUMBER(a),IF(ISNUMBER(b),…,"n.a."),"n.a.")` becomes `IF(COUNT(a,b)=2,…,"n.a.")`.
/// - A number that is written out is not counted.
///
/// A word whose number might be an error, or after which another branch goes on, is left as it is.
///
/// ```
/// use quarterbook_data::CellAddress;
/// use quarterbook_formula::{Sheets, merge_guards, parse};
///
/// let host = CellAddress::new(9, 9);
/// let text = r#"IF(ISNUMBER(IF(COUNT(A1,B1)=2,IF(B1>0,A1/B1,"n.m."),"n.a.")),IF(COUNT(A1,B1)=2,IF(B1>0,A1/B1,"n.m."),"n.a.")*C$1,"n.a.")"#;
/// let merged = merge_guards(parse(text, host, &Sheets::default())?);
/// assert_eq!(
///     merged.shown(host, &Sheets::default()),
///     r#"IF(COUNT(A1,B1)=2,IF(B1>0,A1/B1*C$1,"n.m."),"n.a.")"#
/// );
/// # Ok::<(), quarterbook_formula::ParseError>(())
/// ```
#[must_use]
pub fn merge_guards(formula: Expr) -> Expr {
    let formula = map(formula, merge_guards);
    let Some(mut guard) = Guard::of(&formula) else {
        return formula;
    };
    while let Some(place) = guard.figures.iter().position(|figure| guard.takes_in(figure)) {
        guard.take_in(place);
    }
    guard.take_branch();
    guard.written().unwrap_or(formula)
}

/// `IF(COUNT(figures)=n,value,otherwise)`: all of the figures are there.
struct Guard {
    figures: Vec<Expr>,
    value: Expr,
    otherwise: Expr,
}

impl Guard {
    fn of(formula: &Expr) -> Option<Self> {
        let [test, value, otherwise] = when(formula)?;
        Some(Self {
            figures: counted(test)?,
            value: value.clone(),
            otherwise: otherwise.clone(),
        })
    }

    /// Whether a figure is a guarded number whose figures can be counted in its stead.
    fn takes_in(&self, figure: &Expr) -> bool {
        let Some(inner) = Self::of(figure) else {
            return false;
        };
        let passed_on = self.otherwise == *figure && self.figures.len() == 1;
        let answers_alike = passed_on || self.otherwise == inner.otherwise;
        // In another branch, such as that of a first known figure, only a plain number leads on to it.
        let is_plain = when(&inner.value).is_none();
        matches!(inner.otherwise, Expr::Text(_)) && (answers_alike || is_plain) && inner.gives_a_number()
    }

    fn take_in(&mut self, place: usize) {
        let figure = self.figures.remove(place);
        let Some(inner) = Self::of(&figure) else {
            return;
        };
        if self.otherwise == figure {
            self.otherwise = inner.otherwise;
        }
        self.figures.splice(place..place, inner.figures);
        let value = std::mem::replace(&mut self.value, Expr::Omitted);
        self.value = match when(&inner.value) {
            Some([condition, number, meaningless]) => call(
                "IF",
                vec![condition.clone(), replaced(value, &figure, number), meaningless.clone()],
            ),
            None => replaced(value, &figure, &inner.value),
        };
    }

    /// Takes in a guard that is all of the value and answers alike.
    fn take_branch(&mut self) {
        while let Some(inner) = Self::of(&self.value).filter(|inner| self.otherwise == inner.otherwise) {
            if !matches!(inner.otherwise, Expr::Text(_)) {
                return;
            }
            self.figures.extend(inner.figures);
            self.value = inner.value;
        }
    }

    /// Whether the value is a number, or by its own condition a text, whenever the figures are there.
    fn gives_a_number(&self) -> bool {
        match when(&self.value) {
            Some([condition, number, Expr::Text(_)]) => self.is_number(number, Some(condition)),
            Some(_) => false,
            None => self.is_number(&self.value, None),
        }
    }

    /// Whether a part is a number: arithmetic and sums over figures that are counted, divided by what is compared first.
    fn is_number(&self, part: &Expr, condition: Option<&Expr>) -> bool {
        let again = |part: &Expr| self.is_number(part, condition);
        match part {
            Expr::Number(_) => true,
            Expr::Leaf(_) => self.figures.contains(part),
            Expr::Group(inner) | Expr::Unary(_, inner) => again(inner),
            Expr::Binary(BinaryOperator::Divide, left, right) => {
                let is_compared = condition.is_some_and(|condition| condition.any(|part| *part == **right));
                again(left) && again(right) && (is_compared || constant(right))
            }
            Expr::Binary(operator, left, right) => is_arithmetic(*operator) && again(left) && again(right),
            Expr::Call(function, arguments) => {
                let adds = matches!(function.name(), "SUM" | "SUMSQ" | "SUMPRODUCT");
                let sums = |argument: &Expr| matches!(argument, Expr::Leaf(_)) || again(argument);
                adds && arguments.iter().all(sums)
            }
            _ => false,
        }
    }

    /// The guard as a formula; `None` where it would count more than a function takes.
    fn written(mut self) -> Option<Expr> {
        let mut figures: Vec<Expr> = Vec::new();
        for figure in std::mem::take(&mut self.figures) {
            if !matches!(figure, Expr::Number(_)) && !figures.contains(&figure) {
                figures.push(figure);
            }
        }
        let count = figures.iter().map(size_of).sum::<Option<u64>>()?;
        let test = match figures.len() {
            0 => return Some(self.value),
            1 if count == 1 => call("ISNUMBER", figures),
            arguments if arguments > MAX_ARGUMENTS => return None,
            _ => call("COUNT", figures).equals(Expr::number(count as f64)),
        };
        Some(call("IF", vec![test, self.value, self.otherwise]))
    }
}

/// Condition and branches of an IF that has all three.
fn when(formula: &Expr) -> Option<&[Expr; 3]> {
    match formula {
        Expr::Call(function, arguments) if function.name() == "IF" => arguments.as_slice().try_into().ok(),
        _ => None,
    }
}

/// What a condition counts, when it holds only if every one is a number.
fn counted(test: &Expr) -> Option<Vec<Expr>> {
    let (arguments, wanted) = match test {
        Expr::Call(function, arguments) if function.name() == "ISNUMBER" => (arguments, 1.0),
        Expr::Binary(BinaryOperator::Equal, count, wanted) => match (&**count, &**wanted) {
            (Expr::Call(function, arguments), Expr::Number(wanted)) if function.name() == "COUNT" => {
                (arguments, *wanted)
            }
            _ => return None,
        },
        _ => return None,
    };
    let all = arguments.iter().map(size_of).sum::<Option<u64>>()?;
    (all as f64 == wanted).then(|| arguments.clone())
}

fn replaced(formula: Expr, part: &Expr, by: &Expr) -> Expr {
    if formula == *part {
        return by.clone();
    }
    map(formula, |child| replaced(child, part, by))
}

fn map(formula: Expr, mut change: impl FnMut(Expr) -> Expr) -> Expr {
    let changed = formula.map_children(&mut |child| Ok::<_, Infallible>(change(child)));
    match changed {
        Ok(changed) => changed,
        Err(never) => match never {},
    }
}

fn constant(expr: &Expr) -> bool {
    matches!(expr, Expr::Number(number) if *number != 0.0)
}

const fn is_arithmetic(operator: BinaryOperator) -> bool {
    matches!(
        operator,
        BinaryOperator::Add | BinaryOperator::Subtract | BinaryOperator::Multiply | BinaryOperator::Power
    )
}

fn call(name: &str, arguments: Vec<Expr>) -> Expr {
    match Function::find(name) {
        Some(function) => Expr::Call(function, arguments),
        None => Expr::Error(crate::ErrorValue::Name),
    }
}
