//! A workbook as two of them are compared: what every cell shows, and its formula.

use std::collections::BTreeMap;

use quarterbook_data::CellAddress;
use quarterbook_formula::{Sheets, Value};

use crate::workbook::{Content, Workbook};

/// A workbook's cells.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Snapshot {
    /// The sheets, in the order of their tabs.
    pub sheets: Vec<SnapshotSheet>,
}

/// A sheet's cells.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SnapshotSheet {
    /// The tab's name.
    pub name: String,
    /// The cells that are not empty.
    pub cells: BTreeMap<CellAddress, SnapshotCell>,
}

/// What a cell shows, and its formula.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SnapshotCell {
    /// The constant or the formula's result.
    pub value: Value,
    /// The formula as Excel shows it, without `=`; `None` for a constant.
    pub formula: Option<String>,
}

impl Snapshot {
    /// The snapshot of a workbook model.
    pub fn of(workbook: &Workbook) -> Self {
        let sheets = workbook.sheets.iter().map(|sheet| SnapshotSheet {
            name: sheet.name.clone(),
            cells: sheet
                .cells
                .iter()
                .filter(|(_, cell)| cell.content != Content::Blank)
                .map(|(address, cell)| {
                    let formula = match &cell.content {
                        Content::Formula(formula) => Some(formula.shown.clone()),
                        _ => None,
                    };
                    let value = cell.content.value();
                    (*address, SnapshotCell { value, formula })
                })
                .collect(),
        });
        Self {
            sheets: sheets.collect(),
        }
    }

    /// The sheet with this name, without regard to case.
    pub fn sheet(&self, name: &str) -> Option<&SnapshotSheet> {
        let wanted = name.to_lowercase();
        self.sheets.iter().find(|sheet| sheet.name.to_lowercase() == wanted)
    }

    /// The sheets' names as formulas need them.
    pub(crate) fn handles(&self) -> Sheets {
        let mut handles = Sheets::default();
        for sheet in &self.sheets {
            handles.add(&sheet.name);
        }
        handles
    }
}

impl SnapshotSheet {
    /// What a cell shows; blank where nothing stands.
    pub fn value(&self, cell: CellAddress) -> &Value {
        self.cells.get(&cell).map_or(&Value::Blank, |cell| &cell.value)
    }

    /// The constant texts of a row, each with its column.
    pub(crate) fn texts_of_row(&self, row: u32) -> impl Iterator<Item = (u32, &str)> {
        let cells = self.cells.range(CellAddress::new(row, 0)..CellAddress::new(row + 1, 0));
        cells.filter_map(|(at, _)| Some((at.column, self.constant_text(*at)?)))
    }

    /// The text of a cell that holds one as a constant.
    pub(crate) fn constant_text(&self, cell: CellAddress) -> Option<&str> {
        match self.cells.get(&cell)? {
            SnapshotCell {
                value: Value::Text(text),
                formula: None,
            } => Some(text),
            _ => None,
        }
    }
}

/// The workbook that a new one is compared with.
#[derive(Debug, Clone, PartialEq)]
pub struct Previous {
    /// Its file name.
    pub name: String,
    /// Its cells.
    pub snapshot: Snapshot,
}
