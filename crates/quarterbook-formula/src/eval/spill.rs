//! Where arrays spill.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use quarterbook_data::{CellAddress, CellRange};

use crate::SheetId;
use crate::eval::grid::{CONSTANT, Grid};

/// The ranges over which formulas spill, by the formula's cell.
pub(crate) type Spills = BTreeMap<(SheetId, CellAddress), CellRange>;

/// All spilled arrays together may not have more cells than this.
const MAX_SPILLED_CELLS: u64 = 10_000_000;

/// Which arrays spill and which have no room.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Plan {
    /// Arrays with room.
    pub(crate) spills: Spills,
    /// Arrays that would run into the array of a cell above or to the left.
    pub(crate) blocked: BTreeSet<(SheetId, CellAddress)>,
}

/// Gives room to the arrays that want to spill, in the order of their cells.
pub(crate) fn plan(wishes: &Spills) -> Plan {
    let mut plan = Plan::default();
    let mut taken = HashSet::new();
    let mut total = 0;
    for (&anchor, &range) in wishes {
        total += u64::from(range.rows()) * u64::from(range.columns());
        let is_free = total <= MAX_SPILLED_CELLS && range.cells().all(|cell| !taken.contains(&(anchor.0, cell)));
        if is_free {
            taken.extend(range.cells().map(|cell| (anchor.0, cell)));
            plan.spills.insert(anchor, range);
        } else {
            plan.blocked.insert(anchor);
        }
    }
    plan
}

/// The range an array of this shape covers from a cell on; `None` when it would leave the sheet or when a cell
/// in it has content of its own.
pub(crate) fn room(
    grid: &Grid,
    sheet: SheetId,
    anchor: CellAddress,
    owner: u32,
    (rows, columns): (usize, usize),
) -> Option<CellRange> {
    let corner = |start: u32, length: usize| u32::try_from(start as usize + length - 1).ok();
    let last = CellAddress::new(corner(anchor.row, rows)?, corner(anchor.column, columns)?);
    if !last.is_on_grid() {
        return None;
    }
    let range = CellRange { first: anchor, last };
    let is_free = (range.first.column..=range.last.column)
        .filter_map(|column| grid.column(sheet, column))
        .all(|column| {
            let span = column.span(range.first.row, range.last.row);
            column.owners[span.clone()]
                .iter()
                .zip(&column.spilled[span])
                .all(|(&other, &is_spilled)| other == owner || (other != CONSTANT && is_spilled))
        });
    is_free.then_some(range)
}
