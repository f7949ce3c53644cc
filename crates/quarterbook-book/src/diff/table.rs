//! A sheet read as a table: rows with an identity, columns with a header.

use std::collections::{BTreeMap, BTreeSet};

use quarterbook_data::CellAddress;
use quarterbook_formula::Value;

use super::SnapshotSheet;

/// How far down a header row is looked for.
const HEADER_SEARCH: u32 = 12;

/// A sheet as a table.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    /// Each column's header; its letters where it has none. No two are alike.
    pub(crate) columns: BTreeMap<u32, String>,
    /// Columns that hold figures of one period, or whose cells are figures.
    pub(crate) period_columns: BTreeSet<u32>,
    /// Rows by their place.
    pub(crate) rows: BTreeMap<u32, TableRow>,
}

/// A row's identity and name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TableRow {
    /// The text that tells it from every other row of the sheet.
    pub(crate) key: String,
    /// What people read.
    pub(crate) label: String,
}

impl Table {
    /// Reads a sheet.
    pub(crate) fn read(sheet: &SnapshotSheet) -> Self {
        let header_row = header_row(sheet);
        let columns = columns(sheet, header_row);
        let period_columns = header_row.map_or_else(BTreeSet::new, |row| {
            columns
                .keys()
                .copied()
                .filter(|column| is_period(sheet.value(CellAddress::new(row, *column))))
                .collect()
        });
        Self {
            rows: rows(sheet, header_row),
            columns,
            period_columns,
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
pub(super) fn is_period(value: &Value) -> bool {
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

fn rows(sheet: &SnapshotSheet, header_row: Option<u32>) -> BTreeMap<u32, TableRow> {
    let places: BTreeSet<u32> = sheet
        .cells
        .keys()
        .map(|cell| cell.row)
        .filter(|row| header_row.is_none_or(|header| *row > header))
        .collect();
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &places {
        if let Some(code) = code(sheet, *row) {
            *codes.entry(code).or_default() += 1;
        }
    }
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    places
        .into_iter()
        .filter_map(|row| {
            let texts = leading_texts(sheet, row);
            let own = code(sheet, row)
                .filter(|code| codes.get(code) == Some(&1))
                .map(str::to_owned);
            let key = own.or_else(|| (!texts.is_empty()).then(|| texts.join(" | ")))?;
            let repeats = taken.entry(key.clone()).or_default();
            *repeats += 1;
            let key = if *repeats == 1 {
                key
            } else {
                format!("{key} ({repeats})")
            };
            let label = texts.first().cloned().unwrap_or_default();
            Some((row, TableRow { key, label }))
        })
        .collect()
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
