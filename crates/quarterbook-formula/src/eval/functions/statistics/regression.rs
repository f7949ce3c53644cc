//! Least squares with any number of known columns: TREND and GROWTH.

use crate::ErrorValue;

/// A plane through points: `constant + Σ slope·x`.
pub(super) struct Plane {
    slopes: Vec<f64>,
    constant: f64,
}

impl Plane {
    /// The plane nearest to the points; `columns` hold one known variable each. A column that the others
    /// explain gets the slope 0.
    ///
    /// # Errors
    /// `#REF!` for columns of another length than the values, `#VALUE!` without values.
    pub(super) fn fit(values: &[f64], columns: &[Vec<f64>], has_constant: bool) -> Result<Self, ErrorValue> {
        if values.is_empty() {
            return Err(ErrorValue::Value);
        }
        if columns.iter().any(|column| column.len() != values.len()) {
            return Err(ErrorValue::Ref);
        }
        let mean = |numbers: &[f64]| {
            if has_constant {
                numbers.iter().sum::<f64>() / numbers.len() as f64
            } else {
                0.0
            }
        };
        let value_mean = mean(values);
        let means: Vec<f64> = columns.iter().map(|column| mean(column)).collect();
        let centred: Vec<Vec<f64>> = columns
            .iter()
            .zip(&means)
            .map(|(column, mean)| column.iter().map(|x| x - mean).collect())
            .collect();
        let rest = values.iter().map(|value| value - value_mean).collect();
        let slopes = solve(centred, rest);
        let constant = value_mean - dot(&slopes, &means);
        Ok(Self { slopes, constant })
    }

    /// The plane's value at a point.
    pub(super) fn at(&self, point: &[f64]) -> f64 {
        self.constant + dot(&self.slopes, point)
    }
}

/// The slopes that leave the smallest rest, by Gram and Schmidt's orthogonal columns.
fn solve(mut columns: Vec<Vec<f64>>, mut rest: Vec<f64>) -> Vec<f64> {
    let count = columns.len();
    let originals: Vec<f64> = columns.iter().map(|column| dot(column, column)).collect();
    let mut factors = vec![vec![0.0; count]; count];
    let mut shares = vec![0.0; count];
    for index in 0..count {
        let length = dot(&columns[index], &columns[index]);
        // What earlier columns left over is noise when nearly nothing is left.
        if length <= originals[index] * 1e-24 {
            continue;
        }
        factors[index][index] = 1.0;
        shares[index] = dot(&columns[index], &rest) / length;
        let base = columns[index].clone();
        subtract(&mut rest, &base, shares[index]);
        for later in index + 1..count {
            let factor = dot(&base, &columns[later]) / length;
            factors[index][later] = factor;
            subtract(&mut columns[later], &base, factor);
        }
    }
    let mut slopes = vec![0.0; count];
    for index in (0..count).rev() {
        if factors[index][index] != 0.0 {
            let explained: f64 = (index + 1..count)
                .map(|later| factors[index][later] * slopes[later])
                .sum();
            slopes[index] = shares[index] - explained;
        }
    }
    slopes
}

fn subtract(column: &mut [f64], base: &[f64], factor: f64) {
    for (number, base) in column.iter_mut().zip(base) {
        *number -= factor * base;
    }
}

fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(left, right)| left * right).sum()
}
