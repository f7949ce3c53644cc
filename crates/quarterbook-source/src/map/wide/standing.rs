//! What the words beside a period make of its column: restated, a forecast, a budget that is left out.

use std::collections::BTreeSet;

use quarterbook_data::{CellAddress, Measure, Period, Problem};

use super::TableReader;
use super::periods::Readings;
use crate::map::basis::{Basis, basis, is_plan};
use crate::map::table::{PeriodColumn, Words};
use crate::rules::StatusWord;
use crate::{PeriodContext, read_period};

/// What weighs most of the words beside a period.
#[derive(Clone, Copy)]
struct Standing<'a> {
    basis: Basis,
    words: Option<&'a Words>,
}

impl<'a> TableReader<'a> {
    /// The error for a line of amounts in a table whose columns all hold growth or shares.
    pub(super) fn no_amounts(&self, line: &str, readings: &Readings) -> Option<Problem> {
        let table = self.table;
        let find = || {
            let standings: Vec<Standing<'a>> = table.periods.iter().map(|one| self.standing(one)).collect();
            let mut read = standings.iter().zip(readings).filter(|(_, reading)| reading.is_some());
            let words = read.next().and_then(|(standing, _)| standing.words);
            words.filter(|_| Self::are_rates(readings, &standings))
        };
        let words = (*self.rates.get_or_init(find))?;
        let is_rate = !matches!(
            self.scope.vocabulary.lines[line].unit.measure,
            Measure::Money(_) | Measure::MoneyEach(_) | Measure::Count(_)
        );
        let text = words.text.trim();
        let problem = Problem::error(format!(
            "`{text}` stands by all periods of this table, and a line of the book takes amounts from it"
        ))
        .at(self.scope.grid.place(words.address))
        .hint(format!(
            "write `skip = [\"{text}\"]` to leave the columns out, or `table` with the text above another table"
        ));
        (!is_rate).then_some(problem)
    }

