//! The line to write into a book for a label of a period that is not understood.

use crate::period::any_year;

/// The line that says what a label is: `periods = { "FQ1 2024" = "FY2024" }`, with the year that it names.
pub(in crate::map) fn explained_as(label: &str) -> String {
    let period = match any_year(label) {
        Some(year) => format!("FY{year}"),
        None if label.contains('月') => "2024-06".to_owned(),
        None => "FY2024".to_owned(),
    };
    format!("periods = {{ {} = \"{period}\" }}", quoted(label.trim()))
}

/// A text as TOML writes it, on one line.
pub(in crate::map) fn quoted(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    format!("\"{}\"", words.join(" ").replace('\\', "\\\\").replace('"', "\\\""))
}
