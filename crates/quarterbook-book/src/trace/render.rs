//! A trace as text: one cell a line, what it reads indented below it.

use std::fmt::Write;

use quarterbook_data::CellAddress;
use quarterbook_formula::{Value, quoted_sheet};

use super::TracedCell;
use crate::diff::shown_value;

/// How many cells are named in a line.
const MOST_LISTED: usize = 8;

/// The chain as people read it.
pub fn render(traced: &TracedCell) -> String {
    let mut text = String::new();
    write_cell(&mut text, traced, 0);
    text
}

fn write_cell(text: &mut String, traced: &TracedCell, depth: usize) {
    let indent = "  ".repeat(depth);
    let label = if traced.label.is_empty() {
        String::new()
    } else {
        format!("  {}", traced.label)
    };
    let place_of_cell = place(&traced.sheet, traced.cell);
    let _ = writeln!(text, "{indent}{place_of_cell} = {}{label}", shown(&traced.value));
    if let Some(formula) = &traced.formula {
        let again = if traced.is_cut && traced.reads.is_empty() {
            "  (see above)"
        } else {
            ""
        };
        let _ = writeln!(text, "{indent}  ={formula}{again}");
    }
    if let Some(with_values) = &traced.with_values
        && traced.reads.len() + traced.asked.len() + traced.not_taken.len() > 1
        && Some(with_values) != traced.formula.as_ref()
    {
        let _ = writeln!(text, "{indent}  ={with_values}");
    }
    if !traced.asked.is_empty() {
        let cells = traced.asked.iter();
        let cells = cells.map(|(sheet, cell, value)| format!("{} = {}", place(sheet, *cell), shown(value)));
        let _ = writeln!(text, "{indent}  asked: {}", listed(cells));
    }
    if !traced.not_taken.is_empty() {
        let cells = traced.not_taken.iter().map(|(sheet, cell)| place(sheet, *cell));
        let _ = writeln!(text, "{indent}  not taken: {}", listed(cells));
    }
    for (place, source) in traced.source.iter().enumerate() {
        let from = if place == 0 { "from" } else { "    " };
        let _ = writeln!(text, "{indent}  {from} {source}");
    }
    for read in &traced.reads {
        write_cell(text, read, depth + 1);
    }
    if traced.is_cut && !traced.reads.is_empty() {
        let _ = writeln!(text, "{indent}  … and more cells");
    }
}

fn place(sheet: &str, cell: CellAddress) -> String {
    format!("{}!{cell}", quoted_sheet(sheet))
}

/// The first of several things, and how many more there are.
fn listed(things: impl ExactSizeIterator<Item = String>) -> String {
    let count = things.len();
    let mut listed: Vec<String> = things.take(MOST_LISTED).collect();
    if count > MOST_LISTED {
        listed.push(format!("{} more", count - MOST_LISTED));
    }
    listed.join(", ")
}

/// A value, texts in quotation marks.
fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("\"{text}\""),
        other => shown_value(other),
    }
}
