//! The cell that a reader means: by address, or by a row's id and a period.

use quarterbook_data::{CellAddress, FiscalCalendar, Frequency, Period, Problem, suggestion};

use crate::diff::{Snapshot, Table};
use crate::layout::period_label;

const HINT: &str = "write a sheet and a cell, such as Revenue!F8 or 'Market share'!F8, or a row's id and a period, such as \
                    `growth FY2024`";

/// The sheet and cell that `Revenue!F8`, `'Market share'!$F$8`, `growth FY2024` or `Revenue!growth FY2024` mean:
/// an id is the text in column A, a period the header of a column or its name in a book, `2025Q3` for `3Q25`.
///
/// # Errors
/// When the text is none of these, or the workbook has no such sheet, row or period.
pub fn find(snapshot: &Snapshot, text: &str) -> Result<(String, CellAddress), Box<Problem>> {
    let (sheet, rest) = match text.rsplit_once('!') {
        Some((sheet, rest)) => (Some(known_sheet(snapshot, sheet)?), rest),
        None => (None, text),
    };
    match (sheet, rest.replace('$', "").parse()) {
        (Some(sheet), Ok(cell)) => Ok((sheet, cell)),
        (None, Ok(_)) => Err(Box::new(Problem::error(format!("`{text}` names no sheet")).hint(HINT))),
        (_, Err(_)) if rest.contains(':') => Err(Box::new(
            Problem::error(format!("`{rest}` is a range")).hint("name one of its cells: a trace is of one"),
        )),
        (sheet, Err(_)) => by_id(snapshot, sheet.as_deref(), rest.trim()),
    }
}

/// The sheet as the workbook writes its name; quotes around it are taken off.
fn known_sheet(snapshot: &Snapshot, written: &str) -> Result<String, Box<Problem>> {
    let quoted = written.strip_prefix('\'').and_then(|sheet| sheet.strip_suffix('\''));
    let name = quoted.map_or_else(|| written.to_owned(), |sheet| sheet.replace("''", "'"));
    if let Some(sheet) = snapshot.sheet(&name) {
        return Ok(sheet.name.clone());
    }
    let names: Vec<&str> = snapshot.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    let problem = Problem::error(format!("there is no sheet `{name}`"));
    Err(Box::new(problem.maybe_hint(suggestion(&name, names))))
}

/// The cell of a row's id and a period, on the first sheet that has both.
fn by_id(snapshot: &Snapshot, sheet: Option<&str>, text: &str) -> Result<(String, CellAddress), Box<Problem>> {
    let sheets = || {
        let all = snapshot
            .sheets
            .iter()
            .filter(|known| sheet.is_none_or(|sheet| sheet == known.name));
        all.map(|sheet| (sheet, Table::read(sheet)))
    };
    let (id, period) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let mut periods: Vec<String> = Vec::new();
    let mut ids: Vec<String> = Vec::new();
    for (sheet, table) in sheets() {
        ids.extend(
            table
                .rows
                .values()
                .filter(|row| !row.is_working)
                .map(|row| row.key.clone()),
        );
        let Some((row, _)) = table.rows.iter().find(|(_, row)| row.key == id && !row.is_working) else {
            continue;
        };
        for column in &table.period_columns {
            let header = table.columns.get(column).map_or("", String::as_str);
            if is_headed(header, period.trim()) {
                return Ok((sheet.name.clone(), CellAddress::new(*row, *column)));
            }
            periods.push(header.to_owned());
        }
    }
    let problem = if periods.is_empty() {
        let problem = Problem::error(format!("`{text}` is neither a cell nor the id of a row")).hint(HINT);
        problem.maybe_hint(suggestion(id, ids.iter().map(String::as_str)))
    } else if period.is_empty() {
        Problem::error(format!("`{id}` is a row: which period of it?"))
            .hint(format!("write one of its periods behind it: {}", periods.join(", ")))
    } else {
        Problem::error(format!("the row `{id}` has no period `{}`", period.trim()))
            .hint(format!("it has {}", periods.join(", ")))
    };
    Err(Box::new(problem))
}

/// Whether a column with this header is of the period as written: as the header has it, or as problems and books
/// do, `2025Q3` for `3Q25` or `FY2024` for `2024A`. Headers of months are the calendar's, which is not known here.
fn is_headed(header: &str, written: &str) -> bool {
    if header == written {
        return true;
    }
    let Ok(period) = written.parse::<Period>() else {
        return false;
    };
    let label = |estimate| period_label(period, FiscalCalendar::CALENDAR_YEAR, estimate);
    period.frequency() != Some(Frequency::Month)
        && [None, Some(false), Some(true)]
            .into_iter()
            .any(|estimate| label(estimate) == header)
}

#[cfg(test)]
mod tests {
    use super::is_headed;

    #[test]
    fn periods_as_headers_and_as_books_write_them() {
        for (header, written) in [
            ("3Q25", "3Q25"),
            ("3Q25", "2025Q3"),
            ("3Q26E", "2026Q3"),
            ("1H25", "2025H1"),
            ("2024A", "FY2024"),
            ("2023-07", "2023-07"),
        ] {
            assert!(is_headed(header, written), "{header} {written}");
        }
        for (header, written) in [("3Q25", "2025Q2"), ("3Q25", "3Q24"), ("2023-07", "2024M01")] {
            assert!(!is_headed(header, written), "{header} {written}");
        }
    }
}
