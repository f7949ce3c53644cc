//! Cells of the special sheets that formulas elsewhere point at: settled before those sheets are written.

use std::collections::BTreeMap;

use quarterbook_data::CellAddress;

use super::{PlacedSheet, SheetCell};
use crate::book::Book;
use crate::template::SheetKind;

/// The first 0-based row of the checks' table.
pub(crate) const CHECKS_FIRST_ROW: u32 = 10;
/// The first 0-based row of the Sources table.
pub(crate) const SOURCES_FIRST_ROW: u32 = 4;
/// The 0-based Sources column with the figure in the unit of the workbook.
pub(crate) const SOURCES_IN_WORKBOOK: u32 = 7;
/// The 0-based Sources column with half a unit in the last printed place, in the unit of the Inputs sheet.
pub(crate) const SOURCES_HALF_UNIT: u32 = 12;

/// 0-based columns of the checks' table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CheckColumns {
    /// The recomputed number.
    pub(crate) actual: u32,
    /// What it is held against.
    pub(crate) expected: u32,
    /// The first less the second.
    pub(crate) difference: u32,
    /// How far they may be apart.
    pub(crate) tolerance: u32,
    /// What a failure means: FAIL or WARN.
    pub(crate) severity: u32,
    /// OK, WARN, FAIL or n.a.
    pub(crate) result: u32,
}

/// The columns of the checks' table: number, id, kind, what, period, then these.
pub(crate) const CHECK_COLUMNS: CheckColumns = CheckColumns {
    actual: 5,
    expected: 6,
    difference: 7,
    tolerance: 8,
    severity: 9,
    result: 10,
};

/// Cells of the special sheets that formulas elsewhere point at; `None` where the template has no such sheet.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Anchors {
    /// OK, WARN or FAIL for the whole workbook; on the Checks sheet.
    pub(crate) master: Option<SheetCell>,
    /// The power of ten money is shown in (`scale.money`); on the cover.
    pub(crate) money_scale: Option<SheetCell>,
    /// The power of ten prices are shown in (`scale.price`); on the cover.
    pub(crate) price_scale: Option<SheetCell>,
    /// Parameters by name (`parameter.NAME`); on the cover, in the template's order.
    pub(crate) parameters: BTreeMap<String, SheetCell>,
}

/// 0-based column of the cover's values.
const COVER_VALUES: u32 = 2;
/// 0-based cover row of the money scale; the price scale and the parameters follow it.
const COVER_SCALES: u32 = 8;

impl Anchors {
    /// Settles them.
    pub(crate) fn new(book: &Book, sheets: &[PlacedSheet]) -> Self {
        let cell = |kind, row, column| {
            let sheet = sheets.iter().find(|sheet| sheet.kind == kind)?;
            Some(SheetCell {
                sheet: sheet.handle,
                cell: CellAddress::new(row, column),
            })
        };
        let parameters = book.template.parameters.keys().zip(COVER_SCALES + 2..);
        Self {
            master: cell(SheetKind::Checks, super::header::SCALE, CHECK_COLUMNS.result),
            money_scale: cell(SheetKind::Cover, COVER_SCALES, COVER_VALUES),
            price_scale: cell(SheetKind::Cover, COVER_SCALES + 1, COVER_VALUES),
            parameters: parameters
                .filter_map(|(name, row)| Some((name.clone(), cell(SheetKind::Cover, row, COVER_VALUES)?)))
                .collect(),
        }
    }
}
