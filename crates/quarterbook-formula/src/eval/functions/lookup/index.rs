//! INDEX.

use quarterbook_data::{CellAddress, CellRange};

use super::error_of;
use crate::eval::argument::Argument;
use crate::eval::coerce::to_integer;
use crate::eval::interpreter::Interpreter;
use crate::eval::operand::{Areas, Operand, SheetRange};
use crate::{Array, ErrorValue};

pub(super) fn index(arguments: &[Argument], _: &Interpreter) -> Result<Operand, ErrorValue> {
    let source = &arguments[0];
    if let Some(error) = error_of(source) {
        return Err(error);
    }
    let place = |argument: Option<&Argument>| match argument {
        None | Some(Argument::Omitted) => Ok(None),
        Some(argument) => to_integer(argument.value()).map(Some),
    };
    let (first, second, area) = (
        place(arguments.get(1))?,
        place(arguments.get(2))?,
        place(arguments.get(3))?,
    );
    let source = &pick_area(source, area)?;
    let (rows, columns) = source.shape();
    // With one position a single row is counted from the left.
    let (row, column) = match (first, second) {
        (Some(first), None) if arguments.len() == 2 && rows == 1 => (None, Some(first)),
        (Some(first), None) if arguments.len() == 2 && columns > 1 => {
            let is_reference = source.is_reference();
            if is_reference && first != 0 {
                return Err(ErrorValue::Ref);
            }
            (Some(first), None)
        }
        other => other,
    };
    line(source, position(row, rows)?, position(column, columns)?)
}

fn pick_area<'a>(source: &Argument<'a>, area: Option<i64>) -> Result<Argument<'a>, ErrorValue> {
    let area = area.unwrap_or(1);
    let Argument::Reference(cells) = source else {
        return if area == 1 {
            Ok(source.share())
        } else {
            Err(ErrorValue::Ref)
        };
    };
    let areas = cells.areas.as_slice();
    let at = usize::try_from(area - 1).map_err(|_| ErrorValue::Value)?;
    let area = *areas.get(at).ok_or(ErrorValue::Ref)?;
    let mut cells = cells.clone();
    cells.areas = Areas::One(area);
    Ok(Argument::Reference(cells))
}

/// A 1-based position as a 0-based one; 0 means all.
fn position(position: Option<i64>, length: usize) -> Result<Option<usize>, ErrorValue> {
    match position {
        None | Some(0) => Ok(None),
        Some(..0) => Err(ErrorValue::Value),
        Some(position) if position as u64 > length as u64 => Err(ErrorValue::Ref),
        Some(position) => Ok(Some(position as usize - 1)),
    }
}

/// A cell, a row, a column or all of a source: a reference when the source is one. `None` stands for all rows
/// or columns.
pub(super) fn line(source: &Argument, row: Option<usize>, column: Option<usize>) -> Result<Operand, ErrorValue> {
    let (rows, columns) = source.shape();
    let (first_row, last_row) = row.map_or((0, rows - 1), |row| (row, row));
    let (first_column, last_column) = column.map_or((0, columns - 1), |column| (column, column));
    if let Argument::Reference(cells) = source {
        let SheetRange { sheet, range } = cells.single()?;
        let at = |row: usize, column: usize| {
            CellAddress::new(range.first.row + row as u32, range.first.column + column as u32)
        };
        let range = CellRange {
            first: at(first_row, first_column),
            last: at(last_row, last_column),
        };
        return Ok(Operand::Areas(Areas::One(SheetRange { sheet, range })));
    }
    if row.is_some() && column.is_some() || (rows, columns) == (1, 1) {
        return Ok(source.get(first_row, first_column).clone().into());
    }
    let places = (first_row..=last_row).flat_map(|row| (first_column..=last_column).map(move |column| (row, column)));
    let values = places.map(|(row, column)| source.get(row, column).clone()).collect();
    Array::new(last_column - first_column + 1, values)
        .map(Operand::from)
        .ok_or(ErrorValue::Calc)
}
