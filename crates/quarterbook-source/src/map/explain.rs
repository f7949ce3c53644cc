//! The line to write into a book for a label of a period that is not understood.

use std::collections::BTreeSet;

use crate::period::any_year;

/// The line that says what labels are: `periods = { "FQ1 2024" = "FY2024" }`, with the years that they name.
pub(in crate::map) fn explained_as(labels: &[impl AsRef<str>]) -> String {
    let different: BTreeSet<&str> = labels.iter().map(AsRef::as_ref).collect();
    let entries = different.into_iter().map(|label| {
        let period = match any_year(label) {
            Some(year) => format!("FY{year}"),
            None if label.contains('月') => "2024-06".to_owned(),
            None => "FY2024".to_owned(),
        };
        format!("{} = \"{period}\"", quoted(label))
    });
    format!("periods = {{ {} }}", entries.collect::<Vec<_>>().join(", "))
}

/// A text as TOML writes it, on one line.
pub(in crate::map) fn quoted(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    format!("\"{}\"", words.join(" ").replace('\\', "\\\\").replace('"', "\\\""))
}
