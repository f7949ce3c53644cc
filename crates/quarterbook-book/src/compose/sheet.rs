//! Writing cells.

use quarterbook_data::CellAddress;
use quarterbook_formula::{Expr, SheetId};

use crate::draft::{DraftCell, DraftContent, DraftSheet};
use crate::look::{Look, Role};
use crate::workbook::{Sheet, Style};

/// A sheet while its cells are written.
#[derive(Debug)]
pub(crate) struct SheetDraft<'a> {
    pub(crate) sheet: DraftSheet,
    pub(crate) look: &'a Look,
}

impl<'a> SheetDraft<'a> {
    /// An empty sheet.
    pub(crate) fn new(handle: SheetId, name: &str, look: &'a Look) -> Self {
        let frame = Sheet {
            name: name.to_owned(),
            ..Sheet::default()
        };
        Self {
            sheet: DraftSheet {
                handle,
                frame,
                cells: std::collections::BTreeMap::new(),
            },
            look,
        }
    }

    /// Puts a cell; 0-based row and column.
    pub(crate) fn put(&mut self, row: u32, column: u32, content: DraftContent, style: Style) -> &mut DraftCell {
        let cell = self.sheet.cells.entry(CellAddress::new(row, column)).or_default();
        *cell = DraftCell {
            content,
            style,
            ..DraftCell::default()
        };
        cell
    }

    /// Puts a text; an empty one leaves the look only.
    pub(crate) fn text(&mut self, row: u32, column: u32, text: &str, role: Role) -> &mut DraftCell {
        let content = if text.is_empty() {
            DraftContent::Blank
        } else {
            DraftContent::Text(text.to_owned())
        };
        let style = self.look.text_style(role);
        self.put(row, column, content, style)
    }

    /// Puts a formula with Excel's number format code.
    pub(crate) fn formula(&mut self, row: u32, column: u32, tree: Expr, role: Role, format: &str) -> &mut DraftCell {
        let style = self.look.style(role, format);
        self.put(row, column, DraftContent::Formula(tree), style)
    }

    /// Puts a number with Excel's number format code.
    pub(crate) fn number(&mut self, row: u32, column: u32, number: f64, role: Role, format: &str) -> &mut DraftCell {
        let style = self.look.style(role, format);
        self.put(row, column, DraftContent::Number(number), style)
    }
}
