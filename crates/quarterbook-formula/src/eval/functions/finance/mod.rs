//! Loans, cash flows and depreciation.

mod annuity;
mod depreciation;
mod flows;
mod rates;
mod root;

use crate::eval::argument::{Argument, all_numbers};
use crate::eval::builtin::Builtin;
use crate::eval::functions::finance::annuity::Due;
use crate::eval::functions::finance::depreciation::Asset;
use crate::eval::functions::inputs::{bool_or, every_number, give, number, number_or, strict_number, whole_number_or};
use crate::eval::operand::Operand;
use crate::{ErrorValue, Value};

/// The code of a function of this family.
pub(crate) fn find(name: &str) -> Option<Builtin> {
    payment(name)
        .or_else(|| asset(name))
        .or_else(|| rate_of_interest(name))
        .or_else(|| cash_flow(name))
}

fn payment(name: &str) -> Option<Builtin> {
    Some(match name {
        "PV" => Builtin::Scalar(|values, _| {
            let [rate, periods, payment, future] = four(values)?;
            give(annuity::pv(rate, periods, payment, future, due(values, 4)?))
        }),
        "FV" => Builtin::Scalar(|values, _| {
            let [rate, periods, payment, present] = four(values)?;
            give(Ok(annuity::fv(rate, periods, payment, present, due(values, 4)?)))
        }),
        "PMT" => Builtin::Scalar(|values, _| {
            let [rate, periods, present, future] = four(values)?;
            give(annuity::pmt(rate, periods, present, future, due(values, 4)?))
        }),
        "NPER" => Builtin::Scalar(|values, _| {
            let [rate, payment, present, future] = four(values)?;
            give(annuity::nper(rate, payment, present, future, due(values, 4)?))
        }),
        "RATE" => Builtin::Scalar(|values, _| {
            let [periods, payment, present, future] = four(values)?;
            let guess = number_or(values, 5, 0.1)?;
            give(annuity::rate(periods, payment, present, future, due(values, 4)?, guess))
        }),
        "IPMT" => Builtin::Scalar(|values, _| payment_part(values, annuity::ipmt)),
        "PPMT" => Builtin::Scalar(|values, _| payment_part(values, annuity::ppmt)),
        "CUMIPMT" => Builtin::Scalar(|values, _| cumulative(values, annuity::ipmt)),
        "CUMPRINC" => Builtin::Scalar(|values, _| cumulative(values, annuity::ppmt)),
        "ISPMT" => Builtin::Scalar(|values, _| {
            let [rate, period, periods, present] = four(values)?;
            give(annuity::ispmt(rate, period, periods, present))
        }),
        _ => return None,
    })
}

fn asset(name: &str) -> Option<Builtin> {
    Some(match name {
        "SLN" => Builtin::Scalar(|values, _| {
            let [cost, salvage, life, _] = four(values)?;
            give(depreciation::sln(cost, salvage, life))
        }),
        "SYD" => Builtin::Scalar(|values, _| {
            let [cost, salvage, life, period] = four(values)?;
            give(depreciation::syd(cost, salvage, life, period))
        }),
        "DB" => Builtin::Scalar(|values, _| {
            let [cost, salvage, life, period] = four(values)?;
            give(depreciation::db(
                cost,
                salvage,
                life,
                period,
                number_or(values, 4, 12.0)?,
            ))
        }),
        "DDB" => Builtin::Scalar(|values, _| {
            let [cost, salvage, life, period] = four(values)?;
            give(depreciation::ddb(
                cost,
                salvage,
                life,
                period,
                number_or(values, 4, 2.0)?,
            ))
        }),
        "VDB" => Builtin::Scalar(|values, _| {
            let [cost, salvage, life, start] = four(values)?;
            let factor = number_or(values, 5, 2.0)?;
            let asset = Asset {
                cost,
                salvage,
                life,
                factor,
            };
            let switches = !bool_or(values, 6, false)?;
            give(depreciation::vdb(asset, start, number(values, 4)?, switches))
        }),
        _ => return None,
    })
}

