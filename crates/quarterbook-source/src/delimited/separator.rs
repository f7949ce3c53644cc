//! What separates the fields of a text.

use csv::{ReaderBuilder, StringRecord};

use crate::refusal::{Refusal, refuse};

/// The last of those that fit equally well is taken: `1,5;2,5` fits `,` and `;`, and the comma is a decimal one.
const SEPARATORS: [u8; 4] = [b',', b'|', b';', b'\t'];

/// Excel's own first line, `sep=;`, which is no row of the table.
pub(super) fn is_separator_line(record: &StringRecord) -> bool {
    record
        .get(0)
        .is_some_and(|field| field.len() <= 5 && field.starts_with("sep="))
}

/// What separates the fields: as declared, as the first line says, or what gives most rows as many fields.
pub(super) fn separator(label: &str, sample: &[u8], declared: Option<char>) -> Result<u8, Refusal> {
    if let Some(declared) = declared {
        return u8::try_from(declared).ok().filter(u8::is_ascii).ok_or_else(|| {
            refuse(
                label,
                format!("`{declared}` cannot separate fields"),
                "write one plain character in `separator`, such as `,`, `;`, `|` or `\\t`",
            )
        });
    }
    if let Some([separator, b'\r' | b'\n', ..]) = sample.strip_prefix(b"sep=") {
        return Ok(*separator);
    }
    let scored = SEPARATORS.map(|separator| (agreement(sample, separator), separator));
    let best = scored
        .into_iter()
        .filter(|(score, _)| *score > 0)
        .max_by_key(|(score, _)| *score);
    Ok(best.map_or(b',', |(_, separator)| separator))
}

/// How many of the first records have the commonest number of fields, when that is more than one.
fn agreement(sample: &[u8], separator: u8) -> usize {
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(sample);
    let lengths: Vec<usize> = reader
        .byte_records()
        .take(50)
        .filter_map(|record| Some(record.ok()?.len()))
        .collect();
    let count = |length: usize| lengths.iter().filter(|other| **other == length).count();
    lengths
        .iter()
        .filter(|length| **length > 1)
        .map(|length| count(*length))
        .max()
        .unwrap_or(0)
}

/// A separator as a note names it.
pub(super) fn separator_name(separator: u8) -> String {
    match separator {
        b'\t' => "tabs".to_owned(),
        other => format!("`{}`", char::from(other)),
    }
}
