//! Keys that are taken out of a table because something is wrong with them, so that the others can be read.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use super::table::Located;

/// Keys that hold a text and have to be there.
const TEXTS: [&str; 2] = ["label", "title"];

/// A key that was taken out.
pub(super) struct LeftOut {
    key: String,
    span: Range<usize>,
    /// What was said to write instead.
    hint: Option<String>,
    has_stand_in: bool,
}

impl LeftOut {
    /// Takes the key out in which a fault is; `None` when it is in none.
    pub(super) fn from(value: &mut Located<'_>, fault: Range<usize>, hint: Option<String>) -> Option<Self> {
        let DeValue::Table(table) = value.get_mut() else {
            return None;
        };
        let (key, value) = table.iter().find(|(key, value)| {
            let value = value.span();
            key.span() == fault || (value.start <= fault.start && fault.end <= value.end)
        })?;
        let left_out = Self {
            key: key.get_ref().clone().into_owned(),
            span: value.span(),
            hint,
            has_stand_in: false,
        };
        table.remove(left_out.key.as_str());
        Some(left_out)
    }

    /// Whether it is the key of this name, or was most likely meant to be.
    pub(super) fn means(&self, key: &str) -> bool {
        let meant = format!("`{key}`");
        self.key == key || self.hint.as_ref().is_some_and(|hint| hint.contains(&meant))
    }

    /// Puts an empty text in the place of one that has to be there, once; `None` for any other key, for which nothing
    /// can stand.
    pub(super) fn stand_in(&mut self, key: &str, value: &mut Located<'_>) -> Option<()> {
        let DeValue::Table(table) = value.get_mut() else {
            return None;
        };
        if !TEXTS.contains(&key) || std::mem::replace(&mut self.has_stand_in, true) {
            return None;
        }
        let empty = Spanned::new(self.span.clone(), DeValue::String("".into()));
        table.insert(Spanned::new(self.span.clone(), key.to_owned().into()), empty);
        Some(())
    }
}
