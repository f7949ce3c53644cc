//! Calculation sheets.

use quarterbook_data::{CellAddress, Label};
use quarterbook_formula::{Expr, Reference};

use super::{Context, SheetDraft, header, page};
use crate::draft::DraftSheet;
use crate::layout::{Band, PlacedRow, PlacedSheet, RowContent, RowId};
use crate::look::{Role, Word, format_of_unit, number_format, unit_label};
use crate::template::{Emphasis, FormatWord};
use crate::workbook::{Link, Row};

/// Writes a calculation sheet.
pub(crate) fn calculation<'a>(context: Context<'a>, sheet: &PlacedSheet) -> DraftSheet {
    let mut draft = SheetDraft::new(sheet.handle, &sheet.name, context.look);
    header::write(&mut draft, context, sheet);
    let rows = context
        .layout
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.sheet == sheet.handle);
    for (place, row) in rows {
        write_row(&mut draft, context, RowId(place), row);
    }
    page::columns(&mut draft, context);
    draft.sheet
}

fn write_row(draft: &mut SheetDraft<'_>, context: Context<'_>, id: RowId, row: &PlacedRow) {
    match row.content {
        RowContent::Empty => return,
        RowContent::Heading => return heading(draft, context, row.row, &row.label),
        RowContent::Text => {
            draft.text(
                row.row,
                context.layout.axis.labels[0],
                context.book.text(&row.label),
                Role::Note,
            );
            return;
        }
        _ => labels(draft, context, row),
    }
    for band in context
        .layout
        .axis
        .bands
        .iter()
        .filter(|band| row.bands.contains(&band.frequency))
    {
        match &row.content {
            RowContent::Link(series) => {
                if let Some(input) = context.layout.input(series) {
                    links(draft, context, row, input, band);
                }
            }
            _ => {
                if let Some(tree) = context.trees.get(&(id, band.frequency)) {
                    formulas(draft, context, row, tree, band);
                }
            }
        }
    }
    if row.traits.group {
        draft.sheet.frame.rows.insert(
            row.row,
            Row {
                height: None,
                outline: 1,
            },
        );
    }
}

/// A section's heading, its colour from the first column to the last.
pub(super) fn heading(draft: &mut SheetDraft<'_>, context: Context<'_>, row: u32, label: &Label) {
    let axis = &context.layout.axis;
    for column in 0..=axis.last_column() {
        draft.text(row, column, "", Role::Heading);
    }
    for (column, language) in axis.labels.iter().zip(&context.book.languages) {
        draft.text(row, *column, label.text(language), Role::Heading);
    }
}

/// Code, labels, unit.
pub(super) fn labels(draft: &mut SheetDraft<'_>, context: Context<'_>, row: &PlacedRow) {
    let Context { book, look, layout, .. } = context;
    let code = row.name.as_ref().map(ToString::to_string).unwrap_or_default();
    draft.text(row.row, layout.axis.code, &code, Role::Code);
    for (column, language) in layout.axis.labels.iter().zip(&book.languages) {
        let style = look.emphasised(look.text_style(Role::Label), row.emphasis, true);
        let cell = draft.text(row.row, *column, row.label.text(language), Role::Label);
        cell.style = style;
        if *column == layout.axis.labels[0] && !row.note.is_empty() {
            cell.note = Some(book.text(&row.note).to_owned());
        }
    }
    draft.text(row.row, layout.axis.unit, &row_unit(context, row), Role::Unit);
}

/// The unit as the unit column shows it. A format that says more than the unit, such as basis points, is
/// its own unit.
pub(crate) fn row_unit(context: Context<'_>, row: &PlacedRow) -> String {
    let language = context.look.language();
    match row.format {
        Some(FormatWord::BasisPoints) => return "bps".to_owned(),
        Some(FormatWord::Multiple) => return "x".to_owned(),
        _ => {}
    }
    row.unit.map_or_else(String::new, |unit| {
        unit_label(&context.book.unit(unit), row.counted.text(language), language)
    })
}

/// How a row's numbers are shown: as it says, else as its unit is.
pub(crate) fn row_format(context: Context<'_>, row: &PlacedRow) -> FormatWord {
    let of_unit = || row.unit.map(|unit| format_of_unit(&context.book.unit(unit)));
    row.format.or_else(of_unit).unwrap_or(FormatWord::Number)
}

fn links(draft: &mut SheetDraft<'_>, context: Context<'_>, row: &PlacedRow, input: &PlacedRow, band: &Band) {
    let format = number_format(row_format(context, row));
    for (column, _) in band.columns() {
        let host = CellAddress::new(row.row, column);
        let tree = Expr::cell(Some(input.sheet), CellAddress::new(input.row, column), host);
        let style = context.look.style(Role::CrossLink, format);
        let cell = draft.formula(row.row, column, tree, Role::CrossLink, format);
        cell.style = context.look.emphasised(style, row.emphasis, false);
    }
    let source = context.layout.sheet(input.sheet);
    let cell = draft.text(row.row, context.layout.axis.source, &source.name, Role::SourceLink);
    let target = CellAddress::new(input.row, context.layout.axis.first_behind_labels());
    cell.link = Some(Link::Cell {
        sheet: source.name.clone(),
        cell: target,
    });
}

fn formulas(draft: &mut SheetDraft<'_>, context: Context<'_>, row: &PlacedRow, tree: &Expr, band: &Band) {
    let format = number_format(row_format(context, row));
    let fetches = matches!(tree, Expr::Leaf(Reference::Cells { sheets: Some(_), .. }));
    let role = if fetches { Role::CrossLink } else { Role::Formula };
    for (column, _) in band.columns() {
        let style = context
            .look
            .emphasised(context.look.style(role, format), row.emphasis, false);
        draft.formula(row.row, column, tree.clone(), role, format).style = style;
    }
    let computed = context.look.word(Word::COMPUTED);
    let is_working = row.emphasis == Some(Emphasis::Working);
    draft.text(
        row.row,
        context.layout.axis.source,
        if is_working { "" } else { computed },
        Role::Unit,
    );
}
