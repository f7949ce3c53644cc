//! What is doubtful about a table, with the line of a book that settles it.

use quarterbook_data::CellAddress;

use super::columns::letters;
use crate::map::{Table, divided_by};
use crate::period::bare_month;
use crate::{Grid, PeriodContext, PeriodError, read_period};

/// Rows of numbers that may be headers, periods in two readings, and numbers that their format divides.
pub(super) fn doubts(grid: &Grid, table: &Table, context: &PeriodContext) -> Vec<String> {
    let mut doubts: Vec<String> = table
        .doubtful
        .iter()
        .map(|cell| header_or_figures(table, *cell))
        .collect();
    let mut months = table
        .periods
        .iter()
        .filter(|column| bare_month(&column.label).is_some());
    let unclear = months.find_map(|column| match read_period(&column.label, context) {
        Err(PeriodError::Unclear { message, hint }) => Some(format!("{}: {message}; {hint}", column.address)),
        _ => None,
    });
    doubts.extend(unclear);
    doubts.extend(divided(grid, table));
    doubts
}

fn header_or_figures(table: &Table, cell: CellAddress) -> String {
    let (own, other) = (table.header + 1, cell.row + 1);
    format!(
        "row {other}: its numbers may be figures, or years over a table of their own; `header = {{ row = {own} }}` if they are figures"
    )
}

/// The first number of a table that its format divides before it shows it, and how many there are.
fn divided(grid: &Grid, table: &Table) -> Option<String> {
    let columns: Vec<u32> = table.periods.iter().map(|period| period.address.column).collect();
    let cells = table.body.clone().flat_map(|row| grid.row(row));
    let mut divided = cells.filter_map(|cell| {
        let power = divided_by(cell).filter(|_| columns.contains(&cell.address.column))?;
        Some((cell, power))
    });
    let (cell, power) = divided.next()?;
    let more = divided.count();
    let others = if more > 0 {
        format!(", and {more} more")
    } else {
        String::new()
    };
    let held = cell.value.decimal()?;
    Some(format!(
        "{} shows {} of {held} by its format `{}`{others}: a unit note speaks of what is shown, 10^{power} of the number in the cell; `unit = {{ override = \"USD\" }}` is that of the number itself",
        cell.address,
        cell.printed().trim(),
        cell.number_format.as_deref().unwrap_or_default(),
    ))
}

/// A header over several columns of a list.
pub(super) fn name_of(address: CellAddress, header: &str, all: &[(CellAddress, &str)]) -> (String, String) {
    let others = all.iter().filter(|(other, text)| *other != address && *text == header);
    let others: Vec<String> = others.map(|(other, _)| letters(*other)).collect();
    if others.is_empty() {
        return (header.to_owned(), String::new());
    }
    let own = letters(address);
    let comment = format!("a guess: `{header}` stands over {} too", others.join(" and "));
    (format!("{own}:{own}"), comment)
}
