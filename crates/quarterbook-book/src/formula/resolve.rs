//! What a name in a formula means.

use std::collections::BTreeMap;

use quarterbook_data::{CellAddress, Series, suggestion};
use quarterbook_formula::{ParseError, SheetId};

use super::leaf::RowsLeaf;
use crate::book::Book;
use crate::layout::{Dotted, Found, Part, RowId, RowIndex, series_of_line};

/// Where a formula stands, as far as names go.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub(crate) book: &'a Book,
    pub(crate) index: &'a RowIndex,
    /// The sheet of the formula's row; `None` for checks.
    pub(crate) sheet: Option<SheetId>,
    /// The member at hand of each dimension.
    pub(crate) members: &'a BTreeMap<String, String>,
}

/// What a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// Rows of a calculation sheet, in the order they stand.
    Rows(Vec<RowId>),
    /// Inputs rows.
    Inputs(Vec<Series>),
}

/// The rows a name means: a row of the same sheet, else a row of another, else the line on Inputs.
///
/// # Errors
/// A name that is neither a row nor a line, an unknown member, a family without members.
pub(crate) fn resolve(leaf: &RowsLeaf, scope: Scope<'_>) -> Result<Meaning, ParseError> {
    let dotted = Dotted::new(&leaf.name, scope.members, scope.book);
    if let Some(Part::Every(Some(dimension))) = dotted.parts.iter().find(|part| matches!(part, Part::Every(Some(_)))) {
        return Err(no_member_at_hand(leaf, dimension));
    }
    if !leaf.inputs
        && let Found::Rows(rows) = scope.index.calculated(&dotted, scope.sheet)
    {
        return Ok(Meaning::Rows(rows));
    }
    match series_of_line(&dotted, &scope.book.vocabulary) {
        Some(series) if series.is_empty() => Err(no_members(leaf, &dotted)),
        Some(series) => Ok(Meaning::Inputs(series)),
        None => Err(unknown(leaf, &dotted, scope)),
    }
}

fn no_member_at_hand(leaf: &RowsLeaf, dimension: &str) -> ParseError {
    ParseError::new(
        leaf.span.clone(),
        format!("no member of `{dimension}` is at hand for `{}`", leaf.name),
    )
    .hint(format!(
        "give the row each = \"{dimension}\", or write `{}` for all of them",
        leaf.name.replace(&format!(".{dimension}"), ".*")
    ))
}

fn no_members(leaf: &RowsLeaf, dotted: &Dotted) -> ParseError {
    ParseError::new(leaf.span.clone(), format!("the book has no members for `{dotted}`"))
        .hint("list them in the book under [members.…], or give the row a `when`")
}

fn unknown(leaf: &RowsLeaf, dotted: &Dotted, scope: Scope<'_>) -> ParseError {
    let Scope { book, index, .. } = scope;
    let lines = || book.vocabulary.lines.keys().map(String::as_str);
    let base = dotted.base.as_str();
    let is_line = book.vocabulary.lines.contains_key(base);
    let is_row = !leaf.inputs && index.bases().any(|known| known == base);
    if is_line || is_row {
        return unknown_member(leaf, dotted, scope);
    }
    if !leaf.inputs && is_row_left_out(base, book) {
        return ParseError::new(leaf.span.clone(), format!("the row `{base}` is not in this book"))
            .hint("its `when` does not hold here, or its `bands` are not the book's; give this row the same `when`");
    }
    let prefix = if leaf.inputs { "inputs.".len() } else { 0 };
    let start = leaf.span.start + prefix;
    let what = if leaf.inputs { "line" } else { "row or line" };
    let rows: Vec<&str> = if leaf.inputs {
        Vec::new()
    } else {
        index.bases().collect()
    };
    let unknown = ParseError::new(start..start + base.len(), format!("there is no {what} `{base}`"));
    if base.parse::<CellAddress>().is_ok() {
        return unknown.hint("formulas name rows and not cells: an address would mean another row in the next book");
    }
    unknown.maybe_hint(suggestion(base, rows.into_iter().chain(lines()).collect::<Vec<_>>()))
}

/// Whether a name means what another book of the template may have and this one has not: a row that is left out here,
/// members of which none is listed, a line that no source gives.
pub(super) fn is_left_out(leaf: &RowsLeaf, scope: Scope<'_>) -> bool {
    match resolve(leaf, scope) {
        Ok(Meaning::Rows(_)) => false,
        Ok(Meaning::Inputs(series)) => !series.iter().any(|series| scope.index.is_given(series)),
        Err(_) => {
            let dotted = Dotted::new(&leaf.name, scope.members, scope.book);
            let of_line = series_of_line(&dotted, &scope.book.vocabulary);
            let no_members = of_line.is_some_and(|series| series.is_empty());
            no_members || (!leaf.inputs && is_row_left_out(&dotted.base, scope.book))
        }
    }
}

/// Whether the template has a row by this name that the book has not.
fn is_row_left_out(base: &str, book: &Book) -> bool {
    let rows = book.template.sheets.iter().flat_map(|sheet| &sheet.rows);
    rows.filter_map(|row| row.id.as_ref()).any(|id| id.as_str() == base)
}

fn unknown_member(leaf: &RowsLeaf, dotted: &Dotted, scope: Scope<'_>) -> ParseError {
    if leaf.name.split('.').any(|part| part == "own") && scope.book.own.is_empty() {
        return ParseError::new(leaf.span.clone(), "the book does not say which member it is about")
            .hint("write own = { vendor = \"…\" } in [book], with the dimension and the member's name");
    }
    let names = scope.index.names(&dotted.base).flat_map(|series| series.members.iter());
    let dimensions = scope
        .book
        .vocabulary
        .lines
        .get(&dotted.base)
        .map_or(&[][..], |line| &line.dimensions);
    let of_line = dimensions
        .iter()
        .filter_map(|dimension| scope.book.vocabulary.dimensions.get(dimension))
        .flat_map(|dimension| dimension.members.iter().map(|member| &member.name));
    let known: Vec<&str> = names.chain(of_line).map(String::as_str).collect();
    let Some(part) = dotted.parts.last() else {
        return ParseError::new(leaf.span.clone(), format!("`{dotted}` is several rows")).hint(format!(
            "name one of them, such as `{dotted}.{}`",
            known.first().unwrap_or(&"member")
        ));
    };
    let message = match part {
        Part::Member(member) => format!("`{}` has no member `{member}`", dotted.base),
        Part::Every(_) => format!("`{}` has no such members", dotted.base),
    };
    let wrong = match part {
        Part::Member(member) => member.as_str(),
        Part::Every(_) => "*",
    };
    let start = leaf.span.end - wrong.len().min(leaf.span.len());
    ParseError::new(start..leaf.span.end, message).maybe_hint(suggestion(wrong, known))
}
