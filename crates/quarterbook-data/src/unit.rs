//! Units: what a number measures and at which power of ten it is written.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;

use crate::Currency;

/// Why a text is not a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseUnitError {
    /// The text.
    pub text: String,
}

impl fmt::Display for ParseUnitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not a unit; write for example `CNY 亿`, `USD m`, `RMB'000`, `%` or `片`",
            self.text
        )
    }
}

impl std::error::Error for ParseUnitError {}

/// What a number measures.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// An amount of money.
    Money(Currency),
    /// Money for one piece of something: a price, a unit cost.
    MoneyEach(Currency),
    /// A share, margin or rate: 1 is the whole. Printed as per cent its scale is −2.
    Ratio,
    /// A difference of two ratios; one percentage point is scale −2, one basis point scale −4.
    Points,
    /// A number of pieces, people, months: the word is what is counted, as the source prints it (片).
    Count(String),
    /// A place in an order: 1 is first.
    Rank,
    /// A number without a unit.
    Plain,
}

impl Measure {
    /// The currency of an amount or a price.
    pub fn currency(&self) -> Option<Currency> {
        match self {
            Self::Money(currency) | Self::MoneyEach(currency) => Some(*currency),
            _ => None,
        }
    }
}

/// A power of ten: a number printed at scale 8 is worth the number × 10⁸ (亿).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Scale(pub i8);

impl Scale {
    /// One unit is one.
    pub const ONE: Self = Self(0);
    /// Hundredths: per cent.
    pub const PERCENT: Self = Self(-2);
    /// Thousands: 千, '000.
    pub const THOUSAND: Self = Self(3);
    /// Ten thousands: 万.
    pub const WAN: Self = Self(4);
    /// Millions: 百万, m.
    pub const MILLION: Self = Self(6);
    /// Hundred millions: 亿.
    pub const YI: Self = Self(8);
    /// Thousand millions: bn.
    pub const BILLION: Self = Self(9);

    /// The scale as a book writes it behind a currency: `'000`, ` m`, ` 亿`; empty for one, and for a scale without a word.
    pub const fn behind_currency(self) -> &'static str {
        match self {
            Self::THOUSAND => "'000",
            Self::WAN => " 万",
            Self::MILLION => " m",
            Self(7) => " 千万",
            Self::YI => " 亿",
            Self::BILLION => " bn",
            Self(12) => " trn",
            _ => "",
        }
    }

    /// The power of ten itself; exact.
    pub fn factor(self) -> Decimal {
        shift(Decimal::ONE, i32::from(self.0)).unwrap_or(Decimal::MAX)
    }
}

/// A measure at a scale: 亿元 is money in CNY at scale 8, % is a ratio at scale −2.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit {
    /// What is measured.
    pub measure: Measure,
    /// At which power of ten it is written.
    pub scale: Scale,
}

impl Unit {
    /// A measure at a scale.
    pub const fn new(measure: Measure, scale: Scale) -> Self {
        Self { measure, scale }
    }

    /// Per cent.
    pub const PERCENT: Self = Self::new(Measure::Ratio, Scale::PERCENT);

    /// The value in `other`'s scale; exact. `None` when the measures differ or the result does not
    /// fit into 28 digits.
    ///
    /// ```
    /// use quarterbook_data::{Measure, Scale, Unit};
    /// let yi = Unit::new(Measure::Money("CNY".parse()?), Scale::YI);
    /// let thousand = Unit::new(Measure::Money("CNY".parse()?), Scale::THOUSAND);
    /// assert_eq!(yi.convert("5.4".parse()?, &thousand), Some("540000".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn convert(&self, value: Decimal, other: &Unit) -> Option<Decimal> {
        if self.measure != other.measure {
            return None;
        }
        shift(value, i32::from(self.scale.0) - i32::from(other.scale.0))
    }
}

impl fmt::Display for Unit {
    /// Prints the unit as a book may write it: `USD m`, `CNY 亿`, `%`, `thousand 片`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = match self.scale.0 {
            0 => String::new(),
            3 => "thousand".to_owned(),
            4 => "万".to_owned(),
            6 => "m".to_owned(),
            7 => "千万".to_owned(),
            8 => "亿".to_owned(),
            9 => "bn".to_owned(),
            12 => "万亿".to_owned(),
            other => format!("×10^{other}"),
        };
        let (first, second) = match &self.measure {
            Measure::Ratio if self.scale == Scale::PERCENT => return f.write_str("%"),
            Measure::Points if self.scale == Scale::PERCENT => return f.write_str("pp"),
            Measure::Money(currency) | Measure::MoneyEach(currency) => (currency.to_string(), scale),
            Measure::Count(what) => (scale, what.clone()),
            Measure::Ratio => ("ratio".to_owned(), scale),
            Measure::Points => ("points".to_owned(), scale),
            Measure::Rank => ("rank".to_owned(), scale),
            Measure::Plain => (scale, String::new()),
        };
        let is_both = !first.is_empty() && !second.is_empty();
        write!(f, "{first}{}{second}", if is_both { " " } else { "" })
    }
}

