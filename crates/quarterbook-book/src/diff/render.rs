//! Differences as text, part by part; the same thing along a row is said once.

use std::collections::BTreeMap;
use std::fmt::Write;

use quarterbook_data::column_name;
use quarterbook_formula::quoted_sheet;

use super::change::{Part, is_told};
use super::value::{constant_with_unit, constants_with_unit, movement, result_with_unit, results_with_unit};
use super::{Change, ChangeKind};

/// How many cells that were read from elsewhere are named.
const MOST_MOVES: usize = 3;

/// The differences as people read them; `nothing changed` when there are none.
pub fn render(changes: &[Change]) -> String {
    if changes.is_empty() {
        return "nothing changed\n".to_owned();
    }
    let mut text = String::new();
    let mut rest = changes;
    let mut part = None;
    while let Some(change) = rest.first() {
        let of_part = change.kind.part();
        if part != Some(of_part) {
            part = Some(of_part);
            let _ = writeln!(text, "{}", title(of_part));
        }
        let alike = rest.iter().take_while(|other| is_alike(change, other)).count();
        for line in lines(&rest[..alike]) {
            let _ = writeln!(text, "  {line}");
        }
        rest = &rest[alike..];
    }
    text
}

fn title(part: Part) -> &'static str {
    match part {
        Part::Periods => "Periods",
        Part::Figures => "Figures",
        Part::Lines => "Lines",
        Part::Checks => "Checks",
        Part::Formulas => "Formulas",
        Part::Results => "Results",
        Part::Labels => "Labels and settings",
        Part::Sources => "Sources",
    }
}

/// Whether a change is told together with the first one.
fn is_alike(first: &Change, other: &Change) -> bool {
    let row = |change: &Change| (change.sheet.clone(), change.row.clone());
    match (&first.kind, &other.kind) {
        (ChangeKind::FormulaChanged(..), ChangeKind::FormulaChanged(..)) => row(first) == row(other),
        (ChangeKind::SourceMoved(..), ChangeKind::SourceMoved(..))
        | (ChangeKind::CheckRemoved, ChangeKind::CheckRemoved) => true,
        (ChangeKind::LabelChanged(..), ChangeKind::LabelChanged(..)) => {
            first.kind == other.kind && first.column == other.column
        }
        (ChangeKind::CheckAdded(a), ChangeKind::CheckAdded(b)) => is_told(a) == is_told(b),
        _ => std::ptr::eq(first, other),
    }
}

fn lines(alike: &[Change]) -> Vec<String> {
    let Some(first) = alike.first() else { return Vec::new() };
    match &first.kind {
        ChangeKind::CheckAdded(outcome) if is_told(outcome) => {
            let each = alike.iter().filter_map(|change| match &change.kind {
                ChangeKind::CheckAdded(outcome) => Some(format!("new: {}: {outcome}{}", check(change), at(change))),
                _ => None,
            });
            each.collect()
        }
        ChangeKind::CheckAdded(_) => vec![added_checks(alike)],
        ChangeKind::CheckRemoved => vec![format!("gone: {}", checks(alike))],
        ChangeKind::SourceMoved(..) => vec![moves(alike)],
        ChangeKind::LabelChanged(old, new) => {
            let others = match alike.len() - 1 {
                0 => String::new(),
                others => format!(" and in {}", many(others, "other row")),
            };
            let is_named = first.cell.is_none_or(|cell| first.column != column_name(cell.column));
            let column = if is_named {
                format!(" ({})", first.column)
            } else {
                String::new()
            };
            vec![format!("{}{column}: {old} → {new}{others}{}", row(first), at(first))]
        }
        ChangeKind::FormulaChanged(old, new) => {
            let columns = match alike.last() {
                Some(last) if alike.len() > 1 => format!("{} to {}", first.column, last.column),
                _ => first.column.clone(),
            };
            vec![format!("{}, {columns}: {old} → {new}{}", row(first), at(first))]
        }
        _ => line(first),
    }
}

