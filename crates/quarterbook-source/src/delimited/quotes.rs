//! Quotes that cut a text wrongly, and what else a parser would take without a word.

use std::io::Read;

use csv::StringRecord;
use quarterbook_data::{CellAddress, Place, Problem};

use super::watch::{Quote, Watch};
use crate::refusal::{Refusal, refuse_limit};

const DOUBLE_IT: &str = "a quote that is part of a text is written twice inside quotes, as in `\"12\"\" wafer\"`; take a \
                         stray one out, or export the file again";

/// Refuses what a parser would take without a word: NULs, quotes closed amid a field, a quote open at the end.
pub(super) fn refuse_broken<R: Read>(label: &str, watch: &Watch<R>) -> Result<(), Refusal> {
    if let Some(nul) = watch.nul {
        let message = "a NUL character, which no text has: bytes may be lost here, or this is no text";
        let hint = "export it again; a program that fills fields up with NULs may do so with blanks instead";
        return Err(at(label, nul, message, hint));
    }
    if let Some(quote) = &watch.closed_amid {
        return Err(refuse_closed_amid(label, quote));
    }
    if watch.ended_open() {
        return Err(refuse_unclosed(label, watch, None));
    }
    Ok(())
}

/// The refusal for a quote that is not closed before the end of the text, or within the limit of a record.
pub(super) fn refuse_unclosed<R: Read>(label: &str, watch: &Watch<R>, limit: Option<u64>) -> Refusal {
    let quote = &watch.quote;
    let start = format!("the quote before `{}` in line {}", quote.excerpt(), quote.line);
    let Some(limit) = limit else {
        let message = format!("{start} is never closed, so that all lines behind it would be one field");
        return at(label, quote.cell(), &message, DOUBLE_IT);
    };
    let message = format!("{start} is not closed within {limit} bytes");
    let mut refusal = refuse_limit(label, message, "text-bytes");
    refusal.problem.place = cell(label, quote.cell());
    refusal.problem.hint = refusal.problem.hint.map(|hint| format!("{DOUBLE_IT}; {hint}"));
    refusal
}

fn refuse_closed_amid(label: &str, quote: &Quote) -> Refusal {
    let message = format!(
        "the quote before `{}` in line {} is closed some lines below, amid another field",
        quote.excerpt(),
        quote.line
    );
    at(label, quote.cell(), &message, DOUBLE_IT)
}

/// The field that has swallowed whole rows, as a quote does that opens in one row and is closed in another: what
/// stands in it before, between and behind its line ends completes the record to rows of as many fields, with a number.
pub(super) fn swallowed(record: &StringRecord, separator: u8) -> Option<u32> {
    let separator = char::from(separator);
    let others = record.len().saturating_sub(1);
    let field = record.iter().position(|field| field.contains('\n'))?;
    let lines = record
        .get(field)?
        .split('\n')
        .map(|line| line.matches(separator).count());
    let lines: Vec<usize> = lines.collect();
    let (first, rest) = lines.split_first()?;
    let (last, between) = rest.split_last()?;
    let is_whole = *first == others - field && *last == field && between.iter().all(|count| *count == others);
    let mut pieces = record.get(field)?.split(['\n', separator]);
    let has_figure = pieces.any(|piece| piece.trim().parse::<f64>().is_ok());
    (others > 0 && is_whole && has_figure).then_some(field as u32)
}

/// The refusal for a field that has swallowed rows.
pub(super) fn refuse_swallowed(label: &str, field: CellAddress, record: &StringRecord) -> Refusal {
    let text = record.get(field.column as usize).unwrap_or_default();
    let start: String = text.chars().take_while(|c| *c != '\n').take(20).collect();
    let rows = text.matches('\n').count() + 1;
    let message =
        format!("the quote before `{start}` makes {rows} rows one: in them stand as many fields as in {rows}");
    at(label, field, &message, DOUBLE_IT)
}

fn at(label: &str, address: CellAddress, message: &str, hint: &str) -> Refusal {
    Problem::error(message).at(cell(label, address)).hint(hint).into()
}

fn cell(label: &str, cell: CellAddress) -> Place {
    Place::Cell {
        file: label.to_owned(),
        sheet: String::new(),
        cell,
    }
}
