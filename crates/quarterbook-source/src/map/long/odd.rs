//! Rows of a long table that are no rows of it: its header once more, lines of text, and rows that lack fields.

use quarterbook_data::{CellAddress, Place, Problem};

use super::{Here, LISTED, LongReader};
use crate::map::{Mapped, Scope, counted, is_uncut};
use crate::period::read_day;
use crate::rules::Shape;
use crate::{Cell, Cut, PeriodContext, read_period};

/// What was met among the rows that is none.
#[derive(Default)]
pub(super) struct OddRows {
    repeated: Cells,
    lines: Cells,
    narrow: Cells,
    /// A header with its columns in another order, from which on nothing can be read.
    pub(super) is_lost: bool,
}

/// How many there are, and the first of them.
#[derive(Default)]
struct Cells {
    count: usize,
    first: Vec<(CellAddress, String)>,
}

impl Cells {
    fn add(&mut self, cell: &Cell) {
        self.count += 1;
        if self.first.len() < LISTED {
            self.first.push((cell.address, cell.printed().trim().to_owned()));
        }
    }

    fn list(&self, show: impl Fn(&(CellAddress, String)) -> String) -> String {
        let shown: Vec<String> = self.first.iter().map(show).collect();
        let more = match self.count - self.first.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        format!("{}{more}", shown.join(", "))
    }
}

impl LongReader {
    /// Whether the row at hand is none of the table's, or lacks fields; what is wrong with it is told.
    pub(super) fn is_odd(&mut self, here: Here<'_>, cut: Option<Cut>, mapped: &mut Mapped) -> bool {
        let Some(first) = here.cells.first() else {
            return true;
        };
        if self.odd.is_lost {
            return true;
        }
        if self.repeats_header(here.cells) {
            self.odd.repeated.add(first);
            return true;
        }
        if let Some(problem) = self.other_header(here) {
            self.odd.is_lost = true;
            mapped.problems.push(problem);
            return true;
        }
        cut.is_some_and(|cut| self.lacks_fields(here, first, cut, mapped))
    }

    /// Whether a row is one of those down to the header once more, as behind a page break.
    fn repeats_header(&self, cells: &[Cell]) -> bool {
        let has_text = |cell: &Cell| cell.value.text().is_some();
        let mut before = self.before.iter();
        before.any(|(_, known)| {
            known.len() == cells.len()
                && known.first().is_some_and(has_text)
                && known.iter().zip(cells).all(|(known, own)| is_same(known, own))
        })
    }

    /// The error for a header that has the columns of the book at other places.
    fn other_header(&self, here: Here<'_>) -> Option<Problem> {
        let (_, header) = self.before.last()?;
        let texts = |cells: &[Cell], cell: &Cell| cells.iter().any(|other| other.value == cell.value);
        let first = here.cells.first().filter(|first| texts(header, first))?;
        let named: Vec<&Cell> = header
            .iter()
            .filter(|cell| here.columns.names(cell.address.column))
            .collect();
        if named.len() < 2 || !named.iter().all(|cell| texts(here.cells, cell)) {
            return None;
        }
        let problem =
            Problem::error("another header stands here, with columns at other places: from here on nothing is read");
        Some(
            problem.at(here.scope.grid.place(first.address)).hint(
                "give the table that begins here a file of its own, or put its columns in the order of the first",
            ),
        )
    }

    /// Whether a row of a delimited text ends before a column that the book names.
    fn lacks_fields(&mut self, here: Here<'_>, first: &Cell, cut: Cut, mapped: &mut Mapped) -> bool {
        let Here { scope, columns, cells } = here;
        let of_header = columns.last() + 1;
        if cut.fields >= of_header {
            return false;
        }
        let decides = |column: u32| column < cut.fields;
        if columns.deciding().all(decides) && !columns.wants(cells) {
            return false;
        }
        let is_skipped = |cell: &Cell| scope.source.skip.iter().any(|skip| skip.matches_text(&cell.printed()));
        if cells.iter().any(is_skipped) {
            return true;
        }
        if scope.source.rule.shape == Shape::Ledger && self.sum_rows.has(here) {
            return true;
        }
        if columns.last_named().is_none_or(decides) {
            self.odd.narrow.add(first);
            return false;
        }
        if let ([only], true) = (cells, is_line(here, cut)) {
            self.odd.lines.add(only);
            return true;
        }
        let problem = Problem::error(format!(
            "this row has {} and its header {of_header}: what the missing ones held is lost, or another one's",
            counted(cut.fields)
        ));
        mapped.problems.push(problem.at(scope.grid.place(first.address)).hint(
            "put the missing fields in, empty ones too, or write the text of a line that is no row under `skip`",
        ));
        true
    }
}

/// Whether the only field of a row is a line of words, such as 制表人：张三, and no row that was not cut up.
fn is_line(here: Here<'_>, cut: Cut) -> bool {
    let [only] = here.cells else { return false };
    let text = only.printed();
    let is_uncut = is_uncut(&text, cut.separator);
    let is_period = || read_day(&text).is_some() || read_period(&text, &PeriodContext::default()).is_ok();
    let is_number = || text.trim().parse::<f64>().is_ok();
    !is_uncut && !is_period() && !is_number()
}

/// What is told of a table's odd rows in the end.
pub(super) fn told(scope: Scope<'_>, odd: &OddRows, header: u32) -> Vec<Problem> {
    let place = |cells: &Cells| {
        cells
            .first
            .first()
            .map_or(Place::Nowhere, |(cell, _)| scope.grid.place(*cell))
    };
    let address = |(cell, _): &(CellAddress, String)| cell.to_string();
    let mut problems = Vec::new();
    if odd.repeated.count > 0 {
        let list = odd.repeated.list(address);
        problems.push(
            Problem::note(format!(
                "the header stands again among the rows and is passed over: {list}"
            ))
            .at(place(&odd.repeated)),
        );
    }
    if odd.lines.count > 0 {
        let list = odd.lines.list(|(cell, text)| format!("{cell} `{text}`"));
        problems.push(
            Problem::note(format!("lines of words among the rows are passed over: {list}")).at(place(&odd.lines)),
        );
    }
    if odd.narrow.count > 0 {
        let rows = match odd.narrow.count {
            1 => "1 row has".to_owned(),
            rows => format!("{rows} rows have"),
        };
        problems.push(
            Problem::warning(format!(
                "{rows} fewer fields than the header has ({header}): what the book reads stands in them, if none is missing in between"
            ))
            .at(place(&odd.narrow))
            .hint("look at the first, or have empty fields exported too"),
        );
    }
    problems
}

/// Whether two cells of one column say the same; all rows are held against the header, so that nothing is folded.
fn is_same(one: &Cell, other: &Cell) -> bool {
    let texts = one.value.text().zip(other.value.text());
    let are_alike = |(one, other): (&str, &str)| one.trim().eq_ignore_ascii_case(other.trim());
    one.address.column == other.address.column && (one.value == other.value || texts.is_some_and(are_alike))
}
