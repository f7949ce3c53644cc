//! Patterns that find the file, or the sheet, of the next period too.

use crate::files::pattern_of;
use crate::text::folded;
use crate::{PeriodContext, PeriodError, read_period};

/// The longest stretch of a name that is tried as a period.
const LONGEST: usize = 24;

/// These patterns, or the names themselves when a pattern fits a file of another block.
pub(super) fn narrower(patterns: &[String], own: &[String], others: &[String]) -> Vec<String> {
    let in_data = |pattern: String| format!("data/{pattern}");
    let exact = || own.iter().map(|name| in_data(pattern_of(name))).collect();
    let fits = |patterns: &[String]| {
        let matchers = patterns.iter().filter_map(|pattern| globset::Glob::new(pattern).ok());
        let matchers: Vec<_> = matchers.map(|glob| glob.compile_matcher()).collect();
        let mut names = others.iter().filter(|name| !own.contains(name));
        names.any(|name| matchers.iter().any(|matcher| matcher.is_match(in_data(name.clone()))))
    };
    if fits(patterns) { exact() } else { patterns.to_vec() }
}

/// The pattern of a file's name with `*` for the period in it: `results-*.xlsx` of `results-2025Q1.xlsx`. A name
/// without one is its own pattern.
pub(super) fn file_pattern(name: &str) -> String {
    let (stem, ending) = name
        .rsplit_once('.')
        .map_or((name, ""), |(stem, _)| (stem, &name[stem.len()..]));
    match around_period(stem) {
        Some((before, after)) => format!("{}*{}", pattern_of(before), pattern_of(&format!("{after}{ending}"))),
        None => pattern_of(name),
    }
}

/// A sheet's name with `*` for the period in it, when it fits none of the other sheets.
pub(super) fn sheet_pattern(name: &str, others: &[&str]) -> String {
    let Some((before, after)) = around_period(name) else {
        return name.to_owned();
    };
    let (head, tail) = (folded(before), folded(after));
    let fits = |other: &&str| {
        let other = folded(other);
        other.starts_with(&head) && other.ends_with(&tail)
    };
    if others.iter().any(fits) {
        name.to_owned()
    } else {
        format!("{before}*{after}")
    }
}

/// What stands before and behind the longest period in a name.
pub(super) fn around_period(name: &str) -> Option<(&str, &str)> {
    let ends: Vec<usize> = name.char_indices().map(|(at, _)| at).chain([name.len()]).collect();
    let lengths = (2..=LONGEST.min(ends.len().saturating_sub(1))).rev();
    let stretches = lengths.flat_map(|length| ends.windows(length + 1).map(move |window| (window[0], window[length])));
    stretches
        .filter(|&(start, end)| is_whole(name, start, end) && names_period(&name[start..end]))
        .map(|(start, end)| (&name[..start], &name[end..]))
        .next()
}

/// Whether no number or word is cut at the ends of a stretch, and it begins and ends with something.
fn is_whole(name: &str, start: usize, end: usize) -> bool {
    let parts = |before: Option<char>, after: Option<char>| match (before, after) {
        (Some(before), Some(after)) => {
            let is_one_number = before.is_ascii_digit() && after.is_ascii_digit();
            let is_one_word = before.is_ascii_alphabetic() && after.is_ascii_alphabetic();
            !is_one_number && !is_one_word
        }
        _ => true,
    };
    let stretch = &name[start..end];
    let edge = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    edge(stretch.chars().next())
        && edge(stretch.chars().next_back())
        && parts(name[..start].chars().next_back(), stretch.chars().next())
        && parts(stretch.chars().next_back(), name[end..].chars().next())
}

fn names_period(stretch: &str) -> bool {
    // 2024-annual is a period too, and its second word tells the kind of file.
    const KINDS: [&str; 5] = ["annual", "interim", "quarterly", "report", "results"];
    let lower = stretch.to_lowercase();
    if KINDS.iter().any(|kind| lower.contains(kind)) || stretch.contains(['(', ')', '[', ']', '{', '}']) {
        return false;
    }
    let has_year = stretch.chars().filter(char::is_ascii_digit).count() >= 2;
    let label = stretch.replace('_', " ");
    has_year
        && matches!(
            read_period(&label, &PeriodContext::default()),
            Ok(_) | Err(PeriodError::Unclear { .. })
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_in_a_files_name_becomes_a_star() {
        for (name, pattern) in [
            ("results-2025Q1.xlsx", "results-*.xlsx"),
            ("results_2025_Q1.xlsx", "results_*.xlsx"),
            ("2025-interim.xlsx", "*-interim.xlsx"),
            ("10-q-2017-12-31.xlsx", "10-q-*.xlsx"),
            ("天数智芯2025年半年报.xls", "天数智芯*.xls"),
            ("Q1  [restated] 2025 {a}.csv", "Q1  [[]restated[]] * [{]a[}].csv"),
            ("2024-annual.xlsx", "*-annual.xlsx"),
            ("1H25 results.csv", "* results.csv"),
            ("20250630.csv", "*.csv"),
            ("FY2024 (1).xlsx", "* (1).xlsx"),
            ("figures.csv", "figures.csv"),
            ("a*b.csv", "a[*]b.csv"),
            ("income 600519.csv", "income 600519.csv"),
        ] {
            assert_eq!(file_pattern(name), pattern, "{name}");
        }
    }

    #[test]
    fn a_sheets_period_becomes_a_star_unless_another_sheet_would_fit() {
        assert_eq!(sheet_pattern("IS 2025Q1", &["Notes"]), "IS *");
        assert_eq!(sheet_pattern("2025Q1", &["2024Q1"]), "2025Q1");
        assert_eq!(sheet_pattern("Income", &[]), "Income");
    }
}
