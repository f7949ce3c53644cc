//! Where rows go once they are read: into grids that are held, or past a visitor one by one.

use std::collections::VecDeque;
use std::ops::{ControlFlow, RangeInclusive};
use std::sync::Arc;

use quarterbook_data::{CellRange, MAX_COLUMNS, Problem, SourceFile};

use crate::oddities::Oddities;
use crate::refusal::{Refusal, refuse, refuse_cells, refuse_limit};
use crate::{Cell, CellValue, Grid, Limits, TextEncoding, Visibility};

/// What is known of a sheet before its first row.
#[derive(Debug, Clone, Default)]
pub(crate) struct SheetInfo {
    pub(crate) name: Arc<str>,
    pub(crate) visibility: Visibility,
    pub(crate) merges: Vec<CellRange>,
    pub(crate) hidden_rows: Vec<RangeInclusive<u32>>,
    pub(crate) hidden_columns: Vec<RangeInclusive<u32>>,
    /// The encoding of a delimited text, where it is a guess.
    pub(crate) guessed: Option<TextEncoding>,
}

/// How a row of a delimited text falls into fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// How many fields it has, empty ones too.
    pub fields: u32,
    /// What stands between them.
    pub separator: u8,
}

/// Takes sheets and their rows.
pub(crate) trait Sink {
    /// Whether this sheet is to be read at all.
    fn wants(&self, sheet: &str) -> bool;
    /// A sheet begins.
    fn begin(&mut self, sheet: SheetInfo);
    /// A row of the sheet that began last; the cells may be taken out.
    fn row(&mut self, row: u32, cells: &mut Vec<Cell>) -> Result<ControlFlow<()>, Refusal>;
    /// Says how the next row falls into fields, where it is one of a delimited text.
    fn cut(&mut self, row: u32, cut: Cut);
    /// Says which rows and columns of that sheet are hidden, where this is known only after its rows were read.
    fn hide(&mut self, rows: Vec<RangeInclusive<u32>>, columns: Vec<RangeInclusive<u32>>);
}

/// Holds everything as grids.
pub(crate) struct Holder<'a> {
    file: Arc<SourceFile>,
    limits: &'a Limits,
    held: u64,
    /// Bytes of their texts, those aside that cells share.
    texts: u64,
    sheets: Vec<(SheetInfo, Vec<Cell>)>,
    cuts: Vec<(u32, Cut)>,
    texts_are_numbers: bool,
}

impl<'a> Holder<'a> {
    /// `typed` says whether the format tells numbers from texts.
    pub(crate) fn new(file: Arc<SourceFile>, limits: &'a Limits, typed: bool) -> Self {
        Self {
            file,
            limits,
            held: 0,
            texts: 0,
            sheets: Vec::new(),
            cuts: Vec::new(),
            texts_are_numbers: !typed,
        }
    }

    /// The grids, and what is odd about them.
    pub(crate) fn finish(mut self) -> (Vec<Grid>, Vec<Problem>) {
        let mut notes = Vec::new();
        let mut grids = Vec::new();
        for (info, cells) in self.sheets {
            let mut oddities = Oddities::new(self.texts_are_numbers);
            oddities.add_row(&cells);
            let listed = cells.len();
            let mut grid = Grid::new(Arc::clone(&self.file), info.name, cells);
            oddities.repeated = listed - grid.cells().len();
            grid.visibility = info.visibility;
            grid.merges = info.merges;
            grid.hidden_rows = info.hidden_rows;
            grid.hidden_columns = info.hidden_columns;
            grid.guessed = info.guessed;
            // Only a delimited text has cuts, and it has one sheet.
            grid.cuts = std::mem::take(&mut self.cuts);
            oddities.add_hidden(&grid);
            notes.extend(oddities.notes(&self.file.path, &grid.sheet));
            grids.push(grid);
        }
        (grids, notes)
    }
}

impl Sink for Holder<'_> {
    fn wants(&self, _sheet: &str) -> bool {
        true
    }

    fn begin(&mut self, sheet: SheetInfo) {
        self.sheets.push((sheet, Vec::new()));
    }

    fn row(&mut self, _row: u32, cells: &mut Vec<Cell>) -> Result<ControlFlow<()>, Refusal> {
        self.held += cells.len() as u64;
        if self.held > self.limits.cells {
            return Err(refuse_cells(&self.file.path, self.limits));
        }
        self.texts += cells.iter().map(own_text).sum::<u64>();
        if self.texts > self.limits.memory_bytes {
            let message = format!("its texts take more than {} bytes", self.limits.memory_bytes);
            return Err(refuse_limit(&self.file.path, message, "memory-bytes"));
        }
        if let Some((_, sheet)) = self.sheets.last_mut() {
            sheet.append(cells);
        }
        Ok(ControlFlow::Continue(()))
    }

    fn cut(&mut self, row: u32, cut: Cut) {
        self.cuts.push((row, cut));
    }

    fn hide(&mut self, rows: Vec<RangeInclusive<u32>>, columns: Vec<RangeInclusive<u32>>) {
        if let Some((sheet, _)) = self.sheets.last_mut() {
            sheet.hidden_rows = rows;
            sheet.hidden_columns = columns;
        }
    }
}

/// The bytes of a text that only this cell has.
fn own_text(cell: &Cell) -> u64 {
    match &cell.value {
        CellValue::Text(text) if Arc::strong_count(text) == 1 => text.len() as u64,
        _ => 0,
    }
}

