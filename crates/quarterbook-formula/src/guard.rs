//! Guarding plain arithmetic against figures that are missing.

use crate::lists::{Enough, enough};
use crate::{ArgumentKind, BinaryOperator, Expr, Function, Reference, TableColumns, TableRows, UnaryOperator};

/// The same formula, giving `n.a.` where a figure it computes with is missing and `n.m.` where it would divide by zero.
///
/// Missing figures hold a text, and `5+"n.a."` is `#VALUE!` while `"n.a.">0` is TRUE. So the cells, names and
/// `[@column]`s that are operands of arithmetic or of a comparison are counted first:
/// `IF(COUNT(a,b)=2,…,"n.a.")`, for a single one `IF(ISNUMBER(a),…,"n.a.")`. Whatever stands behind `/`, a
/// constant apart, is compared with zero: `IF(b<>0,…,"n.m.")`.
///
/// - Arguments of arithmetic functions (ABS, ROUND and its family, SQRT, LN, POWER …), of AND, OR and NOT, and
///   of an IF inside arithmetic count as operands.
/// - References that are arguments of any other function do not, since SUM, MAX and lookups have their own way
///   with texts; what is computed inside such an argument is guarded: of `MAX(0,a-b)` the figures a and b.
///   IFERROR and IFNA catch what is missing.
/// - A function over lists needs a figure in them, since the sum of nothing is 0 to Excel: `SUM(C1:C9)` is `n.a.`
///   unless `COUNT(C1:C9)>0`. LARGE and SMALL need as many as the place they ask for, STDEV.S and VAR.S two,
///   SUMPRODUCT one in each list. A SUM that is subtracted needs none: of `A1-SUM(C1:C9)` all is left where nothing is
///   known of the parts.
/// - What the formula tests itself, with ISNUMBER, another IS function, COUNT or N, is left alone, and so is a
///   divisor that it compares with zero; a finance word stays as it is.
/// - A call that chooses between results of which one may be a text, such as a finance word inside arithmetic or
///   a CHOOSE between cells, counts as one figure; where it is the only one, its own text is passed on, so that
///   `n.m.` stays `n.m.`.
/// - A cell that holds `n.m.` is not a figure either: what is computed from it is `n.a.`, never `#VALUE!`.
/// - An IF or CHOOSE that is the whole formula is guarded by its condition; its branches are guarded each by
///   itself.
/// - A formula that is nothing but a reference stays a link, and passes `n.a.` on.
/// - A difference of figures becomes a SUM: `a-b` is `SUM(a,-b)`. What floating-point arithmetic leaves of two equal figures is zero
///   to Excel where a minus stands at a formula's root or in the last addition of SUM, and not inside IF.
///
/// ```
/// use quarterbook_data::CellAddress;
/// use quarterbook_formula::{Sheets, guard, parse};
///
/// let host = CellAddress::new(9, 9);
/// let guarded = guard(parse("A1*1.13/(B1-SUM(C1:C9))", host, &Sheets::default())?);
/// assert_eq!(
///     guarded.shown(host, &Sheets::default()),
///     r#"IF(COUNT(A1,B1)=2,IF(B1-SUM(C1:C9)<>0,A1*1.13/(B1-SUM(C1:C9)),"n.m."),"n.a.")"#
/// );
/// # Ok::<(), quarterbook_formula::ParseError>(())
/// ```
#[must_use]
pub fn guard(formula: Expr) -> Expr {
    let mut settled = Settled::default();
    settled.note(&formula, true);
    guard_whole(formula, &settled)
}

fn guard_whole(formula: Expr, settled: &Settled) -> Expr {
    let mut found = Found::default();
    let formula = match formula {
        Expr::Group(inner) => return guard_whole(*inner, settled),
        Expr::Leaf(_) => return formula,
        Expr::Call(function, mut arguments) if branches(function) && !arguments.is_empty() => {
            let branches = arguments.split_off(1);
            found.collect(&arguments[0]);
            arguments.extend(branches.into_iter().map(|branch| guard_whole(branch, settled)));
            Expr::Call(function, arguments)
        }
        other if may_be_text(&other) => return other,
        other => {
            found.collect(&other);
            other
        }
    };
    found.figures.retain(|figure| !settled.figures.contains(figure));
    found.divisors.retain(|divisor| !settled.divisors.contains(divisor));
    // A figure that has to be there is one figure in every list that holds it.
    let Found { figures, enough, .. } = &mut found;
    enough.retain(|enough| {
        let is_seen_to = enough.lists.iter().all(|list| settled.figures.contains(list));
        let is_there = enough.count == Expr::number(1.0) && enough.lists.iter().any(|list| figures.contains(list));
        !is_seen_to && !is_there
    });
    found.wrap(formula)
}