fn rate_of_interest(name: &str) -> Option<Builtin> {
    Some(match name {
        "EFFECT" => Builtin::Scalar(|values, _| strict_pair(values, rates::effect)),
        "NOMINAL" => Builtin::Scalar(|values, _| strict_pair(values, rates::nominal)),
        "DOLLARDE" => Builtin::Scalar(|values, _| strict_pair(values, rates::dollarde)),
        "DOLLARFR" => Builtin::Scalar(|values, _| strict_pair(values, rates::dollarfr)),
        "RRI" => Builtin::Scalar(|values, _| {
            let [periods, present, future, _] = four(values)?;
            give(rates::rri(periods, present, future))
        }),
        "PDURATION" => Builtin::Scalar(|values, _| {
            let [rate, present, future, _] = four(values)?;
            give(rates::pduration(rate, present, future))
        }),
        _ => return None,
    })
}

fn cash_flow(name: &str) -> Option<Builtin> {
    Some(match name {
        "NPV" => Builtin::Whole(|arguments, _| result(flows::npv(rate(arguments)?, &all_numbers(&arguments[1..])?))),
        "IRR" => Builtin::Whole(|arguments, _| {
            let guess = whole_number_or(arguments, 1, 0.1)?;
            result(flows::irr(&arguments[0].numbers()?, guess))
        }),
        "MIRR" => Builtin::Whole(|arguments, _| {
            let flows = arguments[0].numbers()?;
            let reinvest_rate = whole_number_or(arguments, 2, 0.0)?;
            result(flows::mirr(&flows, whole_number_or(arguments, 1, 0.0)?, reinvest_rate))
        }),
        "XNPV" => Builtin::Whole(|arguments, _| {
            let (flows, dates) = (every_number(&arguments[1])?, every_number(&arguments[2])?);
            result(flows::xnpv(rate(arguments)?, &flows, &dates))
        }),
        "XIRR" => Builtin::Whole(|arguments, _| {
            let (flows, dates) = (every_number(&arguments[0])?, every_number(&arguments[1])?);
            result(flows::xirr(&flows, &dates, whole_number_or(arguments, 2, 0.1)?))
        }),
        "FVSCHEDULE" => Builtin::Whole(|arguments, _| {
            let rates = every_number(&arguments[1])?;
            result(Ok(flows::fvschedule(rate(arguments)?, &rates)))
        }),
        _ => return None,
    })
}

fn four(values: &[Value]) -> Result<[f64; 4], ErrorValue> {
    Ok([
        number(values, 0)?,
        number(values, 1)?,
        number(values, 2)?,
        number(values, 3)?,
    ])
}

fn strict_pair(values: &[Value], compute: fn(f64, f64) -> Result<f64, ErrorValue>) -> Result<Value, ErrorValue> {
    give(compute(strict_number(values, 0)?, strict_number(values, 1)?))
}

fn due(values: &[Value], place: usize) -> Result<Due, ErrorValue> {
    Ok(if number(values, place)? == 0.0 {
        Due::End
    } else {
        Due::Start
    })
}

type Part = fn(f64, f64, f64, f64, f64, Due) -> Result<f64, ErrorValue>;

fn payment_part(values: &[Value], part: Part) -> Result<Value, ErrorValue> {
    let [rate, period, periods, present] = four(values)?;
    give(part(
        rate,
        period,
        periods,
        present,
        number(values, 4)?,
        due(values, 5)?,
    ))
}

fn cumulative(values: &[Value], part: Part) -> Result<Value, ErrorValue> {
    let [rate, periods, present] = [
        strict_number(values, 0)?,
        strict_number(values, 1)?,
        strict_number(values, 2)?,
    ];
    let (first, last) = (strict_number(values, 3)?, strict_number(values, 4)?);
    let due = match strict_number(values, 5)? {
        0.0 => Due::End,
        1.0 => Due::Start,
        _ => return Err(ErrorValue::Num),
    };
    give(annuity::cumulative(part, [rate, periods, present], first, last, due))
}

fn rate(arguments: &[Argument]) -> Result<f64, ErrorValue> {
    whole_number_or(arguments, 0, 0.0)
}

fn result(number: Result<f64, ErrorValue>) -> Result<Operand, ErrorValue> {
    give(number).map(Operand::Value)
}
