//! Dates and times of day, as numbers of days since 1900.

mod calendar;
mod daycount;
mod workdays;

use quarterbook_format::CalendarDay;

use crate::eval::argument::Argument;
use crate::eval::builtin::{Builtin, Context};
use crate::eval::coerce;
use crate::eval::coerce::{parse_day, parse_time_of_day};
use crate::eval::functions::dates::workdays::FreeDays;
use crate::eval::functions::inputs::{bool_or, give, number, number_or, strict_number, strict_number_or, text};
use crate::eval::operand::Operand;
use crate::{ErrorValue, Value};

/// The code of a function of this family.
pub(crate) fn find(name: &str) -> Option<Builtin> {
    parts(name).or_else(|| steps(name)).or_else(|| distances(name))
}

fn parts(name: &str) -> Option<Builtin> {
    Some(match name {
        "YEAR" => Builtin::Scalar(|values, _| part(values, |day| f64::from(day.year))),
        "MONTH" => Builtin::Scalar(|values, _| part(values, |day| f64::from(day.month))),
        "DAY" => Builtin::Scalar(|values, _| part(values, |day| f64::from(day.day))),
        "HOUR" => Builtin::Scalar(|values, _| time_part(values, |seconds| seconds / 3600)),
        "MINUTE" => Builtin::Scalar(|values, _| time_part(values, |seconds| seconds / 60 % 60)),
        "SECOND" => Builtin::Scalar(|values, _| time_part(values, |seconds| seconds % 60)),
        "WEEKDAY" => {
            Builtin::Scalar(|values, _| give(calendar::weekday(number(values, 0)?, number_or(values, 1, 1.0)?)))
        }
        "WEEKNUM" => Builtin::Scalar(|values, _| {
            give(calendar::weeknum(
                strict_number(values, 0)?,
                strict_number_or(values, 1, 1.0)?,
            ))
        }),
        "ISOWEEKNUM" => Builtin::Scalar(|values, _| give(calendar::isoweeknum(number(values, 0)?))),
        _ => return None,
    })
}

fn steps(name: &str) -> Option<Builtin> {
    Some(match name {
        "DATE" => Builtin::Scalar(|values, _| {
            give(calendar::date(
                number(values, 0)?,
                number(values, 1)?,
                number(values, 2)?,
            ))
        }),
        "TIME" => Builtin::Scalar(|values, _| {
            give(calendar::time(
                number(values, 0)?,
                number(values, 1)?,
                number(values, 2)?,
            ))
        }),
        "DATEVALUE" => Builtin::Scalar(|values, _| given_text(values, parse_day)),
        "TIMEVALUE" => Builtin::Scalar(|values, _| given_text(values, parse_time_of_day)),
        "TODAY" => Builtin::Scalar(|_, context| Ok(Value::Number(as_of(context)?.floor()))),
        "NOW" => Builtin::Scalar(|_, context| Ok(Value::Number(as_of(context)?))),
        "EDATE" => {
            Builtin::Scalar(|values, _| give(calendar::edate(strict_number(values, 0)?, strict_number(values, 1)?)))
        }
        "EOMONTH" => {
            Builtin::Scalar(|values, _| give(calendar::eomonth(strict_number(values, 0)?, strict_number(values, 1)?)))
        }
        "WORKDAY" => Builtin::Whole(|arguments, _| workday(arguments, None, arguments.get(2))),
        "WORKDAY.INTL" => Builtin::Whole(|arguments, _| workday(arguments, arguments.get(2), arguments.get(3))),
        _ => return None,
    })
}

fn distances(name: &str) -> Option<Builtin> {
    Some(match name {
        "DAYS" => Builtin::Scalar(|values, _| {
            let days = calendar::serial(number(values, 0)?)? - calendar::serial(number(values, 1)?)?;
            give(Ok(days as f64))
        }),
        "DAYS360" => Builtin::Scalar(|values, _| {
            let european = bool_or(values, 2, false)?;
            give(daycount::days360(number(values, 0)?, number(values, 1)?, european))
        }),
        "DATEDIF" => Builtin::Scalar(|values, _| {
            give(daycount::datedif(
                number(values, 0)?,
                number(values, 1)?,
                &text(values, 2)?,
            ))
        }),
        "YEARFRAC" => Builtin::Scalar(|values, _| {
            let basis = strict_number(values, 2)?;
            give(daycount::yearfrac(
                strict_number(values, 0)?,
                strict_number(values, 1)?,
                basis,
            ))
        }),
        "NETWORKDAYS" => Builtin::Whole(|arguments, _| networkdays(arguments, None, arguments.get(2))),
        "NETWORKDAYS.INTL" => Builtin::Whole(|arguments, _| networkdays(arguments, arguments.get(2), arguments.get(3))),
        _ => return None,
    })
}

fn part(values: &[Value], part: fn(CalendarDay) -> f64) -> Result<Value, ErrorValue> {
    give(calendar::day(number(values, 0)?).map(part))
}

fn time_part(values: &[Value], part: fn(i64) -> i64) -> Result<Value, ErrorValue> {
    give(calendar::seconds_of_day(number(values, 0)?).map(|seconds| part(seconds) as f64))
}

/// A text read as a date or time; anything but a text is `#VALUE!`.
fn given_text(values: &[Value], read: fn(&str) -> Option<f64>) -> Result<Value, ErrorValue> {
    let Some(Value::Text(text)) = values.first() else {
        return Err(ErrorValue::Value);
    };
    give(read(text).ok_or(ErrorValue::Value))
}

/// The date that stands in for the clock.
fn as_of(context: &Context) -> Result<f64, ErrorValue> {
    context.as_of.ok_or(ErrorValue::NotAvailable)
}

fn workday(
    arguments: &[Argument],
    weekend: Option<&Argument>,
    holidays: Option<&Argument>,
) -> Result<Operand, ErrorValue> {
    let (start, days) = two(arguments)?;
    let free = FreeDays::new(weekend, holidays)?;
    give(workdays::workday(start, days, &free)).map(Operand::Value)
}

fn networkdays(
    arguments: &[Argument],
    weekend: Option<&Argument>,
    holidays: Option<&Argument>,
) -> Result<Operand, ErrorValue> {
    let (start, end) = two(arguments)?;
    let free = FreeDays::new(weekend, holidays)?;
    give(workdays::networkdays(start, end, &free)).map(Operand::Value)
}

fn two(arguments: &[Argument]) -> Result<(f64, f64), ErrorValue> {
    let strict = |argument: &Argument| match argument.value() {
        Value::Bool(_) => Err(ErrorValue::Value),
        value => coerce::to_number(value),
    };
    Ok((strict(&arguments[0])?, strict(&arguments[1])?))
}
