//! From references to the ranges they mean.

use std::rc::Rc;
use std::sync::Arc;

use quarterbook_data::{CellAddress, CellRange, MAX_COLUMNS, MAX_ROWS};

use crate::eval::grid::CONSTANT;
use crate::eval::interpreter::{Interpreter, Scope, Stop};
use crate::eval::model::Table;
use crate::eval::operand::{Areas, Operand, SheetRange};
use crate::{
    Area, Axis, BinaryOperator, ErrorValue, Expr, Reference, SheetId, SheetSpan, TableColumns, TableReference,
    TableRows,
};

/// What a reference means, seen from the cell that holds the formula: cells, or what a name stands for.
/// `#REF!` off the grid, `#NAME?` for a name that is not defined.
pub(crate) fn reference(interpreter: &Interpreter, reference: &Reference) -> Result<Operand, Stop> {
    Ok(match reference {
        Reference::Cells { sheets, area } => match range(*area, interpreter.host) {
            None => ErrorValue::Ref.into(),
            Some(range) => on_sheets(interpreter, *sheets, range),
        },
        Reference::Table(table) => match table_cells(interpreter, table) {
            Ok(area) => Operand::Areas(Areas::One(area)),
            Err(error) => error.into(),
        },
        Reference::Name(name) => match interpreter.model.names.get(&name.to_lowercase()) {
            None => match table_cells(interpreter, &whole_table(name)) {
                Ok(area) => Operand::Areas(Areas::One(area)),
                Err(error) => error.into(),
            },
            Some(tree) => return interpreter.evaluate(tree, &Scope::default()),
        },
    })
}

fn range(area: Area, host: CellAddress) -> Option<CellRange> {
    let axis = |axis: Axis, host: u32, limit: u32| axis.resolve(host).filter(|index| *index < limit);
    let (one, other) = match area {
        Area::Cell(cell) => {
            let cell = cell.resolve(host)?;
            (cell, cell)
        }
        Area::Range(one, other) => (one.resolve(host)?, other.resolve(host)?),
        Area::Rows(one, other) => (
            CellAddress::new(axis(one, host.row, MAX_ROWS)?, 0),
            CellAddress::new(axis(other, host.row, MAX_ROWS)?, MAX_COLUMNS - 1),
        ),
        Area::Columns(one, other) => (
            CellAddress::new(0, axis(one, host.column, MAX_COLUMNS)?),
            CellAddress::new(MAX_ROWS - 1, axis(other, host.column, MAX_COLUMNS)?),
        ),
    };
    Some(CellRange::new(one, other))
}

fn on_sheets(interpreter: &Interpreter, sheets: Option<SheetSpan>, range: CellRange) -> Operand {
    let is_known = |sheet: SheetId| !interpreter.model.sheets.name(sheet).is_empty();
    let (first, last) = match sheets {
        None => (interpreter.sheet, interpreter.sheet),
        Some(SheetSpan::One(sheet)) => (sheet, sheet),
        Some(SheetSpan::Through(first, last)) => (first.min(last), first.max(last)),
    };
    if !is_known(last) {
        return ErrorValue::Ref.into();
    }
    if first == last {
        return Operand::Areas(Areas::One(SheetRange { sheet: first, range }));
    }
    let sheets = (first.0..=last.0).map(SheetId);
    Operand::Areas(Areas::Many(sheets.map(|sheet| SheetRange { sheet, range }).collect()))
}

/// What the name of a table alone means: its data.
fn whole_table(name: &Arc<str>) -> TableReference {
    TableReference {
        table: Some(Arc::clone(name)),
        rows: TableRows::Data,
        columns: TableColumns::All,
    }
}

fn table_cells(interpreter: &Interpreter, reference: &TableReference) -> Result<SheetRange, ErrorValue> {
    let tables = &interpreter.model.tables;
    let table = match &reference.table {
        Some(name) => tables.get(&name.to_lowercase()).ok_or(ErrorValue::Name)?,
        None => tables
            .values()
            .find(|table| table.sheet == interpreter.sheet && table.range.contains(interpreter.host))
            .ok_or(ErrorValue::Value)?,
    };
    let (first_row, last_row) = table_rows(interpreter, table, reference.rows)?;
    let (first_column, last_column) = table_columns(table, &reference.columns).ok_or(ErrorValue::Ref)?;
    Ok(SheetRange {
        sheet: table.sheet,
        range: CellRange::new(
            CellAddress::new(first_row, first_column),
            CellAddress::new(last_row, last_column),
        ),
    })
}

fn table_rows(interpreter: &Interpreter, table: &Table, rows: TableRows) -> Result<(u32, u32), ErrorValue> {
    let (top, bottom) = (table.range.first.row, table.range.last.row);
    let last_data = bottom - u32::from(table.has_totals && bottom > top);
    let first_data = top + 1;
    let rows = match rows {
        TableRows::Data => (first_data, last_data),
        TableRows::All => (top, bottom),
        TableRows::Headers => (top, top),
        TableRows::Totals if table.has_totals => (bottom, bottom),
        TableRows::Totals => return Err(ErrorValue::Ref),
        TableRows::HeadersAndData => (top, last_data),
        TableRows::DataAndTotals => (first_data, bottom),
        TableRows::ThisRow => {
            let row = interpreter.host.row;
            if interpreter.sheet != table.sheet || !(first_data..=last_data).contains(&row) {
                return Err(ErrorValue::Value);
            }
            (row, row)
        }
    };
    if rows.0 <= rows.1 {
        Ok(rows)
    } else {
        Err(ErrorValue::Ref)
    }
}

