//! Lays a model's cells out for evaluation.

use crate::eval::grid::{CONSTANT, Column, Grid, SheetGrid};
use crate::eval::model::{Content, Model};
use crate::eval::spill::Spills;
use crate::{SheetId, Value};

/// The model's cells, formulas still without results.
pub(crate) fn grid(model: &Model) -> Grid {
    let mut grid = Grid::default();
    for (sheet, columns) in &model.cells {
        let target = sheet_mut(&mut grid, *sheet);
        for (&column, cells) in columns {
            let built = build_column(cells);
            if let Some(&last) = built.rows.last() {
                target.used_rows = target.used_rows.max(last + 1);
                *column_mut(target, column) = built;
            }
        }
    }
    grid
}

fn build_column(cells: &[(u32, Content)]) -> Column {
    let mut order: Vec<u32> = (0..cells.len() as u32).collect();
    order.sort_by_key(|&index| cells[index as usize].0);
    let mut column = Column::default();
    for (at, &index) in order.iter().enumerate() {
        let (row, content) = &cells[index as usize];
        let is_set_again = order.get(at + 1).is_some_and(|&next| cells[next as usize].0 == *row);
        let (value, owner) = match content {
            Content::Value(value) => (value.clone(), CONSTANT),
            Content::Formula(formula) => (Value::Blank, *formula),
        };
        if !is_set_again && (owner != CONSTANT || value != Value::Blank) {
            column.push(*row, value, owner, false);
        }
    }
    column
}

/// The same cells with room for spilled arrays.
pub(crate) fn with_spills(base: &Grid, spills: &Spills) -> Grid {
    let mut grid = base.clone();
    for (&(sheet, anchor), range) in spills {
        let owner = base.owner(sheet, anchor);
        let target = sheet_mut(&mut grid, sheet);
        target.used_rows = target.used_rows.max(range.last.row + 1);
        for cell in range.cells().filter(|cell| *cell != anchor) {
            column_mut(target, cell.column).push(cell.row, Value::Blank, owner, true);
        }
    }
    for sheet in &mut grid.sheets {
        for column in &mut sheet.columns {
            column.sort();
        }
    }
    grid
}

fn sheet_mut(grid: &mut Grid, sheet: SheetId) -> &mut SheetGrid {
    let index = sheet.0 as usize;
    if grid.sheets.len() <= index {
        grid.sheets.resize_with(index + 1, SheetGrid::default);
    }
    &mut grid.sheets[index]
}

fn column_mut(sheet: &mut SheetGrid, column: u32) -> &mut Column {
    let index = column as usize;
    if sheet.columns.len() <= index {
        sheet.columns.resize_with(index + 1, Column::default);
    }
    &mut sheet.columns[index]
}
