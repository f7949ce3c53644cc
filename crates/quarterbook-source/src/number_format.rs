//! How a number or a date looks to a reader of the source.

use jiff::civil::DateTime;
use quarterbook_format::{NumberFormat, number_to_text, serial_of_moment};

/// A number through a number format, without the blanks that pad it. Without a format, or under General, all its
/// digits, at most 15, as the formula bar shows them; the same where the format cannot be read or shows only `#`.
pub(crate) fn print_number(number: f64, format: Option<&str>) -> String {
    let code = format.filter(|code| !code.eq_ignore_ascii_case("General"));
    code.and_then(NumberFormat::parse)
        .and_then(|format| format.number(number))
        .map_or_else(|| number_to_text(number), |shown| shown.trim().to_owned())
}

/// A date through a number format; without one as `2025-06-30`, with the time of day when there is one.
/// The built-in short date looks different in every country, and is printed that way too.
pub(crate) fn print_date(date: DateTime, format: Option<&str>) -> String {
    let own = format.filter(|format| *format != "mm-dd-yy");
    own.and_then(NumberFormat::parse)
        .filter(NumberFormat::is_date)
        .and_then(|format| format.number(serial_of_moment(date)?))
        .unwrap_or_else(|| iso(date))
}

fn iso(date: DateTime) -> String {
    if date == date.date().at(0, 0, 0, 0) {
        date.date().to_string()
    } else {
        date.to_string().replace('T', " ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What Excel shows, as its documentation of number formats says or as LibreOffice renders it.
    #[test]
    fn numbers_look_as_the_format_says() {
        let cases = [
            (0.308, "0.0%", "30.8%"),
            (0.308, "0%", "31%"),
            (1234.5, "#,##0.00", "1,234.50"),
            (1234.5, "#,##0", "1,235"),
            (2.675, "0.00", "2.68"),
            (-1234.0, "#,##0_);(#,##0)", "(1,234)"),
            (-1234.0, "#,##0", "-1,234"),
            (0.0, "#,##0.00_);(#,##0.00);\"–\"_);@_)", "–"),
            (5.4, "0.00\"亿元\"", "5.40亿元"),
            (1_234_567.0, "#,##0,", "1,235"),
            (1_234_567_890.0, "0.0,,\"m\"", "1234.6m"),
            (12.5, "[$¥-804]#,##0.00", "¥12.50"),
            (12.5, "[Red]0.0", "12.5"),
            (7.0, "000", "007"),
            (0.5, "#.##", ".5"),
            (5.0, "0.##", "5."),
            (12_345.678, "0.00E+00", "1.23E+04"),
            (0.00012, "0.0E+00", "1.2E-04"),
            (1500.0, "[>=1000]0.0,\"k\";0", "1.5k"),
            (15.0, "[>=1000]0.0,\"k\";0", "15"),
            (0.25, "# ?/?", "1/4"),
            (1.5, "[h]:mm", "36:00"),
            (-1.0, "yyyy-mm-dd", "-1"),
            (12.5, "[DBNum1]0", "12.5"),
            (981.0, "\\S00000", "S00981"),
            (1234.5, "General", "1234.5"),
            (1.0 / 3.0, "General", "0.333333333333333"),
            (12.0, "General\" x\"", "12 x"),
        ];
        for (number, format, shown) in cases {
            assert_eq!(print_number(number, Some(format)), shown, "{number} under {format}");
        }
    }

    #[test]
    fn a_number_without_a_format_shows_its_digits() {
        let cases = [
            (0.1 + 0.2, "0.3"),
            (30.599_999_999_999_998, "30.6"),
            (1e15, "1000000000000000"),
            (1e21, "1E+21"),
            (1.5e-10, "0.00000000015"),
            (1.5e-30, "1.5E-30"),
            (-0.5, "-0.5"),
        ];
        for (number, shown) in cases {
            assert_eq!(print_number(number, None), shown);
        }
    }

    #[test]
    fn dates_look_as_the_format_says() {
        let date = jiff::civil::date(2025, 6, 30).at(9, 5, 7, 0);
        let cases = [
            ("yyyy-mm-dd", "2025-06-30"),
            ("yyyy\"年\"m\"月\"d\"日\"", "2025年6月30日"),
            ("[$-409]mmm\\-yy;@", "Jun-25"),
            ("d mmmm yyyy", "30 June 2025"),
            ("m/d/yy h:mm", "6/30/25 9:05"),
            ("hh:mm:ss AM/PM", "09:05:07 AM"),
            ("mm-dd-yy", "2025-06-30 09:05:07"),
            ("[$-804]yyyy年mmmm", "2025年六月"),
            ("0.00", "2025-06-30 09:05:07"),
        ];
        for (format, shown) in cases {
            assert_eq!(print_date(date, Some(format)), shown, "{format}");
        }
    }
}
