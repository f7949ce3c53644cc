//! Labels in several languages.

use std::collections::BTreeMap;

/// A language tag, such as `en` or `zh`.
pub type Language = String;

/// One text in several languages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Label {
    texts: BTreeMap<Language, String>,
}

impl Label {
    /// A label with the same text in every language.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            texts: BTreeMap::from([(String::new(), text.into())]),
        }
    }

    /// A label from its texts by language.
    pub fn new(texts: BTreeMap<Language, String>) -> Self {
        Self { texts }
    }

    /// The text in this language; else in English, else whichever comes first; empty when there is none.
    pub fn text(&self, language: &str) -> &str {
        ["en", ""]
            .iter()
            .fold(self.texts.get(language), |found, other| {
                found.or_else(|| self.texts.get(*other))
            })
            .or_else(|| self.texts.values().next())
            .map_or("", String::as_str)
    }

    /// Whether it has a text in this language, or one for every language.
    pub fn has(&self, language: &str) -> bool {
        self.texts.contains_key(language) || self.texts.contains_key("")
    }

    /// Whether it has no text at all.
    pub fn is_empty(&self) -> bool {
        self.texts.values().all(String::is_empty)
    }

    /// Its texts, by language.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts
            .iter()
            .map(|(language, text)| (language.as_str(), text.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_language_falls_back_to_english() {
        let label = Label::new(BTreeMap::from([
            ("en".into(), "Revenue".into()),
            ("zh".into(), "收入".into()),
        ]));
        assert_eq!(label.text("zh"), "收入");
        assert_eq!(label.text("fr"), "Revenue");
        assert_eq!(Label::plain("AMD").text("zh"), "AMD");
    }
}
