//! The Inputs sheet: every constant, once, each leading to its row on Sources.

use quarterbook_data::{Amount, CellAddress, CellRange, Figure, Measure, Period, Series, Status, Unit};
use quarterbook_formula::Expr;
use rust_decimal::Decimal;

use super::calculation::{heading, labels, row_format};
use super::decorate::quiet_texts;
use super::print::set_up;
use super::{Canvas, Context, header, page};
use crate::draft::{DraftContent, DraftSheet};
use crate::formula::NOT_AVAILABLE;
use crate::layout::header::FIRST_ROW;
use crate::layout::{PlacedRow, PlacedSheet, PlacedSource, RowContent, SOURCES_HALF_UNIT};
use crate::look::{Role, Word};
use crate::sheets::provenance;
use crate::template::SheetKind;
use crate::workbook::{Allowed, Validation};

/// What a figure without meaning shows.
pub(crate) const NOT_MEANINGFUL: &str = "n.m.";

/// Writes the Inputs sheet.
pub(super) fn inputs(context: Context<'_>, sheet: &PlacedSheet) -> DraftSheet {
    let mut canvas = Canvas::new(&context, sheet);
    header::write(&mut canvas, context, sheet);
    let half_units_at = FIRST_ROW + context.layout.half_unit_offset - 1;
    heading(
        &mut canvas,
        context,
        half_units_at,
        &context.look.label(Word::HALF_UNITS),
    );
    for row in context.layout.rows_of(sheet.handle) {
        match &row.content {
            RowContent::Input(series) => figures(&mut canvas, context, row, series),
            RowContent::HalfUnit(series) => half_units(&mut canvas, context, row, series),
            _ => heading(&mut canvas, context, row.row, &row.label),
        }
    }
    validations(&mut canvas, context, sheet);
    quiet_texts(&mut canvas, context, sheet);
    page::columns(&mut canvas, context);
    set_up(&mut canvas, context, sheet, half_units_at, 0);
    canvas.sheet
}

/// A figure that is typed over stays a number or one of the words for none: any other text would pass
/// through links and look like a figure.
fn validations(canvas: &mut Canvas<'_>, context: Context<'_>, sheet: &PlacedSheet) {
    let is_figure = |row: &&PlacedRow| matches!(row.content, RowContent::Input(_));
    let rows: Vec<u32> = context
        .layout
        .rows_of(sheet.handle)
        .filter(is_figure)
        .map(|row| row.row)
        .collect();
    let (Some(first), Some(last)) = (rows.iter().min(), rows.iter().max()) else {
        return;
    };
    for band in &context.layout.axis.bands {
        let corner = CellAddress::new(*first, band.first_column);
        canvas.sheet.frame.validations.push(Validation {
            range: CellRange::new(corner, CellAddress::new(*last, band.last_column())),
            allowed: Allowed::Formula(format!(
                "OR(ISNUMBER({corner}),{corner}=\"{NOT_AVAILABLE}\",{corner}=\"{NOT_MEANINGFUL}\")"
            )),
            message: context.look.word(Word::TYPE_A_FIGURE).to_owned(),
        });
    }
}

fn figures(canvas: &mut Canvas<'_>, context: Context<'_>, row: &PlacedRow, series: &Series) {
    labels(canvas, context, row);
    sources(canvas, context, row, series);
    let format = context.look.number_format(row_format(context, row));
    for (column, period) in context.layout.axis.bands.iter().flat_map(crate::layout::Band::columns) {
        let source = source(context, series, period);
        let shown = content(context, source.map(|source| &source.figure));
        let is_estimate = source.is_some_and(|source| source.figure.status == Status::Estimate);
        let role = if is_estimate { Role::Estimate } else { Role::Constant };
        let style = context.look.style(role, &format);
        let cell = canvas.put(row.row, column, shown, style);
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
fn sources(canvas: &mut Canvas<'_>, context: Context<'_>, row: &PlacedRow, series: &Series) {
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
    canvas.text(row.row, axis.source, Role::SourceLink, &text).link = link;
}

fn half_units(canvas: &mut Canvas<'_>, context: Context<'_>, row: &PlacedRow, series: &Series) {
    labels(canvas, context, row);
    let sources = context.layout.sheet_of(SheetKind::Sources);
    let format = context.look.fine_format(row_format(context, row));
    for (column, period) in context.layout.axis.bands.iter().flat_map(crate::layout::Band::columns) {
        let source = source(context, series, period);
        let half = source.and_then(|source| Some((source, half_unit(context, &source.figure)?)));
        match (half, sources) {
            (Some((source, _)), Some(sheet)) => {
                let target = CellAddress::new(source.row, SOURCES_HALF_UNIT);
                let tree = Expr::fixed_cell(Some(sheet.handle), target);
                canvas.formula(row.row, column, Role::CrossLink, &format, tree);
            }
            (Some((_, half)), None) => {
                canvas.number(row.row, column, Role::Constant, &format, half);
            }
            (None, _) => {
                let style = context.look.style(Role::Absent, &format);
                canvas.text(row.row, column, Role::Absent, NOT_AVAILABLE).style = style;
            }
        }
    }
}
