//! The Inputs sheet: every constant, once, each leading to its row on Sources.

use quarterbook_data::{Amount, CellAddress, Figure, Label, Measure, Period, Series, Status, Unit};
use quarterbook_formula::Expr;
use rust_decimal::Decimal;

use super::calculation::{heading, labels, row_format};
use super::{Context, SheetDraft, header, page};
use crate::draft::{DraftContent, DraftSheet};
use crate::formula::NOT_AVAILABLE;
use crate::layout::{PlacedRow, PlacedSheet, PlacedSource, RowContent, SOURCES_HALF_UNIT};
use crate::look::{Role, Word, number_format};
use crate::sheets::provenance;
use crate::template::SheetKind;

/// What a figure without meaning shows.
pub(crate) const NOT_MEANINGFUL: &str = "n.m.";

/// Writes the Inputs sheet.
pub(crate) fn inputs(context: Context<'_>, sheet: &PlacedSheet) -> DraftSheet {
    let mut draft = SheetDraft::new(sheet.handle, &sheet.name, context.look);
    header::write(&mut draft, context, sheet);
    let mut half_units_begun = false;
    for row in context.layout.rows_of(sheet.handle) {
        match &row.content {
            RowContent::Input(series) => figures(&mut draft, context, row, series),
            RowContent::HalfUnit(series) => {
                if !half_units_begun {
                    let label = Label::new(
                        context
                            .book
                            .languages
                            .iter()
                            .map(|tag| (tag.clone(), Word::HALF_UNITS.text(tag).to_owned()))
                            .collect(),
                    );
                    heading(&mut draft, context, row.row - 1, &label);
                    half_units_begun = true;
                }
                half_units(&mut draft, context, row, series);
            }
            _ => {}
        }
    }
    page::columns(&mut draft, context);
    draft.sheet
}

fn figures(draft: &mut SheetDraft<'_>, context: Context<'_>, row: &PlacedRow, series: &Series) {
    labels(draft, context, row);
    sources(draft, context, row, series);
    let format = number_format(row_format(context, row));
    for (column, period) in context.layout.axis.bands.iter().flat_map(crate::layout::Band::columns) {
        let source = source(context, series, period);
        let content = content(context, source.map(|source| &source.figure));
        let is_estimate = source.is_some_and(|source| source.figure.status == Status::Estimate);
        let role = if is_estimate { Role::Estimate } else { Role::Constant };
        let style = context.look.style(role, format);
        let cell = draft.put(row.row, column, content, style);
        if let Some(source) = source {
            let provenance = provenance(&context, source);
            cell.origin = Some(provenance.origin);
            cell.link = provenance.link;
            cell.note = Some(provenance.note);
        }
    }
}

fn source<'a>(context: Context<'a>, series: &Series, period: Period) -> Option<&'a PlacedSource> {
    let place = context.layout.source_of.get(&(series.clone(), period))?;
    context.layout.sources.get(*place)
}

fn content(context: Context<'_>, figure: Option<&Figure>) -> DraftContent {
    let number = figure.and_then(|figure| value(context, figure));
    match (figure.map(|figure| figure.amount), number) {
        (Some(Amount::NotMeaningful), _) => DraftContent::Text(NOT_MEANINGFUL.to_owned()),
        (_, Some(number)) => DraftContent::Number(number),
        _ => DraftContent::Text(NOT_AVAILABLE.to_owned()),
    }
}

/// A figure's number in its line's unit, as the nearest double.
pub(crate) fn value(context: Context<'_>, figure: &Figure) -> Option<f64> {
    let unit = shown_in(context, figure)?;
    as_double(figure.value_in(&unit)?)
}

/// Half a unit in a figure's last printed place, in its line's unit.
pub(crate) fn half_unit(context: Context<'_>, figure: &Figure) -> Option<f64> {
    let unit = shown_in(context, figure)?;
    figure.value_in(&unit)?;
    as_double(figure.half_unit_in(&unit)?)
}

/// The unit of the figure's line. A source may count in another word than the line (片 and pieces): the
/// word is no matter of size.
fn shown_in(context: Context<'_>, figure: &Figure) -> Option<Unit> {
    let unit = &context.book.vocabulary.lines.get(&figure.series.line)?.unit;
    match (&figure.unit.measure, &unit.measure) {
        (Measure::Count(_), Measure::Count(_)) => Some(Unit::new(figure.unit.measure.clone(), unit.scale)),
        _ => Some(unit.clone()),
    }
}

fn as_double(decimal: Decimal) -> Option<f64> {
    decimal.to_string().parse().ok()
}

/// The numbers of the sources that fill the row, the first one a link.
fn sources(draft: &mut SheetDraft<'_>, context: Context<'_>, row: &PlacedRow, series: &Series) {
    let axis = &context.layout.axis;
    let periods = axis.bands.iter().flat_map(|band| band.periods.iter());
    let found: Vec<&PlacedSource> = periods.filter_map(|period| source(context, series, *period)).collect();
    let (Some(first), Some(last)) = (
        found.iter().min_by_key(|source| source.row),
        found.iter().max_by_key(|source| source.row),
    ) else {
        return;
    };
    let text = if first.row == last.row {
        first.id.clone()
    } else {
        format!("{}–{}", first.id, last.id)
    };
    let link = provenance(&context, first).link;
    draft.text(row.row, axis.source, &text, Role::SourceLink).link = link;
}

fn half_units(draft: &mut SheetDraft<'_>, context: Context<'_>, row: &PlacedRow, series: &Series) {
    labels(draft, context, row);
    let sources = context.layout.sheet_of(SheetKind::Sources);
    for (column, period) in context.layout.axis.bands.iter().flat_map(crate::layout::Band::columns) {
        let source = source(context, series, period);
        let half = source.and_then(|source| Some((source, half_unit(context, &source.figure)?)));
        match (half, sources) {
            (Some((source, _)), Some(sheet)) => {
                let target = CellAddress::new(source.row, SOURCES_HALF_UNIT);
                draft.formula(
                    row.row,
                    column,
                    Expr::fixed_cell(Some(sheet.handle), target),
                    Role::CrossLink,
                    "General",
                );
            }
            (Some((_, half)), None) => drop(draft.number(row.row, column, half, Role::Constant, "General")),
            (None, _) => drop(draft.text(row.row, column, NOT_AVAILABLE, Role::Constant)),
        }
    }
}
