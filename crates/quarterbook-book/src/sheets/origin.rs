//! From an Inputs cell to its source: the link, the comment and the few words for listings.

use super::Context;
use crate::layout::{PlacedSource, SheetCell};
use crate::template::SheetKind;
use crate::workbook::Link;
use quarterbook_data::{CellAddress, Period, Series};

/// What an Inputs cell says of where its figure comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Provenance {
    /// The number people cite: `S007`.
    pub(crate) id: String,
    /// The figure's row on the Sources sheet, when there is such a sheet.
    pub(crate) link: Option<Link>,
    /// The comment: file, sheet and cell, what is printed there, how it was read.
    pub(crate) note: String,
    /// The few words for listings: `S007 data/2025H1.xlsx 摘要!C8`.
    pub(crate) origin: String,
}

/// Where the figure that counts for a series and period comes from; `None` where there is none.
pub(crate) fn provenance(context: &Context<'_>, series: &Series, period: Period) -> Option<Provenance> {
    let place = *context.layout.source_of.get(&(series.clone(), period))?;
    let source = &context.layout.sources[place];
    let origin = &source.figure.origin;
    let mut lines = vec![format!("{} {}", source.id, origin), format!("“{}”", origin.printed)];
    if !source.figure.rule.is_empty() {
        lines.push(source.figure.rule.clone());
    }
    Some(Provenance {
        id: source.id.clone(),
        link: row_of(context, source).map(|cell| Link::Cell {
            sheet: context.layout.handles.name(cell.sheet).to_owned(),
            cell: cell.cell,
        }),
        note: lines.join("\n"),
        origin: format!("{} {}", source.id, place_words(source)),
    })
}

/// A figure's row on the Sources sheet.
pub(super) fn row_of(context: &Context<'_>, source: &PlacedSource) -> Option<SheetCell> {
    let sheet = context.layout.sheet_of(SheetKind::Sources)?.handle;
    Some(SheetCell {
        sheet,
        cell: CellAddress::new(source.row, 0),
    })
}

fn place_words(source: &PlacedSource) -> String {
    let origin = &source.figure.origin;
    if origin.sheet.is_empty() {
        format!("{} {}", origin.file.path, origin.cell)
    } else {
        format!("{} {}!{}", origin.file.path, origin.sheet, origin.cell)
    }
}