fn line(change: &Change) -> Vec<String> {
    let unit = change.unit.as_str();
    let figure = format!("{}, {}", change.label, change.column);
    let place = at(change);
    vec![match &change.kind {
        ChangeKind::PeriodAdded(figures) => format!("new: {}, {}", change.column, many(*figures, "figure")),
        ChangeKind::PeriodRemoved => format!("gone: {}", change.column),
        ChangeKind::SheetAdded => format!("new sheet: {}", change.sheet),
        ChangeKind::SheetRemoved => format!("sheet is gone: {}", change.sheet),
        ChangeKind::SheetRenamed(old) => format!("sheet: {old} → {}", change.sheet),
        ChangeKind::RowAdded(numbers) => format!("new: {}, {}{place}", row(change), many(*numbers, "number")),
        ChangeKind::RowRemoved => format!("gone: {}", row(change)),
        ChangeKind::Restated {
            old,
            new,
            old_source,
            new_source,
        } => {
            let values = constants_with_unit(old, new, unit);
            let mut lines = vec![format!(
                "restated: {figure}: {values}{}{place}",
                movement(old, new, unit)
            )];
            if !old_source.is_empty() || !new_source.is_empty() {
                lines.push(format!("          {old_source} → {new_source}"));
            }
            return lines;
        }
        ChangeKind::FigureGone(old) => format!("gone: {figure}: was {}{place}", constant_with_unit(old, unit)),
        ChangeKind::NewFigure(new) => format!("new: {figure}: {}{place}", constant_with_unit(new, unit)),
        ChangeKind::StatusChanged(old, new) => format!("status: {figure}: {old} → {new}{place}"),
        ChangeKind::PrintedOtherwise(old, new) => {
            format!("printed otherwise: {figure}: “{old}” → “{new}”{place}")
        }
        ChangeKind::CheckChanged { old, new, sides } => {
            let [actual, expected] = [&sides.0, &sides.1].map(|side| result_with_unit(side, ""));
            format!(
                "{}: {old} → {new}, {actual} recomputed, {expected} stated{place}",
                check(change)
            )
        }
        ChangeKind::ResultChanged(old, new) => format!(
            "{}, {}: {}{}{place}",
            row(change),
            change.column,
            results_with_unit(old, new, unit),
            movement(old, new, unit)
        ),
        ChangeKind::SettingChanged(old, new) => {
            format!("{}: {}{place}", change.label, constants_with_unit(old, new, ""))
        }
        ChangeKind::FileAdded(figures) => format!("new file: {}, {}", change.label, many(*figures, "figure")),
        ChangeKind::FileRemoved => format!("file is gone: {}", change.label),
        ChangeKind::FileChanged => format!("file has changed: {}", change.label),
        _ => String::new(),
    }]
}

/// `Revenue › Growth`
fn row(change: &Change) -> String {
    format!("{} › {}", change.sheet, change.label)
}

/// `adds-up, FY2024 (Products add up to revenue)`
fn check(change: &Change) -> String {
    format!("{}, {} ({})", change.row, change.column, change.label)
}

/// The cell, to be gone to.
fn at(change: &Change) -> String {
    match change.cell {
        Some(cell) if !change.sheet.is_empty() => format!("  [{}!{cell}]", quoted_sheet(&change.sheet)),
        _ => String::new(),
    }
}

/// `new: 12 checks (adds-up 2, mix-adds-up 10): 11 OK, 1 n.a.`
fn added_checks(alike: &[Change]) -> String {
    let mut outcomes: BTreeMap<&str, usize> = BTreeMap::new();
    for change in alike {
        if let ChangeKind::CheckAdded(outcome) = &change.kind {
            *outcomes.entry(outcome).or_default() += 1;
        }
    }
    let counts: Vec<String> = outcomes
        .iter()
        .map(|(outcome, count)| format!("{count} {outcome}"))
        .collect();
    format!("new: {}: {}", checks(alike), counts.join(", "))
}

/// `12 checks (adds-up 2, mix-adds-up 10)`
fn checks(alike: &[Change]) -> String {
    let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
    for change in alike {
        *ids.entry(&change.row).or_default() += 1;
    }
    let ids: Vec<String> = ids.iter().map(|(id, count)| format!("{id} {count}")).collect();
    format!("{} ({})", many(alike.len(), "check"), ids.join(", "))
}

/// How many figures are read from elsewhere, and the first of them.
fn moves(alike: &[Change]) -> String {
    let named: Vec<String> = alike
        .iter()
        .take(MOST_MOVES)
        .filter_map(|change| match &change.kind {
            ChangeKind::SourceMoved(old, new) => Some(format!("{}, {}: {old} → {new}", change.label, change.column)),
            _ => None,
        })
        .collect();
    let more = if alike.len() > MOST_MOVES { "; …" } else { "" };
    let count = many(alike.len(), "figure");
    format!(
        "same value, read from another place: {count}: {}{more}",
        named.join("; ")
    )
}

fn many(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
