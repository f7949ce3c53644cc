//! The contents: every sheet with a click that leads there.

use quarterbook_data::CellAddress;

use super::{Canvas, Context, NAME, VALUE, heading};
use crate::layout::SheetCell;
use crate::look::{Role, Word};
use crate::template::SheetKind;

/// Writes the list from a row on; gives the row below.
pub(super) fn write(canvas: &mut Canvas<'_>, context: &Context<'_>, first: u32) -> u32 {
    heading(canvas, first, NAME, VALUE, Word::CONTENTS);
    let sheets = context.layout.sheets.iter();
    let others = sheets.filter(|sheet| sheet.kind != SheetKind::Cover);
    let mut row = first + 1;
    for sheet in others {
        let mut labels: Vec<&str> = context
            .look
            .languages
            .iter()
            .map(|language| sheet.label.text(language))
            .collect();
        labels.dedup();
        let link = canvas.link(SheetCell {
            sheet: sheet.handle,
            cell: CellAddress::new(0, 0),
        });
        let colour = canvas.look.palette.link;
        let cell = canvas.text(row, NAME, Role::Label, &labels.join(" / "));
        cell.style.colour = colour;
        cell.link = Some(link);
        row += 1;
    }
    row
}
