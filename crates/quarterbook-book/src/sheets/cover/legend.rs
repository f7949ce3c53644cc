//! The legend: a swatch in each style with what it means.

use super::{Canvas, NAME, VALUE, heading};
use crate::draft::DraftContent;
use crate::look::{Look, Role, Word};
use crate::template::FormatWord;
use crate::workbook::{Colour, Style};

/// Writes the legend from a row on; gives the row below.
pub(super) fn write(canvas: &mut Canvas<'_>, first: u32) -> u32 {
    heading(canvas, first, NAME, VALUE, Word::LEGEND);
    let swatches = swatches(canvas.look);
    let mut row = first + 1;
    for (word, sample, style) in swatches {
        let text = canvas.look.words(word);
        canvas.text(row, NAME, Role::Label, &text);
        canvas.put(row, VALUE, DraftContent::Text(sample.to_owned()), style);
        row += 1;
    }
    row
}

/// What each looks like: its meaning, a sample and the sample's style.
fn swatches(look: &Look) -> Vec<(Word, &'static str, Style)> {
    let format = look.number_format(FormatWord::Money);
    let styled = |role: Role| look.style(role, &format);
    let coloured = |colour: Colour| Style {
        colour: Some(colour),
        ..styled(Role::Formula)
    };
    let amount = if look.decimals.money == 0 { "1,234" } else { "1,234.50" };
    let plain = styled(Role::Formula);
    vec![
        (Word::LEGEND_CONSTANT, amount, styled(Role::Constant)),
        (Word::LEGEND_ESTIMATE, amount, styled(Role::Estimate)),
        (Word::LEGEND_FORMULA, amount, plain.clone()),
        (Word::LEGEND_LINK, amount, styled(Role::CrossLink)),
        (
            Word::LEGEND_RATE,
            "12.3%",
            look.rate(plain.clone(), FormatWord::Percent),
        ),
        (Word::LEGEND_UP, "12.3%", coloured(look.rise())),
        (Word::LEGEND_DOWN, "(4.5%)", coloured(look.fall())),
        (Word::LEGEND_NOT_DISCLOSED, "n.a.", plain.clone()),
        (Word::LEGEND_NOT_MEANINGFUL, "n.m.", plain.clone()),
        (Word::LEGEND_ZERO, "–", plain),
    ]
}
