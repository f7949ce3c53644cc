//! What is odd about a sheet and worth a note: hidden things, error cells, numbers stored as text.

use quarterbook_data::{CellAddress, Place, Problem};

use crate::value::NO_RESULT;
use crate::{Cell, CellValue, Grid, Visibility};

/// Counts the oddities of one sheet.
#[derive(Debug, Default)]
pub(crate) struct Oddities {
    texts_are_numbers: bool,
    errors: Tally,
    without_result: Tally,
    numbers_as_text: Tally,
    /// Hidden rows that hold something, or in a stream hidden rows.
    pub(crate) hidden_rows: usize,
    /// Hidden columns that hold something, or in a stream hidden columns as far as its rows reach.
    pub(crate) hidden_columns: usize,
    /// Cells listed again under an address that has one.
    pub(crate) repeated: usize,
    pub(crate) visibility: Visibility,
}

/// How many cells, and the first few of them.
#[derive(Debug, Default)]
struct Tally {
    count: usize,
    first: Vec<String>,
}

impl Tally {
    fn add(&mut self, address: CellAddress, what: &str) {
        self.count += 1;
        if self.first.len() < 5 {
            self.first.push(format!("{address} {what}").trim_end().to_owned());
        }
    }

    fn list(&self) -> String {
        let more = self.count - self.first.len();
        let tail = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        format!("{}{tail}", self.first.join(", "))
    }
}

impl Oddities {
    /// `texts_are_numbers` says that the format has only texts, so that a number among them is not odd.
    pub(crate) fn new(texts_are_numbers: bool) -> Self {
        Self {
            texts_are_numbers,
            ..Self::default()
        }
    }

    pub(crate) fn add_row(&mut self, cells: &[Cell]) {
        for cell in cells {
            match &cell.value {
                CellValue::Error(literal) if **literal == *NO_RESULT => self.without_result.add(cell.address, ""),
                CellValue::Error(literal) => self.errors.add(cell.address, literal),
                CellValue::Text(text) if !self.texts_are_numbers && reads_as_number(text) => {
                    self.numbers_as_text.add(cell.address, &format!("`{text}`"));
                }
                _ => {}
            }
        }
    }

    pub(crate) fn add_hidden(&mut self, grid: &Grid) {
        self.visibility = grid.visibility;
        let rows = grid.rows().map(|(row, _)| row);
        self.hidden_rows = rows
            .filter(|row| grid.hidden_rows.iter().any(|hidden| hidden.contains(row)))
            .count();
        let mut columns: Vec<u32> = grid.cells().iter().map(|cell| cell.address.column).collect();
        columns.sort_unstable();
        columns.dedup();
        self.hidden_columns = columns
            .iter()
            .filter(|column| grid.hidden_columns.iter().any(|hidden| hidden.contains(column)))
            .count();
    }

    /// A note for each kind of oddity that was met.
    pub(crate) fn notes(&self, file: &str, sheet: &str) -> Vec<Problem> {
        let mut notes = Vec::new();
        match self.visibility {
            Visibility::Visible => {}
            Visibility::Hidden => notes.push(Problem::note("the sheet is hidden")),
            Visibility::VeryHidden => notes.push(Problem::note("the sheet is hidden, and Unhide does not list it")),
        }
        if self.hidden_rows > 0 {
            notes.push(Problem::warning(hidden_message(self.hidden_rows, "row")));
        }
        if self.hidden_columns > 0 {
            notes.push(Problem::warning(hidden_message(self.hidden_columns, "column")));
        }
        if self.errors.count > 0 {
            notes.push(Problem::warning(format!("error cells: {}", self.errors.list())));
        }
        if self.without_result.count > 0 {
            let list = self.without_result.list();
            notes.push(Problem::warning(format!("formulas without results: {list}")));
        }
        if self.numbers_as_text.count > 0 {
            notes.push(Problem::note(format!(
                "numbers stored as text: {}",
                self.numbers_as_text.list()
            )));
        }
        if self.repeated > 0 {
            notes.push(Problem::warning(format!(
                "{} listed twice; the first of each is taken",
                if self.repeated == 1 {
                    "1 cell is".to_owned()
                } else {
                    format!("{} cells are", self.repeated)
                }
            )));
        }
        let place = Place::Sheet {
            file: file.to_owned(),
            sheet: sheet.to_owned(),
        };
        notes.into_iter().map(|note| note.at(place.clone())).collect()
    }
}

fn hidden_message(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 hidden {what} is read like any other"),
        _ => format!("{count} hidden {what}s are read like any other"),
    }
}

/// Whether a text would be a number if it were typed into a cell.
pub(crate) fn reads_as_number(text: &str) -> bool {
    let text = text.trim_start();
    let plausible = text.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '-' | '+' | '.'));
    if !plausible {
        return false;
    }
    let text = text.trim_end();
    text.ends_with(|last: char| last.is_ascii_digit() || matches!(last, '.' | '%'))
        && text.trim_end_matches('%').replace(',', "").parse::<f64>().is_ok()
}
