//! What stands right under the header of a long table and is no figure yet: units, and where a series is from.

use std::collections::BTreeMap;

use quarterbook_data::Problem;

use super::days::{DayOrder, in_order};
use super::when::with_day;
use super::{LongReader, Scope};
use crate::Cell;
use crate::map::columns::{Columns, text_at};
use crate::map::settled::Settled;
use crate::map::table::text_of;
use crate::rules::Shape;
use crate::text::{folded, plain};
use crate::unit::{UnitNote, read_unit};

/// Words at the beginning of rows that say what the columns of a terminal's series are.
const ABOUT: [&str; 16] = [
    "单位",
    "频率",
    "频度",
    "来源",
    "数据来源",
    "指标id",
    "指标代码",
    "指标说明",
    "国家",
    "更新时间",
    "时间区间",
    "起始时间",
    "unit",
    "frequency",
    "source",
    "last updated",
];

impl LongReader {
    /// Whether a row right under the header says what its columns are: their units, or how often and where from.
    pub(super) fn is_under_header(&self, scope: Scope<'_>, columns: &mut Columns, cells: &[Cell]) -> bool {
        if self.passed.rows > 0 || scope.source.rule.shape != Shape::Long {
            return false;
        }
        let mut units: Vec<(u32, UnitNote, String)> = Vec::new();
        for (column, _) in &columns.values {
            let text = text_at(cells, *column);
            if let Some(note) = read_unit(&text) {
                units.push((*column, note, plain(&text)));
            }
        }
        let first = cells.first().map(text_of).unwrap_or_default();
        let is_about = ABOUT.contains(&folded(&first).as_str());
        let says_units = !units.is_empty() && cells.iter().all(|cell| is_about || read_unit(&text_of(cell)).is_some());
        if !(says_units || is_about) {
            return false;
        }
        columns.add_units(units);
        true
    }
}

/// What the periods below a header settle together. A ledger's dates lie in their periods, on any day.
pub(super) fn settled(
    scope: Scope<'_>,
    columns: &Columns,
    header: u32,
    order: Option<DayOrder>,
) -> (Settled, Option<Problem>) {
    let in_headers = columns.header_periods.values();
    let in_headers = in_headers.filter_map(|(label, at)| Some((label.clone(), scope.grid.cell(*at)?)));
    let (Shape::Long, [column]) = (scope.source.rule.shape, columns.periods.as_slice()) else {
        return Settled::of(scope, &in_headers.collect::<Vec<_>>());
    };
    let rows = scope.grid.rows();
    let rows = rows.filter(|(row, cells)| *row > header && columns.wants(cells));
    let mut labels: Vec<(String, &Cell)> = Vec::new();
    let mut members: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
    for (_, cells) in rows {
        let Some(cell) = cells.iter().find(|cell| cell.address.column == *column) else {
            continue;
        };
        let member = columns.by_texts(cells).collect();
        members.entry(member).or_default().push(labels.len());
        labels.push((in_order(&with_day(scope, text_of(cell)), order), cell));
    }
    let (settled, problem) = Settled::of(scope, &labels);
    let of_member = |places: &Vec<usize>| places.iter().map(|at| labels[*at].0.as_str()).collect();
    let by_member: Vec<Vec<&str>> = members.values().map(of_member).collect();
    (settled.by_member(&by_member), problem)
}
