//! A check's formula, carried back to the figures on Inputs that it rests on.

use std::collections::BTreeMap;

use quarterbook_data::{CellAddress, Frequency};
use quarterbook_formula::{Expr, Function, Reference, SheetId, SheetSpan, UnaryOperator, Value};

use super::value::{binary, number, truth};
use crate::formula::{NOT_AVAILABLE, fixed_at, fixed_cells};
use crate::layout::{Layout, PlacedRow, RowContent, RowId, SheetCell, header};

/// How many rows a formula may pass through on its way to Inputs.
const DEEPEST: usize = 60;
/// How many parts a formula may have before its rows are left as they are.
const LARGEST: usize = 2_000;

/// What formulas are carried back with.
#[derive(Clone, Copy)]
pub(crate) struct Origins<'a> {
    pub(crate) layout: &'a Layout,
    /// One tree for every formula row and band.
    pub(crate) trees: &'a BTreeMap<(RowId, Frequency), Expr>,
    /// The value of every cell in this build.
    pub(crate) known: &'a dyn Fn(SheetCell) -> Value,
}

impl Origins<'_> {
    /// The same formula with every row of a calculation sheet replaced by what it is made of, until only
    /// Inputs and settings are left. Where this build's figures decide which branch an IF takes, only that
    /// branch stays. References have to be fixed and to name their sheet.
    pub(super) fn carry(self, expr: Expr) -> Expr {
        self.carry_to(expr, DEEPEST)
    }

    fn carry_to(self, expr: Expr, depth: usize) -> Expr {
        match expr {
            Expr::Call(function, arguments) => self.call(function, arguments, depth),
            Expr::Binary(operator, left, right) => {
                Expr::binary(operator, self.carry_to(*left, depth), self.carry_to(*right, depth))
            }
            Expr::Unary(operator, operand) => Expr::Unary(operator, Box::new(self.carry_to(*operand, depth))),
            Expr::Group(inner) => self.carry_to(*inner, depth),
            Expr::Leaf(reference) => self.leaf(reference, depth),
            other => other,
        }
    }

    fn call(self, function: Function, mut arguments: Vec<Expr>, depth: usize) -> Expr {
        if function.name() == "IF" && arguments.len() == 3 {
            match self.value(&arguments[0]).as_ref().and_then(truth) {
                Some(true) => return self.carry_to(arguments.swap_remove(1), depth),
                Some(false) => return self.carry_to(arguments.swap_remove(2), depth),
                None => {}
            }
        }
        if function.name() == "CHOOSE"
            && let Some(place) = self.chosen(&arguments)
        {
            return self.carry_to(arguments.swap_remove(place), depth);
        }
        if let Some((row, year)) = lookup_parts(function, &arguments) {
            let found = self.of_year(row, year);
            return found.map_or_else(|| Expr::text(NOT_AVAILABLE), |cell| self.carry_to(fixed(cell), depth));
        }
        let takes_lists = matches!(function.name(), "SUM" | "COUNT" | "AVERAGE" | "MAX" | "MIN");
        let arguments = arguments
            .into_iter()
            .flat_map(|argument| if takes_lists { members(argument) } else { vec![argument] })
            .map(|argument| self.carry_to(argument, depth))
            .collect();
        Expr::Call(function, arguments)
    }

    fn leaf(self, reference: Reference, depth: usize) -> Expr {
        let replaced = single(&reference)
            .filter(|_| depth > 0)
            .and_then(|cell| self.replacement(cell, depth - 1));
        match replaced {
            Some(tree) if tree.parts().take(LARGEST).count() < LARGEST => tree,
            _ => Expr::Leaf(reference),
        }
    }

    /// What a cell of a calculation sheet is made of.
    fn replacement(self, cell: SheetCell, depth: usize) -> Option<Expr> {
        let (id, row) = self.row_at(cell)?;
        match &row.content {
            RowContent::Link(series) => {
                let input = self.layout.input(series)?;
                let cell = CellAddress::new(input.row, cell.cell.column);
                Some(fixed(SheetCell {
                    sheet: input.sheet,
                    cell,
                }))
            }
            RowContent::Formula => {
                let mut bands = self.layout.axis.bands.iter();
                let band = bands.find(|band| (band.first_column..=band.last_column()).contains(&cell.cell.column))?;
                let tree = self.trees.get(&(id, band.frequency))?.clone();
                Some(self.carry_to(on_sheet(fixed_at(tree, cell.cell), cell.sheet), depth))
            }
            _ => None,
        }
    }

    fn row_at(&self, cell: SheetCell) -> Option<(RowId, &PlacedRow)> {
        let rows = self.layout.rows.iter().enumerate();
        let mut found = rows.filter(|(_, row)| row.sheet == cell.sheet && row.row == cell.cell.row);
        found.next().map(|(place, row)| (RowId(place), row))
    }

    /// Whether a cell holds a figure on Inputs.
    pub(super) fn is_input(&self, cell: SheetCell) -> bool {
        self.row_at(cell)
            .is_some_and(|(_, row)| matches!(row.content, RowContent::Input(_)))
    }

    /// The annual band's cell of a row for the year that an expression gives.
    fn of_year(self, row: &Reference, year: &Expr) -> Option<SheetCell> {
        let (sheet, range) = fixed_cells(row)?;
        let annual = self.layout.axis.band(Frequency::Annual)?;
        let year = self.value(year).as_ref().and_then(number)?;
        let mut columns = annual.columns();
        let (column, _) = columns.find(|(_, period)| f64::from(period.fiscal_year()) == year)?;
        Some(SheetCell {
            sheet,
            cell: CellAddress::new(range.first.row, column),
        })
    }

    /// What an expression gives with this build's figures; `None` where that takes more than arithmetic and
    /// a look at what is there.
    fn value(self, expr: &Expr) -> Option<Value> {
        Some(match expr {
            Expr::Number(number) => Value::Number(*number),
            Expr::Text(text) => Value::text(text),
            Expr::Bool(bool) => Value::Bool(*bool),
            Expr::Group(inner) => self.value(inner)?,
            Expr::Leaf(reference) => (self.known)(single(reference)?),
            Expr::Unary(UnaryOperator::Minus, operand) => {
                Value::Number(-self.value(operand).as_ref().and_then(number)?)
            }
            Expr::Binary(operator, left, right) => binary(*operator, &self.value(left)?, &self.value(right)?)?,
            Expr::Call(function, arguments) => self.result(*function, arguments)?,
            _ => return None,
        })
    }

    /// The place of the argument that CHOOSE takes.
    fn chosen(self, arguments: &[Expr]) -> Option<usize> {
        let place = self.value(arguments.first()?).as_ref().and_then(number)? as usize;
        (1..arguments.len()).contains(&place).then_some(place)
    }

    fn result(self, function: Function, arguments: &[Expr]) -> Option<Value> {
        if let Some((row, year)) = lookup_parts(function, arguments) {
            let cell = self.of_year(row, year);
            return Some(cell.map_or_else(|| Value::text(NOT_AVAILABLE), |cell| (self.known)(cell)));
        }
        let values = || {
            let all = arguments.iter().cloned().flat_map(members);
            all.map(|argument| self.value(&argument)).collect::<Option<Vec<_>>>()
        };
        let truths = || values()?.iter().map(truth).collect::<Option<Vec<_>>>();
        let is_number = |value: &Value| matches!(value, Value::Number(_));
        Some(match function.name() {
            "ISNUMBER" => Value::Bool(values()?.iter().all(is_number)),
            "COUNT" => Value::Number(values()?.iter().filter(|value| is_number(value)).count() as f64),
            "SUM" => Value::Number(
                values()?
                    .iter()
                    .filter(|value| is_number(value))
                    .filter_map(number)
                    .sum(),
            ),
            "AND" => Value::Bool(truths()?.into_iter().all(|is_so| is_so)),
            "OR" => Value::Bool(truths()?.into_iter().any(|is_so| is_so)),
            "NOT" => Value::Bool(!*truths()?.first()?),
            "CHOOSE" => self.value(&arguments[self.chosen(arguments)?])?,
            "IF" => {
                let branch = if self.value(arguments.first()?).as_ref().and_then(truth)? {
                    1
                } else {
                    2
                };
                self.value(arguments.get(branch)?)?
            }
            _ => return None,
        })
    }
}

