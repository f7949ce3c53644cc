//! Rounding on the 15 significant digits of a number: ROUND and its family, INT, CEILING, FLOOR, MOD.
//!
//! Excel rounds what it shows: 2.675 is a little less than its digits say, and ROUND(2.675,2) is 2.68.

use quarterbook_format::Decimal15;

use crate::eval::builtin::Builtin;
use crate::eval::coerce;
use crate::eval::functions::inputs::{give, number, number_unless_blank, strict_number};
use crate::{ErrorValue, Value};

/// The code of a function of this family.
pub(crate) fn find(name: &str) -> Option<Builtin> {
    Some(match name {
        "ROUND" => Builtin::Scalar(|values, _| to_digits(values, Direction::Nearest)),
        "ROUNDUP" => Builtin::Scalar(|values, _| to_digits(values, Direction::Away)),
        "ROUNDDOWN" | "TRUNC" => Builtin::Scalar(|values, _| to_digits(values, Direction::Towards)),
        "INT" => Builtin::Scalar(|values, _| give(Ok(floor(number(values, 0)?)))),
        "EVEN" => Builtin::Scalar(|values, _| give(Ok(2.0 * away(number(values, 0)? / 2.0)))),
        "ODD" => Builtin::Scalar(|values, _| give(Ok(odd(number(values, 0)?)))),
        "MOD" => Builtin::Scalar(|values, _| give(modulo(number(values, 0)?, number(values, 1)?))),
        "QUOTIENT" => Builtin::Scalar(|values, _| {
            let (dividend, divisor) = (strict_number(values, 0)?, strict_number(values, 1)?);
            give(divide(dividend, divisor).map(|quotient| round(quotient, 0, Direction::Towards)))
        }),
        "MROUND" => Builtin::Scalar(|values, _| give(mround(strict_number(values, 0)?, strict_number(values, 1)?))),
        _ => return multiples(name),
    })
}

/// The functions that round to a multiple.
fn multiples(name: &str) -> Option<Builtin> {
    Some(match name {
        "CEILING" => Builtin::Scalar(|values, _| give(ceiling(number(values, 0)?, number(values, 1)?))),
        "FLOOR" => Builtin::Scalar(|values, _| give(floor_to(number(values, 0)?, number(values, 1)?))),
        "CEILING.MATH" => Builtin::Scalar(|values, _| {
            let away_from_zero = number(values, 2)? != 0.0;
            to_multiple(values, if away_from_zero { Towards::Away } else { Towards::Up })
        }),
        "FLOOR.MATH" => Builtin::Scalar(|values, _| {
            let towards_zero = number(values, 2)? != 0.0;
            to_multiple(values, if towards_zero { Towards::Zero } else { Towards::Down })
        }),
        "CEILING.PRECISE" | "ISO.CEILING" => Builtin::Scalar(|values, _| to_multiple(values, Towards::Up)),
        "FLOOR.PRECISE" => Builtin::Scalar(|values, _| to_multiple(values, Towards::Down)),
        _ => return None,
    })
}

/// Where what lies between two roundings goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    /// To the nearer one, a tie away from zero.
    Nearest,
    /// Away from zero.
    Away,
    /// Towards zero.
    Towards,
}

/// The number's 15 digits rounded to a number of decimals; negative ones count before the point.
pub(crate) fn round(number: f64, decimals: i32, direction: Direction) -> f64 {
    let decimal = Decimal15::new(number);
    // The number is digits × 10^(exponent − 14).
    let dropped = 14 - decimal.exponent - decimals;
    if decimal.digits == 0 || dropped <= 0 {
        return number;
    }
    let (kept, rest, unit) = if dropped > 16 {
        (0, decimal.digits, u64::MAX)
    } else {
        let unit = 10_u64.pow(dropped as u32);
        (decimal.digits / unit, decimal.digits % unit, unit)
    };
    let is_up = match direction {
        Direction::Nearest => rest >= unit / 2,
        Direction::Away => rest > 0,
        Direction::Towards => false,
    };
    let size: f64 = format!("{}e{}", kept + u64::from(is_up), -decimals)
        .parse()
        .unwrap_or(0.0);
    if decimal.negative && size != 0.0 { -size } else { size }
}

