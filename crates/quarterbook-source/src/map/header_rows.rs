//! Which rows of a sheet are headers of periods.
//!
//! 2024 may be a year or a count. A row of bare numbers is a header only where they are years or months in order, and
//! where no header above has its columns already; what may be either is doubtful, and stops.

use quarterbook_data::{CellAddress, Measure};

use super::bare::{Bare, Numbers, bare_number, numbers};
use super::is_figure;
use super::table::{PeriodColumn, TableNote, text_of};
use crate::rules::{Header, HeaderRow};
use crate::text::{folded, plain};
use crate::unit::{find_unit, find_units, split_label, unit_words};
use crate::{Cell, CellValue, Grid, PeriodContext, PeriodError, PeriodReading, UnitNote, read_period};

/// A row that is a header, or may be one.
#[derive(Debug, Clone)]
pub(super) struct HeaderAt {
    /// 0-based last row of the header.
    pub(super) row: u32,
    pub(super) columns: Vec<PeriodColumn>,
    /// What its numbers say, where it is made of numbers alone.
    numbers: Option<Numbers>,
}

/// The headers of a sheet from the top, and rows that may be one or may hold figures.
#[derive(Debug, Default)]
pub(super) struct HeaderRows {
    pub(super) headers: Vec<HeaderAt>,
    pub(super) doubtful: Vec<CellAddress>,
}

/// Finds the headers of a sheet. With `accepts_pieces` a header may be `Q1` as well as `2025Q1`.
pub(super) fn header_rows(grid: &Grid, context: &PeriodContext, header: &Header, accepts_pieces: bool) -> HeaderRows {
    let looker = Looker {
        grid,
        context,
        header,
        accepts_pieces,
    };
    if let HeaderRow::At(row) = header.row {
        let row = row.saturating_sub(1);
        let columns = looker.period_columns(row).into_iter().map(|(column, _)| column);
        return HeaderRows {
            headers: vec![HeaderAt {
                row,
                columns: columns.collect(),
                numbers: None,
            }],
            doubtful: Vec::new(),
        };
    }
    let mut found = HeaderRows::default();
    for (row, _) in grid.rows() {
        if let Some(candidate) = looker.candidate(row).filter(|one| one.columns.len() >= 2) {
            looker.take(candidate, &mut found);
        }
    }
    if found.headers.is_empty() {
        let is_header = |one: &HeaderAt| one.columns.iter().any(|column| column.address.column > 0);
        let mut candidates = grid.rows().filter_map(|(row, _)| looker.candidate(row));
        found.headers.extend(candidates.find(is_header));
    }
    found
}

/// What headers are looked for with.
#[derive(Clone, Copy)]
struct Looker<'a> {
    grid: &'a Grid,
    context: &'a PeriodContext,
    header: &'a Header,
    accepts_pieces: bool,
}

