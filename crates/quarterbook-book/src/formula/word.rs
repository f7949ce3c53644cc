//! Finance words in template formulas.

use std::ops::Range;

use quarterbook_formula::{BinaryOperator, Expr, Frame, ParseError, Word};

use super::leaf::Leaf;
use crate::template::{FormatWord, UnitWord};

/// Whether a call by this name is a finance word.
pub(crate) fn exists(name: &str) -> bool {
    Word::find(name).is_some()
}

/// Every word.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    Word::all().map(Word::name)
}

/// The Excel formula a word stands for.
///
/// # Errors
/// A wrong number of arguments, or one that has to be a plain number and is not.
pub(crate) fn expand(
    name: &str,
    name_span: &Range<usize>,
    arguments: &[Expr],
    frame: &Frame,
) -> Result<Expr, ParseError> {
    let Some(word) = Word::find(name) else {
        return Err(ParseError::new(
            name_span.clone(),
            format!("there is no finance word `{name}`"),
        ));
    };
    word.expand(arguments, frame).map_err(|error| {
        ParseError::new(name_span.clone(), error.message).hint(format!("write it as {}", word.example()))
    })
}

/// The unit of what a formula gives, where its outermost word says it.
pub(crate) fn unit(expr: &Expr<Leaf>) -> Option<UnitWord> {
    Some(match outermost(expr)? {
        "growth" | "cagr" | "share" | "margin" | "mix" | "concentration" => UnitWord::Percent,
        "change_pp" | "change_bps" | "contribution" | "margin_mix_effect" | "margin_rate_effect" => UnitWord::Points,
        "rank" => UnitWord::Rank,
        "multiple" | "hhi" | "index" | "ratio" => UnitWord::Plain,
        "cost_effect" | "mix_effect" | "price_effect" | "volume_effect" => UnitWord::Money,
        _ => return None,
    })
}

/// Whether a formula gives what the rows in it are measured in: it adds, subtracts and chooses only.
pub(crate) fn keeps_unit(expr: &Expr<Leaf>) -> bool {
    let changes = |part: &Expr<Leaf>| match part {
        Expr::Binary(operator, ..) => matches!(
            operator,
            BinaryOperator::Multiply | BinaryOperator::Divide | BinaryOperator::Power | BinaryOperator::Concat
        ),
        Expr::Leaf(Leaf::Word(word)) => !matches!(
            word.name.as_str(),
            "change" | "discrete" | "first" | "ltm" | "rest" | "total" | "ytd"
        ),
        Expr::Call(function, _) => !matches!(
            function.name(),
            "IF" | "SUM"
                | "MAX"
                | "MIN"
                | "AVERAGE"
                | "ABS"
                | "ROUND"
                | "IFERROR"
                | "N"
                | "ISNUMBER"
                | "COUNT"
                | "AND"
                | "OR"
        ),
        _ => false,
    };
    !expr.any(changes)
}

/// How what a formula gives is shown, where its outermost word says more than its unit.
pub(crate) fn format(expr: &Expr<Leaf>) -> Option<FormatWord> {
    Some(match outermost(expr)? {
        "multiple" => FormatWord::Multiple,
        "change_bps" => FormatWord::BasisPoints,
        "hhi" => FormatWord::Index,
        "index" => FormatWord::Number,
        _ => return None,
    })
}

fn outermost(expr: &Expr<Leaf>) -> Option<&str> {
    match expr {
        Expr::Leaf(Leaf::Word(word)) => Some(&word.name),
        Expr::Group(inner) => outermost(inner),
        _ => None,
    }
}

/// Whether the whole formula is one word, which guards itself.
pub(crate) fn is_word(expr: &Expr<Leaf>) -> bool {
    outermost(expr).is_some()
}
