//! What is wrong in a template or book is shown with its line and a caret, all of it in one run.

use crate::bench::{BOOK, LINES, built, figures};

const FIGURES: &str = "
    revenue FY2023 2.89
    revenue FY2024 5.4
    revenue 2025H1 3.24
    revenue.training FY2024 2.69
";

/// What a reader sees of a template with these rows on its one calculation sheet.
fn mistakes(rows: &str) -> String {
    let template = format!("{LINES}\n[[sheet]]\nid = \"revenue\"\nlabel = \"Revenue\"\n{rows}");
    built(BOOK, &template, &figures(FIGURES)).map_or_else(|problems| problems, |_| "nothing is wrong".to_owned())
}

#[test]
fn every_broken_formula_is_shown_in_one_run() {
    insta::assert_snapshot!(mistakes(
        r#"
[[sheet.row]]
line = "revenu"

[[sheet.row]]
id = "unknown_line"
formula = "growth(revenue, revenues[-1y])"

[[sheet.row]]
id = "unknown_member"
formula = "revenue.trainin / revenue"

[[sheet.row]]
id = "no_member_at_hand"
formula = "sum(revenue.product)"

[[sheet.row]]
id = "wrong_count"
formula = "growth(revenue)"

[[sheet.row]]
id = "broken"
formula = "revenue * / 2"

[[sheet.row]]
id = "unknown_function"
formula = "grwth(revenue, revenue[-1])"

[[sheet.row]]
id = "no_step"
formula = "revenue[1]"

[[sheet.row]]
id = "unknown_setting"
formula = "period.ordnal + 1"

[[sheet.row]]
each = "prodct"
line = "revenue.product"

[[sheet.row]]
id = "unknown_band"
bands = ["anual"]
formula = "revenue"
"#
    ));
}

#[test]
fn words_and_settings_that_do_not_fit_are_shown_when_addresses_are_known() {
    insta::assert_snapshot!(mistakes(
        r#"
[[sheet.row]]
id = "wrong_count"
formula = "growth(revenue)"

[[sheet.row]]
id = "half_only"
bands = ["half"]
formula = "revenue"

[[sheet.row]]
id = "not_in_this_band"
formula = "half_only / revenue"

[[sheet.row]]
id = "no_cover"
formula = "revenue * scale.money"
"#
    ));
}

#[test]
fn a_cycle_is_spelled_out_in_the_rows_names() {
    insta::assert_snapshot!(mistakes(
        r#"
[[sheet.row]]
id = "one"
formula = "revenue + two"

[[sheet.row]]
id = "two"
formula = "one * 2"
"#
    ));
}

#[test]
fn a_template_without_inputs_or_a_book_without_figures_is_refused() {
    let without_inputs = LINES.replace("kind = \"inputs\"", "");
    insta::assert_snapshot!(built(BOOK, &without_inputs, &figures("")).unwrap_err());
}

#[test]
fn settings_of_a_book_are_checked() {
    let book = BOOK
        .replace("CNY 亿", "CNY tons")
        .replace(r#"["annual", "half"]"#, r#"["annual", "hlf", "annual"]"#)
        .replace("[members.product]", "own = { product = \"trainig\" }\nstyle = \"banker\"\nas-of = \"2025-13-01\"\nperiods = { half = \"2025H2..2024H1\" }\n\n[members.product]");
    insta::assert_snapshot!(built(&book, LINES, &figures(FIGURES)).unwrap_err());
}
