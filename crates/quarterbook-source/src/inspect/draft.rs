//! A `[[source]]` block as a person would write it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use quarterbook_data::{Currency, Period, Scale};

use super::members::NewMember;
use super::name::narrower;
pub(super) use crate::map::{list as texts, quoted};

/// How many rows without a line a block lists.
const LEFT_LISTED: usize = 30;
/// The column in which comments begin, where there is room.
const COMMENTS: usize = 31;

/// A `[[source]]` block that reads a table, and what a book has to know to take it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// Patterns of files, relative to the book.
    pub files: Vec<String>,
    /// The names of the files it was made from.
    pub made_from: Vec<String>,
    /// What is a guess about it, or keeps it from reading its files as they are.
    pub doubts: Vec<String>,
    /// Its keys but `files` and rows, in order.
    pub keys: Vec<Key>,
    /// `rows` or `values`.
    pub section: &'static str,
    /// What the labels of rows or the headers of columns are.
    pub rows: Vec<Mapping>,
    /// Members that labels name, by dimension.
    pub members: BTreeMap<String, Vec<NewMember>>,
    /// The periods of its figures.
    pub periods: Vec<Period>,
    /// What its amounts are in.
    pub money: Option<Money>,
    /// The month in which the fiscal years of its files end, where they show it.
    pub year_end: Option<u8>,
}

/// A key of a block, its value as TOML, and a word on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// Its value, as TOML.
    pub value: Value,
    /// Why; empty where it speaks for itself.
    pub comment: String,
}

/// The value of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// As TOML.
    One(String),
    /// Texts, to which those of other files of the source are added.
    Texts(Vec<String>),
}

/// What a label is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// The label of a row or the header of a column.
    pub label: String,
    /// Its line, as TOML; `None` when no line of the template is known to be meant.
    pub target: Option<String>,
    /// What is a guess about it; empty when nothing is.
    pub comment: String,
}

/// What amounts are in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Money {
    /// The currency.
    pub currency: Currency,
    /// The power of ten.
    pub scale: Scale,
    /// How many digits its largest amount has before the decimal point.
    pub digits: u32,
    /// Whether nothing in the file says so.
    pub is_guess: bool,
}

impl Draft {
    /// Adds a key; an empty value adds none.
    pub(super) fn set(&mut self, name: &'static str, value: impl Into<String>, comment: impl Into<String>) {
        self.keys.push(Key {
            name,
            value: Value::One(value.into()),
            comment: comment.into(),
        });
    }

    /// Adds a key before all others.
    pub(super) fn set_first(&mut self, name: &'static str, value: impl Into<String>, comment: &str) {
        self.set(name, value, comment);
        self.keys.rotate_right(1);
    }

    /// Adds a key of several texts, unless there are none.
    pub(super) fn set_texts(&mut self, name: &'static str, texts: Vec<String>, comment: &str) {
        if !texts.is_empty() {
            self.keys.push(Key {
                name,
                value: Value::Texts(texts),
                comment: comment.to_owned(),
            });
        }
    }

    /// Adds texts to a key of several.
    pub(super) fn add_texts(&mut self, name: &str, texts: &[String]) {
        for key in self.keys.iter_mut().filter(|key| key.name == name) {
            if let Value::Texts(known) = &mut key.value {
                known.extend(texts.iter().cloned());
            }
        }
    }

    /// How many labels are lines of the template.
    pub fn mapped(&self) -> usize {
        self.rows.iter().filter(|row| row.target.is_some()).count()
    }

    /// Leaves rows out whose targets other blocks give already.
    pub(super) fn leave_out(&mut self, given: &BTreeSet<String>) {
        let rows = self.rows.iter_mut();
        for row in rows.filter(|row| row.target.as_ref().is_some_and(|target| given.contains(target))) {
            let target = row.target.take().unwrap_or_default();
            row.comment = format!("{target} is read from another table");
        }
    }

    /// Leaves the pattern of its files for a narrower one, as long as it fits one of these files of other blocks.
    pub fn narrow(&mut self, others: &[String]) {
        self.files = narrower(&self.files, &self.made_from, others);
    }

    /// Whether it gives figures of a line as it is.
    pub fn reads(&self) -> bool {
        self.mapped() > 0 || self.keys.iter().any(|key| key.name == "line")
    }

