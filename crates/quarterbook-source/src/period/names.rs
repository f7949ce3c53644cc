//! What a book says that labels mean.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::text::folded;

/// Labels of periods that a book explains, each with a label that reads: `FQ1 2024` as `2024Q1`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PeriodNames(Option<Arc<BTreeMap<String, String>>>);

impl PeriodNames {
    /// Takes labels as they are printed, and what each of them means.
    pub fn new<L: AsRef<str>, M: Into<String>>(names: impl IntoIterator<Item = (L, M)>) -> Self {
        let names = names.into_iter();
        let names: BTreeMap<String, String> = names
            .map(|(label, meaning)| (folded(label.as_ref()), meaning.into()))
            .collect();
        Self((!names.is_empty()).then(|| Arc::new(names)))
    }

    /// What a label means, where the book says so.
    pub(crate) fn meaning(&self, label: &str) -> Option<&str> {
        self.0.as_ref()?.get(&folded(label)).map(String::as_str)
    }

    /// A label, or what the book says that it means.
    pub(crate) fn explained<'a>(&'a self, label: &'a str) -> &'a str {
        self.meaning(label).unwrap_or(label)
    }
}
