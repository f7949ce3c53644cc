//! Calculation sheets.

use quarterbook_data::{CellAddress, Label};
use quarterbook_formula::{Expr, Reference};

use super::chart::{DataBlock, Drawn, Label as ChartLabel, NARROWEST, SIZE, Spot, pixels};
use super::decorate::{decorate, quiet_texts};
use super::print::{Pages, set_up};
use super::{Canvas, Context, header, page};
use crate::draft::DraftSheet;
use crate::layout::{Band, PlacedRow, PlacedSheet, RowContent, RowId};
use crate::look::{Role, Word, format_of_unit, unit_label};
use crate::template::{Emphasis, FormatWord};
use crate::workbook::{Border, Link, Row};

/// Writes a calculation sheet, with its charts below the rows.
pub(super) fn calculation(context: Context<'_>, sheet: &PlacedSheet, drawn: &Drawn) -> DraftSheet {
    let mut canvas = Canvas::new(&context, sheet);
    header::write(&mut canvas, context, sheet);
    let rows = context.layout.rows.iter().enumerate();
    for (place, row) in rows.filter(|(_, row)| row.sheet == sheet.handle) {
        write_row(&mut canvas, context, RowId(place), row);
        decorate(&mut canvas, context, sheet, row);
    }
    quiet_texts(&mut canvas, context, sheet);
    page::columns(&mut canvas, context);
    let frame = &canvas.sheet.frame;
    let (first, last) = Pages::of(frame, &context.layout.axis).room(&context.layout.axis);
    let spot = Spot {
        at: CellAddress::new(sheet.end_row + 1, first),
        room: (first..=last).map(|column| pixels(frame, column)).sum(),
        size: SIZE,
        narrowest: NARROWEST,
    };
    let chart_rows = drawn.place(sheet.handle, &mut canvas.sheet.frame, spot);
    if let Some(block) = drawn.data(sheet.handle) {
        chart_data(&mut canvas, context, block);
    }
    set_up(&mut canvas, context, sheet, sheet.end_row, chart_rows);
    canvas.sheet
}

/// The cells that charts draw besides the rows.
fn chart_data(canvas: &mut Canvas<'_>, context: Context<'_>, block: &DataBlock) {
    heading(canvas, context, block.first_row, &context.look.label(Word::CHART_DATA));
    for (row, data) in (block.first_row + 1..).zip(&block.rows) {
        let label = context.layout.axis.labels[0];
        match &data.label {
            Some(ChartLabel::Text(text)) => drop(canvas.text(row, label, Role::Unit, text)),
            Some(ChartLabel::Link(tree)) => drop(canvas.formula(row, label, Role::Unit, "", tree.clone())),
            None => {}
        }
        for (column, head) in &data.heads {
            canvas.text(row, *column, Role::Unit, head);
        }
        for (column, tree) in &data.cells {
            canvas.formula(row, *column, Role::Unit, &data.format, tree.clone());
        }
    }
}

fn write_row(canvas: &mut Canvas<'_>, context: Context<'_>, id: RowId, row: &PlacedRow) {
    match row.content {
        RowContent::Empty => return,
        RowContent::Heading => return heading(canvas, context, row.row, &row.label),
        RowContent::Text => {
            canvas.text(
                row.row,
                context.layout.axis.labels[0],
                Role::Note,
                context.book.text(&row.label),
            );
            return;
        }
        _ => labels(canvas, context, row),
    }
    write_figures(canvas, context, id, row);
    if row.emphasis == Some(Emphasis::Total) {
        rule_above(canvas, context, row.row);
    }
    if row.traits.group {
        canvas.sheet.frame.rows.insert(
            row.row,
            Row {
                height: None,
                outline: 1,
            },
        );
    }
}

/// One line above a total, from its code to its last period.
fn rule_above(canvas: &mut Canvas<'_>, context: Context<'_>, row: u32) {
    for column in 0..=context.layout.axis.last_column() {
        let cell = canvas.sheet.cells.entry(CellAddress::new(row, column)).or_default();
        cell.style.top = Border::Thin;
    }
}

fn write_figures(canvas: &mut Canvas<'_>, context: Context<'_>, id: RowId, row: &PlacedRow) {
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
                    links(canvas, context, row, input, band);
                }
            }
            _ => {
                if let Some(tree) = context.trees.get(&(id, band.frequency)) {
                    formulas(canvas, context, row, tree, band);
                }
            }
        }
    }
}

/// A section's heading, its colour from the first column to the last.
pub(super) fn heading(canvas: &mut Canvas<'_>, context: Context<'_>, row: u32, label: &Label) {
    let axis = &context.layout.axis;
    for column in 0..=axis.last_column() {
        canvas.blank(row, column, Role::Heading);
    }
    for (column, language) in axis.labels.iter().zip(&context.book.languages) {
        canvas.text(row, *column, Role::Heading, label.text(language));
    }
}

/// Code, labels, unit.
pub(super) fn labels(canvas: &mut Canvas<'_>, context: Context<'_>, row: &PlacedRow) {
    let Context { book, look, layout, .. } = context;
    let code = row.name.as_ref().map(ToString::to_string).unwrap_or_default();
    if !code.is_empty() {
        canvas.text(row.row, layout.axis.code, Role::Code, &code);
    }
    for (column, language) in layout.axis.labels.iter().zip(&book.languages) {
        let style = look.emphasised(look.text_style(Role::Label), row.emphasis, true);
        let cell = canvas.text(row.row, *column, Role::Label, row.label.text(language));
        cell.style = style;
        if *column == layout.axis.labels[0] && !row.note.is_empty() {
            cell.note = Some(book.text(&row.note).to_owned());
        }
    }
    let unit = row_unit(context, row);
    if !unit.is_empty() {
        canvas.text(row.row, layout.axis.unit, Role::Unit, &unit);
    }
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

fn links(canvas: &mut Canvas<'_>, context: Context<'_>, row: &PlacedRow, input: &PlacedRow, band: &Band) {
    let format = context.look.number_format(row_format(context, row));
    for (column, _) in band.columns() {
        let host = CellAddress::new(row.row, column);
        let tree = Expr::cell(Some(input.sheet), CellAddress::new(input.row, column), host);
        let style = context.look.style(Role::CrossLink, &format);
        let cell = canvas.formula(row.row, column, Role::CrossLink, &format, tree);
        cell.style = context.look.emphasised(style, row.emphasis, false);
    }
    let source = context.layout.sheet(input.sheet);
    let axis = &context.layout.axis;
    let first_period = axis.bands.first().map_or(axis.code, |band| band.first_column);
    let cell = canvas.text(row.row, context.layout.axis.source, Role::SourceLink, &source.name);
    let target = CellAddress::new(input.row, first_period);
    cell.link = Some(Link::Cell {
        sheet: source.name.clone(),
        cell: target,
    });
}

fn formulas(canvas: &mut Canvas<'_>, context: Context<'_>, row: &PlacedRow, tree: &Expr, band: &Band) {
    let word = row_format(context, row);
    let format = context.look.number_format(word);
    let fetches = matches!(tree, Expr::Leaf(Reference::Cells { sheets: Some(_), .. }));
    let role = if fetches { Role::CrossLink } else { Role::Formula };
    for (column, _) in band.columns() {
        let style = context.look.rate(context.look.style(role, &format), word);
        let style = context.look.emphasised(style, row.emphasis, false);
        canvas.formula(row.row, column, role, &format, tree.clone()).style = style;
    }
    canvas.text(
        row.row,
        context.layout.axis.source,
        Role::Unit,
        context.look.word(Word::COMPUTED),
    );
}
