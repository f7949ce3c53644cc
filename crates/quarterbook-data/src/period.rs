//! Fiscal periods: years, halves, quarters, months and the cumulative stretches between them.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

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
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.end_index(), self.months).cmp(&(other.end_index(), other.months))
    }
}

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