/// A row on its way past a visitor.
#[derive(Debug, Clone, Copy)]
pub struct StreamedRow<'a> {
    /// The file it stands in.
    pub file: &'a Arc<SourceFile>,
    /// Its sheet; empty for a delimited text.
    pub sheet: &'a Arc<str>,
    /// Whether the sheet's tab can be seen.
    pub visibility: Visibility,
    /// 0-based row.
    pub row: u32,
    /// The cells that hold something, from left to right.
    pub cells: &'a [Cell],
    /// How it falls into fields, in a delimited text.
    pub cut: Option<Cut>,
}

/// Decides by its name whether a sheet is read.
pub(crate) type Wanted<'a> = dyn Fn(&str) -> bool + 'a;
/// Takes one row and says whether it wants the next.
pub(crate) type Visit<'a> = dyn FnMut(StreamedRow<'_>) -> ControlFlow<()> + 'a;

/// Shows every row to a visitor and keeps none.
pub(crate) struct Streamer<'a> {
    pub(crate) file: Arc<SourceFile>,
    pub(crate) wanted: &'a Wanted<'a>,
    pub(crate) visit: &'a mut Visit<'a>,
    pub(crate) texts_are_numbers: bool,
    pub(crate) sheet: SheetInfo,
    pub(crate) oddities: Oddities,
    pub(crate) next_row: u32,
    pub(crate) cut: Option<Cut>,
    pub(crate) rows: u64,
    /// How many columns the sheet's rows reach across.
    pub(crate) width: u32,
    pub(crate) notes: Vec<Problem>,
}

impl Streamer<'_> {
    /// Closes the sheet that began last.
    pub(crate) fn end_sheet(&mut self) {
        let fresh = Oddities::new(self.texts_are_numbers);
        let mut oddities = std::mem::replace(&mut self.oddities, fresh);
        let rows = self.sheet.hidden_rows.iter();
        oddities.hidden_rows = rows.map(|rows| rows.clone().count()).sum();
        let columns = self.sheet.hidden_columns.iter();
        let width = self.width;
        oddities.hidden_columns = columns
            .map(|columns| columns.clone().filter(|at| *at < width).count())
            .sum();
        oddities.visibility = self.sheet.visibility;
        self.notes.extend(oddities.notes(&self.file.path, &self.sheet.name));
    }
}

impl Sink for Streamer<'_> {
    fn wants(&self, sheet: &str) -> bool {
        (self.wanted)(sheet)
    }

    fn begin(&mut self, sheet: SheetInfo) {
        if self.rows > 0 {
            self.end_sheet();
        }
        self.sheet = sheet;
        self.next_row = 0;
        self.width = 0;
    }

    fn row(&mut self, row: u32, cells: &mut Vec<Cell>) -> Result<ControlFlow<()>, Refusal> {
        if row < self.next_row {
            return Err(refuse(
                &self.file.path,
                format!(
                    "row {} of sheet {} stands after row {}",
                    row + 1,
                    self.sheet.name,
                    self.next_row
                ),
                "open the file in Excel and save it again, which puts its rows in order",
            ));
        }
        self.next_row = row + 1;
        self.rows += 1;
        self.width = self.width.max(cells.last().map_or(0, |cell| cell.address.column + 1));
        self.oddities.add_row(cells);
        Ok((self.visit)(StreamedRow {
            file: &self.file,
            sheet: &self.sheet.name,
            visibility: self.sheet.visibility,
            row,
            cells,
            cut: self.cut.take(),
        }))
    }

    fn cut(&mut self, _row: u32, cut: Cut) {
        self.cut = Some(cut);
    }

    fn hide(&mut self, rows: Vec<RangeInclusive<u32>>, columns: Vec<RangeInclusive<u32>>) {
        self.sheet.hidden_rows = rows;
        self.sheet.hidden_columns = columns;
    }
}

/// Gathers cells into rows, and puts the cells that a parser leaves out back in their places.
pub(crate) struct Rows<'a> {
    sink: &'a mut dyn Sink,
    left_out: VecDeque<Cell>,
    row: Option<u32>,
    cells: Vec<Cell>,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(sink: &'a mut dyn Sink, left_out: VecDeque<Cell>) -> Self {
        Self {
            sink,
            left_out,
            row: None,
            cells: Vec::new(),
        }
    }

    pub(crate) fn push(&mut self, cell: Cell) -> Result<ControlFlow<()>, Refusal> {
        let row = cell.address.row;
        // A row that lists its cells again and again is handed over in pieces.
        if self.row != Some(row) || self.cells.len() > MAX_COLUMNS as usize {
            if self.hand_over(row)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
            self.row = Some(row);
        }
        self.cells.push(cell);
        Ok(ControlFlow::Continue(()))
    }

    /// Hands over the last row.
    pub(crate) fn finish(mut self) -> Result<ControlFlow<()>, Refusal> {
        self.hand_over(u32::MAX)
    }

    /// Hands over the row at hand, then the rows before `next` of which the parser told nothing.
    fn hand_over(&mut self, next: u32) -> Result<ControlFlow<()>, Refusal> {
        if let Some(row) = self.row.take()
            && self.send(row)?.is_break()
        {
            return Ok(ControlFlow::Break(()));
        }
        while let Some(row) = self
            .left_out
            .front()
            .map(|cell| cell.address.row)
            .filter(|row| *row < next)
        {
            if self.send(row)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn send(&mut self, row: u32) -> Result<ControlFlow<()>, Refusal> {
        while self.left_out.front().is_some_and(|cell| cell.address.row == row) {
            self.cells.extend(self.left_out.pop_front());
        }
        if !self.cells.is_sorted_by_key(|cell| cell.address) {
            self.cells.sort_by_key(|cell| cell.address);
        }
        let flow = self.sink.row(row, &mut self.cells);
        self.cells.clear();
        flow
    }
}
