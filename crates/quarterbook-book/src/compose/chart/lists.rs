//! Lists: the rows of one period as the points of a chart.

use quarterbook_data::{CellAddress, CellRange};
use quarterbook_formula::Expr;

use super::data::{DataRow, Label};
use super::points::{is_number, one_column};
use super::series::Builder;
use crate::formula::call;
use crate::layout::{RowId, header};
use crate::look::Word;
use crate::workbook::{ChartSeries, Colour, SeriesKind};

impl Builder<'_> {
    /// One bar a row, for one period.
    pub(super) fn bars(&mut self, rows: &[RowId]) -> Option<Vec<ChartSeries>> {
        let column = one_column(self.context, self.band, rows, &[], self.table)?;
        let first = self.heads(&[column]);
        let context = self.context;
        for id in rows.iter().filter(|id| is_number(context, **id, column)) {
            self.copy(*id, column);
        }
        let last = self.block.next_row() - 1;
        Some(vec![ChartSeries {
            name: self.range(first - 1, column, first - 1, column),
            categories: self.range(first, self.label_column(), last, self.label_column()),
            values: self.range(first, column, last, column),
            colour: Some(self.palette(0)),
            kind: SeriesKind::Own,
            secondary: false,
            labels: self.labels(self.format),
        }])
    }

    /// One bar made of the rows and what they leave of the whole.
    pub(super) fn share(&mut self, rows: &[RowId]) -> Option<Vec<ChartSeries>> {
        let column = one_column(self.context, self.band, rows, &[], self.table)?;
        let first = self.heads(&[column]);
        let context = self.context;
        let mut colours = Vec::new();
        for (place, id) in rows.iter().filter(|id| is_number(context, **id, column)).enumerate() {
            self.copy(*id, column);
            colours.push(self.colour(*id, place));
        }
        colours.push(context.look.palette.rest);
        let others = self.block.next_row();
        let parts = CellRange::new(CellAddress::new(first, column), CellAddress::new(others - 1, column));
        let rest = Expr::number(1.0) - call("SUM", [Expr::range(None, parts, CellAddress::new(others, column))]);
        self.block.push(DataRow {
            label: Some(Label::Text(self.context.look.word(Word::OTHERS).to_owned())),
            cells: vec![(column, rest)],
            format: self.context.look.number_format(self.format),
            ..DataRow::default()
        });
        let one = |(row, colour): (u32, Colour)| ChartSeries {
            name: self.range(row, self.label_column(), row, self.label_column()),
            categories: self.range(first - 1, column, first - 1, column),
            values: self.range(row, column, row, column),
            colour: Some(colour),
            kind: SeriesKind::Own,
            secondary: false,
            labels: self.labels(self.format),
        };
        Some((first..=others).zip(colours).map(one).collect())
    }

    /// Adds a row with the period's name above a list; the row below it.
    fn heads(&mut self, columns: &[u32]) -> u32 {
        let row = self.block.next_row();
        let cells = columns.iter().map(|column| {
            let host = CellAddress::new(row, *column);
            (
                *column,
                Expr::cell(None, CellAddress::new(header::LABEL, *column), host),
            )
        });
        self.block.push(DataRow {
            cells: cells.collect(),
            format: String::new(),
            ..DataRow::default()
        });
        row + 1
    }

    /// Adds a row that shows another row's figure.
    fn copy(&mut self, id: RowId, column: u32) {
        let placed = self.context.layout.row(id);
        let host = CellAddress::new(self.block.next_row(), column);
        let cell = (column, self.figure(placed, host, column));
        self.push(placed, vec![cell], self.format);
    }
}
