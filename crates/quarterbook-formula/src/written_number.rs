//! Numbers as they are written, in formulas and in texts.

/// A number of digits, at most one point and an optional power of ten, as Excel takes it: digits from the 16th
/// significant one on are read as 0, and what is too small for a normal double is 0. Infinite when it is too
/// large, `None` when the text is no such number.
///
/// Source: Microsoft, "Floating-point arithmetic may give inaccurate results in Excel" and "Excel specifications
/// and limits" (15 digits of number precision).
pub(crate) fn read(text: &str) -> Option<f64> {
    const SIGNIFICANT: usize = 15;
    let number: f64 = if text.len() <= SIGNIFICANT {
        text.parse().ok()?
    } else {
        let mut seen = 0;
        let mut in_exponent = false;
        let kept: String = text
            .chars()
            .map(|character| {
                in_exponent |= matches!(character, 'e' | 'E');
                if in_exponent || !character.is_ascii_digit() || (seen == 0 && character == '0') {
                    return character;
                }
                seen += 1;
                if seen > SIGNIFICANT { '0' } else { character }
            })
            .collect();
        kept.parse().ok()?
    };
    Some(if number.is_subnormal() { 0.0 } else { number })
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn digits_after_the_fifteenth_are_zeros() {
        let cases = [
            ("1234567890123456", 1_234_567_890_123_450.0),
            ("123456789012345678", 123_456_789_012_345_000.0),
            ("0.30000000000000004", 0.3),
            ("0.12345678901234567", 0.123_456_789_012_345),
            ("0.00012345678901234567", 0.000_123_456_789_012_345),
            ("1.9999999999999999E-05", 1.999_999_999_999_99e-5),
            ("123456789012345", 123_456_789_012_345.0),
            ("1E-310", 0.0),
            (".5", 0.5),
        ];
        for (text, number) in cases {
            assert_eq!(read(text), Some(number), "{text}");
        }
        assert_eq!(read("1E+309"), Some(f64::INFINITY));
        assert_eq!(read("1.2.3"), None);
    }
}
