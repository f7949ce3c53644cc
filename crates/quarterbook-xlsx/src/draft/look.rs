//! Styles.

use std::collections::BTreeMap;

use quarterbook_book::workbook::{Border, Colour, Horizontal, Style, StyleId, Styles};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// The cell formats of a workbook.
pub(super) struct Looks {
    plain: Format,
    by_style: BTreeMap<StyleId, Format>,
}

impl Looks {
    /// Every style as a format.
    pub(super) fn new(styles: &Styles) -> Self {
        Self {
            plain: Format::new(),
            by_style: styles.iter().map(|(id, style)| (id, format(style))).collect(),
        }
    }

    /// The format of a style; the plain one for a handle of another workbook.
    pub(super) fn get(&self, id: StyleId) -> &Format {
        self.by_style.get(&id).unwrap_or(&self.plain)
    }
}

fn format(style: &Style) -> Format {
    let mut format = changes(style);
    if !style.number_format.is_empty() {
        format = format.set_num_format(&style.number_format);
    }
    if style.size > 0 {
        format = format.set_font_size(f64::from(style.size) / 10.0);
    }
    if let Some(border) = border(style.top) {
        format = format.set_border_top(border);
    }
    if let Some(border) = border(style.bottom) {
        format = format.set_border_bottom(border);
    }
    format = match style.horizontal {
        Horizontal::General => format,
        Horizontal::Left => format.set_align(FormatAlign::Left),
        Horizontal::Centre => format.set_align(FormatAlign::Center),
        Horizontal::Right => format.set_align(FormatAlign::Right),
    };
    if style.indent > 0 {
        format = format.set_indent(style.indent);
    }
    if style.wrap {
        format = format.set_text_wrap().set_align(FormatAlign::Top);
    }
    format
}

/// What a conditional format may change: colour, fill, bold, italic.
pub(super) fn changes(style: &Style) -> Format {
    let mut format = Format::new();
    if style.bold {
        format = format.set_bold();
    }
    if style.italic {
        format = format.set_italic();
    }
    if let Some(colour) = style.colour {
        format = format.set_font_color(rgb(colour));
    }
    if let Some(fill) = style.fill {
        format = format.set_background_color(rgb(fill));
    }
    format
}

/// A colour.
pub(super) fn rgb(colour: Colour) -> Color {
    Color::RGB(colour.0)
}

fn border(border: Border) -> Option<FormatBorder> {
    match border {
        Border::None => None,
        Border::Hair => Some(FormatBorder::Hair),
        Border::Thin => Some(FormatBorder::Thin),
        Border::Medium => Some(FormatBorder::Medium),
        Border::Double => Some(FormatBorder::Double),
    }
}
