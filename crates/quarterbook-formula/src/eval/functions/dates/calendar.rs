//! Days, months and weeks of the calendar.

use quarterbook_format::{CalendarDay, LAST_SERIAL, day_of_serial, days_in_month, serial_of_day};

use crate::ErrorValue;

/// The day a number stands for, its time of day cut off.
///
/// # Errors
/// `#NUM!` before 1900 and after 9999.
pub(super) fn serial(number: f64) -> Result<i64, ErrorValue> {
    let serial = number.floor();
    if (0.0..=LAST_SERIAL as f64).contains(&serial) {
        Ok(serial as i64)
    } else {
        Err(ErrorValue::Num)
    }
}

/// # Errors
/// As [`serial`].
pub(super) fn day(number: f64) -> Result<CalendarDay, ErrorValue> {
    day_of_serial(serial(number)?).ok_or(ErrorValue::Num)
}

/// DATE: years below 1900 count from 1900, months and days are carried over.
///
/// # Errors
/// `#NUM!` for a day outside the calendar.
pub(super) fn date(year: f64, month: f64, day: f64) -> Result<f64, ErrorValue> {
    let year = year.trunc();
    if !(0.0..10_000.0).contains(&year) {
        return Err(ErrorValue::Num);
    }
    let year = if year < 1900.0 { year + 1900.0 } else { year };
    serial_of_day(year as i64, month.trunc() as i64, day.trunc() as i64)
        .map(|serial| serial as f64)
        .ok_or(ErrorValue::Num)
}

/// The same day some months on, or the last of the month where that is shorter.
///
/// # Errors
/// `#NUM!` for a day outside the calendar.
pub(super) fn edate(start: f64, months: f64) -> Result<f64, ErrorValue> {
    let start = day(start)?;
    let (year, month) = month_after(start, months)?;
    let day = start.day.min(days_in_month(year, month));
    serial_of_day(year.into(), month.into(), day.into())
        .map(|serial| serial as f64)
        .ok_or(ErrorValue::Num)
}

/// The last day of the month some months on.
///
/// # Errors
/// As [`edate`].
pub(super) fn eomonth(start: f64, months: f64) -> Result<f64, ErrorValue> {
    let (year, month) = month_after(day(start)?, months)?;
    serial_of_day(year.into(), month.into(), days_in_month(year, month).into())
        .map(|serial| serial as f64)
        .ok_or(ErrorValue::Num)
}

fn month_after(start: CalendarDay, months: f64) -> Result<(i32, u32), ErrorValue> {
    if months.abs() > 120_000.0 {
        return Err(ErrorValue::Num);
    }
    let months = start.year * 12 + start.month as i32 - 1 + months.trunc() as i32;
    let year = months.div_euclid(12);
    if !(1900..=9999).contains(&year) {
        return Err(ErrorValue::Num);
    }
    Ok((year, months.rem_euclid(12) as u32 + 1))
}

/// WEEKDAY: 1 counts from Sunday, 2 from Monday, 3 from Monday and 0, 11 to 17 from Monday to Sunday.
///
/// # Errors
/// `#NUM!` for any other type and a day outside the calendar.
pub(super) fn weekday(number: f64, kind: f64) -> Result<f64, ErrorValue> {
    let first = first_day_of_week(kind)?;
    let place = (serial(number)? - first).rem_euclid(7);
    Ok((if kind.trunc() == 3.0 { place } else { place + 1 }) as f64)
}

/// WEEKNUM: week 1 holds 1 January; type 21 counts as ISO 8601 does.
///
/// # Errors
/// As [`weekday`].
pub(super) fn weeknum(number: f64, kind: f64) -> Result<f64, ErrorValue> {
    let kind = kind.trunc();
    if kind == 21.0 {
        return isoweeknum(number);
    }
    if kind == 3.0 {
        return Err(ErrorValue::Num);
    }
    let first = first_day_of_week(kind)?;
    let serial = serial(number)?;
    let new_year = new_year(day(number)?.year)?;
    let offset = (new_year - first).rem_euclid(7);
    Ok(((serial - new_year + offset).max(0) / 7 + 1) as f64)
}

/// The week of ISO 8601: week 1 holds the year's first Thursday.
///
/// # Errors
/// `#NUM!` for a day outside the calendar.
pub(super) fn isoweeknum(number: f64) -> Result<f64, ErrorValue> {
    let serial = serial(number)?;
    let thursday = serial - (serial - MONDAY).rem_euclid(7) + 3;
    if thursday < 0 {
        // The last week of 1899.
        return Ok(52.0);
    }
    let year = day_of_serial(thursday).ok_or(ErrorValue::Num)?.year;
    Ok(((thursday - new_year(year)?) / 7 + 1) as f64)
}

/// A Monday; serial 1 is a Sunday to Excel.
pub(super) const MONDAY: i64 = 2;

/// The serial number of some first day of the week.
fn first_day_of_week(kind: f64) -> Result<i64, ErrorValue> {
    match kind.trunc() as i64 {
        1 => Ok(1),
        2 | 3 => Ok(MONDAY),
        kind @ 11..=17 => Ok(kind - 9),
        _ => Err(ErrorValue::Num),
    }
}

fn new_year(year: i32) -> Result<i64, ErrorValue> {
    serial_of_day(year.into(), 1, 1).ok_or(ErrorValue::Num)
}

/// TIME: the fraction of a day; whole days are dropped.
///
/// # Errors
/// `#NUM!` before midnight and for parts above 32767.
pub(super) fn time(hours: f64, minutes: f64, seconds: f64) -> Result<f64, ErrorValue> {
    let parts = [hours.trunc(), minutes.trunc(), seconds.trunc()];
    let seconds = parts[0] * 3600.0 + parts[1] * 60.0 + parts[2];
    if seconds < 0.0 || parts.iter().any(|part| *part > 32_767.0) {
        return Err(ErrorValue::Num);
    }
    Ok(seconds % 86_400.0 / 86_400.0)
}

/// Seconds since midnight, rounded to a whole second; midnight of the next day is 0.
///
/// # Errors
/// As [`serial`].
pub(super) fn seconds_of_day(number: f64) -> Result<i64, ErrorValue> {
    serial(number)?;
    Ok((number.fract() * 86_400.0).round() as i64 % 86_400)
}
