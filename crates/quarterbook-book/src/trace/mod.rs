//! Where a number comes from: a cell, its formula with values, the cells it reads, down to the constants and
//! their rows on the Sources sheet.

mod branches;
mod find;
mod render;

use std::collections::{BTreeMap, BTreeSet};

use quarterbook_data::{CellAddress, CellRange, Problem, suggestion};
use quarterbook_formula::{Area, Expr, Model, Reference, SheetSpan, Sheets, Value, parse};

use crate::diff::{Snapshot, SnapshotSheet, Table, fifteen_digits, is_period, shown_value};
use crate::register::{SourceRow, read_register};

pub use find::find;
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
    /// The cells that gave its value, in the order the formula names them; none for those traced above already.
    pub reads: Vec<TracedCell>,
    /// The cells that were only asked which branch to take (`A1` in `IF(A1>0,B1,C1)`), each with what it shows.
    pub asked: Vec<(String, CellAddress, Value)>,
    /// The cells of the branches that were not taken.
    pub not_taken: Vec<(String, CellAddress)>,
    /// Where a constant came from, in the words of the Sources sheet: the place and what is printed there first,
    /// then how it was converted and read, and other places that print the same figure.
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
        sources: Sources::of(snapshot, &handles),
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
    sources: Sources,
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
            asked: Vec::new(),
            not_taken: Vec::new(),
            source: Vec::new(),
            is_cut: found.formula.is_some() && !may_follow,
            formula: found.formula,
        };
        if let (Some(tree), true) = (tree, may_follow) {
            let (cells, all) = self.sort_reads(&mut traced, &tree);
            traced.reads = cells
                .into_iter()
                .map(|(sheet, cell)| self.cell(&sheet, cell, depth + 1))
                .collect();
            traced.is_cut = !all;
        } else if traced.formula.is_none() {
            traced.source = self.sources.texts(sheet, cell);
            if traced.source.is_empty() && self.is_figure(sheet, cell) {
                traced.source = vec!["no source: nothing that was read has this figure".to_owned()];
            }
        }
        traced
    }

    /// Notes what was asked and what was not taken; the cells that gave the result, and whether these are all.
    fn sort_reads(&self, traced: &mut TracedCell, tree: &Expr) -> (Vec<(String, CellAddress)>, bool) {
        let (sheet, cell) = (traced.sheet.as_str(), traced.cell);
        let judge = |part: &Expr| self.result_of(part, sheet, cell);
        let mut reads = branches::reads(tree, &judge);
        if !matches!(traced.value, Value::Number(_)) {
            // Why it is FAIL or n.a. is told by what was asked.
            reads.given.splice(0..0, std::mem::take(&mut reads.asked));
        }
        let (given, all) = self.precedents(&reads.given, sheet, cell);
        let mut known = given.clone();
        let mut others = |references: &[Reference]| -> Vec<(String, CellAddress)> {
            let (mut cells, _) = self.precedents(references, sheet, cell);
            cells.retain(|cell| !known.contains(cell));
            known.extend_from_slice(&cells);
            cells
        };
        let (asked, not_taken) = (others(&reads.asked), others(&reads.passed));
        let with_value = |(sheet, cell): (String, CellAddress)| {
            let value = self.snapshot.sheet(&sheet).map(|sheet| sheet.value(cell).clone());
            (sheet, cell, value.unwrap_or_default())
        };
        traced.asked = asked.into_iter().map(with_value).collect();
        traced.not_taken = not_taken;
        (given, all)
    }

    /// What a part of a cell's formula gives, computed from what the cells it reads show.
    fn result_of(&self, part: &Expr, sheet: &str, host: CellAddress) -> Option<Value> {
        let mut model = Model::new();
        model.sheets = self.handles.clone();
        for (sheet, range) in part.leaves().filter_map(|reference| self.range(reference, sheet, host)) {
            let (found, handle) = (self.snapshot.sheet(&sheet)?, self.handles.find(&sheet)?);
            let stand = found.cells.range(range.first..=range.last);
            for (at, cell) in stand.filter(|(at, _)| range.contains(**at)) {
                model.set_value(handle, *at, cell.value.clone());
            }
        }
        let handle = self.handles.find(sheet)?;
        model.set_formula(handle, host, part.clone());
        let results = model.evaluate().ok()?;
        Some(results.get(handle, host).clone())
    }

    /// The cells behind references that are not empty, each once; and whether these are all.
    fn precedents(
        &self,
        references: &[Reference],
        sheet: &str,
        host: CellAddress,
    ) -> (Vec<(String, CellAddress)>, bool) {
        let mut cells = Vec::new();
        let mut all = true;
        let ranges = references
            .iter()
            .filter_map(|reference| self.range(reference, sheet, host));
        for (sheet, range) in ranges {
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

    fn table(&self, sheet: &str) -> Option<(&SnapshotSheet, &Table)> {
        let place = self.snapshot.sheets.iter().position(|known| known.name == sheet)?;
        Some((&self.snapshot.sheets[place], self.tables.get(place)?))
    }

    /// Whether a cell is one of a row of figures and of a period.
    fn is_figure(&self, sheet: &str, cell: CellAddress) -> bool {
        !self.sources.rows.is_empty()
            && self.table(sheet).is_some_and(|(_, table)| {
                let is_working = table.rows.get(&cell.row).is_none_or(|row| row.is_working);
                table.period_columns.contains(&cell.column) && !is_working
            })
    }

    fn label(&self, sheet: &str, cell: CellAddress) -> String {
        let Some((found, table)) = self.table(sheet) else {
            return String::new();
        };
        if table.is_cover {
            return beside(found, cell);
        }
        match table.name_of(cell) {
            (Some(row), column) if table.is_list || table.period_columns.contains(&cell.column) => {
                format!("{}, {column}", row.label)
            }
            (Some(row), _) => row.label.clone(),
            (None, _) => String::new(),
        }
    }
}

/// What a cell of the cover is called: the text before it, and the period above it.
fn beside(sheet: &SnapshotSheet, cell: CellAddress) -> String {
    let text = |column: u32| sheet.constant_text(CellAddress::new(cell.row, column));
    let Some(nearest) = (0..cell.column).rev().find(|column| text(*column).is_some()) else {
        return String::new();
    };
    let first = (0..=nearest).rev().take_while(|column| text(*column).is_some()).last();
    let label = first.and_then(text).unwrap_or_default();
    let above = (0..cell.row).rev().find_map(|row| {
        let above = sheet.value(CellAddress::new(row, cell.column));
        is_period(above).then(|| shown_value(above))
    });
    match above {
        Some(period) => format!("{label}, {period}"),
        None => label.to_owned(),
    }
}

/// The register of sources, by the cells that hold their figures.
struct Sources {
    rows: Vec<SourceRow>,
    by_cell: BTreeMap<(String, CellAddress), usize>,
}

impl Sources {
    fn of(snapshot: &Snapshot, handles: &Sheets) -> Self {
        let rows = read_register(snapshot, handles);
        let mut by_cell = BTreeMap::new();
        for (place, row) in rows.iter().enumerate() {
            if let Some(target) = &row.target {
                by_cell.entry(target.clone()).or_insert(place);
            }
        }
        Self { rows, by_cell }
    }

    fn texts(&self, sheet: &str, cell: CellAddress) -> Vec<String> {
        let Some(source) = self
            .by_cell
            .get(&(sheet.to_owned(), cell))
            .map(|place| &self.rows[*place])
        else {
            return Vec::new();
        };
        let about: Vec<&str> = [
            source.id.as_str(),
            source.line.as_str(),
            source.period.as_str(),
            source.status.as_str(),
        ]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
        let mut texts = vec![format!("{} ({})", source.shown(), about.join(", "))];
        texts.extend(conversion(source));
        if !source.rule.is_empty() {
            texts.push(format!("read as: {}", source.rule));
        }
        let others = self
            .rows
            .iter()
            .filter(|other| other.id != source.id && (&other.line, &other.period) == (&source.line, &source.period));
        texts.extend(others.map(|other| format!("also {} ({}, {})", other.shown(), other.id, other.usage)));
        texts
    }
}

/// The way from the printed number to the workbook's: `324000 RMB'000 × 1000 ÷ 100000000`.
fn conversion(source: &SourceRow) -> Option<String> {
    let (scale, shown_scale) = (source.scale?, source.shown_scale?);
    if source.number.is_empty() || !matches!(source.in_workbook, Value::Number(_)) {
        return None;
    }
    let printed = format!("{} {}", source.number, source.unit);
    Some(if scale == shown_scale {
        format!("{printed}, the unit of the workbook")
    } else {
        format!("{printed} × {scale} ÷ {shown_scale}")
    })
}
