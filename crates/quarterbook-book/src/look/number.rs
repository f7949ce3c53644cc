//! Number formats: a dash for zero, parentheses for negatives, texts such as `n.a.` in line with the digits.

use quarterbook_data::{Measure, Scale, Unit};

use crate::template::{FormatWord, UnitWord};

/// Excel's number format code for a kind of number.
pub(crate) const fn number_format(word: FormatWord) -> &'static str {
    match word {
        FormatWord::Money | FormatWord::Price | FormatWord::Number => r#"#,##0.00_);(#,##0.00);"–"_);@_)"#,
        FormatWord::Percent => r#"0.0%_);(0.0%);"–"_);@_)"#,
        FormatWord::Points => r#"0.0"pp"_);(0.0"pp");"–"_);@_)"#,
        FormatWord::BasisPoints => r#"0"bps"_);(0"bps");"–"_);@_)"#,
        FormatWord::Multiple => r#"0.0"x"_);(0.0"x");"–"_);@_)"#,
        FormatWord::Count | FormatWord::Index => r#"#,##0_);(#,##0);"–"_);@_)"#,
        FormatWord::Rank => r#"0_);(0);"–"_);@_)"#,
        FormatWord::Date => "yyyy-mm-dd",
    }
}

/// The same with two more decimals, for tolerances and differences.
pub(crate) const fn fine_format(word: FormatWord) -> &'static str {
    match word {
        FormatWord::Percent => r#"0.000%_);(0.000%);"–"_);@_)"#,
        FormatWord::Points => r#"0.000"pp"_);(0.000"pp");"–"_);@_)"#,
        FormatWord::BasisPoints => r#"0.00"bps"_);(0.00"bps");"–"_);@_)"#,
        FormatWord::Multiple => r#"0.000"x"_);(0.000"x");"–"_);@_)"#,
        FormatWord::Count | FormatWord::Index | FormatWord::Rank => r#"#,##0.00_);(#,##0.00);"–"_);@_)"#,
        FormatWord::Money | FormatWord::Price | FormatWord::Number => r#"#,##0.0000_);(#,##0.0000);"–"_);@_)"#,
        FormatWord::Date => "yyyy-mm-dd",
    }
}

/// A chart's format for the labels of points: nothing for what it would show as zero, so that neither a missing
/// figure drawn as an empty column nor a sliver is labelled `0`.
pub(crate) fn point_format(word: FormatWord) -> String {
    let half = match word {
        FormatWord::Money | FormatWord::Price | FormatWord::Number | FormatWord::Points | FormatWord::Multiple => {
            "0.05"
        }
        FormatWord::Percent => "0.005",
        FormatWord::BasisPoints | FormatWord::Count | FormatWord::Index | FormatWord::Rank => "0.5",
        FormatWord::Date => return chart_format(word).to_owned(),
    };
    let format = chart_format(word);
    format!("[>={half}]{format};[<=-{half}]-{format};")
}

/// The same for the axis and the labels of a chart: shorter, and without the space that lines up columns.
pub(crate) const fn chart_format(word: FormatWord) -> &'static str {
    match word {
        FormatWord::Money | FormatWord::Price | FormatWord::Number => "#,##0.0",
        FormatWord::Percent => "0%",
        FormatWord::Points => r#"0.0"pp""#,
        FormatWord::BasisPoints => r#"0"bps""#,
        FormatWord::Multiple => r#"0.0"x""#,
        FormatWord::Count | FormatWord::Index => "#,##0",
        FormatWord::Rank => "0",
        FormatWord::Date => "yyyy-mm-dd",
    }
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

/// The number format of a date in running text; columns of figures have `FormatWord::Date`, which is narrower.
pub(crate) fn date_format(language: &str) -> &'static str {
    if language == "zh" {
        r#"yyyy"年"m"月"d"日""#
    } else {
        "yyyy-mm-dd"
    }
}
