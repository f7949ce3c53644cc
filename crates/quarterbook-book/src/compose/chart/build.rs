//! One chart from its table.

use quarterbook_data::{CellAddress, CellRange};
use quarterbook_formula::{Expr, SheetId};

use super::data::{DataBlock, DataRow, Label};
use super::points::{band, is_number, one_column, span};
use super::{Context, SIZE};
use crate::compose::{row_format, row_unit};
use crate::formula::call;
use crate::layout::{Band, PlacedRow, RowId, header};
use crate::look::{Word, chart_format, number_format, point_format};
use crate::template::{ChartShape, ChartTable, FormatWord};
use crate::workbook::{Axis, Chart, ChartKind, ChartSeries, Colour, DataLabels, SeriesKind, SheetRange};

/// The chart, with what it needs added to the block of chart data on the sheet `home`; `None` when there is
/// nothing to draw.
pub(super) fn chart(
    context: Context<'_>,
    table: &ChartTable,
    (rows, lines): (&[RowId], &[RowId]),
    home: SheetId,
    block: &mut DataBlock,
) -> Option<Chart> {
    let band = band(context, table)?;
    let first = context.layout.row(*rows.first()?);
    let format = table.format.unwrap_or_else(|| row_format(context, first));
    let mut builder = Builder {
        context,
        table,
        band,
        home,
        block,
        format,
    };
    let series = match table.kind {
        ChartShape::Bar => builder.bars(rows)?,
        ChartShape::Share => builder.share(rows)?,
        ChartShape::Waterfall => builder.waterfall(rows)?,
        _ => builder.over_periods(rows, lines)?,
    };
    let secondary = series.iter().any(|series| series.secondary);
    let line_format = lines
        .first()
        .map(|row| chart_format(row_format(context, context.layout.row(*row))));
    Some(Chart {
        kind: kind(table.kind),
        title: title(context, table, first),
        alternative_text: alternative(context, table, rows, lines),
        legend: series.iter().filter(|series| series.colour.is_some()).count() > 1
            && table.kind != ChartShape::Waterfall,
        series,
        category_axis: Axis {
            reversed: table.kind == ChartShape::Bar,
            ..Axis::default()
        },
        value_axis: value_axis(table.kind, format),
        secondary_axis: secondary.then(|| Axis {
            number_format: line_format.unwrap_or_default().to_owned(),
            ..Axis::default()
        }),
        anchor: CellAddress::new(0, 0),
        size: SIZE,
    })
}

const fn kind(shape: ChartShape) -> ChartKind {
    match shape {
        ChartShape::Column => ChartKind::Column,
        ChartShape::StackedColumn | ChartShape::Waterfall => ChartKind::StackedColumn,
        ChartShape::PercentColumn => ChartKind::PercentColumn,
        ChartShape::Line => ChartKind::Line,
        ChartShape::Bar => ChartKind::Bar,
        ChartShape::Share => ChartKind::StackedBar,
    }
}

fn value_axis(shape: ChartShape, format: FormatWord) -> Axis {
    let (minimum, maximum) = match shape {
        ChartShape::Share => (Some(0.0), Some(1.0)),
        _ => (None, None),
    };
    let number_format = match shape {
        ChartShape::PercentColumn => "0%",
        _ => chart_format(format),
    };
    Axis {
        number_format: number_format.to_owned(),
        minimum,
        maximum,
        ..Axis::default()
    }
}

fn title(context: Context<'_>, table: &ChartTable, first: &PlacedRow) -> String {
    let title = table.title.label();
    let unit = match table.kind {
        ChartShape::PercentColumn => "%".to_owned(),
        _ => row_unit(context, first),
    };
    let language = context.look.language();
    let title = title.text(language);
    match unit.as_str() {
        "" => title.to_owned(),
        unit if language.starts_with("zh") => format!("{title}（{unit}）"),
        unit => format!("{title} ({unit})"),
    }
}

