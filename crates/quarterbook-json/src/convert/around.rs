//! Print set-up, sparklines, conditional formats and validations.

use quarterbook_book::workbook as model;
use quarterbook_book::workbook::{Allowed, Condition, SparklineKind};
use quarterbook_data::column_name;

use super::{colour, range, style};
use crate::surroundings::{ConditionalFormat, Footer, Page, Rows, Sparkline, Validation};

pub(super) fn page(page: &model::PageSetup) -> Page {
    Page {
        landscape: page.landscape,
        scale: page.scale,
        pages_wide: page.pages_wide,
        pages_high: page.pages_high,
        repeat_rows: page.repeat_rows.map(|(first, last)| Rows {
            first: first + 1,
            last: last + 1,
        }),
        repeat_columns: page
            .repeat_columns
            .map(|(first, last)| format!("{}:{}", column_name(first), column_name(last))),
        print_area: page.print_area.as_ref().map(ToString::to_string),
        breaks: page.breaks.iter().map(|row| row + 1).collect(),
        column_breaks: page.column_breaks.iter().map(|column| column_name(*column)).collect(),
        footer: Footer {
            left: page.footer.left.clone(),
            centre: page.footer.centre.clone(),
            right: page.footer.right.clone(),
        },
    }
}

pub(super) fn sparkline(sparkline: &model::Sparkline) -> Sparkline {
    let kind = match sparkline.kind {
        SparklineKind::Line => "line",
        SparklineKind::Column => "column",
    };
    Sparkline {
        cell: sparkline.cell.to_string(),
        values: range(&sparkline.values),
        kind: kind.to_owned(),
        colour: colour(sparkline.colour),
    }
}

pub(super) fn conditional_format(format: &model::ConditionalFormat) -> ConditionalFormat {
    let (condition, operand) = match &format.condition {
        Condition::Positive => ("positive", None),
        Condition::Negative => ("negative", None),
        Condition::TextIs(text) => ("text-is", Some(text.clone())),
        Condition::Formula(formula) => ("formula", Some(formula.clone())),
        Condition::DataBar(bars) => ("data-bar", Some(colour(*bars))),
    };
    ConditionalFormat {
        range: format.range.to_string(),
        condition: condition.to_owned(),
        operand,
        style: style(&format.style),
    }
}

pub(super) fn validation(validation: &model::Validation) -> Validation {
    let (choices, formula) = match &validation.allowed {
        Allowed::Choices(choices) => (choices.clone(), None),
        Allowed::Formula(formula) => (Vec::new(), Some(formula.clone())),
    };
    Validation {
        range: validation.range.to_string(),
        choices,
        formula,
        message: validation.message.clone(),
    }
}
