//! Lines to write into a book, with what it says already in them, so that they can be pasted as they are.

use std::collections::BTreeMap;

use crate::rules::Source;

/// A text as a key of TOML: in quotes where it needs them.
pub(super) fn key(text: &str) -> String {
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if !text.is_empty() && text.bytes().all(is_bare) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// A text as a string of TOML on one line: labels match whatever the space between their words, and a line break would
/// end a key or a comment.
pub(crate) fn quoted(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    toml::Value::String(words.join(" ")).to_string()
}

/// The `where` of a source with these texts added under a column.
pub(super) fn where_line(source: &Source, column: &str, texts: &[String]) -> String {
    let only = source.rule.only.iter();
    let mut filters: BTreeMap<&str, Vec<String>> = only
        .map(|(column, texts)| (column.as_str(), texts.texts().to_vec()))
        .collect();
    let own = filters.entry(column).or_default();
    for text in texts {
        if !own.contains(text) {
            own.push(text.clone());
        }
    }
    let filters: Vec<String> = filters
        .iter()
        .map(|(column, texts)| format!("{} = {}", key(column), one_or_many(texts)))
        .collect();
    format!("where = {{ {} }}", filters.join(", "))
}

/// The `skip` of a source with a text added.
pub(super) fn skip_line(source: &Source, text: &str) -> String {
    let mut texts = source.rule.skip.clone();
    texts.push(text.to_owned());
    format!("skip = {}", list(&texts))
}

/// A list of texts, or the text alone where there is one.
pub(super) fn one_or_many(texts: &[String]) -> String {
    match texts {
        [one] => quoted(one),
        _ => list(texts),
    }
}

/// A list of texts as TOML.
pub(crate) fn list(texts: &[String]) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| self::quoted(text)).collect();
    format!("[{}]", quoted.join(", "))
}
