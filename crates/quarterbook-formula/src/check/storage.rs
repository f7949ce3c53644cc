//! Whether a formula has to be stored as a dynamic array formula.

use crate::{Area, ArgumentKind, Expr, Function, Reference, ResultKind, TableRows, UnaryOperator};

/// The first part for whose sake a formula has to be stored as a dynamic array formula; `None` for one that
/// may be stored plainly.
///
/// Excel reads a plainly stored formula as versions without dynamic arrays did: where one value is wanted and
/// a range or a computed array stands, implicit intersection cuts it to one value and shows an `@`. So
/// `A1:A3*2` and `SUM(IF(A1:A3>0,1))` need array storage, `SUM(A1:A3)` and `SUMPRODUCT(A1:A3*2)` do not.
/// What a name stands for is not known here; a name is taken for one value.
///
/// ```
/// use quarterbook_data::CellAddress;
/// use quarterbook_formula::{Sheets, array_part, parse};
///
/// let (host, sheets) = (CellAddress::new(0, 5), Sheets::default());
/// let tree = parse("SUM(A1:A3*2)", host, &sheets)?;
/// assert_eq!(array_part(&tree).unwrap().shown(host, &sheets), "A1:A3");
/// # Ok::<(), quarterbook_formula::ParseError>(())
/// ```
pub fn array_part(formula: &Expr) -> Option<&Expr> {
    if gives_constant_array(formula) {
        return Some(formula);
    }
    find(formula, Wanted::OneValue)
}

/// What the place of a part wants of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// One value; a plainly stored range would be cut.
    OneValue,
    /// A range, taken as it is.
    Range,
    /// An array: SUMPRODUCT computes element by element whichever way it is stored.
    Array,
}

fn find(part: &Expr, wanted: Wanted) -> Option<&Expr> {
    let below = if wanted == Wanted::Array {
        Wanted::Array
    } else {
        Wanted::OneValue
    };
    match part {
        Expr::Leaf(leaf) => (wanted == Wanted::OneValue && has_many_cells(leaf)).then_some(part),
        Expr::Group(inner) => find(inner, wanted),
        Expr::Unary(UnaryOperator::Implicit, operand) => find(operand, Wanted::Range),
        Expr::Unary(UnaryOperator::Spill, _) => Some(part),
        Expr::Unary(_, operand) => find(operand, below),
        Expr::Binary(operator, left, right) => {
            use crate::BinaryOperator as O;
            if !matches!(operator, O::Range | O::Intersection | O::Union) {
                return find(left, below).or_else(|| find(right, below));
            }
            let is_cut = wanted == Wanted::OneValue && *operator != O::Intersection;
            let inside = || find(left, Wanted::Range).or_else(|| find(right, Wanted::Range));
            is_cut.then_some(part).or_else(inside)
        }
        Expr::Call(function, arguments) => find_in_call(part, *function, arguments, wanted),
        Expr::Invoke(callee, arguments) => {
            find(callee, below).or_else(|| arguments.iter().find_map(|argument| find(argument, below)))
        }
        _ => None,
    }
}

fn find_in_call<'a>(part: &'a Expr, function: Function, arguments: &'a [Expr], wanted: Wanted) -> Option<&'a Expr> {
    let name = function.name();
    if function.signature().result == ResultKind::Array || matches!(name, "TAKE" | "DROP" | "TRIMRANGE") {
        return Some(part);
    }
    if wanted == Wanted::OneValue && gives_many(name, arguments) {
        return Some(part);
    }
    let branches_too = matches!(name, "IF" | "IFS" | "CHOOSE" | "SWITCH");
    arguments.iter().enumerate().find_map(|(place, argument)| {
        let kind = function.argument(place, arguments.len());
        let inside = match kind {
            Some(ArgumentKind::Array) if computes_arrays(name) => Wanted::Array,
            Some(ArgumentKind::Array | ArgumentKind::Reference) => Wanted::Range,
            _ if wanted == Wanted::Range && branches_too && place > 0 => Wanted::Range,
            _ if wanted == Wanted::Array && !branches_too => Wanted::Array,
            _ => Wanted::OneValue,
        };
        find(argument, inside)
    })
}

fn has_many_cells(leaf: &Reference) -> bool {
    match leaf {
        Reference::Cells { area, .. } => match area {
            Area::Cell(_) => false,
            Area::Range(first, last) => first != last,
            Area::Rows(..) | Area::Columns(..) => true,
        },
        Reference::Table(table) => table.rows != TableRows::ThisRow,
        Reference::Name(_) => false,
    }
}

/// Whether a function of one value gives several: ROW over rows, INDEX over a whole row or column.
fn gives_many(name: &str, arguments: &[Expr]) -> bool {
    let is_whole = |argument: &Expr| matches!(argument, Expr::Omitted | Expr::Number(0.0));
    match name {
        "ROW" | "COLUMN" => matches!(arguments.first(), Some(Expr::Leaf(leaf)) if has_many_cells(leaf)),
        "INDEX" => arguments.iter().skip(1).take(2).any(is_whole),
        _ => false,
    }
}

/// Functions that took arrays, and computed their arguments as such, before there were dynamic arrays.
fn computes_arrays(name: &str) -> bool {
    const NAMES: [&str; 18] = [
        "CORREL",
        "FORECAST",
        "FREQUENCY",
        "INTERCEPT",
        "LOOKUP",
        "MDETERM",
        "MINVERSE",
        "MMULT",
        "PEARSON",
        "PROB",
        "RSQ",
        "SLOPE",
        "STEYX",
        "SUMPRODUCT",
        "SUMX2MY2",
        "SUMX2PY2",
        "SUMXMY2",
        "TRANSPOSE",
    ];
    NAMES.contains(&name)
}

/// Whether the result itself is made of an array in braces: `{1,2}*2`, but not `SUM({1,2})`.
fn gives_constant_array(part: &Expr) -> bool {
    match part {
        Expr::Array(array) => array.values().len() > 1,
        Expr::Group(inner) | Expr::Unary(_, inner) => gives_constant_array(inner),
        Expr::Binary(_, left, right) => gives_constant_array(left) || gives_constant_array(right),
        Expr::Call(function, arguments) => arguments.iter().enumerate().any(|(place, argument)| {
            function.argument(place, arguments.len()) == Some(ArgumentKind::Scalar) && gives_constant_array(argument)
        }),
        _ => false,
    }
}
