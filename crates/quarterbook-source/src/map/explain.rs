//! The line to write into a book for a label of a period that is not understood.

use std::collections::BTreeSet;

use crate::map::lines::quoted;
use crate::period::any_year;
use crate::text::folded;

/// The line that says what labels are: `periods = { "FQ1 2024" = "FY2024" }`, with the years that they name.
pub(in crate::map) fn explained_as(labels: &[impl AsRef<str>]) -> String {
    let different: BTreeSet<&str> = labels.iter().map(AsRef::as_ref).collect();
    let entries = different.into_iter().map(|label| {
        let period = match any_year(label) {
            Some(year) if is_ahead(label) => format!("{year}E"),
            Some(year) => format!("FY{year}"),
            None if label.contains('月') => "2024-06".to_owned(),
            None => "FY2024".to_owned(),
        };
        format!("{} = \"{period}\"", quoted(label))
    });
    format!("periods = {{ {} }}", entries.collect::<Vec<_>>().join(", "))
}

/// Whether a label says that its figures are none yet: 12/24E, 24P, Budget 2025.
fn is_ahead(label: &str) -> bool {
    const WORDS: [&str; 11] = [
        "plan",
        "budget",
        "forecast",
        "target",
        "guidance",
        "consensus",
        "estimate",
        "预算",
        "计划",
        "预测",
        "预计",
    ];
    let key = folded(label);
    let before = key.strip_suffix(['e', 'f', 'p', 'b']);
    WORDS.iter().any(|word| key.contains(word))
        || before.is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()))
}
