//! Where a number comes from: a cell, its formula with values, the cells it reads, down to the constants and
//! their rows on the Sources sheet.

mod render;
mod source;

use std::collections::BTreeSet;

use quarterbook_data::{CellAddress, CellRange, Problem, suggestion};
use quarterbook_formula::{Area, Expr, Reference, SheetSpan, Sheets, Value, parse};

use crate::diff::{Snapshot, Table, fifteen_digits};

pub use render::render;

/// How many cells deep a chain is followed.
const MAX_DEPTH: usize = 40;
/// How many cells of one range are followed.
const MAX_OF_RANGE: usize = 60;
/// How many cells a trace has at most.
const MAX_CELLS: usize = 2_000;

/// A cell in the chain of another one.
#[derive(Debug, Clone, PartialEq)]
pub struct TracedCell {
    /// The sheet's name.
    pub sheet: String,
    /// The cell.
    pub cell: CellAddress,
    /// What its row is called, and its column's header: `收入, FY2024`; empty outside of tables.
    pub label: String,
    /// What it shows.
    pub value: Value,
    /// Its formula, as shown, without `=`; `None` for a constant.
    pub formula: Option<String>,
    /// The formula with each cell it reads replaced by what that cell shows.
    pub with_values: Option<String>,
    /// The cells it reads, in the order the formula names them; none for those traced above already.
    pub reads: Vec<TracedCell>,
    /// Its row on the Sources sheet, for a constant that came from a file: id, line, period, file, sheet, cell
    /// and what is printed there.
    pub source: Vec<String>,
    /// Whether the cells it reads stand further up, or were too many to follow.
    pub is_cut: bool,
}

/// The chain of a cell.
///
/// # Errors
/// When there is no sheet of that name (with the nearest ones), or nothing stands in the cell.
pub fn trace(snapshot: &Snapshot, sheet: &str, cell: CellAddress) -> Result<TracedCell, Box<Problem>> {
    let Some(found) = snapshot.sheet(sheet) else {
        let names: Vec<&str> = snapshot.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        let problem = Problem::error(format!("there is no sheet `{sheet}`"));
        return Err(Box::new(problem.maybe_hint(suggestion(sheet, names.iter().copied()))));
    };
    if !found.cells.contains_key(&cell) {
        let problem = Problem::error(format!("{}!{cell} is empty", found.name));
        return Err(Box::new(problem.hint("name a cell that shows something")));
    }
    let handles = snapshot.handles();
    let mut tracer = Tracer {
        snapshot,
        registers: source::registers(snapshot, &handles),
        handles,
        tables: snapshot.sheets.iter().map(Table::read).collect(),
        seen: BTreeSet::new(),
    };
    Ok(tracer.cell(&found.name, cell, 0))
}

struct Tracer<'a> {
    snapshot: &'a Snapshot,
    handles: Sheets,
    tables: Vec<Table>,
    registers: source::Registers,
    seen: BTreeSet<(String, CellAddress)>,
}

impl Tracer<'_> {
    fn cell(&mut self, sheet: &str, cell: CellAddress, depth: usize) -> TracedCell {
        let found = self
            .snapshot
            .sheet(sheet)
            .and_then(|sheet| sheet.cells.get(&cell))
            .cloned()
            .unwrap_or_default();
        let tree = found
            .formula
            .as_ref()
            .and_then(|formula| parse(formula, cell, &self.handles).ok());
        let is_new = self.seen.insert((sheet.to_owned(), cell));
        let may_follow = is_new && depth < MAX_DEPTH && self.seen.len() < MAX_CELLS;
        let mut traced = TracedCell {
            sheet: sheet.to_owned(),
            cell,
            label: self.label(sheet, cell),
            value: found.value,
            with_values: tree.as_ref().map(|tree| self.with_values(tree, sheet, cell)),
            reads: Vec::new(),
            source: Vec::new(),
            is_cut: found.formula.is_some() && !may_follow,
            formula: found.formula,
        };
        if let (Some(tree), true) = (tree, may_follow) {
            let (cells, all) = self.precedents(&tree, sheet, cell);
            traced.reads = cells
                .into_iter()
                .map(|(sheet, cell)| self.cell(&sheet, cell, depth + 1))
                .collect();
            traced.is_cut = !all;
        } else if traced.formula.is_none() {
            traced.source = self
                .registers
                .get(&(sheet.to_owned(), cell))
                .cloned()
                .unwrap_or_default();
        }
        traced
    }

    /// The cells a formula reads that are not empty, each once; and whether these are all.
    fn precedents(&self, tree: &Expr, sheet: &str, host: CellAddress) -> (Vec<(String, CellAddress)>, bool) {
        let mut cells = Vec::new();
        let mut all = true;
        for (sheet, range) in tree.leaves().filter_map(|reference| self.range(reference, sheet, host)) {
            let Some(found) = self.snapshot.sheet(&sheet) else {
                continue;
            };
            let stand = found
                .cells
                .range(range.first..=range.last)
                .map(|(at, _)| *at)
                .filter(|at| range.contains(*at));
            for (count, at) in stand.enumerate() {
                if count == MAX_OF_RANGE {
                    all = false;
                    break;
                }
                let named = (found.name.clone(), at);
                if !cells.contains(&named) {
                    cells.push(named);
                }
            }
        }
        (cells, all)
    }

    fn range(&self, reference: &Reference, sheet: &str, host: CellAddress) -> Option<(String, CellRange)> {
        let Reference::Cells { sheets, area } = reference else {
            return None;
        };
        let sheet = match sheets {
            None => sheet,
            Some(SheetSpan::One(handle)) => self.handles.name(*handle),
            Some(SheetSpan::Through(..)) => return None,
        };
        let range = match area {
            Area::Cell(cell) => CellRange::cell(cell.resolve(host)?),
            Area::Range(first, last) => CellRange::new(first.resolve(host)?, last.resolve(host)?),
            Area::Rows(..) | Area::Columns(..) => return None,
        };
        Some((sheet.to_owned(), range))
    }

    fn with_values(&self, tree: &Expr, sheet: &str, host: CellAddress) -> String {
        let replaced = tree.clone().lower(&mut |reference| {
            let value = self
                .range(&reference, sheet, host)
                .filter(|(_, range)| range.first == range.last);
            let value = value.and_then(|(sheet, range)| Some(self.snapshot.sheet(&sheet)?.value(range.first).clone()));
            Ok::<Expr, std::convert::Infallible>(match value {
                Some(Value::Number(number)) => Expr::number(fifteen_digits(number)),
                Some(Value::Text(text)) => Expr::Text(text),
                Some(Value::Bool(bool)) => Expr::Bool(bool),
                Some(Value::Error(error)) => Expr::Error(error),
                Some(Value::Blank) | None => Expr::Leaf(reference),
            })
        });
        match replaced {
            Ok(replaced) => replaced.shown(host, &self.handles),
        }
    }

    fn label(&self, sheet: &str, cell: CellAddress) -> String {
        let place = self.snapshot.sheets.iter().position(|known| known.name == sheet);
        let Some(table) = place.and_then(|place| self.tables.get(place)) else {
            return String::new();
        };
        match table.name_of(cell) {
            (Some(row), column) if table.period_columns.contains(&cell.column) => format!("{}, {column}", row.label),
            (Some(row), _) => row.label.clone(),
            (None, _) => String::new(),
        }
    }
}
