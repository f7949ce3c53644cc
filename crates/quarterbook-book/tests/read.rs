//! What is wrong in a book or template is shown in one run, each with its line and a caret.

use quarterbook_book::read::{TextFiles, extend, read_book, read_template};
use quarterbook_data::Problem;

fn shown(problems: &[Problem]) -> String {
    problems.iter().map(Problem::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_wrong_row_of_a_template_is_shown_at_once() {
    let text = r#"
[lines.revenue]
label = { en = "Revenue", zh = "收入" }
unit = "monny"

[lines.units]
label = "Units"
unit = "count"

[[sheet]]
id = "revenue"
labl = "Revenue"

[[sheet]]
id = "margin"

[[sheet.row]]
line = "revenue"
stile = "total"

[[sheet.row]]
id = 7

[[sheet.row]]
line = "units"

[[cheque]]
id = "x"
"#;
    let mut files = TextFiles::default();
    files_before(&mut files);
    let (template, problems) = read_template(&mut files, "t.toml", text);
    insta::assert_snapshot!(shown(&problems));
    // What is right beside a wrong key is kept.
    assert_eq!(template.sheets.len(), 2);
    assert_eq!(template.sheets[1].rows.len(), 3);
    let line = template.sheets[1].rows[2].line.as_ref().unwrap();
    assert_eq!(files.place_of(line).to_string(), "t.toml:25:9");
}

#[test]
fn what_would_be_passed_over_in_silence_is_shown() {
    let text = r#"
[[sheet]]
id = "share"
scope = { en = " " }

[[sheet.row]]
line = "revenue"
formula = "revenue * 2"

[[sheet.row]]
heading = "Revenue"
formula-by-band = { annual = "revenue" }

[[sheet.chart]]
kind = "pie"
title = "Revenue"
rows = ["revenue"]
"#;
    let (_, problems) = read_template(&mut TextFiles::default(), "t.toml", text);
    insta::assert_snapshot!(shown(&problems));
}

/// A text read before, so that places have to be told apart by file.
fn files_before(files: &mut TextFiles) {
    let (_, problems) = read_template(files, "first.toml", "[lines]\n");
    assert_eq!(problems, []);
}

#[test]
fn text_that_is_not_toml_is_shown_where_it_stops_being_it() {
    let mut files = TextFiles::default();
    let (book, problems) = read_book(&mut files, "quarterbook.toml", "[book\ntitle = \"天数智芯\"\n");
    assert!(book.is_none());
    insta::assert_snapshot!(shown(&problems));
}

#[test]
fn a_book_keeps_its_members_in_order() {
    let text = r#"
[book]
template = "quarterly-review"
title = "T"
money = "CNY 亿"
bands = ["annual", "half"]

[members.product]
training = { zh = "训练", en = "Training", match = ["训练*"] }
inference = { zh = "推理", en = "Inference" }
solutions = { en = "Solutions", fiscal-year-end = "01" }

[[source]]
anything = "goes"
"#;
    let mut files = TextFiles::default();
    let (book, problems) = read_book(&mut files, "quarterbook.toml", text);
    assert_eq!(shown(&problems), "");
    let members = &book.unwrap().members["product"];
    assert_eq!(
        members.keys().collect::<Vec<_>>(),
        ["training", "inference", "solutions"]
    );
    assert_eq!(members["training"].label["zh"], "训练");
    assert_eq!(members["solutions"].fiscal_year_end.as_deref(), Some("01"));
}

#[test]
fn an_adjustment_replaces_places_and_removes_rows() {
    let base = r#"
[[sheet]]
id = "revenue"
[[sheet.row]]
id = "total"
line = "revenue"
[[sheet.row]]
id = "growth"
formula = "growth(total, total[-1y])"
[[sheet]]
id = "checks"
kind = "checks"
"#;
    let adjustment = r#"
[[sheet]]
id = "revenue"
[[sheet.row]]
id = "growth"
remove = true
[[sheet.row]]
id = "change"
after = "total"
formula = "change(total, total[-1])"
[[sheet.row]]
id = "mix"
after = "totl"
[[sheet]]
id = "research"
"#;
    let mut files = TextFiles::default();
    let (base, _) = read_template(&mut files, "base.toml", base);
    let (adjustment, _) = read_template(&mut files, "house.toml", adjustment);
    let (template, problems) = extend(base, adjustment, &files);
    let sheets: Vec<&str> = template.sheets.iter().map(|sheet| sheet.id.as_str()).collect();
    let rows: Vec<&str> = template.sheets[0]
        .rows
        .iter()
        .filter_map(|row| row.name_in_template())
        .collect();
    assert_eq!(sheets, ["revenue", "research", "checks"]);
    assert_eq!(rows, ["total", "change"]);
    insta::assert_snapshot!(shown(&problems));
}

#[test]
fn headings_go_by_their_words_and_rows_move_behind_others() {
    let base = r#"
[[sheet]]
id = "revenue"
[[sheet.row]]
heading = { en = "Total", zh = "合计" }
[[sheet.row]]
id = "total"
line = "revenue"
[[sheet.row]]
heading = { en = "By product", zh = "按产品" }
[[sheet.row]]
id = "growth"
formula = "growth(total, total[-1y])"
[[sheet.row]]
id = "mix"
formula = "total"
"#;
    let adjustment = r#"
[[sheet]]
id = "revenue"
[[sheet.row]]
heading = "按产品"
remove = true
[[sheet.row]]
heading = "By region"
remove = true
[[sheet.row]]
remove = true
[[sheet.row]]
id = "mix"
after = "total"
formula = "total * 2"
"#;
    let mut files = TextFiles::default();
    let (base, _) = read_template(&mut files, "base.toml", base);
    let (adjustment, _) = read_template(&mut files, "house.toml", adjustment);
    let (template, problems) = extend(base, adjustment, &files);
    let rows = template.sheets[0].rows.iter();
    let rows: Vec<&str> = rows.map(|row| row.name_in_template().unwrap_or("heading")).collect();
    assert_eq!(rows, ["heading", "total", "mix", "growth"]);
    insta::assert_snapshot!(shown(&problems));
}
