//! Which sheet of the new workbook is which of the old one, whatever they are called now: what the fixed sheets are for,
//! and for sheets of figures the ids of their rows, which no language and no label changes.

use std::collections::{BTreeMap, BTreeSet};

use super::formula::Names;
use super::table::SheetRole;
use super::{Snapshot, SnapshotSheet};

/// How much of the ids of two sheets has to be common to both for them to be one under two names.
const LEAST_COMMON: f64 = 0.5;

/// The old sheet of each new one that has one: places in their snapshots, by the new one's.
pub(super) fn pair_sheets(old: (&Snapshot, &Names), new: (&Snapshot, &Names)) -> BTreeMap<usize, usize> {
    let mut likely: Vec<(f64, usize, usize)> = Vec::new();
    for (is, after) in new.0.sheets.iter().enumerate() {
        for (was, before) in old.0.sheets.iter().enumerate() {
            let likeness = likeness((before, old.1), (after, new.1));
            likely.extend(likeness.map(|likeness| (likeness, is, was)));
        }
    }
    likely.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut pairs = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for (_, is, was) in likely {
        if !pairs.contains_key(&is) && taken.insert(was) {
            pairs.insert(is, was);
        }
    }
    pairs
}

/// How much two sheets are one; more than 1 where they have one name, `None` where they are two.
fn likeness(old: (&SnapshotSheet, &Names), new: (&SnapshotSheet, &Names)) -> Option<f64> {
    let role = SheetRole::of(new.0);
    if SheetRole::of(old.0) != role {
        return None;
    }
    let has_one_name = old.0.name.to_lowercase() == new.0.name.to_lowercase();
    if role != SheetRole::Figures {
        return Some(if has_one_name { 2.0 } else { 1.0 });
    }
    let (before, after) = (ids(old), ids(new));
    let common = before.intersection(&after).count();
    let all = before.union(&after).count();
    let share = if all == 0 { 0.0 } else { common as f64 / all as f64 };
    let is_one = if has_one_name {
        common > 0 || all == 0
    } else {
        share >= LEAST_COMMON
    };
    is_one.then_some(share + f64::from(u8::from(has_one_name)))
}

fn ids<'a>((sheet, names): (&SnapshotSheet, &'a Names)) -> BTreeSet<&'a str> {
    let rows = names
        .table(&sheet.name)
        .into_iter()
        .flat_map(|table| table.rows.values());
    let with_ids = rows.filter(|row| row.has_id && !row.is_working);
    with_ids.map(|row| row.key.as_str()).collect()
}
