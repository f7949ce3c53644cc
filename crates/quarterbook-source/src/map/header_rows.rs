//! Which rows of a sheet are headers of periods.
//!
//! 2024 may be a year or a count. A row of bare numbers is a header only where they are years or months in order, and
//! where no header above has its columns already; what may be either is doubtful, and stops.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use quarterbook_data::CellAddress;

use super::bare::{Bare, Numbers, bare_number, is_nil, is_short_number, numbers};
use super::basis::apart_from_basis;
use super::header_unit::{apart_from_unit, may_have_unit};
use super::is_figure;
use super::over::{only_parts, seen_at};
use super::table::{PeriodColumn, TableNote, Words, text_of};
use crate::rules::{Header, HeaderRow};
use crate::text::{folded, plain};
use crate::unit::find_unit;
use crate::{Cell, CellValue, Grid, PeriodContext, PeriodError, PeriodReading, read_period};

/// A row that is a header, or may be one.
#[derive(Debug, Clone)]
pub(super) struct HeaderAt {
    /// 0-based last row of the header.
    pub(super) row: u32,
    pub(super) columns: Vec<PeriodColumn>,
    /// Whether a row right below it says more of its columns.
    pub(super) below: bool,
    /// What its numbers say, where it is made of numbers alone.
    numbers: Option<Numbers>,
}

/// How many tables of a sheet are read.
pub(crate) const MOST_TABLES: usize = 2_000;

/// What a header cell is read as, and the first row of it.
type Label = (String, u32);

/// The headers of a sheet from the top, and rows that may be one or may hold figures.
#[derive(Debug, Default)]
pub(super) struct HeaderRows {
    pub(super) headers: Vec<HeaderAt>,
    pub(super) doubtful: Vec<CellAddress>,
}

