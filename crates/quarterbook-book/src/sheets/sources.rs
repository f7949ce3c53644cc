//! The Sources sheet: one row a figure, repeats, restated ones and printed totals included.

use quarterbook_data::{Amount, CellAddress, CellRange, Figure, Measure, Scale, Status, Unit};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::frame::{header_rows, page};
use super::{Canvas, Context};
use crate::draft::{DraftContent, DraftSheet};
use crate::layout::{
    PlacedSheet, PlacedSource, SOURCES_FIRST_ROW, SOURCES_HALF_UNIT, SOURCES_IN_WORKBOOK, SheetCell, SourceRole,
    full_label,
};
use crate::look::{Role, Word, amount_width, format_of_unit, unit_label};
use crate::template::FormatWord;
use crate::workbook::Row;

const ID: u32 = 0;
const LINE: u32 = 1;
const PERIOD: u32 = 2;
const FILE: u32 = 3;
const SHEET: u32 = 4;
const CELL: u32 = 5;
const PRINTED: u32 = 6;
/// The figure in the unit of the workbook.
pub(super) const IN_WORKBOOK: u32 = SOURCES_IN_WORKBOOK;
const UNIT: u32 = 8;
const STATUS: u32 = 9;
const USE: u32 = 10;
const RULE: u32 = 11;
/// The arithmetic from here on stays on screen.
const LAST_PRINTED: u32 = RULE;
const HALF_UNIT: u32 = SOURCES_HALF_UNIT;
const LOW: u32 = 13;
const HIGH: u32 = 14;
const VALUE: u32 = 15;
const DECIMALS: u32 = 16;
/// What one in the printed unit is worth in base units: 1,000 for 千元.
const SCALE: u32 = 17;
/// The same for the unit the workbook shows.
const SHOWN_SCALE: u32 = 18;
const HASH: u32 = 19;

/// How many characters of a file's hash stand on the sheet; the cover has all of them.
const SHORT_HASH: usize = 12;

/// The Sources sheet.
pub(crate) fn sources(context: &Context<'_>, placed: &PlacedSheet) -> DraftSheet {
    let mut canvas = Canvas::new(context, placed);
    header_rows(&mut canvas, context, placed, PRINTED);
    column_headers(&mut canvas);
    for source in &context.layout.sources {
        place_columns(&mut canvas, context, source);
        value_columns(&mut canvas, context, source);
        status_columns(&mut canvas, source);
    }
    for row in (SOURCES_FIRST_ROW - 1..).take(context.layout.sources.len() + 1) {
        canvas.indent(row, UNIT);
        canvas.indent(row, HASH);
    }
    let frame = &mut canvas.sheet.frame;
    let last_row = SOURCES_FIRST_ROW + (context.layout.sources.len() as u32).max(1) - 1;
    frame.filter = Some(CellRange::new(
        CellAddress::new(SOURCES_FIRST_ROW - 1, ID),
        CellAddress::new(last_row, HASH),
    ));
    frame.freeze = Some(CellAddress::new(SOURCES_FIRST_ROW, PERIOD + 1));
    frame.page = page(context, placed, SOURCES_FIRST_ROW - 1, PERIOD, 0);
    frame.page.print_area = Some(CellRange::new(
        CellAddress::new(0, 0),
        CellAddress::new(last_row, LAST_PRINTED),
    ));
    widths(&mut canvas, context);
    canvas.fit_rows(SOURCES_FIRST_ROW);
    canvas.sheet
}

fn column_headers(canvas: &mut Canvas<'_>) {
    let row = SOURCES_FIRST_ROW - 1;
    let words = [
        Word::NUMBER,
        Word::LINE,
        Word::PERIOD,
        Word::FILE,
        Word::SHEET,
        Word::CELL,
        Word::AS_PRINTED,
        Word::VALUE_IN_WORKBOOK,
        Word::PRINTED_UNIT,
        Word::STATUS,
        Word::USE,
        Word::RULE,
        Word::HALF_UNIT,
        Word::LOW,
        Word::HIGH,
        Word::PRINTED_VALUE,
        Word::DECIMALS,
        Word::SCALE_FACTOR,
        Word::SHOWN_SCALE_FACTOR,
        Word::HASH,
    ];
    for (column, word) in (ID..).zip(words) {
        let is_figure = matches!(column, IN_WORKBOOK | HALF_UNIT..=SHOWN_SCALE);
        let role = if is_figure { Role::PeriodHeader } else { Role::Header };
        canvas.text(row, column, role, canvas.look.word(word)).style.wrap = true;
    }
    let two_lines = Row {
        height: Some(30.0),
        outline: 0,
    };
    canvas.sheet.frame.rows.insert(row, two_lines);
}

