//! Powers, logarithms, trigonometry, combinations.

use std::f64::consts::PI;

use crate::eval::argument::{Argument, all_numbers};
use crate::eval::builtin::Builtin;
use crate::eval::functions::inputs::{every_number, give, number, number_or};
use crate::eval::operand::Operand;
use crate::eval::operators::power;
use crate::{ErrorValue, Value};

/// The code of a function of this family.
pub(crate) fn find(name: &str) -> Option<Builtin> {
    powers(name)
        .or_else(|| trigonometry(name))
        .or_else(|| combinations(name))
        .or_else(|| lists(name))
}

fn powers(name: &str) -> Option<Builtin> {
    Some(match name {
        "ABS" => Builtin::Scalar(|values, _| one(values, |x| Ok(x.abs()))),
        "SIGN" => Builtin::Scalar(|values, _| one(values, |x| Ok(if x == 0.0 { 0.0 } else { x.signum() }))),
        "PI" => Builtin::Scalar(|_, _| give(Ok(PI))),
        "SQRT" => Builtin::Scalar(|values, _| one(values, |x| if_in(x >= 0.0, x.sqrt()))),
        "SQRTPI" => Builtin::Scalar(|values, _| one(values, |x| if_in(x >= 0.0, (x * PI).sqrt()))),
        "EXP" => Builtin::Scalar(|values, _| one(values, |x| Ok(x.exp()))),
        "LN" => Builtin::Scalar(|values, _| one(values, |x| if_in(x > 0.0, x.ln()))),
        "LOG10" => Builtin::Scalar(|values, _| one(values, |x| if_in(x > 0.0, x.log10()))),
        "LOG" => Builtin::Scalar(|values, _| give(log(number(values, 0)?, number_or(values, 1, 10.0)?))),
        "POWER" => Builtin::Scalar(|values, _| give(power(number(values, 0)?, number(values, 1)?))),
        _ => return None,
    })
}

fn trigonometry(name: &str) -> Option<Builtin> {
    // Excel does not reduce angles from 2^27 on.
    const LARGEST_ANGLE: f64 = 134_217_728.0;
    fn angle(values: &[Value], compute: fn(f64) -> f64) -> Result<Value, ErrorValue> {
        one_with(values, compute, |x| x.abs() < LARGEST_ANGLE)
    }
    fn inverse(values: &[Value], compute: fn(f64) -> f64) -> Result<Value, ErrorValue> {
        one_with(values, compute, |x| x.abs() <= 1.0)
    }
    fn any(values: &[Value], compute: fn(f64) -> f64) -> Result<Value, ErrorValue> {
        one_with(values, compute, |_| true)
    }
    Some(match name {
        "SIN" => Builtin::Scalar(|values, _| angle(values, f64::sin)),
        "COS" => Builtin::Scalar(|values, _| angle(values, f64::cos)),
        "TAN" => Builtin::Scalar(|values, _| angle(values, f64::tan)),
        "ASIN" => Builtin::Scalar(|values, _| inverse(values, f64::asin)),
        "ACOS" => Builtin::Scalar(|values, _| inverse(values, f64::acos)),
        "ATAN" => Builtin::Scalar(|values, _| any(values, f64::atan)),
        "SINH" => Builtin::Scalar(|values, _| any(values, f64::sinh)),
        "COSH" => Builtin::Scalar(|values, _| any(values, f64::cosh)),
        "TANH" => Builtin::Scalar(|values, _| any(values, f64::tanh)),
        "ASINH" => Builtin::Scalar(|values, _| any(values, f64::asinh)),
        "ACOSH" => Builtin::Scalar(|values, _| one_with(values, f64::acosh, |x| x >= 1.0)),
        "ATANH" => Builtin::Scalar(|values, _| one_with(values, f64::atanh, |x| x.abs() < 1.0)),
        "DEGREES" => Builtin::Scalar(|values, _| any(values, |x| x * 180.0 / PI)),
        "RADIANS" => Builtin::Scalar(|values, _| any(values, |x| x * PI / 180.0)),
        "ATAN2" => Builtin::Scalar(|values, _| {
            let (x, y) = (number(values, 0)?, number(values, 1)?);
            if x == 0.0 && y == 0.0 {
                return Err(ErrorValue::Div0);
            }
            give(Ok(y.atan2(x)))
        }),
        _ => return None,
    })
}

