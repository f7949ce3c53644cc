//! What adds up over time: flows. Balances, rates, prices and ranks never do.

use quarterbook_data::{LineKind, Series};
use quarterbook_formula::{Expr, ParseError};

use super::leaf::{RowsLeaf, Step, WordLeaf};
use super::{Leaf, Meaning, RowFormulas, Scope, Written, leaves, problem, resolve, word};
use crate::layout::{PlacedRow, RowContent, RowId};
use crate::template::UnitWord;

/// The words that add up over time, or take apart what was.
const WORDS: [&str; 3] = ["discrete", "ltm", "ytd"];

/// How many rows deep a row's kind is looked for.
const DEEPEST: usize = 8;

/// The rows of a book with their formulas, and their units where those are known.
#[derive(Clone, Copy)]
pub(crate) struct Rows<'a> {
    pub(crate) rows: &'a [PlacedRow],
    pub(crate) formulas: &'a RowFormulas<'a>,
}

/// What does not add up over time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Balance,
    Rate,
    Price,
    Rank,
    Quotient,
}

/// A problem for each figure that a formula adds up over time though it does not add up.
pub(crate) fn added_over_time(
    written: &Written<'_>,
    scope: Scope<'_>,
    rows: Rows<'_>,
) -> impl Iterator<Item = quarterbook_data::Problem> {
    let words = leaves(&written.tree).into_iter().filter_map(|leaf| match leaf {
        Leaf::Word(word) if WORDS.contains(&word.name.as_str()) => Some(word),
        _ => None,
    });
    words.filter_map(move |word| {
        let figure = word.arguments.first()?;
        let standing = rows.standing(figure, scope, DEEPEST)?;
        Some(problem(scope.book, written.text, &fault(word, figure, standing)))
    })
}

impl Rows<'_> {
    /// Why an expression does not add up over time; `None` where it does, or where that cannot be told.
    fn standing(self, expr: &Expr<Leaf>, scope: Scope<'_>, depth: usize) -> Option<Standing> {
        match expr {
            Expr::Group(inner) => return self.standing(inner, scope, depth),
            Expr::Leaf(Leaf::Rows(leaf)) => return self.of_name(leaf, scope, depth),
            _ => {}
        }
        if let Some(unit) = word::unit(expr) {
            return of_unit(unit);
        }
        // A sum of balances is one; what they changed by from one period to another is a flow.
        let names: Vec<&RowsLeaf> = leaves(expr).into_iter().filter_map(named).collect();
        let is_now = names.iter().all(|leaf| leaf.step == Step::Columns(0));
        let is_balance = |leaf: &&RowsLeaf| self.of_name(leaf, scope, depth) == Some(Standing::Balance);
        let keeps = !names.is_empty() && is_now && word::keeps_unit(expr);
        (keeps && names.iter().all(is_balance)).then_some(Standing::Balance)
    }

    fn of_name(self, leaf: &RowsLeaf, scope: Scope<'_>, depth: usize) -> Option<Standing> {
        let depth = depth.checked_sub(1)?;
        let id = match resolve(leaf, scope).ok()? {
            Meaning::Inputs(series) => return of_line(series.first()?, scope),
            Meaning::Rows(ids) => *ids.first()?,
        };
        let row = &self.rows[id.0];
        if let RowContent::Link(series) = &row.content {
            return of_line(series, scope);
        }
        let written = self.formula(id)?;
        let scope = Scope {
            sheet: Some(row.sheet),
            members: &row.members,
            ..scope
        };
        // A row without a unit of its own in an order of its own, such as dollars, says nothing by being plain.
        let by_unit = row.unit.filter(|unit| *unit != UnitWord::Plain).and_then(of_unit);
        by_unit.or_else(|| self.standing(&written.tree, scope, depth))
    }

    fn formula(&self, id: RowId) -> Option<&Written<'_>> {
        self.formulas
            .iter()
            .find(|((row, _), _)| *row == id)
            .map(|(_, written)| written)
    }
}

fn named(leaf: &Leaf) -> Option<&RowsLeaf> {
    match leaf {
        Leaf::Rows(rows) => Some(rows),
        _ => None,
    }
}

fn of_line(series: &Series, scope: Scope<'_>) -> Option<Standing> {
    let line = scope.book.template.lines.get(&series.line)?;
    match line.kind() {
        LineKind::Flow => None,
        LineKind::Balance => Some(Standing::Balance),
        LineKind::Ratio => of_unit(line.unit),
    }
}

const fn of_unit(unit: UnitWord) -> Option<Standing> {
    Some(match unit {
        UnitWord::Money | UnitWord::Count => return None,
        UnitWord::Percent | UnitWord::Points => Standing::Rate,
        UnitWord::Price => Standing::Price,
        UnitWord::Rank => Standing::Rank,
        UnitWord::Plain => Standing::Quotient,
    })
}

fn fault(word: &WordLeaf, figure: &Expr<Leaf>, standing: Standing) -> ParseError {
    let (span, name) = match figure {
        Expr::Leaf(Leaf::Rows(leaf)) => (leaf.span.clone(), format!("`{}`", leaf.name)),
        _ => (word.name_span.clone(), "this".to_owned()),
    };
    let (what, hint) = match standing {
        Standing::Balance => (
            "a balance",
            "a balance stands at a point in time: write the row itself, or x - x[-1] for what it changed by",
        ),
        Standing::Rate => (
            "a rate",
            "work the rate out from what adds up, such as margin(ltm(gross_profit), ltm(revenue))",
        ),
        Standing::Price => (
            "a price",
            "work the price out from what adds up, such as ratio(ltm(revenue), ltm(units))",
        ),
        Standing::Rank => ("a rank", "rank what adds up, such as a row of ltm(revenue.company)"),
        Standing::Quotient => (
            "a plain number",
            "work it out from what adds up; a line that does is `money` or a `count`",
        ),
    };
    let message = format!("`{}` is for what adds up over time, and {name} is {what}", word.name);
    ParseError::new(span, message).hint(hint)
}