fn table_columns(table: &Table, columns: &TableColumns) -> Option<(u32, u32)> {
    let find = |name: &str| {
        let name = name.to_lowercase();
        let index = table.columns.iter().position(|column| column.to_lowercase() == name)?;
        Some(table.range.first.column + index as u32)
    };
    match columns {
        TableColumns::All => Some((table.range.first.column, table.range.last.column)),
        TableColumns::One(name) => find(name).map(|column| (column, column)),
        TableColumns::Through(first, last) => Some((find(first)?, find(last)?)),
    }
}

/// `A1#`: the cells over which the formula in the cell spills; `#REF!` when it does not.
pub(crate) fn spill(interpreter: &Interpreter, inner: &Expr, scope: &Scope) -> Result<Operand, Stop> {
    let Operand::Areas(areas) = interpreter.evaluate(inner, scope)? else {
        return Ok(ErrorValue::Ref.into());
    };
    let Some(area) = areas.single().filter(SheetRange::is_cell) else {
        return Ok(ErrorValue::Ref.into());
    };
    let anchor = area.range.first;
    interpreter.cell(area.sheet, anchor)?;
    let owner = interpreter.grid.owner(area.sheet, anchor);
    if owner == CONSTANT || interpreter.model.formulas[owner as usize].cell != anchor {
        return Ok(ErrorValue::Ref.into());
    }
    Ok(match interpreter.spills.get(&(area.sheet, anchor)) {
        Some(range) => Operand::Areas(Areas::One(SheetRange {
            sheet: area.sheet,
            range: *range,
        })),
        None => ErrorValue::Ref.into(),
    })
}

/// `@x`: of a range the cell in the formula's row or column, `#VALUE!` when there is none; of an array its
/// upper left value.
pub(crate) fn implicit(interpreter: &Interpreter, operand: Operand) -> Operand {
    match operand {
        Operand::Array(array) => array.values()[0].clone().into(),
        Operand::Areas(areas) => match areas.single().and_then(|area| intersect_host(area, interpreter.host)) {
            Some((sheet, cell)) => Operand::Areas(Areas::One(SheetRange::cell(sheet, cell))),
            None => ErrorValue::Value.into(),
        },
        other => other,
    }
}

fn intersect_host(area: SheetRange, host: CellAddress) -> Option<(SheetId, CellAddress)> {
    let range = area.range;
    let pick = |first: u32, last: u32, host: u32| {
        if first == last {
            Some(first)
        } else {
            (first..=last).contains(&host).then_some(host)
        }
    };
    if range.rows() > 1 && range.columns() > 1 {
        return range.contains(host).then_some((area.sheet, host));
    }
    let row = pick(range.first.row, range.last.row, host.row)?;
    let column = pick(range.first.column, range.last.column, host.column)?;
    Some((area.sheet, CellAddress::new(row, column)))
}

/// `:`, the space and the comma on two references.
pub(crate) fn combine(operator: BinaryOperator, left: &Operand, right: &Operand) -> Operand {
    for operand in [left, right] {
        if let Operand::Value(crate::Value::Error(error)) = operand {
            return (*error).into();
        }
    }
    let (Operand::Areas(left), Operand::Areas(right)) = (left, right) else {
        return ErrorValue::Value.into();
    };
    match operator {
        BinaryOperator::Union => {
            let all: Rc<[_]> = left.as_slice().iter().chain(right.as_slice()).copied().collect();
            Operand::Areas(Areas::Many(all))
        }
        BinaryOperator::Intersection => intersection(left, right),
        _ => match (left.single(), right.single()) {
            (Some(left), Some(right)) if left.sheet == right.sheet => Operand::Areas(Areas::One(SheetRange {
                sheet: left.sheet,
                range: hull(left.range, right.range),
            })),
            _ => ErrorValue::Value.into(),
        },
    }
}

fn hull(one: CellRange, other: CellRange) -> CellRange {
    CellRange {
        first: CellAddress::new(
            one.first.row.min(other.first.row),
            one.first.column.min(other.first.column),
        ),
        last: CellAddress::new(one.last.row.max(other.last.row), one.last.column.max(other.last.column)),
    }
}

fn intersection(left: &Areas, right: &Areas) -> Operand {
    let mut shared = Vec::new();
    for one in left.as_slice() {
        for other in right.as_slice() {
            if one.sheet != other.sheet {
                continue;
            }
            let first = CellAddress::new(
                one.range.first.row.max(other.range.first.row),
                one.range.first.column.max(other.range.first.column),
            );
            let last = CellAddress::new(
                one.range.last.row.min(other.range.last.row),
                one.range.last.column.min(other.range.last.column),
            );
            if first.row <= last.row && first.column <= last.column {
                shared.push(SheetRange {
                    sheet: one.sheet,
                    range: CellRange { first, last },
                });
            }
        }
    }
    match shared[..] {
        [] => ErrorValue::Null.into(),
        [area] => Operand::Areas(Areas::One(area)),
        _ => Operand::Areas(Areas::Many(shared.into())),
    }
}
