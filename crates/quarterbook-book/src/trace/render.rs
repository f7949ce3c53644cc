//! A trace as text: one cell a line, what it reads indented below it.

use std::fmt::Write;

use quarterbook_formula::{Value, quoted_sheet};

use super::TracedCell;
use crate::diff::shown_value;

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
    let place = format!("{}!{}", quoted_sheet(&traced.sheet), traced.cell);
    let _ = writeln!(text, "{indent}{place} = {}{label}", shown(&traced.value));
    if let Some(formula) = &traced.formula {
        let again = if traced.is_cut && traced.reads.is_empty() {
            "  (see above)"
        } else {
            ""
        };
        let _ = writeln!(text, "{indent}  ={formula}{again}");
    }
    if let Some(with_values) = &traced.with_values
        && traced.reads.len() > 1
        && Some(with_values) != traced.formula.as_ref()
    {
        let _ = writeln!(text, "{indent}  ={with_values}");
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

/// A value, texts in quotation marks.
fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("\"{text}\""),
        other => shown_value(other),
    }
}
