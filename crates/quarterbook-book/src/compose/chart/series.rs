//! Series over periods, and what the other shapes build theirs with.

use quarterbook_data::{CellAddress, CellRange};
use quarterbook_formula::{BinaryOperator, Expr, SheetId};

use super::data::{DataBlock, DataRow, Label};
use super::points::{is_number, is_rest, is_whole, span};
use super::{Context, Kept};
use crate::compose::row_format;
use crate::formula::call;
use crate::layout::{Band, PlacedRow, RowId, header};
use crate::template::{ChartShape, ChartTable, FormatWord};
use crate::workbook::{ChartSeries, Colour, DataLabels, SeriesKind, SheetRange};

/// A chart while its series are made.
pub(super) struct Builder<'a> {
    pub(super) context: Context<'a>,
    pub(super) table: &'a ChartTable,
    pub(super) band: &'a Band,
    pub(super) home: SheetId,
    pub(super) block: &'a mut DataBlock,
    pub(super) format: FormatWord,
    /// Whether members are among the rows drawn.
    pub(super) has_parts: bool,
}

impl<'a> Builder<'a> {
    /// A chart without series so far.
    pub(super) fn new(
        context: Context<'a>,
        kept: &Kept<'a>,
        home: SheetId,
        block: &'a mut DataBlock,
        format: FormatWord,
    ) -> Self {
        let mut builder = Self {
            context,
            table: kept.table,
            band: kept.band,
            home,
            block,
            format,
            has_parts: false,
        };
        let is_part = |row: &RowId| builder.place_of_member(context.layout.row(*row)).is_some();
        builder.has_parts = kept.rows.iter().any(is_part);
        builder
    }

    /// Rows as series, periods as points.
    pub(super) fn over_periods(&mut self, rows: &[RowId], lines: &[RowId]) -> Option<Vec<ChartSeries>> {
        let all: Vec<RowId> = rows.iter().chain(lines).copied().collect();
        let parts = self.table.kind == ChartShape::PercentColumn;
        let (first, last) = span(self.context, self.band, &all, parts, self.table.last)?;
        let is_line = self.table.kind == ChartShape::Line;
        let mut series = Vec::new();
        for (place, id) in all.iter().copied().enumerate() {
            if !(first..=last).any(|column| is_number(self.context, id, column)) {
                continue;
            }
            let over = place >= rows.len();
            let (sheet, row) = if parts {
                self.part(id, &all, (first, last))
            } else {
                self.drawn_row(id, (first, last), is_line || over)
            };
            let placed = self.context.layout.row(id);
            series.push(ChartSeries {
                name: self.cells(placed.sheet, placed.row, self.label_column(), self.label_column()),
                categories: self.cells(placed.sheet, header::LABEL, first, last),
                values: self.cells(sheet, row, first, last),
                colour: Some(self.colour(id, place)),
                kind: if over { SeriesKind::Line } else { SeriesKind::Own },
                secondary: over,
                labels: self.labels(row_format(self.context, placed)),
            });
        }
        (!series.is_empty()).then_some(series)
    }

    /// The sheet and row to draw. A line would fall to zero where a figure is missing: such a row is drawn
    /// from a copy in which `#N/A` leaves a gap.
    fn drawn_row(&mut self, id: RowId, (first, last): (u32, u32), is_line: bool) -> (SheetId, u32) {
        let placed = self.context.layout.row(id);
        let has_gap = (first..=last).any(|column| !is_number(self.context, id, column));
        if !(is_line && has_gap) {
            return (placed.sheet, placed.row);
        }
        let row = self.block.next_row();
        let cells = (first..=last).map(|column| {
            let figure = self.figure(placed, CellAddress::new(row, column), column);
            let gap = call("NA", []);
            (column, call("IF", [call("ISNUMBER", [figure.clone()]), figure, gap]))
        });
        let cells = cells.collect();
        self.push(placed, cells, row_format(self.context, placed));
        (self.home, row)
    }

