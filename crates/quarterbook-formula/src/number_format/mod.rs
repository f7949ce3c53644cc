//! Number formats: how a value looks to the reader of a cell.
//!
//! ```
//! use quarterbook_formula::{Value, format_value};
//!
//! assert_eq!(format_value(&Value::Number(-1234.5), "#,##0.00_);(#,##0.00)"), "(1,234.50)");
//! assert_eq!(format_value(&Value::Number(0.285), "0%"), "29%");
//! assert_eq!(format_value(&Value::Number(45_658.0), "yyyy\"年\"m\"月\"d\"日\""), "2025年1月1日");
//! ```

mod date;
mod digits;
mod fraction;
mod general;
mod number;
mod section;
mod token;

use crate::Value;
use crate::eval::coerce;
use crate::number_format::section::{Section, SectionKind};

/// A number format code, read.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberFormat {
    sections: Vec<Section>,
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

    /// The value as the cell shows it when it is wide enough. `None` where the cell shows only `#`: dates
    /// before 1900 and after 9999.
    pub fn format(&self, value: &Value) -> Option<String> {
        match value {
            Value::Blank => Some(String::new()),
            Value::Number(number) => self.format_number(*number),
            Value::Text(text) => Some(self.format_text(text)),
            Value::Bool(_) | Value::Error(_) => Some(match coerce::to_text(value) {
                Ok(text) => text.to_string(),
                Err(error) => error.code().to_owned(),
            }),
        }
    }

    /// Whether a number in it reads as a date or a time of day.
    pub fn is_date(&self) -> bool {
        self.sections[0].kind == SectionKind::Date
    }

    fn format_number(&self, number: f64) -> Option<String> {
        let (section, drop_sign) = self.section_for(number)?;
        let shown = if drop_sign { number.abs() } else { number };
        match section.kind {
            SectionKind::Number => Some(number::format(section, shown)),
            SectionKind::Fraction => Some(fraction::format(section, shown)),
            SectionKind::Date => date::format(section, shown),
            SectionKind::Text | SectionKind::General => Some(general::format_section(section, shown)),
        }
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
        let only_negative = chosen.condition.is_some_and(section::Condition::only_negative);
        Some((chosen, only_negative))
    }

    fn format_text(&self, text: &str) -> String {
        match self.sections.last() {
            Some(section) if section.kind == SectionKind::Text => general::format_text(section, text),
            Some(section) if self.sections.len() == 4 => general::format_text(section, text),
            _ => text.to_owned(),
        }
    }
}

/// The value through a number format code, as a listing of a workbook shows it: `General` for a code that
/// cannot be read, `#####` where a cell would show nothing else.
pub fn format_value(value: &Value, code: &str) -> String {
    match NumberFormat::parse(code) {
        Some(format) => format.format(value).unwrap_or_else(|| "#####".to_owned()),
        None => match value {
            Value::Number(number) => general::format(*number),
            other => coerce::to_text(other).map_or_else(|error| error.code().to_owned(), |text| text.to_string()),
        },
    }
}
