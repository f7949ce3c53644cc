//! Which tables of a file a person wants, and the blocks that read them.

use std::collections::BTreeSet;

use super::draft::{Draft, Key, Value, quoted};
use super::name::{around_period, file_pattern, sheet_pattern};
use super::{SheetReport, TableReport};
use crate::Visibility;
use crate::text::folded;
use crate::unit::find_unit;

/// How many blocks a file gives at most.
const MOST: usize = 6;

/// The blocks for the tables that a reader is likely to want, the most useful first: the best one, and each further one
/// that has a line which none before it has.
pub(super) fn choose(file: &str, sheets: &[SheetReport], year_end: Option<u8>) -> Vec<Draft> {
    let mut candidates: Vec<(i64, Draft)> = Vec::new();
    for sheet in sheets {
        let apart = if sheet.visibility == Visibility::Visible {
            0
        } else {
            1_000
        };
        for (at, table) in sheet.tables.iter().enumerate() {
            let place = place(sheet, sheets, Some((at, table)));
            candidates.push((table.score - apart, at_place(&table.draft, place)));
        }
        if let Some((draft, score)) = &sheet.list {
            candidates.push((score - apart, at_place(draft, place(sheet, sheets, None))));
        }
    }
    candidates.sort_by_key(|(score, _)| -score);
    let name = file.rsplit('/').next().unwrap_or(file);
    let mut chosen: Vec<Draft> = Vec::new();
    let mut known: BTreeSet<String> = BTreeSet::new();
    for (score, mut draft) in candidates {
        let lines = lines(&draft);
        let is_new = lines.iter().any(|line| !known.contains(line));
        if chosen.is_empty() || (is_new && score > 0 && chosen.len() < MOST) {
            draft.leave_out(&known);
            known.extend(lines);
            draft.made_from = vec![name.to_owned()];
            draft.year_end = year_end;
            draft.files = vec![format!("data/{}", file_pattern(name))];
            chosen.push(draft);
        }
    }
    chosen
}

/// The targets of a block.
fn lines(draft: &Draft) -> Vec<String> {
    let of_rows = draft.rows.iter().filter_map(|row| row.target.clone());
    let of_matrix = draft
        .keys
        .iter()
        .filter(|key| key.name == "line")
        .filter_map(|key| match &key.value {
            Value::One(value) => Some(value.clone()),
            Value::Texts(_) => None,
        });
    of_rows.chain(of_matrix).collect()
}

fn at_place(draft: &Draft, place: Vec<Key>) -> Draft {
    let mut draft = draft.clone();
    draft.keys.retain(|own| place.iter().all(|key| key.name != own.name));
    draft.keys.splice(0..0, place);
    draft
}

/// The keys that say where a table is: its sheet when there are others, and on a sheet with several a text that no other
/// has, or the row of its header.
fn place(sheet: &SheetReport, sheets: &[SheetReport], table: Option<(usize, &TableReport)>) -> Vec<Key> {
    let key = |name, value: String| Key {
        name,
        value: Value::One(value),
        comment: String::new(),
    };
    let mut keys = Vec::new();
    let is_only = sheets
        .iter()
        .filter(|other| other.visibility == Visibility::Visible)
        .count()
        < 2;
    if !is_only || sheet.visibility != Visibility::Visible {
        let others: Vec<&str> = sheets
            .iter()
            .map(|other| other.name.as_str())
            .filter(|name| *name != sheet.name)
            .collect();
        keys.push(key("sheet", quoted(&sheet_pattern(&sheet.name, &others))));
    }
    if let Some((at, table)) = table.filter(|_| sheet.tables.len() > 1) {
        let others: Vec<&TableReport> = sheet
            .tables
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at)
            .map(|(_, table)| table)
            .collect();
        keys.push(match own_caption(table, &others) {
            Some(caption) => key("table", quoted(&caption)),
            None => key("header", format!("{{ row = {} }}", table.header)),
        });
    }
    keys
}

/// A text above a table that neither names a period or a unit nor is part of one above another table.
fn own_caption(table: &TableReport, others: &[&TableReport]) -> Option<String> {
    let is_own = |text: &&String| {
        let key = folded(text);
        let is_elsewhere = others
            .iter()
            .flat_map(|other| &other.captions)
            .any(|other| folded(other).contains(&key));
        let is_plain = around_period(text).is_none() && find_unit(text).is_none() && !text.contains(['*', '>']);
        !is_elsewhere && is_plain && key.chars().count() > 1
    };
    table
        .captions
        .iter()
        .rev()
        .find(is_own)
        .map(|text| text.trim().to_owned())
}
