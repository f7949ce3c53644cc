//! Number formats: how a number or a text looks to the reader of a cell.

mod date;
mod digits;
mod fraction;
mod general;
mod number;
mod section;
mod token;

use section::{Condition, Section, SectionKind};
use token::Token;

pub use general::general;

/// A number format code, read.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberFormat {
    sections: Vec<Section>,
}

/// A per cent sign that the reader of a cell sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PercentSign {
    /// The cell shows a hundred times its number: 0.308 as `30.8%`.
    Scales,
    /// The sign is text behind the number as it is: 30.8 as `30.8%`.
    IsText,
}

impl NumberFormat {
    /// Reads a code such as `#,##0.00_);(#,##0.00);"–"_);@_)`: up to four sections for positive and negative
    /// numbers, zero and text, or with conditions of their own (`[>=100]`). `None` for a code Excel refuses.
    ///
    /// Colours and the fill character `*` are read and have no effect on the text. Locale marks matter for
    /// Chinese month and day names; `[DBNum1]` and its kind are not supported and give `None`.
    pub fn parse(code: &str) -> Option<Self> {
        let sections = section::split(code)
            .into_iter()
            .map(Section::parse)
            .collect::<Option<Vec<_>>>()?;
        (1..=4).contains(&sections.len()).then_some(Self { sections })
    }

    /// The number as the cell shows it when it is wide enough. `None` where the cell shows only `#`: dates
    /// before 1900 and after 9999.
    ///
    /// ```
    /// use quarterbook_format::NumberFormat;
    /// let shown = |code, number| NumberFormat::parse(code)?.number(number);
    /// assert_eq!(shown("0%", 0.285).as_deref(), Some("29%"));
    /// assert_eq!(shown("yyyy\"年\"m\"月\"d\"日\"", 45_658.0).as_deref(), Some("2025年1月1日"));
    /// ```
    pub fn number(&self, number: f64) -> Option<String> {
        let (section, drop_sign) = self.section_for(number)?;
        let shown = if drop_sign { number.abs() } else { number };
        match section.kind {
            SectionKind::Number => Some(number::format(section, shown)),
            SectionKind::Fraction => Some(fraction::format(section, shown)),
            SectionKind::Date => date::format(section, shown),
            SectionKind::Text | SectionKind::General => Some(general::format_section(section, shown)),
        }
    }

    /// The text as the cell shows it.
    pub fn text(&self, text: &str) -> String {
        match self.sections.last() {
            Some(section) if section.kind == SectionKind::Text => general::format_text(section, text),
            Some(section) if self.sections.len() == 4 => general::format_text(section, text),
            _ => text.to_owned(),
        }
    }

    /// What a per cent sign means for the number, where the section for it has one.
    ///
    /// ```
    /// use quarterbook_format::{NumberFormat, PercentSign};
    /// let sign = |code| NumberFormat::parse(code)?.percent_sign(30.8);
    /// assert_eq!(sign("0.0%"), Some(PercentSign::Scales));
    /// assert_eq!(sign("0.0\"%\""), Some(PercentSign::IsText));
    /// assert_eq!(sign("0.0;-0.0%"), None);
    /// ```
    pub fn percent_sign(&self, number: f64) -> Option<PercentSign> {
        let (section, _) = self.section_for(number)?;
        let is_text = |token: &Token| matches!(token, Token::Literal(text) if text.contains(['%', '%']));
        if section.tokens.contains(&Token::Percent) {
            Some(PercentSign::Scales)
        } else {
            section.tokens.iter().any(is_text).then_some(PercentSign::IsText)
        }
    }

    /// The power of ten by which the section for a number divides it before it is shown; 0 for most.
    ///
    /// ```
    /// use quarterbook_format::NumberFormat;
    /// let scaling = |code| NumberFormat::parse(code).map(|format| format.scaling(1_234_567.0));
    /// assert_eq!(scaling("#,##0,"), Some(3));
    /// assert_eq!(scaling("0.0,,\"m\""), Some(6));
    /// assert_eq!(scaling("0\\.0,"), Some(4));
    /// assert_eq!(scaling("#,##0.00"), Some(0));
    /// ```
    pub fn scaling(&self, number: f64) -> u32 {
        match self.section_for(number) {
            Some((section, _)) if section.kind == SectionKind::Number => number::scaling(section),
            _ => 0,
        }
    }

    /// Whether a number in it reads as a date or a time of day.
    pub fn is_date(&self) -> bool {
        self.sections[0].kind == SectionKind::Date
    }

    /// The section for a number, and whether the section itself says that the number is negative.
    fn section_for(&self, number: f64) -> Option<(&Section, bool)> {
        let sections = match self.sections.as_slice() {
            [all @ .., last] if !all.is_empty() && (all.len() == 3 || last.kind == SectionKind::Text) => all,
            all => all,
        };
        if sections.iter().all(|section| section.condition.is_none()) {
            return Some(match sections {
                [all] => (all, false),
                [_, negative, ..] if number < 0.0 => (negative, true),
                [_, _, zero] if number == 0.0 => (zero, false),
                [positive, ..] => (positive, false),
                [] => return None,
            });
        }
        let chosen = sections.iter().enumerate().find_map(|(index, section)| {
            let holds = match section.condition {
                Some(condition) => condition.holds(number),
                None => index + 1 == sections.len() || (index == 1 && number < 0.0) || (index == 0 && number > 0.0),
            };
            holds.then_some(section)
        })?;
        let only_negative = chosen.condition.is_some_and(Condition::only_negative);
        Some((chosen, only_negative))
    }
}
