//! The differences of the Checks sheet: outcomes and formulas of each check, told apart by id, text and period.

use std::collections::{BTreeMap, BTreeSet};

use quarterbook_data::CellAddress;
use quarterbook_formula::Value;

use super::compare::Sides;
use super::table::said_in_row;
use super::value::shown_value;
use super::{Change, ChangeKind, SnapshotSheet};
use crate::look::Word;

/// A check's row.
struct Check {
    id: String,
    label: String,
    period: String,
    actual: CellAddress,
    expected: CellAddress,
    result: CellAddress,
}

/// A check's id, text and period.
type Name = (String, String, String);

/// What happened to the checks.
pub(super) fn compare(sides: &Sides<'_>, before: &SnapshotSheet, after: &SnapshotSheet) -> Vec<Change> {
    let has_labels = is_in_one_language(before, after);
    let (old, new) = (checks(before, has_labels), checks(after, has_labels));
    let mut changes = Vec::new();
    let mut in_order: Vec<_> = new.iter().collect();
    in_order.sort_by_key(|(_, check)| check.result);
    for (key, check) in in_order {
        let outcome = shown_value(after.value(check.result));
        let Some(known) = old.get(key) else {
            changes.push(change(after, check, ChangeKind::CheckAdded(outcome)));
            continue;
        };
        let was = shown_value(before.value(known.result));
        if was != outcome {
            let sides = (after.value(check.actual).clone(), after.value(check.expected).clone());
            let kind = ChangeKind::CheckChanged {
                old: was,
                new: outcome,
                sides,
            };
            changes.push(change(after, check, kind));
        }
        for (old_at, at) in [(known.actual, check.actual), (known.expected, check.expected)] {
            let formula = |sheet: &SnapshotSheet, at| sheet.cells.get(&at).and_then(|cell| cell.formula.clone());
            if let (Some(old), Some(new)) = (formula(before, old_at), formula(after, at))
                && !sides.mean_the_same((&before.name, old_at, &old), (&after.name, at, &new))
            {
                let kind = ChangeKind::FormulaChanged(format!("={old}"), format!("={new}"));
                changes.push(Change {
                    cell: Some(at),
                    ..change(after, check, kind)
                });
            }
        }
    }
    let gone = old.iter().filter(|(key, _)| !new.contains_key(*key));
    changes.extend(gone.map(|(_, check)| change(before, check, ChangeKind::CheckRemoved)));
    changes
}

fn change(sheet: &SnapshotSheet, check: &Check, kind: ChangeKind) -> Change {
    Change {
        sheet: sheet.name.clone(),
        row: check.id.clone(),
        label: check.label.clone(),
        unit: String::new(),
        column: check.period.clone(),
        cell: Some(check.result),
        kind,
    }
}

/// Whether some check says the same of itself on both sheets; in another language none does.
fn is_in_one_language(before: &SnapshotSheet, after: &SnapshotSheet) -> bool {
    let labels = |sheet: &SnapshotSheet| -> BTreeSet<String> {
        checks(sheet, true).into_values().map(|check| check.label).collect()
    };
    let (old, new) = (labels(before), labels(after));
    old.is_empty() || new.is_empty() || !old.is_disjoint(&new)
}

/// The sheet's checks, by their texts too where these tell them apart; those that are alike are numbered in their order.
fn checks(sheet: &SnapshotSheet, has_labels: bool) -> BTreeMap<(Name, usize), Check> {
    let mut checks = BTreeMap::new();
    let mut repeats = BTreeMap::new();
    let words = [
        Word::ID,
        Word::WHAT,
        Word::PERIOD,
        Word::ACTUAL,
        Word::EXPECTED,
        Word::RESULT,
    ];
    let Some((header, [id, label, period, actual, expected, result])) = said_in_row(sheet, words) else {
        return checks;
    };
    let rows = sheet
        .cells
        .keys()
        .filter(|at| at.row > header && at.column == id)
        .map(|at| at.row);
    for row in rows {
        let text = |column| shown_value(sheet.value(CellAddress::new(row, column)));
        if matches!(sheet.value(CellAddress::new(row, result)), Value::Blank) {
            continue;
        }
        let check = Check {
            id: text(id),
            label: text(label),
            period: text(period),
            actual: CellAddress::new(row, actual),
            expected: CellAddress::new(row, expected),
            result: CellAddress::new(row, result),
        };
        let label = if has_labels { check.label.clone() } else { String::new() };
        let name = (check.id.clone(), label, check.period.clone());
        let number = repeats.entry(name.clone()).or_insert(0usize);
        checks.insert((name, *number), check);
        *number += 1;
    }
    checks
}
