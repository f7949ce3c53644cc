//! The rows of a table: their labels, the labels they stand under, and whether they hold figures.

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::Arc;

use quarterbook_data::CellAddress;

use super::Scope;
use super::table::Table;
use crate::footnote::without_footnotes;
use crate::text::{folded, leading_blanks, plain};
use crate::unit::{UnitNote, is_surely_unit, split_unit};
use crate::{Cell, CellValue, Grid};

/// A row with a label.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// The cell of its label.
    pub(crate) address: CellAddress,
    /// Its label, without 其中, footnote mark and unit.
    pub(crate) text: String,
    /// The folded labels it stands under, the outermost first.
    above: Arc<[Arc<str>]>,
    /// Its own, folded: without its unit, and as printed.
    own: [Arc<str>; 2],
    /// Units in brackets behind its label and the labels above it, the closest first.
    pub(crate) units: Vec<(UnitNote, String)>,
    /// Whether the first of them is its own.
    pub(crate) has_own_unit: bool,
    /// Whether a period column holds something.
    pub(crate) has_figures: bool,
}

impl Row {
    /// The paths of labels that it may be known by, itself last: without its unit, and as printed.
    pub(crate) fn paths(&self) -> [Vec<&str>; 2] {
        let above = self.above.iter().map(AsRef::as_ref);
        self.own
            .each_ref()
            .map(|own| above.clone().chain([own.as_ref()]).collect())
    }

    /// Its own folded label.
    pub(crate) fn key(&self) -> &str {
        &self.own[0]
    }

    /// The folded label that it stands under.
    pub(crate) fn head(&self) -> Option<&str> {
        self.above.last().map(AsRef::as_ref)
    }
}

/// Whether the column of labels that a rule names is one of a table's, or it names none.
pub(crate) fn has_labels(scope: Scope<'_>, table: &Table) -> bool {
    let label = scope.source.rule.label.as_deref();
    let column = label.and_then(|label| label_column(scope.grid, table, label));
    column.is_none_or(|column| table.columns.contains(&column))
}

/// The labelled rows of a table's body. A label stands under those that are indented less, under 其中 of the
/// row before it, and under the last label of its own depth without figures. A label without figures right behind
/// another one stands under it: a section, and in it a part.
pub(crate) fn rows(scope: Scope<'_>, table: &Table) -> Vec<Row> {
    labelled_rows(scope.grid, table, scope.source.rule.label.as_deref())
}

/// The same for a sheet that no rule speaks of.
pub(crate) fn labelled_rows(grid: &Grid, table: &Table, label: Option<&str>) -> Vec<Row> {
    let label_column = label.and_then(|label| label_column(grid, table, label));
    let parents = match label_column {
        None => parent_columns(grid, table),
        Some(_) => None,
    };
    let mut labels = Labels::default();
    let mut found = Vec::new();
    for row in table.body.clone() {
        let columns = table.columns.start..table.first_period();
        let Some(label) = label_cell(grid.row(row), columns, table.unit_column, label_column) else {
            continue;
        };
        let own = parents
            .filter(|(parent, _)| *parent == label.address.column)
            .and_then(|(_, own)| grid.cell(CellAddress::new(row, own)).filter(|cell| is_label(cell)));
        let has_figures = table.has_figures(grid, row);
        found.push(match own {
            Some(own) => {
                labels.enter(label, false);
                labels.enter(own, has_figures)
            }
            None => labels.enter(label, has_figures),
        });
    }
    found
}

/// How many labels without figures may stand under one another at one depth: a part, a section, a chapter. Longer runs
/// are text, as under a table.
const MOST_HEADS: usize = 4;

/// How deep labels may stand at all.
const DEEPEST: usize = 16;

/// The labels that the row at hand stands under.
#[derive(Default)]
struct Labels {
    above: Vec<Above>,
}

struct Above {
    row: u32,
    level: u32,
    label: Arc<str>,
    unit: Option<(UnitNote, String)>,
    is_head: bool,
    /// The labels that rows under it stand under, once there is one.
    path: OnceCell<Arc<[Arc<str>]>>,
}

impl Labels {
    /// Takes the next label in, and gives it as a row with those it stands under.
    fn enter(&mut self, label: &Cell, has_figures: bool) -> Row {
        let printed = label.printed();
        let (is_part, text) = without_part_word(&printed);
        let indent = u32::from(label.indent) + leading_blanks(&printed);
        let level = indent * 2 + label.address.column * 8 + u32::from(is_part);
        self.leave(label.address.row, level, has_figures);
        let (short, unit) = split_unit(without_footnotes(&text));
        let short = without_footnotes(&short).to_owned();
        let unit = unit.map(|note| (note, plain(&printed)));
        let own: Arc<str> = folded(&short).into();
        let outer_units = self.above.iter().rev().filter_map(|above| above.unit.clone());
        let row = Row {
            address: label.address,
            above: self.path(),
            own: [Arc::clone(&own), folded(&text).into()],
            has_own_unit: unit.is_some(),
            units: unit.clone().into_iter().chain(outer_units).collect(),
            text: short.clone(),
            has_figures,
        };
        self.above.push(Above {
            row: label.address.row,
            level,
            label: own,
            unit,
            is_head: !has_figures,
            path: OnceCell::new(),
        });
        row
    }

