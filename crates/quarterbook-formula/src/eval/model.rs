//! What there is to evaluate: cells, names and tables.

use std::collections::BTreeMap;
use std::sync::Arc;

use quarterbook_data::{CellAddress, CellRange};

use crate::eval::session;
use crate::{EvaluateError, Expr, Results, SheetId, Sheets, Value};

/// A workbook's cells, names and tables, ready to be evaluated.
///
/// Cells may be set in any order; what is set last counts.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// The sheets in their order.
    pub sheets: Sheets,
    /// The date that stands in for the clock in TODAY and NOW, as a serial number; without it those two are
    /// errors.
    pub as_of: Option<f64>,
    pub(crate) cells: BTreeMap<SheetId, BTreeMap<u32, Vec<(u32, Content)>>>,
    pub(crate) formulas: Vec<Formula>,
    pub(crate) names: BTreeMap<String, Arc<Expr>>,
    pub(crate) tables: BTreeMap<String, Table>,
}

/// A table: a named rectangle with a header row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The table's name.
    pub name: Arc<str>,
    /// The sheet it stands on.
    pub sheet: SheetId,
    /// Its cells, the header row on top and the totals row, when there is one, at the bottom.
    pub range: CellRange,
    /// The text of each column's header, from the left.
    pub columns: Vec<Arc<str>>,
    /// Whether the last row holds totals.
    pub has_totals: bool,
}

/// What a cell has been set to.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    Value(Value),
    /// A place in [`Model::formulas`].
    Formula(u32),
}

/// A formula with the cell that holds it.
#[derive(Debug, Clone)]
pub(crate) struct Formula {
    pub(crate) sheet: SheetId,
    pub(crate) cell: CellAddress,
    pub(crate) tree: Arc<Expr>,
    /// Its result will not be known; see [`Model::set_unknown`].
    pub(crate) is_unknown: bool,
}

impl Model {
    /// An empty model.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a value into a cell. A cell off the grid is ignored. Numbers that Excel does not have become what
    /// Excel makes of them: `#NUM!` for what is not finite, 0 for −0 and for subnormal numbers.
    pub fn set_value(&mut self, sheet: SheetId, cell: CellAddress, value: impl Into<Value>) {
        let value = match value.into() {
            Value::Number(number) => crate::eval::coerce::number(number).unwrap_or_else(Value::Error),
            other => other,
        };
        self.set(sheet, cell, Content::Value(value));
    }

    /// Puts a formula into a cell. A cell off the grid is ignored. The same tree may stand in many cells: pass
    /// clones of one `Arc`.
    pub fn set_formula(&mut self, sheet: SheetId, cell: CellAddress, tree: impl Into<Arc<Expr>>) {
        self.push_formula(Formula {
            sheet,
            cell,
            tree: tree.into(),
            is_unknown: false,
        });
    }

    /// Marks a cell as one whose value cannot be known, such as a formula that could not be read: formulas that
    /// read it have no result.
    pub fn set_unknown(&mut self, sheet: SheetId, cell: CellAddress) {
        self.push_formula(Formula {
            sheet,
            cell,
            tree: Arc::new(Expr::Omitted),
            is_unknown: true,
        });
    }

    fn push_formula(&mut self, formula: Formula) {
        let content = Content::Formula(self.formulas.len() as u32);
        let (sheet, cell) = (formula.sheet, formula.cell);
        self.formulas.push(formula);
        self.set(sheet, cell, content);
    }

    /// Gives a name to an expression. Relative references in it are seen from the cell that uses the name.
    /// Names are told apart without regard to case.
    pub fn define_name(&mut self, name: &str, tree: impl Into<Arc<Expr>>) {
        self.names.insert(name.to_lowercase(), tree.into());
    }

    /// Adds a table; its name must be known before formulas that speak of it are evaluated.
    pub fn add_table(&mut self, table: Table) {
        self.tables.insert(table.name.to_lowercase(), table);
    }

    /// The formula a cell was set to; `None` when it holds a value or nothing.
    pub fn formula(&self, sheet: SheetId, cell: CellAddress) -> Option<&Arc<Expr>> {
        let cells = self.cells.get(&sheet)?.get(&cell.column)?;
        match cells.iter().rev().find(|(row, _)| *row == cell.row)? {
            (_, Content::Formula(index)) => {
                let formula = self.formulas.get(*index as usize)?;
                (!formula.is_unknown).then_some(&formula.tree)
            }
            (_, Content::Value(_)) => None,
        }
    }

    /// Evaluates every formula.
    ///
    /// # Errors
    /// Every formula that could not be evaluated: a function that is not known or changes by itself, a cycle,
    /// or a formula that asks for too much. Excel's error values are results and not errors.
    pub fn evaluate(&self) -> Result<Results, Vec<EvaluateError>> {
        let (results, errors) = self.evaluate_what_can_be();
        if errors.is_empty() { Ok(results) } else { Err(errors) }
    }

    /// Evaluates every formula, and gives the results of those that could be evaluated beside the errors of
    /// those that could not. A formula that reads one of the latter has no result either.
    pub fn evaluate_what_can_be(&self) -> (Results, Vec<EvaluateError>) {
        session::evaluate(self)
    }

    fn set(&mut self, sheet: SheetId, cell: CellAddress, content: Content) {
        if cell.is_on_grid() {
            let columns = self.cells.entry(sheet).or_default();
            columns.entry(cell.column).or_default().push((cell.row, content));
        }
    }
}
