//! Figures that changed: those that a later report prints otherwise, and those that the previous workbook had otherwise.

use quarterbook_data::CellAddress;
use quarterbook_formula::Value;

use super::{CHANGE, CODE, COMMENTARY, Comparison, LABEL, NEW, NEW_PLACE, OLD, OLD_PLACE, PERCENT, PERIOD, UNIT};
use super::{nothing, table};
use crate::compose::row_format;
use crate::diff::{Change, ChangeKind};
use crate::layout::{PlacedSource, SheetCell, SourceRole};
use crate::look::{Role, Word, format_of_unit, unit_label};
use crate::sheets::sources::{IN_WORKBOOK, input_cell, line_label, shown_unit};
use crate::sheets::{Canvas, Context};
use crate::template::{FormatWord, SheetKind};

/// The restatements, with both figures and both cells; gives the row below.
pub(super) fn restatements(canvas: &mut Canvas<'_>, context: &Context<'_>, first: u32) -> u32 {
    let row = old_and_new(canvas, context, first, Word::RESTATEMENTS, SourceRole::Restated);
    if row == first + 2 {
        nothing(canvas, row, Word::NO_RESTATEMENTS)
    } else {
        row
    }
}

/// Estimates that actual figures or later estimates replaced; nothing at all when there are none.
pub(super) fn replaced_estimates(canvas: &mut Canvas<'_>, context: &Context<'_>, below: u32) -> u32 {
    let mut sources = context.layout.sources.iter();
    if sources.any(|source| source.role == SourceRole::Superseded) {
        let title = Word::ESTIMATES_REPLACED;
        old_and_new(canvas, context, below + 1, title, SourceRole::Superseded)
    } else {
        below
    }
}

/// A table of figures that others took the place of; gives the row below.
fn old_and_new(canvas: &mut Canvas<'_>, context: &Context<'_>, first: u32, title: Word, role: SourceRole) -> u32 {
    let mut row = table(canvas, first, title, [Word::OLD, Word::NEW, Word::OLD_CELL]);
    for source in context.layout.sources.iter().filter(|source| source.role == role) {
        restatement(canvas, context, row, source);
        row += 1;
    }
    row
}

fn restatement(canvas: &mut Canvas<'_>, context: &Context<'_>, row: u32, old: &PlacedSource) {
    let figure = &old.figure;
    let format = format_of_unit(shown_unit(context, figure));
    canvas.text(row, CODE, Role::Code, &figure.series.to_string());
    canvas.text(row, LABEL, Role::Label, &line_label(context, figure));
    let unit = unit_label(shown_unit(context, figure), "", canvas.look.language());
    canvas.text(row, UNIT, Role::Unit, &unit);
    canvas.text(row, PERIOD, Role::Text, &context.period_label(figure.period, None));
    if let Some(cell) = value_on_sources(context, old) {
        canvas.fetch(row, OLD, &canvas.look.number_format(format), cell);
    }
    let place = context.layout.source_of.get(&(figure.series.clone(), figure.period));
    if let Some(new) = place.map(|place| &context.layout.sources[*place]) {
        if let Some(cell) = input_cell(context, new).or_else(|| value_on_sources(context, new)) {
            canvas.fetch(row, NEW, &canvas.look.number_format(format), cell);
        }
        canvas.text(row, NEW_PLACE, Role::Text, &new.figure.origin.to_string());
    }
    canvas.text(row, OLD_PLACE, Role::Text, &figure.origin.to_string());
    canvas.indent(row, OLD_PLACE);
    change_columns(canvas, row, format);
}

fn value_on_sources(context: &Context<'_>, source: &PlacedSource) -> Option<SheetCell> {
    Some(SheetCell {
        sheet: context.layout.sheet_of(SheetKind::Sources)?.handle,
        cell: CellAddress::new(source.row, IN_WORKBOOK),
    })
}

