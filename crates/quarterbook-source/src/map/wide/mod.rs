//! Periods across, lines down.

use std::collections::{BTreeMap, BTreeSet};

use quarterbook_data::{CellAddress, Figure, Period, Problem, Series};

use super::cell::{What, figure, newest};
use super::label::{Named, calendar, series};
use super::rows::{Row, rows};
use super::table::{PeriodColumn, Table, find_tables, text_of};
use super::totals::{self, RowFigures};
use super::unit::{BY_BOOK, Doubt, Stated, StatedBy, by_book};
use super::{Mapped, Ranked, Scope};
use crate::rules::{Shape, Target};
use crate::text::folded;
use crate::{PeriodContext, PeriodError, PeriodReading, read_period};
use quarterbook_data::FiscalCalendar;

/// Reads every table of a sheet that the rule wants.
pub(super) fn read(scope: Scope<'_>, mapped: &mut Mapped) {
    let rule = &scope.source.rule;
    let context = context(scope, scope.vocabulary.calendar);
    let accepts_pieces = rule.shape == Shape::Matrix;
    let all = find_tables(scope.grid, &context, &rule.header, accepts_pieces);
    let tables: Vec<&Table> = all.iter().filter(|table| is_wanted(scope, table)).collect();
    if tables.is_empty() {
        mapped.problems.push(no_table(scope, &all));
    }
    for table in tables {
        let mut reader = TableReader {
            scope,
            table,
            periods: BTreeMap::new(),
            reported: BTreeMap::new(),
            unmapped: Vec::new(),
            doubted: BTreeSet::new(),
        };
        reader.read(mapped);
    }
}

pub(super) fn context(scope: Scope<'_>, calendar: FiscalCalendar) -> PeriodContext {
    PeriodContext {
        calendar,
        as_of: scope.as_of,
        ..scope.source.context
    }
}

fn is_wanted(scope: Scope<'_>, table: &Table) -> bool {
    scope.source.rule.table.as_ref().is_none_or(|wanted| {
        let pattern = crate::rules::Pattern::new(&format!("*{wanted}*"));
        table.captions.iter().any(|(_, text)| pattern.matches_text(text))
    })
}

fn no_table(scope: Scope<'_>, all: &[Table]) -> Problem {
    let place = quarterbook_data::Place::Sheet {
        file: scope.grid.file.path.clone(),
        sheet: scope.grid.sheet.to_string(),
    };
    match &scope.source.rule.table {
        Some(wanted) if !all.is_empty() => {
            let caption = |table: &Table| {
                let above = table.captions.iter().rfind(|(address, _)| address.row < table.header);
                Some(format!("`{}`", above.or(table.captions.last())?.1))
            };
            let captions = all.iter().filter_map(caption);
            Problem::error(format!("no table named `{wanted}`"))
                .at(place)
                .hint(format!(
                    "write one of these under `table`: {}",
                    captions.collect::<Vec<_>>().join(", ")
                ))
        }
        _ => Problem::error("no row of this sheet has two cells that read as periods")
            .at(place)
            .hint("write `header = { row = 5 }` with the number of the row, or name another `sheet`"),
    }
}

/// The readings of a table's period columns under one calendar.
type Readings = Vec<Option<PeriodReading>>;

struct TableReader<'a> {
    scope: Scope<'a>,
    table: &'a Table,
    periods: BTreeMap<u8, Readings>,
    reported: BTreeMap<u8, Option<Period>>,
    unmapped: Vec<String>,
    /// Cells of unit notes of which a doubt was told.
    doubted: BTreeSet<CellAddress>,
}