/// What a formula has seen to by itself.
#[derive(Default)]
struct Settled {
    /// The references it tests with ISNUMBER, COUNT and their like.
    figures: Vec<Expr>,
    /// What it compares with zero.
    divisors: Vec<Expr>,
}

impl Settled {
    /// Notes what a part sees to; `whole` for the formula itself and the branches of an IF or CHOOSE that is all of it.
    fn note(&mut self, part: &Expr, whole: bool) {
        match part {
            Expr::Group(inner) => return self.note(inner, whole),
            Expr::Call(function, arguments) if whole && branches(*function) => {
                for (place, argument) in arguments.iter().enumerate() {
                    self.note(argument, place > 0);
                }
                return;
            }
            // Such an operand is a figure as a whole; what it tests holds only inside it.
            Expr::Call(..) if !whole && may_be_text(part) => return,
            Expr::Call(function, arguments) if tests(*function) => {
                for argument in arguments.iter().filter(|argument| matches!(argument, Expr::Leaf(_))) {
                    add(&mut self.figures, argument);
                }
            }
            Expr::Binary(operator, left, right) if computes(*operator) && **right == Expr::Number(0.0) => {
                add(&mut self.divisors, left);
            }
            _ => {}
        }
        for child in part.children() {
            self.note(child, false);
        }
    }
}

/// Whether a function computes by its first argument and chooses among the others.
fn branches(function: Function) -> bool {
    matches!(function.name(), "IF" | "CHOOSE")
}

/// Whether a function is asked what a value is, so that a formula that calls it knows of missing figures.
fn tests(function: Function) -> bool {
    function.name().starts_with("IS") || matches!(function.name(), "COUNT" | "COUNTA" | "N" | "T")
}

/// Whether a call chooses between results of which one is a text in quotes, as finance words do, or a cell, which
/// may hold one. An IF between cells is left to its parts.
fn may_be_text(expr: &Expr) -> bool {
    let Expr::Call(function, arguments) = expr else {
        return false;
    };
    let (first_result, takes_cells) = match function.name() {
        "IF" => (1, false),
        "CHOOSE" | "IFS" | "SWITCH" => (1, true),
        "IFERROR" | "IFNA" => (0, true),
        _ => return false,
    };
    let mut results = arguments.iter().skip(first_result);
    results.any(|result| match result {
        Expr::Text(_) => true,
        Expr::Leaf(leaf) => takes_cells && is_figure(leaf),
        other => may_be_text(other),
    })
}

/// Whether a function catches what is missing, or binds names, so that its arguments mean nothing outside it.
fn has_its_own_way(function: Function) -> bool {
    let signature = function.signature();
    let binds = [signature.required, signature.repeated, signature.last]
        .concat()
        .iter()
        .any(|kind| matches!(kind, ArgumentKind::Lambda | ArgumentKind::Parameter));
    binds || matches!(function.name(), "IFERROR" | "IFNA")
}

/// What a formula computes with.
#[derive(Default)]
struct Found {
    /// The figures, each once, in the order they stand in.
    figures: Vec<Expr>,
    /// What stands behind `/`, each once.
    divisors: Vec<Expr>,
    /// What functions over lists need, each once.
    enough: Vec<Enough>,
}

impl Found {
    fn collect(&mut self, expr: &Expr) {
        match expr {
            Expr::Leaf(leaf) if is_figure(leaf) => add(&mut self.figures, expr),
            Expr::Group(inner) => self.collect(inner),
            Expr::Unary(UnaryOperator::Minus | UnaryOperator::Plus | UnaryOperator::Percent, operand) => {
                self.collect(operand);
            }
            Expr::Binary(BinaryOperator::Subtract, left, right) if is_sum(right) => {
                self.collect(left);
                self.collect_computed(right.children());
            }
            Expr::Binary(operator, left, right) if computes(*operator) => {
                self.collect(left);
                self.collect(right);
                if *operator == BinaryOperator::Divide && !is_constant(right) {
                    let divisor = match &**right {
                        Expr::Group(inner) => inner,
                        other => other,
                    };
                    add(&mut self.divisors, divisor);
                }
            }
            Expr::Call(..) if may_be_text(expr) => add(&mut self.figures, expr),
            Expr::Call(function, arguments) if passes_figures(*function) => {
                for argument in arguments {
                    self.collect(argument);
                }
            }
            Expr::Call(function, arguments) if !tests(*function) && !has_its_own_way(*function) => {
                for enough in enough(*function, arguments) {
                    add(&mut self.enough, &enough);
                }
                self.collect_computed(arguments);
            }
            _ => {}
        }
    }

