//! Texts with their languages, and names with their places.

use std::collections::BTreeMap;

use quarterbook_data::Label;
use schemars::JsonSchema;
use serde::Deserialize;

/// A text that knows where in the file it stands (bytes), for messages with a caret.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Located(#[schemars(with = "String")] pub toml::Spanned<String>);

impl Located {
    /// The text.
    pub fn as_str(&self) -> &str {
        self.0.get_ref()
    }

    /// Where its quotation marks and what is between them stand in the file, in bytes.
    pub fn span(&self) -> std::ops::Range<usize> {
        self.0.span()
    }
}

/// One text for all languages, or one a language: `"AMD"` or `{ en = "Revenue", zh = "收入" }`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Texts {
    /// No text.
    #[default]
    None,
    /// The same in every language.
    Same(String),
    /// By language tag.
    ByLanguage(BTreeMap<String, String>),
}

impl Texts {
    /// The same as a label.
    pub fn label(&self) -> Label {
        match self {
            Self::None => Label::default(),
            Self::Same(text) => Label::plain(text.clone()),
            Self::ByLanguage(texts) => Label::new(texts.clone()),
        }
    }

    /// Whether there is none.
    pub fn is_none(&self) -> bool {
        *self == Self::None
    }
}

/// Names, each with its place: `["revenue", "units"]`.
pub type Names = Vec<Located>;
