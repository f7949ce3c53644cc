//! Decimal digits of a number, rounded half away from zero on its 15 significant digits.

use crate::decimal::Decimal15;

/// A number without sign, written out to a number of decimals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Digits {
    /// The whole part without leading zeros; empty for 0.
    pub(super) whole: String,
    /// Exactly as many digits as were asked for.
    pub(super) fraction: String,
}

/// The number times a power of ten, rounded to a number of decimals.
pub(super) fn round(number: f64, shift: i32, decimals: usize) -> Digits {
    let decimal = Decimal15::new(number);
    if decimal.digits == 0 {
        return Digits {
            whole: String::new(),
            fraction: "0".repeat(decimals),
        };
    }
    // The number is digits × 10^scale; the last kept place is 10^-decimals.
    let scale = decimal.exponent - 14 + shift;
    let dropped = -(scale + decimals as i32);
    let kept = match dropped {
        ..=0 => format!("{}{}", decimal.digits, "0".repeat(-dropped as usize)),
        1..=16 => {
            let unit = 10_u64.pow(dropped as u32);
            (decimal.digits / unit + u64::from(decimal.digits % unit >= unit / 2)).to_string()
        }
        _ => "0".to_owned(),
    };
    let padded = format!("{kept:0>width$}", width = decimals + 1);
    let (whole, fraction) = padded.split_at(padded.len() - decimals);
    Digits {
        whole: whole.trim_start_matches('0').to_owned(),
        fraction: fraction.to_owned(),
    }
}

/// The power of ten of the first digit; 0 for 0.
pub(super) fn exponent(number: f64) -> i32 {
    Decimal15::new(number).exponent
}
