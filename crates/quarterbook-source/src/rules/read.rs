//! `[[source]]` tables out of a book's text; every key that does not fit is told, not only the first.

use std::collections::BTreeMap;
use std::ops::Range;

use quarterbook_data::{Place, Problem, TextPlace, suggestion};
use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Error, ValueDeserializer};

use super::SourceRule;

/// A table that could be read.
pub(super) struct Read {
    pub(super) rule: SourceRule,
    pub(super) keys: Keys,
    /// Whether nothing was taken out of it.
    pub(super) is_whole: bool,
}

/// Where the keys of a table stand.
pub(super) struct Keys {
    table: Range<usize>,
    keys: BTreeMap<String, Range<usize>>,
}

impl Keys {
    fn of(table: &Spanned<DeValue<'_>>) -> Self {
        let keys = table.get_ref().as_table().into_iter().flatten();
        Self {
            table: table.span(),
            keys: keys.map(|(key, _)| (key.get_ref().to_string(), key.span())).collect(),
        }
    }

    /// The table as a whole: its head.
    pub(super) fn table(&self) -> Range<usize> {
        self.table.clone()
    }

    /// A key, or the table where it has no such key.
    pub(super) fn key(&self, name: &str) -> Range<usize> {
        self.keys.get(name).unwrap_or(&self.table).clone()
    }
}

/// The tables that could be read, in order, and what is wrong.
pub(super) fn rules(book_path: &str, text: &str) -> (Vec<Read>, Vec<Problem>) {
    let place = |span: Range<usize>| Place::Text(TextPlace::new(book_path, text, span));
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut problems: Vec<Problem> = errors.iter().map(|error| problem(error, &place)).collect();
    let is_toml = problems.is_empty();
    let sources = root.into_inner().remove("source");
    let mut rules = Vec::new();
    match sources.map(|sources| (sources.span(), sources.into_inner())) {
        None => {}
        Some((_, DeValue::Array(tables))) => {
            for table in tables {
                let told = problems.len();
                let keys = Keys::of(&table);
                let read = rule(table, &place, &mut problems);
                let is_whole = is_toml && problems.len() == told;
                rules.extend(read.map(|rule| Read { rule, keys, is_whole }));
            }
        }
        Some((span, other)) => {
            let message = format!("`source` is a list of tables, not a {}", other.type_str());
            problems.push(
                Problem::error(message)
                    .at(place(span))
                    .hint("begin each with [[source]]"),
            );
        }
    }
    (rules, problems)
}

/// One table. What does not fit is told and taken out, and the rest is tried again.
fn rule(
    mut table: Spanned<DeValue<'_>>,
    place: &dyn Fn(Range<usize>) -> Place,
    problems: &mut Vec<Problem>,
) -> Option<SourceRule> {
    for attempt in 0.. {
        let error = match SourceRule::deserialize(ValueDeserializer::from(table.clone())) {
            Ok(rule) => return Some(rule),
            Err(error) => error,
        };
        // A required key may be missing because it was misspelt or taken out.
        if attempt > 0 && error.message().starts_with("missing field") {
            return None;
        }
        let told = problem(&error, place);
        problems.push(match error.span() {
            Some(_) => told,
            None => told.at(place(table.span())),
        });
        if !error.span().is_some_and(|span| take_out(table.get_mut(), &span)) {
            return None;
        }
    }
    None
}

/// Takes the innermost key out that lies around `span`, or whose value does; whether there was one.
fn take_out(value: &mut DeValue<'_>, span: &Range<usize>) -> bool {
    let DeValue::Table(table) = value else {
        return false;
    };
    let holds = |outer: Range<usize>| outer.start <= span.start && span.end <= outer.end;
    let found = table
        .iter()
        .find(|(key, value)| holds(key.span()) || holds(value.span()))
        .map(|(key, _)| (key.get_ref().to_string(), holds(key.span())));
    let Some((name, is_key)) = found else {
        return false;
    };
    let is_within = !is_key
        && table
            .get_mut(name.as_str())
            .is_some_and(|value| take_out(value.get_mut(), span));
    is_within || table.remove(name.as_str()).is_some()
}

/// A TOML or serde error as a problem; its names, where it lists some, become a suggestion.
fn problem(error: &Error, place: &dyn Fn(Range<usize>) -> Place) -> Problem {
    let message = error.message().trim().replace('\n', "; ");
    let problem = match unknown_name(&message) {
        Some((kind, name, known)) => {
            Problem::error(format!("unknown {kind} `{name}`")).maybe_hint(suggestion(name, known.iter().copied()))
        }
        None if message.starts_with("invalid unquoted key") => {
            Problem::error(message).hint("put the key in quotes: `\"收入\" = \"revenue\"`")
        }
        None => wrong_list(&message).unwrap_or_else(|| Problem::error(message)),
    };
    match error.span() {
        Some(span) => problem.at(place(span)),
        None => problem,
    }
}

/// Serde's "invalid type: string "Change", expected a sequence" in plain words.
fn wrong_list(message: &str) -> Option<Problem> {
    let found = message
        .strip_prefix("invalid type: ")?
        .strip_suffix(", expected a sequence")?;
    let value = found.split_once(' ').map_or("", |(_, value)| value).trim_matches('`');
    let problem = Problem::error("expected a list here");
    Some(if found.starts_with("string ") {
        problem.hint(format!("write it in brackets: [{value}]"))
    } else {
        problem.hint("write a list of texts in brackets, such as [\"Change\"]")
    })
}

/// Takes serde's "unknown field `a`, expected one of `b`, `c`" apart.
fn unknown_name(message: &str) -> Option<(&'static str, &str, Vec<&str>)> {
    let (kind, rest) = [("key", "unknown field "), ("word", "unknown variant ")]
        .iter()
        .find_map(|(kind, start)| Some((*kind, message.strip_prefix(start)?)))?;
    let mut names = rest.split('`').skip(1).step_by(2);
    Some((kind, names.next()?, names.collect()))
}
