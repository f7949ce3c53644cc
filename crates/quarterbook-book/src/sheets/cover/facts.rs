//! The facts on the cover, and the cells with names: scales, parameters, the master check.

use quarterbook_data::{CellAddress, CellRange, Unit};

use super::{Canvas, Context, DETAIL, FIRST_ROW, NAME, VALUE};
use crate::compose::serial;
use crate::layout::SheetCell;
use crate::look::{Role, Word, date_format, defined_name, unit_label};
use crate::sheets::frame::outcome_formats;
use crate::template::FormatWord;
use crate::workbook::{DefinedName, Horizontal, SheetRange};

/// Writes master check, periods, date, template and run, then scales and parameters where formulas expect
/// them; gives the row below.
pub(super) fn write(canvas: &mut Canvas<'_>, context: &Context<'_>) -> u32 {
    master_check(canvas, context, FIRST_ROW);
    fact(canvas, FIRST_ROW + 1, Word::PERIODS_COVERED, &periods_covered(context));
    name(canvas, FIRST_ROW + 2, Word::AS_OF);
    let format = date_format(context.look.language());
    canvas.number(FIRST_ROW + 2, VALUE, Role::Formula, format, serial(context.as_of));
    let template = &context.book.template.template;
    let label = template.label.label();
    fact(
        canvas,
        FIRST_ROW + 3,
        Word::TEMPLATE,
        format!("{} {}", context.book.text(&label), template.version).trim(),
    );
    fact(
        canvas,
        FIRST_ROW + 4,
        Word::RUN_ID,
        format!("{} {}", context.run.id, context.run.tool).trim(),
    );
    let below_scales = scales(canvas, context);
    parameters(canvas, context).max(below_scales).max(FIRST_ROW + 5)
}

fn name(canvas: &mut Canvas<'_>, row: u32, word: Word) {
    let text = canvas.look.words(word);
    canvas.text(row, NAME, Role::Label, &text);
}

fn fact(canvas: &mut Canvas<'_>, row: u32, word: Word, text: &str) {
    name(canvas, row, word);
    canvas.text(row, VALUE, Role::Text, text).style.horizontal = Horizontal::Right;
}

fn master_check(canvas: &mut Canvas<'_>, context: &Context<'_>, row: u32) {
    let Some(master) = context.layout.anchors.master else {
        return;
    };
    name(canvas, row, Word::MASTER_CHECK);
    let style = canvas.look.text_style(Role::Outcome);
    canvas.fetch(row, VALUE, "", master).style = style;
    let formats = outcome_formats(canvas.look, CellRange::cell(CellAddress::new(row, VALUE)));
    canvas.sheet.frame.conditional_formats.extend(formats);
}

/// `FY2022–FY2024 · 1H24–2H25`
fn periods_covered(context: &Context<'_>) -> String {
    let bands = context.layout.axis.bands.iter().filter_map(|band| {
        let first = context.period_label(*band.periods.first()?, None);
        let last = context.period_label(*band.periods.last()?, None);
        Some(if first == last {
            first
        } else {
            format!("{first}–{last}")
        })
    });
    bands.collect::<Vec<_>>().join(" · ")
}

/// The scale factors: the only place they stand.
fn scales(canvas: &mut Canvas<'_>, context: &Context<'_>) -> u32 {
    let anchors = &context.layout.anchors;
    let rows = [
        (anchors.money_scale, Word::MONEY_SCALE, &context.book.money),
        (anchors.price_scale, Word::PRICE_SCALE, &context.book.price),
    ];
    let mut below = 0;
    for (anchor, word, unit) in rows {
        let Some(SheetCell { cell, .. }) = anchor else {
            continue;
        };
        name(canvas, cell.row, word);
        canvas.text(
            cell.row,
            DETAIL,
            Role::Unit,
            &unit_label(unit, "", context.look.language()),
        );
        canvas
            .number(cell.row, cell.column, Role::Constant, "#,##0", factor(unit))
            .origin = Some("quarterbook.toml".to_owned());
        below = cell.row + 1;
    }
    below
}

fn factor(unit: &Unit) -> f64 {
    10_f64.powi(i32::from(unit.scale.0))
}

fn parameters(canvas: &mut Canvas<'_>, context: &Context<'_>) -> u32 {
    let mut below = 0;
    for (name, parameter) in &context.book.template.parameters {
        let Some(SheetCell { cell, .. }) = context.layout.anchors.parameters.get(name) else {
            continue;
        };
        let value = context.book.parameters.get(name).copied().unwrap_or(parameter.default);
        let format = canvas
            .look
            .number_format(parameter.format.unwrap_or(FormatWord::Number));
        // Long labels run on into the next column, which stays empty.
        let label = canvas.label(cell.row, NAME, Role::Label, &parameter.label.label());
        label.note = Some(format!("parameter.{name}"));
        canvas
            .number(cell.row, cell.column, Role::Constant, &format, value)
            .origin = Some(format!("parameter {name}"));
        below = below.max(cell.row + 1);
    }
    below
}

/// Names for the cells above: `scale_money`, `scale_price`, `parameter_NAME`, `master_check`.
pub(super) fn names(context: &Context<'_>) -> Vec<DefinedName> {
    let anchors = &context.layout.anchors;
    let fixed = [
        ("scale_money", anchors.money_scale, Word::MONEY_SCALE),
        ("scale_price", anchors.price_scale, Word::PRICE_SCALE),
        ("master_check", anchors.master, Word::MASTER_CHECK),
    ];
    let fixed = fixed
        .into_iter()
        .filter_map(|(name, cell, word)| Some((name.to_owned(), cell?, context.look.word(word).to_owned())));
    let parameters = context.book.template.parameters.iter().filter_map(|(name, parameter)| {
        let cell = *anchors.parameters.get(name)?;
        let label = parameter.label.label();
        Some((format!("parameter_{name}"), cell, context.book.text(&label).to_owned()))
    });
    fixed
        .chain(parameters)
        .map(|(name, cell, comment)| DefinedName {
            name: defined_name(&name),
            target: SheetRange {
                sheet: context.layout.handles.name(cell.sheet).to_owned(),
                range: CellRange::cell(cell.cell),
            },
            comment,
        })
        .collect()
}
