//! Numbers in a formula.

/// The shortest digits of the double, of which Excel reads 15, in a form it takes: plain up to 20 digits
/// and 9 zeros after the point, otherwise `1E+20`. What is no number is written `#NUM!`.
pub(super) fn number_text(number: f64) -> String {
    if !number.is_finite() {
        return "#NUM!".to_owned();
    }
    let scientific = format!("{number:E}");
    let (mantissa, exponent) = scientific.split_once('E').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-10..20).contains(&exponent) {
        return number.to_string();
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}E{sign}{:02}", exponent.abs())
}

#[cfg(test)]
mod tests {
    use super::number_text;

    #[test]
    fn numbers_are_written_in_a_form_excel_takes() {
        let cases = [
            (0.1, "0.1"),
            (0.1 + 0.2, "0.30000000000000004"),
            (5.4e8, "540000000"),
            (1e19, "10000000000000000000"),
            (1e20, "1E+20"),
            (1.5e-11, "1.5E-11"),
            (2.5e-9, "0.0000000025"),
            (9.999_999_999_999_99e307, "9.99999999999999E+307"),
            (-2.0, "-2"),
            (f64::NAN, "#NUM!"),
        ];
        for (number, text) in cases {
            assert_eq!(number_text(number), text);
        }
    }
}
