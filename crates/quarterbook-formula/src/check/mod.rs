//! What has to hold before a formula is written: Excel's limits, and that everything it names is there.

mod cycle;
mod finding;
mod storage;

use std::collections::{BTreeMap, BTreeSet};

use quarterbook_data::CellAddress;

use crate::{Area, Axis, Expr, MAX_DEPTH, Reference, SheetSpan, Sheets, TableColumns, TableReference};

pub use cycle::{Cycle, FormulaCell, find_cycle, precedents};
pub use finding::Finding;
pub use storage::array_part;

/// The most characters of a formula, as shown and with its `=`.
pub const MAX_CHARACTERS: usize = 8_192;

/// The most levels of calls inside calls.
pub const MAX_LEVELS: usize = 64;

/// What a workbook holds that a formula may name. Names are compared without regard to case.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The sheets.
    pub sheets: &'a Sheets,
    /// Defined names.
    pub names: &'a BTreeSet<String>,
    /// Tables with their columns.
    pub tables: &'a BTreeMap<String, Vec<String>>,
    /// The table the formula stands in, which `[@column]` speaks of.
    pub own_table: Option<&'a str>,
}

/// Everything that is wrong with a formula in the cell `host`, or worth knowing; empty when it may be written.
///
/// ```
/// use std::collections::{BTreeMap, BTreeSet};
/// use quarterbook_data::CellAddress;
/// use quarterbook_formula::{Known, Sheets, check, parse};
///
/// let (sheets, host) = (Sheets::default(), CellAddress::new(0, 1));
/// let (names, tables) = (BTreeSet::from(["TaxRate".to_owned()]), BTreeMap::new());
/// let known = Known { sheets: &sheets, names: &names, tables: &tables, own_table: None };
/// let findings = check(&parse("A1*TaxRat", host, &sheets)?, host, known);
/// assert_eq!(findings[0].to_string(), "there is no name `TaxRat`");
/// assert_eq!(findings[0].hint().as_deref(), Some("did you mean `TaxRate`?"));
/// # Ok::<(), quarterbook_formula::ParseError>(())
/// ```
pub fn check(formula: &Expr, host: CellAddress, known: Known<'_>) -> Vec<Finding> {
    let depth = formula.depth();
    if depth > MAX_DEPTH {
        return vec![Finding::TooDeep(depth)];
    }
    let mut findings = Vec::new();
    let characters = formula.shown(host, known.sheets).chars().count() + 1;
    if characters > MAX_CHARACTERS {
        findings.push(Finding::TooLong(characters));
    }
    let levels = call_levels(formula);
    if levels > MAX_LEVELS {
        findings.push(Finding::TooManyLevels(levels));
    }
    for part in formula.parts() {
        match part {
            Expr::Leaf(leaf) => check_reference(leaf, host, known, &mut findings),
            Expr::Call(function, arguments) => {
                if !function.accepts(arguments.len()) {
                    findings.push(Finding::WrongCount(*function, arguments.len()));
                }
                if function.signature().volatile {
                    findings.push(Finding::Volatile(*function));
                }
            }
            _ => {}
        }
    }
    let mut seen = Vec::new();
    findings.retain(|finding| {
        let is_new = !seen.contains(finding);
        if is_new {
            seen.push(finding.clone());
        }
        is_new
    });
    findings
}

/// How many calls stand inside each other at most.
fn call_levels(formula: &Expr) -> usize {
    let mut waiting = vec![(formula, 0)];
    let mut most = 0;
    while let Some((part, outside)) = waiting.pop() {
        let levels = outside + usize::from(matches!(part, Expr::Call(..) | Expr::Invoke(..)));
        most = most.max(levels);
        waiting.extend(part.children().into_iter().map(|child| (child, levels)));
    }
    most
}

fn check_reference(leaf: &Reference, host: CellAddress, known: Known<'_>, findings: &mut Vec<Finding>) {
    match leaf {
        Reference::Cells { sheets, area } => {
            let named = match sheets {
                Some(SheetSpan::One(sheet)) => vec![*sheet],
                Some(SheetSpan::Through(first, last)) => vec![*first, *last],
                None => Vec::new(),
            };
            if named.iter().any(|sheet| known.sheets.name(*sheet).is_empty()) {
                findings.push(Finding::UnknownSheet);
            }
            if !is_on_grid(*area, host) {
                let relative = Expr::Leaf(Reference::Cells {
                    sheets: None,
                    area: *area,
                });
                findings.push(Finding::OffGrid {
                    reference: relative.r1c1(known.sheets),
                    host,
                });
            }
        }
        Reference::Name(name) => {
            if !has(known.names, name) && !has_table(known, name) {
                findings.push(Finding::unknown_name(name, known.names));
            }
        }
        Reference::Table(table) => findings.extend(check_table(table, known)),
    }
}

fn is_on_grid(area: Area, host: CellAddress) -> bool {
    let row = |axis: Axis| {
        axis.resolve(host.row)
            .is_some_and(|row| row < quarterbook_data::MAX_ROWS)
    };
    let column = |axis: Axis| {
        axis.resolve(host.column)
            .is_some_and(|column| column < quarterbook_data::MAX_COLUMNS)
    };
    match area {
        Area::Cell(cell) => row(cell.row) && column(cell.column),
        Area::Range(first, last) => row(first.row) && row(last.row) && column(first.column) && column(last.column),
        Area::Rows(first, last) => row(first) && row(last),
        Area::Columns(first, last) => column(first) && column(last),
    }
}

/// Whether a name is that of a table, which then means its data.
fn has_table(known: Known<'_>, name: &str) -> bool {
    let wanted = name.to_lowercase();
    known.tables.keys().any(|table| table.to_lowercase() == wanted)
}

fn check_table(table: &TableReference, known: Known<'_>) -> Vec<Finding> {
    let Some(name) = table.table.as_deref().or(known.own_table) else {
        return vec![Finding::NoTable];
    };
    let wanted = name.to_lowercase();
    let Some((_, columns)) = known.tables.iter().find(|(known, _)| known.to_lowercase() == wanted) else {
        return vec![Finding::unknown_table(name, known.tables.keys())];
    };
    let named: Vec<&str> = match &table.columns {
        TableColumns::All => Vec::new(),
        TableColumns::One(column) => vec![column],
        TableColumns::Through(first, last) => vec![first, last],
    };
    named
        .into_iter()
        .filter(|column| !has(columns, column))
        .map(|column| Finding::unknown_column(column, name, columns))
        .collect()
}

fn has<'a>(known: impl IntoIterator<Item = &'a String>, name: &str) -> bool {
    let wanted = name.to_lowercase();
    known
        .into_iter()
        .any(|known| known == name || known.to_lowercase() == wanted)
}
