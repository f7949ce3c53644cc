//! References as fixed cells: where a formula reads, seen from one cell of its band.

use quarterbook_data::{CellAddress, CellRange};
use quarterbook_formula::{Area, Axis, CellReference, Expr, Reference, SheetId, SheetSpan};

use crate::layout::{Lags, SheetCell};

/// The fixed cell of another sheet.
pub(crate) const fn fixed(cell: SheetCell) -> Expr {
    Expr::fixed_cell(Some(cell.sheet), cell.cell)
}

/// The same tree with every reference fixed to the cell it means in `host`, so that it reads the same
/// wherever it stands.
pub(crate) fn fixed_at(expr: Expr, host: CellAddress) -> Expr {
    let corner = |cell: CellReference| cell.resolve(host).map_or(cell, CellReference::absolute);
    let fixed = expr.lower(&mut |leaf| {
        let leaf = match leaf {
            Reference::Cells {
                sheets,
                area: Area::Cell(cell),
            } => Reference::Cells {
                sheets,
                area: Area::Cell(corner(cell)),
            },
            Reference::Cells {
                sheets,
                area: Area::Range(first, last),
            } => Reference::Cells {
                sheets,
                area: Area::Range(corner(first), corner(last)),
            },
            other => other,
        };
        Ok::<_, std::convert::Infallible>(Expr::Leaf(leaf))
    });
    match fixed {
        Ok(fixed) => fixed,
        Err(never) => match never {},
    }
}

/// The longest way from a column to another one in a tree: to an earlier one, and to a later one.
pub(crate) fn longest_steps(expr: &Expr) -> Lags {
    let steps = |cell: &CellReference| match cell.column {
        Axis::Relative(offset) => offset,
        Axis::Absolute(_) => 0,
    };
    let offsets = expr.leaves().flat_map(|leaf| match leaf {
        Reference::Cells {
            area: Area::Cell(cell), ..
        } => [steps(cell), 0],
        Reference::Cells {
            area: Area::Range(first, last),
            ..
        } => [steps(first), steps(last)],
        _ => [0, 0],
    });
    offsets.fold(Lags::default(), |lags, offset| Lags {
        back: lags.back.max(offset.min(0).unsigned_abs()),
        ahead: lags.ahead.max(offset.max(0).unsigned_abs()),
    })
}

/// The cells a fixed reference covers, with their sheet.
pub(crate) fn fixed_cells(reference: &Reference) -> Option<(SheetId, CellRange)> {
    let Reference::Cells {
        sheets: Some(SheetSpan::One(sheet)),
        area,
    } = reference
    else {
        return None;
    };
    let nowhere = CellAddress::new(0, 0);
    let range = match area {
        Area::Cell(cell) => CellRange::cell(cell.resolve(nowhere)?),
        Area::Range(first, last) => CellRange::new(first.resolve(nowhere)?, last.resolve(nowhere)?),
        Area::Rows(..) | Area::Columns(..) => return None,
    };
    Some((*sheet, range))
}
