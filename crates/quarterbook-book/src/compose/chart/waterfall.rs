//! Waterfalls: columns that stand on invisible bases.

use quarterbook_data::CellAddress;
use quarterbook_formula::{BinaryOperator, Expr};

use super::data::{DataRow, Label};
use super::points::one_column;
use super::series::Builder;
use crate::formula::call;
use crate::layout::{Band, RowId};
use crate::workbook::{ChartSeries, Colour, SeriesKind};

/// The columns of a waterfall's list; those from [`DRAWN`] on are drawn.
const WATERFALL: [&str; 8] = [
    "Step",
    "End",
    "Base",
    "Total",
    "Rise",
    "Rise below 0",
    "Fall",
    "Fall below 0",
];
const END: usize = 1;
const BASE: usize = 2;
const DRAWN: usize = 2;

impl Builder<'_> {
    /// From the first row to the last by the steps between. Each step stands on an invisible base; a step
    /// over zero has a part on either side. Without both ends there is nothing that the steps lead from or to.
    pub(super) fn waterfall(&mut self, rows: &[RowId]) -> Option<Vec<ChartSeries>> {
        let ends = [*rows.first()?, *rows.last()?];
        let period = one_column(self.context, self.band, rows, &ends, self.table)?;
        let columns = self.columns(WATERFALL.len());
        let first = self.block.next_row() + 1;
        self.block.push(DataRow {
            heads: columns.iter().copied().zip(WATERFALL).collect(),
            ..DataRow::default()
        });
        for (place, id) in rows.iter().enumerate() {
            let row = self.block.next_row();
            let stands = place == 0 || place + 1 == rows.len();
            let cells = self.step(*id, period, &columns, row, stands, place == 0);
            let host = CellAddress::new(row, self.label_column());
            let label = self.figure(self.context.layout.row(*id), host, self.label_column());
            self.block.push(DataRow {
                label: Some(Label::Link(self.step_label(label, CellAddress::new(row, columns[0])))),
                cells,
                format: self.context.look.number_format(self.format),
                ..DataRow::default()
            });
        }
        let last = self.block.next_row() - 1;
        let palette = self.context.look.palette;
        let (rise, fall) = (self.context.look.rise(), self.context.look.fall());
        let colours = [
            None,
            Some(palette.series[0]),
            Some(rise),
            Some(rise),
            Some(fall),
            Some(fall),
        ];
        let drawn = columns.iter().skip(DRAWN).zip(colours);
        let one = |(column, colour): (&u32, Option<Colour>)| ChartSeries {
            name: self.range(first - 1, *column, first - 1, *column),
            categories: self.range(first, self.label_column(), last, self.label_column()),
            values: self.range(first, *column, last, *column),
            colour,
            kind: SeriesKind::Own,
            secondary: false,
            labels: None,
        };
        Some(drawn.map(one).collect())
    }

    /// A step's name, with its figure behind it where the chart has labels: beside a thin column there is no room.
    fn step_label(&self, name: Expr, figure: CellAddress) -> Expr {
        if !self.table.labels {
            return name;
        }
        let format = Expr::Text(self.context.look.decimals.chart_format(self.format).into());
        let figure = call("TEXT", [Expr::fixed_cell(None, figure), format]);
        let join = |left, right| Expr::binary(BinaryOperator::Concat, left, right);
        join(join(name, Expr::Text(": ".into())), figure)
    }

    /// The cells of one step: its figure, where it ends, its base, and what is seen of it.
    fn step(&self, id: RowId, period: u32, columns: &[u32], row: u32, stands: bool, begins: bool) -> Vec<(u32, Expr)> {
        let at = |place: usize| {
            let cell = CellAddress::new(row, columns[place]);
            Expr::fixed_cell(None, cell)
        };
        let before = || Expr::fixed_cell(None, CellAddress::new(row - 1, columns[END]));
        let zero = || Expr::number(0.0);
        let most = |a: Expr, b: Expr| call("MAX", [zero(), call("MAX", [a, b])]);
        let least = |a: Expr, b: Expr| call("MIN", [zero(), call("MIN", [a, b])]);
        let host = CellAddress::new(row, columns[0]);
        let figure = call("N", [self.figure(self.context.layout.row(id), host, period)]);
        if stands {
            let mut formulas = vec![figure, at(0), zero(), at(0)];
            formulas.extend(std::iter::repeat_with(zero).take(WATERFALL.len() - formulas.len()));
            return columns.iter().copied().zip(formulas).collect();
        }
        debug_assert!(!begins, "the first row stands on the axis");
        let base = call("MAX", [zero(), call("MIN", [before(), at(END)])])
            + call("MIN", [zero(), call("MAX", [before(), at(END)])]);
        let above = || most(before(), at(END)) - call("MAX", [zero(), at(BASE)]);
        let below = || least(before(), at(END)) - call("MIN", [zero(), at(BASE)]);
        let when = |operator, part: Expr| {
            let condition = Expr::binary(operator, at(0), zero());
            call("IF", [condition, part, zero()])
        };
        let formulas = [
            figure,
            before() + at(0),
            base,
            zero(),
            when(BinaryOperator::Greater, above()),
            when(BinaryOperator::Greater, below()),
            when(BinaryOperator::Less, above()),
            when(BinaryOperator::Less, below()),
        ];
        columns.iter().copied().zip(formulas).collect()
    }

    /// So many columns of the period bands, and behind them when there are too few.
    fn columns(&self, count: usize) -> Vec<u32> {
        let axis = &self.context.layout.axis;
        let banded = axis.bands.iter().flat_map(Band::columns).map(|(column, _)| column);
        banded.chain(axis.last_column() + 1..).take(count).collect()
    }
}
