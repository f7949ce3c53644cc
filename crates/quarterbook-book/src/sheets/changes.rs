//! The Changes sheet: restatements, how figures were read, and what changed since the previous workbook.

use std::collections::BTreeMap;

use quarterbook_data::{CellAddress, CellRange, column_name};
use quarterbook_formula::Value;

use super::frame::{header_rows, page};
use super::sources::{IN_WORKBOOK, input_cell, line_label, shown_unit};
use super::{Canvas, Context};
use crate::compose::row_format;
use crate::diff::{Change, ChangeKind};
use crate::draft::DraftSheet;
use crate::layout::{PlacedSheet, PlacedSource, SheetCell, SourceRole, header};
use crate::look::{Role, Word, format_of_unit, unit_label};
use crate::template::{FormatWord, SheetKind};
use crate::workbook::{Condition, ConditionalFormat, Style};

const CODE: u32 = 0;
const LABEL: u32 = 1;
const UNIT: u32 = 2;
const PERIOD: u32 = 3;
const OLD: u32 = 4;
const NEW: u32 = 5;
const CHANGE: u32 = 6;
const PERCENT: u32 = 7;
const OLD_PLACE: u32 = 8;
const NEW_PLACE: u32 = 9;
const COMMENTARY: u32 = 10;
/// The rows of the thresholds; their values stand in the column of old figures.
const AMOUNT_THRESHOLD: u32 = 3;
const PERCENT_THRESHOLD: u32 = 4;
/// The change from which a row is highlighted when the template has no parameter `change_percent`.
const USUAL_THRESHOLD: f64 = 0.1;

/// What changed since the previous workbook.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Comparison {
    /// The previous workbook's file name.
    pub(crate) previous: String,
    /// The differences, from [`crate::diff::diff`].
    pub(crate) changes: Vec<Change>,
}

/// The Changes sheet; without a comparison it says that no previous workbook was given.
pub(crate) fn changes(context: &Context<'_>, placed: &PlacedSheet, comparison: Option<&Comparison>) -> DraftSheet {
    let mut canvas = Canvas::new(context, placed);
    header_rows(&mut canvas, context, placed, OLD_PLACE);
    thresholds(&mut canvas, context);
    let below = restatements(&mut canvas, context, header::FIRST_ROW - 1);
    let below = replaced_estimates(&mut canvas, context, below);
    let below = since_previous(&mut canvas, context, comparison, below + 1);
    readings(&mut canvas, context, below + 1);
    highlight(
        &mut canvas,
        CellRange::new(
            CellAddress::new(header::FIRST_ROW - 1, CHANGE),
            CellAddress::new(below, PERCENT),
        ),
    );
    let frame = &mut canvas.sheet.frame;
    frame.freeze = Some(CellAddress::new(header::SCALE + 1, LABEL + 1));
    frame.page = page(context, placed, header::SCALE, LABEL, 0);
    widths(&mut canvas);
    canvas.sheet
}

/// From which change on rows are highlighted: the template's parameters, else constants to be set here.
fn thresholds(canvas: &mut Canvas<'_>, context: &Context<'_>) {
    let parameters = &context.layout.anchors.parameters;
    let amount_format = canvas.look.number_format(FormatWord::Money);
    let percent_format = canvas.look.number_format(FormatWord::Percent);
    for (row, word) in [
        (AMOUNT_THRESHOLD, Word::THRESHOLD_ABSOLUTE),
        (PERCENT_THRESHOLD, Word::THRESHOLD_PERCENT),
    ] {
        let text = canvas.look.words(word);
        canvas.text(row, CODE, Role::Label, &text);
    }
    if let Some(cell) = parameters.get("change_amount") {
        canvas.fetch(AMOUNT_THRESHOLD, OLD, &amount_format, *cell);
    } else {
        let style = canvas.look.style(Role::Constant, &amount_format);
        canvas.text(AMOUNT_THRESHOLD, OLD, Role::Constant, "n.a.").style = style;
    }
    if let Some(cell) = parameters.get("change_percent") {
        canvas.fetch(PERCENT_THRESHOLD, OLD, &percent_format, *cell);
    } else {
        let cell = canvas.number(PERCENT_THRESHOLD, OLD, Role::Constant, &percent_format, USUAL_THRESHOLD);
        cell.origin = Some("quarterbook".to_owned());
    }
}

