//! The legend: a swatch in each style with what it means.

use super::{Canvas, NAME, VALUE, heading};
use crate::look::{Role, Word};
use crate::template::FormatWord;

/// Writes the legend from a row on; gives the row below.
pub(super) fn write(canvas: &mut Canvas<'_>, first: u32) -> u32 {
    heading(canvas, first, NAME, VALUE, Word::LEGEND);
    let format = canvas.look.number_format(FormatWord::Money);
    let sample = if canvas.look.decimals.money == 0 {
        "1,234"
    } else {
        "1,234.50"
    };
    let swatches = [
        (Word::LEGEND_CONSTANT, Role::Constant),
        (Word::LEGEND_ESTIMATE, Role::Estimate),
        (Word::LEGEND_FORMULA, Role::Formula),
        (Word::LEGEND_LINK, Role::CrossLink),
    ];
    let mut row = first + 1;
    for (word, role) in swatches {
        entry(canvas, row, word);
        let style = canvas.look.style(role, &format);
        canvas.text(row, VALUE, role, sample).style = style;
        row += 1;
    }
    entry(canvas, row, Word::LEGEND_RATE);
    let style = canvas
        .look
        .rate(canvas.look.style(Role::Formula, &format), FormatWord::Percent);
    canvas.text(row, VALUE, Role::Formula, "12.3%").style = style;
    row += 1;
    for (word, colour) in [
        (Word::LEGEND_UP, canvas.look.rise()),
        (Word::LEGEND_DOWN, canvas.look.fall()),
    ] {
        entry(canvas, row, word);
        let mut style = canvas.look.style(Role::Formula, &format);
        style.colour = Some(colour);
        canvas
            .text(
                row,
                VALUE,
                Role::Formula,
                if word == Word::LEGEND_UP { "12.3%" } else { "(4.5%)" },
            )
            .style = style;
        row += 1;
    }
    let signs = [
        (Word::LEGEND_NOT_DISCLOSED, "n.a."),
        (Word::LEGEND_NOT_MEANINGFUL, "n.m."),
        (Word::LEGEND_ZERO, "–"),
    ];
    for (word, sign) in signs {
        entry(canvas, row, word);
        let style = canvas.look.style(Role::Formula, &format);
        canvas.text(row, VALUE, Role::Formula, sign).style = style;
        row += 1;
    }
    row
}

fn entry(canvas: &mut Canvas<'_>, row: u32, word: Word) {
    let text = canvas.look.words(word);
    canvas.text(row, NAME, Role::Label, &text);
}
