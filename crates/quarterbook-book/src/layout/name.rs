//! Names that readers see: tabs and period headers.

use quarterbook_data::{FiscalCalendar, Frequency, Period};

/// Excel's limit for a tab's name.
const MAX_SHEET_NAME: usize = 31;

/// Tab names that Excel takes, from any labels: forbidden characters become spaces or dashes, long ones
/// are cut, repeated ones numbered.
///
/// Rules: at most 31 UTF-16 units, none of `[ ] : * ? / \`, no `'` at either end, not empty, not
/// `History`, and no two alike without regard to case.
pub(crate) fn sheet_names<'a>(labels: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for label in labels {
        let legal = legal_sheet_name(label);
        let taken = |name: &str| names.iter().any(|known| known.to_lowercase() == name.to_lowercase());
        let mut name = legal.clone();
        let mut number = 2;
        while taken(&name) || name.eq_ignore_ascii_case("history") {
            let suffix = format!(" ({number})");
            name = cut(&legal, MAX_SHEET_NAME - suffix.len()) + &suffix;
            number += 1;
        }
        names.push(name);
    }
    names
}

fn legal_sheet_name(label: &str) -> String {
    let replaced: String = label
        .chars()
        .map(|character| match character {
            '[' => '(',
            ']' => ')',
            ':' | '/' | '\\' => '-',
            '*' | '?' => ' ',
            control if control.is_control() => ' ',
            other => other,
        })
        .collect();
    let name = cut(replaced.trim().trim_matches('\'').trim(), MAX_SHEET_NAME);
    let name = name.trim_end().trim_end_matches('\'');
    if name.is_empty() {
        "Sheet".to_owned()
    } else {
        name.to_owned()
    }
}

fn cut(text: &str, units: usize) -> String {
    let mut left = units;
    text.chars()
        .take_while(|character| {
            let width = character.len_utf16();
            let fits = width <= left;
            left = left.saturating_sub(width);
            fits
        })
        .collect()
}

/// A period's header: `FY2024`, `1H25`, `3Q25`; a month by the calendar's year, `2025-09`; with estimates about
/// `2024A`, `2025E`, `1H25A`, `3Q26E`.
pub(crate) fn period_label(period: Period, calendar: FiscalCalendar, estimate: Option<bool>) -> String {
    let year = period.fiscal_year();
    let short = year.rem_euclid(100);
    let mark = match estimate {
        None => "",
        Some(false) => "A",
        Some(true) => "E",
    };
    match (period.frequency(), estimate) {
        (Some(Frequency::Annual), Some(_)) => format!("{year}{mark}"),
        (Some(Frequency::Half), _) => format!("{}H{short:02}{mark}", period.ordinal()),
        (Some(Frequency::Quarter), _) => format!("{}Q{short:02}{mark}", period.ordinal()),
        (Some(Frequency::Month), _) => format!("{}{mark}", calendar.end_date(period).strftime("%Y-%m")),
        _ => format!("{period}{mark}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_are_legal_whatever_the_label() {
        let names = sheet_names([
            "收入",
            "R&D [1/2]: what?",
            "'quoted'",
            "",
            "history",
            "Revenue by product line and by region",
            "revenue by product line and by R",
            "收入",
        ]);
        assert_eq!(
            names,
            [
                "收入",
                "R&D (1-2)- what",
                "quoted",
                "Sheet",
                "history (2)",
                "Revenue by product line and by",
                "revenue by product line and (2)",
                "收入 (2)",
            ]
        );
    }

    #[test]
    fn headers_tell_estimates_only_where_there_are_some() {
        let cases = [
            (Period::year(2024), None, "FY2024"),
            (Period::year(2024), Some(false), "2024A"),
            (Period::year(2026), Some(true), "2026E"),
            (Period::half(2025, 1), None, "1H25"),
            (Period::quarter(2026, 3), Some(true), "3Q26E"),
            (Period::month(2025, 9), None, "2025-03"),
            (Period::month(2026, 1), Some(true), "2025-07E"),
        ];
        let to_june = FiscalCalendar::ending_in(6).unwrap();
        for (period, estimate, label) in cases {
            assert_eq!(period_label(period, to_june, estimate), label);
        }
    }
}