/// A table's heading and column headers; gives the row below.
fn table(canvas: &mut Canvas<'_>, row: u32, title: Word, [old, new, old_place]: [Word; 3]) -> u32 {
    for column in CODE..=COMMENTARY {
        canvas.blank(row, column, Role::Heading);
    }
    let text = canvas.look.words(title);
    canvas.text(row, CODE, Role::Heading, &text);
    let words = [
        (CODE, Word::ID),
        (LABEL, Word::LINE),
        (UNIT, Word::UNIT),
        (PERIOD, Word::PERIOD),
        (OLD, old),
        (NEW, new),
        (CHANGE, Word::CHANGE),
        (PERCENT, Word::CHANGE_PERCENT),
        (OLD_PLACE, old_place),
        (NEW_PLACE, Word::NEW_CELL),
        (COMMENTARY, Word::COMMENTARY),
    ];
    for (column, word) in words {
        let role = if (OLD..=PERCENT).contains(&column) {
            Role::PeriodHeader
        } else {
            Role::Header
        };
        canvas.text(row + 1, column, role, canvas.look.word(word));
        if column == OLD_PLACE {
            canvas.indent(row + 1, column);
        }
    }
    row + 2
}

/// A line that says that there is nothing to say.
fn nothing(canvas: &mut Canvas<'_>, row: u32, word: Word) -> u32 {
    let text = canvas.look.words(word);
    canvas.text(row, CODE, Role::Note, &text);
    row + 1
}

fn restatements(canvas: &mut Canvas<'_>, context: &Context<'_>, first: u32) -> u32 {
    let row = old_and_new(canvas, context, first, Word::RESTATEMENTS, SourceRole::Restated);
    if row == first + 2 {
        nothing(canvas, row, Word::NO_RESTATEMENTS)
    } else {
        row
    }
}

