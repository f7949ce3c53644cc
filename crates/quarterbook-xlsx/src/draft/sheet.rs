//! One sheet: cells, looks, widths, panes.

use quarterbook_book::ExportError;
use quarterbook_book::workbook::{Cell, Content, Link, Sheet, display_width};
use quarterbook_data::{CellAddress, CellRange};
use rust_xlsxwriter::{Format, IgnoreError, Note, Url, Worksheet, XlsxError};

use super::look::{Looks, rgb};
use super::{at, chart, conditional, explain, page, quoted};
use crate::escape::cell_text;

/// What a formula cell holds until [`crate::exact`] puts in its own.
const PLACEHOLDER: &str = "=0";

/// The draft of a sheet.
pub(super) fn worksheet(sheet: &Sheet, looks: &Looks) -> Result<Worksheet, ExportError> {
    let mut worksheet = Worksheet::new();
    let failed = |error: XlsxError| explain(format!("sheet `{}`", sheet.name), &error);
    worksheet.set_name(&sheet.name).map_err(failed)?;
    set_view(&mut worksheet, sheet).map_err(failed)?;
    set_columns_and_rows(&mut worksheet, sheet).map_err(failed)?;
    page::set_page(&mut worksheet, &sheet.page).map_err(failed)?;
    for range in &sheet.merges {
        merge(&mut worksheet, *range, sheet, looks)
            .map_err(|error| explain(format!("{}!{range}", sheet.name), &error))?;
    }
    for (address, cell) in &sheet.cells {
        write_cell(&mut worksheet, *address, cell, looks.get(cell.style))
            .map_err(|error| explain(format!("{}!{address}", sheet.name), &error))?;
    }
    ignore_numbers_as_text(&mut worksheet, sheet).map_err(failed)?;
    conditional::add_all(&mut worksheet, sheet)?;
    for chart in &sheet.charts {
        chart::insert(&mut worksheet, chart)
            .map_err(|error| explain(format!("chart `{}` on `{}`", chart.title, sheet.name), &error))?;
    }
    Ok(worksheet)
}

fn set_view(worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    worksheet.set_screen_gridlines(sheet.gridlines);
    if sheet.zoom > 0 {
        worksheet.set_zoom(sheet.zoom);
    }
    if let Some(colour) = sheet.tab_colour {
        worksheet.set_tab_color(rgb(colour));
    }
    if let Some(cell) = sheet.freeze {
        worksheet.set_freeze_panes(cell.row, cell.column as u16)?;
    }
    if let Some(CellRange { first, last }) = sheet.filter {
        worksheet.autofilter(first.row, first.column as u16, last.row, last.column as u16)?;
    }
    Ok(())
}

fn set_columns_and_rows(worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    for (index, column) in &sheet.columns {
        if column.width > 0.0 {
            worksheet.set_column_width(*index as u16, column.width)?;
        }
    }
    for (index, row) in &sheet.rows {
        if let Some(height) = row.height {
            worksheet.set_row_height(*index, height)?;
        }
    }
    let columns: Vec<_> = sheet
        .columns
        .iter()
        .map(|(index, column)| (*index, column.outline))
        .collect();
    for (first, last) in outlines(&columns) {
        worksheet.group_columns(first as u16, last as u16)?;
    }
    let rows: Vec<_> = sheet.rows.iter().map(|(index, row)| (*index, row.outline)).collect();
    for (first, last) in outlines(&rows) {
        worksheet.group_rows(first, last)?;
    }
    Ok(())
}

/// The runs to group so that each row or column ends up at its level, outer runs first.
fn outlines(levels: &[(u32, u8)]) -> Vec<(u32, u32)> {
    let deepest = levels.iter().map(|(_, level)| *level).max().unwrap_or(0);
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for depth in 1..=deepest {
        let outer = runs.len();
        for (index, _) in levels.iter().filter(|(_, level)| *level >= depth) {
            match runs[outer..].last_mut() {
                Some((_, last)) if *last + 1 == *index => *last = *index,
                _ => runs.push((*index, *index)),
            }
        }
    }
    runs
}

fn merge(worksheet: &mut Worksheet, range: CellRange, sheet: &Sheet, looks: &Looks) -> Result<(), XlsxError> {
    if range.first == range.last {
        return Ok(());
    }
    let style = sheet.cells.get(&range.first).map(|cell| cell.style).unwrap_or_default();
    let (first_row, first_column) = at(range.first);
    let (last_row, last_column) = at(range.last);
    worksheet.merge_range(first_row, first_column, last_row, last_column, "", looks.get(style))?;
    Ok(())
}

fn write_cell(worksheet: &mut Worksheet, address: CellAddress, cell: &Cell, look: &Format) -> Result<(), XlsxError> {
    let (row, column) = at(address);
    if let Some(Link::Cell { sheet, cell: target }) = &cell.link {
        // The text this writes is overwritten below; the link stays.
        let url = Url::new(format!("internal:{}!{target}", quoted(sheet)));
        worksheet.write_url_with_format(row, column, url, look)?;
    }
    match &cell.content {
        Content::Blank => worksheet.write_blank(row, column, look)?,
        Content::Number(number) => worksheet.write_number_with_format(row, column, *number, look)?,
        Content::Text(text) if !is_lost_as_string(text) => {
            worksheet.write_string_with_format(row, column, text, look)?
        }
        Content::Bool(bool) => worksheet.write_boolean_with_format(row, column, *bool, look)?,
        Content::Formula(formula) if formula.spill.is_some() => {
            worksheet.write_dynamic_array_formula_with_format(row, column, row, column, PLACEHOLDER, look)?
        }
        Content::Text(_) | Content::Error(_) | Content::Formula(_) => {
            worksheet.write_formula_with_format(row, column, PLACEHOLDER, look)?
        }
    };
    if let Some(note) = &cell.note {
        worksheet.insert_note(row, column, &note_box(note))?;
    }
    Ok(())
}

/// A note in a box that holds all of it: 240 pixels wide, 18 a line.
fn note_box(note: &str) -> Note {
    const CHARACTERS_A_LINE: f64 = 30.0;
    let lines_of = |line: &str| (display_width(line, false) / CHARACTERS_A_LINE).ceil().max(1.0) as u32;
    let lines: u32 = note.lines().map(lines_of).sum();
    Note::new(cell_text(note))
        .set_author("quarterbook")
        .add_author_prefix(false)
        .set_width(240)
        .set_height(18 * lines.clamp(1, 30) + 14)
}

/// Texts that `rust_xlsxwriter` does not write as they are: it drops empty ones and takes `<r>…</r>` for
/// formatted text.
pub(crate) fn is_lost_as_string(text: &str) -> bool {
    text.is_empty() || (text.starts_with("<r>") && text.ends_with("</r>"))
}

/// Texts that read as numbers are meant as texts: no green triangle for them.
fn ignore_numbers_as_text(worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let meant = |cell: &Cell| matches!(&cell.content, Content::Text(text) if reads_as_number(text));
    for (address, _) in sheet.cells.iter().filter(|(_, cell)| meant(cell)) {
        let (row, column) = at(*address);
        worksheet.ignore_error(row, column, IgnoreError::NumberStoredAsText)?;
    }
    Ok(())
}

fn reads_as_number(text: &str) -> bool {
    let digits: String = text
        .chars()
        .filter(|character| !",% $¥€£()".contains(*character))
        .collect();
    digits.parse::<f64>().is_ok_and(f64::is_finite)
}
