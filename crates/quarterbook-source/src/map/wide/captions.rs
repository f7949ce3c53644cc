//! Columns of years under a caption that says how long their periods are.

use quarterbook_data::{Period, Problem};

use super::TableReader;
use super::periods::Readings;
use crate::PeriodContext;
use crate::map::Mapped;
use crate::map::captions::{Caption, caption_of_years};

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

    fn apply_spans(&self, words: &str, spans: &[Option<Period>], readings: &mut Readings) {
        for ((reading, span), column) in readings.iter_mut().zip(spans).zip(&self.table.periods) {
            if let (Some(reading), Some(period)) = (reading, *span) {
                reading.rule = format!("{words} + {} → {period}", column.label);
                reading.period = period;
            }
        }
    }
}
