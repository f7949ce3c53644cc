//! A number through one section of a number format.

use rust_decimal::{Decimal, RoundingStrategy};

use super::section::{Section, Token};

/// How a section writes digits.
#[derive(Default)]
struct Shape {
    whole_digits: usize,
    decimals: usize,
    decimals_needed: usize,
    thousands: bool,
    /// How many powers of ten the number is moved: up by per cent signs, down by trailing commas.
    shift: i32,
    exponent: Option<ExponentShape>,
}

struct ExponentShape {
    plus: bool,
    digits: usize,
}

/// The number as the section shows it; `None` when the section has something that is not followed here.
pub(super) fn print(number: f64, section: &Section) -> Option<String> {
    let unknown = |token: &Token| matches!(token, Token::Other | Token::Date(..) | Token::HalfDay | Token::Text);
    if section.tokens.iter().any(unknown) {
        return None;
    }
    let shape = Shape::of(&section.tokens);
    let (digits, is_negative) = match shape.exponent {
        Some(_) => (shape.scientific(number), number < 0.0),
        None => shape.fixed(number)?,
    };
    let mut printed = String::new();
    let mut digits = Some(digits);
    for token in &section.tokens {
        match token {
            Token::Literal(text) => printed.push_str(text),
            Token::Percent => printed.push('%'),
            Token::General => printed.push_str(&super::general(number.abs())),
            Token::Digit { .. } | Token::Point => printed.push_str(&digits.take().unwrap_or_default()),
            _ => {}
        }
    }
    let has_number = digits.is_none() || section.tokens.contains(&Token::General);
    Some(if is_negative && has_number {
        format!("-{printed}")
    } else {
        printed
    })
}

impl Shape {
    fn of(tokens: &[Token]) -> Self {
        let mut shape = Self::default();
        let mut after_point = false;
        let mut commas = 0;
        for token in tokens {
            match (token, &mut shape.exponent) {
                (Token::Digit { .. }, Some(exponent)) => exponent.digits += 1,
                (Token::Exponent { plus }, none @ None) => {
                    *none = Some(ExponentShape { plus: *plus, digits: 0 });
                }
                (Token::Digit { needed }, None) if after_point => {
                    shape.decimals += 1;
                    if *needed {
                        shape.decimals_needed = shape.decimals;
                    }
                }
                (Token::Digit { needed }, None) => {
                    // A comma with digits on both sides groups thousands.
                    shape.thousands |= commas > 0;
                    commas = 0;
                    shape.whole_digits += usize::from(*needed);
                }
                (Token::Point, None) => after_point = true,
                (Token::Comma, None) => commas += 1,
                (Token::Percent, _) => shape.shift += 2,
                _ => {}
            }
        }
        shape.shift -= 3 * commas;
        shape
    }

    /// The digits without a sign, and whether there is one. Rounds half away from zero, on the decimal digits.
    fn fixed(&self, number: f64) -> Option<(String, bool)> {
        let exact: Decimal = super::general(number).parse().ok()?;
        let power = Decimal::from(10_u64.checked_pow(self.shift.unsigned_abs())?);
        let moved = if self.shift < 0 {
            exact.checked_div(power)?
        } else {
            exact.checked_mul(power)?
        };
        let rounded = moved.round_dp_with_strategy(self.decimals as u32, RoundingStrategy::MidpointAwayFromZero);
        let text = format!("{:.*}", self.decimals, rounded.abs());
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let needed = decimals.trim_end_matches('0').len().max(self.decimals_needed);
        let whole = format!("{:0>width$}", whole.trim_start_matches('0'), width = self.whole_digits);
        let whole = if self.thousands { grouped(&whole) } else { whole };
        let point = if self.decimals > 0 { "." } else { "" };
        Some((format!("{whole}{point}{}", &decimals[..needed]), number < 0.0))
    }

    fn scientific(&self, number: f64) -> String {
        let text = format!("{:.*e}", self.decimals, number.abs());
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let (sign, digits) = match exponent.strip_prefix('-') {
            Some(digits) => ("-", digits),
            None if self.exponent.as_ref().is_some_and(|exponent| exponent.plus) => ("+", exponent),
            None => ("", exponent),
        };
        let width = self.exponent.as_ref().map_or(0, |exponent| exponent.digits);
        format!("{mantissa}E{sign}{digits:0>width$}")
    }
}

fn grouped(whole: &str) -> String {
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
