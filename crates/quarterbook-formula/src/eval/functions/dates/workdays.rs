//! Working days: WORKDAY and NETWORKDAYS with any weekend.

use quarterbook_format::LAST_SERIAL;

use crate::eval::argument::Argument;
use crate::eval::coerce;
use crate::eval::functions::dates::calendar::{MONDAY, serial};
use crate::{ErrorValue, Value};

/// Which days are free.
pub(super) struct FreeDays {
    /// From Monday.
    weekend: [bool; 7],
    /// In order.
    holidays: Vec<i64>,
}

impl FreeDays {
    /// # Errors
    /// `#NUM!` for a weekend number Excel does not know, `#VALUE!` for a weekend text that is not seven of 0
    /// and 1, and for holidays that are no days.
    pub(super) fn new(weekend: Option<&Argument>, holidays: Option<&Argument>) -> Result<Self, ErrorValue> {
        let weekend = match weekend {
            None | Some(Argument::Omitted) => SATURDAY_AND_SUNDAY,
            Some(argument) => self::weekend(argument.value())?,
        };
        let mut days = Vec::new();
        for value in holidays.into_iter().flat_map(Argument::filled) {
            if matches!(value, Value::Bool(_)) {
                return Err(ErrorValue::Value);
            }
            days.push(serial(coerce::to_number(value)?)?);
        }
        days.sort_unstable();
        Ok(Self {
            weekend,
            holidays: days,
        })
    }

    fn includes(&self, day: i64) -> bool {
        self.weekend[(day - MONDAY).rem_euclid(7) as usize] || self.holidays.binary_search(&day).is_ok()
    }
}

const SATURDAY_AND_SUNDAY: [bool; 7] = [false, false, false, false, false, true, true];

/// 1 to 7 are two days from Saturday and Sunday on, 11 to 17 one day from Sunday on; a text has a 1 for each
/// free day from Monday on.
fn weekend(value: &Value) -> Result<[bool; 7], ErrorValue> {
    let mut free = [false; 7];
    if let Value::Text(text) = value {
        if text.len() != 7 || !text.bytes().all(|byte| matches!(byte, b'0' | b'1')) {
            return Err(ErrorValue::Value);
        }
        for (day, byte) in free.iter_mut().zip(text.bytes()) {
            *day = byte == b'1';
        }
        return Ok(free);
    }
    match coerce::to_integer(value)? {
        number @ 1..=7 => {
            free[(number as usize + 4) % 7] = true;
            free[(number as usize + 5) % 7] = true;
        }
        number @ 11..=17 => free[(number as usize - 11 + 6) % 7] = true,
        _ => return Err(ErrorValue::Num),
    }
    Ok(free)
}

/// The day a number of working days after (or before) a day.
///
/// # Errors
/// `#NUM!` outside the calendar, `#VALUE!` when every day is free.
pub(super) fn workday(start: f64, days: f64, free: &FreeDays) -> Result<f64, ErrorValue> {
    let mut day = serial(start)?;
    if free.weekend == [true; 7] {
        return Err(ErrorValue::Value);
    }
    let step = if days < 0.0 { -1 } else { 1 };
    let mut left = days.abs().trunc().min(1e7) as i64;
    while left > 0 {
        day += step;
        if !(0..=LAST_SERIAL).contains(&day) {
            return Err(ErrorValue::Num);
        }
        left -= i64::from(!free.includes(day));
    }
    Ok(day as f64)
}

/// How many working days there are from one day to another, both counted; negative when they are the other
/// way round.
///
/// # Errors
/// `#NUM!` outside the calendar.
pub(super) fn networkdays(start: f64, end: f64, free: &FreeDays) -> Result<f64, ErrorValue> {
    let (start, end) = (serial(start)?, serial(end)?);
    let days = start.min(end)..=start.max(end);
    let count = days.filter(|day| !free.includes(*day)).count() as f64;
    Ok(if start > end { -count } else { count })
}