    /// Leaves out the columns whose words say that they hold no figures of their period, and tells of them.
    pub(super) fn apply_standings(&self, readings: &mut Readings, context: &PeriodContext) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut standings: Vec<Standing<'_>> = self.table.periods.iter().map(|one| self.standing(one)).collect();
        self.leave_growth(readings, &standings, &mut problems);
        Self::let_parents_stand(readings, &mut standings);
        self.leave_other_bases(readings, &standings, &mut problems);
        self.prefer_restated(readings, &standings, &mut problems);
        self.refuse_unknown(readings, &standings, &mut problems);
        for ((reading, standing), column) in readings.iter_mut().zip(&standings).zip(&self.table.periods) {
            let (Some(read), Some(words)) = (reading.as_mut(), standing.words) else {
                continue;
            };
            match standing.basis {
                Basis::Estimate => read.is_estimate = true,
                Basis::Restated => {}
                Basis::ToDate => {
                    let whole = format!("{} ytd", column.label);
                    *reading = self.told(read_period(&whole, context), column.address, &mut problems);
                    continue;
                }
                _ => continue,
            }
            let text = words.text.trim();
            read.rule = if column.label.contains(text) {
                format!("{} → {}", column.label, read.period)
            } else {
                format!("{} + {text} → {}", column.label, read.period)
            };
        }
        problems
    }

    /// The error for a column with nothing above it, right of words that are not merged and speak of another kind of
    /// figures: they may be its own too.
    pub(super) fn lost_words(&self) -> Option<Problem> {
        if self.scope.source.rule.header.fill {
            return None;
        }
        let columns = &self.table.periods;
        let above =
            |column: &PeriodColumn, row: u32| column.heads.iter().find(|words| words.address.row == row).cloned();
        columns.iter().enumerate().find_map(|(at, column)| {
            let words = column.words.iter().find(|words| {
                let grave = !matches!(basis(&words.text), Basis::Plain | Basis::Restated);
                grave && words.address.row < column.top && self.scope.grid.merge_at(words.address).is_none()
            })?;
            let next = columns
                .get(at + 1)
                .filter(|next| above(next, words.address.row).is_none())?;
            let is_read = !self.skips_column(column) && !self.skips_column(next);
            is_read.then(|| self.lost_merge_of(&words.text, words.address, next))
        })
    }

    fn standing<'b>(&self, column: &'b PeriodColumn) -> Standing<'b> {
        let as_estimates = self.scope.source.rule.status == Some(StatusWord::Estimate);
        let kinds = column.words.iter().map(|words| {
            let basis = match basis(&words.text) {
                Basis::Other if as_estimates && is_plan(&words.text) => Basis::Estimate,
                other => other,
            };
            Standing {
                basis,
                words: Some(words),
            }
        });
        let none = Standing {
            basis: Basis::Plain,
            words: None,
        };
        kinds.min_by_key(|standing| standing.basis).unwrap_or(none)
    }

    /// Leaves out growth and shares beside figures. Where all columns are such, the table is one of rates.
    fn leave_growth(&self, readings: &mut Readings, standings: &[Standing<'_>], problems: &mut Vec<Problem>) {
        if Self::are_rates(readings, standings) {
            return;
        }
        let mut out = Grouped::default();
        for ((reading, standing), column) in readings.iter_mut().zip(standings).zip(&self.table.periods) {
            let is_growth = standing.basis == Basis::Growth && reading.is_some();
            if let Some(words) = standing.words.filter(|_| is_growth) {
                *reading = None;
                out.add(words, column);
            }
        }
        problems.extend(
            out.0
                .into_iter()
                .map(|(words, columns)| self.left_out_by(words, &columns)),
        );
    }

    fn are_rates(readings: &Readings, standings: &[Standing<'_>]) -> bool {
        let mut all = readings.iter().zip(standings).filter(|(reading, _)| reading.is_some());
        all.all(|(_, standing)| standing.basis == Basis::Growth)
    }

    /// Where all columns are of the parent company, the table is.
    fn let_parents_stand(readings: &Readings, standings: &mut [Standing<'_>]) {
        let mut all = readings
            .iter()
            .zip(&*standings)
            .filter(|(reading, _)| reading.is_some());
        if all.all(|(_, standing)| standing.basis == Basis::Parent) {
            for standing in standings.iter_mut().filter(|standing| standing.basis == Basis::Parent) {
                standing.basis = Basis::Plain;
            }
        }
    }

    /// Leaves out budgets and the like, and what was restated or is of the parent alone; where nothing else gives
    /// their period, they stop.
    fn leave_other_bases(&self, readings: &mut Readings, standings: &[Standing<'_>], problems: &mut Vec<Problem>) {
        let is_other = |basis: Basis| matches!(basis, Basis::Other | Basis::Published | Basis::Parent);
        let of_period = |(reading, standing): (&Option<_>, &Standing<'_>)| {
            let read: &crate::PeriodReading = reading.as_ref()?;
            (!is_other(standing.basis)).then_some(read.period)
        };
        let known: BTreeSet<Period> = readings.iter().zip(standings).filter_map(of_period).collect();
        let (mut beside, mut alone) = (Grouped::default(), Grouped::default());
        for ((reading, standing), column) in readings.iter_mut().zip(standings).zip(&self.table.periods) {
            let read = reading.as_ref().filter(|_| is_other(standing.basis));
            let Some((read, words)) = read.zip(standing.words) else {
                continue;
            };
            let is_known = known.contains(&read.period);
            if is_known { &mut beside } else { &mut alone }.add(words, column);
            *reading = None;
        }
        problems.extend(beside.0.into_iter().map(|(words, columns)| match basis(&words.text) {
            Basis::Other => self.other_beside(words, &columns),
            _ => self.left_out_by(words, &columns),
        }));
        problems.extend(
            alone
                .0
                .into_iter()
                .map(|(words, columns)| self.other_alone(words, &columns)),
        );
    }

    /// Of two columns of one period, one of them as restated, that one counts.
    fn prefer_restated(&self, readings: &mut Readings, standings: &[Standing<'_>], problems: &mut Vec<Problem>) {
        let restated = readings.iter().zip(standings).filter_map(|(reading, standing)| {
            let is_restated = standing.basis == Basis::Restated;
            Some(reading.as_ref().filter(|_| is_restated)?.period)
        });
        let restated: BTreeSet<Period> = restated.collect();
        for ((reading, standing), column) in readings.iter_mut().zip(standings).zip(&self.table.periods) {
            let period = reading.as_ref().map(|reading| reading.period);
            let is_before = period.is_some_and(|period| restated.contains(&period)) && standing.basis == Basis::Plain;
            if is_before {
                *reading = None;
                problems.push(
                    Problem::note(format!(
                        "the column under `{}` is left out: another holds its period as restated",
                        column.label
                    ))
                    .at(self.scope.grid.place(column.address)),
                );
            }
        }
    }

    /// Stops at words over some of the columns that nothing is known of, unless another column has their period:
    /// that is told as what it is.
    fn refuse_unknown(&self, readings: &mut Readings, standings: &[Standing<'_>], problems: &mut Vec<Problem>) {
        let all = || readings.iter().zip(standings).filter(|(reading, _)| reading.is_some());
        let text = |standing: &Standing<'_>| -> Option<String> {
            let words = standing.words.filter(|_| standing.basis == Basis::Unknown)?;
            Some(words.text.trim().to_owned())
        };
        let texts: BTreeSet<Option<String>> = all().map(|(_, standing)| text(standing)).collect();
        let periods: Vec<Period> = all()
            .filter_map(|(reading, _)| Some(reading.as_ref()?.period))
            .collect();
        let different: BTreeSet<Period> = periods.iter().copied().collect();
        if texts.len() < 2 || different.len() < periods.len() {
            return;
        }
        let mut told: BTreeSet<CellAddress> = BTreeSet::new();
        for ((reading, standing), column) in readings.iter_mut().zip(standings).zip(&self.table.periods) {
            let Some(words) = standing
                .words
                .filter(|_| standing.basis == Basis::Unknown && reading.is_some())
            else {
                continue;
            };
            *reading = None;
            if told.insert(words.address) {
                problems.push(self.unknown(column, words));
            }
        }
    }

    /// `header = { rows = 2 }`, which leaves what stands above the label of a column out of account.
    fn without_words(column: &PeriodColumn) -> Option<String> {
        let rows = column.period.row + 1 - column.top;
        let are_above = column.words.iter().any(|words| words.address.row < column.top);
        are_above.then(|| format!("`header = {{ rows = {rows} }}`"))
    }

    fn unknown(&self, column: &PeriodColumn, words: &Words) -> Problem {
        let text = words.text.trim();
        let anyway = Self::without_words(column).map_or(String::new(), |rows| {
            format!(", or {rows} to read it as what `{}` says", column.label)
        });
        Problem::error(format!(
            "`{text}` stands by `{}` and not by all periods, and nothing says whether its figures are those of the period",
            column.label
        ))
        .at(self.scope.grid.place(words.address))
        .hint(format!("write `skip = [\"{text}\"]` to leave it out{anyway}"))
    }

    fn left_out_by(&self, words: &Words, columns: &[&PeriodColumn]) -> Problem {
        let text = words.text.trim();
        let problem = match columns {
            [column] => Problem::note(format!("the column under `{text}` and `{}` is left out", column.label)),
            _ => Problem::note(format!("the columns under `{text}` are left out: {}", listed(columns))),
        };
        problem.at(self.scope.grid.place(words.address))
    }

    fn other_beside(&self, words: &Words, columns: &[&PeriodColumn]) -> Problem {
        let text = words.text.trim();
        Problem::warning(format!(
            "columns of `{text}` are left out, since others have their periods: {}",
            listed(columns)
        ))
        .at(self.scope.grid.place(words.address))
        .hint(format!("write `skip = [\"{text}\"]` if that is right"))
    }

    fn other_alone(&self, words: &Words, columns: &[&PeriodColumn]) -> Problem {
        let text = words.text.trim();
        let mut lines = format!("write `skip = [\"{text}\"]` to leave them out");
        if is_plan(text) {
            lines += ", `status = \"estimate\"` in a [[source]] of estimates to take them for such";
        }
        // A header cell that says so itself was never taken for anything else.
        if columns.iter().all(|column| column.period == words.address) {
            return Problem::warning(format!("columns of `{text}` are left out: {}", listed(columns)))
                .at(self.scope.grid.place(words.address))
                .hint(lines);
        }
        if let Some(rows) = columns.first().and_then(|column| Self::without_words(column)) {
            lines = format!("{lines}, {rows} to read them as reported");
        }
        Problem::error(format!(
            "by `{text}` these are no figures of their periods as reported, and no other column has them: {}",
            listed(columns)
        ))
        .at(self.scope.grid.place(words.address))
        .hint(lines)
    }
}

/// Columns by the words they are left out by.
#[derive(Default)]
struct Grouped<'a>(Vec<(&'a Words, Vec<&'a PeriodColumn>)>);

impl<'a> Grouped<'a> {
    fn add(&mut self, words: &'a Words, column: &'a PeriodColumn) {
        match self.0.iter_mut().find(|(known, _)| known.text == words.text) {
            Some((_, columns)) => columns.push(column),
            None => self.0.push((words, vec![column])),
        }
    }
}

/// `B2 2024, C2 2023 and 3 more`.
fn listed(columns: &[&PeriodColumn]) -> String {
    const MOST: usize = 4;
    let first = columns.iter().take(MOST);
    let shown: Vec<String> = first.map(|one| format!("`{}` in {}", one.label, one.address)).collect();
    match columns.len().saturating_sub(MOST) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
