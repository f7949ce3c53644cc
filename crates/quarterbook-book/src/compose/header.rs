//! The rows above the figures: title, scale, master check, periods. Inputs holds the periods; the other
//! sheets link to it, so that each stands once.

use quarterbook_data::{CellAddress, Period};
use quarterbook_formula::{Expr, SheetId};

use super::{Canvas, Context, page, serial};
use crate::layout::{Band, PlacedSheet, header};
use crate::look::{NARROW_DATE, Role, Word};
use crate::sheets::header_rows;
use crate::template::SheetKind;
use crate::workbook::{Border, Horizontal};

/// Writes the header of a calculation sheet or of Inputs.
pub(super) fn write(canvas: &mut Canvas<'_>, context: Context<'_>, sheet: &PlacedSheet) {
    let axis = &context.layout.axis;
    header_rows(canvas, &context, sheet, axis.source);
    if !sheet.scope.is_empty() {
        let mut scopes: Vec<&str> = context.look.languages.iter().map(|tag| sheet.scope.text(tag)).collect();
        scopes.dedup();
        canvas.text(header::SCOPE, 0, Role::Note, &scopes.join("  "));
    }
    label_headers(canvas, context);
    let inputs = context.layout.sheet_of(SheetKind::Inputs).map(|sheet| sheet.handle);
    let source = inputs.filter(|inputs| *inputs != sheet.handle);
    for band in &axis.bands {
        for (column, period) in band.columns() {
            match source {
                Some(inputs) => links(canvas, band, column, period, inputs),
                None => constants(canvas, context, band, column, period),
            }
        }
    }
    for column in 0..=axis.last_column() {
        let below = CellAddress::new(header::YEAR, column);
        canvas.sheet.cells.entry(below).or_default().style.bottom = Border::Hair;
    }
    canvas.sheet.frame.freeze = Some(CellAddress::new(header::FIRST_ROW, axis.first_behind_labels()));
}

fn label_headers(canvas: &mut Canvas<'_>, context: Context<'_>) {
    let Context { layout, look, .. } = context;
    canvas.text(header::LABEL, layout.axis.code, Role::Header, look.word(Word::ID));
    for (column, language) in layout.axis.labels.iter().zip(&look.languages) {
        canvas.text(header::LABEL, *column, Role::Header, Word::LINE.text(language));
    }
    for (row, word) in [
        (header::END, Word::PERIOD_END),
        (header::ORDINAL, Word::PERIOD_ORDINAL),
        (header::YEAR, Word::FISCAL_YEAR),
    ] {
        for (column, language) in layout.axis.labels.iter().zip(&look.languages) {
            let cell = canvas.text(row, *column, Role::PeriodEnd, word.text(language));
            cell.style.horizontal = Horizontal::Left;
        }
    }
    canvas.text(header::LABEL, layout.axis.unit, Role::Header, look.word(Word::UNIT));
    canvas.text(header::LABEL, layout.axis.source, Role::Header, look.word(Word::SOURCE));
    let trend = if page::has_trends(context, canvas.sheet.handle) {
        look.word(Word::TREND)
    } else {
        ""
    };
    canvas.text(header::LABEL, layout.axis.trend, Role::Header, trend);
}

fn header_role(band: &Band, period: Period) -> Role {
    if band.estimates.contains(&period) {
        Role::EstimateHeader
    } else {
        Role::PeriodHeader
    }
}

fn links(canvas: &mut Canvas<'_>, band: &Band, column: u32, period: Period, inputs: SheetId) {
    let rows = [
        (header::LABEL, header_role(band, period), ""),
        (header::END, Role::PeriodEnd, NARROW_DATE),
        (header::ORDINAL, Role::PeriodEnd, "0"),
        (header::YEAR, Role::PeriodEnd, "0"),
    ];
    for (row, role, format) in rows {
        let cell = CellAddress::new(row, column);
        canvas.formula(row, column, role, format, Expr::cell(Some(inputs), cell, cell));
    }
}

fn constants(canvas: &mut Canvas<'_>, context: Context<'_>, band: &Band, column: u32, period: Period) {
    let axis = &context.layout.axis;
    let estimate = axis.has_estimates().then(|| band.estimates.contains(&period));
    canvas.text(
        header::LABEL,
        column,
        header_role(band, period),
        &context.period_label(period, estimate),
    );
    let end = serial(context.book.vocabulary.calendar.end_date(period));
    canvas.number(header::END, column, Role::PeriodEnd, NARROW_DATE, end);
    canvas.number(
        header::ORDINAL,
        column,
        Role::PeriodEnd,
        "0",
        f64::from(period.ordinal()),
    );
    canvas.number(
        header::YEAR,
        column,
        Role::PeriodEnd,
        "0",
        f64::from(period.fiscal_year()),
    );
}
