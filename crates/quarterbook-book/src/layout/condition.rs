//! `when`: sheets, rows, charts and checks that exist only when the book has what they show.

use std::collections::BTreeMap;

use quarterbook_data::{Amount, Dataset, Entry, Problem, Series, suggestion};

use super::dotted::Dotted;
use crate::book::Book;
use crate::template::Located;

/// Whether each of the lines has a figure, at the depth named or a deeper one; for a dimension, whether any
/// line is split by it. An unknown name is a problem.
pub(crate) fn holds(
    when: &[Located],
    members: &BTreeMap<String, String>,
    book: &Book,
    dataset: &Dataset,
) -> Result<bool, Box<Problem>> {
    for name in when {
        let has_figure = if book.vocabulary.dimensions.contains_key(name.as_str()) {
            has_members(name.as_str(), book, dataset)
        } else {
            let dotted = Dotted::new(name.as_str(), members, book);
            if !book.vocabulary.lines.contains_key(&dotted.base) {
                return Err(Box::new(unknown_line(name, &dotted.base, book)));
            }
            figures(dataset).any(|series| dotted.begins(series))
        };
        if !has_figure {
            return Ok(false);
        }
    }
    Ok(true)
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

/// The problem that a name is not a line, with the nearest ones.
pub(crate) fn unknown_line(name: &Located, base: &str, book: &Book) -> Problem {
    let known = book.vocabulary.lines.keys().map(String::as_str);
    Problem::error(format!("there is no line `{base}`"))
        .at(book.texts.place_in(name, 0..base.len()))
        .maybe_hint(suggestion(base, known))
}
