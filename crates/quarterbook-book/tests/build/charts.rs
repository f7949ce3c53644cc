//! Charts: what they draw, where gaps are, what they add to the sheet.

use crate::bench::{BOOK, LINES, built, figures, listing};

const SHEET: &str = r#"
[[sheet]]
id = "revenue"
label = "Revenue"

[[sheet.row]]
line = "revenue"
sparkline = true
name = true

[[sheet.row]]
each = "product"
line = "revenue.product"

[[sheet.row]]
id = "undisclosed"
label = "Not disclosed"
formula = "rest(revenue, revenue.*)"

[[sheet.row]]
id = "before"
label = "Year before"
formula = "revenue[-1y]"

[[sheet.row]]
id = "part"
each = "product"
formula = "change(revenue.product, revenue.product[-1y])"

[[sheet.row]]
id = "mix"
each = "product"
formula = "mix(revenue.product, revenue)"
updown = true
"#;

const FIGURES: &str = "
    revenue FY2022 1.89
    revenue FY2023 2.89
    revenue FY2024 5.4
    revenue.training FY2023 2.50
    revenue.inference FY2023 0.39
    revenue.training FY2024 2.10
    revenue.inference FY2024 3.30
    revenue 2024H1 1.97
    revenue 2025H1 3.24
";

fn listed(charts: &str) -> String {
    let template = format!("{LINES}{SHEET}{charts}");
    match built(BOOK, &template, &figures(FIGURES)) {
        Err(problems) => problems,
        Ok(built) => {
            let listing = listing(&built, "Revenue");
            let begin = listing.find("\"Chart data\"").or_else(|| listing.find("\ncolumns"));
            listing[begin.expect("every sheet lists its columns")..].to_owned()
        }
    }
}

#[test]
fn stacks_show_the_rest_in_a_colour_of_its_own_and_lines_have_gaps() {
    insta::assert_snapshot!(listed(
        r#"
[[sheet.chart]]
kind = "stacked-column"
title = "Revenue by product"
rows = ["revenue.product", "undisclosed"]
lines = ["mix.training"]
band = "annual"
labels = true
"#
    ));
}

#[test]
fn bars_and_shares_draw_one_period() {
    insta::assert_snapshot!(listed(
        r#"
[[sheet.chart]]
kind = "bar"
title = "Revenue by product"
rows = ["revenue.*"]
period = "FY2023"

[[sheet.chart]]
kind = "share"
title = "Mix"
rows = ["mix.training"]
period = "latest"
"#
    ));
}

#[test]
fn a_waterfall_stands_on_an_invisible_base() {
    insta::assert_snapshot!(listed(
        r#"
[[sheet.chart]]
kind = "waterfall"
title = "From year to year"
rows = ["before", "part.*", "revenue"]
period = "FY2024"
"#
    ));
}

#[test]
fn names_that_mean_nothing_are_shown() {
    insta::assert_snapshot!(listed(
        r#"
[[sheet.chart]]
kind = "column"
title = "Revenue"
rows = ["revenu"]
lines = ["mixx.training"]
band = "halves"
period = "2024"
"#
    ));
}
