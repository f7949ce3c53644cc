//! How figures were read.

use std::collections::BTreeMap;

use super::{CODE, NEW, OLD, heading, nothing};
use crate::look::{Role, Word};
use crate::sheets::{Canvas, Context};
use crate::template::FormatWord;

/// What was done to figures while they were read, once for each rule of a sheet.
pub(super) fn readings(canvas: &mut Canvas<'_>, context: &Context<'_>, first: u32) -> u32 {
    let mut row = first;
    heading(canvas, row, Word::READINGS);
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
