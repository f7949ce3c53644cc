//! Template + dataset → an address for every row and period. Nothing here knows what a formula says.
//!
//! | stage | in → out | where |
//! |---|---|---|
//! | expand | template rows, members, conditions → the rows of this book | `expand` |
//! | place | rows, periods, the longest lags → columns, rows, the Inputs sheet | `place` |

mod anchor;
mod axis;
mod bands;
mod condition;
mod dotted;
mod expand;
mod find;
mod inputs;
mod label;
mod name;
mod place;
mod row;

use std::collections::BTreeMap;

use quarterbook_data::{CellAddress, Figure, Label, Period, Series};
use quarterbook_formula::{SheetId, Sheets};

use crate::template::SheetKind;

pub(crate) use anchor::{
    Anchors, CHECK_COLUMNS, CHECKS_FIRST_ROW, SOURCES_FIRST_ROW, SOURCES_HALF_UNIT, SOURCES_IN_WORKBOOK,
};
pub(crate) use axis::{Band, Lags, Periods, TimeAxis, periods};
pub(crate) use bands::{names_band, row_bands};
pub(crate) use condition::holds;
pub(crate) use dotted::{Dotted, Part, series_of_line};
pub(crate) use expand::{Plan, expand};
pub(crate) use find::{Found, RowIndex};
pub(crate) use label::{full_label, joined, series_label};
pub(crate) use name::{period_label, sheet_names};
pub(crate) use place::{Needs, place};
pub(crate) use row::{PlacedRow, RowContent, RowId, TablePlace};

/// Header rows, 0-based: the same on every calculation sheet and on Inputs.
pub(crate) mod header {
    /// The sheet's title.
    pub(crate) const TITLE: u32 = 0;
    /// The scale, and the master check.
    pub(crate) const SCALE: u32 = 1;
    /// Names of the periods: `FY2024`, `1H25`.
    pub(crate) const LABEL: u32 = 2;
    /// The periods' last days.
    pub(crate) const END: u32 = 3;
    /// Each period's place in its fiscal year.
    pub(crate) const ORDINAL: u32 = 4;
    /// The fiscal year.
    pub(crate) const YEAR: u32 = 5;
    /// The scope line, where there is one.
    pub(crate) const SCOPE: u32 = 6;
    /// The first row below the header, and the first that scrolls.
    pub(crate) const FIRST_ROW: u32 = 7;
}

/// Where everything stands.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    /// The sheets' handles; a handle is also the sheet's place in `sheets`.
    pub(crate) handles: Sheets,
    /// The sheets, in the order of their tabs.
    pub(crate) sheets: Vec<PlacedSheet>,
    /// The columns of calculation sheets and Inputs.
    pub(crate) axis: TimeAxis,
    /// Every row of calculation sheets and Inputs; a [`RowId`] is a place in it.
    pub(crate) rows: Vec<PlacedRow>,
    /// Rows by name.
    pub(crate) index: RowIndex,
    /// How far below an Inputs row the half unit in its last printed place stands.
    pub(crate) half_unit_offset: u32,
    /// Every figure with its row on the Sources sheet, in order.
    pub(crate) sources: Vec<PlacedSource>,
    /// The figure that counts, by series and period: a place in `sources`.
    pub(crate) source_of: BTreeMap<(Series, Period), usize>,
    /// Cells of the special sheets that formulas point at.
    pub(crate) anchors: Anchors,
}

impl Layout {
    /// The sheet with this handle.
    pub(crate) fn sheet(&self, handle: SheetId) -> &PlacedSheet {
        &self.sheets[handle.0 as usize]
    }

    /// The first sheet of a kind.
    pub(crate) fn sheet_of(&self, kind: SheetKind) -> Option<&PlacedSheet> {
        self.sheets.iter().find(|sheet| sheet.kind == kind)
    }

    /// A row.
    pub(crate) fn row(&self, id: RowId) -> &PlacedRow {
        &self.rows[id.0]
    }

    /// The rows of a sheet, from top to bottom.
    pub(crate) fn rows_of(&self, sheet: SheetId) -> impl Iterator<Item = &PlacedRow> {
        self.rows.iter().filter(move |row| row.sheet == sheet)
    }

    /// The Inputs row of a series; there is one for every figure, and for every series a kept row needs.
    pub(crate) fn input(&self, series: &Series) -> Option<&PlacedRow> {
        self.index.input(series).map(|id| self.row(id))
    }

    /// The cell of a row in a period.
    pub(crate) fn cell(&self, row: &PlacedRow, period: Period) -> Option<SheetCell> {
        let column = self.axis.column(period)?;
        Some(SheetCell {
            sheet: row.sheet,
            cell: CellAddress::new(row.row, column),
        })
    }
}

/// A cell on a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SheetCell {
    /// The sheet.
    pub(crate) sheet: SheetId,
    /// The cell.
    pub(crate) cell: CellAddress,
}

/// A sheet of the workbook.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PlacedSheet {
    /// Its handle.
    pub(crate) handle: SheetId,
    /// The template's name for it.
    pub(crate) id: String,
    /// What it is.
    pub(crate) kind: SheetKind,
    /// The tab's name.
    pub(crate) name: String,
    /// Its title.
    pub(crate) label: Label,
    /// The line under the title; empty when there is none.
    pub(crate) scope: Label,
    /// Its place among the template's sheets.
    pub(crate) table: usize,
    /// The first row below the last one in use, on calculation sheets and Inputs.
    pub(crate) end_row: u32,
}

/// A figure on the Sources sheet.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PlacedSource {
    /// The number people cite: `S007`.
    pub(crate) id: String,
    /// The figure.
    pub(crate) figure: Figure,
    /// What it is there for.
    pub(crate) role: SourceRole,
    /// Its 0-based row on the Sources sheet.
    pub(crate) row: u32,
}

/// What a figure on the Sources sheet is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SourceRole {
    /// It counts: an Inputs cell holds it.
    Counts,
    /// It says the same as one that counts.
    Repeat,
    /// A later report printed something else.
    Restated,
    /// An estimate that the actual figure or a later estimate replaced.
    Superseded,
    /// A printed total: figures are tied to it.
    Total,
}
