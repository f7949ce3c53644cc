//! What every sheet has: its title, the scale and the master check above the freeze, print set-up and footer.

use quarterbook_data::{CellAddress, CellRange};

use super::{Canvas, Context};
use crate::layout::{PlacedSheet, header};
use crate::look::{Look, Role, Word, unit_label};
use crate::workbook::{Condition, ConditionalFormat, Footer, Horizontal, PageSetup, Style};

/// Writes the title into A1, the scale into A2, and the master check with its name into row 2: the name right
/// of the column before `master_column`, the check in it. Both rows stand in every sheet's freeze.
pub(crate) fn header_rows(canvas: &mut Canvas<'_>, context: &Context<'_>, placed: &PlacedSheet, master_column: u32) {
    let title = titles(context, placed);
    canvas.text(header::TITLE, 0, Role::Title, &title);
    canvas.text(header::SCALE, 0, Role::Caption, &scale_caption(context));
    let Some(master) = context.layout.anchors.master else {
        return;
    };
    let name = canvas.look.words(Word::MASTER_CHECK);
    let cell = canvas.text(header::SCALE, master_column - 1, Role::Caption, &name);
    cell.style.horizontal = Horizontal::Right;
    if master.sheet != placed.handle {
        let style = canvas.look.text_style(Role::Outcome);
        canvas.fetch(header::SCALE, master_column, "", master).style = style;
    }
    let at = CellRange::cell(CellAddress::new(header::SCALE, master_column));
    let formats = outcome_formats(canvas.look, at);
    canvas.sheet.frame.conditional_formats.extend(formats);
}

/// The workbook's title and the sheet's: `天数智芯 · 收入 / Revenue`.
fn titles(context: &Context<'_>, placed: &PlacedSheet) -> String {
    let mut names: Vec<&str> = context
        .look
        .languages
        .iter()
        .map(|language| placed.label.text(language))
        .collect();
    names.dedup();
    format!("{} · {}", context.book.text(&context.book.title), names.join(" / "))
}

/// `单位 人民币亿元 · Scale RMB 100m`
pub(crate) fn scale_caption(context: &Context<'_>) -> String {
    let one = |language: &String| {
        let money = unit_label(&context.book.money, "", language);
        format!("{}: {money}", Word::SCALE.text(language))
    };
    context.look.languages.iter().map(one).collect::<Vec<_>>().join(" · ")
}

/// The looks of OK, WARN, FAIL and n.a. in a range of outcomes.
pub(crate) fn outcome_formats(look: &Look, range: CellRange) -> Vec<ConditionalFormat> {
    let palette = &look.palette;
    let missing = ConditionalFormat {
        range,
        condition: Condition::TextIs("n.a.".to_owned()),
        style: Style {
            colour: Some(palette.quiet),
            ..Style::default()
        },
    };
    [("OK", palette.ok), ("WARN", palette.warn), ("FAIL", palette.fail)]
        .into_iter()
        .map(|(word, (colour, fill))| ConditionalFormat {
            range,
            condition: Condition::TextIs(word.to_owned()),
            style: Style {
                colour: Some(colour),
                fill: Some(fill),
                bold: true,
                ..Style::default()
            },
        })
        .chain([missing])
        .collect()
}

/// A4 landscape, one page wide, with header rows and label columns repeated; `pages_high` is 0 for as many as
/// it takes.
pub(crate) fn page(
    context: &Context<'_>,
    placed: &PlacedSheet,
    last_header_row: u32,
    last_label_column: u32,
    pages_high: u16,
) -> PageSetup {
    PageSetup {
        landscape: true,
        scale: 0,
        pages_wide: 1,
        pages_high,
        repeat_rows: Some((0, last_header_row)),
        repeat_columns: Some((0, last_label_column)),
        print_area: None,
        breaks: Vec::new(),
        column_breaks: Vec::new(),
        footer: footer(context, placed),
    }
}

/// The file on the left, sheet and page in the middle, the run on the right.
pub(crate) fn footer(context: &Context<'_>, placed: &PlacedSheet) -> Footer {
    let look = context.look;
    let pages = if look.language() == "zh" {
        "第 &P 页，共 &N 页"
    } else {
        "Page &P of &N"
    };
    Footer {
        left: escaped(&context.run.file_name),
        centre: format!("{} · {pages}", escaped(&placed.name)),
        right: format!("{} {}", look.word(Word::RUN_ID), escaped(&context.run.id)),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&&")
}