/// Change, change in per cent, and a place for commentary. Rates change in points; they and ranks have no change in per
/// cent.
fn change_columns(canvas: &mut Canvas<'_>, row: u32, format: FormatWord) {
    let [old, new] = [OLD, NEW].map(|column| CellAddress::new(row, column));
    let (difference, shown_as) = match format {
        FormatWord::Percent => (format!("SUM({new},-{old})*100"), FormatWord::Points),
        FormatWord::BasisPoints => (format!("SUM({new},-{old})/100"), FormatWord::Points),
        other => (format!("SUM({new},-{old})"), other),
    };
    let change = format!("IF(COUNT({old},{new})=2,{difference},\"n.a.\")");
    canvas.excel(
        row,
        CHANGE,
        Role::Formula,
        &canvas.look.number_format(shown_as),
        &change,
    );
    if !matches!(shown_as, FormatWord::Points | FormatWord::Rank | FormatWord::Date) {
        let percent = format!("IF(COUNT({old},{new})=2,IF({old}>0,{new}/{old}-1,\"n.m.\"),\"n.a.\")");
        let format = canvas.look.number_format(FormatWord::Percent);
        canvas.excel(row, PERCENT, Role::Formula, &format, &percent);
    }
    canvas.blank(row, COMMENTARY, Role::Blank);
}

/// The figures that the previous workbook had otherwise, or not at all; gives the row below.
pub(super) fn since_previous(
    canvas: &mut Canvas<'_>,
    context: &Context<'_>,
    comparison: Option<&Comparison>,
    first: u32,
) -> u32 {
    let mut row = table(
        canvas,
        first,
        Word::SINCE_PREVIOUS,
        [Word::PREVIOUS, Word::NEW, Word::PREVIOUS_PLACE],
    );
    let Some(comparison) = comparison else {
        return nothing(canvas, row, Word::NO_PREVIOUS);
    };
    for change in &comparison.changes {
        row += u32::from(difference(canvas, context, row, change, comparison).is_some());
    }
    if row == first + 2 {
        nothing(canvas, row, Word::NO_DIFFERENCES)
    } else {
        row
    }
}

/// One difference, when it is of a figure that could have stood in the previous workbook, on a sheet of figures.
fn difference(
    canvas: &mut Canvas<'_>,
    context: &Context<'_>,
    row: u32,
    change: &Change,
    comparison: &Comparison,
) -> Option<()> {
    let previous = comparison.previous.as_str();
    let (old, old_place, new_place) = before(change, comparison)?;
    let handle = context.layout.handles.find(&change.sheet)?;
    let is_figures = matches!(
        context.layout.sheet(handle).kind,
        SheetKind::Inputs | SheetKind::Calculation
    );
    let cell = change.cell.filter(|_| is_figures)?;
    let format = format_at(context, SheetCell { sheet: handle, cell });
    canvas.text(row, CODE, Role::Code, &change.row);
    canvas.text(row, LABEL, Role::Label, &change.label);
    canvas.text(row, UNIT, Role::Unit, &change.unit);
    canvas.text(row, PERIOD, Role::Text, &change.column);
    let shown = canvas.look.number_format(format);
    match old {
        Value::Number(number) => {
            let cell = canvas.number(row, OLD, Role::Constant, &shown, number);
            cell.origin = Some(previous.to_owned());
        }
        Value::Text(text) => {
            let style = canvas.look.style(Role::Constant, &shown);
            canvas.text(row, OLD, Role::Constant, &text).style = style;
        }
        _ => {}
    }
    canvas.fetch(row, NEW, &shown, SheetCell { sheet: handle, cell });
    let here = format!("{}!{cell}", change.sheet);
    let or = |place: &str, other: &str| {
        if place.is_empty() {
            other.to_owned()
        } else {
            place.to_owned()
        }
    };
    canvas.text(row, OLD_PLACE, Role::Text, &or(old_place, previous));
    canvas.indent(row, OLD_PLACE);
    canvas.text(row, NEW_PLACE, Role::Text, &or(new_place, &here));
    change_columns(canvas, row, format);
    Some(())
}

/// The figure of the previous workbook, and where it and the new one come from, as far as that is known.
fn before<'a>(change: &'a Change, comparison: &Comparison) -> Option<(Value, &'a str, &'a str)> {
    match &change.kind {
        ChangeKind::Restated {
            old,
            old_source,
            new_source,
            ..
        } => Some((old.clone(), old_source, new_source)),
        ChangeKind::ResultChanged(old, _) | ChangeKind::FigureGone(old) => Some((old.clone(), "", "")),
        ChangeKind::NewFigure(_) if !comparison.has_new_period(&change.column) => Some((Value::text("n.a."), "", "")),
        _ => None,
    }
}

/// How the numbers of the row at a cell are shown.
fn format_at(context: &Context<'_>, at: SheetCell) -> FormatWord {
    let row = context.layout.rows_of(at.sheet).find(|row| row.row == at.cell.row);
    row.map_or(FormatWord::Number, |row| row_format(*context, row))
}
