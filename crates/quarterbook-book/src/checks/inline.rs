//! A check's formula, carried back to the figures on Inputs that it rests on.

use std::collections::BTreeMap;

use quarterbook_data::{CellAddress, Frequency};
use quarterbook_formula::{Expr, Reference, SheetId, SheetSpan};

use crate::formula::{NOT_AVAILABLE, fixed_at, fixed_cells};
use crate::layout::{Layout, PlacedRow, RowContent, RowId, SheetCell};

/// How many rows a formula may pass through on its way to Inputs.
const DEEPEST: usize = 40;

/// What formulas are carried back with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Origins<'a> {
    pub(crate) layout: &'a Layout,
    pub(crate) trees: &'a BTreeMap<(RowId, Frequency), Expr>,
}

impl Origins<'_> {
    /// The same formula with every row of a calculation sheet replaced by what it is made of, until only
    /// Inputs, headers and settings are left. References have to be fixed and to name their sheet.
    pub(super) fn inline(self, expr: Expr) -> Expr {
        self.inline_to(expr, DEEPEST)
    }

    fn inline_to(self, expr: Expr, depth: usize) -> Expr {
        match expr {
            Expr::Call(function, arguments) if function.name() == "IFERROR" && is_lookup(&arguments) => {
                self.looked_up(&arguments, depth)
            }
            Expr::Call(function, arguments) => {
                let takes_lists = matches!(function.name(), "SUM" | "COUNT" | "AVERAGE" | "MAX" | "MIN");
                let arguments = arguments
                    .into_iter()
                    .flat_map(|argument| {
                        if takes_lists {
                            self.members(argument)
                        } else {
                            vec![argument]
                        }
                    })
                    .map(|argument| self.inline_to(argument, depth))
                    .collect();
                Expr::Call(function, arguments)
            }
            Expr::Binary(operator, left, right) => {
                Expr::binary(operator, self.inline_to(*left, depth), self.inline_to(*right, depth))
            }
            Expr::Unary(operator, operand) => Expr::Unary(operator, Box::new(self.inline_to(*operand, depth))),
            Expr::Group(inner) => self.inline_to(*inner, depth).group(),
            Expr::Leaf(reference) => self.leaf(reference, depth),
            other => other,
        }
    }

    fn leaf(self, reference: Reference, depth: usize) -> Expr {
        let cell = fixed_cells(&reference).filter(|(_, range)| range.first == range.last);
        let replaced = cell.filter(|_| depth > 0).and_then(|(sheet, range)| {
            self.replacement(
                SheetCell {
                    sheet,
                    cell: range.first,
                },
                depth,
            )
        });
        replaced.unwrap_or(Expr::Leaf(reference))
    }

    /// What a cell of a calculation sheet is made of.
    fn replacement(self, cell: SheetCell, depth: usize) -> Option<Expr> {
        let (id, row) = self.row_at(cell)?;
        match &row.content {
            RowContent::Link(series) => {
                let input = self.layout.input(series)?;
                Some(at(input.sheet, CellAddress::new(input.row, cell.cell.column)))
            }
            RowContent::Formula => {
                let bands = &self.layout.axis.bands;
                let band = bands
                    .iter()
                    .find(|band| (band.first_column..=band.last_column()).contains(&cell.cell.column))?;
                let tree = self.trees.get(&(id, band.frequency))?.clone();
                let tree = on_sheet(fixed_at(tree, cell.cell), cell.sheet);
                Some(self.inline_to(tree, depth - 1).group())
            }
            _ => None,
        }
    }

    fn row_at(&self, cell: SheetCell) -> Option<(RowId, &PlacedRow)> {
        let rows = self.layout.rows.iter().enumerate();
        let mut found = rows.filter(|(_, row)| row.sheet == cell.sheet && row.row == cell.cell.row);
        found.next().map(|(place, row)| (RowId(place), row))
    }

    /// The cells of a range over calculated rows, one by one; a range over Inputs stays a range.
    fn members(self, argument: Expr) -> Vec<Expr> {
        let Expr::Leaf(reference) = &argument else {
            return vec![argument];
        };
        match fixed_cells(reference) {
            Some((sheet, range)) if range.first != range.last => range.cells().map(|cell| at(sheet, cell)).collect(),
            _ => vec![argument],
        }
    }

    /// `IFERROR(INDEX(row,MATCH(year,years,0)),"n.a.")`, decided: the cell of the year, or n.a.
    fn looked_up(self, arguments: &[Expr], depth: usize) -> Expr {
        let found = lookup_parts(arguments).and_then(|(row, year)| {
            let (sheet, range) = fixed_cells(row)?;
            let annual = self.layout.axis.band(Frequency::Annual)?;
            let year = self.year(year)?;
            let (column, _) = annual
                .columns()
                .find(|(_, period)| f64::from(period.fiscal_year()) == year)?;
            Some(at(sheet, CellAddress::new(range.first.row, column)))
        });
        found.map_or_else(|| Expr::text(NOT_AVAILABLE), |cell| self.inline_to(cell, depth))
    }

    /// The fiscal year that a header cell, or one less some years, holds.
    fn year(self, expr: &Expr) -> Option<f64> {
        match expr {
            Expr::Leaf(reference) => self.header(reference),
            Expr::Number(number) => Some(*number),
            Expr::Binary(quarterbook_formula::BinaryOperator::Subtract, left, right) => {
                Some(self.year(left)? - self.year(right)?)
            }
            _ => None,
        }
    }

    /// The number in a header cell: the fiscal year, or the place in it.
    pub(super) fn header(self, reference: &Reference) -> Option<f64> {
        let (_, range) = fixed_cells(reference)?;
        let bands = self.layout.axis.bands.iter();
        let (_, period) = bands
            .flat_map(crate::layout::Band::columns)
            .find(|(column, _)| *column == range.first.column)?;
        match range.first.row {
            crate::layout::header::YEAR => Some(f64::from(period.fiscal_year())),
            crate::layout::header::ORDINAL => Some(f64::from(period.ordinal())),
            _ => None,
        }
    }
}

fn is_lookup(arguments: &[Expr]) -> bool {
    lookup_parts(arguments).is_some()
}

/// The row and the year of a look-up by fiscal year.
fn lookup_parts(arguments: &[Expr]) -> Option<(&Reference, &Expr)> {
    let [Expr::Call(index, inner), Expr::Text(_)] = arguments else {
        return None;
    };
    let [Expr::Leaf(row), Expr::Call(find, place)] = inner.as_slice() else {
        return None;
    };
    (index.name() == "INDEX" && find.name() == "MATCH").then_some((row, place.first()?))
}

/// A fixed cell of a sheet.
pub(super) const fn at(sheet: SheetId, cell: CellAddress) -> Expr {
    Expr::fixed_cell(Some(sheet), cell)
}

/// The same formula with the sheet named in every reference that names none.
pub(super) fn on_sheet(expr: Expr, sheet: SheetId) -> Expr {
    let named = expr.lower(&mut |leaf| {
        let leaf = match leaf {
            Reference::Cells { sheets: None, area } => Reference::Cells {
                sheets: Some(SheetSpan::One(sheet)),
                area,
            },
            other => other,
        };
        Ok::<_, std::convert::Infallible>(Expr::Leaf(leaf))
    });
    match named {
        Ok(named) => named,
        Err(never) => match never {},
    }
}
