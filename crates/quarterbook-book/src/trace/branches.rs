//! Which parts of a formula gave its result: the branches that were taken, what was asked to choose them, and the
//! branches that were not taken.

use quarterbook_formula::{Area, Axis, Expr, Reference, Value};

/// What a part of a formula gives; `None` when it cannot be told.
pub(super) type Judge<'a> = dyn Fn(&Expr) -> Option<Value> + 'a;

/// The references of a formula by what became of them.
#[derive(Default)]
pub(super) struct Reads {
    /// Those that gave the result.
    pub(super) given: Vec<Reference>,
    /// Those that only chose among branches.
    pub(super) asked: Vec<Reference>,
    /// Those of branches that were not taken.
    pub(super) passed: Vec<Reference>,
}

/// Sorts the references of a formula. Where nothing but constants gave the result, as in `IF(A1>0,B1,"n.m.")`, what was
/// asked is what it rests on.
pub(super) fn reads(tree: &Expr, judge: &Judge<'_>) -> Reads {
    let mut reads = Reads::default();
    reads.follow(tree, judge);
    if reads.given.is_empty() {
        reads.given = std::mem::take(&mut reads.asked);
    }
    reads
}

impl Reads {
    fn follow(&mut self, tree: &Expr, judge: &Judge<'_>) {
        match tree {
            Expr::Leaf(reference) => self.given.push(reference.clone()),
            Expr::Group(inner) | Expr::Unary(_, inner) => self.follow(inner, judge),
            Expr::Binary(_, left, right) => {
                self.follow(left, judge);
                self.follow(right, judge);
            }
            Expr::Call(function, arguments) if function.name() == "INDEX" => {
                if let Some(picked) = picked(arguments, judge) {
                    self.given.push(picked);
                    for place in &arguments[1..] {
                        self.ask(place, judge);
                    }
                } else {
                    self.follow_all(arguments, judge);
                }
            }
            Expr::Call(function, arguments) => match taken(function.name(), arguments, judge) {
                Some(taken) => self.choose(arguments, &taken, judge),
                None => self.follow_all(arguments, judge),
            },
            Expr::Invoke(function, arguments) => {
                self.follow(function, judge);
                self.follow_all(arguments, judge);
            }
            _ => {}
        }
    }

    /// Notes what only chose.
    fn ask(&mut self, tree: &Expr, judge: &Judge<'_>) {
        let mut asked = Self::default();
        asked.follow(tree, judge);
        self.asked.append(&mut asked.given);
        self.asked.append(&mut asked.asked);
        self.passed.append(&mut asked.passed);
    }

    fn follow_all(&mut self, parts: &[Expr], judge: &Judge<'_>) {
        for part in parts {
            self.follow(part, judge);
        }
    }

    fn choose(&mut self, arguments: &[Expr], taken: &[Part], judge: &Judge<'_>) {
        for (argument, part) in arguments.iter().zip(taken) {
            match part {
                Part::Given => self.follow(argument, judge),
                Part::Asked => self.ask(argument, judge),
                Part::Passed => self.passed.extend(argument.leaves().cloned()),
            }
        }
    }
}

/// The one cell that `INDEX(row or column, place)` gives.
fn picked(arguments: &[Expr], judge: &Judge<'_>) -> Option<Reference> {
    let [
        Expr::Leaf(Reference::Cells {
            sheets,
            area: Area::Range(first, last),
        }),
        place,
    ] = arguments
    else {
        return None;
    };
    let Value::Number(place) = judge(place)? else {
        return None;
    };
    let step = (place >= 1.0).then_some(place as i32 - 1)?;
    let moved = |axis: Axis| match axis {
        Axis::Relative(offset) => Some(Axis::Relative(offset.checked_add(step)?)),
        Axis::Absolute(index) => Some(Axis::Absolute(index.checked_add_signed(step)?)),
    };
    let mut cell = *first;
    if first.row == last.row {
        cell.column = moved(first.column)?;
    } else if first.column == last.column {
        cell.row = moved(first.row)?;
    } else {
        return None;
    }
    Some(Reference::Cells {
        sheets: *sheets,
        area: Area::Cell(cell),
    })
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
            let is_caught =
                matches!(first, Value::Error(error) if function == "IFERROR" || error.to_string() == "#N/A");
            give(usize::from(is_caught));
            // What failed is why the other one was taken.
            if is_caught {
                parts[0] = Part::Asked;
            }
        }
        "IFS" => {
            let true_at =
                (0..arguments.len())
                    .step_by(2)
                    .find_map(|place| match holds(&arguments[place], judge) {
                        Some(false) => None,
                        answer => Some(answer.map(|_| place)),
                    })??;
            give(true_at + 1);
            for place in (0..=true_at).step_by(2) {
                parts[place] = Part::Asked;
            }
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

#[cfg(test)]
mod tests {
    use quarterbook_data::CellAddress;
    use quarterbook_formula::{Model, Sheets, parse};

    use super::*;

    /// What gave the result, what was asked, and what was not taken, for a formula in Z9 of a sheet whose A1 is 5, B1 is
    /// text and C1 is 7.
    fn sorted(formula: &str) -> String {
        let host: CellAddress = "Z9".parse().unwrap();
        let mut sheets = Sheets::default();
        let sheet = sheets.add("S");
        let tree = parse(formula, host, &sheets).unwrap();
        let judge = |part: &Expr| {
            let mut model = Model::new();
            model.sheets = sheets.clone();
            model.set_value(sheet, "A1".parse().unwrap(), 5.0);
            model.set_value(sheet, "B1".parse().unwrap(), "n.a.");
            model.set_value(sheet, "C1".parse().unwrap(), 7.0);
            model.set_formula(sheet, host, part.clone());
            Some(model.evaluate().ok()?.get(sheet, host).clone())
        };
        let reads = reads(&tree, &judge);
        let named = |references: &[Reference]| {
            let names = references
                .iter()
                .map(|reference| Expr::Leaf(reference.clone()).shown(host, &sheets));
            names.collect::<Vec<_>>().join(" ")
        };
        [&reads.given, &reads.asked, &reads.passed]
            .map(|part| named(part))
            .join(" | ")
    }

    #[test]
    fn a_branch_is_what_gave_the_result() {
        for (formula, parts) in [
            ("A1+B1", "A1 B1 |  | "),
            ("IF(A1>3,C1,D1)", "C1 | A1 | D1"),
            ("IF(A1>9,C1,D1)", "D1 | A1 | C1"),
            ("IF(ISNUMBER(B1),B1,IF(ISNUMBER(C1),C1,\"n.a.\"))", "C1 | B1 C1 | B1"),
            ("IF(COUNT(A1,B1)=2,A1/B1,\"n.a.\")", "A1 B1 |  | A1 B1"),
            ("IFERROR(A1,C1)", "A1 |  | C1"),
            ("IFERROR(A1/0,C1)", "C1 | A1 | "),
            ("IFS(A1>9,B1,A1>3,C1,TRUE,D1)", "C1 | A1 A1 | B1 D1"),
            ("CHOOSE(2,A1,C1)", "C1 |  | A1"),
            ("1+IF(A1>9,C1,0)*A1", "A1 | A1 | C1"),
            ("INDEX(A1:C1,A1-2)", "C1 | A1 | "),
            ("INDEX(A1:C2,1,2)", "A1:C2 |  | "),
            ("SUM(A1:C1)", "A1:C1 |  | "),
        ] {
            assert_eq!(sorted(formula), parts, "{formula}");
        }
    }
}
