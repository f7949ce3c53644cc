//! The differences of the cover: scales, parameters and the template's version. The run, its files and the key
//! figures are told elsewhere or always differ.

use std::collections::BTreeMap;

use quarterbook_data::CellAddress;
use quarterbook_formula::Value;

use super::value::is_same;
use super::{Change, ChangeKind, SnapshotSheet};
use crate::look::Word;

/// The column of the cover's constants.
const CONSTANTS: u32 = 2;
/// What differs from run to run.
const OF_THE_RUN: [Word; 3] = [Word::PERIODS_COVERED, Word::AS_OF, Word::RUN_ID];

/// The constants that differ.
pub(super) fn compare(before: &SnapshotSheet, after: &SnapshotSheet) -> Vec<Change> {
    let (old, new) = (settings(before), settings(after));
    let differing = new.iter().filter_map(|(label, (cell, value))| {
        let (_, was) = old.get(label)?;
        let kind = (!is_same(was, value)).then(|| ChangeKind::SettingChanged((*was).clone(), (*value).clone()))?;
        Some(Change {
            sheet: after.name.clone(),
            row: (*label).to_owned(),
            label: (*label).to_owned(),
            unit: String::new(),
            column: String::new(),
            cell: Some(*cell),
            kind,
        })
    });
    differing.collect()
}

/// The constants above the legend by their label in column A.
fn settings(sheet: &SnapshotSheet) -> BTreeMap<&str, (CellAddress, &Value)> {
    let labels = sheet.cells.keys().filter(|at| at.column == 0);
    let labels = labels.filter_map(|at| Some((at.row, sheet.constant_text(*at)?)));
    labels
        .take_while(|(_, label)| !Word::LEGEND.is_said_by(label))
        .filter(|(_, label)| !OF_THE_RUN.iter().any(|word| word.is_said_by(label)))
        .filter_map(|(row, label)| {
            let at = CellAddress::new(row, CONSTANTS);
            let cell = sheet.cells.get(&at).filter(|cell| cell.formula.is_none())?;
            Some((label, (at, &cell.value)))
        })
        .collect()
}
