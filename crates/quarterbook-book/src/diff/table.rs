//! A sheet read as a table: rows with an identity, columns with a header.

use std::collections::{BTreeMap, BTreeSet};

use quarterbook_data::CellAddress;
use quarterbook_formula::Value;

use super::SnapshotSheet;
use crate::look::Word;
use crate::register::is_register;

/// How far down a header row is looked for.
const HEADER_SEARCH: u32 = 12;

/// A sheet as a table.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    /// Each column's header; its letters where it has none. No two are alike.
    pub(crate) columns: BTreeMap<u32, String>,
    /// Columns that hold figures of one period, or whose cells are figures.
    pub(crate) period_columns: BTreeSet<u32>,
    /// Whether its rows are a list of checks or sources, whose columns are no periods.
    pub(crate) is_list: bool,
    /// Whether it is the cover.
    pub(crate) is_cover: bool,
    /// Rows by their place.
    pub(crate) rows: BTreeMap<u32, TableRow>,
}

/// A row's identity and name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TableRow {
    /// The text that tells it from every other row of the sheet.
    pub(crate) key: String,
    /// What people read, with what it is split from: `Revenue: Chips`.
    pub(crate) label: String,
    /// The unit beside the label; empty where the sheet has no column of units.
    pub(crate) unit: String,
    /// Whether the key is the id that templates and books know the row by.
    pub(crate) has_id: bool,
    /// Whether it only follows from other rows or from the periods: half units, chart data, period ends.
    pub(crate) is_working: bool,
}

/// What a sheet is for, told from its fixed words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SheetRole {
    Cover,
    Checks,
    Sources,
    Changes,
    Figures,
}

impl SheetRole {
    pub(super) fn of(sheet: &SnapshotSheet) -> Self {
        let says = |word: Word| {
            let mut texts = sheet.cells.keys().filter(|at| at.column == 0);
            texts.any(|at| sheet.constant_text(*at).is_some_and(|text| word.is_said_by(text)))
        };
        if is_register(sheet) {
            Self::Sources
        } else if said_in_row(sheet, [Word::ACTUAL, Word::EXPECTED, Word::TOLERANCE]).is_some() {
            Self::Checks
        } else if says(Word::RESTATEMENTS) && says(Word::SINCE_PREVIOUS) {
            Self::Changes
        } else if says(Word::LEGEND) && says(Word::RUN_ID) {
            Self::Cover
        } else {
            Self::Figures
        }
    }
}

/// The first row near the top in which every one of these words is a cell's text, and their columns.
pub(super) fn said_in_row<const N: usize>(sheet: &SnapshotSheet, words: [Word; N]) -> Option<(u32, [u32; N])> {
    (0..HEADER_SEARCH).find_map(|row| {
        let column = |word: Word| {
            let mut texts = sheet.texts_of_row(row);
            texts.find(|(_, text)| word.is_said_by(text)).map(|(column, _)| column)
        };
        let mut columns = [0; N];
        for (place, word) in columns.iter_mut().zip(words) {
            *place = column(word)?;
        }
        Some((row, columns))
    })
}

impl Table {
    /// Reads a sheet.
    pub(crate) fn read(sheet: &SnapshotSheet) -> Self {
        let role = SheetRole::of(sheet);
        let is_cover = role == SheetRole::Cover;
        let is_list = matches!(role, SheetRole::Checks | SheetRole::Sources);
        let header_row = match role {
            SheetRole::Cover => None,
            SheetRole::Checks | SheetRole::Sources => {
                said_in_row(sheet, [Word::NUMBER, Word::PERIOD]).map(|(row, _)| row)
            }
            SheetRole::Changes | SheetRole::Figures => header_row(sheet),
        };
        let columns = columns(sheet, header_row);
        let mut rows = rows(sheet, header_row, &columns);
        if is_list {
            label_list(sheet, header_row, &mut rows);
        }
        let period_columns = header_row.map_or_else(BTreeSet::new, |row| {
            columns
                .keys()
                .copied()
                .filter(|column| is_period(sheet.value(CellAddress::new(row, *column))))
                .collect()
        });
        Self {
            columns,
            period_columns,
            is_list,
            is_cover,
            rows,
        }
    }

    /// The row's key and the column's header of a cell.
    pub(crate) fn name_of(&self, cell: CellAddress) -> (Option<&TableRow>, &str) {
        let column = self.columns.get(&cell.column).map_or("", String::as_str);
        (self.rows.get(&cell.row), column)
    }
}

