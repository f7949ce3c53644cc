//! Two lists beside each other: correlation and the straight line.

use crate::ErrorValue;

/// Sums of squares and products about the means.
pub(super) struct Moments {
    pub(super) count: f64,
    pub(super) mean_x: f64,
    pub(super) mean_y: f64,
    pub(super) xx: f64,
    pub(super) xy: f64,
    pub(super) yy: f64,
    /// What the line leaves of `yy`.
    rest: f64,
}

impl Moments {
    /// # Errors
    /// `#DIV/0!` without pairs.
    pub(super) fn new(pairs: &[(f64, f64)]) -> Result<Self, ErrorValue> {
        if pairs.is_empty() {
            return Err(ErrorValue::Div0);
        }
        let count = pairs.len() as f64;
        let mean_x = pairs.iter().map(|(x, _)| x).sum::<f64>() / count;
        let mean_y = pairs.iter().map(|(_, y)| y).sum::<f64>() / count;
        let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
        for (x, y) in pairs {
            xx += (x - mean_x).powi(2);
            xy += (x - mean_x) * (y - mean_y);
            yy += (y - mean_y).powi(2);
        }
        let slope = if xx == 0.0 { 0.0 } else { xy / xx };
        let rest = pairs
            .iter()
            .map(|(x, y)| (y - mean_y - slope * (x - mean_x)).powi(2))
            .sum();
        Ok(Self {
            count,
            mean_x,
            mean_y,
            xx,
            xy,
            yy,
            rest,
        })
    }

    pub(super) fn correlation(&self) -> Result<f64, ErrorValue> {
        divide(self.xy, (self.xx * self.yy).sqrt())
    }

    pub(super) fn slope(&self) -> Result<f64, ErrorValue> {
        divide(self.xy, self.xx)
    }

    pub(super) fn intercept(&self) -> Result<f64, ErrorValue> {
        Ok(self.mean_y - self.slope()? * self.mean_x)
    }

    /// The line's value at x.
    pub(super) fn forecast(&self, x: f64) -> Result<f64, ErrorValue> {
        Ok(self.mean_y + self.slope()? * (x - self.mean_x))
    }

    /// The standard error of the line's values.
    pub(super) fn standard_error(&self) -> Result<f64, ErrorValue> {
        if self.count < 3.0 || self.xx == 0.0 {
            return Err(ErrorValue::Div0);
        }
        Ok((self.rest / (self.count - 2.0)).sqrt())
    }
}

/// # Errors
/// `#DIV/0!` for a divisor of 0.
pub(super) fn divide(dividend: f64, divisor: f64) -> Result<f64, ErrorValue> {
    if divisor == 0.0 {
        return Err(ErrorValue::Div0);
    }
    Ok(dividend / divisor)
}