impl Looker<'_> {
    /// The row as a header; `None` where its numbers cannot be periods.
    fn candidate(self, row: u32) -> Option<HeaderAt> {
        let read = self.period_columns(row);
        if read.is_empty() {
            return None;
        }
        let months: Option<Vec<i32>> = read.iter().map(|(_, months)| *months).collect();
        let columns: Vec<PeriodColumn> = read.into_iter().map(|(column, _)| column).collect();
        let candidate = HeaderAt {
            row,
            columns,
            numbers: None,
        };
        let numbers = match months {
            None => None,
            Some(_) if self.has_other_figures(row, &candidate.columns) => return None,
            // A year may stand twice, above what no label could be the label of.
            Some(months) => Some(numbers(months, !self.has_label(&candidate))?),
        };
        Some(HeaderAt { numbers, ..candidate })
    }

    /// Puts a candidate among the headers, in the place of what it speaks against, or among the doubtful.
    fn take(self, candidate: HeaderAt, found: &mut HeaderRows) {
        let above = found.headers.last();
        let is_next = above.is_some_and(|above| above.row + 1 == candidate.row);
        match (&candidate.numbers, above) {
            // Of header rows directly above one another the last one says most.
            (None, Some(_)) if is_next => drop(found.headers.pop()),
            (None, Some(above)) if above.numbers.is_some() && !self.has_body(above, candidate.row) => {
                found.headers.pop();
            }
            (None, _) | (Some(_), None) => {}
            (Some(own), Some(above)) => {
                let repeats = above.numbers.as_ref().is_some_and(|above| above.months == own.months);
                let stands_apart = repeats || !self.has_label(&candidate) || !self.follows_figures(&candidate, above);
                if !own.are_even && above.columns.iter().any(|column| shares(column, &candidate)) {
                    return;
                }
                if !stands_apart {
                    let first = candidate.columns.iter().map(|column| column.address).min();
                    found.doubtful.extend(first);
                    return;
                }
                if is_next {
                    found.headers.pop();
                }
            }
        }
        found.headers.push(candidate);
    }

    /// Whether a row between a header and another has something in its columns.
    fn has_body(self, above: &HeaderAt, before: u32) -> bool {
        (above.row + 1..before).any(|row| self.has_figures(above, row))
    }

    fn has_figures(self, header: &HeaderAt, row: u32) -> bool {
        let mut columns = header.columns.iter().map(|column| column.address.column);
        columns.any(|column| self.grid.cell(CellAddress::new(row, column)).is_some())
    }

    /// Whether the row above a candidate is the header or has figures under it, so that the candidate may go on with
    /// them.
    fn follows_figures(self, candidate: &HeaderAt, above: &HeaderAt) -> bool {
        candidate.row == above.row + 1 || self.has_figures(above, candidate.row - 1)
    }

    /// Whether the row has a label as rows of figures have: words that are neither a unit nor a word for periods.
    fn has_label(self, candidate: &HeaderAt) -> bool {
        const HEADS: [&str; 14] = [
            "年度",
            "年份",
            "年",
            "期间",
            "报告期",
            "项目",
            "指标",
            "科目",
            "item",
            "year",
            "years",
            "fiscal year",
            "period",
            "fy",
        ];
        let first = candidate.columns.iter().map(|column| column.address.column).min();
        let label = self.grid.row(candidate.row).iter().find_map(|cell| {
            let text = cell.value.text().map(folded).filter(|text| !text.is_empty())?;
            (Some(cell.address.column) < first).then_some(text)
        });
        label.is_some_and(|label| !HEADS.contains(&label.as_str()) && find_unit(&label).is_none())
    }

    /// Whether a row of bare numbers has others that are no periods, right of the first that is.
    fn has_other_figures(self, row: u32, columns: &[PeriodColumn]) -> bool {
        let first = columns.iter().map(|column| column.address.column).min();
        let others = self.grid.row(row).iter().filter(|cell| {
            let is_own = columns.iter().any(|column| column.address == cell.address);
            !is_own && Some(cell.address.column) > first
        });
        others.into_iter().any(is_figure)
    }

    /// The columns of a row that read as periods, alone or together with up to two rows above; where the cell is a
    /// bare number, with the month it would end in.
    fn period_columns(self, row: u32) -> Vec<(PeriodColumn, Option<i32>)> {
        let cells = self
            .grid
            .row(row)
            .iter()
            .filter(|cell| !matches!(cell.value, CellValue::Error(_) | CellValue::Bool(_)));
        let mut whole = Vec::new();
        let mut pieces = Vec::new();
        for printed in cells {
            let (cell, unit) = self.without_unit(printed);
            let cell = cell.as_ref().unwrap_or(printed);
            let number = bare_number(cell);
            if number == Bare::Other || (self.accepts_pieces && is_short_number(cell)) {
                continue;
            }
            let month = match number {
                Bare::Month(month) => Some(month),
                _ => None,
            };
            match self.read(cell) {
                (Some(label), _) => {
                    let months = month.filter(|_| !self.needs_words_above(cell, &label));
                    whole.push((column(cell, &label, unit), months));
                }
                (None, Some(label)) if self.accepts_pieces => pieces.push((column(cell, &label, unit), None)),
                _ => {}
            }
        }
        // `Quarter` above the quarters of a matrix is a piece too, but its years are whole.
        if whole.len() >= 2 || pieces.is_empty() {
            return whole;
        }
        pieces.retain(|(piece, _)| !self.is_over_years(piece.address));
        pieces
    }

    /// A header cell without the unit behind its period, and that unit: 2024年(千元), `2024 RMB'000`.
    fn without_unit(self, cell: &Cell) -> (Option<Cell>, Option<TableNote>) {
        let Some(text) = cell.value.text().filter(|text| may_have_unit(text)) else {
            return (None, None);
        };
        let found = apart_from_unit(text).filter(|(short, _, _)| is_period(&read_period(short, self.context)));
        let Some((short, note, words)) = found else {
            return (None, None);
        };
        let unit = TableNote {
            note,
            words,
            address: cell.address,
            is_inherited: false,
        };
        let value = CellValue::Text(short.into());
        (Some(Cell { value, ..cell.clone() }), Some(unit))
    }

    /// The label under which a header cell is a period, and the one under which it is a piece of one.
    fn read(self, cell: &Cell) -> (Option<String>, Option<String>) {
        let read: Vec<(Result<PeriodReading, PeriodError>, String)> = self
            .labels(cell)
            .into_iter()
            .map(|label| (read_period(&label, self.context), label))
            .collect();
        let named = |label: &str| self.context.names.meaning(label).is_some();
        let best = read.iter().find(|(result, label)| result.is_ok() && named(label));
        let best = best.or_else(|| read.iter().find(|(result, _)| result.is_ok()));
        let best = best.or_else(|| read.iter().find(|(result, _)| is_period(result)));
        // A figure under Q1 would be a piece of one too, together with it.
        let says_something = !matches!(
            read_period(&header_text(cell), self.context),
            Err(PeriodError::NotAPeriod)
        );
        let piece = read
            .iter()
            .find(|(result, _)| says_something && matches!(result, Err(PeriodError::Incomplete)));
        let label = |found: Option<&(_, String)>| found.map(|(_, label)| label.clone());
        (label(best), label(piece))
    }

    /// Whether a number is a year only with what stands above it, as 2025 under 截至6月30日止六个月 is.
    fn needs_words_above(self, cell: &Cell, label: &str) -> bool {
        let own = header_text(cell);
        let above = label.strip_suffix(own.as_str()).unwrap_or_default().trim();
        !above.is_empty() && !is_period(&read_period(above, self.context))
    }

    /// Whether a header cell is that of the labels: the first of its row, as 年度 is over 2024 and 2025.
    fn is_over_years(self, at: CellAddress) -> bool {
        let is_first = self.grid.row(at.row).first().is_some_and(|cell| cell.address == at);
        let below = self.grid.cell(CellAddress::new(at.row + 1, at.column));
        is_first && below.is_some_and(|below| is_period(&read_period(&text_of(below), self.context)))
    }

    /// What a header cell may say: together with the rows above it, the most rows first, and alone.
    fn labels(self, cell: &Cell) -> Vec<String> {
        let Header { rows, fill, .. } = *self.header;
        let most = rows.unwrap_or(3).clamp(1, 5).min(cell.address.row + 1);
        let mut texts = vec![header_text(cell)];
        for up in 1..most {
            let above = CellAddress::new(cell.address.row - up, cell.address.column);
            let text = self.seen_at(above, fill).map(header_text).unwrap_or_default();
            texts.insert(0, text);
        }
        let fewest = if rows.is_some() { 1 } else { texts.len() };
        (0..fewest).map(|start| texts[start..].join(" ")).collect()
    }

    /// The cell a reader sees in a header: through merges, and leftwards where the book says so.
    fn seen_at(&self, at: CellAddress, fill: bool) -> Option<&Cell> {
        let shown = self.grid.shown_at(at);
        if shown.is_some() || !fill {
            return shown;
        }
        let mut row = self.grid.row(at.row).iter().rev();
        row.find(|cell| cell.address.column < at.column)
    }
}

