//! Level payments: PV, FV, PMT, NPER, RATE and the parts of a payment.
//!
//! All of them solve `pv·(1+rate)^nper + pmt·(1+rate·type)·((1+rate)^nper − 1)/rate + fv = 0`, the equation
//! in Microsoft's documentation of PV; at rate 0 it reads `pv + pmt·nper + fv = 0`.

use super::root;
use crate::ErrorValue;

/// Whether payments fall due at the end of a period (type 0) or at its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Due {
    End,
    Start,
}

impl Due {
    /// What one payment is worth at the end of its period.
    fn factor(self, rate: f64) -> f64 {
        match self {
            Self::End => 1.0,
            Self::Start => 1.0 + rate,
        }
    }
}

/// `(1+rate)^periods`, without losing the digits of a small rate.
pub(super) fn growth(rate: f64, periods: f64) -> f64 {
    if rate > -1.0 {
        (periods * rate.ln_1p()).exp()
    } else {
        (1.0 + rate).powf(periods)
    }
}

/// `((1+rate)^periods − 1) / rate`: what payments of 1 at the end of each period grow to, without losing the
/// digits of a small rate.
fn annuity(rate: f64, periods: f64) -> f64 {
    if rate == 0.0 {
        periods
    } else if rate > -1.0 {
        (periods * rate.ln_1p()).exp_m1() / rate
    } else {
        ((1.0 + rate).powf(periods) - 1.0) / rate
    }
}

/// Growth and annuity as the documented formulas compute them in doubles, `1+rate` being rounded first: other
/// programs show these digits of PV and FV. Rates too small for that are taken without loss.
fn documented(rate: f64, periods: f64) -> (f64, f64) {
    if rate.abs() < 1e-5 {
        return (growth(rate, periods), annuity(rate, periods));
    }
    let growth = (1.0 + rate).powf(periods);
    (growth, (growth - 1.0) / rate)
}

pub(super) fn pv(rate: f64, periods: f64, payment: f64, future: f64, due: Due) -> Result<f64, ErrorValue> {
    let (growth, annuity) = documented(rate, periods);
    if growth == 0.0 {
        return Err(ErrorValue::Div0);
    }
    Ok(-(future + payment * due.factor(rate) * annuity) / growth)
}

pub(super) fn fv(rate: f64, periods: f64, payment: f64, present: f64, due: Due) -> f64 {
    let (growth, annuity) = documented(rate, periods);
    -(present * growth + payment * due.factor(rate) * annuity)
}

/// # Errors
/// `#NUM!` for no periods.
pub(super) fn pmt(rate: f64, periods: f64, present: f64, future: f64, due: Due) -> Result<f64, ErrorValue> {
    let divisor = due.factor(rate) * annuity(rate, periods);
    if periods == 0.0 || divisor == 0.0 {
        return Err(ErrorValue::Num);
    }
    Ok(-(present * growth(rate, periods) + future) / divisor)
}

/// # Errors
/// `#NUM!` when the payments never get there, `#DIV/0!` without payment and rate.
pub(super) fn nper(rate: f64, payment: f64, present: f64, future: f64, due: Due) -> Result<f64, ErrorValue> {
    if rate == 0.0 {
        if payment == 0.0 {
            return Err(ErrorValue::Div0);
        }
        return Ok(-(present + future) / payment);
    }
    if rate <= -1.0 {
        return Err(ErrorValue::Num);
    }
    // (1+rate)^nper = 1 − rate·(pv+fv)/(rate·pv + pmt·(1+rate·type))
    let share = rate * (present + future) / (rate * present + payment * due.factor(rate));
    let periods = (-share).ln_1p() / rate.ln_1p();
    if periods.is_finite() {
        Ok(periods)
    } else {
        Err(ErrorValue::Num)
    }
}

/// # Errors
/// `#NUM!` without periods, and when no rate above −1 fits.
pub(super) fn rate(
    periods: f64,
    payment: f64,
    present: f64,
    future: f64,
    due: Due,
    guess: f64,
) -> Result<f64, ErrorValue> {
    if periods <= 0.0 || guess <= -1.0 {
        return Err(ErrorValue::Num);
    }
    let left_over = |rate: f64| {
        let growth = growth(rate, periods);
        // Divided by the larger of 1 and the growth, so that high rates do not drown the other terms.
        (present * growth + payment * due.factor(rate) * annuity(rate, periods) + future) / growth.max(1.0)
    };
    root::find(left_over, guess)
}

/// The interest in one payment.
///
/// # Errors
/// `#NUM!` for a period outside 1 to `periods`.
pub(super) fn ipmt(
    rate: f64,
    period: f64,
    periods: f64,
    present: f64,
    future: f64,
    due: Due,
) -> Result<f64, ErrorValue> {
    if period < 1.0 || period >= periods + 1.0 {
        return Err(ErrorValue::Num);
    }
    let payment = pmt(rate, periods, present, future, due)?;
    Ok(match due {
        Due::End => rate * fv(rate, period - 1.0, payment, present, due),
        Due::Start if period == 1.0 => 0.0,
        Due::Start => rate * (fv(rate, period - 2.0, payment, present, due) - payment),
    })
}

/// The part of one payment that pays back.
///
/// # Errors
/// As [`ipmt`].
pub(super) fn ppmt(
    rate: f64,
    period: f64,
    periods: f64,
    present: f64,
    future: f64,
    due: Due,
) -> Result<f64, ErrorValue> {
    let interest = ipmt(rate, period, periods, present, future, due)?;
    Ok(pmt(rate, periods, present, future, due)? - interest)
}

/// The sum of a part of the payments from one period to another.
///
/// # Errors
/// `#NUM!` for a rate, a number of periods or a loan that is not positive, and for periods out of order.
pub(super) fn cumulative(
    part: fn(f64, f64, f64, f64, f64, Due) -> Result<f64, ErrorValue>,
    [rate, periods, present]: [f64; 3],
    first: f64,
    last: f64,
    due: Due,
) -> Result<f64, ErrorValue> {
    let in_order = 1.0 <= first && first <= last && last <= periods && last < 1e6;
    if rate <= 0.0 || periods <= 0.0 || present <= 0.0 || !in_order {
        return Err(ErrorValue::Num);
    }
    let (first, last) = (first.ceil() as u64, last.floor() as u64);
    (first..=last)
        .map(|period| part(rate, period as f64, periods, present, 0.0, due))
        .sum()
}

/// The interest of a loan paid back in equal parts.
///
/// # Errors
/// `#DIV/0!` for no periods.
pub(super) fn ispmt(rate: f64, period: f64, periods: f64, present: f64) -> Result<f64, ErrorValue> {
    if periods == 0.0 {
        return Err(ErrorValue::Div0);
    }
    Ok(present * rate * (period / periods - 1.0))
}
