//! The rows of a sheet, each held against what a row can be.

use quarterbook_data::{Place, Problem};
use toml::de::DeTable;

use super::TextFiles;
use super::table::Reader;
use crate::book::{RESERVED, is_name};
use crate::template::RowTable;

/// Reads the rows of a sheet; one that contradicts itself or another is a problem.
pub(super) fn rows(reader: &mut Reader<'_>, sheet: &mut DeTable<'_>) -> Vec<RowTable> {
    let mut rows: Vec<RowTable> = Vec::new();
    for item in reader.items(sheet, "row") {
        let place = reader.files.place(item.span());
        if let Some(row) = reader.read::<RowTable>(item) {
            let faults = [
                two_contents(&row, place),
                bad_name(&row, reader.files),
                repeated(&row, &rows, reader.files),
            ];
            reader.problems.extend(faults.into_iter().flatten());
            rows.push(row);
        }
    }
    rows
}

/// A row says once what it holds; of two, one would be passed over in silence.
fn two_contents(row: &RowTable, place: Place) -> Option<Problem> {
    let held = [
        ("heading", !row.heading.is_none()),
        ("text", !row.text.is_none()),
        ("line", row.line.is_some()),
        ("formula", row.formula.is_some() || !row.formula_by_band.is_empty()),
    ];
    let held: Vec<&str> = held
        .iter()
        .filter(|(_, is_there)| *is_there)
        .map(|(key, _)| *key)
        .collect();
    (held.len() > 1).then(|| {
        let held = held.join("` and `");
        Problem::error(format!("a row holds one thing, and this one has `{held}`"))
            .at(place)
            .hint("keep one of them; a text beside the figures is a `label`")
    })
}

fn bad_name(row: &RowTable, files: &TextFiles) -> Option<Problem> {
    let id = row.id.as_ref()?;
    let is_good = is_name(id.as_str()) && !RESERVED.contains(&id.as_str());
    (!is_good).then(|| crate::book::not_a_name("row", id.as_str()).at(files.place_of(id)))
}

/// Two rows may have one id when their conditions differ, so that a book has either; a formula would only ever find
/// the first of two alike.
fn repeated(row: &RowTable, above: &[RowTable], files: &TextFiles) -> Option<Problem> {
    let id = row.id.as_ref().filter(|_| !row.is_removal())?;
    let names = |row: &RowTable| {
        row.when
            .iter()
            .map(|name| name.as_str().to_owned())
            .collect::<Vec<String>>()
    };
    let is_same = |other: &&RowTable| {
        let same_id = other.id.as_ref().is_some_and(|other| other.as_str() == id.as_str());
        same_id && names(other) == names(row)
    };
    above.iter().find(is_same).map(|_| {
        Problem::error(format!("this sheet has a row `{}` already", id.as_str()))
            .at(files.place_of(id))
            .hint("give one of the two another id; rows with one id need conditions (`when`) that differ")
    })
}
