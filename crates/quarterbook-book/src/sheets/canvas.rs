//! A draft sheet while it is filled.

use std::collections::BTreeMap;

use quarterbook_data::{CellAddress, Label};
use quarterbook_formula::{ErrorValue, Expr, Sheets, parse};

use super::Context;
use crate::draft::{DraftCell, DraftContent, DraftSheet};
use crate::layout::{PlacedSheet, SheetCell};
use crate::look::{Look, Role};
use crate::workbook::{Column, Link, Sheet, Style, display_width};

/// The height of a line in points.
const LINE: f64 = 15.0;

/// A draft sheet with the looks and sheet names that filling it takes. Addresses are 0-based.
pub(crate) struct Canvas<'a> {
    /// The looks.
    pub(crate) look: &'a Look,
    /// The sheet so far.
    pub(crate) sheet: DraftSheet,
    handles: &'a Sheets,
}

impl<'a> Canvas<'a> {
    /// An empty sheet.
    pub(crate) fn new(context: &Context<'a>, placed: &PlacedSheet) -> Self {
        Self {
            look: context.look,
            sheet: DraftSheet {
                handle: placed.handle,
                frame: Sheet {
                    name: placed.name.clone(),
                    ..Sheet::default()
                },
                cells: std::collections::BTreeMap::new(),
            },
            handles: &context.layout.handles,
        }
    }

    /// Puts content with a style into a cell.
    pub(crate) fn put(&mut self, row: u32, column: u32, content: DraftContent, style: Style) -> &mut DraftCell {
        let cell = self.sheet.cells.entry(CellAddress::new(row, column)).or_default();
        cell.content = content;
        cell.style = style;
        cell
    }

    /// A text.
    pub(crate) fn text(&mut self, row: u32, column: u32, role: Role, text: &str) -> &mut DraftCell {
        self.put(
            row,
            column,
            DraftContent::Text(text.to_owned()),
            self.look.text_style(role),
        )
    }

    /// Texts side by side.
    pub(crate) fn texts<'t>(&mut self, row: u32, first: u32, role: Role, texts: impl IntoIterator<Item = &'t str>) {
        for (column, text) in (first..).zip(texts) {
            self.text(row, column, role, text);
        }
    }

    /// A label in the book's leading language.
    pub(crate) fn label(&mut self, row: u32, column: u32, role: Role, label: &Label) -> &mut DraftCell {
        self.text(row, column, role, label.text(self.look.language()))
    }

    /// A cell without content, for its look.
    pub(crate) fn blank(&mut self, row: u32, column: u32, role: Role) {
        self.put(row, column, DraftContent::Blank, self.look.text_style(role));
    }

    /// A number.
    pub(crate) fn number(&mut self, row: u32, column: u32, role: Role, format: &str, number: f64) -> &mut DraftCell {
        self.put(row, column, DraftContent::Number(number), self.look.style(role, format))
    }

    /// A formula.
    pub(crate) fn formula(&mut self, row: u32, column: u32, role: Role, format: &str, formula: Expr) -> &mut DraftCell {
        self.put(
            row,
            column,
            DraftContent::Formula(formula),
            self.look.style(role, format),
        )
    }

    /// A formula of the program's own, as Excel writes it. A slip in one shows as `#NAME?`.
    pub(crate) fn excel(&mut self, row: u32, column: u32, role: Role, format: &str, text: &str) -> &mut DraftCell {
        let host = CellAddress::new(row, column);
        let formula = parse(text, host, self.handles).unwrap_or(Expr::Error(ErrorValue::Name));
        self.formula(row, column, role, format, formula)
    }

    /// A formula that fetches a cell of another sheet, with a click that leads there.
    pub(crate) fn fetch(&mut self, row: u32, column: u32, format: &str, from: SheetCell) -> &mut DraftCell {
        let host = CellAddress::new(row, column);
        let link = self.link(from);
        let formula = Expr::cell(Some(from.sheet), from.cell, host);
        let cell = self.formula(row, column, Role::CrossLink, format, formula);
        cell.link = Some(link);
        cell
    }

    /// Where a click leads for it to lead to this cell.
    pub(crate) fn link(&self, to: SheetCell) -> Link {
        Link::Cell {
            sheet: self.handles.name(to.sheet).to_owned(),
            cell: to.cell,
        }
    }

    /// Moves a text away from the figures that end at its left edge.
    pub(crate) fn indent(&mut self, row: u32, column: u32) {
        if let Some(cell) = self.sheet.cells.get_mut(&CellAddress::new(row, column)) {
            cell.style.indent = 1;
        }
    }

    /// Gives columns a width, from `first` on.
    pub(crate) fn widths(&mut self, first: u32, widths: impl IntoIterator<Item = f64>) {
        for (column, width) in (first..).zip(widths) {
            self.sheet.frame.columns.insert(column, Column { width, outline: 0 });
        }
    }

    /// Makes rows from a row on as high as the lines that their wrapped texts take in the widths given to columns;
    /// what stands beside several lines stands beside the first.
    pub(crate) fn fit_rows(&mut self, from_row: u32) {
        let columns = &self.sheet.frame.columns;
        let mut lines: BTreeMap<u32, u32> = BTreeMap::new();
        for (at, cell) in self.sheet.cells.iter().filter(|(at, _)| at.row >= from_row) {
            if let (true, DraftContent::Text(text), Some(column)) =
                (cell.style.wrap, &cell.content, columns.get(&at.column))
            {
                let needed = (display_width(text, cell.style.bold) / column.width).ceil();
                let row = lines.entry(at.row).or_default();
                *row = (*row).max(needed as u32);
            }
        }
        lines.retain(|_, lines| *lines > 1);
        for (at, cell) in &mut self.sheet.cells {
            cell.style.wrap |= lines.contains_key(&at.row);
        }
        for (row, lines) in lines {
            self.sheet.frame.rows.entry(row).or_default().height = Some(f64::from(lines) * LINE);
        }
    }

    /// Makes a column as wide as its widest text from a row on, within bounds; numbers need the lower bound.
    pub(crate) fn fit(&mut self, column: u32, from_row: u32, least: f64, most: f64) {
        let texts = self
            .sheet
            .cells
            .iter()
            .filter(|(at, _)| at.column == column && at.row >= from_row);
        let widest = texts.fold(least, |widest, (_, cell)| match &cell.content {
            DraftContent::Text(text) => widest.max(display_width(text, cell.style.bold)),
            DraftContent::Blank | DraftContent::Number(_) | DraftContent::Formula(_) => widest,
        });
        self.widths(column, [widest.min(most)]);
    }
}
