//! What `first(…)` chooses from: what the book does not have is known nowhere, and falls away.

use std::convert::Infallible;

use quarterbook_data::Frequency;
use quarterbook_formula::Expr;

use super::leaf::{Leaf, RowsLeaf, Step, WordLeaf, leaves};
use super::lower::Frame;
use super::resolve::{Meaning, Scope, is_left_out, resolve};

/// The word that takes the first figure that is known.
const FIRST: &str = "first";

/// The formula in which every `first(…)` has only the arguments that the book can have a figure for: rows left out of
/// it, members it does not list and lines that no source gives fall away. Where none is left, all stay.
pub(super) fn in_book(expr: Expr<Leaf>, scope: Scope<'_>) -> Expr<Leaf> {
    keep(expr, &|rows| !is_left_out(rows, scope))
}

/// As [`in_book`], for one band: rows that are not filled in it fall away too.
pub(super) fn in_band(expr: Expr<Leaf>, frame: Frame<'_>) -> Expr<Leaf> {
    keep(in_book(expr, frame.scope), &|rows| is_filled(rows, frame))
}

fn keep(expr: Expr<Leaf>, has: &impl Fn(&RowsLeaf) -> bool) -> Expr<Leaf> {
    let Expr::Leaf(Leaf::Word(word)) = expr else {
        let kept = expr.map_children(&mut |child| Ok::<_, Infallible>(keep(child, has)));
        return match kept {
            Ok(kept) => kept,
            Err(never) => match never {},
        };
    };
    let mut arguments: Vec<Expr<Leaf>> = word.arguments.into_iter().map(|one| keep(one, has)).collect();
    let can_be_known = |argument: &Expr<Leaf>| {
        leaves(argument)
            .into_iter()
            .all(|leaf| !matches!(leaf, Leaf::Rows(rows) if !has(rows)))
    };
    if word.name == FIRST && arguments.iter().any(can_be_known) {
        arguments.retain(can_be_known);
    }
    Expr::Leaf(Leaf::Word(WordLeaf { arguments, ..word }))
}

/// Whether every row of the name is filled in the columns it is read from. A name that means nothing is: its mistake is
/// told when it is written.
fn is_filled(rows: &RowsLeaf, frame: Frame<'_>) -> bool {
    let band = match rows.step {
        Step::FiscalYear(_) => Frequency::Annual,
        _ => frame.band.frequency,
    };
    match resolve(rows, frame.scope) {
        Ok(Meaning::Rows(ids)) => ids.iter().all(|id| frame.layout.row(*id).bands.contains(&band)),
        Ok(Meaning::Inputs(_)) | Err(_) => true,
    }
}
