//! The rows of a table: their labels, the labels they stand under, and whether they hold figures.

use quarterbook_data::CellAddress;

use super::Scope;
use super::table::Table;
use crate::text::{folded, leading_blanks, plain};
use crate::unit::{UnitNote, split_label};
use crate::{Cell, CellValue, Grid};

/// A row with a label.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// The cell of its label.
    pub(crate) address: CellAddress,
    /// Its label, without 其中, footnote mark and unit.
    pub(crate) text: String,
    /// The folded labels it stands under and its own, as printed and without its unit.
    pub(crate) paths: [Vec<String>; 2],
    /// Units in brackets behind its label and the labels above it, the closest first.
    pub(crate) units: Vec<(UnitNote, String)>,
    /// Whether a period column holds something.
    pub(crate) has_figures: bool,
}

struct Above {
    row: u32,
    level: u32,
    label: String,
    unit: Option<(UnitNote, String)>,
    is_head: bool,
}

/// The labelled rows of a table's body. A label stands under those that are indented less, under 其中 of the
/// row before it, and under the last label of its own depth without figures. A label without figures right behind
/// another one stands under it: a section, and in it a part.
pub(crate) fn rows(scope: Scope<'_>, table: &Table) -> Vec<Row> {
    labelled_rows(scope.grid, table, scope.source.rule.label.as_deref())
}

/// The same for a sheet that no rule speaks of.
pub(crate) fn labelled_rows(grid: &Grid, table: &Table, label: Option<&str>) -> Vec<Row> {
    let first_period = table
        .periods
        .iter()
        .map(|period| period.address.column)
        .min()
        .unwrap_or(0);
    let label_column = label.and_then(|label| label_column(grid, table, label));
    let mut above: Vec<Above> = Vec::new();
    let mut found = Vec::new();
    for row in table.body.clone() {
        let cells = grid.row(row);
        let Some(label) = label_cell(cells, first_period, label_column) else {
            continue;
        };
        let columns = table.periods.iter().map(|period| period.address.column);
        let has_figures = columns
            .into_iter()
            .any(|column| grid.cell(CellAddress::new(row, column)).is_some());
        let printed = label.printed();
        let (is_part, text) = without_part_word(&printed);
        let level =
            (u32::from(label.indent) + leading_blanks(&printed)) * 2 + label.address.column * 8 + u32::from(is_part);
        let (short, unit) = split_label(without_footnote(&text));
        keep_those_over(&mut above, row, level, has_figures);
        let outer: Vec<String> = above.iter().map(|above| above.label.clone()).collect();
        let unit = unit.map(|note| (note, plain(&printed)));
        let with = |own: String| outer.iter().cloned().chain([own]).collect::<Vec<_>>();
        let outer_units = above.iter().rev().filter_map(|above| above.unit.clone());
        found.push(Row {
            address: label.address,
            paths: [with(folded(&short)), with(folded(&text))],
            units: unit.clone().into_iter().chain(outer_units).collect(),
            text: short.clone(),
            has_figures,
        });
        above.push(Above {
            row,
            level,
            label: folded(&short),
            unit,
            is_head: !has_figures,
        });
    }
    found
}

/// Keeps the labels that a row stands under. A head without figures stands over the rows of its own depth, unless
/// deeper ones belonged to it.
fn keep_those_over(above: &mut Vec<Above>, row: u32, level: u32, has_figures: bool) {
    let mut had_deeper = false;
    while let Some(last) = above.last() {
        let heads = last.is_head && !had_deeper && (has_figures || last.row + 1 == row);
        if last.level < level || (last.level == level && heads) {
            return;
        }
        had_deeper |= last.level > level;
        above.pop();
    }
}

fn label_cell(cells: &[Cell], first_period: u32, label_column: Option<u32>) -> Option<&Cell> {
    cells.iter().find(|cell| {
        let in_place = label_column.map_or(cell.address.column < first_period, |column| {
            cell.address.column == column
        });
        in_place && matches!(cell.value, CellValue::Text(_)) && !cell.printed().trim().is_empty()
    })
}

/// A column given by its letter or by its header.
fn label_column(grid: &Grid, table: &Table, label: &str) -> Option<u32> {
    let by_letter = format!("{label}1")
        .parse::<CellAddress>()
        .ok()
        .map(|address| address.column);
    let by_header = grid
        .row(table.header)
        .iter()
        .find(|cell| folded(&cell.printed()) == folded(label));
    by_header.map(|cell| cell.address.column).or(by_letter)
}

/// A label without the 其中 in front of it, and whether there was one.
fn without_part_word(label: &str) -> (bool, String) {
    let text = plain(label);
    for word in ["其中", "of which", "Of which", "including", "Including"] {
        if let Some(rest) = text.strip_prefix(word) {
            let rest = rest.trim_start_matches([':', ',', ' ']);
            if !rest.is_empty() {
                return (true, rest.to_owned());
            }
        }
    }
    (false, text)
}

/// A label without the footnote mark at its end: `*`, 注1, `(1)`.
fn without_footnote(label: &str) -> &str {
    let label = label.trim_end_matches(['*', ' ']);
    let digits = |text: &str| !text.is_empty() && text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(at) = label.rfind('注').filter(|at| *at > 0)
        && digits(&label[at + '注'.len_utf8()..])
    {
        return label[..at].trim_end();
    }
    match label.strip_suffix(')').and_then(|inside| inside.rsplit_once('(')) {
        Some((before, inside)) if digits(inside) && !before.is_empty() => before.trim_end(),
        _ => label,
    }
}