/// The first row in which two cells read as periods; else the one with the most texts.
fn header_row(sheet: &SnapshotSheet) -> Option<u32> {
    let mut texts: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for (address, cell) in sheet.cells.range(..CellAddress::new(HEADER_SEARCH, 0)) {
        let counts = texts.entry(address.row).or_default();
        counts.0 += usize::from(is_period(&cell.value));
        counts.1 += usize::from(matches!(cell.value, Value::Text(_)) && cell.formula.is_none());
    }
    let periods = texts
        .iter()
        .find(|(_, (periods, _))| *periods >= 2)
        .map(|(row, _)| *row);
    let most = || {
        texts
            .iter()
            .filter(|(_, (_, texts))| *texts >= 3)
            .max_by_key(|(row, (_, texts))| (*texts, u32::MAX - **row))
    };
    periods.or_else(|| most().map(|(row, _)| *row))
}

/// Whether a header names a period: `FY2024`, `2025A`, `1H25`, `3Q25E`, `9M25`, `2025M09`.
pub(crate) fn is_period(value: &Value) -> bool {
    let Value::Text(text) = value else {
        return false;
    };
    let body = text.strip_suffix(['A', 'E']).unwrap_or(text);
    let digits = |part: &str, least: usize| part.len() >= least && part.bytes().all(|byte| byte.is_ascii_digit());
    let split_at = |mark: char, before: usize, after: usize| {
        body.split_once(mark)
            .is_some_and(|(left, right)| digits(left, before) && digits(right, after))
    };
    let is_year =
        body.strip_prefix("FY").is_some_and(|year| digits(year, 2)) || (body.len() < text.len() && digits(body, 4));
    is_year || ['H', 'Q', 'M'].into_iter().any(|mark| split_at(mark, 1, 1))
}

fn columns(sheet: &SnapshotSheet, header_row: Option<u32>) -> BTreeMap<u32, String> {
    let used: BTreeSet<u32> = sheet.cells.keys().map(|cell| cell.column).collect();
    let mut taken = BTreeSet::new();
    used.into_iter()
        .map(|column| {
            // A calculation sheet fetches its headers from Inputs: what counts is what they show.
            let header = header_row.and_then(|row| match sheet.value(CellAddress::new(row, column)) {
                Value::Text(header) if !header.is_empty() => Some(header.to_string()),
                _ => None,
            });
            let name = header.filter(|header| taken.insert(header.clone()));
            (column, name.unwrap_or_else(|| quarterbook_data::column_name(column)))
        })
        .collect()
}

fn rows(sheet: &SnapshotSheet, header_row: Option<u32>, columns: &BTreeMap<u32, String>) -> BTreeMap<u32, TableRow> {
    let places = rows_below(sheet, header_row);
    let unit_column = columns.iter().find(|(_, header)| Word::UNIT.is_said_by(header));
    let mut labels: BTreeMap<String, String> = BTreeMap::new();
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let mut working = None;
    let mut headings: BTreeMap<u32, String> = BTreeMap::new();
    let mut rows = BTreeMap::new();
    for row in places {
        let texts = leading_texts(sheet, row);
        if let Some(heading) = texts.iter().find(|text| is_working_heading(text)) {
            working = Some(heading.clone());
        }
        let code = code(sheet, row);
        let Some(key) = code
            .map(str::to_owned)
            .or_else(|| (!texts.is_empty()).then(|| sorted(&texts).join(" | ")))
        else {
            continue;
        };
        let tells_periods = code.is_none() && texts.iter().any(|text| is_of_periods(text));
        if code.is_none() && !tells_periods {
            headings.insert(row, texts.first().cloned().unwrap_or_default());
        }
        let own = texts.first().map_or("", String::as_str);
        let heading = headings.values().next_back().map_or("", String::as_str);
        let label = code.map_or_else(|| own.to_owned(), |code| label(code, own, &labels, heading));
        if let Some(code) = code.filter(|_| working.is_none()) {
            labels.entry(code.to_owned()).or_insert_with(|| label.clone());
        }
        let (key, label) = match &working {
            Some(heading) => (format!("{heading} › {key}"), format!("{heading} › {label}")),
            None => (key, label),
        };
        let key = numbered(key, &mut taken);
        let unit = unit_column.and_then(|(column, _)| sheet.constant_text(CellAddress::new(row, *column)));
        rows.insert(
            row,
            TableRow {
                key,
                label,
                unit: unit.unwrap_or_default().to_owned(),
                has_id: code.is_some(),
                is_working: working.is_some() || tells_periods,
            },
        );
    }
    tell_apart(&mut rows, &headings);
    rows
}

/// The rows that hold something below the header, or anywhere without one.
fn rows_below(sheet: &SnapshotSheet, header_row: Option<u32>) -> BTreeSet<u32> {
    let rows = sheet.cells.keys().map(|cell| cell.row);
    rows.filter(|row| header_row.is_none_or(|header| *row > header))
        .collect()
}

