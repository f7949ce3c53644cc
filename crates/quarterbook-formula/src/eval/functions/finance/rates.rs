//! Interest rates and prices turned into each other: EFFECT, NOMINAL, RRI, PDURATION, DOLLARDE, DOLLARFR.

use crate::ErrorValue;

/// # Errors
/// `#NUM!` for a rate that is not positive or less than one period a year.
pub(super) fn effect(nominal: f64, periods: f64) -> Result<f64, ErrorValue> {
    let periods = periods.trunc();
    if nominal <= 0.0 || periods < 1.0 {
        return Err(ErrorValue::Num);
    }
    Ok((1.0 + nominal / periods).powf(periods) - 1.0)
}

/// # Errors
/// As [`effect`].
pub(super) fn nominal(effective: f64, periods: f64) -> Result<f64, ErrorValue> {
    let periods = periods.trunc();
    if effective <= 0.0 || periods < 1.0 {
        return Err(ErrorValue::Num);
    }
    Ok(periods * ((1.0 + effective).powf(1.0 / periods) - 1.0))
}

/// The rate at which an investment grows from one value to another.
///
/// # Errors
/// `#NUM!` without periods, without a value to start from, and for values of different sign.
pub(super) fn rri(periods: f64, present: f64, future: f64) -> Result<f64, ErrorValue> {
    if periods <= 0.0 || present == 0.0 || future / present < 0.0 {
        return Err(ErrorValue::Num);
    }
    Ok((future / present).powf(1.0 / periods) - 1.0)
}

/// How many periods an investment needs from one value to another.
///
/// # Errors
/// `#NUM!` unless all three are positive.
pub(super) fn pduration(rate: f64, present: f64, future: f64) -> Result<f64, ErrorValue> {
    if rate <= 0.0 || present <= 0.0 || future <= 0.0 {
        return Err(ErrorValue::Num);
    }
    Ok((future / present).ln() / rate.ln_1p())
}

/// A price in fractions, such as 1.02 for 1 2/16, as a decimal number.
///
/// # Errors
/// `#NUM!` for a negative denominator, `#DIV/0!` for one below 1.
pub(super) fn dollarde(price: f64, denominator: f64) -> Result<f64, ErrorValue> {
    let (denominator, scale) = fraction_scale(denominator)?;
    Ok(price.trunc() + price.fract() * scale / denominator)
}

/// A decimal price as one in fractions.
///
/// # Errors
/// As [`dollarde`].
pub(super) fn dollarfr(price: f64, denominator: f64) -> Result<f64, ErrorValue> {
    let (denominator, scale) = fraction_scale(denominator)?;
    Ok(price.trunc() + price.fract() * denominator / scale)
}

fn fraction_scale(denominator: f64) -> Result<(f64, f64), ErrorValue> {
    if denominator < 0.0 {
        return Err(ErrorValue::Num);
    }
    let denominator = denominator.trunc();
    if denominator < 1.0 {
        return Err(ErrorValue::Div0);
    }
    Ok((denominator, 10_f64.powf(denominator.log10().ceil())))
}