impl TableReader<'_> {
    fn read(&mut self, mapped: &mut Mapped) {
        self.note_other_columns(mapped);
        let mut read: Vec<RowFigures> = Vec::new();
        for row in rows(self.scope, self.table) {
            mapped.labels.insert(row.text.clone());
            if !row.has_figures || self.is_skipped(&row.text) {
                continue;
            }
            let found = self.scope.source.rows.iter().find_map(|(pattern, target)| {
                let capture = row
                    .paths
                    .iter()
                    .find_map(|path| pattern.matches(&path.iter().map(String::as_str).collect::<Vec<_>>()))?;
                Some((pattern, target, capture))
            });
            let found = match self.scope.source.line.as_ref() {
                Some(line) if self.scope.source.rule.shape == Shape::Matrix => Some((line, String::new())),
                _ => found
                    .map(|(pattern, target, capture)| {
                        mapped.used.insert(pattern.text.clone());
                        // 合计 is no member, even where a pattern takes every label.
                        let is_sum = !pattern.is_exact() && totals::is_total_word(&row.text);
                        (target, capture, is_sum)
                    })
                    .filter(|(_, _, is_sum)| !is_sum)
                    .map(|(target, capture, _)| (target, capture)),
            };
            let is_total = totals::is_total_word(&row.text)
                || self
                    .scope
                    .source
                    .total
                    .iter()
                    .any(|total| total.matches_text(&row.text));
            match found {
                Some((target, capture)) => {
                    let named = Named {
                        capture: &capture,
                        label: &row.text,
                        by: BTreeMap::new(),
                    };
                    match series(self.scope.vocabulary, target, &named) {
                        Ok(series) => {
                            let figures = self.figures(&row, target, &series, mapped);
                            read.push(RowFigures {
                                series,
                                figures,
                                is_total,
                                is_line: true,
                            });
                        }
                        Err(problem) => mapped.problems.push(problem.at(self.scope.grid.place(row.address))),
                    }
                }
                None if is_total => self.sum_row(&row, &mut read, mapped),
                None => self.unmapped.push(row.text.clone()),
            }
        }
        mapped.totals.extend(totals::tie_outs(&read));
        if self.scope.source.rule.shape == Shape::Matrix {
            let newest = read
                .iter()
                .flat_map(|row| &row.figures)
                .map(|figure| figure.period)
                .max();
            for figure in read.iter_mut().flat_map(|row| &mut row.figures) {
                figure.reported_in = self.scope.source.as_of.or(newest).unwrap_or(figure.period);
            }
        }
        let figures = read.into_iter().filter(|row| row.is_line).flat_map(|row| row.figures);
        mapped.figures.extend(figures.map(|figure| Ranked { figure, rank: 0 }));
        self.note_unmapped(mapped);
    }

    /// A total that is no line of its own: what it sums are the rows above it, when they are of one line.
    fn sum_row(&mut self, row: &Row, read: &mut Vec<RowFigures>, mapped: &mut Mapped) {
        let Some(target) = totals::target_of_sum(read) else {
            self.unmapped.push(row.text.clone());
            return;
        };
        let named = Named::default();
        if let Ok(series) = series(self.scope.vocabulary, &target, &named) {
            let figures = self.figures(row, &target, &series, mapped);
            read.push(RowFigures {
                series,
                figures,
                is_total: true,
                is_line: false,
            });
        }
    }

    fn is_skipped(&self, text: &str) -> bool {
        self.scope.source.skip.iter().any(|skip| skip.matches_text(text))
    }

    fn figures(&mut self, row: &Row, target: &Target, series: &Series, mapped: &mut Mapped) -> Vec<Figure> {
        let calendar = calendar(self.scope.vocabulary, series);
        let matrix = self.scope.source.rule.shape == Shape::Matrix;
        let readings = if matrix {
            self.read_periods(calendar, Some(row), mapped)
        } else {
            let known = self.periods.get(&calendar.year_end_month()).cloned();
            known.unwrap_or_else(|| {
                let readings = self.read_periods(calendar, None, mapped);
                let newest = newest(readings.iter().flatten());
                self.reported.insert(calendar.year_end_month(), newest);
                self.periods.insert(calendar.year_end_month(), readings.clone());
                readings
            })
        };
        let reported = self.reported.get(&calendar.year_end_month()).copied().flatten();
        let reported = self.scope.source.as_of.or(reported);
        let mut figures = Vec::new();
        for (column, reading) in self.table.periods.iter().zip(&readings) {
            let at = CellAddress::new(row.address.row, column.address.column);
            let (Some(period), Some(cell)) = (reading, self.scope.grid.cell(at)) else {
                continue;
            };
            let what = What {
                target,
                series: series.clone(),
                period,
                stated: self.stated(row, target, at.column),
                status: None,
            };
            match figure(self.scope, &what, cell) {
                Ok((mut figure, doubt)) => {
                    self.tell(doubt, mapped);
                    figure.reported_in = reported.unwrap_or(figure.period);
                    figures.push(figure);
                }
                Err(problem) => mapped.problems.push(*problem),
            }
        }
        figures
    }

    /// Tells of a doubtful unit, once for each note.
    fn tell(&mut self, doubt: Option<Doubt>, mapped: &mut Mapped) {
        if let Some(doubt) = doubt
            && self.doubted.insert(doubt.at())
        {
            let header = CellAddress::new(self.table.header, 0);
            mapped.problems.push(doubt.problem(self.scope, header));
        }
    }

    fn read_periods(&self, calendar: FiscalCalendar, row: Option<&Row>, mapped: &mut Mapped) -> Readings {
        let context = context(self.scope, calendar);
        let mut seen: BTreeMap<Period, &PeriodColumn> = BTreeMap::new();
        let mut led: Option<(u8, &PeriodColumn)> = None;
        let mut readings = Vec::new();
        for column in &self.table.periods {
            let label = row.map_or(column.label.clone(), |row| format!("{} {}", column.label, row.text));
            let is_skipped = self.is_skipped(&column.label);
            let reading = match read_period(&label, &context) {
                Ok(reading) if !is_skipped => Some(reading),
                Err(PeriodError::Unclear { message, hint }) if !is_skipped => {
                    let place = self.scope.grid.place(column.address);
                    mapped.problems.push(Problem::error(message).at(place).hint(hint));
                    None
                }
                _ => None,
            };
            let alone = self.read_alone(column, &context);
            match (&reading, alone, led) {
                (Some(reading), Some(alone), _) if reading.period != alone => led = Some((alone.months(), column)),
                (Some(_), Some(alone), Some((months, leader))) if row.is_none() && alone.months() == months => {
                    mapped.problems.push(self.lost_merge(leader, column));
                }
                _ => {}
            }
            if let Some(reading) = &reading
                && let Some(first) = seen.insert(reading.period, column)
            {
                mapped.problems.push(self.twice(reading.period, first, column));
            }
            readings.push(reading);
        }
        readings
    }

    /// What a header cell says without those above it.
    fn read_alone(&self, column: &PeriodColumn, context: &PeriodContext) -> Option<Period> {
        let cell = self.scope.grid.cell(column.address)?;
        Some(read_period(&text_of(cell), context).ok()?.period)
    }

    fn lost_merge(&self, leader: &PeriodColumn, column: &PeriodColumn) -> Problem {
        Problem::error(format!(
            "`{}` has nothing above it, and {} is `{}`: it may stand under the same words",
            column.label, leader.address, leader.label
        ))
        .at(self.scope.grid.place(column.address))
        .hint("write `header = { fill = true }` if it does, or `header = { rows = 1 }` to leave the words above out")
    }

    fn twice(&self, period: Period, first: &PeriodColumn, second: &PeriodColumn) -> Problem {
        Problem::error(format!(
            "{period} has two columns: {} `{}` and {} `{}`",
            first.address, first.label, second.address, second.label
        ))
        .at(self.scope.grid.place(second.address))
        .hint("leave one of them out: write its header under `skip`")
    }

    /// Units stated around a cell, the closest first.
    fn stated(&self, row: &Row, target: &Target, column: u32) -> Vec<Stated> {
        let of_line = target.unit.iter().map(|note| Stated {
            note: note.clone(),
            words: BY_BOOK.to_owned(),
            by: StatedBy::Close,
        });
        let of_row = row.units.iter().map(|(note, words)| Stated {
            note: note.clone(),
            words: words.clone(),
            by: StatedBy::Label,
        });
        let of_column = self.table.column_units.get(&column);
        let of_table = of_column.into_iter().chain(&self.table.notes).map(|note| Stated {
            note: note.note.clone(),
            words: note.words.clone(),
            by: if note.is_inherited {
                StatedBy::TableAbove(note.address)
            } else {
                StatedBy::Table(note.address)
            },
        });
        of_line
            .chain(of_row)
            .chain(by_book(self.scope.source))
            .chain(of_table)
            .collect()
    }

    /// Columns between the periods that are neither growth nor notes are worth a word.
    fn note_other_columns(&self, mapped: &mut Mapped) {
        const KNOWN: [&str; 24] = [
            "同比", "环比", "增长", "增减", "变动", "变化", "幅度", "占比", "附注", "备注", "yoy", "y/y", "qoq", "hoh",
            "growth", "change", "chg", "%", "note", "var", "指标", "单位", "unit", "来源",
        ];
        for (address, text) in &self.table.others {
            let key = folded(text);
            if !KNOWN.iter().any(|word| key.contains(word)) && !self.is_skipped(text) {
                let problem = Problem::note(format!(
                    "the column under `{}` is no period and is left out",
                    text.trim()
                ));
                mapped.problems.push(problem.at(self.scope.grid.place(*address)));
            }
        }
    }

    fn note_unmapped(&self, mapped: &mut Mapped) {
        if self.unmapped.is_empty() {
            return;
        }
        let shown: Vec<String> = self
            .unmapped
            .iter()
            .take(8)
            .map(|text| format!("`{}`", text.trim()))
            .collect();
        let more = self.unmapped.len().saturating_sub(8);
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        let place = self.scope.grid.place(CellAddress::new(self.table.header, 0));
        mapped
            .problems
            .push(Problem::note(format!("rows not mapped: {}{more}", shown.join(", "))).at(place));
    }
}