fn place_columns(canvas: &mut Canvas<'_>, context: &Context<'_>, source: &PlacedSource) {
    let (row, figure) = (source.row, &source.figure);
    canvas.text(row, ID, Role::Code, &source.id);
    canvas.text(row, LINE, Role::Text, &line_label(context, figure));
    canvas.text(row, PERIOD, Role::Text, &context.period_label(figure.period, None));
    canvas.text(row, FILE, Role::Text, &figure.origin.file.path);
    canvas.text(row, SHEET, Role::Text, &figure.origin.sheet);
    canvas.text(row, CELL, Role::Text, &figure.origin.cell.to_string());
    canvas.text(row, PRINTED, Role::Text, &figure.origin.printed);
}

fn value_columns(canvas: &mut Canvas<'_>, context: &Context<'_>, source: &PlacedSource) {
    let (row, figure) = (source.row, &source.figure);
    let shown = shown_unit(context, figure);
    let unit = unit_label(&figure.unit, "", canvas.look.language());
    canvas.text(row, UNIT, Role::Unit, &unit);
    let format = format_of_unit(shown);
    printed_value(canvas, row, figure, format);
    let factor = figure.unit.scale.factor().to_f64().unwrap_or(1.0);
    canvas.number(row, SCALE, Role::Constant, factor_format(factor), factor);
    shown_scale(canvas, context, row, shown);
    in_workbook(canvas, context, source, format);
    bounds(canvas, row, format);
}

/// The value and the decimals as printed, or the word for none.
fn printed_value(canvas: &mut Canvas<'_>, row: u32, figure: &Figure, format: FormatWord) {
    let cell = match figure.amount {
        Amount::Number(value) => {
            let number = value.to_f64().unwrap_or_default();
            canvas.number(row, DECIMALS, Role::Constant, "0", f64::from(figure.decimals));
            canvas.number(row, VALUE, Role::Constant, &printed_format(figure), number)
        }
        missing => {
            let style = canvas.look.style(Role::Constant, &canvas.look.number_format(format));
            canvas.put(row, VALUE, DraftContent::Text(missing_word(missing).to_owned()), style)
        }
    };
    cell.origin = Some(figure.origin.to_string());
}

/// The value in the workbook's unit, from Inputs where it stands there, and half a unit in its last printed place.
fn in_workbook(canvas: &mut Canvas<'_>, context: &Context<'_>, source: &PlacedSource, format: FormatWord) {
    let row = source.row;
    let [value, scale, shown_scale, decimals] =
        [VALUE, SCALE, SHOWN_SCALE, DECIMALS].map(|column| CellAddress::new(row, column));
    let halves = half_units(&source.figure);
    let half_unit = format!("IF(ISNUMBER({value}),{halves}*10^-{decimals}*{scale}/{shown_scale},\"n.a.\")");
    let fine = canvas.look.fine_format(format);
    canvas.excel(row, HALF_UNIT, Role::Formula, &fine, &half_unit);
    let format = canvas.look.number_format(format);
    if let Some(input) = input_cell(context, source) {
        canvas.fetch(row, IN_WORKBOOK, &format, input);
    } else {
        let converted = format!("IF(ISNUMBER({value}),{value}*{scale}/{shown_scale},{value})");
        canvas.excel(row, IN_WORKBOOK, Role::Formula, &format, &converted);
    }
}

/// The least and the most that the figure can be.
fn bounds(canvas: &mut Canvas<'_>, row: u32, format: FormatWord) {
    let [half, in_workbook, status] = [HALF_UNIT, IN_WORKBOOK, STATUS].map(|column| CellAddress::new(row, column));
    let look = canvas.look;
    let bound = |open: Status, exact: Status, sign: char| {
        let [open, exact] = [open, exact].map(|status| look.word(Word::of_status(status)));
        format!(
            "IF(COUNT({half},{in_workbook})=2,IF({status}=\"{open}\",\"n.a.\",IF({status}=\"{exact}\",{in_workbook},{in_workbook}{sign}{half})),\"n.a.\")"
        )
    };
    let format = look.fine_format(format);
    let (low, high) = (
        bound(Status::AtMost, Status::AtLeast, '-'),
        bound(Status::AtLeast, Status::AtMost, '+'),
    );
    canvas.excel(row, LOW, Role::Formula, &format, &low);
    canvas.excel(row, HIGH, Role::Formula, &format, &high);
}

fn status_columns(canvas: &mut Canvas<'_>, source: &PlacedSource) {
    let (row, figure) = (source.row, &source.figure);
    canvas.text(
        row,
        STATUS,
        Role::Text,
        canvas.look.word(Word::of_status(figure.status)),
    );
    let role = match source.role {
        SourceRole::Counts => Word::COUNTS,
        SourceRole::Repeat => Word::REPEAT,
        SourceRole::Restated => Word::RESTATED,
        SourceRole::Superseded => Word::SUPERSEDED,
        SourceRole::Total => Word::TOTAL,
    };
    canvas.text(row, USE, Role::Text, canvas.look.word(role));
    if !figure.rule.is_empty() {
        canvas.text(row, RULE, Role::Prose, &figure.rule);
    }
    let hash: String = figure.origin.file.sha256.chars().take(SHORT_HASH).collect();
    canvas.text(row, HASH, Role::Hash, &hash);
}

