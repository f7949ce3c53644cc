//! TOML tables with places, taken apart key by key.

use std::ops::Range;

use quarterbook_data::{Problem, suggestion};
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Error, ValueDeserializer};

use super::left_out::Faults;
use super::lost::Lost;
use super::{TextFiles, message};

/// A value with its place among all texts of the run.
pub(super) type Located<'t> = Spanned<DeValue<'t>>;

/// The whole of a text as a table, its places counted through all texts of the run.
pub(super) fn parse<'t>(files: &mut TextFiles, path: &str, text: &'t str) -> (DeTable<'t>, Vec<Problem>) {
    let start = files.add(path, text);
    let (root, errors) = DeTable::parse_recoverable(text);
    let problems = errors.iter().map(|error| {
        let span = error.span().unwrap_or_default();
        problem(files, error, span.start + start..span.end + start)
    });
    let problems: Vec<Problem> = problems.collect();
    if !problems.is_empty() {
        files.lost.everything();
    }
    let root = moved_table(root.into_inner(), start);
    files.note_keys(&root);
    (root, problems)
}

/// What was read so far, and what was wrong with it.
pub(super) struct Reader<'a> {
    pub(super) files: &'a TextFiles,
    pub(super) problems: Vec<Problem>,
    /// The names in what was left out.
    pub(super) lost: Lost,
}

impl<'a> Reader<'a> {
    pub(super) fn new(files: &'a TextFiles, problems: Vec<Problem>) -> Self {
        Self {
            files,
            problems,
            lost: Lost::default(),
        }
    }

    /// What was wrong, and the names in what was left out.
    pub(super) fn finish(self) -> (Vec<Problem>, Lost) {
        (self.problems, self.lost)
    }

    /// A value as a type. What does not fit is a problem, and is left out, so that one wrong key hides neither the
    /// next nor the rest of its table; something stands for what has to be there. `None` when what remains is no such
    /// value.
    pub(super) fn read<T: DeserializeOwned>(&mut self, mut value: Located<'_>) -> Option<T> {
        let mut faults = Faults::default();
        loop {
            let error = match T::deserialize(ValueDeserializer::from(value.clone())) {
                Ok(read) => return Some(read),
                Err(error) => error,
            };
            let can_go_on = faults.mend(&error, &mut value).unwrap_or_else(|| {
                let (message, hint) = message::plain(error.message());
                let span = error.span().unwrap_or_else(|| value.span());
                let problem = Problem::error(message).maybe_hint(hint.clone());
                self.problems.push(problem.at(self.files.place(span)));
                faults.take_out(&error, hint, &mut value, &mut self.lost)
            });
            if !can_go_on {
                self.lost.names_in(value.get_ref());
                return None;
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
        // A key without a name is what remains of text that is not TOML, which is told.
        for (key, value) in table.iter().filter(|(key, _)| !key.get_ref().is_empty()) {
            let name = key.get_ref().as_ref();
            self.lost.names_in(value.get_ref());
            self.problems.push(
                Problem::error(format!("unknown key `{name}`"))
                    .at(self.files.place(key.span()))
                    .maybe_hint(suggestion(name, known.iter().copied())),
            );
        }
    }

    fn wrong_type(&mut self, span: Range<usize>, key: &str, expected: &str, found: &DeValue<'_>) {
        self.lost.names_in(found);
        self.problems.push(
            Problem::error(format!("`{key}` is {expected}, not a {}", found.type_str())).at(self.files.place(span)),
        );
    }
}

/// A TOML or serde error as a problem at a place.
fn problem(files: &TextFiles, error: &Error, span: Range<usize>) -> Problem {
    let (message, hint) = message::plain(error.message());
    Problem::error(message).maybe_hint(hint).at(files.place(span))
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
