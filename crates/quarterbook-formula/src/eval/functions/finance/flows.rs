//! Cash flows: NPV, IRR, MIRR and their forms with dates.

use super::annuity::growth;
use super::root;
use crate::ErrorValue;

/// Flows at the ends of periods 1, 2, …, discounted to today.
///
/// # Errors
/// `#DIV/0!` at a rate of −1.
pub(super) fn npv(rate: f64, flows: &[f64]) -> Result<f64, ErrorValue> {
    if rate == -1.0 {
        return Err(ErrorValue::Div0);
    }
    Ok(flows
        .iter()
        .enumerate()
        .map(|(index, flow)| flow / (1.0 + rate).powi(index as i32 + 1))
        .sum())
}

/// The rate at which flows at periods 0, 1, … are worth nothing.
///
/// # Errors
/// `#NUM!` unless there is a positive and a negative flow, and when no rate is found.
pub(super) fn irr(flows: &[f64], guess: f64) -> Result<f64, ErrorValue> {
    if !has_both_signs(flows) || guess <= -1.0 {
        return Err(ErrorValue::Num);
    }
    let times: Vec<f64> = (0..flows.len()).map(|index| index as f64).collect();
    root::find(|rate| worth(rate, flows, &times), guess)
}

/// Flows on dates, discounted to the first date at a yearly rate, years having 365 days.
///
/// # Errors
/// `#NUM!` for a rate that is not positive (Excel's limit, though not the formula's), for lists of different
/// lengths, and for a date before the first one.
pub(super) fn xnpv(rate: f64, flows: &[f64], dates: &[f64]) -> Result<f64, ErrorValue> {
    if rate <= 0.0 {
        return Err(ErrorValue::Num);
    }
    let years = years_from_first(flows, dates)?;
    Ok(flows
        .iter()
        .zip(&years)
        .map(|(flow, years)| flow / (1.0 + rate).powf(*years))
        .sum())
}

/// The yearly rate at which flows on dates are worth nothing.
///
/// # Errors
/// As [`irr`] and, but for the rate, as [`xnpv`].
pub(super) fn xirr(flows: &[f64], dates: &[f64], guess: f64) -> Result<f64, ErrorValue> {
    let years = years_from_first(flows, dates)?;
    if !has_both_signs(flows) || guess <= -1.0 {
        return Err(ErrorValue::Num);
    }
    root::find(|rate| worth(rate, flows, &years), guess)
}

/// The rate of return when what comes in is invested at one rate and what goes out is borrowed at another.
///
/// # Errors
/// `#DIV/0!` unless there is a positive and a negative flow, and at a rate of −1.
pub(super) fn mirr(flows: &[f64], finance_rate: f64, reinvest_rate: f64) -> Result<f64, ErrorValue> {
    if !has_both_signs(flows) || finance_rate == -1.0 || reinvest_rate == -1.0 {
        return Err(ErrorValue::Div0);
    }
    let last = flows.len() as i32 - 1;
    let (mut earned, mut paid) = (0.0, 0.0);
    for (index, flow) in (0..).zip(flows) {
        if *flow > 0.0 {
            earned += flow * (1.0 + reinvest_rate).powi(last - index);
        } else {
            paid -= flow / (1.0 + finance_rate).powi(index);
        }
    }
    Ok((earned / paid).powf(1.0 / f64::from(last)) - 1.0)
}

/// A sum that grows at one rate after the other.
pub(super) fn fvschedule(principal: f64, rates: &[f64]) -> f64 {
    rates.iter().fold(principal, |sum, rate| sum * (1.0 + rate))
}

fn has_both_signs(flows: &[f64]) -> bool {
    flows.iter().any(|flow| *flow > 0.0) && flows.iter().any(|flow| *flow < 0.0)
}

fn worth(rate: f64, flows: &[f64], times: &[f64]) -> f64 {
    flows
        .iter()
        .zip(times)
        .map(|(flow, time)| flow / growth(rate, *time))
        .sum()
}

fn years_from_first(flows: &[f64], dates: &[f64]) -> Result<Vec<f64>, ErrorValue> {
    let first = dates.first().ok_or(ErrorValue::NotAvailable)?.trunc();
    if flows.len() != dates.len() {
        return Err(ErrorValue::Num);
    }
    dates
        .iter()
        .map(|date| {
            let days = date.trunc() - first;
            if days < 0.0 || first < 0.0 {
                return Err(ErrorValue::Num);
            }
            Ok(days / 365.0)
        })
        .collect()
}
