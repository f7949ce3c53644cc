//! Number formats: a dash for zero, parentheses for negatives, texts such as `n.a.` in line with the digits.

use quarterbook_data::{Measure, Scale, Unit};

use crate::template::{FormatWord, UnitWord};
use crate::workbook::display_width;

/// How many decimals amounts show; rates and counts have a fixed number of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decimals {
    /// Of money.
    pub(crate) money: u8,
    /// Of prices and unit costs.
    pub(crate) price: u8,
}

/// The most decimals that amounts show unless the book asks for more.
pub(crate) const USUAL_DECIMALS: u8 = 2;
/// How much finer tolerances and differences are shown than figures, in decimals.
const FINER: u8 = 2;

impl Decimals {
    /// How many decimals a kind of number shows.
    pub(crate) const fn of(self, word: FormatWord) -> u8 {
        match word {
            FormatWord::Money => self.money,
            FormatWord::Price => self.price,
            FormatWord::Number => USUAL_DECIMALS,
            FormatWord::Percent | FormatWord::Points | FormatWord::Multiple => 1,
            FormatWord::BasisPoints | FormatWord::Count | FormatWord::Index | FormatWord::Rank | FormatWord::Date => 0,
        }
    }

    /// Excel's number format code for a kind of number.
    pub(crate) fn number_format(self, word: FormatWord) -> String {
        four_parts(word, self.of(word))
    }

    /// The same with two more decimals, for tolerances and differences.
    pub(crate) fn fine_format(self, word: FormatWord) -> String {
        four_parts(word, self.of(word) + FINER)
    }

    /// The same for the axis and the labels of a chart: shorter, and without the space that lines up columns.
    pub(crate) fn chart_format(self, word: FormatWord) -> String {
        match word {
            FormatWord::Percent => digits(word, 0),
            _ => digits(word, self.of(word).min(1)),
        }
    }

    /// A chart's format for the labels of points: nothing for what it would show as zero, so that neither a missing
    /// figure drawn as an empty column nor a sliver is labelled `0`.
    pub(crate) fn point_format(self, word: FormatWord) -> String {
        let format = self.chart_format(word);
        let half = match (word, self.of(word)) {
            (FormatWord::Date, _) => return format,
            (FormatWord::Percent, _) => "0.005",
            (_, 0) => "0.5",
            _ => "0.05",
        };
        format!("[>={half}]{format};[<=-{half}]-{format};")
    }
}

/// Positive, negative in parentheses, a dash for zero, texts in line with the digits.
fn four_parts(word: FormatWord, decimals: u8) -> String {
    let number = digits(word, decimals);
    match word {
        FormatWord::Date => number,
        _ => format!(r#"{number}_);({number});"–"_);@_)"#),
    }
}

/// One number with its sign of unit: `#,##0.00`, `0.0%`, `0.0"pp"`.
fn digits(word: FormatWord, decimals: u8) -> String {
    let fraction = match decimals {
        0 => String::new(),
        some => format!(".{}", "0".repeat(usize::from(some))),
    };
    match word {
        FormatWord::Money | FormatWord::Price | FormatWord::Number | FormatWord::Count | FormatWord::Index => {
            format!("#,##0{fraction}")
        }
        FormatWord::Percent => format!("0{fraction}%"),
        FormatWord::Points => format!(r#"0{fraction}"pp""#),
        FormatWord::BasisPoints => format!(r#"0{fraction}"bps""#),
        FormatWord::Multiple => format!(r#"0{fraction}"x""#),
        FormatWord::Rank => format!("0{fraction}"),
        FormatWord::Date => NARROW_DATE.to_owned(),
    }
}

/// How wide a column has to be for an amount with so many decimals, its parentheses included.
pub(crate) fn amount_width(number: f64, decimals: u8, bold: bool) -> f64 {
    let shown = format!("{:.*}", usize::from(decimals), number.abs());
    let whole = shown.split('.').next().map_or(1, str::len);
    let commas = ",".repeat((whole.max(1) - 1) / 3);
    display_width(&format!("({shown}{commas})"), bold)
}

/// How numbers of a line or row with this unit are shown when nothing else is said.
pub(crate) const fn format_of_word(word: UnitWord) -> FormatWord {
    match word {
        UnitWord::Money => FormatWord::Money,
        UnitWord::Price => FormatWord::Price,
        UnitWord::Percent => FormatWord::Percent,
        UnitWord::Points => FormatWord::Points,
        UnitWord::Count => FormatWord::Count,
        UnitWord::Rank => FormatWord::Rank,
        UnitWord::Plain => FormatWord::Number,
    }
}

/// How numbers of a unit are shown when nothing else is said.
pub(crate) const fn format_of_unit(unit: &Unit) -> FormatWord {
    match (&unit.measure, unit.scale) {
        (Measure::Money(_), _) => FormatWord::Money,
        (Measure::MoneyEach(_), _) => FormatWord::Price,
        (Measure::Ratio, _) => FormatWord::Percent,
        (Measure::Points, Scale(-4)) => FormatWord::BasisPoints,
        (Measure::Points, _) => FormatWord::Points,
        (Measure::Count(_), _) => FormatWord::Count,
        (Measure::Rank, _) => FormatWord::Rank,
        (Measure::Plain, _) => FormatWord::Number,
    }
}

/// The number format of a date over a column of figures.
pub(crate) const NARROW_DATE: &str = "yyyy-mm-dd";

/// The number format of a date in running text.
pub(crate) fn date_format(language: &str) -> &'static str {
    if language == "zh" {
        r#"yyyy"年"m"月"d"日""#
    } else {
        NARROW_DATE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_show_the_decimals_they_are_given_and_rates_their_own() {
        let none = Decimals { money: 0, price: 2 };
        let cases = [
            (none.number_format(FormatWord::Money), r#"#,##0_);(#,##0);"–"_);@_)"#),
            (
                none.number_format(FormatWord::Price),
                r#"#,##0.00_);(#,##0.00);"–"_);@_)"#,
            ),
            (
                none.fine_format(FormatWord::Money),
                r#"#,##0.00_);(#,##0.00);"–"_);@_)"#,
            ),
            (
                none.number_format(FormatWord::Points),
                r#"0.0"pp"_);(0.0"pp");"–"_);@_)"#,
            ),
            (none.fine_format(FormatWord::Percent), r#"0.000%_);(0.000%);"–"_);@_)"#),
            (none.chart_format(FormatWord::Money), "#,##0"),
            (none.chart_format(FormatWord::Price), "#,##0.0"),
            (none.chart_format(FormatWord::Percent), "0%"),
            (none.point_format(FormatWord::Money), "[>=0.5]#,##0;[<=-0.5]-#,##0;"),
        ];
        for (format, expected) in cases {
            assert_eq!(format, expected);
        }
    }

    #[test]
    fn an_amount_needs_room_for_its_commas_and_parentheses() {
        let (small, large) = (amount_width(9.5, 1, false), amount_width(-1_234_567.0, 0, false));
        assert!((5.0..=6.5).contains(&small), "{small}");
        assert!((11.0..=12.5).contains(&large), "{large}");
    }
}