/// A key, with a number behind it from its second time on.
fn numbered(key: String, taken: &mut BTreeMap<String, usize>) -> String {
    let times = taken.entry(key.clone()).or_default();
    *times += 1;
    if *times == 1 { key } else { format!("{key} ({times})") }
}

/// Names the rows of a list by their id or line, and their period: `adds-up, FY2024`.
fn label_list(sheet: &SnapshotSheet, header_row: Option<u32>, rows: &mut BTreeMap<u32, TableRow>) {
    let column = |word: Word| {
        let mut texts = sheet.texts_of_row(header_row?);
        texts.find(|(_, text)| word.is_said_by(text)).map(|(column, _)| column)
    };
    let named_by = column(Word::ID).or_else(|| column(Word::LINE));
    let (Some(name), Some(period)) = (named_by, column(Word::PERIOD)) else {
        return;
    };
    for (at, row) in rows {
        let text = |column| sheet.constant_text(CellAddress::new(*at, column)).unwrap_or_default();
        row.label = format!("{}, {}", text(name), text(period));
    }
}

/// Puts the heading before labels that stand in several places of a sheet.
fn tell_apart(rows: &mut BTreeMap<u32, TableRow>, headings: &BTreeMap<u32, String>) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows.values() {
        *counts.entry(row.label.clone()).or_default() += 1;
    }
    for (at, row) in rows {
        let heading = headings.range(..*at).next_back().map_or("", |(_, heading)| heading);
        if counts.get(&row.label).is_some_and(|count| *count > 1) && !heading.is_empty() && !row.is_working {
            row.label = format!("{heading}: {}", row.label);
        }
    }
}

/// The texts in an order that does not depend on which language leads.
fn sorted(texts: &[String]) -> Vec<String> {
    let mut sorted = texts.to_vec();
    sorted.sort();
    sorted
}

/// Whether a text heads rows that only follow from others.
fn is_working_heading(text: &str) -> bool {
    Word::HALF_UNITS.is_said_by(text) || Word::CHART_DATA.is_said_by(text)
}

/// Whether a text names one of the rows below the headers that say what each period is.
fn is_of_periods(text: &str) -> bool {
    [Word::PERIOD_END, Word::PERIOD_ORDINAL, Word::FISCAL_YEAR]
        .iter()
        .any(|word| word.is_said_by(text))
}

/// A row's label. That of a part, such as `revenue.chips`, stands behind the label of the whole, or behind the
/// heading above it where the whole has no row.
fn label(code: &str, own: &str, labels: &BTreeMap<String, String>, heading: &str) -> String {
    let whole = code.rsplit_once('.').map(|(whole, _)| whole);
    let above = whole.map_or("", |whole| labels.get(whole).map_or(heading, String::as_str));
    if above.is_empty() || own.starts_with(above) {
        own.to_owned()
    } else {
        format!("{above}: {own}")
    }
}

/// The text in column A, unless it is a running number such as `S007`, which names another row as soon as one
/// is added above.
fn code(sheet: &SnapshotSheet, row: u32) -> Option<&str> {
    let text = sheet.constant_text(CellAddress::new(row, 0))?;
    (!is_running_number(text)).then_some(text)
}

/// Whether a text is a letter and a number: `S007`.
pub(crate) fn is_running_number(text: &str) -> bool {
    let mut rest = text.chars();
    rest.next().is_some_and(|first| first.is_ascii_uppercase())
        && text.len() > 1
        && rest.all(|character| character.is_ascii_digit())
}

/// The constant texts behind column A, up to the first number or formula; without any, column A's own.
fn leading_texts(sheet: &SnapshotSheet, row: u32) -> Vec<String> {
    let cells = sheet
        .cells
        .range(CellAddress::new(row, 1)..CellAddress::new(row + 1, 0));
    let texts: Vec<String> = cells
        .map_while(|(address, _)| sheet.constant_text(*address))
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
        .collect();
    if texts.is_empty() {
        let own = sheet.constant_text(CellAddress::new(row, 0));
        return own.map(str::to_owned).into_iter().collect();
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_periods_are_told_from_other_texts() {
        for text in ["FY2024", "2025A", "2026E", "1H25", "2H26E", "3Q09", "2025M09", "9M25"] {
            assert!(is_period(&Value::text(text)), "{text}");
        }
        for text in ["", "A", "2025", "Unit", "H1", "1H", "USD m", "n.a.", "S007"] {
            assert!(!is_period(&Value::text(text)), "{text}");
        }
    }
}
