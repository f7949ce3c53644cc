//! Members of dimensions as a book writes them.

use std::fmt::Write as _;

use super::draft::quoted;
use crate::text::is_han;

/// A member that a label names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewMember {
    /// Its label.
    pub label: String,
    /// Its name, where a block writes it.
    pub name: Option<String>,
    /// The month in which its fiscal years end, where its file shows it.
    pub year_end: Option<u8>,
}

/// The names of members, each once.
pub fn member_names(dimension: &str, members: &[NewMember]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (at, NewMember { label, name, .. }) in members.iter().enumerate() {
        let made = || member_name(label).unwrap_or_else(|| format!("{dimension}_{}", at + 1));
        let mut name = name.clone().unwrap_or_else(made);
        while names.contains(&name) {
            name += "_2";
        }
        names.push(name);
    }
    names
}

/// A `[members.…]` table of these, in order, of a book whose fiscal years end in a month.
pub fn members_table(dimension: &str, members: &[NewMember], year_end: Option<u8>) -> String {
    let mut text = format!("[members.{dimension}]\n");
    for (name, member) in member_names(dimension, members).iter().zip(members) {
        let label = &member.label;
        let language = if label.chars().any(is_han) { "zh" } else { "en" };
        let own = member.year_end.filter(|_| member.year_end != year_end);
        let own = own.map_or(String::new(), |month| format!(", fiscal-year-end = \"{month:02}\""));
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{name} = {{ {language} = {}{own} }}", quoted(label));
    }
    text
}

/// A name from the Latin letters of a label.
pub(super) fn member_name(label: &str) -> Option<String> {
    let lower = label.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(4)
        .collect();
    let name = words.join("_");
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.len() > 1;
    is_name.then_some(name)
}
