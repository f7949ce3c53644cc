//! Conditional formats, validations and sparklines.

use quarterbook_book::ExportError;
use quarterbook_book::workbook::{Allowed, Condition, ConditionalFormat, Sheet, Sparkline, SparklineKind, Validation};
use quarterbook_data::CellRange;
use quarterbook_formula::Value;
use rust_xlsxwriter::{
    ConditionalFormatDataBar, ConditionalFormatFormula, DataValidation, Formula, Sparkline as SparklineDraft,
    SparklineType, Worksheet, XlsxError,
};

use super::explain;
use super::look::{changes, rgb};
use crate::escape::plain_text;

/// Adds all of a sheet's.
pub(super) fn add_all(worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), ExportError> {
    let place = |range: &dyn std::fmt::Display| format!("{}!{range}", sheet.name);
    for format in &sheet.conditional_formats {
        add_conditional_format(worksheet, format).map_err(|error| explain(place(&format.range), &error))?;
    }
    for validation in &sheet.validations {
        add_validation(worksheet, validation).map_err(|error| explain(place(&validation.range), &error))?;
    }
    for sparkline in &sheet.sparklines {
        add_sparkline(worksheet, sheet, sparkline).map_err(|error| explain(place(&sparkline.cell), &error))?;
    }
    Ok(())
}

/// Adds a conditional format; the formula is a placeholder, see [`crate::exact`].
fn add_conditional_format(worksheet: &mut Worksheet, format: &ConditionalFormat) -> Result<(), XlsxError> {
    let (first_row, first_column, last_row, last_column) = corners(format.range);
    match &format.condition {
        Condition::DataBar(colour) => {
            let bar = ConditionalFormatDataBar::new()
                .set_fill_color(rgb(*colour))
                .set_solid_fill(true)
                .set_border_off(true);
            worksheet.add_conditional_format(first_row, first_column, last_row, last_column, &bar)?;
        }
        Condition::Positive | Condition::Negative | Condition::TextIs(_) | Condition::Formula(_) => {
            let rule = ConditionalFormatFormula::new()
                .set_rule("=TRUE")
                .set_format(changes(&format.style));
            worksheet.add_conditional_format(first_row, first_column, last_row, last_column, &rule)?;
        }
    }
    Ok(())
}

fn add_validation(worksheet: &mut Worksheet, validation: &Validation) -> Result<(), XlsxError> {
    let (first_row, first_column, last_row, last_column) = corners(validation.range);
    let mut rule = match &validation.allowed {
        Allowed::Choices(choices) => DataValidation::new().allow_list_strings(choices)?,
        Allowed::Formula(formula) => DataValidation::new().allow_custom(Formula::new(formula)),
    };
    if !validation.message.is_empty() {
        rule = rule.set_error_message(plain_text(&validation.message))?;
    }
    worksheet.add_data_validation(first_row, first_column, last_row, last_column, &rule)?;
    Ok(())
}

fn add_sparkline(worksheet: &mut Worksheet, host: &Sheet, sparkline: &Sparkline) -> Result<(), XlsxError> {
    let (first_row, first_column, last_row, last_column) = corners(sparkline.values.range);
    let sheet = sparkline.values.sheet.as_str();
    let kind = match sparkline.kind {
        SparklineKind::Line => SparklineType::Line,
        SparklineKind::Column => SparklineType::Column,
    };
    let mut draft = SparklineDraft::new()
        .set_range((sheet, first_row, first_column, last_row, last_column))
        .set_type(kind)
        .set_sparkline_color(rgb(sparkline.colour))
        .set_line_weight(1.5)
        .show_last_point(sparkline.kind == SparklineKind::Line)
        .set_last_point_color(rgb(sparkline.colour));
    if sparkline.kind == SparklineKind::Column && !has_negative(host, sparkline) {
        draft = draft.set_custom_min(0.0);
    }
    worksheet.add_sparkline(sparkline.cell.row, sparkline.cell.column as u16, &draft)?;
    Ok(())
}

/// Whether a value it draws is negative, as far as they stand on its own sheet.
fn has_negative(host: &Sheet, sparkline: &Sparkline) -> bool {
    let CellRange { first, last } = sparkline.values.range;
    let mut values = host.cells.range(first..=last).map(|(_, cell)| cell.content.value());
    values.any(|value| matches!(value, Value::Number(number) if number < 0.0))
}

fn corners(range: CellRange) -> (u32, u16, u32, u16) {
    let CellRange { first, last } = range;
    (first.row, first.column as u16, last.row, last.column as u16)
}
