//! From an Inputs cell to its source: the link, the comment and the few words for listings.

use quarterbook_data::{CellAddress, Status};

use super::Context;
use crate::layout::PlacedSource;
use crate::look::Word;
use crate::template::SheetKind;
use crate::workbook::Link;

/// What an Inputs cell says of where its figure comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Provenance {
    /// The figure's row on the Sources sheet, when there is such a sheet.
    pub(crate) link: Option<Link>,
    /// The comment: number, file, sheet and cell, what is printed there, how firmly and how it was read.
    pub(crate) note: String,
    /// The few words for listings: `S007 data/2025H1.xlsx, 摘要!C8`.
    pub(crate) origin: String,
}

/// Where a figure comes from.
pub(crate) fn provenance(context: &Context<'_>, source: &PlacedSource) -> Provenance {
    let figure = &source.figure;
    let origin = format!("{} {}", source.id, figure.origin);
    let mut lines = vec![origin.clone(), format!("“{}”", figure.origin.printed)];
    if figure.status != Status::Reported {
        lines.push(context.look.word(Word::of_status(figure.status)).to_owned());
    }
    if !figure.rule.is_empty() {
        lines.push(figure.rule.clone());
    }
    let sheet = context.layout.sheet_of(SheetKind::Sources);
    Provenance {
        link: sheet.map(|sheet| Link::Cell {
            sheet: sheet.name.clone(),
            cell: CellAddress::new(source.row, 0),
        }),
        note: lines.join("\n"),
        origin,
    }
}
