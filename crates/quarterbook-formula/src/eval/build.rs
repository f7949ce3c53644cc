//! Lays a model's cells out for evaluation.

use crate::eval::grid::{CONSTANT, Column, Grid, SheetGrid};
use crate::eval::model::{Content, Model};
use crate::eval::spill::Spills;
use crate::{SheetId, Value};

/// The model's cells, formulas still without results, and room for the arrays they spill.
pub(crate) fn grid(model: &Model, spills: &Spills) -> Grid {
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
    if !spills.is_empty() {
        make_room(&mut grid, spills);
    }
    grid
}

fn build_column(cells: &[(u32, Content)]) -> Column {
    let mut column = Column::with_capacity(cells.len());
    if cells.is_sorted_by(|one, other| one.0 < other.0) {
        for (row, content) in cells {
            push(&mut column, *row, content);
        }
        return column;
    }
    let mut order: Vec<u32> = (0..cells.len() as u32).collect();
    order.sort_by_key(|&index| cells[index as usize].0);
    for (at, &index) in order.iter().enumerate() {
        let (row, content) = &cells[index as usize];
        let is_set_again = order.get(at + 1).is_some_and(|&next| cells[next as usize].0 == *row);
        if !is_set_again {
            push(&mut column, *row, content);
        }
    }
    column
}

fn push(column: &mut Column, row: u32, content: &Content) {
    match content {
        Content::Value(Value::Blank) => {}
        Content::Value(value) => column.push(row, value.clone(), CONSTANT, false),
        Content::Formula(formula) => column.push(row, Value::Blank, *formula, false),
    }
}

fn make_room(grid: &mut Grid, spills: &Spills) {
    // Looked up before cells are added, which leaves the columns unsorted for a while.
    let owners: Vec<u32> = spills
        .keys()
        .map(|(sheet, anchor)| grid.owner(*sheet, *anchor))
        .collect();
    for ((&(sheet, anchor), range), owner) in spills.iter().zip(owners) {
        let target = sheet_mut(grid, sheet);
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
