//! The rows above the figures: title, scale, master check, periods. Inputs holds them; the other sheets link
//! to it, so that each stands once.

use quarterbook_data::{CellAddress, CellRange, Period};
use quarterbook_formula::{Expr, SheetId};

use super::{Context, SheetDraft, serial};
use crate::formula::fixed;
use crate::layout::{Band, PlacedSheet, header, period_label};
use crate::look::number_format;
use crate::look::{Role, Word, currency_label};
use crate::sheets::{outcome_formats, page};
use crate::template::{FormatWord, SheetKind};
use crate::workbook::Horizontal;

/// Writes the header of a calculation sheet or of Inputs.
pub(super) fn write(draft: &mut SheetDraft<'_>, context: Context<'_>, sheet: &PlacedSheet) {
    titles(draft, context, sheet);
    label_headers(draft, context);
    let inputs = context.layout.sheet_of(SheetKind::Inputs).map(|sheet| sheet.handle);
    let source = inputs.filter(|inputs| *inputs != sheet.handle);
    for band in &context.layout.axis.bands {
        for (column, period) in band.columns() {
            match source {
                Some(inputs) => links(draft, band, column, period, inputs),
                None => constants(draft, context, band, column, period),
            }
        }
    }
    let axis = &context.layout.axis;
    draft.sheet.frame.freeze = Some(CellAddress::new(header::FIRST_ROW, axis.first_behind_labels()));
    draft.sheet.frame.page = page(&context, sheet, header::FIRST_ROW - 1, axis.source, 0);
}

fn titles(draft: &mut SheetDraft<'_>, context: Context<'_>, sheet: &PlacedSheet) {
    let Context { book, look, layout, .. } = context;
    let mut titles: Vec<&str> = book
        .languages
        .iter()
        .map(|language| sheet.label.text(language))
        .collect();
    titles.dedup();
    draft.text(header::TITLE, 0, &titles.join("  "), Role::Title);
    draft.text(header::SCALE, 0, &scale(context), Role::Caption);
    if let Some(master) = layout.anchors.master {
        let name = look.words(Word::MASTER_CHECK);
        let cell = draft.text(header::SCALE, layout.axis.unit, &name, Role::Caption);
        cell.style.horizontal = Horizontal::Right;
        draft.formula(header::SCALE, layout.axis.source, fixed(master), Role::Outcome, "");
        let at = CellRange::cell(CellAddress::new(header::SCALE, layout.axis.source));
        draft.sheet.frame.conditional_formats.extend(outcome_formats(look, at));
    }
    if !sheet.scope.is_empty() {
        let mut scopes: Vec<&str> = book
            .languages
            .iter()
            .map(|language| sheet.scope.text(language))
            .collect();
        scopes.dedup();
        draft.text(header::SCOPE, 0, &scopes.join("  "), Role::Note);
    }
}

/// `Scale: RMB 100m`, in the leading language.
fn scale(context: Context<'_>) -> String {
    let Context { book, look, .. } = context;
    let language = look.language();
    let money = book
        .money
        .measure
        .currency()
        .map(|currency| currency_label(currency, book.money.scale, language))
        .unwrap_or_default();
    let colon = if language.starts_with("zh") { "：" } else { ": " };
    format!("{}{colon}{money}", look.word(Word::SCALE))
}

fn label_headers(draft: &mut SheetDraft<'_>, context: Context<'_>) {
    let axis = &context.layout.axis;
    draft.text(header::LABEL, axis.code, "", Role::Header);
    for (place, column) in axis.labels.iter().enumerate() {
        let language = &context.book.languages[place];
        draft.text(header::LABEL, *column, context.book.title.text(language), Role::Header);
    }
    draft.text(header::LABEL, axis.unit, context.look.word(Word::UNIT), Role::Header);
    draft.text(
        header::LABEL,
        axis.source,
        context.look.word(Word::SOURCE),
        Role::Header,
    );
}

fn header_role(band: &Band, period: Period) -> Role {
    if band.estimates.contains(&period) {
        Role::EstimateHeader
    } else {
        Role::PeriodHeader
    }
}

fn links(draft: &mut SheetDraft<'_>, band: &Band, column: u32, period: Period, inputs: SheetId) {
    let date = number_format(FormatWord::Date);
    let rows = [
        (header::LABEL, header_role(band, period), ""),
        (header::END, Role::PeriodEnd, date),
        (header::ORDINAL, Role::PeriodEnd, "0"),
        (header::YEAR, Role::PeriodEnd, "0"),
    ];
    for (row, role, format) in rows {
        let cell = CellAddress::new(row, column);
        draft.formula(row, column, Expr::cell(Some(inputs), cell, cell), role, format);
    }
}

fn constants(draft: &mut SheetDraft<'_>, context: Context<'_>, band: &Band, column: u32, period: Period) {
    let axis = &context.layout.axis;
    let estimate = axis.has_estimates().then(|| band.estimates.contains(&period));
    draft.text(
        header::LABEL,
        column,
        &period_label(period, estimate),
        header_role(band, period),
    );
    let end = context.book.vocabulary.calendar.end_date(period);
    draft.number(
        header::END,
        column,
        serial(end),
        Role::PeriodEnd,
        number_format(FormatWord::Date),
    );
    draft.number(
        header::ORDINAL,
        column,
        f64::from(period.ordinal()),
        Role::PeriodEnd,
        "0",
    );
    draft.number(
        header::YEAR,
        column,
        f64::from(period.fiscal_year()),
        Role::PeriodEnd,
        "0",
    );
}
