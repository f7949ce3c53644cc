//! The roles cells play, and the style of each.

use super::Palette;
use crate::workbook::{Border, Horizontal, Style};

/// What a cell is for; decides how it looks, its number format apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    /// A sheet's title.
    Title,
    /// The cover's second title line.
    Subtitle,
    /// The line under the title: scale, scope.
    Caption,
    /// A column's header over texts.
    Header,
    /// A column's header over figures.
    PeriodHeader,
    /// The same, over estimates.
    EstimateHeader,
    /// The date under a period's label.
    PeriodEnd,
    /// A section's heading.
    Heading,
    /// A row's label.
    Label,
    /// A unit.
    Unit,
    /// A row's id.
    Code,
    /// A short text that leads to the Sources sheet.
    SourceLink,
    /// A constant.
    Constant,
    /// A constant that is an estimate.
    Estimate,
    /// A formula.
    Formula,
    /// A figure that is not there, where none is to be filled in.
    Absent,
    /// A formula that only fetches a cell of another sheet.
    CrossLink,
    /// A text from a source or a register.
    Text,
    /// A long text that goes on in a second line.
    Prose,
    /// A remark.
    Note,
    /// OK, WARN, FAIL or n.a.
    Outcome,
    /// A place to write in by hand.
    Blank,
    /// A file's hash.
    Hash,
}

impl Role {
    /// The number format for a text in this role: texts that come from sources are marked as texts, so
    /// that editing a cell does not turn `1-2` into a date.
    pub(crate) const fn text_format(self) -> &'static str {
        match self {
            Self::Text | Self::Code | Self::Hash | Self::Blank => "@",
            _ => "",
        }
    }

    pub(super) fn style(self, palette: &Palette) -> Style {
        match self {
            Self::Title | Self::Subtitle | Self::Caption | Self::Heading | Self::Note => title(self, palette),
            Self::Header | Self::PeriodHeader | Self::EstimateHeader | Self::PeriodEnd => header(self, palette),
            Self::Constant | Self::Estimate | Self::Formula | Self::CrossLink | Self::Absent => figure(self, palette),
            _ => text(self, palette),
        }
    }
}

fn title(role: Role, palette: &Palette) -> Style {
    let ink = Some(palette.ink);
    match role {
        Role::Title => Style {
            bold: true,
            size: 140,
            colour: ink,
            ..Style::default()
        },
        Role::Subtitle => Style {
            size: 120,
            colour: ink,
            ..Style::default()
        },
        Role::Heading => Style {
            bold: true,
            colour: ink,
            fill: Some(palette.band),
            ..Style::default()
        },
        Role::Note => Style {
            italic: true,
            size: 90,
            colour: Some(palette.quiet),
            ..Style::default()
        },
        _ => Style {
            size: 90,
            colour: Some(palette.quiet),
            ..Style::default()
        },
    }
}

fn header(role: Role, palette: &Palette) -> Style {
    let base = Style {
        bold: true,
        colour: Some(palette.on_ink),
        fill: Some(palette.ink),
        ..Style::default()
    };
    match role {
        Role::Header => Style {
            horizontal: Horizontal::Left,
            wrap: true,
            ..base
        },
        Role::EstimateHeader => Style {
            fill: Some(palette.estimate_header),
            horizontal: Horizontal::Right,
            ..base
        },
        Role::PeriodEnd => Style {
            size: 80,
            colour: Some(palette.quiet),
            horizontal: Horizontal::Right,
            ..Style::default()
        },
        _ => Style {
            horizontal: Horizontal::Right,
            ..base
        },
    }
}

fn figure(role: Role, palette: &Palette) -> Style {
    let base = Style {
        horizontal: Horizontal::Right,
        ..Style::default()
    };
    match role {
        Role::Constant => Style {
            colour: palette.constant,
            fill: Some(palette.constant_fill),
            ..base
        },
        Role::Estimate => Style {
            colour: palette.constant,
            fill: Some(palette.estimate_fill),
            italic: true,
            ..base
        },
        Role::Absent => Style {
            colour: Some(palette.quiet),
            ..base
        },
        Role::CrossLink => Style {
            colour: palette.link,
            italic: palette.link_italic,
            ..base
        },
        _ => base,
    }
}

fn text(role: Role, palette: &Palette) -> Style {
    let quiet = Style {
        size: 90,
        colour: Some(palette.quiet),
        ..Style::default()
    };
    match role {
        Role::Unit | Role::Code | Role::Hash => quiet,
        Role::SourceLink => Style {
            colour: palette.link,
            ..quiet
        },
        Role::Prose => Style {
            wrap: true,
            horizontal: Horizontal::Left,
            ..Style::default()
        },
        Role::Outcome => Style {
            bold: true,
            horizontal: Horizontal::Centre,
            ..Style::default()
        },
        Role::Blank => Style {
            bottom: Border::Hair,
            ..Style::default()
        },
        _ => Style {
            horizontal: Horizontal::Left,
            ..Style::default()
        },
    }
}
