//! Lists: one row a figure or a fact, with a header on top.

use std::collections::BTreeSet;

use quarterbook_data::{Amount, CellAddress};

use crate::map::text_of;
use crate::text::folded;
use crate::{Cell, CellValue, DecimalMark, Grid, PeriodContext, PeriodError, read_period, read_value};

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
    /// Some texts that are no periods, of a column in which most are.
    pub(super) unclear: Vec<String>,
    /// Its different texts, in the order they come, as far as names of members or lines may need them.
    pub(super) texts: Vec<String>,
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
/// How many different names of a column are kept.
const MOST_NAMES: usize = 60;

impl ListColumn {
    /// Whether its numbers count months, days or the like: 月 beside 年 is no figure.
    pub(super) fn counts_time(&self) -> bool {
        const WORDS: [&str; 14] = [
            "年", "年份", "年度", "月", "月份", "日", "季度", "year", "month", "day", "quarter", "week", "period",
            "期间",
        ];
        let header = folded(&self.header);
        WORDS.contains(&header.trim_start_matches("fiscal ").trim_start_matches("会计"))
    }

    /// Whether it may name members or lines.
    pub(super) fn is_of_texts(&self) -> bool {
        matches!(self.kind, ColumnKind::Names | ColumnKind::Texts)
    }
}

/// A list: its columns and the rows below its header.
pub(super) struct List<'a> {
    pub(super) columns: Vec<ListColumn>,
    pub(super) rows: Vec<&'a [Cell]>,
}

/// The list under the first row that is all texts and has cells below it; without columns for a sheet of prose.
pub(super) fn list(grid: &Grid) -> List<'_> {
    let mut rows = grid.rows().map(|(_, cells)| cells).filter(|cells| cells.len() >= 2);
    let header = rows.find(|cells| cells.iter().all(|cell| matches!(cell.value, CellValue::Text(_))));
    let rows: Vec<&[Cell]> = rows.take(LOOKED_AT).collect();
    let headers = header.filter(|_| !rows.is_empty()).unwrap_or_default();
    let columns = headers.iter().map(|header| {
        let cells = rows.iter().filter_map(|cells| cell_in(cells, header.address.column));
        let texts: Vec<String> = cells.map(text_of).collect();
        let mut different: Vec<String> = Vec::new();
        let mut known = BTreeSet::new();
        for text in &texts {
            if known.insert(text) && different.len() < MOST_NAMES {
                different.push(text.clone());
            }
        }
        ListColumn {
            address: header.address,
            header: header.printed(),
            kind: kind(&texts, known.len()),
            samples: known.into_iter().take(5).cloned().collect(),
            unclear: unclear(&different),
            texts: different,
        }
    });
    let columns = columns.collect();
    List { columns, rows }
}

/// The cell of a row in a column.
pub(super) fn cell_in(cells: &[Cell], column: u32) -> Option<&Cell> {
    cells.iter().find(|cell| cell.address.column == column)
}

/// Texts that are no periods, where at least half are.
fn unclear(texts: &[String]) -> Vec<String> {
    let (periods, others): (Vec<&String>, Vec<&String>) = texts.iter().partition(|text| is_period(text));
    let is_doubtful = periods.len() >= others.len();
    others.into_iter().filter(|_| is_doubtful).take(5).cloned().collect()
}

fn is_period(text: &str) -> bool {
    !matches!(
        read_period(text, &PeriodContext::default()),
        Err(PeriodError::NotAPeriod)
    )
}

fn kind(texts: &[String], different: usize) -> ColumnKind {
    let most = |is: &dyn Fn(&String) -> bool| {
        !texts.is_empty() && texts.iter().filter(|text| is(text)).count() * 10 >= texts.len() * 8
    };
    let is_number = |text: &String| {
        read_value(text, DecimalMark::Point).is_ok_and(|reading| matches!(reading.amount, Amount::Number(_)))
    };
    if most(&|text| is_period(text)) {
        ColumnKind::Periods
    } else if most(&is_number) {
        ColumnKind::Numbers
    } else if different <= 40 && different * 2 <= texts.len() {
        ColumnKind::Names
    } else {
        ColumnKind::Texts
    }
}
