//! Numbers at 15 significant digits, the precision at which Excel compares and prints.

use std::cmp::Ordering;

/// A number rounded half away from zero to 15 significant decimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal15 {
    /// Whether it is below zero.
    pub negative: bool,
    /// The digits as a whole number with 15 digits; 0 for zero.
    pub digits: u64,
    /// The power of ten of the first digit.
    pub exponent: i32,
}

impl Decimal15 {
    /// The 15 digits of a finite number; infinities and NaN read as zero.
    pub fn new(number: f64) -> Self {
        if number == 0.0 || !number.is_finite() {
            return Self {
                negative: false,
                digits: 0,
                exponent: 0,
            };
        }
        let (digits, exponent) = scientific(number.abs(), 17);
        // 17 digits do not tell a tie from a value just beside it; 35 do.
        let (digits, exponent) = match digits % 100 {
            49..=51 => scientific_tie(number.abs()),
            tail => (digits / 100 + u128::from(tail >= 50), exponent),
        };
        let (digits, exponent) = if digits >= 1_000_000_000_000_000 {
            (digits / 10, exponent + 1)
        } else {
            (digits, exponent)
        };
        Self {
            negative: number < 0.0,
            digits: digits as u64,
            exponent,
        }
    }

    /// The nearest double.
    pub fn to_f64(self) -> f64 {
        let sign = if self.negative { "-" } else { "" };
        format!("{sign}{}e{}", self.digits, self.exponent - 14)
            .parse()
            .unwrap_or(0.0)
    }
}

/// The first digits of a positive number as a whole number, correctly rounded, and the power of ten of the first.
fn scientific(number: f64, digits: usize) -> (u128, i32) {
    let text = format!("{number:.*e}", digits - 1);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let digits = mantissa
        .bytes()
        .filter(u8::is_ascii_digit)
        .fold(0_u128, |sum, digit| sum * 10 + u128::from(digit - b'0'));
    (digits, exponent.parse().unwrap_or(0))
}

fn scientific_tie(number: f64) -> (u128, i32) {
    const UNIT: u128 = 10_u128.pow(20);
    let (digits, exponent) = scientific(number, 35);
    (digits / UNIT + u128::from(digits % UNIT >= UNIT / 2), exponent)
}

/// The number rounded to 15 significant digits.
#[inline]
pub fn round_to_15_digits(number: f64) -> f64 {
    Decimal15::new(number).to_f64()
}

/// How two finite numbers compare at 15 significant digits.
#[inline]
pub fn compare_at_15_digits(left: f64, right: f64) -> Ordering {
    let difference = (left - right).abs();
    if difference == 0.0 {
        Ordering::Equal
    } else if difference > left.abs().max(right.abs()) * 2e-14 {
        left.total_cmp(&right)
    } else {
        round_to_15_digits(left).total_cmp(&round_to_15_digits(right))
    }
}

/// A number as Excel writes it when it becomes text: 15 significant digits, and powers of ten once the plain
/// form would take more than 20 characters.
pub fn number_to_text(number: f64) -> String {
    if number.abs() < 1e15 && number.trunc() == number {
        return format!("{}", number as i64);
    }
    let decimal = Decimal15::new(number);
    if decimal.digits == 0 {
        return "0".to_owned();
    }
    let digits = decimal.digits.to_string();
    let digits = digits.trim_end_matches('0');
    let plain = match decimal.exponent {
        exponent @ ..0 => {
            let zeros = (-exponent - 1) as usize;
            (2 + zeros + digits.len() <= 20).then(|| format!("0.{}{digits}", "0".repeat(zeros)))
        }
        exponent @ 0..20 => {
            let whole = exponent as usize + 1;
            Some(if digits.len() <= whole {
                format!("{digits:0<whole$}")
            } else {
                format!("{}.{}", &digits[..whole], &digits[whole..])
            })
        }
        _ => None,
    };
    let text = plain.unwrap_or_else(|| power_of_ten(digits, decimal.exponent));
    if decimal.negative { format!("-{text}") } else { text }
}

fn power_of_ten(digits: &str, exponent: i32) -> String {
    let (first, rest) = digits.split_at(1);
    let point = if rest.is_empty() { "" } else { "." };
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{first}{point}{rest}E{sign}{:02}", exponent.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expectations from the table of raw bits and Excel's text in the documentation of Apache POI's
    /// `NumberToTextConverter`.
    #[test]
    fn numbers_become_text_as_in_excel() {
        let cases = [
            (0x3FF0_0068_DB8B_AC71, "1.0001"),
            (0x405E_DD3C_07FB_4C99, "123.456789012346"),
            (0x3EE9_E409_3026_78BA, "1.23456789012346E-05"),
            (0x3F20_2E85_BE18_0B74, "0.000123456789012346"),
            (0x3EE9_E409_301B_5A02, "0.0000123456789"),
            (0x3E6E_7D05_BDAB_DE50, "0.000000056789012345"),
            (0x3E6E_7D05_BDAD_407E, "5.67890123456E-08"),
            (0x42DC_1221_8377_DE6B, "123456789012346"),
            (0x4311_8B54_F22A_EB03, "1234567890123460"),
            (0x43E5_6A95_319D_63E1, "12345678901234600000"),
            (0xC41A_C53A_7E04_BCDA, "-1.23456789012346E+20"),
            (0x40FE_26BF_FFFF_FFF9, "123500"),
            (0x3E45_798E_E230_8C39, "0.00000001"),
            (0x3BFD_83C9_4FB6_D2AB, "1E-19"),
            (0x444B_1AE4_D6E2_EF4F, "1E+21"),
        ];
        for (bits, text) in cases {
            assert_eq!(number_to_text(f64::from_bits(bits)), text);
        }
    }

    #[test]
    fn comparison_ignores_what_lies_beyond_15_digits() {
        assert_eq!(compare_at_15_digits(100.0 * 1.1, 110.0), Ordering::Equal);
        assert_eq!(compare_at_15_digits(0.1 + 0.2, 0.3), Ordering::Equal);
        assert_eq!(compare_at_15_digits(0.1 + 0.2 - 0.3, 0.0), Ordering::Greater);
        assert_eq!(compare_at_15_digits(1.000_000_000_000_01, 1.0), Ordering::Greater);
    }
}
