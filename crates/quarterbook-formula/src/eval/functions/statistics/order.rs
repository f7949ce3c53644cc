//! Numbers by their order: medians, percentiles, ranks.

use crate::ErrorValue;
use crate::eval::functions::rounding::{Direction, round};

/// The numbers, smallest first.
pub(super) fn sorted(mut numbers: Vec<f64>) -> Vec<f64> {
    numbers.sort_by(f64::total_cmp);
    numbers
}

/// # Errors
/// `#NUM!` for an empty list.
pub(super) fn median(sorted: &[f64]) -> Result<f64, ErrorValue> {
    percentile(sorted, 0.5)
}

/// The 1-based k-th smallest; a broken k counts up.
///
/// # Errors
/// `#NUM!` for a k outside the list.
pub(super) fn smallest(sorted: &[f64], k: f64) -> Result<f64, ErrorValue> {
    let k = k.ceil();
    if k < 1.0 || k > sorted.len() as f64 {
        return Err(ErrorValue::Num);
    }
    Ok(sorted[k as usize - 1])
}

/// The 1-based k-th largest.
///
/// # Errors
/// As [`smallest`].
pub(super) fn largest(sorted: &[f64], k: f64) -> Result<f64, ErrorValue> {
    smallest(sorted, sorted.len() as f64 - k.ceil() + 1.0)
}

/// PERCENTILE.INC: the value below which a share of the list lies, ends included.
///
/// # Errors
/// `#NUM!` for an empty list and a share outside 0 to 1.
pub(super) fn percentile(sorted: &[f64], share: f64) -> Result<f64, ErrorValue> {
    if sorted.is_empty() || !(0.0..=1.0).contains(&share) {
        return Err(ErrorValue::Num);
    }
    Ok(between(sorted, share * (sorted.len() - 1) as f64))
}

/// PERCENTILE.EXC: the same with ends excluded.
///
/// # Errors
/// `#NUM!` for an empty list and a share outside 1/(n+1) to n/(n+1).
pub(super) fn percentile_exclusive(sorted: &[f64], share: f64) -> Result<f64, ErrorValue> {
    let count = sorted.len() as f64;
    let place = share * (count + 1.0) - 1.0;
    if sorted.is_empty() || !(0.0..=count - 1.0).contains(&place) {
        return Err(ErrorValue::Num);
    }
    Ok(between(sorted, place))
}

fn between(sorted: &[f64], place: f64) -> f64 {
    let index = place.floor() as usize;
    let rest = place.fract();
    match sorted.get(index + 1) {
        Some(next) if rest > 0.0 => sorted[index] + rest * (next - sorted[index]),
        _ => sorted[index],
    }
}

/// Whether PERCENTRANK counts the ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    Included,
    Excluded,
}

/// PERCENTRANK: the share of the list below a value, cut to a number of digits.
///
/// # Errors
/// `#N/A` for a value outside the list, `#NUM!` for an empty list and fewer than one digit.
pub(super) fn percentrank(sorted: &[f64], value: f64, digits: f64, ends: Ends) -> Result<f64, ErrorValue> {
    let (Some(first), Some(last)) = (sorted.first(), sorted.last()) else {
        return Err(ErrorValue::Num);
    };
    if digits < 1.0 {
        return Err(ErrorValue::Num);
    }
    if value < *first || value > *last {
        return Err(ErrorValue::NotAvailable);
    }
    let at = sorted.partition_point(|number| *number < value);
    let place = if sorted[at] == value {
        at as f64
    } else {
        let (below, above) = (sorted[at - 1], sorted[at]);
        (at - 1) as f64 + (value - below) / (above - below)
    };
    let count = sorted.len() as f64;
    let share = match ends {
        Ends::Included if sorted.len() == 1 => 1.0,
        Ends::Included => place / (count - 1.0),
        Ends::Excluded => (place + 1.0) / (count + 1.0),
    };
    Ok(round(share, digits.trunc().min(300.0) as i32, Direction::Towards))
}

/// RANK.EQ: how many numbers come before, and one; and how many are equal.
///
/// # Errors
/// `#N/A` for a number that is not in the list.
pub(super) fn rank(numbers: &[f64], number: f64, ascending: bool) -> Result<(f64, f64), ErrorValue> {
    let equal = numbers.iter().filter(|other| **other == number).count();
    if equal == 0 {
        return Err(ErrorValue::NotAvailable);
    }
    let before = numbers
        .iter()
        .filter(|other| if ascending { **other < number } else { **other > number })
        .count();
    Ok((before as f64 + 1.0, equal as f64))
}

/// TRIMMEAN: the mean without a share of the list, half of it from each end.
///
/// # Errors
/// `#NUM!` for an empty list and a share outside 0 to 1.
pub(super) fn trimmean(sorted: &[f64], share: f64) -> Result<f64, ErrorValue> {
    if sorted.is_empty() || !(0.0..1.0).contains(&share) {
        return Err(ErrorValue::Num);
    }
    let cut = (share * sorted.len() as f64 / 2.0).floor() as usize;
    super::spread::mean(&sorted[cut..sorted.len() - cut])
}
