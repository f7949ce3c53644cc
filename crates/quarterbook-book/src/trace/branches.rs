//! Which parts of a formula gave its result: the branches that were taken, what was asked to choose them, and the
//! branches that were not taken.

use quarterbook_formula::{Expr, Reference, Value};

/// What a part of a formula gives; `None` when it cannot be told.
pub(super) type Judge<'a> = dyn Fn(&Expr) -> Option<Value> + 'a;

/// The references of a formula by what became of them.
#[derive(Default)]
pub(super) struct Reads<'t> {
    /// Those that gave the result.
    pub(super) given: Vec<&'t Reference>,
    /// Those that only chose among branches.
    pub(super) asked: Vec<&'t Reference>,
    /// Those of branches that were not taken.
    pub(super) passed: Vec<&'t Reference>,
}

/// Sorts the references of a formula. Where nothing but constants gave the result, as in `IF(A1>0,B1,"n.m.")`, what was
/// asked is what it rests on.
pub(super) fn reads<'t>(tree: &'t Expr, judge: &Judge<'_>) -> Reads<'t> {
    let mut reads = Reads::default();
    reads.follow(tree, judge);
    if reads.given.is_empty() {
        reads.given = std::mem::take(&mut reads.asked);
    }
    reads
}

impl<'t> Reads<'t> {
    fn follow(&mut self, tree: &'t Expr, judge: &Judge<'_>) {
        match tree {
            Expr::Leaf(reference) => self.given.push(reference),
            Expr::Group(inner) | Expr::Unary(_, inner) => self.follow(inner, judge),
            Expr::Binary(_, left, right) => [left, right].into_iter().for_each(|side| self.follow(side, judge)),
            Expr::Call(function, arguments) => match taken(function.name(), arguments, judge) {
                Some(taken) => self.choose(arguments, &taken, judge),
                None => arguments.iter().for_each(|argument| self.follow(argument, judge)),
            },
            Expr::Invoke(function, arguments) => {
                self.follow(function, judge);
                arguments.iter().for_each(|argument| self.follow(argument, judge));
            }
            _ => {}
        }
    }

    fn choose(&mut self, arguments: &'t [Expr], taken: &[Part], judge: &Judge<'_>) {
        for (argument, part) in arguments.iter().zip(taken) {
            match part {
                Part::Given => self.follow(argument, judge),
                Part::Asked => {
                    let mut asked = Self::default();
                    asked.follow(argument, judge);
                    self.asked.append(&mut asked.given);
                    self.asked.append(&mut asked.asked);
                    self.passed.append(&mut asked.passed);
                }
                Part::Passed => self.passed.extend(argument.leaves()),
            }
        }
    }
}

/// What became of an argument.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Given,
    Asked,
    Passed,
}

/// What became of the arguments of a function that chooses among them; `None` for any other function, and where the
/// choice cannot be told.
fn taken(function: &str, arguments: &[Expr], judge: &Judge<'_>) -> Option<Vec<Part>> {
    let mut parts = vec![Part::Passed; arguments.len()];
    let mut give = |place: usize| {
        if let Some(part) = parts.get_mut(place) {
            *part = Part::Given;
        }
    };
    match function {
        "IF" => {
            give(if holds(arguments.first()?, judge)? { 1 } else { 2 });
            parts[0] = Part::Asked;
        }
        "IFERROR" | "IFNA" => {
            let first = judge(arguments.first()?)?;
            let is_caught = matches!(first, Value::Error(error) if function == "IFERROR" || error.to_string() == "#N/A");
            give(usize::from(is_caught));
            // What failed is why the other one was taken.
            if is_caught {
                parts[0] = Part::Asked;
            }
        }
        "IFS" => {
            let true_at = (0..arguments.len()).step_by(2).find_map(|place| match holds(&arguments[place], judge) {
                Some(false) => None,
                answer => Some(answer.map(|_| place)),
            })??;
            give(true_at + 1);
            (0..=true_at).step_by(2).for_each(|place| parts[place] = Part::Asked);
        }
        "CHOOSE" => {
            let Value::Number(number) = judge(arguments.first()?)? else {
                return None;
            };
            give(number as usize);
            parts[0] = Part::Asked;
        }
        _ => return None,
    }
    Some(parts)
}

fn holds(condition: &Expr, judge: &Judge<'_>) -> Option<bool> {
    match judge(condition)? {
        Value::Bool(is_true) => Some(is_true),
        Value::Number(number) => Some(number != 0.0),
        Value::Blank => Some(false),
        Value::Text(_) | Value::Error(_) => None,
    }
}
