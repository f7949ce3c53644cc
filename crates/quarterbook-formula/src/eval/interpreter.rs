//! Computes one formula.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use quarterbook_data::CellAddress;

use crate::eval::builtin::Context;
use crate::eval::cache::Caches;
use crate::eval::call;
use crate::eval::grid::{BLANK, CONSTANT, Grid};
use crate::eval::model::Model;
use crate::eval::operand::{Areas, Operand, SheetRange};
use crate::eval::results::Obstacle;
use crate::eval::spill::Spills;
use crate::eval::{lambda, lift, operators, resolve};
use crate::{Area, Array, ErrorValue, Expr, Reference, SheetId, UnaryOperator, Value};

/// Arrays larger than this are `#NUM!`.
pub(crate) const MAX_ARRAY_CELLS: usize = 4_000_000;

/// How deep names, lambdas and expressions may call each other.
const MAX_DEPTH: usize = 10_000;

/// Computes a formula over the cells known so far.
pub(crate) struct Interpreter<'a> {
    pub(crate) model: &'a Model,
    pub(crate) grid: &'a Grid,
    /// How far each of the model's formulas is.
    pub(crate) states: &'a [State],
    /// The cell that holds the formula.
    pub(crate) sheet: SheetId,
    pub(crate) host: CellAddress,
    pub(crate) context: Context,
    pub(crate) caches: &'a Caches,
    /// The ranges over which formulas spill, as far as they are known.
    pub(crate) spills: &'a Spills,
    pub(crate) depth: Cell<usize>,
    /// How many more elements may be computed before the formula counts as too much.
    pub(crate) budget: &'a Cell<u64>,
}

/// How far a formula is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// Not looked at yet.
    New,
    /// Begun; waits for another.
    Active,
    /// Its result stands in the grid.
    Done,
    /// It has no result.
    Failed,
}

/// Why a formula could not be computed to its end.
#[derive(Debug)]
pub(crate) enum Stop {
    /// These formulas have to be computed first.
    Wait(Vec<u32>),
    /// It reads a formula without result.
    Failed,
    /// It cannot be computed at all.
    Obstacle(Obstacle),
}

/// The names LET and LAMBDA have bound around an expression, innermost first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scope(pub(crate) Option<Rc<Binding>>);

/// A bound name.
#[derive(Debug)]
pub(crate) struct Binding {
    pub(crate) name: Arc<str>,
    pub(crate) value: Operand,
    pub(crate) outer: Scope,
}

/// A function made by LAMBDA, with the names that were bound where it was made.
#[derive(Debug)]
pub(crate) struct Lambda {
    pub(crate) parameters: Vec<Arc<str>>,
    pub(crate) body: Expr,
    pub(crate) scope: Scope,
}

impl Scope {
    /// The scope with one more name.
    pub(crate) fn with(&self, name: &Arc<str>, value: Operand) -> Self {
        Self(Some(Rc::new(Binding {
            name: name.clone(),
            value,
            outer: self.clone(),
        })))
    }

    /// What the name stands for.
    pub(crate) fn find(&self, name: &str) -> Option<&Operand> {
        let mut scope = self;
        while let Some(binding) = &scope.0 {
            if binding.name.to_lowercase() == name.to_lowercase() {
                return Some(&binding.value);
            }
            scope = &binding.outer;
        }
        None
    }
}

