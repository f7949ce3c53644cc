//! Differences as text, one line each; the same thing along a row or column is said once.

use std::fmt::Write;

use super::value::shown_value;
use super::{Change, ChangeKind};

/// The differences as people read them, sheet by sheet; `nothing changed` when there are none.
pub fn render(changes: &[Change]) -> String {
    if changes.is_empty() {
        return "nothing changed\n".to_owned();
    }
    let mut text = String::new();
    let mut sheet = None;
    let mut rest = changes;
    while let Some(change) = rest.first() {
        if sheet != Some(&change.sheet) {
            sheet = Some(&change.sheet);
            let _ = writeln!(text, "{}", change.sheet);
        }
        let alike = rest.iter().take_while(|other| is_alike(change, other)).count();
        let _ = writeln!(text, "  {}", line(change, &rest[..alike]));
        rest = &rest[alike..];
    }
    text
}

/// Whether a change is the first one over again in another column of the same row.
fn is_alike(first: &Change, other: &Change) -> bool {
    let formulas = |kind: &ChangeKind| matches!(kind, ChangeKind::FormulaChanged(..));
    first == other
        || (formulas(&first.kind) && formulas(&other.kind) && (&first.sheet, &first.row) == (&other.sheet, &other.row))
}

fn line(change: &Change, alike: &[Change]) -> String {
    let row = if change.label.is_empty() || change.label == change.row {
        change.row.clone()
    } else {
        format!("{} ({})", change.row, change.label)
    };
    let columns = match alike.last() {
        Some(last) if alike.len() > 1 => format!("{} to {}", change.column, last.column),
        _ => change.column.clone(),
    };
    let place = match change.cell {
        Some(cell) if !columns.is_empty() => format!("{row}, {columns} [{cell}]"),
        _ => row,
    };
    match &change.kind {
        ChangeKind::SheetAdded => "new sheet".to_owned(),
        ChangeKind::SheetRemoved => "sheet is gone".to_owned(),
        ChangeKind::RowAdded => format!("new row: {place}"),
        ChangeKind::RowRemoved => format!("row is gone: {place}"),
        ChangeKind::NewFigure(new) => format!("new: {place}: {}", shown_value(new)),
        ChangeKind::FigureGone(old) => format!("gone: {place}: was {}", shown_value(old)),
        ChangeKind::Restated(old, new) => format!("restated: {place}: {} → {}", shown_value(old), shown_value(new)),
        ChangeKind::ResultChanged(old, new) => format!("result: {place}: {} → {}", shown_value(old), shown_value(new)),
        ChangeKind::FormulaChanged(old, new) => format!("formula: {place}: {old} → {new}"),
        ChangeKind::LabelChanged(old, new) => format!("label: {place}: {old} → {new}"),
    }
}
