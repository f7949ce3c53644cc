//! Finance words in template formulas.

use std::ops::Range;

use quarterbook_formula::{BinaryOperator, Expr, Frame, Function, ParseError, Word};

use super::leaf::{Leaf, Setting, leaves};
use crate::template::{FormatWord, UnitWord};

/// What stands before the name of a function of Excel's whose name alone is a finance word's: `excel.rank(…)`.
pub(crate) const EXCEL: &str = "excel.";

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
        let hint = format!("write it as {}{}", word.example(), or_excels(name));
        ParseError::new(name_span.clone(), error.message).hint(hint)
    })
}

/// How Excel's own function of a word's name is written, where there is one.
pub(super) fn or_excels(name: &str) -> String {
    match Function::find(name) {
        Some(function) => format!("; Excel's {} is {EXCEL}{name}(…)", function.name()),
        None => String::new(),
    }
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

/// Whether a formula gives what the rows in it are measured in: it adds, subtracts, averages and chooses only.
pub(crate) fn keeps_unit(expr: &Expr<Leaf>) -> bool {
    if let Some(sum) = averaged(expr) {
        return keeps_unit(sum);
    }
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

/// What is averaged where a whole formula is an average: `(x + x[-1]) / 2`.
fn averaged(expr: &Expr<Leaf>) -> Option<&Expr<Leaf>> {
    let Expr::Binary(BinaryOperator::Divide, sum, count) = expr else {
        return None;
    };
    let Expr::Number(count) = **count else {
        return None;
    };
    (count == f64::from(addends(sum))).then_some(&**sum)
}

fn addends(expr: &Expr<Leaf>) -> u16 {
    match expr {
        Expr::Group(inner) => addends(inner),
        Expr::Binary(BinaryOperator::Add, left, right) => addends(left).saturating_add(addends(right)),
        _ => 1,
    }
}

/// How what a formula gives is shown where it computes with nothing but the columns' own numbers: a year has no
/// thousands, and the last day of a period is a date.
pub(crate) fn format_of_settings(expr: &Expr<Leaf>) -> Option<FormatWord> {
    if let Expr::Leaf(Leaf::Setting(Setting::End, _)) = expr {
        return Some(FormatWord::Date);
    }
    let found = leaves(expr);
    let is_number = |leaf: &&Leaf| matches!(leaf, Leaf::Setting(Setting::Year | Setting::Ordinal, _));
    (!found.is_empty() && found.iter().all(is_number)).then_some(FormatWord::Rank)
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