    /// What is computed inside arguments whose references are left to their function.
    fn collect_computed<'a>(&mut self, arguments: impl IntoIterator<Item = &'a Expr>) {
        for argument in arguments
            .into_iter()
            .filter(|argument| !matches!(argument, Expr::Leaf(_)))
        {
            self.collect(argument);
        }
    }

    fn wrap(self, formula: Expr) -> Expr {
        let not_zero: Vec<Expr> = self
            .divisors
            .into_iter()
            .map(|divisor| divisor.differs(Expr::number(0.0)))
            .collect();
        let formula = if self.figures.is_empty() && not_zero.is_empty() {
            formula
        } else {
            added_up(formula, &self.figures)
        };
        let computed = match one_or_call("AND", not_zero) {
            Some(condition) => when(condition, formula, Expr::text("n.m.")),
            None => formula,
        };
        let count = self.figures.len();
        let otherwise = match self.figures.as_slice() {
            [only] if may_be_text(only) && self.enough.is_empty() => only.clone(),
            _ => Expr::text("n.a."),
        };
        let all_there = match count {
            0 => None,
            1 => Some(call("ISNUMBER", self.figures)),
            _ => Some(call("COUNT", self.figures).equals(Expr::number(count as f64))),
        };
        let enough = self.enough.into_iter().filter_map(Enough::condition);
        match one_or_call("AND", all_there.into_iter().chain(enough).collect()) {
            Some(condition) => when(condition, computed, otherwise),
            None => computed,
        }
    }
}

/// A difference of figures as a SUM of the same terms in the same order; anything else as it is, also where a term is a
/// constant, as in `a/b-1`, or a reference that nobody counts, since SUM would pass over a text in it.
fn added_up(formula: Expr, figures: &[Expr]) -> Expr {
    let mut terms = Vec::new();
    let mut rest = &formula;
    let mut subtracts = false;
    while let Expr::Binary(operator @ (BinaryOperator::Add | BinaryOperator::Subtract), left, right) = rest {
        let is_taken = *operator == BinaryOperator::Subtract;
        subtracts |= is_taken;
        let term = (**right).clone();
        terms.push(if is_taken { negated(term) } else { term });
        rest = left;
    }
    terms.push(rest.clone());
    terms.reverse();
    let is_counted = |term: &Expr| match term {
        Expr::Leaf(_) => figures.contains(term),
        other => !is_constant(other),
    };
    if subtracts && terms.iter().all(is_counted) {
        call("SUM", terms)
    } else {
        formula
    }
}

/// `-a*b` for a product, which needs no parentheses.
fn negated(term: Expr) -> Expr {
    match term {
        Expr::Binary(operator @ (BinaryOperator::Multiply | BinaryOperator::Divide), left, right) => {
            Expr::binary(operator, negated(*left), *right)
        }
        other => -other,
    }
}

fn add<T: PartialEq + Clone>(list: &mut Vec<T>, new: &T) {
    if !list.contains(new) {
        list.push(new.clone());
    }
}

fn when(condition: Expr, then: Expr, otherwise: Expr) -> Expr {
    call("IF", vec![condition, then, otherwise])
}

fn one_or_call(name: &str, mut parts: Vec<Expr>) -> Option<Expr> {
    match parts.len() {
        0 => None,
        1 => parts.pop(),
        _ => Some(call(name, parts)),
    }
}

fn call(name: &str, arguments: Vec<Expr>) -> Expr {
    match Function::find(name) {
        Some(function) => Expr::Call(function, arguments),
        None => Expr::Error(crate::ErrorValue::Name),
    }
}

fn is_sum(expr: &Expr) -> bool {
    matches!(expr, Expr::Call(function, _) if function.name() == "SUM")
}

/// Whether a reference stands for one figure.
fn is_figure(leaf: &Reference) -> bool {
    match leaf {
        Reference::Cells { area, .. } => matches!(area, crate::Area::Cell(_)),
        Reference::Name(_) => true,
        Reference::Table(table) => table.rows == TableRows::ThisRow && matches!(table.columns, TableColumns::One(_)),
    }
}

fn is_constant(expr: &Expr) -> bool {
    match expr {
        Expr::Number(number) => *number != 0.0,
        Expr::Group(inner) | Expr::Unary(_, inner) => is_constant(inner),
        _ => false,
    }
}

const fn computes(operator: BinaryOperator) -> bool {
    !matches!(
        operator,
        BinaryOperator::Range | BinaryOperator::Intersection | BinaryOperator::Union | BinaryOperator::Concat
    )
}

/// Functions that do arithmetic on each of their arguments.
fn passes_figures(function: Function) -> bool {
    const NAMES: [&str; 24] = [
        "ABS",
        "AND",
        "CEILING",
        "EVEN",
        "EXP",
        "FLOOR",
        "IF",
        "INT",
        "LN",
        "LOG",
        "LOG10",
        "MOD",
        "MROUND",
        "NOT",
        "ODD",
        "OR",
        "POWER",
        "QUOTIENT",
        "ROUND",
        "ROUNDDOWN",
        "ROUNDUP",
        "SIGN",
        "SQRT",
        "TRUNC",
    ];
    NAMES.contains(&function.name())
}
