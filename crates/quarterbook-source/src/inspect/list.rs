//! Lists: one row a figure or a fact, with a header on top.

use std::collections::BTreeSet;

use quarterbook_data::{Amount, CellAddress};

use crate::map::text_of;
use crate::{CellValue, DecimalMark, Grid, PeriodContext, PeriodError, read_period, read_value};

/// A column of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListColumn {
    /// Its header cell.
    pub address: CellAddress,
    /// Its header.
    pub header: String,
    /// What most of its cells are.
    pub kind: ColumnKind,
    /// A few different texts of it, in order.
    pub samples: Vec<String>,
}

/// What most cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Periods, or pieces of them.
    Periods,
    /// Numbers.
    Numbers,
    /// Texts, of which only a few differ: names of members, lines, feeds.
    Names,
    /// Anything else.
    Texts,
}

/// How many rows of a list are looked at.
const LOOKED_AT: usize = 500;

/// The columns under the first row that is all texts and has cells below it; empty for a sheet of prose.
pub(super) fn columns(grid: &Grid) -> Vec<ListColumn> {
    let mut rows = grid.rows().filter(|(_, cells)| cells.len() >= 2);
    let header = rows.find(|(_, cells)| cells.iter().all(|cell| matches!(cell.value, CellValue::Text(_))));
    let Some((_, headers)) = header else {
        return Vec::new();
    };
    let below: Vec<_> = rows.take(LOOKED_AT).collect();
    if below.is_empty() {
        return Vec::new();
    }
    let columns = headers.iter().map(|header| {
        let cells = below
            .iter()
            .filter_map(|(_, cells)| cells.iter().find(|cell| cell.address.column == header.address.column));
        let texts: Vec<String> = cells.map(text_of).collect();
        let different: BTreeSet<&String> = texts.iter().collect();
        ListColumn {
            address: header.address,
            header: header.printed(),
            kind: kind(&texts, different.len()),
            samples: different.into_iter().take(5).cloned().collect(),
        }
    });
    columns.collect()
}

fn kind(texts: &[String], different: usize) -> ColumnKind {
    let most = |is: &dyn Fn(&String) -> bool| {
        !texts.is_empty() && texts.iter().filter(|text| is(text)).count() * 10 >= texts.len() * 8
    };
    let is_period = |text: &String| {
        !matches!(
            read_period(text, &PeriodContext::default()),
            Err(PeriodError::NotAPeriod)
        )
    };
    let is_number = |text: &String| {
        read_value(text, DecimalMark::Point).is_ok_and(|reading| matches!(reading.amount, Amount::Number(_)))
    };
    if most(&is_period) {
        ColumnKind::Periods
    } else if most(&is_number) {
        ColumnKind::Numbers
    } else if different <= 40 && different * 2 <= texts.len() {
        ColumnKind::Names
    } else {
        ColumnKind::Texts
    }
}
