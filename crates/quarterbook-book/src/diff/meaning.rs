//! A formula with its references replaced by what they mean, and sums by the set of what they add.

use std::convert::Infallible;
use std::sync::Arc;

use quarterbook_formula::{BinaryOperator, Expr, Reference};

/// A cell by its names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Meant {
    pub(super) sheet: String,
    pub(super) row: String,
    /// The header of its column.
    pub(super) column: String,
    /// Whether the other workbook has a column of this header.
    pub(super) is_known_column: bool,
    /// How many columns it stands behind the formula's own; `None` for a fixed column.
    pub(super) step: Option<i64>,
}

/// What a reference points at.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Pointed {
    /// Cells: those in rows that both workbooks have, and how many there are in all.
    Cells { cells: Vec<Meant>, all: usize },
    /// What has no names of rows and columns.
    Itself(Reference),
}

/// A formula's form, its references taken out, and what they mean, in order.
pub(super) struct Meaning {
    form: Expr,
    cells: Vec<Vec<Meant>>,
}

/// Functions that give the same for their arguments in any order, ranges and single cells alike.
const OF_A_SET: [&str; 6] = ["SUM", "COUNT", "COUNTA", "AVERAGE", "MAX", "MIN"];

/// The meaning of a formula whose references point where `point` says.
pub(super) fn meaning(tree: Expr, point: &mut impl FnMut(Reference) -> Pointed) -> Meaning {
    let Ok(mut pointed) = tree.lower(&mut |reference| Ok::<_, Infallible>(Expr::Leaf(point(reference))));
    gather(&mut pointed);
    let mut cells = Vec::new();
    let form = pointed.lower(&mut |pointed| {
        Ok::<_, Infallible>(Expr::Leaf(match pointed {
            Pointed::Itself(reference) => reference,
            Pointed::Cells { cells: meant, .. } => {
                cells.push(meant);
                Reference::Name(Arc::from("cells"))
            }
        }))
    });
    let Ok(form) = form;
    Meaning { form, cells }
}

impl Meaning {
    /// Whether both have the same form and their references mean the same, each by name or by step.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.form == other.form
            && self.cells.len() == other.cells.len()
            && self.cells.iter().zip(&other.cells).all(|(a, b)| mean_the_same(a, b))
    }
}

fn mean_the_same(a: &[Meant], b: &[Meant]) -> bool {
    let by_name = |cells: &[Meant]| -> Vec<(String, String, String)> {
        let mut names: Vec<_> = cells
            .iter()
            .filter(|cell| cell.is_known_column)
            .map(|cell| (cell.sheet.clone(), cell.row.clone(), cell.column.clone()))
            .collect();
        names.sort();
        names
    };
    let by_step = |cells: &[Meant]| -> Option<Vec<(String, String, i64)>> {
        let steps = cells
            .iter()
            .map(|cell| Some((cell.sheet.clone(), cell.row.clone(), cell.step?)));
        let mut steps: Vec<_> = steps.collect::<Option<_>>()?;
        steps.sort();
        Some(steps)
    };
    by_name(a) == by_name(b) || by_step(a).is_some_and(|steps| Some(steps) == by_step(b))
}

/// Makes one set of the cells that stand side by side in a sum, and one number of "all of them" in `COUNT(…)=3`.
fn gather(tree: &mut Expr<Pointed>) {
    match tree {
        Expr::Group(inner) | Expr::Unary(_, inner) => gather(inner),
        Expr::Binary(operator, left, right) => {
            if *operator == BinaryOperator::Equal {
                forget_whole_count(left, right);
            }
            gather(left);
            gather(right);
        }
        Expr::Call(function, arguments) => {
            arguments.iter_mut().for_each(gather);
            if OF_A_SET.contains(&function.name()) {
                join_cells(arguments);
            }
        }
        Expr::Invoke(function, arguments) => {
            gather(function);
            arguments.iter_mut().for_each(gather);
        }
        _ => {}
    }
}

/// `COUNT(a,b,c)=3` asks whether all are there; how many that is follows from the rows.
fn forget_whole_count(left: &Expr<Pointed>, right: &mut Expr<Pointed>) {
    let Expr::Call(function, arguments) = left else { return };
    let counted: usize = arguments
        .iter()
        .map(|argument| match argument {
            Expr::Leaf(Pointed::Cells { all, .. }) => *all,
            _ => 0,
        })
        .sum();
    if function.name() == "COUNT" && *right == Expr::Number(counted as f64) {
        *right = Expr::text("all");
    }
}

fn join_cells(arguments: &mut Vec<Expr<Pointed>>) {
    let mut joined: Vec<Expr<Pointed>> = Vec::new();
    for argument in arguments.drain(..) {
        match (joined.last_mut(), argument) {
            (
                Some(Expr::Leaf(Pointed::Cells { cells, all })),
                Expr::Leaf(Pointed::Cells {
                    cells: more,
                    all: count,
                }),
            ) => {
                cells.extend(more);
                *all += count;
            }
            (_, argument) => joined.push(argument),
        }
    }
    *arguments = joined;
}
