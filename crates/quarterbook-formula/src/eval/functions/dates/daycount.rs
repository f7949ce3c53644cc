//! The distance between two days: DATEDIF, DAYS360, YEARFRAC.

use quarterbook_format::{CalendarDay, days_in_month, is_leap_year, serial_of_day};

use crate::ErrorValue;
use crate::eval::functions::dates::calendar::{day, serial};

/// DATEDIF: whole years (Y), months (M), days (D), days beyond months (MD), months beyond years (YM), days
/// beyond years (YD).
///
/// # Errors
/// `#NUM!` when the start lies behind the end and for any other unit.
pub(super) fn datedif(start: f64, end: f64, unit: &str) -> Result<f64, ErrorValue> {
    let days = serial(end)? - serial(start)?;
    if days < 0 {
        return Err(ErrorValue::Num);
    }
    let (from, to) = (day(start)?, day(end)?);
    let months = i64::from(to.year - from.year) * 12 + i64::from(to.month)
        - i64::from(from.month)
        - i64::from(to.day < from.day);
    Ok(match unit.to_ascii_uppercase().as_str() {
        "Y" => months / 12,
        "M" => months,
        "D" => days,
        "YM" => months % 12,
        "MD" if to.day >= from.day => i64::from(to.day - from.day),
        "MD" => {
            // Excel counts with the length of the month before the end's, however long the start's is; the
            // result can be negative.
            let (year, month) = if to.month == 1 {
                (to.year - 1, 12)
            } else {
                (to.year, to.month - 1)
            };
            i64::from(days_in_month(year, month)) + i64::from(to.day) - i64::from(from.day)
        }
        "YD" => {
            let is_before = (to.month, to.day) < (from.month, from.day);
            let year = i64::from(to.year) - i64::from(is_before);
            serial(end)? - serial_of_day(year, from.month.into(), from.day.into()).ok_or(ErrorValue::Num)?
        }
        _ => return Err(ErrorValue::Num),
    } as f64)
}

/// DAYS360: months of 30 days, by the American or the European rule for the 31st.
///
/// # Errors
/// `#NUM!` for days outside the calendar.
pub(super) fn days360(start: f64, end: f64, european: bool) -> Result<f64, ErrorValue> {
    let (from, to) = (day(start)?, day(end)?);
    if european {
        return Ok(count360(from, from.day.min(30), to, to.day.min(30)));
    }
    let from_day = if is_last_of_month(from) { 30 } else { from.day };
    let to_day = if to.day == 31 && from_day >= 30 { 30 } else { to.day };
    Ok(count360(from, from_day, to, to_day))
}

/// YEARFRAC: the part of a year between two days, in either order. Bases: 0 American 30/360, 1 actual/actual,
/// 2 actual/360, 3 actual/365, 4 European 30/360.
///
/// # Errors
/// `#NUM!` for any other basis and days outside the calendar.
pub(super) fn yearfrac(start: f64, end: f64, basis: f64) -> Result<f64, ErrorValue> {
    let (start, end) = (serial(start)?, serial(end)?);
    let (start, end) = (start.min(end), start.max(end));
    let (from, to) = (day(start as f64)?, day(end as f64)?);
    let days = (end - start) as f64;
    match basis.trunc() as i64 {
        0 => Ok(american360(from, to) / 360.0),
        1 => Ok(days / average_year(from, to)?),
        2 => Ok(days / 360.0),
        3 => Ok(days / 365.0),
        4 => Ok(count360(from, from.day.min(30), to, to.day.min(30)) / 360.0),
        _ => Err(ErrorValue::Num),
    }
}

/// The 30/360 rule of the NASD, in which the last day of February counts as a 30th.
fn american360(from: CalendarDay, to: CalendarDay) -> f64 {
    let from_ends_february = from.month == 2 && is_last_of_month(from);
    let to_ends_february = to.month == 2 && is_last_of_month(to);
    let from_day = if from_ends_february { 30 } else { from.day.min(30) };
    let to_day = if (from_ends_february && to_ends_february) || (to.day == 31 && from_day == 30) {
        30
    } else {
        to.day
    };
    count360(from, from_day, to, to_day)
}

/// The length of a year in actual/actual: that of the one year the days lie in, or the average of all years
/// they touch.
fn average_year(from: CalendarDay, to: CalendarDay) -> Result<f64, ErrorValue> {
    let within_a_year =
        from.year == to.year || (from.year + 1 == to.year && (from.month, from.day) >= (to.month, to.day));
    if within_a_year {
        let holds_leap_day = if from.year == to.year {
            is_leap_year(from.year)
        } else {
            (is_leap_year(from.year) && (from.month, from.day) <= (2, 29))
                || (is_leap_year(to.year) && (to.month, to.day) >= (2, 29))
        };
        return Ok(if holds_leap_day { 366.0 } else { 365.0 });
    }
    let new_year = |year: i32| serial_of_day(year.into(), 1, 1).ok_or(ErrorValue::Num);
    let last = match new_year(to.year + 1) {
        Ok(serial) => serial,
        Err(_) => new_year(to.year)? + 365,
    };
    Ok((last - new_year(from.year)?) as f64 / f64::from(to.year - from.year + 1))
}

fn is_last_of_month(day: CalendarDay) -> bool {
    day.day == days_in_month(day.year, day.month)
}

fn count360(from: CalendarDay, from_day: u32, to: CalendarDay, to_day: u32) -> f64 {
    f64::from(to.year - from.year) * 360.0 + (f64::from(to.month) - f64::from(from.month)) * 30.0 + f64::from(to_day)
        - f64::from(from_day)
}
