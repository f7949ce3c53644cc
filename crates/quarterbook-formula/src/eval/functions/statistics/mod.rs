//! Counts and averages aside, what describes lists of numbers.

mod order;
mod pairs;
mod regression;
mod spread;
mod trend;

use crate::eval::argument::{Argument, all_numbers};
use crate::eval::builtin::Builtin;
use crate::eval::coerce;
use crate::eval::functions::inputs::{give, number};
use crate::eval::functions::statistics::order::Ends;
use crate::eval::functions::statistics::pairs::Moments;
use crate::eval::operand::Operand;
use crate::{ErrorValue, Value};

/// The code of a function of this family.
pub(crate) fn find(name: &str) -> Option<Builtin> {
    of_lists(name)
        .or_else(|| by_order(name))
        .or_else(|| of_pairs(name))
        .or_else(|| trend::find(name))
}

fn of_lists(name: &str) -> Option<Builtin> {
    Some(match name {
        "MEDIAN" => Builtin::Whole(|all, _| of_list(all, |list| order::median(&order::sorted(list.to_vec())))),
        "MODE" | "MODE.SNGL" => Builtin::Whole(|all, _| of_list(all, spread::mode)),
        "STDEV" | "STDEV.S" => Builtin::Whole(|all, _| of_list(all, |list| root(spread::sample_variance(list)))),
        "STDEVP" | "STDEV.P" => Builtin::Whole(|all, _| of_list(all, |list| root(spread::population_variance(list)))),
        "VAR" | "VAR.S" => Builtin::Whole(|all, _| of_list(all, spread::sample_variance)),
        "VARP" | "VAR.P" => Builtin::Whole(|all, _| of_list(all, spread::population_variance)),
        "STDEVA" => Builtin::Whole(|all, _| result(root(spread::sample_variance(&counted(all)?)))),
        "STDEVPA" => Builtin::Whole(|all, _| result(root(spread::population_variance(&counted(all)?)))),
        "VARA" => Builtin::Whole(|all, _| result(spread::sample_variance(&counted(all)?))),
        "VARPA" => Builtin::Whole(|all, _| result(spread::population_variance(&counted(all)?))),
        "AVEDEV" => Builtin::Whole(|all, _| of_list(all, spread::avedev)),
        "DEVSQ" => Builtin::Whole(|all, _| of_list(all, spread::devsq)),
        "GEOMEAN" => Builtin::Whole(|all, _| of_list(all, spread::geomean)),
        "HARMEAN" => Builtin::Whole(|all, _| of_list(all, spread::harmean)),
        "SKEW" => Builtin::Whole(|all, _| of_list(all, spread::skew)),
        "KURT" => Builtin::Whole(|all, _| of_list(all, spread::kurt)),
        "STANDARDIZE" => Builtin::Scalar(|values, _| {
            let (x, mean, deviation) = (number(values, 0)?, number(values, 1)?, number(values, 2)?);
            if deviation <= 0.0 {
                return Err(ErrorValue::Num);
            }
            give(Ok((x - mean) / deviation))
        }),
        _ => return None,
    })
}

fn by_order(name: &str) -> Option<Builtin> {
    Some(match name {
        "LARGE" => Builtin::Whole(|all, _| ordered(all, order::largest)),
        "SMALL" => Builtin::Whole(|all, _| ordered(all, order::smallest)),
        "PERCENTILE" | "PERCENTILE.INC" => Builtin::Whole(|all, _| ordered(all, order::percentile)),
        "PERCENTILE.EXC" => Builtin::Whole(|all, _| ordered(all, order::percentile_exclusive)),
        "QUARTILE" | "QUARTILE.INC" => {
            Builtin::Whole(|all, _| ordered(all, |list, quarter| order::percentile(list, quarter.trunc() / 4.0)))
        }
        "QUARTILE.EXC" => Builtin::Whole(|all, _| {
            ordered(all, |list, quarter| {
                order::percentile_exclusive(list, quarter.trunc() / 4.0)
            })
        }),
        "TRIMMEAN" => Builtin::Whole(|all, _| ordered(all, order::trimmean)),
        "PERCENTRANK" | "PERCENTRANK.INC" => Builtin::Whole(|all, _| percentrank(all, Ends::Included)),
        "PERCENTRANK.EXC" => Builtin::Whole(|all, _| percentrank(all, Ends::Excluded)),
        "RANK" | "RANK.EQ" => Builtin::Whole(|all, _| rank(all, |first, _| first)),
        "RANK.AVG" => Builtin::Whole(|all, _| rank(all, |first, equal| first + (equal - 1.0) / 2.0)),
        _ => return None,
    })
}

