//! The workbook on its way: every address is final, formulas are still trees.

use std::collections::BTreeMap;

use quarterbook_data::CellAddress;
use quarterbook_formula::{Expr, SheetId, Sheets};

use crate::workbook::{DefinedName, Link, Sheet, Style};

/// A workbook whose formulas have not been evaluated.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    /// The sheets' names and handles; a handle is also the sheet's place in `sheets`.
    pub(crate) handles: Sheets,
    /// The sheets, in the order of their tabs.
    pub(crate) sheets: Vec<DraftSheet>,
    /// Names for cells and ranges.
    pub(crate) names: Vec<DefinedName>,
}

/// A sheet whose formulas have not been evaluated.
#[derive(Debug, Clone)]
pub(crate) struct DraftSheet {
    /// Its handle.
    pub(crate) handle: SheetId,
    /// Everything but the cells.
    pub(crate) frame: Sheet,
    /// The cells.
    pub(crate) cells: BTreeMap<CellAddress, DraftCell>,
}

/// A cell whose formula has not been evaluated.
#[derive(Debug, Clone, Default)]
pub(crate) struct DraftCell {
    /// What it holds.
    pub(crate) content: DraftContent,
    /// How it looks.
    pub(crate) style: Style,
    /// Where a click leads.
    pub(crate) link: Option<Link>,
    /// A comment.
    pub(crate) note: Option<String>,
    /// Where the constant comes from.
    pub(crate) origin: Option<String>,
}

/// What a cell holds.
#[derive(Debug, Clone, Default)]
pub(crate) enum DraftContent {
    /// Nothing.
    #[default]
    Blank,
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// A formula, its references relative to the cell.
    Formula(Expr),
}
