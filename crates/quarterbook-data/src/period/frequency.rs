//! How often columns repeat.

use std::fmt;

/// How often a band of columns repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Frequency {
    /// One column a fiscal year.
    Annual,
    /// Two columns a fiscal year.
    Half,
    /// Four columns a fiscal year.
    Quarter,
    /// Twelve columns a fiscal year.
    Month,
}

impl Frequency {
    /// Every frequency, the longest period first.
    pub const ALL: [Self; 4] = [Self::Annual, Self::Half, Self::Quarter, Self::Month];

    /// How many months one period has.
    pub const fn months(self) -> u8 {
        match self {
            Self::Annual => 12,
            Self::Half => 6,
            Self::Quarter => 3,
            Self::Month => 1,
        }
    }

    /// How many periods a fiscal year has.
    pub const fn per_year(self) -> u8 {
        12 / self.months()
    }

    /// The word used in books and templates.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Annual => "annual",
            Self::Half => "half",
            Self::Quarter => "quarter",
            Self::Month => "month",
        }
    }
}

impl fmt::Display for Frequency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
