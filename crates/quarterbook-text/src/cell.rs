//! The line of a cell.

use std::fmt::Write;

use quarterbook_book::Workbook;
use quarterbook_book::workbook::{Cell, Content, Formula, Link};
use quarterbook_data::CellAddress;
use unicode_width::UnicodeWidthStr;

use crate::value::{escaped, quoted, sheet_name, shown};

/// Where the content begins, the result of a formula, and the rest.
const STOPS: [usize; 3] = [8, 50, 75];

/// Address, content, result, number format, origin, link and note; `None` for a cell that only has a look.
pub(crate) fn line(workbook: &Workbook, address: CellAddress, cell: &Cell) -> Option<String> {
    if cell.content == Content::Blank && cell.link.is_none() && cell.note.is_none() {
        return None;
    }
    let mut line = address.to_string();
    go_to(&mut line, STOPS[0]);
    line.push_str(&content(&cell.content));
    if let Content::Formula(formula) = &cell.content {
        go_to(&mut line, STOPS[1]);
        let _ = write!(line, "→ {}", shown(&formula.result));
    }
    let remarks = remarks(workbook, cell);
    if !remarks.is_empty() {
        go_to(&mut line, STOPS[2]);
        line.push_str(&remarks);
    }
    Some(line)
}

fn content(content: &Content) -> String {
    match content {
        Content::Formula(Formula { shown, spill: None, .. }) => format!("={}", escaped(shown)),
        Content::Formula(Formula {
            shown,
            spill: Some(range),
            ..
        }) => format!("={} spilling {range}", escaped(shown)),
        constant => shown(&constant.value()),
    }
}

fn remarks(workbook: &Workbook, cell: &Cell) -> String {
    let mut remarks = Vec::new();
    let format = &workbook.styles.get(cell.style).number_format;
    if !format.is_empty() {
        remarks.push(format!("[{}]", escaped(format)));
    }
    if let Some(origin) = &cell.origin {
        remarks.push(format!("← {}", escaped(origin)));
    }
    if let Some(Link::Cell { sheet, cell }) = &cell.link {
        remarks.push(format!("link {}!{cell}", sheet_name(sheet)));
    }
    if let Some(note) = &cell.note {
        remarks.push(format!("note {}", quoted(note)));
    }
    remarks.join("  ")
}

/// Fills a line up to a column, a Chinese character counting as two; at least two spaces.
fn go_to(line: &mut String, column: usize) {
    let spaces = column.saturating_sub(line.width()).max(2);
    line.extend(std::iter::repeat_n(' ', spaces));
}
