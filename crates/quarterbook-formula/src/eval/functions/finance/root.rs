//! Where a function of a rate is zero.

use crate::ErrorValue;

const STEPS: usize = 60;

/// A rate above −1 at which `value` is 0: the one Newton's method finds from the guess, or else the nearest to
/// the guess among the brackets of a scan.
///
/// # Errors
/// `#NUM!` when there is none.
pub(super) fn find(value: impl Fn(f64) -> f64, guess: f64) -> Result<f64, ErrorValue> {
    newton(&value, guess)
        .or_else(|| bracketed(&value, guess))
        .map(|rate| if rate.abs() < 1e-15 { 0.0 } else { rate })
        .ok_or(ErrorValue::Num)
}

fn newton(value: &impl Fn(f64) -> f64, guess: f64) -> Option<f64> {
    let mut rate = guess;
    let mut last_step = f64::INFINITY;
    for _ in 0..STEPS {
        let here = value(rate);
        if here == 0.0 {
            return Some(rate);
        }
        // A central difference is exact to about a third of the digits; the last steps still converge fast.
        let width = (1.0 + rate).abs() * 1e-6;
        let slope = (value(rate + width) - value(rate - width)) / (2.0 * width);
        let step = here / slope;
        let next = rate - step;
        if !next.is_finite() || next <= -1.0 || next > 1e12 {
            return None;
        }
        if step.abs() <= 4.0 * f64::EPSILON * next.abs().max(1e-3)
            || (step.abs() <= 1e-11 * (1.0 + next.abs()) && step.abs() >= last_step)
        {
            return is_root(value, next).then_some(next);
        }
        last_step = step.abs();
        rate = next;
    }
    None
}

/// Whether the function is 0 at a place, and does not only fade out there.
fn is_root(value: &impl Fn(f64) -> f64, rate: f64) -> bool {
    let width = (1.0 + rate) * 1e-3;
    let around = value(rate - width).abs().max(value(rate + width).abs());
    value(rate).abs() <= around * 1e-6
}

/// Scans rates from near −1 to a million for changes of sign and halves the one nearest to the guess.
fn bracketed(value: &impl Fn(f64) -> f64, guess: f64) -> Option<f64> {
    // Equal steps of ln(1+rate): fine where rates are small, coarse where they are not.
    const PLACES: i32 = 2_000;
    let place = |index: i32| (-9.0 + 23.0 * f64::from(index) / f64::from(PLACES)).exp_m1();
    (0..PLACES)
        .map(|index| (place(index), place(index + 1)))
        .filter(|(low, high)| {
            let (left, right) = (value(*low), value(*high));
            left.is_finite() && right.is_finite() && (left < 0.0) != (right < 0.0)
        })
        .min_by(|left, right| (left.0 - guess).abs().total_cmp(&(right.0 - guess).abs()))
        .map(|(low, high)| halve(value, low, high))
}

fn halve(value: &impl Fn(f64) -> f64, mut low: f64, mut high: f64) -> f64 {
    let low_is_negative = value(low) < 0.0;
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if middle == low || middle == high {
            break;
        }
        if (value(middle) < 0.0) == low_is_negative {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}