impl Interpreter<'_> {
    /// What an expression gives; references are handed on unread.
    pub(crate) fn evaluate(&self, expression: &Expr, scope: &Scope) -> Result<Operand, Stop> {
        let depth = self.depth.get();
        if depth >= MAX_DEPTH {
            return Err(Stop::Obstacle(Obstacle::TooLarge(
                "names and lambdas call each other without end",
            )));
        }
        self.depth.set(depth + 1);
        let result = self.dispatch(expression, scope);
        self.depth.set(depth);
        result
    }

    fn dispatch(&self, expression: &Expr, scope: &Scope) -> Result<Operand, Stop> {
        Ok(match expression {
            Expr::Leaf(reference) => return resolve::reference(self, reference),
            Expr::Number(number) => Value::Number(*number).into(),
            Expr::Text(text) => Value::Text(text.clone()).into(),
            Expr::Bool(bool) => Value::Bool(*bool).into(),
            Expr::Error(error) => Value::Error(*error).into(),
            Expr::Array(array) => array.clone().into(),
            Expr::Omitted => Operand::Omitted,
            Expr::Parameter(name) => match scope.find(name) {
                Some(value) => value.clone(),
                None => ErrorValue::Name.into(),
            },
            Expr::Group(inner) => return self.evaluate(inner, scope),
            Expr::Unary(UnaryOperator::Spill, inner) => return resolve::spill(self, inner, scope),
            Expr::Unary(UnaryOperator::Implicit, inner) => {
                let operand = self.evaluate(inner, scope)?;
                resolve::implicit(self, operand)
            }
            Expr::Unary(operator, inner) => return operators::unary(self, *operator, inner, scope),
            Expr::Binary(..) => return operators::binary(self, expression, scope),
            Expr::Call(function, arguments) => return call::call(self, *function, arguments, scope),
            Expr::Invoke(callee, arguments) => return lambda::invoke(self, callee, arguments, scope),
        })
    }

    /// The value of a cell.
    pub(crate) fn cell(&self, sheet: SheetId, cell: CellAddress) -> Result<&Value, Stop> {
        let Some(column) = self.grid.column(sheet, cell.column) else {
            return Ok(BLANK);
        };
        let Some(at) = column.position(cell.row) else {
            return Ok(BLANK);
        };
        let owner = column.owners[at];
        if owner != CONSTANT {
            self.formula_is_done(owner)?;
        }
        Ok(&column.values[at])
    }

    fn formula_is_done(&self, formula: u32) -> Result<(), Stop> {
        match self.states[formula as usize] {
            State::Done => Ok(()),
            State::Failed => Err(Stop::Failed),
            State::New | State::Active => Err(Stop::Wait(vec![formula])),
        }
    }

    /// Makes sure that every formula in these ranges has its result.
    pub(crate) fn ready(&self, areas: &Areas) -> Result<(), Stop> {
        let mut waiting = Vec::new();
        for area in areas.as_slice() {
            self.collect_pending(*area, &mut waiting)?;
        }
        if waiting.is_empty() {
            Ok(())
        } else {
            Err(Stop::Wait(waiting))
        }
    }

    fn collect_pending(&self, area: SheetRange, waiting: &mut Vec<u32>) -> Result<(), Stop> {
        let range = area.range;
        for column in self.grid.columns(area) {
            let span = column.span(range.first.row, range.last.row);
            self.spend(span.len() + 1)?;
            if column.pending == 0 {
                continue;
            }
            for &owner in &column.owners[span] {
                if owner == CONSTANT || waiting.last() == Some(&owner) {
                    continue;
                }
                match self.states[owner as usize] {
                    State::Done => {}
                    State::Failed => return Err(Stop::Failed),
                    State::New | State::Active => waiting.push(owner),
                }
            }
        }
        Ok(())
    }

    /// What an operand is when it is read: a value, or an array of more than one.
    pub(crate) fn read(&self, operand: Operand) -> Result<Read, Stop> {
        Ok(match operand {
            Operand::Value(value) => Read::Value(value),
            Operand::Array(array) => Read::Array(array),
            Operand::Omitted => Read::Value(Value::Blank),
            Operand::Lambda(_) => Read::Value(ErrorValue::Value.into()),
            Operand::Areas(areas) => match areas.single() {
                None => Read::Value(ErrorValue::Value.into()),
                Some(area) if area.is_cell() => Read::Value(self.cell(area.sheet, area.range.first)?.clone()),
                Some(area) => {
                    self.ready(&areas)?;
                    self.copy(area)?
                }
            },
        })
    }

    fn copy(&self, area: SheetRange) -> Result<Read, Stop> {
        let (rows, columns) = (area.range.rows() as usize, area.range.columns() as usize);
        if rows.saturating_mul(columns) > MAX_ARRAY_CELLS {
            return Ok(Read::Value(ErrorValue::Num.into()));
        }
        self.spend(rows * columns)?;
        let mut values = vec![Value::Blank; rows * columns];
        for (cell, value) in self.grid.filled(area) {
            let (row, column) = (cell.row - area.range.first.row, cell.column - area.range.first.column);
            values[row as usize * columns + column as usize] = value.clone();
        }
        Ok(lift::array(columns, values))
    }

    /// Takes so many elements from what the formula may compute.
    pub(crate) fn spend(&self, elements: usize) -> Result<(), Stop> {
        match self.budget.get().checked_sub(elements as u64) {
            Some(rest) => {
                self.budget.set(rest);
                Ok(())
            }
            None => Err(Stop::Obstacle(Obstacle::TooLarge(
                "it computes more than a hundred million elements",
            ))),
        }
    }

    /// Evaluates and reads in one; directly for numbers and for cells of the same sheet, which most operands are.
    pub(crate) fn evaluate_read(&self, expression: &Expr, scope: &Scope) -> Result<Read, Stop> {
        let value = match expression {
            Expr::Number(number) => Value::Number(*number),
            Expr::Leaf(Reference::Cells {
                sheets: None,
                area: Area::Cell(cell),
            }) => match cell.resolve(self.host) {
                Some(cell) => self.cell(self.sheet, cell)?.clone(),
                None => ErrorValue::Ref.into(),
            },
            _ => {
                let operand = self.evaluate(expression, scope)?;
                return self.read(operand);
            }
        };
        Ok(Read::Value(value))
    }
}

/// An operand that has been read.
#[derive(Debug, Clone)]
pub(crate) enum Read {
    Value(Value),
    Array(Rc<Array>),
}

impl Read {
    /// Rows and columns.
    pub(crate) fn shape(&self) -> (usize, usize) {
        match self {
            Self::Value(_) => (1, 1),
            Self::Array(array) => (array.rows(), array.columns()),
        }
    }

    /// The element at a place of a broadcast: rows or columns of one are repeated, others end in `#N/A`.
    pub(crate) fn element(&self, row: usize, column: usize) -> &Value {
        const MISSING: &Value = &Value::Error(ErrorValue::NotAvailable);
        match self {
            Self::Value(value) => value,
            Self::Array(array) => {
                let row = if array.rows() == 1 { 0 } else { row };
                let column = if array.columns() == 1 { 0 } else { column };
                array.get(row, column).unwrap_or(MISSING)
            }
        }
    }
}

impl From<Read> for Operand {
    fn from(read: Read) -> Self {
        match read {
            Read::Value(value) => Self::Value(value),
            Read::Array(array) => Self::Array(array),
        }
    }
}