fn combinations(name: &str) -> Option<Builtin> {
    Some(match name {
        "FACT" => Builtin::Scalar(|values, _| one(values, factorial)),
        "FACTDOUBLE" => Builtin::Scalar(|values, _| one(values, double_factorial)),
        "COMBIN" => Builtin::Scalar(|values, _| give(combinations_of(number(values, 0)?, number(values, 1)?))),
        "COMBINA" => Builtin::Scalar(|values, _| {
            let (count, chosen) = (number(values, 0)?.trunc(), number(values, 1)?.trunc());
            if count == 0.0 && chosen == 0.0 {
                return give(Ok(1.0));
            }
            give(combinations_of(count + chosen - 1.0, chosen))
        }),
        "PERMUT" => Builtin::Scalar(|values, _| give(permutations(number(values, 0)?, number(values, 1)?))),
        _ => return None,
    })
}

fn lists(name: &str) -> Option<Builtin> {
    Some(match name {
        "GCD" => Builtin::Whole(|arguments, _| fold_whole(arguments, 0, |a, b| Some(greatest_divisor(a, b)))),
        "LCM" => Builtin::Whole(|arguments, _| {
            fold_whole(arguments, 1, |a, b| {
                if a == 0 || b == 0 {
                    return Some(0);
                }
                (a / greatest_divisor(a, b)).checked_mul(b)
            })
        }),
        "SUMSQ" => Builtin::Whole(|arguments, _| {
            let sum = all_numbers(arguments)?.iter().map(|x| x * x).sum();
            give(Ok(sum)).map(Operand::Value)
        }),
        _ => return None,
    })
}

fn one(values: &[Value], compute: fn(f64) -> Result<f64, ErrorValue>) -> Result<Value, ErrorValue> {
    give(compute(number(values, 0)?))
}

fn one_with(values: &[Value], compute: fn(f64) -> f64, domain: fn(f64) -> bool) -> Result<Value, ErrorValue> {
    let x = number(values, 0)?;
    give(if_in(domain(x), compute(x)))
}

fn if_in(is_in_domain: bool, result: f64) -> Result<f64, ErrorValue> {
    if is_in_domain { Ok(result) } else { Err(ErrorValue::Num) }
}

fn log(x: f64, base: f64) -> Result<f64, ErrorValue> {
    if x <= 0.0 || base <= 0.0 {
        Err(ErrorValue::Num)
    } else if base == 1.0 {
        Err(ErrorValue::Div0)
    } else if base == 10.0 {
        Ok(x.log10())
    } else if base == 2.0 {
        Ok(x.log2())
    } else {
        Ok(x.ln() / base.ln())
    }
}

fn factorial(x: f64) -> Result<f64, ErrorValue> {
    let x = x.trunc();
    if !(0.0..=170.0).contains(&x) {
        return Err(ErrorValue::Num);
    }
    Ok((2..=x as u32).map(f64::from).product())
}

fn double_factorial(x: f64) -> Result<f64, ErrorValue> {
    let x = x.trunc();
    if !(-1.0..=300.0).contains(&x) {
        return Err(ErrorValue::Num);
    }
    Ok((1..=x as i32).rev().step_by(2).map(f64::from).product())
}

fn combinations_of(count: f64, chosen: f64) -> Result<f64, ErrorValue> {
    let (count, chosen) = (count.trunc(), chosen.trunc());
    if count < 0.0 || chosen < 0.0 || count < chosen || count > 1e15 {
        return Err(ErrorValue::Num);
    }
    let chosen = chosen.min(count - chosen);
    let mut result = 1.0;
    for step in 1..=chosen as u64 {
        // Every intermediate result is a whole number; rounding keeps it one.
        result = (result * (count - chosen + step as f64) / step as f64).round();
        if !f64::is_finite(result) {
            return Err(ErrorValue::Num);
        }
    }
    Ok(result)
}

fn permutations(count: f64, chosen: f64) -> Result<f64, ErrorValue> {
    let (count, chosen) = (count.trunc(), chosen.trunc());
    if count <= 0.0 || chosen < 0.0 || count < chosen {
        return Err(ErrorValue::Num);
    }
    let mut result = 1.0;
    for step in 0..chosen as u64 {
        result *= count - step as f64;
        if !f64::is_finite(result) {
            return Err(ErrorValue::Num);
        }
    }
    Ok(result)
}

fn greatest_divisor(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { greatest_divisor(b, a % b) }
}

/// Folds the whole parts of numbers that are not negative.
fn fold_whole(arguments: &[Argument], start: u64, combine: fn(u64, u64) -> Option<u64>) -> Result<Operand, ErrorValue> {
    const LARGEST: u64 = 1 << 53;
    let mut result = start;
    for argument in arguments {
        for x in every_number(argument)? {
            if !(0.0..=LARGEST as f64).contains(&x) {
                return Err(ErrorValue::Num);
            }
            result = combine(result, x as u64)
                .filter(|result| *result <= LARGEST)
                .ok_or(ErrorValue::Num)?;
        }
    }
    give(Ok(result as f64)).map(Operand::Value)
}
