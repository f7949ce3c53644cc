//! Numbers as text that loses nothing.

/// The shortest text that reads back as the same number: `12.5`, `1E-7`, `0.30000000000000004`.
///
/// For files and listings; what a reader of the workbook sees is settled by number formats.
pub fn exact_number(number: f64) -> String {
    let text = format!("{number:?}");
    let short = text.strip_suffix(".0").unwrap_or(&text);
    short.replace('e', "E")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_print_as_short_as_they_can_and_read_back() {
        let cases = [
            (0.0, "0"),
            (5.0, "5"),
            (-12.5, "-12.5"),
            (0.1 + 0.2, "0.30000000000000004"),
            (1e-7, "1E-7"),
            (1e300, "1E300"),
            (123_456_789_012.25, "123456789012.25"),
        ];
        for (number, text) in cases {
            assert_eq!(exact_number(number), text);
            assert_eq!(text.parse::<f64>().unwrap(), number);
        }
    }
}
