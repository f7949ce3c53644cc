//! TOML tables with places, taken apart key by key.

use quarterbook_data::{Problem, suggestion};
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Error, ValueDeserializer};

use super::TextFiles;

/// A value with its place among all texts of the run.
pub(super) type Located<'t> = Spanned<DeValue<'t>>;

/// The whole of a text as a table, its places counted through all texts of the run.
pub(super) fn parse<'t>(files: &mut TextFiles, path: &str, text: &'t str) -> (DeTable<'t>, Vec<Problem>) {
    let start = files.add(path, text);
    let (root, errors) = DeTable::parse_recoverable(text);
    let problems = errors.iter().map(|error| problem(files, error, start)).collect();
    (moved_table(root.into_inner(), start), problems)
}

/// What was read so far, and what was wrong with it.
pub(super) struct Reader<'a> {
    pub(super) files: &'a TextFiles,
    pub(super) problems: Vec<Problem>,
}

impl Reader<'_> {
    /// A value as a type; what does not fit is a problem, and `None`.
    pub(super) fn read<T: DeserializeOwned>(&mut self, value: Located<'_>) -> Option<T> {
        let span = value.span();
        match T::deserialize(ValueDeserializer::from(value)) {
            Ok(read) => Some(read),
            Err(mut error) => {
                if error.span().is_none() {
                    error = serde::de::Error::custom(error.message());
                    self.problems
                        .push(problem(self.files, &error, 0).at(self.files.place(span)));
                } else {
                    self.problems.push(problem(self.files, &error, 0));
                }
                None
            }
        }
    }

    /// The value of a key, as a type.
    pub(super) fn take<T: DeserializeOwned>(&mut self, table: &mut DeTable<'_>, key: &str) -> Option<T> {
        let value = table.remove(key)?;
        self.read(value)
    }

    /// The entries of a table of tables, in order; what is not a table is a problem.
    pub(super) fn entries<'t>(&mut self, table: &mut DeTable<'t>, key: &str) -> Vec<(String, Located<'t>)> {
        match table.remove(key).map(|value| (value.span(), value.into_inner())) {
            None => Vec::new(),
            Some((_, DeValue::Table(entries))) => entries
                .into_iter()
                .map(|(name, value)| (name.into_inner().into_owned(), value))
                .collect(),
            Some((span, other)) => {
                self.wrong_type(span, key, "a table", &other);
                Vec::new()
            }
        }
    }

    /// The items of an array of tables, in order; what is not one is a problem.
    pub(super) fn items<'t>(&mut self, table: &mut DeTable<'t>, key: &str) -> Vec<Located<'t>> {
        match table.remove(key).map(|value| (value.span(), value.into_inner())) {
            None => Vec::new(),
            Some((_, DeValue::Array(items))) => items.into_iter().collect(),
            Some((span, other)) => {
                self.wrong_type(
                    span,
                    key,
                    &format!("a list of tables, each begun with [[{key}]]"),
                    &other,
                );
                Vec::new()
            }
        }
    }

    /// A problem for every key that is left and not among the known ones.
    pub(super) fn unknown_keys(&mut self, table: &DeTable<'_>, known: &[&str]) {
        for (key, _) in table {
            let name = key.get_ref().as_ref();
            self.problems.push(
                Problem::error(format!("unknown key `{name}`"))
                    .at(self.files.place(key.span()))
                    .maybe_hint(suggestion(name, known.iter().copied())),
            );
        }
    }

    fn wrong_type(&mut self, span: std::ops::Range<usize>, key: &str, expected: &str, found: &DeValue<'_>) {
        self.problems.push(
            Problem::error(format!("`{key}` is {expected}, not a {}", found.type_str())).at(self.files.place(span)),
        );
    }
}

/// A TOML or serde error as a problem; its names, where it lists some, become a suggestion.
fn problem(files: &TextFiles, error: &Error, start: usize) -> Problem {
    let message = error.message();
    let (message, hint) = match unknown_name(message) {
        Some((kind @ "word", name, known)) => (
            format!("unknown {kind} `{name}`"),
            Some(format!("write one of `{}`", known.join("`, `"))),
        ),
        Some((kind, name, known)) => (
            format!("unknown {kind} `{name}`"),
            suggestion(name, known.iter().copied()),
        ),
        None => (message.to_owned(), None),
    };
    let problem = Problem::error(message).maybe_hint(hint);
    match error.span() {
        Some(span) => problem.at(files.place(span.start + start..span.end + start)),
        None => problem,
    }
}

/// Takes serde's "unknown field `a`, expected one of `b`, `c`" apart.
fn unknown_name(message: &str) -> Option<(&'static str, &str, Vec<&str>)> {
    let (kind, rest) = [("key", "unknown field "), ("word", "unknown variant ")]
        .iter()
        .find_map(|(kind, start)| Some((*kind, message.strip_prefix(start)?)))?;
    let mut names = rest.split('`').skip(1).step_by(2);
    Some((kind, names.next()?, names.collect()))
}

fn moved_table(table: DeTable<'_>, by: usize) -> DeTable<'_> {
    table
        .into_iter()
        .map(|(key, value)| {
            let span = key.span();
            (
                Spanned::new(span.start + by..span.end + by, key.into_inner()),
                moved(value, by),
            )
        })
        .collect()
}

fn moved(value: Located<'_>, by: usize) -> Located<'_> {
    let span = value.span();
    let value = match value.into_inner() {
        DeValue::Array(items) => DeValue::Array(items.into_iter().map(|item| moved(item, by)).collect()),
        DeValue::Table(table) => DeValue::Table(moved_table(table, by)),
        plain => plain,
    };
    Spanned::new(span.start + by..span.end + by, value)
}
