//! What mistakes of reading have swallowed, so that what follows from them is not told as well.

use std::collections::BTreeSet;

use quarterbook_data::{Place, Problem, TextPlace};
use toml::de::{DeTable, DeValue};

/// Names that stood, or may have stood, in what could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Lost {
    names: BTreeSet<String>,
    /// Whether a whole file may hold any name.
    everything: bool,
    /// Whether lines, dimensions, members, units or the calendar are not what was meant, so that figures cannot be
    /// held against them.
    words: bool,
}

impl Lost {
    /// A name is lost.
    pub(crate) fn name(&mut self, name: &str) {
        self.names.insert(name.to_owned());
    }

    /// Whatever a file or a template would have said is lost.
    pub(crate) fn everything(&mut self) {
        self.everything = true;
        self.words = true;
    }

    /// The words that figures are read with are damaged.
    pub(crate) fn words(&mut self) {
        self.words = true;
    }

    /// What a value may have named is lost: the keys and ids of tables, and a text or list of texts by itself.
    pub(super) fn names_in(&mut self, value: &DeValue<'_>) {
        match value {
            DeValue::String(text) => self.names.extend(text.split('.').map(str::to_owned)),
            DeValue::Array(items) => items.iter().for_each(|item| self.names_in(item.get_ref())),
            DeValue::Table(table) => self.names_in_table(table),
            _ => {}
        }
    }

    fn names_in_table(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            self.name(key.get_ref());
            // Other texts of a table speak of what is named elsewhere.
            if key.get_ref() == "id" || !matches!(value.get_ref(), DeValue::String(_)) {
                self.names_in(value.get_ref());
            }
        }
    }

    pub(super) fn add(&mut self, more: Self) {
        self.names.extend(more.names);
        self.everything |= more.everything;
        self.words |= more.words;
    }

    /// Whether this name is among the lost ones.
    pub(crate) fn has_name(&self, name: &str) -> bool {
        self.everything || self.names.contains(name)
    }

    /// Whether figures can be held against lines, members and units.
    pub(crate) fn spares_words(&self) -> bool {
        !self.words
    }

    /// Whether a problem with a name follows from what was lost: its caret stands under a lost name, or under a part of
    /// a dotted one that holds a lost name.
    pub(crate) fn explains(&self, problem: &Problem) -> bool {
        match &problem.place {
            Place::Text(place) => self.everything || dotted_at(place).split('.').any(|name| self.names.contains(name)),
            _ => false,
        }
    }
}

/// The dotted name in which a caret begins: `revenue.chips` for one under `chips`.
fn dotted_at(place: &TextPlace) -> String {
    let letters: Vec<char> = place.excerpt.chars().collect();
    let is_of_name = |letter: &&char| letter.is_alphanumeric() || matches!(letter, '_' | '.' | '-');
    let start = (place.column - 1).min(letters.len());
    let before = letters[..start].iter().rev().take_while(is_of_name).count();
    letters[start - before..].iter().take_while(is_of_name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caret_under_part_of_a_dotted_name_stands_for_all_of_it() {
        let line = "formula = \"growth(revenue.chips, 2)\"";
        for (under, name) in [
            ("chips", "revenue.chips"),
            ("revenue", "revenue.chips"),
            ("(", "growth"),
            (", 2", "revenue.chips"),
            ("2", "2"),
        ] {
            let start = line.find(under).unwrap();
            let place = TextPlace::new("t.toml", line, start..start + under.len());
            assert_eq!(dotted_at(&place), name, "{under}");
        }
    }
}
