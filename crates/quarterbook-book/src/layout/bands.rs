//! The words of a template for bands.

use quarterbook_data::{Frequency, Problem, suggestion};

use crate::book::{Book, frequency_named};
use crate::template::Located;

/// Whether a word of the template means this band: its name, or `native` for any but the annual.
pub(crate) fn names_band(word: &str, band: Frequency) -> bool {
    word == band.name() || word == "native" && band != Frequency::Annual
}

/// Those of the book's bands that are named; all of them when none is.
pub(crate) fn row_bands(named: &[Located], bands: &[Frequency], book: &Book) -> (Vec<Frequency>, Vec<Problem>) {
    let problems = named
        .iter()
        .filter(|name| name.as_str() != "native" && frequency_named(name.as_str()).is_none())
        .map(|name| unknown_band(name.as_str()).at(book.texts.place_of(name)))
        .collect();
    let is_named = |band: Frequency| named.is_empty() || named.iter().any(|name| names_band(name.as_str(), band));
    (bands.iter().copied().filter(|band| is_named(*band)).collect(), problems)
}

/// The problem that no band has this name, with the nearest ones.
pub(super) fn unknown_band(name: &str) -> Problem {
    let known = ["native"].into_iter().chain(Frequency::ALL.map(Frequency::name));
    Problem::error(format!("there is no band `{name}`")).maybe_hint(suggestion(name, known))
}
