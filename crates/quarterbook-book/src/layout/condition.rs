//! `when`: sheets, rows, charts and checks that exist only when the book has what they show.

use std::collections::BTreeMap;

use quarterbook_data::{Amount, Dataset, Problem, suggestion};

use super::dotted::Dotted;
use crate::book::Book;
use crate::template::Located;

/// Whether each of the lines has a figure, at the depth named or a deeper one. An unknown line is a problem.
pub(crate) fn holds(
    when: &[Located],
    members: &BTreeMap<String, String>,
    book: &Book,
    dataset: &Dataset,
) -> Result<bool, Problem> {
    for name in when {
        let dotted = Dotted::new(name.as_str(), members, book);
        if !book.vocabulary.lines.contains_key(&dotted.base) {
            return Err(unknown_line(name, &dotted.base, book));
        }
        let has_figure = dataset.iter().any(|(series, periods)| {
            dotted.begins(series)
                && periods
                    .values()
                    .any(|entry| matches!(entry.figure.amount, Amount::Number(_)))
        });
        if !has_figure {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The problem that a name is not a line, with the nearest ones.
pub(crate) fn unknown_line(name: &Located, base: &str, book: &Book) -> Problem {
    let known = book.vocabulary.lines.keys().map(String::as_str);
    Problem::error(format!("there is no line `{base}`"))
        .at(book.texts.place_in(name, 0..base.len()))
        .maybe_hint(suggestion(base, known))
}
