//! The template's checks, read and taken apart into their two sides.

use std::collections::{BTreeMap, BTreeSet};

use quarterbook_data::{Dataset, Frequency, Label, Problem, Series, suggestion};
use quarterbook_formula::{BinaryOperator, Expr, ParseError};

use super::Relation;
use crate::book::Book;
use crate::formula::{Leaf, Scope, Written, problem, read, series_of};
use crate::layout::{RowIndex, holds, joined, row_bands};
use crate::template::CheckTable;

/// A check for one choice of members, before its periods are known.
#[derive(Debug, Clone)]
pub(crate) struct ReadCheck<'a> {
    pub(crate) table: &'a CheckTable,
    pub(crate) actual: Written<'a>,
    pub(crate) expected: Written<'a>,
    pub(crate) relation: Relation,
    /// What is checked, with the member.
    pub(crate) label: Label,
    /// The member at hand of the dimension of its `each`.
    pub(crate) members: BTreeMap<String, String>,
    /// The bands it is made in.
    pub(crate) bands: Vec<Frequency>,
}

/// The checks this book has, one for each member where they have `each`; what they need on Inputs is added
/// to `needed`.
pub(crate) fn read_checks<'a>(
    book: &'a Book,
    dataset: &Dataset,
    bands: &[Frequency],
    index: &RowIndex,
    needed: &mut BTreeSet<Series>,
) -> (Vec<ReadCheck<'a>>, Vec<Problem>) {
    let mut checks = Vec::new();
    let mut problems = Vec::new();
    for table in &book.template.checks {
        for check in read_check(book, dataset, bands, table, &mut problems) {
            let scope = Scope {
                book,
                index,
                sheet: None,
                members: &check.members,
            };
            problems.extend(series_of(&check.actual, scope, needed));
            problems.extend(series_of(&check.expected, scope, needed));
            checks.push(check);
        }
    }
    (checks, problems)
}

/// The checks of one table.
fn read_check<'a>(
    book: &'a Book,
    dataset: &Dataset,
    bands: &[Frequency],
    table: &'a CheckTable,
    problems: &mut Vec<Problem>,
) -> Vec<ReadCheck<'a>> {
    let text = table.formula.as_str();
    let (actual, relation, expected) = match read(text).and_then(|tree| sides(tree, text.len())) {
        Ok(sides) => sides,
        Err(error) => {
            problems.push(problem(book, &table.formula, &error));
            return Vec::new();
        }
    };
    let (bands, unknown) = row_bands(&table.bands, bands, book);
    problems.extend(unknown);
    if bands.is_empty() {
        return Vec::new();
    }
    let written = |tree: &Expr<Leaf>| Written {
        text: &table.formula,
        tree: tree.clone(),
    };
    let mut checks = Vec::new();
    for members in choices(book, table, problems) {
        match holds(&table.when, &members, book, dataset) {
            Ok(true) => checks.push(ReadCheck {
                table,
                actual: written(&actual),
                expected: written(&expected),
                relation,
                label: label(book, table, &members),
                bands: bands.clone(),
                members,
            }),
            Ok(false) => {}
            Err(unknown) => problems.push(*unknown),
        }
    }
    checks
}

/// The two sides of `actual = expected`, `<=` or `>=`.
fn sides(tree: Expr<Leaf>, length: usize) -> Result<(Expr<Leaf>, Relation, Expr<Leaf>), ParseError> {
    let relation = match &tree {
        Expr::Binary(BinaryOperator::Equal, ..) => Some(Relation::Equal),
        Expr::Binary(BinaryOperator::LessOrEqual, ..) => Some(Relation::AtMost),
        Expr::Binary(BinaryOperator::GreaterOrEqual, ..) => Some(Relation::AtLeast),
        _ => None,
    };
    match (tree, relation) {
        (Expr::Binary(_, actual, expected), Some(relation)) => Ok((*actual, relation, *expected)),
        _ => Err(ParseError::new(0..length, "a check compares two sides")
            .hint("write `actual = expected`, `actual <= bound` or `actual >= bound`")),
    }
}

/// One choice of members for each check that is to be made; a single empty one without `each`.
fn choices(book: &Book, table: &CheckTable, problems: &mut Vec<Problem>) -> Vec<BTreeMap<String, String>> {
    let Some(each) = &table.each else {
        return vec![BTreeMap::new()];
    };
    let known = &book.vocabulary.dimensions;
    let Some(dimension) = known.get(each.as_str()) else {
        problems.push(
            Problem::error(format!("there is no dimension `{}`", each.as_str()))
                .at(book.texts.place_of(each))
                .maybe_hint(suggestion(each.as_str(), known.keys().map(String::as_str))),
        );
        return Vec::new();
    };
    let one = |member: &quarterbook_data::Member| BTreeMap::from([(each.as_str().to_owned(), member.name.clone())]);
    dimension.members.iter().map(one).collect()
}

fn label(book: &Book, table: &CheckTable, members: &BTreeMap<String, String>) -> Label {
    let own = if table.label.is_none() {
        Label::plain(table.id.as_str())
    } else {
        table.label.label()
    };
    let labels: Vec<&Label> = members
        .iter()
        .filter_map(|(dimension, name)| {
            let members = &book.vocabulary.dimensions.get(dimension)?.members;
            members
                .iter()
                .find(|member| member.name == *name)
                .map(|member| &member.label)
        })
        .collect();
    joined(&own, &labels, &book.languages)
}