impl FromStr for Unit {
    type Err = ParseUnitError;

    /// Reads the unit of a book's money: a currency and a power of ten, `CNY 亿`, `USD m`, `RMB'000`, `人民币百万元`, or
    /// `%`. The many spellings of sources are read elsewhere.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.trim() == "%" {
            return Ok(Self::PERCENT);
        }
        let error = || ParseUnitError { text: text.to_owned() };
        let (code, rest) = split_currency(text.trim()).ok_or_else(error)?;
        let word = rest.trim().trim_end_matches('元').to_lowercase();
        let scale = match word.as_str() {
            "" => Scale::ONE,
            "'000" | "’000" | "000" | "k" | "thousand" | "thousands" | "千" => Scale::THOUSAND,
            "万" | "萬" => Scale::WAN,
            "m" | "mn" | "million" | "millions" | "百万" | "百萬" => Scale::MILLION,
            "千万" | "千萬" => Scale(7),
            "亿" | "億" => Scale::YI,
            "bn" | "b" | "billion" | "billions" | "十亿" | "十億" => Scale::BILLION,
            "trn" | "trillion" | "万亿" | "萬億" => Scale(12),
            _ => return Err(error()),
        };
        Ok(Self::new(Measure::Money(code.parse()?), scale))
    }
}

/// The currency's code and what follows it.
fn split_currency(text: &str) -> Option<(&str, &str)> {
    const NAMES: [(&str, &str); 4] = [("人民币", "CNY"), ("RMB", "CNY"), ("US$", "USD"), ("HK$", "HKD")];
    let named = NAMES
        .iter()
        .find_map(|(name, code)| Some((*code, text.strip_prefix(name)?)));
    named.or_else(|| text.split_at_checked(3))
}

/// `value × 10^by`, exactly, or `None` when it does not fit.
fn shift(value: Decimal, by: i32) -> Option<Decimal> {
    let mut value = value;
    if by < 0 {
        let scale = value.scale() + by.unsigned_abs();
        if scale > Decimal::MAX_SCALE {
            let shorter = value.normalize();
            let scale = shorter.scale() + by.unsigned_abs();
            value = shorter;
            value.set_scale(scale).ok()?;
        } else {
            value.set_scale(scale).ok()?;
        }
        return Some(value.normalize());
    }
    for _ in 0..by {
        value = value.checked_mul(Decimal::TEN)?;
    }
    Some(value.normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn scales_shift_exactly_both_ways() {
        let cny = Measure::Money("CNY".parse().unwrap());
        let unit = |scale| Unit::new(cny.clone(), scale);
        assert_eq!(
            unit(Scale::YI).convert(decimal("5.4"), &unit(Scale::THOUSAND)),
            Some(decimal("540000"))
        );
        assert_eq!(
            unit(Scale::THOUSAND).convert(decimal("540000"), &unit(Scale::YI)),
            Some(decimal("5.4"))
        );
        assert_eq!(
            Unit::PERCENT.convert(decimal("64.47"), &Unit::new(Measure::Ratio, Scale::ONE)),
            Some(decimal("0.6447"))
        );
        assert_eq!(unit(Scale::YI).convert(Decimal::ONE, &Unit::PERCENT), None);
    }

    #[test]
    fn the_unit_of_a_books_money() {
        for (text, code, scale) in [
            ("CNY 亿", "CNY", Scale::YI),
            ("USD m", "USD", Scale::MILLION),
            ("RMB'000", "CNY", Scale::THOUSAND),
            ("人民币百万元", "CNY", Scale::MILLION),
            ("HKD", "HKD", Scale::ONE),
            ("US$bn", "USD", Scale::BILLION),
        ] {
            let unit: Unit = text.parse().unwrap();
            assert_eq!(unit, Unit::new(Measure::Money(code.parse().unwrap()), scale), "{text}");
            assert_eq!(unit.to_string().parse(), Ok(unit), "{text}");
        }
        for text in ["", "亿", "CNY 吨", "cny m", "dollars"] {
            assert!(text.parse::<Unit>().is_err(), "{text}");
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let cny = Measure::Money("CNY".parse().unwrap());
        let value = Unit::new(cny.clone(), Scale::YI)
            .convert(decimal("99999999999999999999999999"), &Unit::new(cny, Scale::ONE));
        assert_eq!(value, None);
    }
}
