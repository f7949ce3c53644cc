//! The periods of a matrix: years across and parts of years down, or the other way round.

use quarterbook_data::{CellAddress, Problem};

use super::TableReader;
use crate::PeriodContext;
use crate::map::lines::quoted;
use crate::map::rows::Row;
use crate::map::table::{PeriodColumn, text_of};
use crate::map::{Mapped, is_total_word};
use crate::period::{bare_year, is_month_of_bare_year};
use crate::text::folded;

/// What the corner of a matrix says of years that are fiscal.
const FISCAL: [&str; 5] = ["fy", "fiscal year", "financial year", "财年", "财政年度"];

/// Whether a label of a matrix is a month of a year that may be a fiscal or a calendar one.
pub(super) fn is_of_either_year(label: &str, context: &PeriodContext) -> bool {
    let ends_with_december = context.calendar.year_end_month() == 12;
    !ends_with_december && !context.by_calendar && is_month_of_bare_year(label)
}

/// The error for such a label.
pub(super) fn of_either_year(label: &str, column: &PeriodColumn) -> Problem {
    let year = label.split_whitespace().find_map(bare_year).unwrap_or_default();
    Problem::error(format!("`{label}` at {} may be of a fiscal year or of a calendar one", column.address)).hint(format!(
        "write `periods = {{ \"{year}\" = \"FY{year}\" }}` in this [[source]] if its years are fiscal, or `by-calendar = true`"
    ))
}

fn no_part_of_year(row: &Row) -> Problem {
    let label = row.text.trim();
    let key = quoted(label);
    Problem::warning(format!("`{label}` is no part of a year and no year, and is left out")).hint(format!(
        "write `periods = {{ {key} = \"Q1\" }}` in this [[source]] with what it is, or `skip = [{key}]`"
    ))
}

impl TableReader<'_> {
    /// Tells a row of a matrix that is no part of a year, once.
    pub(super) fn no_part(&self, column: &PeriodColumn, row: &Row, mapped: &mut Mapped) {
        let first = self.table.periods.first();
        if first.is_some_and(|first| first.address == column.address) && !self.is_sum(&row.text) {
            let at = self.scope.grid.place(row.address);
            mapped.problems.push(no_part_of_year(row).at(at));
        }
    }

    fn is_sum(&self, text: &str) -> bool {
        is_total_word(text) || self.scope.source.total.iter().any(|total| total.matches_text(text))
    }

    /// The header of a column together with that of a row; FY over the one that is the years says that they are fiscal.
    pub(super) fn label_in_matrix(&self, column: &PeriodColumn, row: &Row, context: &PeriodContext) -> String {
        let names = &context.names;
        let (above, beside) = (names.explained(&column.label), names.explained(&row.text));
        let corner = self
            .scope
            .grid
            .cell(CellAddress::new(self.table.header, row.address.column));
        let are_fiscal = corner.is_some_and(|corner| FISCAL.contains(&folded(&text_of(corner)).as_str()));
        let fiscal = |label: &str| match bare_year(label) {
            Some(year) if are_fiscal => format!("FY{year}"),
            _ => label.to_owned(),
        };
        format!("{} {}", fiscal(above), fiscal(beside))
    }
}
