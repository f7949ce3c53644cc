//! `when`: sheets, rows, charts and checks that exist only when the book has what they show.

use std::collections::BTreeMap;

use quarterbook_data::{Amount, Dataset, Entry, Problem, Series, suggestion};

use super::dotted::Dotted;
use crate::book::Book;
use crate::template::Located;

/// What stands between lines of which one is enough.
const OR: &str = " or ";

/// Whether each of the lines has a figure, at the depth named or a deeper one; for a dimension, whether any
/// line is split by it. Of lines joined by `or` one is enough. An unknown name is a problem.
pub(crate) fn holds(
    when: &[Located],
    members: &BTreeMap<String, String>,
    book: &Book,
    dataset: &Dataset,
) -> Result<bool, Box<Problem>> {
    for name in when {
        let mut one_has = false;
        let mut start = 0;
        for part in name.as_str().split(OR) {
            one_has |= has_figure(name, start, part, members, book, dataset)?;
            start += part.len() + OR.len();
        }
        if !one_has {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether the line or dimension that begins at a byte of the name has a figure.
fn has_figure(
    name: &Located,
    start: usize,
    part: &str,
    members: &BTreeMap<String, String>,
    book: &Book,
    dataset: &Dataset,
) -> Result<bool, Box<Problem>> {
    if book.vocabulary.dimensions.contains_key(part) {
        return Ok(has_members(part, book, dataset));
    }
    let dotted = Dotted::new(part, members, book);
    if !book.vocabulary.lines.contains_key(&dotted.base) {
        return Err(Box::new(unknown_line(name, start, &dotted.base, book)));
    }
    Ok(figures(dataset).any(|series| dotted.begins(series)))
}

/// Whether some line has a figure for a member of the dimension.
fn has_members(dimension: &str, book: &Book, dataset: &Dataset) -> bool {
    figures(dataset).any(|series| {
        let line = book.vocabulary.lines.get(&series.line);
        let place = line.and_then(|line| line.dimensions.iter().position(|known| known == dimension));
        place.is_some_and(|place| place < series.members.len())
    })
}

/// Every series with a number.
fn figures(dataset: &Dataset) -> impl Iterator<Item = &Series> {
    let has_number = |entry: &Entry| matches!(entry.figure.amount, Amount::Number(_));
    dataset
        .iter()
        .filter(move |(_, periods)| periods.values().any(has_number))
        .map(|(series, _)| series)
}

/// The problem that the name at a byte of a text is not a line, with the nearest ones.
pub(crate) fn unknown_line(name: &Located, start: usize, base: &str, book: &Book) -> Problem {
    let known = book.vocabulary.lines.keys().map(String::as_str);
    Problem::error(format!("there is no line `{base}`"))
        .at(book.texts.place_in(name, start..start + base.len()))
        .maybe_hint(suggestion(base, known))
}