fn column(cell: &Cell, label: &str, unit: Option<TableNote>) -> PeriodColumn {
    PeriodColumn {
        address: cell.address,
        label: plain(label),
        unit,
    }
}

/// Whether a text is short and has a digit.
fn may_have_unit(text: &str) -> bool {
    text.len() <= 60 && text.contains(|c: char| c.is_ascii_digit())
}

/// A text apart from the unit at its end, of money or counts, and the unit's words.
fn apart_from_unit(text: &str) -> Option<(String, UnitNote, String)> {
    let is_amount = |note: &UnitNote| matches!(note.measure, None | Some(Measure::Money(_) | Measure::Count(_)));
    let text = plain(text);
    if let (short, Some(note)) = split_label(&text) {
        return is_amount(&note).then(|| (short, note, text.clone()));
    }
    let notes = find_units(&text).into_iter().filter(is_amount);
    notes
        .map(|note| (unit_words(&text, &note), note))
        .find_map(|(words, note)| {
            let short = text.strip_suffix(words.as_str())?.trim_end();
            (!short.is_empty()).then(|| (short.to_owned(), note, words))
        })
}

fn shares(column: &PeriodColumn, other: &HeaderAt) -> bool {
    let mut columns = other.columns.iter().map(|other| other.address.column);
    columns.any(|other| other == column.address.column)
}

/// Whether a label is a period, or would be one if the book said how long.
fn is_period(result: &Result<PeriodReading, PeriodError>) -> bool {
    matches!(result, Ok(_) | Err(PeriodError::Unclear { .. }))
}

/// Whether a cell is a number of less digits than a year has: under FY it is a figure of a matrix, and not its year.
fn is_short_number(cell: &Cell) -> bool {
    matches!(cell.value, CellValue::Number(number) if number.abs() < 1000.0)
        || cell
            .value
            .text()
            .is_some_and(|text| text.len() < 4 && text.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A header cell's text; a number with the words that its format puts beside it: 2026 as `2026E`.
pub(super) fn header_text(cell: &Cell) -> String {
    match &cell.value {
        CellValue::Number(_) => Some(cell.printed())
            .filter(|shown| shown.contains(char::is_alphabetic))
            .unwrap_or_else(|| text_of(cell)),
        _ => text_of(cell),
    }
}
