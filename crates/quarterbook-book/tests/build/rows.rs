//! Rows: links, members, formulas, lags.

use crate::bench::{BOOK, LINES, built, figures, listing};

const FIGURES: &str = "
    revenue FY2022 1.89
    revenue FY2023 2.89
    revenue FY2024 5.4
    revenue 2025H1 3.24
    revenue 2024H1 1.97
    revenue.training FY2024 2.69
    revenue.inference FY2024 1.00
    gross_margin FY2024 49.1 %
    units.training FY2024 7000 pcs about
";

#[test]
fn rows_link_count_grow_and_name_their_rest() {
    let template = format!(
        "{LINES}{}",
        r#"
[[sheet]]
id = "revenue"
label = { en = "Revenue", zh = "收入" }

[[sheet.row]]
heading = "As reported"

[[sheet.row]]
line = "revenue"
style = "total"

[[sheet.row]]
each = "product"
line = "revenue.product"

[[sheet.row]]
id = "undisclosed"
label = "Not disclosed by line"
formula = "rest(revenue, revenue.*)"

[[sheet.row]]
id = "growth"
label = "Growth on the year-ago period"
formula = "growth(revenue, revenue[-1y])"
updown = true

[[sheet.row]]
id = "h2"
label = "Second half"
bands = ["half"]
formula = "if(period.ordinal = 2, revenue[fy] - revenue[-1], revenue)"

[[sheet.row]]
id = "mix"
each = "product"
label = "Mix"
formula = "mix(revenue.product, revenue)"
"#
    );
    let built = built(BOOK, &template, &figures(FIGURES)).unwrap();
    insta::assert_snapshot!(listing(&built, "Revenue"));
}