/// The cells of a range one by one; anything else as it is.
fn members(argument: Expr) -> Vec<Expr> {
    let Expr::Leaf(reference) = &argument else {
        return vec![argument];
    };
    match fixed_cells(reference) {
        Some((sheet, range)) if range.first != range.last => {
            range.cells().map(|cell| fixed(SheetCell { sheet, cell })).collect()
        }
        _ => vec![argument],
    }
}

/// The one cell of a fixed reference.
pub(super) fn single(reference: &Reference) -> Option<SheetCell> {
    let (sheet, range) = fixed_cells(reference)?;
    (range.first == range.last).then_some(SheetCell {
        sheet,
        cell: range.first,
    })
}

/// The row and the year of `IFERROR(INDEX(row,MATCH(year,years,0)),"n.a.")` over the header's years.
fn lookup_parts(function: Function, arguments: &[Expr]) -> Option<(&Reference, &Expr)> {
    let ("IFERROR", [Expr::Call(index, inner), Expr::Text(_)]) = (function.name(), arguments) else {
        return None;
    };
    let [Expr::Leaf(row), Expr::Call(find, place)] = inner.as_slice() else {
        return None;
    };
    let [year, Expr::Leaf(years), _] = place.as_slice() else {
        return None;
    };
    let is_header = fixed_cells(years).is_some_and(|(_, range)| range.first.row == header::YEAR);
    (index.name() == "INDEX" && find.name() == "MATCH" && is_header).then_some((row, year))
}

/// A fixed reference to a cell.
pub(super) const fn fixed(cell: SheetCell) -> Expr {
    Expr::fixed_cell(Some(cell.sheet), cell.cell)
}

/// The same formula with the sheet named in every reference that names none.
fn on_sheet(expr: Expr, sheet: SheetId) -> Expr {
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
