//! What functions over lists need before they compute: to Excel the sum of nothing is 0, its average `#DIV/0!`.

use crate::{BinaryOperator, Expr, Function};

/// How many figures a function over lists needs for its result to mean something.
enum Least {
    /// So many among all of its lists.
    Figures(u8),
    /// One in each of its lists.
    OneEach,
    /// As many as its second argument says: the third largest is one of three.
    Second,
}

fn least(function: Function) -> Option<Least> {
    Some(match function.name() {
        "AVEDEV" | "AVERAGE" | "AVERAGEA" | "DEVSQ" | "GEOMEAN" | "HARMEAN" | "MAX" | "MAXA" | "MEDIAN" | "MIN"
        | "MINA" | "MODE" | "MODE.SNGL" | "PERCENTILE" | "PERCENTILE.EXC" | "PERCENTILE.INC" | "PRODUCT"
        | "QUARTILE" | "QUARTILE.EXC" | "QUARTILE.INC" | "STDEV.P" | "STDEVP" | "STDEVPA" | "SUM" | "SUMSQ"
        | "TRIMMEAN" | "VAR.P" | "VARP" | "VARPA" => Least::Figures(1),
        "STDEV" | "STDEV.S" | "STDEVA" | "VAR" | "VAR.S" | "VARA" => Least::Figures(2),
        "SKEW" | "SKEW.P" => Least::Figures(3),
        "KURT" => Least::Figures(4),
        "SUMPRODUCT" => Least::OneEach,
        "LARGE" | "SMALL" => Least::Second,
        _ => return None,
    })
}

/// Whether a formula calls a function that would make something of a list without figures.
///
/// ```
/// use quarterbook_data::CellAddress;
/// use quarterbook_formula::{Sheets, parse, takes_lists};
///
/// let read = |text| parse(text, CellAddress::new(9, 9), &Sheets::default());
/// assert!(takes_lists(&read("A1/MAX(B1:B3)")?));
/// assert!(!takes_lists(&read("A1/COUNT(B1:B3)")?));
/// # Ok::<(), quarterbook_formula::ParseError>(())
/// ```
pub fn takes_lists<Leaf>(formula: &Expr<Leaf>) -> bool {
    formula.any(|part| matches!(part, Expr::Call(function, _) if least(*function).is_some()))
}

/// That there are figures enough in the lists of a call.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Enough {
    /// The cells and ranges among which they are.
    pub(crate) lists: Vec<Expr>,
    /// How many there have to be.
    pub(crate) count: Expr,
}

impl Enough {
    /// `COUNT(lists)>0`, or `COUNT(lists)>=count`.
    pub(crate) fn condition(self) -> Option<Expr> {
        let found = Expr::call(Function::find("COUNT")?, self.lists);
        Some(if self.count == Expr::number(1.0) {
            found.greater(Expr::number(0.0))
        } else {
            found.at_least(self.count)
        })
    }
}

/// What a call needs. Nothing where one of its arguments is computed: that is guarded by itself, and then a figure.
pub(crate) fn enough(function: Function, arguments: &[Expr]) -> Vec<Enough> {
    let Some(least) = least(function) else {
        return Vec::new();
    };
    let takes_many = !function.signature().repeated.is_empty();
    let given = if takes_many {
        arguments
    } else {
        &arguments[..arguments.len().min(1)]
    };
    let is_computed = |argument: &Expr| !is_reference(argument) && argument.leaves().next().is_some();
    if given.iter().any(is_computed) {
        return Vec::new();
    }
    let lists: Vec<Expr> = given
        .iter()
        .filter(|argument| is_reference(argument))
        .cloned()
        .collect();
    if lists.is_empty() {
        return Vec::new();
    }
    let count = match least {
        Least::OneEach => {
            let one = |list| Enough {
                lists: vec![list],
                count: Expr::number(1.0),
            };
            return lists.into_iter().map(one).collect();
        }
        Least::Figures(count) => Expr::number(f64::from(count)),
        Least::Second => match arguments.get(1) {
            Some(place) => place.clone(),
            None => return Vec::new(),
        },
    };
    vec![Enough { lists, count }]
}

/// Whether an argument is cells and not computed from them.
fn is_reference(argument: &Expr) -> bool {
    match argument {
        Expr::Leaf(_)
        | Expr::Binary(BinaryOperator::Range | BinaryOperator::Union | BinaryOperator::Intersection, ..) => true,
        Expr::Group(inner) => is_reference(inner),
        _ => false,
    }
}
