//! Every address outside the cells lies on a sheet that is there.

use quarterbook_book::workbook::{Link, Sheet, SheetRange};
use quarterbook_book::{ExportError, Workbook};
use quarterbook_data::{CellRange, MAX_COLUMNS, MAX_ROWS};

/// Refuses ranges beyond the grid, and references to sheets that the workbook does not have.
pub(super) fn check(workbook: &Workbook) -> Result<(), ExportError> {
    for name in &workbook.names {
        reference(workbook, &name.target)
            .map_err(|message| ExportError::new(format!("name `{}`", name.name), message))?;
    }
    for sheet in &workbook.sheets {
        let at = |what: &str| format!("{what} of `{}`", sheet.name);
        for (what, range) in ranges(sheet) {
            on_grid(range).map_err(|message| ExportError::new(at(what), message))?;
        }
        if sheet.columns.keys().any(|column| *column >= MAX_COLUMNS) || sheet.rows.keys().any(|row| *row >= MAX_ROWS) {
            return Err(ExportError::new(at("a width or height"), beyond_grid()));
        }
        for (what, target) in references(sheet) {
            reference(workbook, target).map_err(|message| ExportError::new(at(what), message))?;
        }
        links(workbook, sheet)?;
    }
    Ok(())
}

fn ranges(sheet: &Sheet) -> Vec<(&'static str, CellRange)> {
    let page = &sheet.page;
    let band = |(first, last): (u32, u32), is_rows: bool| {
        let cell = |index| if is_rows { (index, 0) } else { (0, index) };
        let corner = |(row, column)| quarterbook_data::CellAddress::new(row, column);
        CellRange::new(corner(cell(first)), corner(cell(last)))
    };
    let mut ranges = Vec::new();
    ranges.extend(sheet.freeze.map(|cell| ("freeze pane", CellRange::cell(cell))));
    ranges.extend(page.print_area.map(|area| ("print area", area)));
    ranges.extend(page.repeat_rows.map(|rows| ("repeated rows", band(rows, true))));
    ranges.extend(
        page.repeat_columns
            .map(|columns| ("repeated columns", band(columns, false))),
    );
    ranges.extend(sheet.merges.iter().map(|range| ("merged cells", *range)));
    ranges.extend(
        sheet
            .conditional_formats
            .iter()
            .map(|format| ("conditional format", format.range)),
    );
    ranges.extend(
        sheet
            .validations
            .iter()
            .map(|validation| ("validation", validation.range)),
    );
    ranges.extend(
        sheet
            .sparklines
            .iter()
            .map(|sparkline| ("sparkline", CellRange::cell(sparkline.cell))),
    );
    ranges.extend(
        sheet
            .charts
            .iter()
            .map(|chart| ("chart", CellRange::cell(chart.anchor))),
    );
    ranges
}

fn references(sheet: &Sheet) -> impl Iterator<Item = (&'static str, &SheetRange)> {
    let sparklines = sheet
        .sparklines
        .iter()
        .map(|sparkline| ("sparkline", &sparkline.values));
    let series = sheet.charts.iter().flat_map(|chart| &chart.series);
    let charts = series.flat_map(|series| [&series.name, &series.categories, &series.values]);
    sparklines.chain(charts.map(|range| ("chart", range)))
}

fn links(workbook: &Workbook, sheet: &Sheet) -> Result<(), ExportError> {
    for (address, cell) in &sheet.cells {
        if let Some(Link::Cell { sheet: target, cell }) = &cell.link {
            let range = SheetRange {
                sheet: target.clone(),
                range: CellRange::cell(*cell),
            };
            reference(workbook, &range)
                .map_err(|message| ExportError::new(format!("link of {}!{address}", sheet.name), message))?;
        }
    }
    Ok(())
}

fn reference(workbook: &Workbook, range: &SheetRange) -> Result<(), String> {
    if workbook.sheet(&range.sheet).is_none() {
        return Err(format!("refers to the sheet `{}`, which is not there", range.sheet));
    }
    on_grid(range.range)
}

fn on_grid(range: CellRange) -> Result<(), String> {
    if range.last.is_on_grid() {
        Ok(())
    } else {
        Err(beyond_grid())
    }
}

fn beyond_grid() -> String {
    "lies beyond the last row or column of a sheet".to_owned()
}
