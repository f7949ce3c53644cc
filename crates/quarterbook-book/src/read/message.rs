//! What serde and toml say of a value that does not fit, in words for the author of a template.

use quarterbook_data::suggestion;
use toml::de::{DeArray, DeInteger, DeTable, DeValue};

/// A message and a hint.
pub(super) type Message = (String, Option<String>);

/// The message in plain words; names that it lists become a suggestion.
pub(super) fn plain(message: &str) -> Message {
    unknown_name(message)
        .or_else(|| missing(message))
        .or_else(|| wrong_type(message))
        .or_else(|| wrong_text(message))
        .unwrap_or_else(|| (message.to_owned(), None))
}

/// The simplest value that would have fitted where a message says that another one does not.
pub(super) fn fitting(message: &str) -> Option<DeValue<'static>> {
    if let Some(known) = message.strip_prefix("unknown variant ") {
        let word = known.split('`').nth(3)?;
        return Some(DeValue::String(word.to_owned().into()));
    }
    let (_, expected) = message.rsplit_once(", expected ")?;
    Some(match expected {
        "f64" | "f32" | "u8" | "u16" | "u32" | "i32" | "i64" | "usize" => DeValue::Integer(DeInteger::default()),
        "a sequence" => DeValue::Array(DeArray::new()),
        "a boolean" => DeValue::Boolean(false),
        other if other.starts_with("struct ") || other == "a map" => DeValue::Table(DeTable::new()),
        _ => return None,
    })
}

/// The key that a message says is missing.
pub(super) fn missing_key(message: &str) -> Option<&str> {
    message.strip_prefix("missing field `")?.strip_suffix('`')
}

/// "unknown field `a`, expected one of `b`, `c`"
fn unknown_name(message: &str) -> Option<Message> {
    let (kind, rest) = [("key", "unknown field "), ("word", "unknown variant ")]
        .iter()
        .find_map(|(kind, start)| Some((*kind, message.strip_prefix(start)?)))?;
    let mut names = rest.split('`').skip(1).step_by(2);
    let name = names.next()?;
    let known: Vec<&str> = names.collect();
    let hint = match kind {
        "word" => Some(format!("write one of `{}`", known.join("`, `"))),
        _ => suggestion(name, known.iter().copied()),
    };
    Some((format!("unknown {kind} `{name}`"), hint))
}

/// "missing field `id`"
fn missing(message: &str) -> Option<Message> {
    let key = missing_key(message)?;
    Some((format!("`{key}` is missing here"), Some(format!("add {key} = …"))))
}

/// "invalid type: integer `3`, expected a string"
fn wrong_type(message: &str) -> Option<Message> {
    let (found, expected) = message.strip_prefix("invalid type: ")?.split_once(", expected ")?;
    let value = || found.split_once(' ').map_or("", |(_, value)| value.trim_matches('`'));
    let found = match found.split(' ').next()? {
        "string" => format!("the text {}", value()),
        "integer" => format!("the number {}", value()),
        "floating" => format!(
            "the number {}",
            found.trim_start_matches("floating point ").trim_matches('`')
        ),
        "boolean" => value().to_owned(),
        "sequence" => "a list".to_owned(),
        "map" => "a table".to_owned(),
        other => other.to_owned(),
    };
    let (expected, hint) = match expected {
        "a string" => ("a text", Some("write it in quotation marks")),
        "a sequence" => ("a list", Some("write it in brackets, such as [\"revenue\"]")),
        "a boolean" => ("true or false", None),
        "f64" | "f32" => ("a number", Some("write it without quotation marks")),
        "u8" | "u16" | "u32" | "i32" | "i64" | "usize" => ("a whole number", None),
        "struct MemberTable" => ("a table", Some("write the member's names, such as { en = \"Chips\" }")),
        other if other.starts_with("struct ") || other == "a map" => ("a table", None),
        other => (other, None),
    };
    Some((format!("expected {expected}, found {found}"), hint.map(str::to_owned)))
}

fn wrong_text(message: &str) -> Option<Message> {
    message.ends_with("untagged enum Texts").then(|| {
        let hint = "write \"Revenue\", or { en = \"Revenue\", zh = \"收入\" }";
        (
            "expected a text, or one for each language".to_owned(),
            Some(hint.to_owned()),
        )
    })
}
