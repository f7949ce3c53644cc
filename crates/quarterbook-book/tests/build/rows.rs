//! Rows: links, members, formulas, lags.

use quarterbook_formula::Value;

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

#[test]
fn estimates_have_headers_and_colours_of_their_own_in_every_style() {
    let figures = figures("revenue FY2025 5.4\nrevenue FY2026 7.1 亿 estimate");
    for style in ["banking", "fast", "mono"] {
        let book = BOOK.replace("money =", &format!("style = \"{style}\"\nmoney ="));
        let built = built(&book, LINES, &figures).unwrap();
        let sheet = built.workbook.sheet("Inputs").unwrap();
        let style_of = |shown: Value| {
            let cell = sheet.cells.values().find(|cell| cell.content.value() == shown);
            built.workbook.styles.get(cell.unwrap().style).clone()
        };
        let headers = ["2025A", "2026E"].map(|header| style_of(Value::text(header)));
        assert_ne!(headers[0], headers[1], "{style}: the headers look the same");
        let figures = [5.4, 7.1].map(|figure| style_of(Value::Number(figure)));
        assert_ne!(figures[0], figures[1], "{style}: the figures look the same");
    }
}
