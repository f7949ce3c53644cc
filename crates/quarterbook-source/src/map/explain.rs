//! The line to write into a book for a label of a period that is not understood.

use crate::period::any_year;

/// The line that says what a label is: `periods = { "FQ1 2024" = "FY2024" }`, with the year that it names.
pub(in crate::map) fn explained_as(label: &str) -> String {
    let year = any_year(label).unwrap_or(2024);
    format!("periods = {{ {} = \"FY{year}\" }}", quoted(label.trim()))
}

/// A text as TOML writes it, on one line.
pub(in crate::map) fn quoted(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    format!("\"{}\"", words.join(" ").replace('\\', "\\\\").replace('"', "\\\""))
}
