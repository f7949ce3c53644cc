//! Rows that would count as reported figures of a line and are not: those under a head of budgets, and the second of two
//! rows that one pattern takes.

use std::collections::BTreeMap;

use quarterbook_data::{Amount, CellAddress, Figure, Problem, Series};

use super::TableReader;
use crate::map::lines::{quoted, skip_line};
use crate::map::rows::Row;
use crate::map::totals::RowFigures;
use crate::rules::Pattern;
use crate::text::folded;

impl TableReader<'_> {
    /// Whether the book leaves a row out, by its label or by a path to it.
    pub(super) fn skips_row(&self, row: &Row) -> bool {
        let paths = row.paths();
        let mut skips = self.scope.source.skip.iter();
        self.is_skipped(&row.text) || skips.any(|skip| paths.iter().any(|path| skip.matches(path).is_some()))
    }

    /// The error for a row under a head of figures that are not reported ones, unless the book names it with that head.
    pub(super) fn under_plan(&self, row: &Row) -> Option<Problem> {
        let [path, _] = row.paths();
        let (_, above) = path.split_last()?;
        let head = above.iter().rev().find(|head| says_plan(head))?;
        let pattern = self.pattern(row)?;
        if self.is_matrix() || pattern.names_above(head) {
            return None;
        }
        let head = self.printed_head(row, head);
        let own = format!("{head} > {}", row.text.trim());
        let problem = Problem::error(format!(
            "`{}` stands under `{head}`, and would count as a reported figure",
            row.text.trim()
        ));
        Some(problem.at(self.scope.grid.place(row.address)).hint(format!(
            "write `{}` to leave it out, or give {} a line of its own under `rows`",
            skip_line(self.scope.source, &own),
            quoted(&own)
        )))
    }

    /// The pattern that takes a row.
    fn pattern(&self, row: &Row) -> Option<&Pattern> {
        let paths = row.paths();
        let mut rows = self.scope.source.rows.iter().map(|(pattern, _)| pattern);
        rows.find(|pattern| paths.iter().any(|path| pattern.matches(path).is_some()))
    }

    /// A head above a row as it is printed.
    fn printed_head(&self, row: &Row, head: &str) -> String {
        let columns = self.table.columns.start..self.table.first_period();
        let above = (self.table.body.start..row.address.row).rev();
        let cells = above.flat_map(|row| self.scope.grid.row(row));
        let texts = cells
            .filter(|cell| columns.contains(&cell.address.column))
            .map(crate::Cell::printed);
        let mut heads = texts.filter(|text| folded(text) == head);
        heads
            .next()
            .map_or_else(|| head.to_owned(), |text| text.trim().to_owned())
    }

    /// The errors for rows with other labels that are one series, and of which only one could count; the later ones are
    /// left out.
    pub(super) fn rows_of_one(&self, rows: &[Row], read: &mut [RowFigures]) -> Vec<Problem> {
        if self.is_matrix() {
            return Vec::new();
        }
        let by_row: BTreeMap<u32, &Row> = rows.iter().map(|row| (row.address.row, row)).collect();
        let row_of = |one: &RowFigures| by_row.get(&one.figures.first()?.origin.cell.row).copied();
        let mut first: BTreeMap<Series, Vec<usize>> = BTreeMap::new();
        let mut problems = Vec::new();
        let mut left_out = Vec::new();
        for (at, one) in read.iter().enumerate().filter(|(_, one)| one.is_line && !one.is_total) {
            let known = first.entry(one.series.clone()).or_default();
            let found = known.iter().find_map(|known| {
                let other = &read[*known];
                let (row, other_row) = (row_of(one)?, row_of(other)?);
                let (figure, other) = self.clash((row, one), (other_row, other))?;
                Some(self.two_rows((row, figure), (other_row, other)))
            });
            match found {
                Some(problem) => {
                    problems.push(problem);
                    left_out.push(at);
                }
                None => known.push(at),
            }
        }
        for at in left_out {
            read[at].is_line = false;
        }
        problems
    }

    /// The figures of one period in two rows with other labels, where they differ or one pattern takes both.
    fn clash<'a>(
        &self,
        (row, one): (&Row, &'a RowFigures),
        (other_row, other): (&Row, &'a RowFigures),
    ) -> Option<(&'a Figure, &'a Figure)> {
        if row.key() == other_row.key() {
            return None;
        }
        let by_one = || {
            let pattern = self.pattern(row)?;
            (!pattern.is_exact() && Some(pattern) == self.pattern(other_row)).then_some(())
        };
        let takes_both = by_one().is_some();
        one.figures.iter().find_map(|figure| {
            let other = other.figures.iter().find(|other| other.period == figure.period)?;
            let (Amount::Number(number), Some(value)) = (figure.amount, other.value_in(&figure.unit)) else {
                return None;
            };
            (takes_both || number != value).then_some((figure, other))
        })
    }

    fn two_rows(&self, (row, figure): (&Row, &Figure), (other_row, other): (&Row, &Figure)) -> Problem {
        let (text, other_text) = (row.text.trim(), other_row.text.trim());
        let at: CellAddress = figure.origin.cell;
        let message = format!(
            "two rows are {} in {}: `{other_text}` with {} in {}, and `{text}` with {} here",
            figure.series,
            figure.period,
            other.origin.printed.trim(),
            other.origin.cell,
            figure.origin.printed.trim(),
        );
        let line = skip_line(self.scope.source, text);
        let hint = if figure.series.members.is_empty() {
            format!("write `{line}` to leave one of them out")
        } else {
            format!("give each a member of its own, or write `{line}` to leave one of them out")
        };
        Problem::error(message).at(self.scope.grid.place(at)).hint(hint)
    }
}

/// Whether a head says that the figures under it are no reported ones: planned, or made up for comparison.
fn says_plan(head: &str) -> bool {
    const ANYWHERE: [&str; 14] = [
        "pro forma",
        "pro-forma",
        "proforma",
        "constant currency",
        "constant exchange",
        "constant fx",
        "prior published",
        "previously published",
        "previously reported",
        "as previously",
        "同口径",
        "可比口径",
        "备考",
        "固定汇率",
    ];
    // `Plan assets` and 员工持股计划 are no plans of figures.
    const ALONE: [&str; 16] = [
        "budget",
        "budgeted",
        "plan",
        "planned",
        "forecast",
        "forecasts",
        "target",
        "targets",
        "outlook",
        "guidance",
        "consensus",
        "预算",
        "计划",
        "目标",
        "预测",
        "模拟",
    ];
    const BESIDE: [&str; 12] = [
        "the", "for", "figures", "numbers", "results", "full", "year", "annual", "quarter", "fy", "case", "data",
    ];
    if ANYWHERE.iter().any(|words| head.contains(words)) {
        return true;
    }
    let bare = head.trim_start_matches(|c: char| c.is_ascii_digit() || "年度月季本全".contains(c));
    let bare = bare.trim_end_matches(['数', '值', '口', '径', '下']);
    let mut words = bare
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !BESIDE.contains(word))
        .filter(|word| {
            !word
                .bytes()
                .all(|byte| byte.is_ascii_digit() || b"fyqhe".contains(&byte))
        });
    words.next().is_some_and(|word| ALONE.contains(&word)) && words.next().is_none()
}