/// Estimates that actual figures or later estimates replaced; nothing at all when there are none.
fn replaced_estimates(canvas: &mut Canvas<'_>, context: &Context<'_>, below: u32) -> u32 {
    let mut sources = context.layout.sources.iter();
    if sources.any(|source| source.role == SourceRole::Superseded) {
        old_and_new(
            canvas,
            context,
            below + 1,
            Word::ESTIMATES_REPLACED,
            SourceRole::Superseded,
        )
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

/// Change, change in per cent, and a place for commentary.
fn change_columns(canvas: &mut Canvas<'_>, row: u32, format: FormatWord) {
    let [old, new] = [OLD, NEW].map(|column| CellAddress::new(row, column));
    let change = format!("IF(COUNT({old},{new})=2,{new}-{old},\"n.a.\")");
    canvas.excel(row, CHANGE, Role::Formula, &canvas.look.number_format(format), &change);
    let percent = format!("IF(COUNT({old},{new})=2,IF({old}>0,{new}/{old}-1,\"n.m.\"),\"n.a.\")");
    canvas.excel(
        row,
        PERCENT,
        Role::Formula,
        &canvas.look.number_format(FormatWord::Percent),
        &percent,
    );
    canvas.blank(row, COMMENTARY, Role::Blank);
}

fn since_previous(canvas: &mut Canvas<'_>, context: &Context<'_>, comparison: Option<&Comparison>, first: u32) -> u32 {
    let mut row = table(
        canvas,
        first,
        Word::SINCE_PREVIOUS,
        [Word::PREVIOUS, Word::NEW, Word::PREVIOUS_FILE],
    );
    let Some(comparison) = comparison else {
        return nothing(canvas, row, Word::NO_PREVIOUS);
    };
    for change in &comparison.changes {
        row += u32::from(difference(canvas, context, row, change, &comparison.previous).is_some());
    }
    if row == first + 2 {
        nothing(canvas, row, Word::NO_DIFFERENCES)
    } else {
        row
    }
}

/// One difference, when it is of a figure that stood in the previous workbook, on a sheet of figures.
fn difference(canvas: &mut Canvas<'_>, context: &Context<'_>, row: u32, change: &Change, previous: &str) -> Option<()> {
    let (ChangeKind::Restated { old, .. } | ChangeKind::ResultChanged(old, _) | ChangeKind::FigureGone(old)) =
        &change.kind
    else {
        return None;
    };
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
    match old {
        Value::Number(number) => {
            let cell = canvas.number(row, OLD, Role::Constant, &canvas.look.number_format(format), *number);
            cell.origin = Some(previous.to_owned());
        }
        Value::Text(text) => drop(canvas.text(row, OLD, Role::Constant, text)),
        _ => {}
    }
    canvas.fetch(
        row,
        NEW,
        &canvas.look.number_format(format),
        SheetCell { sheet: handle, cell },
    );
    canvas.text(row, OLD_PLACE, Role::Text, previous);
    canvas.indent(row, OLD_PLACE);
    canvas.text(row, NEW_PLACE, Role::Text, &format!("{}!{cell}", change.sheet));
    change_columns(canvas, row, format);
    Some(())
}

/// How the numbers of the row at a cell are shown.
fn format_at(context: &Context<'_>, at: SheetCell) -> FormatWord {
    let row = context.layout.rows_of(at.sheet).find(|row| row.row == at.cell.row);
    row.map_or(FormatWord::Number, |row| row_format(*context, row))
}

/// What was done to figures while they were read, once for each rule of a sheet.
fn readings(canvas: &mut Canvas<'_>, context: &Context<'_>, first: u32) -> u32 {
    let mut row = first;
    for column in CODE..=COMMENTARY {
        canvas.blank(row, column, Role::Heading);
    }
    let title = canvas.look.words(Word::READINGS);
    canvas.text(row, CODE, Role::Heading, &title);
    canvas.text(row, OLD, Role::Heading, canvas.look.word(Word::FIGURES));
    canvas.text(row, NEW, Role::Heading, canvas.look.word(Word::RULE));
    canvas.indent(row, NEW);
    let mut counts: BTreeMap<(&str, &str, &str), u32> = BTreeMap::new();
    for source in &context.layout.sources {
        let origin = &source.figure.origin;
        if !source.figure.rule.is_empty() {
            *counts
                .entry((&origin.file.path, &origin.sheet, &source.figure.rule))
                .or_default() += 1;
        }
    }
    row += 1;
    if counts.is_empty() {
        return nothing(canvas, row, Word::NO_READINGS);
    }
    for ((file, sheet, rule), count) in counts {
        canvas.number(
            row,
            OLD,
            Role::Formula,
            &canvas.look.number_format(FormatWord::Count),
            f64::from(count),
        );
        let place = if sheet.is_empty() {
            file.to_owned()
        } else {
            format!("{file}, {sheet}")
        };
        // File and rule run on over the columns behind them.
        canvas.text(row, CODE, Role::Text, &place);
        canvas.text(row, NEW, Role::Text, rule);
        canvas.indent(row, NEW);
        row += 1;
    }
    row
}

/// Rows whose change reaches a threshold, in the colours of a warning.
fn highlight(canvas: &mut Canvas<'_>, range: CellRange) {
    let row = range.first.row + 1;
    let cell = |column: u32| format!("${}{row}", column_name(column));
    let threshold = |row: u32| format!("${}${}", column_name(OLD), row + 1);
    let (change, percent) = (cell(CHANGE), cell(PERCENT));
    let (amount, share) = (threshold(AMOUNT_THRESHOLD), threshold(PERCENT_THRESHOLD));
    let formula = format!(
        "OR(IF(COUNT({change},{amount})=2,ABS({change})>={amount},FALSE),IF(COUNT({percent},{share})=2,ABS({percent})>={share},FALSE))"
    );
    let (colour, fill) = canvas.look.palette.warn;
    canvas.sheet.frame.conditional_formats.push(ConditionalFormat {
        range,
        condition: Condition::Formula(formula),
        style: Style {
            colour: Some(colour),
            fill: Some(fill),
            ..Style::default()
        },
    });
}

fn widths(canvas: &mut Canvas<'_>) {
    let from = header::FIRST_ROW;
    for (column, least, most) in [
        (CODE, 14.0, 24.0),
        (LABEL, 20.0, 44.0),
        (UNIT, 8.0, 14.0),
        (PERIOD, 9.0, 12.0),
    ] {
        canvas.fit(column, from, least, most);
    }
    canvas.widths(OLD, [13.0, 13.0, 13.0, 11.0]);
    canvas.fit(OLD_PLACE, from, 16.0, 44.0);
    canvas.fit(NEW_PLACE, from, 16.0, 44.0);
    canvas.widths(COMMENTARY, [40.0]);
}
