//! Which points there are: what a first evaluation found in the rows.

use quarterbook_data::{CellAddress, Frequency};
use quarterbook_formula::Value;

use super::Context;
use crate::book::frequency_named;
use crate::layout::{Band, RowId, names_band};
use crate::template::{ChartTable, Located};

/// Whether a row has a number in this column.
pub(super) fn is_number(context: Context<'_>, row: RowId, column: u32) -> bool {
    let row = context.layout.row(row);
    let value = context
        .values
        .map(|values| values.get(row.sheet, CellAddress::new(row.row, column)));
    matches!(value, Some(Value::Number(_)))
}

/// Whether a row has a number in any period.
pub(super) fn has_numbers(context: Context<'_>, row: RowId) -> bool {
    let mut columns = context.layout.axis.bands.iter().flat_map(Band::columns);
    columns.any(|(column, _)| is_number(context, row, column))
}

/// The band a chart draws: the one it asks for, or where the rows have no number in it, the next finer one in which they
/// have, or else the next coarser.
pub(super) fn band<'a>(context: Context<'a>, table: &ChartTable, rows: &[RowId]) -> Option<&'a Band> {
    let word = table.band.as_ref().map(Located::as_str);
    let mut bands: Vec<&Band> = context.layout.axis.bands.iter().collect();
    if let Some(word) = word {
        bands.sort_by_key(|band| distance(word, band.frequency));
    }
    let is_filled = |band: &&Band| {
        let mut columns = band.columns();
        columns.any(|(column, _)| rows.iter().any(|row| is_number(context, *row, column)))
    };
    bands.into_iter().find(is_filled)
}

/// How far a band is from the one that is named: the band itself, then the finer ones, then the coarser.
fn distance(word: &str, band: Frequency) -> u8 {
    let Some(wanted) = frequency_named(word) else {
        return u8::from(!names_band(word, band));
    };
    match (wanted.per_year(), band.per_year()) {
        (wanted, band) if band >= wanted => band - wanted,
        (wanted, band) => Frequency::Month.per_year() + wanted - band,
    }
}

/// Whether this is a band that the chart asks for.
pub(super) fn is_wanted(table: &ChartTable, band: &Band) -> bool {
    let word = table.band.as_ref().map(Located::as_str);
    word.is_none_or(|word| names_band(word, band.frequency))
}

/// Whether a row shows what the other parts leave of the whole.
pub(super) fn is_rest(context: Context<'_>, row: RowId) -> bool {
    let table = context.layout.row(row).table;
    let table = table.map(|table| &context.book.template.sheets[table.sheet].rows[table.row]);
    let formula = table.and_then(|table| table.formula.as_ref());
    formula.is_some_and(|formula| formula.as_str().trim_start().starts_with("rest("))
}

/// Whether the rows make up a whole in this column: each has a number, or the one that is what the others leave.
pub(super) fn is_whole(context: Context<'_>, rows: &[RowId], column: u32) -> bool {
    let mut rest = rows.iter().filter(|row| is_rest(context, **row)).peekable();
    let known = |row: &RowId| is_number(context, *row, column);
    if rest.peek().is_some() {
        rest.all(known)
    } else {
        rows.iter().all(known)
    }
}

/// First and last column with a number in any of the rows, the latest `last` periods only; with `parts` the first
/// and last in which they make up a whole.
pub(super) fn span(
    context: Context<'_>,
    band: &Band,
    rows: &[RowId],
    parts: bool,
    last: Option<u16>,
) -> Option<(u32, u32)> {
    let filled = |column: &u32| {
        if parts {
            is_whole(context, rows, *column)
        } else {
            rows.iter().any(|row| is_number(context, *row, *column))
        }
    };
    let columns = || band.columns().map(|(column, _)| column).filter(filled);
    let (first, end) = (columns().next()?, columns().last()?);
    let first = last.map_or(first, |last| first.max((end + 1).saturating_sub(u32::from(last))));
    Some((first, end))
}

/// The column of the one period a chart draws: the period it names, else the latest of those in which the most rows
/// have a number; none where no row has one, or one that `needed` asks for has not.
pub(super) fn one_column(
    context: Context<'_>,
    band: &Band,
    rows: &[RowId],
    needed: &[RowId],
    table: &ChartTable,
) -> Option<u32> {
    let named = table
        .period
        .as_ref()
        .map(Located::as_str)
        .filter(|word| *word != "latest");
    let columns: Vec<u32> = match named {
        Some(word) => vec![context.layout.axis.column(word.parse().ok()?)?],
        None => band.columns().map(|(column, _)| column).collect(),
    };
    let known = |row: &RowId, column: u32| is_number(context, *row, column);
    let filled = |column: u32| rows.iter().filter(|row| known(row, column)).count();
    columns
        .into_iter()
        .filter(|column| needed.iter().all(|row| known(row, *column)))
        .map(|column| (filled(column), column))
        .filter(|(count, _)| *count > 0)
        .max()
        .map(|(_, column)| column)
}
