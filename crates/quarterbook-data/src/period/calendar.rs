//! Fiscal years in the calendar.

use std::cmp::Ordering;

use jiff::civil::Date;

use super::Period;

/// When fiscal years end. Year N ends in `year_end_month` of calendar year N, so that a year ending
/// January 2025 is FY2025, as issuers with such years name them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FiscalCalendar {
    year_end_month: u8,
}

impl Default for FiscalCalendar {
    fn default() -> Self {
        Self::CALENDAR_YEAR
    }
}

impl FiscalCalendar {
    /// Years that end on 31 December.
    pub const CALENDAR_YEAR: Self = Self { year_end_month: 12 };

    /// Years that end with this month, 1 to 12.
    pub const fn ending_in(month: u8) -> Option<Self> {
        if month >= 1 && month <= 12 {
            Some(Self { year_end_month: month })
        } else {
            None
        }
    }

    /// The month the fiscal year ends in, 1 to 12.
    pub const fn year_end_month(self) -> u8 {
        self.year_end_month
    }

    /// The last day of a period, a month's end.
    pub fn end_date(self, period: Period) -> Date {
        let index = period.end_index() - (12 - i32::from(self.year_end_month));
        let (year, month) = (index.div_euclid(12) as i16, index.rem_euclid(12) as i8 + 1);
        jiff::civil::date(year.clamp(-9999, 9999), month, 1).last_of_month()
    }

    /// The period of so many months that ends on or near this day. Years of 52 or 53 weeks end within
    /// days of a month's end: a day up to the 15th counts for the month before. `None` when the stretch
    /// would reach into the fiscal year before.
    pub fn period_ending(self, day: Date, months: u8) -> Option<Period> {
        let month_index = i32::from(day.year()) * 12 + i32::from(day.month()) - 1 - i32::from(day.day() <= 15);
        self.period_at(month_index, months)
    }

    /// The period of so many months that ends with this calendar month (1 to 12).
    pub fn period_of_month(self, year: i16, month: u8, months: u8) -> Option<Period> {
        self.period_at(i32::from(year) * 12 + i32::from(month) - 1, months)
    }

    fn period_at(self, month_index: i32, months: u8) -> Option<Period> {
        let index = month_index + 12 - i32::from(self.year_end_month);
        Period::new(index.div_euclid(12) as i16, index.rem_euclid(12) as u8 + 1, months)
    }

    /// The period of another fiscal calendar that the same calendar months mostly lie in, the usual way to align
    /// companies with different year ends. `None` when they lie in two of them alike, as a year to June does in two
    /// calendar years, and for a stretch that straddles two years.
    pub fn align(self, period: Period, other: Self) -> Option<Period> {
        let end = self.end_date(period);
        let month_index = i32::from(end.year()) * 12 + i32::from(end.month()) - 1;
        let last_month = other.period_at(month_index, 1)?.last_month();
        let months = i32::from(period.months());
        let off = match period.frequency() {
            Some(_) => i32::from(last_month) % months,
            None => 0,
        };
        let aligned = match (2 * off).cmp(&months) {
            Ordering::Less => month_index - off,
            Ordering::Equal => return None,
            Ordering::Greater => month_index + months - off,
        };
        other.period_at(aligned, period.months())
    }

    /// Whether a year of this calendar and the year of another that it mostly lies in have the same quarters, so that
    /// the quarters under the one add up to the other: as for years to January beside calendar years, and not for years
    /// to June.
    pub fn shares_years(self, other: Self) -> bool {
        let year = Period::year(2000);
        let Some(aligned) = self.align(year, other) else {
            return false;
        };
        (1..=4).all(|place| {
            let quarter = self.align(Period::quarter(2000, place), other);
            quarter.is_some_and(|quarter| quarter.whole_year() == aligned)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_year_ending_in_january_is_named_by_its_last_day() {
        let january = FiscalCalendar::ending_in(1).unwrap();
        assert_eq!(january.end_date(Period::year(2025)), date(2025, 1, 31));
        assert_eq!(january.end_date(Period::quarter(2025, 1)), date(2024, 4, 30));
        assert_eq!(
            january.period_ending(date(2024, 4, 28), 3),
            Some(Period::quarter(2025, 1))
        );
        assert_eq!(january.period_ending(date(2025, 1, 26), 12), Some(Period::year(2025)));
    }

    #[test]
    fn weeks_that_spill_over_a_month_end_count_for_the_month_before() {
        let december = FiscalCalendar::CALENDAR_YEAR;
        assert_eq!(
            december.period_ending(date(2023, 4, 1), 3),
            Some(Period::quarter(2023, 1))
        );
        assert_eq!(december.period_ending(date(2021, 12, 25), 12), Some(Period::year(2021)));
    }

    #[test]
    fn years_stand_where_they_mostly_lie_and_years_to_june_nowhere() {
        let december = FiscalCalendar::CALENDAR_YEAR;
        let aligned = |month| {
            let own = FiscalCalendar::ending_in(month).unwrap();
            (own.align(Period::year(2025), december), own.shares_years(december))
        };
        assert_eq!(aligned(1), (Some(Period::year(2024)), true));
        assert_eq!(aligned(3), (Some(Period::year(2024)), false));
        assert_eq!(aligned(6), (None, false));
        assert_eq!(aligned(9), (Some(Period::year(2025)), false));
        assert_eq!(aligned(11), (Some(Period::year(2025)), true));
    }

    #[test]
    fn quarters_off_the_calendar_align_to_the_one_before() {
        let january = FiscalCalendar::ending_in(1).unwrap();
        let aligned = january.align(Period::quarter(2025, 1), FiscalCalendar::CALENDAR_YEAR);
        assert_eq!(aligned, Some(Period::quarter(2024, 1)));
        let aligned = january.align(Period::quarter(2025, 4), FiscalCalendar::CALENDAR_YEAR);
        assert_eq!(aligned, Some(Period::quarter(2024, 4)));
    }
}
