//! What surrounds the cells of a sheet.

use std::fmt::{Display, Write};

use quarterbook_book::Workbook;
use quarterbook_book::workbook::{
    Allowed, Condition, ConditionalFormat, PageSetup, Sheet, Sparkline, SparklineKind, Style, Validation, exact_number,
};
use quarterbook_data::column_name;

use crate::value::{escaped, quoted, range};
use crate::{chart, entry};

/// Widths, heights, panes, print set-up, sparklines, conditional formats, validations and charts.
pub(crate) fn surroundings(out: &mut String, workbook: &Workbook, sheet: &Sheet) {
    out.push('\n');
    entry(out, "columns", &columns(sheet));
    if !sheet.rows.is_empty() {
        entry(out, "rows", &rows(sheet));
    }
    if let Some(cell) = sheet.freeze {
        entry(out, "freeze", &cell.to_string());
    }
    if let Some(range) = sheet.filter {
        entry(out, "filter", &range.to_string());
    }
    if !sheet.merges.is_empty() {
        entry(out, "merged", &joined(&sheet.merges));
    }
    entry(out, "view", &view(sheet));
    entry(out, "print", &print(&sheet.page));
    let footer = &sheet.page.footer;
    if [&footer.left, &footer.centre, &footer.right]
        .iter()
        .any(|part| !part.is_empty())
    {
        let parts = [&footer.left, &footer.centre, &footer.right].map(|part| quoted(part));
        entry(out, "footer", &parts.join(" | "));
    }
    for sparkline in &sheet.sparklines {
        entry(out, "sparkline", &sparkline_text(sparkline));
    }
    for format in &sheet.conditional_formats {
        entry(out, "conditional", &conditional(format));
    }
    for validation in &sheet.validations {
        entry(out, "validation", &allowed(validation));
    }
    for one in &sheet.charts {
        chart::chart(out, workbook, one);
    }
}

/// Runs of columns that are alike: `A 28, B:C 3 level 1`.
fn columns(sheet: &Sheet) -> String {
    let mut runs: Vec<(u32, u32, String)> = Vec::new();
    for (index, column) in &sheet.columns {
        let text = format!("{}{}", exact_number(column.width), level(column.outline));
        match runs.last_mut() {
            Some((_, last, known)) if *last + 1 == *index && *known == text => *last = *index,
            _ => runs.push((*index, *index, text)),
        }
    }
    if runs.is_empty() {
        return "default".to_owned();
    }
    let run = |(first, last, text): &(u32, u32, String)| {
        let first_name = column_name(*first);
        let names = if first == last {
            first_name
        } else {
            format!("{first_name}:{}", column_name(*last))
        };
        format!("{names} {text}")
    };
    runs.iter().map(run).collect::<Vec<_>>().join(", ")
}

fn rows(sheet: &Sheet) -> String {
    let row = |(index, row): (&u32, &quarterbook_book::workbook::Row)| {
        let height = row.height.map_or_else(|| "fit".to_owned(), exact_number);
        format!("{} {height}{}", index + 1, level(row.outline))
    };
    sheet.rows.iter().map(row).collect::<Vec<_>>().join(", ")
}

fn level(outline: u8) -> String {
    if outline == 0 {
        String::new()
    } else {
        format!(" level {outline}")
    }
}

fn view(sheet: &Sheet) -> String {
    let zoom = if sheet.zoom == 0 { 100 } else { sheet.zoom };
    let mut view = format!("{zoom} %");
    if sheet.gridlines {
        view.push_str(", gridlines");
    }
    if let Some(colour) = sheet.tab_colour {
        let _ = write!(view, ", tab #{:06X}", colour.0);
    }
    view
}

fn print(page: &PageSetup) -> String {
    let mut parts = vec![if page.landscape { "landscape" } else { "portrait" }.to_owned()];
    if page.scale > 0 {
        parts.push(format!("at {} %", page.scale));
    }
    if page.pages_wide > 0 {
        parts.push(format!("{} wide", page.pages_wide));
    }
    if page.pages_high > 0 {
        parts.push(format!("{} high", page.pages_high));
    }
    if let Some(area) = page.print_area {
        parts.push(format!("area {area}"));
    }
    if let Some((first, last)) = page.repeat_rows {
        parts.push(format!("rows {}:{} on every page", first + 1, last + 1));
    }
    if let Some((first, last)) = page.repeat_columns {
        let (first, last) = (column_name(first), column_name(last));
        parts.push(format!("columns {first}:{last} on every page"));
    }
    if !page.breaks.is_empty() {
        let breaks: Vec<u32> = page.breaks.iter().map(|row| row + 1).collect();
        parts.push(format!("breaks above {}", joined(&breaks)));
    }
    if !page.column_breaks.is_empty() {
        let breaks: Vec<String> = page.column_breaks.iter().map(|column| column_name(*column)).collect();
        parts.push(format!("breaks before {}", breaks.join(", ")));
    }
    parts.join(", ")
}

fn sparkline_text(sparkline: &Sparkline) -> String {
    let kind = match sparkline.kind {
        SparklineKind::Line => "line",
        SparklineKind::Column => "columns",
    };
    let values = range(&sparkline.values);
    format!("{} {kind} of {values} #{:06X}", sparkline.cell, sparkline.colour.0)
}

fn conditional(format: &ConditionalFormat) -> String {
    let condition = match &format.condition {
        Condition::Positive => "above 0".to_owned(),
        Condition::Negative => "below 0".to_owned(),
        Condition::TextIs(text) => format!("is {}", quoted(text)),
        Condition::Formula(formula) => format!("={}", escaped(formula)),
        Condition::DataBar(colour) => format!("bars #{:06X}", colour.0),
    };
    format!("{} {condition}{}", format.range, look(&format.style))
}

fn look(style: &Style) -> String {
    let mut look = String::new();
    if let Some(colour) = style.colour {
        let _ = write!(look, "  type #{:06X}", colour.0);
    }
    if let Some(fill) = style.fill {
        let _ = write!(look, "  fill #{:06X}", fill.0);
    }
    if style.bold {
        look.push_str("  bold");
    }
    if style.italic {
        look.push_str("  italic");
    }
    look
}

fn allowed(validation: &Validation) -> String {
    let allowed = match &validation.allowed {
        Allowed::Choices(choices) => {
            let choices: Vec<String> = choices.iter().map(|choice| quoted(choice)).collect();
            format!("one of {}", choices.join(" "))
        }
        Allowed::Formula(formula) => format!("={formula}"),
    };
    format!("{} {allowed}  {}", validation.range, quoted(&validation.message))
}

fn joined(items: &[impl Display]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