/// The largest whole number not above the number's 15 digits.
pub(crate) fn floor(number: f64) -> f64 {
    let direction = if number < 0.0 {
        Direction::Away
    } else {
        Direction::Towards
    };
    round(number, 0, direction)
}

fn ceil(number: f64) -> f64 {
    -floor(-number)
}

fn away(number: f64) -> f64 {
    round(number, 0, Direction::Away)
}

fn to_digits(values: &[Value], direction: Direction) -> Result<Value, ErrorValue> {
    // Beyond these there is nothing to round, or nothing left.
    let decimals = number(values, 1)?.trunc().clamp(-400.0, 400.0) as i32;
    coerce::number(round(number(values, 0)?, decimals, direction))
}

fn odd(number: f64) -> f64 {
    let sign = if number < 0.0 { -1.0 } else { 1.0 };
    let size = away(number.abs());
    sign * if size % 2.0 == 0.0 { size + 1.0 } else { size }
}

fn divide(dividend: f64, divisor: f64) -> Result<f64, ErrorValue> {
    if divisor == 0.0 {
        return Err(ErrorValue::Div0);
    }
    Ok(dividend / divisor)
}

/// `number − divisor·INT(number/divisor)`, as documented, exact for whole numbers; a rest below the precision of
/// the number is 0.
fn modulo(number: f64, divisor: f64) -> Result<f64, ErrorValue> {
    let quotient = divide(number, divisor)?;
    if quotient.abs() >= 2_f64.powi(53) {
        return Err(ErrorValue::Num);
    }
    if number.trunc() == number && divisor.trunc() == divisor {
        let rest = number % divisor;
        let has_other_sign = rest != 0.0 && (rest < 0.0) != (divisor < 0.0);
        return Ok(if has_other_sign { rest + divisor } else { rest });
    }
    let rest = number - divisor * floor(quotient);
    Ok(if rest.abs() < number.abs() * 2_f64.powi(-49) {
        0.0
    } else {
        rest
    })
}

fn mround(number: f64, multiple: f64) -> Result<f64, ErrorValue> {
    if number == 0.0 || multiple == 0.0 {
        return Ok(0.0);
    }
    if (number < 0.0) != (multiple < 0.0) {
        return Err(ErrorValue::Num);
    }
    // Excel rounds the quotient as it is here: MROUND(6.05,0.1) is 6 and MROUND(7.05,0.1) is 7.1.
    Ok(multiple * (number / multiple).round())
}

fn ceiling(number: f64, significance: f64) -> Result<f64, ErrorValue> {
    if number == 0.0 || significance == 0.0 {
        Ok(0.0)
    } else if number > 0.0 && significance < 0.0 {
        Err(ErrorValue::Num)
    } else {
        Ok(significance * ceil(number / significance))
    }
}

fn floor_to(number: f64, significance: f64) -> Result<f64, ErrorValue> {
    if number == 0.0 {
        Ok(0.0)
    } else if number > 0.0 && significance < 0.0 {
        Err(ErrorValue::Num)
    } else {
        Ok(significance * floor(divide(number, significance)?))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Towards {
    Up,
    Down,
    /// Away from zero when negative, else up.
    Away,
    /// Towards zero when negative, else down.
    Zero,
}

/// Rounds to a multiple whose sign does not matter.
fn to_multiple(values: &[Value], towards: Towards) -> Result<Value, ErrorValue> {
    let number = number(values, 0)?;
    let significance = number_unless_blank(values, 1, 1.0)?.abs();
    if significance == 0.0 {
        return Ok(Value::Number(0.0));
    }
    let quotient = number / significance;
    let is_up = match towards {
        Towards::Up => true,
        Towards::Down => false,
        Towards::Away => number >= 0.0,
        Towards::Zero => number < 0.0,
    };
    coerce::number(significance * if is_up { ceil(quotient) } else { floor(quotient) })
}
