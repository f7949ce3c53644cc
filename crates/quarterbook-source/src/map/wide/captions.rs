//! Columns of years under a caption that says how long their periods are.

use std::collections::BTreeSet;

use quarterbook_data::{CellAddress, Period, Problem};

use super::TableReader;
use super::periods::Readings;
use crate::map::basis::{Basis, basis_of_title, is_plan};
use crate::map::captions::{Caption, caption_of_years};
use crate::map::{Mapped, is_figure};
use crate::rules::StatusWord;
use crate::text::plain;
use crate::{PeriodContext, read_period};

impl TableReader<'_> {
    /// Gives columns that name only their year the months that a caption says they have. A caption that merely
    /// names a shorter period of such a year is told of: the year may not be over.
    pub(super) fn apply_captions(&self, readings: &mut Readings, context: &PeriodContext, mapped: &mut Mapped) {
        if self.scope.source.rule.header.rows.is_some() {
            return;
        }
        match caption_of_years(self.table, context) {
            None => {}
            Some(Caption::Spans(words, spans)) => self.apply_spans(&words, &spans, readings),
            Some(Caption::Part(address, at, period)) => {
                let column = &self.table.periods[at];
                mapped.problems.push(
                    Problem::warning(format!(
                        "`{}` is read as the whole year, and {address} speaks of {period}",
                        column.label
                    ))
                    .at(self.scope.grid.place(column.address))
                    .hint("write `header = { rows = 1 }` if it is the year; else say 2025H1 in the header, or give the table a [[source]] with `period`"),
                );
            }
        }
    }

    /// Takes the columns for what a title over all of them says: forecasts, or figures from the beginning of the year.
    /// Budgets and other stretches of time than the periods stop.
    pub(super) fn apply_titles(&self, readings: &mut Readings, context: &PeriodContext) -> Vec<Problem> {
        let rule = &self.scope.source.rule;
        let mut problems = Vec::new();
        if rule.header.rows.is_some() {
            return problems;
        }
        let heads = self.table.periods.iter().flat_map(|column| &column.heads);
        let heads: BTreeSet<CellAddress> = heads.map(|words| words.address).collect();
        let is_column = |at: CellAddress| at.row == self.table.header && self.holds_figures(at.column);
        let titles = self.table.captions.iter();
        let titles = titles.filter(|(at, _)| !heads.contains(at) && !is_column(*at));
        let found = titles.filter_map(|(address, text)| Some((*address, text, basis_of_title(text)?)));
        let Some((at, title, basis)) = found.min_by_key(|(address, _, basis)| (*basis, *address)) else {
            return problems;
        };
        let as_estimates = rule.status == Some(StatusWord::Estimate) && is_plan(title);
        if basis == Basis::Other && !as_estimates {
            problems.push(self.other_title(at, title));
            return problems;
        }
        for (reading, column) in readings.iter_mut().zip(&self.table.periods) {
            let Some(read) = reading.as_mut() else { continue };
            if basis == Basis::ToDate {
                let whole = read_period(&format!("{} ytd", column.label), context);
                *reading = self.told(whole, column.address, &mut problems);
                if let Some(read) = reading {
                    read.rule = format!("{} + {} → {}", plain(title), column.label, read.period);
                }
            } else {
                read.is_estimate = true;
                read.rule = format!("{} + {} → {}", plain(title), column.label, read.period);
            }
        }
        problems
    }

    /// Whether a column has figures in the first rows of the table, and is none of labels.
    fn holds_figures(&self, column: u32) -> bool {
        let mut rows = self.table.body.clone().take(50);
        rows.any(|row| {
            let cell = self.scope.grid.cell(CellAddress::new(row, column));
            cell.is_some_and(is_figure)
        })
    }

    fn other_title(&self, at: CellAddress, title: &str) -> Problem {
        let title = title.trim();
        let estimate = if is_plan(title) {
            "`status = \"estimate\"` takes them for estimates, "
        } else {
            ""
        };
        Problem::error(format!(
            "`{title}` above the table says that its figures are none of its periods as reported"
        ))
        .at(self.scope.grid.place(at))
        .hint(format!(
            "{estimate}`header = {{ rows = 1 }}` reads them as what the header says without the words above, `table` names another table, `sheet` another sheet"
        ))
    }

    fn apply_spans(&self, words: &str, spans: &[Option<Period>], readings: &mut Readings) {
        for ((reading, span), column) in readings.iter_mut().zip(spans).zip(&self.table.periods) {
            if let (Some(reading), Some(period)) = (reading, *span) {
                reading.rule = format!("{words} + {} → {period}", column.label);
                reading.period = period;
            }
        }
    }
}