fn alternative(context: Context<'_>, table: &ChartTable, rows: &[RowId], lines: &[RowId]) -> String {
    let language = context.look.language();
    if !table.alternative.is_none() {
        return table.alternative.label().text(language).to_owned();
    }
    let labels = rows
        .iter()
        .chain(lines)
        .map(|row| context.layout.row(*row).label.text(language));
    let labels: Vec<&str> = labels.collect();
    format!("{}: {}", table.title.label().text(language), labels.join(", "))
}

pub(super) struct Builder<'a> {
    pub(super) context: Context<'a>,
    pub(super) table: &'a ChartTable,
    pub(super) band: &'a Band,
    pub(super) home: SheetId,
    pub(super) block: &'a mut DataBlock,
    pub(super) format: FormatWord,
}

impl Builder<'_> {
    /// Rows as series, periods as points.
    fn over_periods(&mut self, rows: &[RowId], lines: &[RowId]) -> Option<Vec<ChartSeries>> {
        let all: Vec<RowId> = rows.iter().chain(lines).copied().collect();
        let is_whole = self.table.kind == ChartShape::PercentColumn;
        let (first, last) = span(self.context, self.band, &all, is_whole, self.table.last)?;
        let is_line = self.table.kind == ChartShape::Line;
        let mut series = Vec::new();
        for (place, id) in all.into_iter().enumerate() {
            if !(first..=last).any(|column| is_number(self.context, id, column)) {
                continue;
            }
            let over = place >= rows.len();
            let (sheet, row) = self.drawn_row(id, (first, last), is_line || over);
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

    /// One bar a row, for one period.
    fn bars(&mut self, rows: &[RowId]) -> Option<Vec<ChartSeries>> {
        let column = one_column(self.context, self.band, rows, self.table)?;
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
    fn share(&mut self, rows: &[RowId]) -> Option<Vec<ChartSeries>> {
        let column = one_column(self.context, self.band, rows, self.table)?;
        let first = self.heads(&[column]);
        let context = self.context;
        for id in rows.iter().filter(|id| is_number(context, **id, column)) {
            self.copy(*id, column);
        }
        let others = self.block.next_row();
        let parts = CellRange::new(CellAddress::new(first, column), CellAddress::new(others - 1, column));
        let rest = Expr::number(1.0) - call("SUM", [Expr::range(None, parts, CellAddress::new(others, column))]);
        self.block.push(DataRow {
            label: Some(Label::Text(self.context.look.word(Word::OTHERS).to_owned())),
            cells: vec![(column, rest)],
            format: number_format(self.format),
            ..DataRow::default()
        });
        let one = |(place, row): (usize, u32)| ChartSeries {
            name: self.range(row, self.label_column(), row, self.label_column()),
            categories: self.range(first - 1, column, first - 1, column),
            values: self.range(row, column, row, column),
            colour: Some(if row == others {
                self.context.look.palette.rest
            } else {
                self.palette(place)
            }),
            kind: SeriesKind::Own,
            secondary: false,
            labels: self.labels(self.format),
        };
        Some((first..=others).enumerate().map(one).collect())
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
            format: "",
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

    pub(super) fn push(&mut self, placed: &PlacedRow, cells: Vec<(u32, Expr)>, format: FormatWord) {
        let host = CellAddress::new(self.block.next_row(), self.label_column());
        let label = self.figure(placed, host, self.label_column());
        self.block.push(DataRow {
            label: Some(Label::Link(label)),
            cells,
            format: number_format(format),
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

    fn labels(&self, format: FormatWord) -> Option<DataLabels> {
        self.table.labels.then(|| DataLabels {
            number_format: point_format(format),
        })
    }

    fn palette(&self, place: usize) -> Colour {
        let colours = &self.context.look.palette.series;
        colours[place % colours.len()]
    }

    /// A series' colour; the undisclosed rest has one of its own.
    fn colour(&self, id: RowId, place: usize) -> Colour {
        let row = self.context.layout.row(id);
        let table = row
            .table
            .map(|table| &self.context.book.template.sheets[table.sheet].rows[table.row]);
        let formula = table.and_then(|table| table.formula.as_ref());
        let is_rest = formula.is_some_and(|formula| formula.as_str().trim_start().starts_with("rest("));
        if is_rest {
            self.context.look.palette.rest
        } else {
            self.palette(place)
        }
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