    /// The labels above, shared by all rows that stand under them.
    fn path(&self) -> Arc<[Arc<str>]> {
        let labels = || self.above.iter().map(|above| Arc::clone(&above.label)).collect();
        match self.above.last() {
            Some(last) => Arc::clone(last.path.get_or_init(labels)),
            None => Arc::new([]),
        }
    }

    /// Drops the labels that a label of this depth does not stand under. A head without figures stands over the
    /// rows of its own depth, unless deeper ones belonged to it.
    fn leave(&mut self, row: u32, level: u32, has_figures: bool) {
        let mut had_deeper = false;
        while let Some(last) = self.above.last() {
            let heads = last.is_head && !had_deeper && (has_figures || last.row + 1 == row);
            if last.level < level || (last.level == level && heads) {
                break;
            }
            had_deeper |= last.level > level;
            self.above.pop();
        }
        self.shorten(level);
    }

    /// Makes room for another label: the outermost of too many gives way.
    fn shorten(&mut self, level: u32) {
        let beside = self.above.iter().rev().take_while(|above| above.level == level).count();
        if beside >= MOST_HEADS {
            self.above.remove(self.above.len() - beside);
        } else if self.above.len() >= DEEPEST {
            self.above.remove(0);
        } else {
            return;
        }
        for above in &mut self.above {
            above.path = OnceCell::new();
        }
    }
}

/// The column of parents and that of their parts, where labels take two: a parent is then written once, merged
/// downwards or repeated beside each part. Names in a second language, notes and units beside labels are no parts,
/// since each of those labels has a row of its own.
fn parent_columns(grid: &Grid, table: &Table) -> Option<(u32, u32)> {
    let columns = table.columns.start..table.first_period();
    let rows: Vec<Vec<&Cell>> = table
        .body
        .clone()
        .filter(|row| table.has_figures(grid, *row))
        .map(|row| {
            let cells = grid.row(row).iter();
            cells
                .filter(|cell| columns.contains(&cell.address.column) && is_label(cell))
                .collect()
        })
        .collect();
    let parent = rows.iter().flatten().map(|cell| cell.address.column).min()?;
    let part = rows
        .iter()
        .flatten()
        .map(|cell| cell.address.column)
        .filter(|column| *column > parent)
        .min()?;
    let text = |row: &[&Cell], column: u32| {
        let cell = row.iter().find(|cell| cell.address.column == column)?;
        Some(folded(&cell.printed()))
    };
    let is_shared = rows.windows(2).any(|pair| {
        let (above, below) = (&pair[0], &pair[1]);
        let parents = (text(above, parent), text(below, parent));
        let parts = (text(above, part), text(below, part));
        let same_parent = parents.0.is_some() && (parents.1.is_none() || parents.0 == parents.1);
        same_parent && parts.0.is_some() && parts.1.is_some() && parts.0 != parts.1
    });
    is_shared.then_some((parent, part))
}

/// Whether a cell may be a label: a text that is no unit.
fn is_label(cell: &Cell) -> bool {
    let text = cell.value.text().map(str::trim).filter(|text| !text.is_empty());
    text.is_some_and(|text| !is_surely_unit(text))
}

/// The first text left of the periods; where there is none, a year, as stands beside the rows of a matrix.
fn label_cell(
    cells: &[Cell],
    columns: Range<u32>,
    unit_column: Option<u32>,
    label_column: Option<u32>,
) -> Option<&Cell> {
    let is_in_place = |cell: &&Cell| {
        let column = cell.address.column;
        let is_left = columns.contains(&column) && unit_column != Some(column);
        label_column.map_or(is_left, |wanted| column == wanted)
    };
    let is_text = |cell: &&Cell| matches!(cell.value, CellValue::Text(_)) && !cell.printed().trim().is_empty();
    let is_year = |cell: &&Cell| matches!(cell.value, CellValue::Number(number) if number.fract() == 0.0 && (1950.0..2150.0).contains(&number));
    let in_place = || cells.iter().filter(is_in_place);
    in_place().find(is_text).or_else(|| in_place().find(is_year))
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
        .filter(|cell| table.columns.contains(&cell.address.column))
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
