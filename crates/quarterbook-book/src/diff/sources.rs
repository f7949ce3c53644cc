//! The differences of two registers of sources: files, and what is printed where, for figures that have kept
//! their value. Restated figures are told where they stand, with both sources.

use std::collections::BTreeMap;

use quarterbook_data::Status;

use super::compare::Side;
use super::value::is_same;
use super::{Change, ChangeKind};
use crate::look::Word;
use crate::register::SourceRow;

/// What differs between the registers of two workbooks.
pub(super) fn compare(old: &Side<'_>, new: &Side<'_>) -> Vec<Change> {
    let mut changes = files(&old.register, &new.register);
    let known: BTreeMap<_, _> = figures(old).collect();
    for (figure, source) in figures(new) {
        let Some(before) = known.get(&figure) else { continue };
        if !is_same(&before.in_workbook, &source.in_workbook) {
            continue;
        }
        let mut tell = |was: &str, is: &str, kind: fn(String, String) -> ChangeKind| {
            if was != is {
                changes.push(change(source, kind(was.to_owned(), is.to_owned())));
            }
        };
        if !is_one_status(&before.status, &source.status) {
            tell(&before.status, &source.status, ChangeKind::StatusChanged);
        }
        if before.file == source.file {
            tell(&before.printed, &source.printed, ChangeKind::PrintedOtherwise);
        }
        tell(&before.place(), &source.place(), ChangeKind::SourceMoved);
    }
    changes
}

/// Whether two texts say one status, in whatever language.
fn is_one_status(old: &str, new: &str) -> bool {
    let mut words = [
        Status::Reported,
        Status::About,
        Status::AtLeast,
        Status::AtMost,
        Status::Derived,
        Status::Claim,
        Status::Estimate,
    ]
    .into_iter()
    .map(Word::of_status);
    words.any(|word| word.is_said_by(old) && word.is_said_by(new))
}

/// A figure by the key of the row and the header of the column that hold it.
type FigureName = (String, String);

/// The figures that count.
fn figures<'a>(side: &'a Side<'_>) -> impl Iterator<Item = (FigureName, &'a SourceRow)> {
    side.register.iter().filter_map(|source| {
        let (sheet, cell) = source.target.as_ref()?;
        let (row, column) = side.names.table(sheet)?.name_of(*cell);
        Some(((row?.key.clone(), column.to_owned()), source))
    })
}

fn change(source: &SourceRow, kind: ChangeKind) -> Change {
    let (sheet, cell) = source
        .target
        .clone()
        .map_or_else(Default::default, |(sheet, cell)| (sheet, Some(cell)));
    Change {
        sheet,
        row: source.id.clone(),
        label: source.line.clone(),
        unit: String::new(),
        column: source.period.clone(),
        cell,
        kind,
    }
}

fn files(old: &[SourceRow], new: &[SourceRow]) -> Vec<Change> {
    let (old, new) = (by_file(old), by_file(new));
    let change = |path: &str, kind| Change {
        sheet: String::new(),
        row: String::new(),
        label: path.to_owned(),
        unit: String::new(),
        column: String::new(),
        cell: None,
        kind,
    };
    let mut changes = Vec::new();
    for (path, (hash, figures)) in &new {
        match old.get(path) {
            None => changes.push(change(path, ChangeKind::FileAdded(*figures))),
            Some((was, _)) if was != hash => changes.push(change(path, ChangeKind::FileChanged)),
            Some(_) => {}
        }
    }
    let gone = old.keys().filter(|path| !new.contains_key(*path));
    changes.extend(gone.map(|path| change(path, ChangeKind::FileRemoved)));
    changes
}

/// The hash of each file and how many figures come from it.
fn by_file(register: &[SourceRow]) -> BTreeMap<&str, (&str, usize)> {
    let mut files = BTreeMap::new();
    for source in register.iter().filter(|source| !source.file.is_empty()) {
        let known = files
            .entry(source.file.as_str())
            .or_insert((source.hash.as_str(), 0usize));
        known.1 += 1;
    }
    files
}