/// The labels of the figure's line and members; the series as formulas write it where it has none.
pub(super) fn line_label(context: &Context<'_>, figure: &Figure) -> String {
    let label = full_label(&figure.series, context.book);
    let text = label.text(context.look.language());
    if text.is_empty() {
        figure.series.to_string()
    } else {
        text.to_owned()
    }
}

/// The Inputs cell that holds the figure, when it is the one that counts.
pub(super) fn input_cell(context: &Context<'_>, source: &PlacedSource) -> Option<SheetCell> {
    if source.role != SourceRole::Counts {
        return None;
    }
    let row = context.layout.input(&source.figure.series)?;
    context.layout.cell(row, source.figure.period)
}

/// The unit the workbook shows the figure's line in; its own when the line is not known.
pub(super) fn shown_unit<'a>(context: &Context<'a>, figure: &'a Figure) -> &'a Unit {
    let line = context.book.vocabulary.lines.get(&figure.series.line);
    line.map_or(&figure.unit, |line| &line.unit)
}

/// What one of the workbook's unit is worth: a link to the cover for money and prices.
fn shown_scale(canvas: &mut Canvas<'_>, context: &Context<'_>, row: u32, shown: &Unit) {
    let anchors = &context.layout.anchors;
    let cell = match shown.measure {
        Measure::Money(_) => anchors.money_scale,
        Measure::MoneyEach(_) => anchors.price_scale,
        _ => None,
    };
    if let Some(cell) = cell {
        canvas.fetch(row, SHOWN_SCALE, "#,##0", cell);
    } else {
        let factor = shown.scale.factor().to_f64().unwrap_or(1.0);
        canvas.number(row, SHOWN_SCALE, Role::Constant, factor_format(factor), factor);
    }
}

/// How many units in its last place a figure may be off: half of one, and more when it was worked out from several.
fn half_units(figure: &Figure) -> f64 {
    let unit = Unit::new(
        figure.unit.measure.clone(),
        Scale(figure.unit.scale.0.saturating_sub(figure.decimals)),
    );
    let in_places = figure.half_unit_in(&unit).and_then(|half| half.to_f64());
    in_places.unwrap_or(0.5)
}

fn factor_format(factor: f64) -> &'static str {
    if factor < 1.0 { "General" } else { "#,##0" }
}

/// The printed value with the printed decimals; per cent stay the number before the sign.
fn printed_format(figure: &Figure) -> String {
    let decimals = usize::try_from(figure.decimals).unwrap_or(0);
    let fraction = if decimals == 0 {
        String::new()
    } else {
        format!(".{}", "0".repeat(decimals))
    };
    format!("#,##0{fraction}_);(#,##0{fraction});0{fraction}_);@_)")
}

/// How a cell says that a figure is missing or has no meaning.
pub(super) const fn missing_word(amount: Amount) -> &'static str {
    match amount {
        Amount::NotMeaningful => "n.m.",
        Amount::Number(_) | Amount::Undisclosed => "n.a.",
    }
}

fn widths(canvas: &mut Canvas<'_>, context: &Context<'_>) {
    let from = SOURCES_FIRST_ROW;
    canvas.widths(ID, [7.0]);
    for (column, least, most) in [
        (LINE, 16.0, 46.0),
        (PERIOD, 8.0, 12.0),
        (FILE, 12.0, 36.0),
        (SHEET, 7.0, 24.0),
        (CELL, 6.0, 12.0),
        (PRINTED, 10.0, 28.0),
        (UNIT, 8.0, 18.0),
        (STATUS, 9.0, 12.0),
        (USE, 8.0, 12.0),
        (RULE, 16.0, 76.0),
        (HASH, 15.0, 16.0),
    ] {
        canvas.fit(column, from, least, most);
    }
    let shown = |source: &PlacedSource| {
        let unit = shown_unit(context, &source.figure);
        let decimals = context.look.decimals.of(format_of_unit(unit));
        (source.figure.value_in(unit), decimals)
    };
    let printed = |source: &PlacedSource| match source.figure.amount {
        Amount::Number(number) => (Some(number), u8::try_from(source.figure.decimals).unwrap_or(0)),
        Amount::Undisclosed | Amount::NotMeaningful => (None, 0),
    };
    canvas.widths(IN_WORKBOOK, [widest(context, shown)]);
    canvas.widths(HALF_UNIT, [12.0, 14.0, 14.0, widest(context, printed), 9.0, 14.0, 14.0]);
}

/// The width of the widest of the sources' numbers, each given with its decimals.
fn widest(context: &Context<'_>, number: impl Fn(&PlacedSource) -> (Option<Decimal>, u8)) -> f64 {
    let widths = context.layout.sources.iter().filter_map(|source| {
        let (number, decimals) = number(source);
        Some(amount_width(number?.to_f64()?, decimals, false))
    });
    widths.fold(12.0, f64::max)
}
