//! Excel's dates: days counted from 1900, with the 29 February 1900 that never was.

use jiff::Span;
use jiff::civil::{Date, DateTime, Time};

/// A day as Excel's calendar has it. Serial 0 is 1900-01-00 and serial 60 is 1900-02-29, which no real
/// calendar has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CalendarDay {
    /// 1900 to 9999.
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31; 0 for serial 0.
    pub day: u32,
}

/// 9999-12-31, the last day.
pub const LAST_SERIAL: i64 = 2_958_465;

/// The day of a serial number; `None` outside 0 to [`LAST_SERIAL`].
pub fn day_of_serial(serial: i64) -> Option<CalendarDay> {
    let (year, month, day) = match serial {
        0 => (1900, 1, 0),
        60 => (1900, 2, 29),
        1..=LAST_SERIAL => {
            let start = Date::constant(1899, 12, 30).checked_add(Span::new().days(serial + i64::from(serial < 60)));
            let date = start.ok()?;
            (i32::from(date.year()), date.month() as u32, date.day() as u32)
        }
        _ => return None,
    };
    Some(CalendarDay { year, month, day })
}

/// The serial number of a day; month and day may lie outside the year and month and are carried over, as
/// DATE does. `None` outside 0 to [`LAST_SERIAL`].
pub fn serial_of_day(year: i64, month: i64, day: i64) -> Option<i64> {
    let months = year.checked_mul(12)?.checked_add(month.checked_sub(1)?)?;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
    if !(1900..=9999).contains(&year) {
        return None;
    }
    let first = Date::new(year as i16, month as i8, 1).ok()?;
    let days = i64::from(Date::constant(1899, 12, 30).until(first).ok()?.get_days());
    let first = if days <= 60 { days - 1 } else { days };
    let serial = first.checked_add(day.checked_sub(1)?)?;
    (0..=LAST_SERIAL).contains(&serial).then_some(serial)
}

/// The serial number of a day and a time of day; `None` before 1900 and after 9999.
///
/// ```
/// use jiff::civil::date;
/// use quarterbook_format::serial_of_moment;
/// assert_eq!(serial_of_moment(date(2025, 1, 1).at(18, 0, 0, 0)), Some(45_658.75));
/// ```
pub fn serial_of_moment(moment: DateTime) -> Option<f64> {
    let day = serial_of_day(moment.year().into(), moment.month().into(), moment.day().into())?;
    let nanoseconds = moment.time().duration_since(Time::midnight()).as_nanos();
    Some(day as f64 + nanoseconds as f64 / 86_400e9)
}

/// Whether Excel's year has 366 days; 1900 has.
pub fn is_leap_year(year: i32) -> bool {
    year == 1900 || (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))
}

/// How many days Excel's month has.
pub fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 => 28 + u32::from(is_leap_year(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expectations: Excel's documented serial numbers (1 is 1900-01-01, 39448 is 2008-01-01), and the days
    /// around the one that Lotus 1-2-3 invented.
    #[test]
    fn days_and_serials_match_both_ways() {
        for (serial, year, month, day) in [
            (0, 1900, 1, 0),
            (1, 1900, 1, 1),
            (59, 1900, 2, 28),
            (60, 1900, 2, 29),
            (61, 1900, 3, 1),
            (39_448, 2008, 1, 1),
            (LAST_SERIAL, 9999, 12, 31),
        ] {
            assert_eq!(day_of_serial(serial), Some(CalendarDay { year, month, day }));
            assert_eq!(
                serial_of_day(year.into(), month.into(), day.into()),
                Some(serial),
                "{year}-{month}-{day}"
            );
        }
        assert_eq!(day_of_serial(-1), None);
        assert_eq!(day_of_serial(LAST_SERIAL + 1), None);
        assert_eq!(serial_of_day(1899, 12, 31), None);
        assert_eq!(serial_of_day(9999, 12, 32), None);
    }
}
