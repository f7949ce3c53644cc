//! Middle and spread of a list of numbers.

use crate::ErrorValue;

/// # Errors
/// `#DIV/0!` for an empty list.
pub(super) fn mean(numbers: &[f64]) -> Result<f64, ErrorValue> {
    if numbers.is_empty() {
        return Err(ErrorValue::Div0);
    }
    Ok(numbers.iter().sum::<f64>() / numbers.len() as f64)
}

/// The sum of squared distances from the mean, in two passes.
///
/// # Errors
/// `#NUM!` for an empty list.
pub(super) fn devsq(numbers: &[f64]) -> Result<f64, ErrorValue> {
    let mean = mean(numbers).map_err(|_| ErrorValue::Num)?;
    Ok(numbers.iter().map(|number| (number - mean).powi(2)).sum())
}

/// The variance of a sample.
///
/// # Errors
/// `#DIV/0!` for fewer than two numbers.
pub(super) fn sample_variance(numbers: &[f64]) -> Result<f64, ErrorValue> {
    if numbers.len() < 2 {
        return Err(ErrorValue::Div0);
    }
    Ok(devsq(numbers)? / (numbers.len() - 1) as f64)
}

/// The variance of a whole population.
///
/// # Errors
/// `#DIV/0!` for an empty list.
pub(super) fn population_variance(numbers: &[f64]) -> Result<f64, ErrorValue> {
    if numbers.is_empty() {
        return Err(ErrorValue::Div0);
    }
    Ok(devsq(numbers)? / numbers.len() as f64)
}

/// # Errors
/// `#NUM!` for an empty list.
pub(super) fn avedev(numbers: &[f64]) -> Result<f64, ErrorValue> {
    let mean = mean(numbers).map_err(|_| ErrorValue::Num)?;
    Ok(numbers.iter().map(|number| (number - mean).abs()).sum::<f64>() / numbers.len() as f64)
}

/// The geometric mean.
///
/// # Errors
/// `#NUM!` for an empty list and for a number that is not positive.
pub(super) fn geomean(numbers: &[f64]) -> Result<f64, ErrorValue> {
    if numbers.is_empty() || numbers.iter().any(|number| *number <= 0.0) {
        return Err(ErrorValue::Num);
    }
    Ok((numbers.iter().map(|number| number.ln()).sum::<f64>() / numbers.len() as f64).exp())
}

/// The harmonic mean.
///
/// # Errors
/// As [`geomean`].
pub(super) fn harmean(numbers: &[f64]) -> Result<f64, ErrorValue> {
    if numbers.is_empty() || numbers.iter().any(|number| *number <= 0.0) {
        return Err(ErrorValue::Num);
    }
    Ok(numbers.len() as f64 / numbers.iter().map(|number| 1.0 / number).sum::<f64>())
}

/// The number that occurs most often; the first one among equals.
///
/// # Errors
/// `#N/A` when no number occurs twice.
pub(super) fn mode(numbers: &[f64]) -> Result<f64, ErrorValue> {
    let mut sorted: Vec<(f64, usize)> = numbers.iter().copied().zip(0..).collect();
    sorted.sort_by(|left, right| left.0.total_cmp(&right.0).then(left.1.cmp(&right.1)));
    sorted
        .chunk_by(|left, right| left.0 == right.0)
        .filter(|run| run.len() > 1)
        .max_by_key(|run| (run.len(), std::cmp::Reverse(run[0].1)))
        .map(|run| run[0].0)
        .ok_or(ErrorValue::NotAvailable)
}

/// How far the distribution leans, of a sample.
///
/// # Errors
/// `#DIV/0!` for fewer than three numbers and when all are equal.
pub(super) fn skew(numbers: &[f64]) -> Result<f64, ErrorValue> {
    let count = numbers.len() as f64;
    if numbers.len() < 3 {
        return Err(ErrorValue::Div0);
    }
    let cubes = standardized_powers(numbers, 3)?;
    Ok(cubes * count / ((count - 1.0) * (count - 2.0)))
}

/// How heavy the ends of the distribution are, of a sample; 0 for a normal one.
///
/// # Errors
/// `#DIV/0!` for fewer than four numbers and when all are equal.
pub(super) fn kurt(numbers: &[f64]) -> Result<f64, ErrorValue> {
    let count = numbers.len() as f64;
    if numbers.len() < 4 {
        return Err(ErrorValue::Div0);
    }
    let fourths = standardized_powers(numbers, 4)?;
    let (two, three) = (count - 2.0, count - 3.0);
    Ok(fourths * count * (count + 1.0) / ((count - 1.0) * two * three) - 3.0 * (count - 1.0).powi(2) / (two * three))
}

fn standardized_powers(numbers: &[f64], power: i32) -> Result<f64, ErrorValue> {
    let mean = mean(numbers)?;
    let deviation = sample_variance(numbers)?.sqrt();
    if deviation == 0.0 {
        return Err(ErrorValue::Div0);
    }
    Ok(numbers
        .iter()
        .map(|number| ((number - mean) / deviation).powi(power))
        .sum())
}
