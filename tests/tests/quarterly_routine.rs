//! What happens every quarter: a new file is dropped in, a label changes, a vendor is added. The template
//! and the program stay as they are, and everything follows.

#![expect(
    clippy::unwrap_used,
    reason = "whatever cannot be read or written here fails the test"
)]

use std::fs;
use std::path::Path;

use quarterbook_json::{Document, Sheet};
use quarterbook_tests::run::quarterbook;
use rust_xlsxwriter::Workbook;

/// A copy of an example's book and sources, to be changed.
fn copy_of_example(name: &str, folder: &Path) {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples").join(name);
    fs::create_dir_all(folder.join("data")).unwrap();
    fs::copy(example.join("quarterbook.toml"), folder.join("quarterbook.toml")).unwrap();
    for file in fs::read_dir(example.join("data")).unwrap() {
        let path = file.unwrap().path();
        fs::copy(&path, folder.join("data").join(path.file_name().unwrap())).unwrap();
    }
}

/// The workbook of a book, as its model.
fn built(folder: &Path) -> Document {
    let output = folder.join("out.json");
    let run = quarterbook(folder, &["build", ".", "--to", "json", "-o", output.to_str().unwrap()]);
    assert!(output.exists(), "{}", run.shown());
    serde_json::from_slice(&fs::read(output).unwrap()).unwrap()
}

/// A row of a sheet by its code in column A, as shown texts from left to right.
fn row<'a>(sheet: &'a Sheet, code: &str) -> Vec<&'a serde_json::Value> {
    let at = |cell: &&quarterbook_json::Cell| cell.cell.trim_start_matches(char::is_alphabetic).to_owned();
    let first = sheet
        .cells
        .iter()
        .find(|cell| cell.cell.starts_with('A') && cell.value == code)
        .unwrap();
    let number = at(&first);
    sheet
        .cells
        .iter()
        .filter(|cell| at(cell) == number)
        .map(|cell| &cell.value)
        .collect()
}

#[test]
fn a_new_year_a_renamed_product_and_another_vendor_need_no_change_of_the_template() {
    let folder = tempfile::tempdir().unwrap();
    copy_of_example("iluvatar", folder.path());
    next_years_summary(&folder.path().join("data/2025-annual.xlsx"));
    fs::write(
        folder.path().join("data/market-share.csv"),
        "年度,厂商,市场份额,排名\n2024,海光信息,n/a,n/a\n2024,沐曦股份,n/a,n/a\n2024,天数智芯,9.8%,3\n2024,昆仑芯,6.1%,4\n",
    )
    .unwrap();
    let book = folder.path().join("quarterbook.toml");
    let text = fs::read_to_string(&book).unwrap();
    let vendor = "iluvatar = { zh = \"天数智芯\", en = \"Iluvatar CoreX\" }\n";
    assert!(text.contains(vendor));
    let more = format!("{vendor}kunlunxin = {{ zh = \"昆仑芯\", en = \"Kunlunxin\" }}\n");
    fs::write(&book, text.replace(vendor, &more)).unwrap();

    let document = built(folder.path());
    let revenue = document.sheets.iter().find(|sheet| sheet.name == "收入").unwrap();
    let share = document.sheets.iter().find(|sheet| sheet.name == "市场份额").unwrap();

    // The new year is a column behind the others, in rows and in totals.
    let used = row(revenue, "revenue_used");
    assert!(used.iter().any(|value| value.as_f64() == Some(8.1)), "{used:?}");
    // Its product, under another label, is the same member: 8.1 × 40 %.
    let training = row(revenue, "revenue.training");
    assert!(
        training
            .iter()
            .any(|value| value.as_f64().is_some_and(|number| (number - 3.24).abs() < 1e-12)),
        "{training:?}"
    );
    // The new vendor has its row, and what is left of the market is less by its share.
    assert!(
        row(share, "market_share.kunlunxin")
            .iter()
            .any(|value| value.as_f64() == Some(0.061))
    );
    assert!(
        row(share, "others")
            .iter()
            .any(|value| value.as_f64().is_some_and(|rest| (rest - 0.841).abs() < 1e-12))
    );
    // Charts reach over the new year.
    let reach = revenue
        .charts
        .iter()
        .any(|chart| chart.series.iter().any(|series| series.values.range.contains('K')));
    assert!(reach, "no chart of the revenue sheet reaches the new year's column");
}

fn next_years_summary(path: &Path) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("财务摘要").unwrap();
    sheet.write(0, 0, "单位:人民币亿元").unwrap();
    for (column, text) in [(0, "项目"), (1, "2025年"), (2, "2024年")] {
        sheet.write(1, column, text).unwrap();
    }
    for (row, (label, now, then)) in (2..).zip([("收入", 8.1, 5.4), ("经调整净亏损", -7.0, -6.45)]) {
        sheet.write(row, 0, label).unwrap();
        sheet.write(row, 1, now).unwrap();
        sheet.write(row, 2, then).unwrap();
    }
    sheet.write(4, 0, "其中:占收入比例").unwrap();
    sheet.write(5, 0, "  训练芯片(天垓)").unwrap();
    sheet.write(5, 1, "40%").unwrap();
    sheet.write(5, 2, "49.9%").unwrap();
    book.save(path).unwrap();
}
