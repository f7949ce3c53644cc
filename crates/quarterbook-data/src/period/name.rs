//! The plain names of periods: `FY2024`, `2025H1`, `9M2025`.

use std::fmt;
use std::str::FromStr;

use super::{Frequency, Period};

impl fmt::Display for Period {
    /// The plain name: `FY2024`, `2025H1`, `2025Q3`, `9M2025`, `2025M09`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            year,
            last_month,
            months,
        } = *self;
        match self.frequency() {
            Some(Frequency::Annual) => write!(f, "FY{year}"),
            Some(Frequency::Half) => write!(f, "{year}H{}", self.ordinal()),
            Some(Frequency::Quarter) => write!(f, "{year}Q{}", self.ordinal()),
            Some(Frequency::Month) => write!(f, "{year}M{last_month:02}"),
            None if self.is_to_date() => write!(f, "{months}M{year}"),
            None => write!(f, "{year}M{:02}-M{last_month:02}", last_month - months + 1),
        }
    }
}

/// Why a text is not the plain name of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParsePeriodError {
    text: String,
}

impl fmt::Display for ParsePeriodError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not a period; write FY2024, 2025H1, 2025Q3, 9M2025 or 2025M09",
            self.text
        )
    }
}

impl std::error::Error for ParsePeriodError {}

impl FromStr for Period {
    type Err = ParsePeriodError;

    /// Reads exactly what `Display` writes (the many spellings of sources are read elsewhere).
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        plain_name(text)
            .filter(|period| period.to_string() == text)
            .ok_or_else(|| ParsePeriodError { text: text.to_owned() })
    }
}

fn plain_name(text: &str) -> Option<Period> {
    if let Some(year) = text.strip_prefix("FY") {
        return Some(Period::year(year.parse().ok()?));
    }
    let split = text.find(|character: char| character.is_ascii_uppercase())?;
    let (number, rest) = (text[..split].parse::<i16>().ok()?, text.get(split + 1..)?);
    let ordinal = rest.parse::<i16>().ok();
    match (&text[split..=split], ordinal) {
        ("H", Some(half @ 1..=2)) => Some(Period::half(number, half as u8)),
        ("Q", Some(quarter @ 1..=4)) => Some(Period::quarter(number, quarter as u8)),
        ("M", Some(month @ 1..=12)) if number > 12 => Some(Period::month(number, month as u8)),
        ("M", Some(year)) => Period::new(year, u8::try_from(number).ok()?, u8::try_from(number).ok()?),
        ("M", None) => {
            let (first, last) = rest.split_once("-M")?;
            let (first, last): (u8, u8) = (first.parse().ok()?, last.parse().ok()?);
            Period::new(number, last, last.checked_sub(first)? + 1)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_names_read_back() {
        for text in [
            "FY2024",
            "2025H1",
            "2025H2",
            "2025Q3",
            "9M2025",
            "2025M09",
            "2024M02-M04",
            "11M2024",
        ] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
        for text in [
            "2024", "FY24x", "2025H3", "2025Q0", "13M2025", "6M2025", "12M2025", "", "H1",
        ] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }
}
