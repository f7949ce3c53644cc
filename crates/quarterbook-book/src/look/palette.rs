//! The colours of each style.

use crate::book::ColourStyle;
use crate::workbook::Colour;

/// The colours of a style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Palette {
    /// Type of constants.
    pub(crate) constant: Option<Colour>,
    /// Cells of constants.
    pub(crate) constant_fill: Colour,
    /// Cells of constants that are estimates.
    pub(crate) estimate_fill: Colour,
    /// Type of links to other sheets.
    pub(crate) link: Option<Colour>,
    /// Whether links to other sheets are in italics.
    pub(crate) link_italic: bool,
    /// Titles, headings, the cells of column headers.
    pub(crate) ink: Colour,
    /// The cells of headers over estimates.
    pub(crate) estimate_header: Colour,
    /// Type on header cells.
    pub(crate) on_ink: Colour,
    /// The cells of section headings.
    pub(crate) band: Colour,
    /// Units, codes, notes, workings.
    pub(crate) quiet: Colour,
    /// Good, or up outside mainland China.
    pub(crate) green: Colour,
    /// Bad, or down outside mainland China.
    pub(crate) red: Colour,
    /// What passed: type and cell.
    pub(crate) ok: (Colour, Colour),
    /// What should be looked at: type and cell.
    pub(crate) warn: (Colour, Colour),
    /// What failed: type and cell.
    pub(crate) fail: (Colour, Colour),
    /// The colours of chart series, in order.
    pub(crate) series: [Colour; 8],
    /// The colour of a total among its parts in charts.
    pub(crate) total: Colour,
    /// The colour of the undisclosed rest and of "others" in charts.
    pub(crate) rest: Colour,
}

impl Palette {
    /// The colours of a style.
    pub(crate) const fn of(style: ColourStyle) -> Self {
        match style {
            ColourStyle::Banking => BANKING,
            ColourStyle::Fast => FAST,
            ColourStyle::Mono => MONO,
        }
    }
}

const BANKING: Palette = Palette {
    constant: Some(Colour(0x0000_00FF)),
    constant_fill: Colour(0x00FF_FBE6),
    estimate_fill: Colour(0x00E8_F1FB),
    link: Some(Colour(0x0000_763D)),
    link_italic: false,
    ink: Colour(0x001F_3864),
    estimate_header: Colour(0x005B_7FB5),
    on_ink: Colour(0x00FF_FFFF),
    band: Colour(0x00E7_ECF4),
    quiet: Colour(0x006B_7280),
    green: Colour(0x0000_763D),
    red: Colour(0x00B4_2318),
    ok: (Colour(0x000B_5D2A), Colour(0x00D9_F2E1)),
    warn: (Colour(0x008A_5500), Colour(0x00FF_ECBF)),
    fail: (Colour(0x009C_0006), Colour(0x00FB_D5D5)),
    series: [
        Colour(0x001F_3864),
        Colour(0x002E_86AB),
        Colour(0x00E0_9F3E),
        Colour(0x006A_994E),
        Colour(0x009B_5D8E),
        Colour(0x00C4_4E3B),
        Colour(0x004A_A3A2),
        Colour(0x008D_6E4B),
    ],
    total: Colour(0x006B_7280),
    rest: Colour(0x00C3_C9D2),
};

const FAST: Palette = Palette {
    constant: None,
    constant_fill: Colour(0x00FF_FFCC),
    link: Some(Colour(0x0000_00FF)),
    ..BANKING
};

const MONO: Palette = Palette {
    constant: None,
    constant_fill: Colour(0x00F0_F0F0),
    estimate_fill: Colour(0x00E0_E0E0),
    link: None,
    link_italic: true,
    ink: Colour(0x0026_2626),
    estimate_header: Colour(0x0073_7373),
    band: Colour(0x00ED_EDED),
    quiet: Colour(0x006B_6B6B),
    green: Colour(0x0000_0000),
    red: Colour(0x0000_0000),
    ok: (Colour(0x0026_2626), Colour(0x00FF_FFFF)),
    warn: (Colour(0x0026_2626), Colour(0x00D9_D9D9)),
    fail: (Colour(0x00FF_FFFF), Colour(0x0026_2626)),
    series: [
        Colour(0x0026_2626),
        Colour(0x0059_5959),
        Colour(0x008C_8C8C),
        Colour(0x0040_4040),
        Colour(0x0073_7373),
        Colour(0x00A6_A6A6),
        Colour(0x0033_3333),
        Colour(0x0066_6666),
    ],
    total: Colour(0x0000_0000),
    rest: Colour(0x00D9_D9D9),
    ..BANKING
};