fn of_pairs(name: &str) -> Option<Builtin> {
    Some(match name {
        "CORREL" | "PEARSON" => Builtin::Whole(|all, _| moments(&all[0], &all[1], Moments::correlation)),
        "RSQ" => Builtin::Whole(|all, _| {
            moments(&all[1], &all[0], |of| {
                of.correlation().map(|correlation| correlation * correlation)
            })
        }),
        "COVAR" | "COVARIANCE.P" => Builtin::Whole(|all, _| moments(&all[0], &all[1], |of| Ok(of.xy / of.count))),
        "COVARIANCE.S" => Builtin::Whole(|all, _| moments(&all[0], &all[1], |of| pairs::divide(of.xy, of.count - 1.0))),
        "SLOPE" => Builtin::Whole(|all, _| moments(&all[1], &all[0], Moments::slope)),
        "INTERCEPT" => Builtin::Whole(|all, _| moments(&all[1], &all[0], Moments::intercept)),
        "STEYX" => Builtin::Whole(|all, _| moments(&all[1], &all[0], Moments::standard_error)),
        "FORECAST" | "FORECAST.LINEAR" => Builtin::Whole(|all, _| {
            let x = all[0].number()?;
            result(Moments::new(&pairs_of(&all[2], &all[1])?)?.forecast(x))
        }),
        "SUMXMY2" => Builtin::Whole(|all, _| sum_of_pairs(all, |x, y| (x - y).powi(2))),
        "SUMX2PY2" => Builtin::Whole(|all, _| sum_of_pairs(all, |x, y| x * x + y * y)),
        "SUMX2MY2" => Builtin::Whole(|all, _| sum_of_pairs(all, |x, y| x * x - y * y)),
        _ => return None,
    })
}

fn result(number: Result<f64, ErrorValue>) -> Result<Operand, ErrorValue> {
    give(number).map(Operand::Value)
}

fn root(number: Result<f64, ErrorValue>) -> Result<f64, ErrorValue> {
    number.map(f64::sqrt)
}

fn of_list(arguments: &[Argument], compute: impl Fn(&[f64]) -> Result<f64, ErrorValue>) -> Result<Operand, ErrorValue> {
    result(compute(&all_numbers(arguments)?))
}

/// Every value as AVERAGEA and its kind count it: in references and arrays a text is 0 and TRUE is 1.
fn counted(arguments: &[Argument]) -> Result<Vec<f64>, ErrorValue> {
    let mut numbers = Vec::new();
    for argument in arguments {
        let is_direct = matches!(argument, Argument::Value(_) | Argument::Omitted);
        for value in argument.filled() {
            numbers.push(match value {
                Value::Text(_) if !is_direct => 0.0,
                value => coerce::to_number(value)?,
            });
        }
    }
    Ok(numbers)
}

/// A list in order and one number.
fn ordered(
    arguments: &[Argument],
    compute: impl Fn(&[f64], f64) -> Result<f64, ErrorValue>,
) -> Result<Operand, ErrorValue> {
    let list = order::sorted(arguments[0].numbers()?);
    result(compute(&list, arguments[1].number()?))
}

fn percentrank(arguments: &[Argument], ends: Ends) -> Result<Operand, ErrorValue> {
    let digits = arguments.get(2).map_or(Ok(3.0), Argument::number)?;
    ordered(arguments, |list, value| order::percentrank(list, value, digits, ends))
}

fn rank(arguments: &[Argument], place: fn(f64, f64) -> f64) -> Result<Operand, ErrorValue> {
    let ascending = arguments.get(2).map_or(Ok(0.0), Argument::number)? != 0.0;
    let (first, equal) = order::rank(&arguments[1].numbers()?, arguments[0].number()?, ascending)?;
    result(Ok(place(first, equal)))
}

fn moments(
    xs: &Argument,
    ys: &Argument,
    compute: impl Fn(&Moments) -> Result<f64, ErrorValue>,
) -> Result<Operand, ErrorValue> {
    result(compute(&Moments::new(&pairs_of(xs, ys)?)?))
}

fn sum_of_pairs(arguments: &[Argument], compute: fn(f64, f64) -> f64) -> Result<Operand, ErrorValue> {
    let pairs = pairs_of(&arguments[0], &arguments[1])?;
    result(Ok(pairs.into_iter().map(|(x, y)| compute(x, y)).sum()))
}

/// The numbers of two lists place by place; a place where either has no number is skipped.
///
/// # Errors
/// `#N/A` for lists of different lengths; the first error among the values.
fn pairs_of(xs: &Argument, ys: &Argument) -> Result<Vec<(f64, f64)>, ErrorValue> {
    let (xs, ys) = (xs.to_array()?, ys.to_array()?);
    if xs.values().len() != ys.values().len() {
        return Err(ErrorValue::NotAvailable);
    }
    let mut pairs = Vec::new();
    for pair in xs.values().iter().zip(ys.values()) {
        match pair {
            (Value::Error(error), _) | (_, Value::Error(error)) => return Err(*error),
            (Value::Number(x), Value::Number(y)) => pairs.push((*x, *y)),
            _ => {}
        }
    }
    Ok(pairs)
}
