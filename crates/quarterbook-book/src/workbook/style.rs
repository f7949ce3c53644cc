//! How a cell looks.

/// A colour, 0xRRGGBB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Colour(pub u32);

/// How a cell looks: fully resolved, nothing inherited.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Style {
    /// Excel's number format code; empty for General.
    pub number_format: String,
    /// Bold type.
    pub bold: bool,
    /// Italic type.
    pub italic: bool,
    /// The type's size in tenths of a point; 0 for the default.
    pub size: u16,
    /// The type's colour; `None` for automatic.
    pub colour: Option<Colour>,
    /// The cell's colour; `None` for none.
    pub fill: Option<Colour>,
    /// The line above.
    pub top: Border,
    /// The line below.
    pub bottom: Border,
    /// Where the content stands from left to right.
    pub horizontal: Horizontal,
    /// Indentation, in Excel's steps.
    pub indent: u8,
    /// Whether long text goes on in a second line.
    pub wrap: bool,
}

/// A line along a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Border {
    /// None.
    #[default]
    None,
    /// A hairline, for rules between rows.
    Hair,
    /// A thin line, above totals.
    Thin,
    /// A medium line, below headers.
    Medium,
    /// Two thin lines, below grand totals.
    Double,
}

/// Where a cell's content stands from left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Horizontal {
    /// Numbers right, texts left.
    #[default]
    General,
    /// Left.
    Left,
    /// Centre.
    Centre,
    /// Right.
    Right,
}

/// A style's place in [`Styles`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct StyleId(u32);

/// The styles of a workbook, each once; the first is the plain one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Styles {
    styles: Vec<Style>,
}

impl Default for Styles {
    fn default() -> Self {
        Self {
            styles: vec![Style::default()],
        }
    }
}

impl Styles {
    /// The handle of a style, new or known.
    pub fn add(&mut self, style: Style) -> StyleId {
        let known = self.styles.iter().position(|known| *known == style);
        let index = known.unwrap_or_else(|| {
            self.styles.push(style);
            self.styles.len() - 1
        });
        StyleId(index as u32)
    }

    /// The style of a handle; the plain one for a handle of another workbook.
    pub fn get(&self, id: StyleId) -> &Style {
        self.styles.get(id.0 as usize).unwrap_or(&self.styles[0])
    }

    /// Every style with its handle.
    pub fn iter(&self) -> impl Iterator<Item = (StyleId, &Style)> {
        self.styles
            .iter()
            .enumerate()
            .map(|(index, style)| (StyleId(index as u32), style))
    }
}