/// Finds the headers of a sheet. With `accepts_pieces` a header may be `Q1` as well as `2025Q1`.
pub(super) fn header_rows(grid: &Grid, context: &PeriodContext, header: &Header, accepts_pieces: bool) -> HeaderRows {
    let known = Known::default();
    let looker = Looker {
        grid,
        context,
        header,
        accepts_pieces,
        known: &known,
    };
    if let HeaderRow::At(row) = header.row {
        let row = row.saturating_sub(1);
        let columns = looker.period_columns(row).into_iter().map(|(column, _)| column);
        return HeaderRows {
            headers: vec![HeaderAt {
                row,
                columns: columns.collect(),
                below: false,
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
        if found.headers.len() > MOST_TABLES {
            break;
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
    known: &'a Known,
}

/// Labels that were read, since headers repeat one another.
type Known = RefCell<HashMap<String, Result<PeriodReading, PeriodError>>>;

impl Looker<'_> {
    fn read_label(self, label: &str) -> Result<PeriodReading, PeriodError> {
        const MOST_KNOWN: usize = 4096;
        if let Some(known) = self.known.borrow().get(label) {
            return known.clone();
        }
        let read = read_period(label, self.context);
        let mut known = self.known.borrow_mut();
        if known.len() >= MOST_KNOWN {
            known.clear();
        }
        known.insert(label.to_owned(), read.clone());
        read
    }

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
            below: false,
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
            (None, Some(above)) if is_next && only_parts(self.grid, above, &candidate) => return,
            // Of header rows directly above one another the last one says most.
            (None, Some(_)) if is_next => drop(found.headers.pop()),
            (None, Some(above)) if above.numbers.is_some() && !self.has_body(above, candidate.row) => {
                found.headers.pop();
            }
            (None, _) | (Some(_), None) => {}
            (Some(own), Some(above)) => {
                let repeats = above.numbers.as_ref().is_some_and(|above| above.months == own.months);
                let stands_apart = repeats || !self.has_label(&candidate) || !self.follows_figures(&candidate, above);
                if !own.are_even && share_columns(above, &candidate) {
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
        let own: BTreeSet<u32> = columns.iter().map(|column| column.address.column).collect();
        let others = self.grid.row(row).iter().filter(|cell| {
            let column = cell.address.column;
            !own.contains(&column) && Some(column) > first
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
            let (short, words) = self.without_basis(cell).unzip();
            let cell = short.as_ref().unwrap_or(cell);
            let number = bare_number(cell);
            // A dash under a period is a figure that is not disclosed, and no part of the header.
            let is_short = self.accepts_pieces && is_short_number(cell);
            if number == Bare::Other || is_nil(cell) || self.is_loss(cell) || is_short {
                continue;
            }
            let month = match number {
                Bare::Month(month) => Some(month),
                _ => None,
            };
            match self.read(cell) {
                (Some(label), _) => {
                    let months = month.filter(|_| !self.needs_words_above(cell, &label.0));
                    whole.push((column(printed, label, unit, words), months));
                }
                (None, Some(label)) if self.accepts_pieces => pieces.push((column(printed, label, unit, words), None)),
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

    /// Whether a cell is a number in brackets behind a label: a loss, and no footnote mark of the period above it.
    fn is_loss(self, cell: &Cell) -> bool {
        let first = self.grid.row(cell.address.row).first();
        let is_labelled = first.is_some_and(|label| label.address != cell.address && label.value.text().is_some());
        let text = cell.value.text().map(plain).filter(|_| is_labelled);
        text.is_some_and(|text| text.starts_with('(') && is_figure(cell))
    }

    /// A header cell without the unit behind its period, and that unit: 2024年(千元), `2024 RMB'000`.
    fn without_unit(self, cell: &Cell) -> (Option<Cell>, Option<TableNote>) {
        let is_whole = |text: &str| is_period(&self.read_label(text));
        let Some(text) = cell.value.text().filter(|text| may_have_unit(text) && !is_whole(text)) else {
            return (None, None);
        };
        let found = apart_from_unit(text).filter(|(short, _, _)| is_period(&self.read_label(short)));
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

    /// A header cell without the words beside its period on the basis of its figures, and these: 2023年(调整后).
    fn without_basis(self, cell: &Cell) -> Option<(Cell, String)> {
        let text = cell.value.text()?;
        if is_period(&self.read_label(text)) {
            return None;
        }
        let (short, words) = apart_from_basis(text)?;
        let is_own = is_period(&self.read_label(&short));
        let value = CellValue::Text(short.into());
        is_own.then(|| (Cell { value, ..cell.clone() }, words))
    }

    /// The label under which a header cell is a period, and the one under which it is a piece of one.
    fn read(self, cell: &Cell) -> (Option<Label>, Option<Label>) {
        let labels = self.labels(cell).into_iter();
        let read: Vec<(Result<PeriodReading, PeriodError>, Label)> =
            labels.map(|label| (self.read_label(&label.0), label)).collect();
        let is_named = |label: &Label| self.context.names.meaning(&label.0).is_some();
        let named = read.iter().find(|(result, label)| result.is_ok() && is_named(label));
        let best = read.iter().find(|(result, _)| result.is_ok());
        let best = best.or_else(|| read.iter().find(|(result, _)| is_period(result)));
        // What says how long a period is counts even where that is no period of the book's years.
        let longest = read.iter().find(|(result, _)| is_period(result));
        let longest = longest.filter(|(_, (label, _))| self.says_length(cell, label));
        let best = named.or(longest).or(best);
        // A figure under Q1 would be a piece of one too, together with it.
        let says_something = !matches!(self.read_label(&header_text(cell)), Err(PeriodError::NotAPeriod));
        let piece = read
            .iter()
            .find(|(result, _)| says_something && matches!(result, Err(PeriodError::Incomplete)));
        let label = |found: Option<&(_, Label)>| found.map(|(_, label)| label.clone());
        (label(best), label(piece))
    }

    /// Whether the words above a header cell, in its label, are a length and nothing else: `Twelve months ended`.
    fn says_length(self, cell: &Cell, label: &str) -> bool {
        let own = header_text(cell);
        let above = label.strip_suffix(own.as_str()).unwrap_or_default().trim();
        !above.is_empty() && self.read_label(above) == Err(PeriodError::Incomplete)
    }

    /// Whether a number is a year only with what stands above it, as 2025 under 截至6月30日止六个月 is.
    fn needs_words_above(self, cell: &Cell, label: &str) -> bool {
        let own = header_text(cell);
        let above = label.strip_suffix(own.as_str()).unwrap_or_default().trim();
        !above.is_empty() && !is_period(&self.read_label(above))
    }

    /// Whether a header cell is that of the labels: the first of its row, as 年度 is over 2024 and 2025.
    fn is_over_years(self, at: CellAddress) -> bool {
        let is_first = self.grid.row(at.row).first().is_some_and(|cell| cell.address == at);
        let below = self.grid.cell(CellAddress::new(at.row + 1, at.column));
        is_first && below.is_some_and(|below| is_period(&self.read_label(&text_of(below))))
    }

    /// What a header cell may say, from which row on: together with the rows above it, the most rows first, and alone.
    fn labels(self, cell: &Cell) -> Vec<Label> {
        let Header { rows, fill, .. } = *self.header;
        let most = rows.unwrap_or(3).clamp(1, 5).min(cell.address.row + 1);
        let mut texts = vec![header_text(cell)];
        for up in 1..most {
            let above = CellAddress::new(cell.address.row - up, cell.address.column);
            let above = seen_at(self.grid, above, fill);
            // What is not disclosed stands below the header, and so does the cell under it.
            if above.is_some_and(is_nil) {
                break;
            }
            texts.insert(0, above.map(header_text).unwrap_or_default());
        }
        let fewest = if rows.is_some() { 1 } else { texts.len() };
        let row = |start: usize| cell.address.row + 1 - (texts.len() - start) as u32;
        (0..fewest)
            .map(|start| (texts[start..].join(" "), row(start)))
            .collect()
    }
}

fn column(cell: &Cell, (label, top): Label, unit: Option<TableNote>, words: Option<String>) -> PeriodColumn {
    let words = words.map(|text| Words {
        address: cell.address,
        text,
    });
    PeriodColumn {
        address: cell.address,
        label: plain(&label),
        unit,
        period: cell.address,
        top,
        heads: Vec::new(),
        words: words.into_iter().collect(),
    }
}

fn share_columns(one: &HeaderAt, other: &HeaderAt) -> bool {
    let own: BTreeSet<u32> = one.columns.iter().map(|column| column.address.column).collect();
    other.columns.iter().any(|column| own.contains(&column.address.column))
}

/// Whether a label is a period, or would be one if the book said how long.
fn is_period(result: &Result<PeriodReading, PeriodError>) -> bool {
    matches!(result, Ok(_) | Err(PeriodError::Unclear { .. }))
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
