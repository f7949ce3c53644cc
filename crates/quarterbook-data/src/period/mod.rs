//! Fiscal periods: years, halves, quarters, months and the cumulative stretches between them.

mod calendar;
mod frequency;
mod name;

pub use calendar::FiscalCalendar;
pub use frequency::Frequency;
pub use name::ParsePeriodError;

/// A stretch of whole months inside one fiscal year: which year, the months it spans, the month it ends in.
///
/// Periods order by their end, the shorter one first, so that 2025Q2 < 2025H1 < 2025Q3.
///
/// ```
/// use quarterbook_data::Period;
/// let half = Period::half(2025, 1);
/// assert_eq!(half.year_ago(), Period::half(2024, 1));
/// assert_eq!(half.step(-1), Period::half(2024, 2));
/// assert_eq!(Period::to_date(2025, 9).to_string(), "9M2025");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    year: i16,
    last_month: u8,
    months: u8,
}

impl Period {
    /// The stretch of `months` months that ends with the `last_month`-th month (1 to 12) of the fiscal year;
    /// `None` when it would begin before the year does.
    pub const fn new(year: i16, last_month: u8, months: u8) -> Option<Self> {
        if months == 0 || months > last_month || last_month > 12 {
            return None;
        }
        Some(Self {
            year,
            last_month,
            months,
        })
    }

    /// A fiscal year.
    pub const fn year(year: i16) -> Self {
        Self {
            year,
            last_month: 12,
            months: 12,
        }
    }

    /// The first or second half of a fiscal year; `half` is 1 or 2.
    pub const fn half(year: i16, half: u8) -> Self {
        Self {
            year,
            last_month: half * 6,
            months: 6,
        }
    }

    /// A quarter of a fiscal year; `quarter` is 1 to 4.
    pub const fn quarter(year: i16, quarter: u8) -> Self {
        Self {
            year,
            last_month: quarter * 3,
            months: 3,
        }
    }

    /// A month of a fiscal year, 1 to 12, counted from the year's first month.
    pub const fn month(year: i16, month: u8) -> Self {
        Self {
            year,
            last_month: month,
            months: 1,
        }
    }

    /// The first `months` months (1 to 12) of a fiscal year.
    pub const fn to_date(year: i16, months: u8) -> Self {
        Self {
            year,
            last_month: months,
            months,
        }
    }

    /// The fiscal year it belongs to.
    pub const fn fiscal_year(self) -> i16 {
        self.year
    }

    /// How many months it spans.
    pub const fn months(self) -> u8 {
        self.months
    }

    /// The month of the fiscal year it ends in, 1 to 12.
    pub const fn last_month(self) -> u8 {
        self.last_month
    }

    /// The frequency whose column it fills, when it is a whole year, half, quarter or month.
    pub fn frequency(self) -> Option<Frequency> {
        Frequency::ALL
            .into_iter()
            .find(|frequency| frequency.months() == self.months && self.last_month.is_multiple_of(self.months))
    }

    /// Its place inside the year when it has a frequency: 1 for the first half, quarter or month.
    pub const fn ordinal(self) -> u8 {
        self.last_month / self.months
    }

    /// Whether it runs from the first day of its fiscal year.
    pub const fn is_to_date(self) -> bool {
        self.months == self.last_month
    }

    /// The period `periods` of its own length later, or earlier when negative.
    #[must_use]
    pub fn step(self, periods: i32) -> Self {
        self.shift_months(periods * i32::from(self.months))
    }

    /// The same stretch one fiscal year earlier.
    #[must_use]
    pub const fn year_ago(self) -> Self {
        Self {
            year: self.year - 1,
            ..self
        }
    }

    /// The fiscal year it lies in.
    #[must_use]
    pub const fn whole_year(self) -> Self {
        Self::year(self.year)
    }

    /// Months since year 0, counted at its end; the order and distance of periods.
    const fn end_index(self) -> i32 {
        self.year as i32 * 12 + self.last_month as i32 - 1
    }

    fn shift_months(self, months: i32) -> Self {
        let end = self.end_index() + months;
        Self {
            year: end.div_euclid(12) as i16,
            last_month: end.rem_euclid(12) as u8 + 1,
            months: self.months,
        }
    }

    /// Every period of its length from this one to `last`, both included; empty when `last` is earlier.
    pub fn through(self, last: Self) -> Vec<Self> {
        let count = (last.end_index() - self.end_index()).div_euclid(i32::from(self.months)) + 1;
        (0..count.max(0)).map(|step| self.step(step)).collect()
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.end_index(), self.months).cmp(&(other.end_index(), other.months))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_cross_year_ends() {
        assert_eq!(Period::quarter(2025, 1).step(-1), Period::quarter(2024, 4));
        assert_eq!(Period::month(2024, 12).step(1), Period::month(2025, 1));
        assert_eq!(Period::half(2023, 2).through(Period::half(2025, 1)).len(), 4);
        assert!(Period::year(2025).through(Period::year(2024)).is_empty());
    }

    #[test]
    fn periods_order_by_their_end() {
        let mut periods = [
            Period::year(2025),
            Period::quarter(2025, 3),
            Period::half(2025, 1),
            Period::quarter(2025, 2),
        ];
        periods.sort();
        assert_eq!(
            periods.map(|period| period.to_string()),
            ["2025Q2", "2025H1", "2025Q3", "FY2025"]
        );
    }
}
