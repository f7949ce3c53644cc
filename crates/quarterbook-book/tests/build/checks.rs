//! Checks: periods, tolerances from printed precision, claims that rest on themselves.

use crate::bench::{BOOK, LINES, built, figures, listing};

const SHEETS: &str = r#"
[[sheet]]
id = "cover"
label = "Cover"
kind = "cover"

[[sheet]]
id = "revenue"
label = "Revenue"

[[sheet.row]]
line = "revenue"

[[sheet.row]]
id = "growth"
label = "Growth"
formula = "growth(revenue, revenue[-1y])"

[[sheet]]
id = "checks"
label = "Checks"
kind = "checks"

[[sheet]]
id = "sources"
label = "Sources"
kind = "sources"

[[check]]
id = "growth-as-printed"
label = "Growth is what the source says"
kind = "claim"
formula = "growth = growth_printed"
otherwise = "warn"

[[check]]
id = "lines-add-up"
label = "Revenue by line adds up"
kind = "tie-out"
formula = "total(revenue.*) = revenue"
bands = ["annual"]

[[check]]
id = "margin-in-range"
label = "The gross margin is a share"
kind = "reasonableness"
formula = "gross_margin <= 1"
bands = ["annual"]
"#;

#[test]
fn tolerances_follow_from_what_is_printed() {
    let template = format!("{LINES}{SHEETS}");
    let figures = figures(
        "
        revenue FY2023 2.89
        revenue FY2024 5.4
        revenue 2024H1 1.97
        revenue 2025H1 3.24
        revenue.training FY2024 2.69
        revenue.inference FY2024 2.70
        growth_printed FY2024 87 % claim
        growth_printed 2025H1 65.5 % claim
        gross_margin FY2024 49.1 %
        ",
    );
    let built = built(BOOK, &template, &figures).unwrap();
    insta::assert_snapshot!(listing(&built, "Checks"));
}