    /// The sheet and row to draw of a part of the whole. Where another part is missing, the rest of them would fill
    /// the column and show as too much: the parts are drawn from copies that leave out such periods.
    fn part(&mut self, id: RowId, all: &[RowId], (first, last): (u32, u32)) -> (SheetId, u32) {
        let placed = self.context.layout.row(id);
        if (first..=last).all(|column| is_whole(self.context, all, column)) {
            return (placed.sheet, placed.row);
        }
        let row = self.block.next_row();
        let rest: Vec<RowId> = all.iter().copied().filter(|row| is_rest(self.context, *row)).collect();
        let needed = if rest.is_empty() { all } else { &rest };
        let cells = (first..=last).map(|column| {
            let host = CellAddress::new(row, column);
            let known = needed
                .iter()
                .map(|row| self.figure(self.context.layout.row(*row), host, column));
            let known = call("COUNT", known);
            let whole = Expr::binary(BinaryOperator::Equal, known, Expr::number(needed.len() as f64));
            let figure = self.figure(placed, host, column);
            (column, call("IF", [whole, figure, call("NA", [])]))
        });
        let cells = cells.collect();
        self.push(placed, cells, row_format(self.context, placed));
        (self.home, row)
    }

    pub(super) fn push(&mut self, placed: &PlacedRow, cells: Vec<(u32, Expr)>, format: FormatWord) {
        let host = CellAddress::new(self.block.next_row(), self.label_column());
        let label = self.figure(placed, host, self.label_column());
        self.block.push(DataRow {
            label: Some(Label::Link(label)),
            cells,
            format: self.context.look.number_format(format),
            ..DataRow::default()
        });
    }

    /// A row's cell in a column, seen from a cell of the block.
    pub(super) fn figure(&self, placed: &PlacedRow, host: CellAddress, column: u32) -> Expr {
        let sheet = (placed.sheet != self.home).then_some(placed.sheet);
        Expr::cell(sheet, CellAddress::new(placed.row, column), host)
    }

    pub(super) fn label_column(&self) -> u32 {
        self.context.layout.axis.labels[0]
    }

    pub(super) fn labels(&self, format: FormatWord) -> Option<DataLabels> {
        self.table.labels.then(|| DataLabels {
            number_format: self.context.look.decimals.point_format(format),
        })
    }

    pub(super) fn palette(&self, place: usize) -> Colour {
        let colours = &self.context.look.palette.series;
        colours[place % colours.len()]
    }

    /// A series' colour: the same for a member in every chart; the rest and a total among parts have their own.
    pub(super) fn colour(&self, id: RowId, place: usize) -> Colour {
        let row = self.context.layout.row(id);
        if is_rest(self.context, id) {
            return self.context.look.palette.rest;
        }
        match self.place_of_member(row) {
            Some(place) => self.palette(place),
            None if self.has_parts => self.context.look.palette.total,
            None => self.palette(place),
        }
    }

    /// The place of a row's innermost member among those of its dimension.
    pub(super) fn place_of_member(&self, row: &PlacedRow) -> Option<usize> {
        let member = row.name.as_ref()?.members.last()?;
        let mut dimensions = self.context.book.vocabulary.dimensions.values();
        dimensions.find_map(|dimension| dimension.members.iter().position(|known| known.name == *member))
    }

    fn cells(&self, sheet: SheetId, row: u32, first: u32, last: u32) -> SheetRange {
        SheetRange {
            sheet: self.context.layout.handles.name(sheet).to_owned(),
            range: CellRange::new(CellAddress::new(row, first), CellAddress::new(row, last)),
        }
    }

    pub(super) fn range(&self, first_row: u32, first: u32, last_row: u32, last: u32) -> SheetRange {
        SheetRange {
            sheet: self.context.layout.handles.name(self.home).to_owned(),
            range: CellRange::new(CellAddress::new(first_row, first), CellAddress::new(last_row, last)),
        }
    }
}