    /// Takes the block of another file in, when one block can read both: their tables lie alike, or their files have
    /// one pattern. Gives it back otherwise.
    ///
    /// # Errors
    /// The other block, unchanged.
    pub fn merge(&mut self, other: Draft) -> Result<(), Draft> {
        let shape = |draft: &Self| {
            let single = draft.keys.iter().filter(|key| matches!(key.value, Value::One(_)));
            single.map(|key| (key.name, key.value.clone())).collect::<Vec<_>>()
        };
        let is_like = shape(self) == shape(&other) && self.section == other.section;
        let has_same_rows = || {
            self.rows.iter().zip(&other.rows).all(|(own, other)| own == other) && self.rows.len() == other.rows.len()
        };
        if !is_like || self.is_of_another(&other) || self.files != other.files && !has_same_rows() {
            return Err(other);
        }
        add_new(&mut self.files, other.files);
        add_new(&mut self.made_from, other.made_from);
        add_new(&mut self.doubts, other.doubts);
        add_new(&mut self.periods, other.periods);
        for (dimension, members) in other.members {
            add_new(self.members.entry(dimension).or_default(), members);
        }
        for key in other.keys {
            let own = self.keys.iter_mut().find(|own| own.name == key.name);
            match (own, key.value) {
                (
                    Some(Key {
                        value: Value::Texts(own),
                        ..
                    }),
                    Value::Texts(texts),
                ) => add_new(own, texts),
                (None, value) => self.keys.push(Key { value, ..key }),
                _ => {}
            }
        }
        let known = |row: &Mapping| self.rows.iter().any(|own| own.label == row.label);
        let new: Vec<Mapping> = other.rows.iter().filter(|row| !known(row)).cloned().collect();
        self.rows.extend(new);
        if self.money.as_ref().is_none_or(|money| money.is_guess) && other.money.is_some() {
            self.money = other.money;
        }
        self.year_end = self.year_end.or(other.year_end);
        Ok(())
    }

    /// Whether another block is in another currency, or of another fiscal year, as far as files say so.
    fn is_of_another(&self, other: &Self) -> bool {
        let currency = |draft: &Self| {
            let money = draft.money.as_ref().filter(|money| !money.is_guess)?;
            Some(money.currency)
        };
        let differ =
            |one: Option<Currency>, other: Option<Currency>| one.zip(other).is_some_and(|(one, other)| one != other);
        let years = self.year_end.zip(other.year_end);
        differ(currency(self), currency(other)) || years.is_some_and(|(one, other)| one != other)
    }

    /// Whether it gives the figures of a company whose fiscal years are written beside its name.
    pub fn has_calendar(&self) -> bool {
        let mut members = self.members.values().flatten();
        self.year_end.is_some() && members.any(|member| member.name.is_some() && member.year_end == self.year_end)
    }

    /// The names of the lines that it gives.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        let of_rows = self.rows.iter().filter_map(|row| row.target.as_deref());
        let of_matrix = self
            .keys
            .iter()
            .filter(|key| key.name == "line")
            .filter_map(|key| match &key.value {
                Value::One(value) => Some(value.as_str()),
                Value::Texts(_) => None,
            });
        let names = of_rows.chain(of_matrix).filter_map(|target| target.split('"').nth(1));
        names.filter_map(|name| name.split('.').next())
    }
}

fn add_new<T: PartialEq>(known: &mut Vec<T>, more: Vec<T>) {
    for one in more {
        if !known.contains(&one) {
            known.push(one);
        }
    }
}

impl fmt::Display for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[[source]]\n")?;
        // A file's name keeps its blanks.
        let patterns: Vec<String> = self
            .files
            .iter()
            .map(|file| toml::Value::String(file.clone()).to_string())
            .collect();
        let files = match patterns.as_slice() {
            [one] => one.clone(),
            several => format!("[{}]", several.join(", ")),
        };
        writeln!(f, "files = {files}")?;
        for doubt in &self.doubts {
            writeln!(f, "# {}", words(doubt))?;
        }
        for key in &self.keys {
            let value = match &key.value {
                Value::One(value) => value.clone(),
                Value::Texts(values) => texts(values),
            };
            write_line(f, &format!("{} = {value}", key.name), &key.comment)?;
        }
        if self.rows.is_empty() {
            return Ok(());
        }
        writeln!(f, "[source.{}]", self.section)?;
        for row in &self.rows {
            if let Some(target) = &row.target {
                write_line(f, &format!("{} = {target}", quoted(&row.label)), &row.comment)?;
            }
        }
        let left: Vec<&Mapping> = self.rows.iter().filter(|row| row.target.is_none()).collect();
        if !left.is_empty() {
            writeln!(
                f,
                "# To read one of these, write a line of the template behind it and take the # away:"
            )?;
        }
        for row in left.iter().take(LEFT_LISTED) {
            write_line(f, &format!("# {} = \"\"", quoted(&row.label)), &row.comment)?;
        }
        match left.len().saturating_sub(LEFT_LISTED) {
            0 => Ok(()),
            more => writeln!(f, "# … and {more} more"),
        }
    }
}

fn write_line(f: &mut fmt::Formatter<'_>, line: &str, comment: &str) -> fmt::Result {
    if comment.is_empty() {
        return writeln!(f, "{line}");
    }
    writeln!(f, "{line:<COMMENTS$}  # {}", words(comment))
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
