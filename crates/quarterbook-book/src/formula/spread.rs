//! Families whose rows do not stand together, taken apart for functions that take a list.
//!
//! The inner members of two dimensions stand side by side, and one range holds them: `sum(cells.chips.*)`. The
//! outer ones do not: `sum(cells.*.asia)` becomes `sum(cells.chips.asia, cells.boards.asia)`.

use quarterbook_data::Series;
use quarterbook_formula::{Expr, Function, ParseError, Word};

use super::cells::stand_together;
use super::leaf::{Leaf, RowsLeaf, WordLeaf};
use super::lower::Frame;
use super::resolve::{Meaning, resolve};

/// The formula in which every such family, where a function or word takes any number of arguments, is a list.
pub(super) fn spread(expr: Expr<Leaf>, frame: Frame<'_>) -> Result<Expr<Leaf>, ParseError> {
    match expr {
        Expr::Call(function, arguments) => {
            let arguments = spread_all(arguments, takes_lists(function), frame)?;
            Ok(Expr::Call(function, arguments))
        }
        Expr::Leaf(Leaf::Word(word)) => {
            let is_list = Word::find(&word.name).is_some_and(Word::takes_lists);
            let arguments = spread_all(word.arguments, is_list, frame)?;
            Ok(Expr::Leaf(Leaf::Word(WordLeaf { arguments, ..word })))
        }
        other => other.map_children(&mut |child| spread(child, frame)),
    }
}

/// Whether a function takes any number of arguments that are all alike.
fn takes_lists(function: Function) -> bool {
    let signature = function.signature();
    signature.repeated.len() == 1 && signature.last.is_empty()
}

fn spread_all(arguments: Vec<Expr<Leaf>>, is_list: bool, frame: Frame<'_>) -> Result<Vec<Expr<Leaf>>, ParseError> {
    let mut all = Vec::new();
    for argument in arguments {
        match argument {
            Expr::Leaf(Leaf::Rows(rows)) if is_list => all.extend(one_by_one(rows, frame)?),
            other => all.push(spread(other, frame)?),
        }
    }
    Ok(all)
}

fn one_by_one(leaf: RowsLeaf, frame: Frame<'_>) -> Result<Vec<Expr<Leaf>>, ParseError> {
    let rows = frame.placed(&leaf)?;
    if stand_together(&rows) {
        return Ok(vec![Expr::Leaf(Leaf::Rows(leaf))]);
    }
    let names: Vec<Series> = match resolve(&leaf, frame.scope)? {
        Meaning::Rows(_) => rows.iter().filter_map(|row| row.name.clone()).collect(),
        Meaning::Inputs(series) => series,
    };
    let one = |name: Series| {
        Expr::Leaf(Leaf::Rows(RowsLeaf {
            name: name.to_string(),
            ..leaf.clone()
        }))
    };
    Ok(names.into_iter().map(one).collect())
}
